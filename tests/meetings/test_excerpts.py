"""The minutes as a document, and excerpts of one section: what they say, who reads them, and to whom they go."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
import weasyprint
from django.core.exceptions import PermissionDenied, ValidationError

from meetings import services
from meetings.minutes_document import audience_of, ready_document, sample, sample_item
from meetings.models import Excerpt, Minutes
from meetings.services.excerpt import EXCERPT
from meetings.services.sealing import MINUTES
from portal import documents
from portal.enums import Audience
from portal.errors import Refused
from portal.models import Document, MailAttachment, OutgoingMail
from portal.rendering import job
from portal.rendering.pdf import render
from tests.cast import Cast

from .minutes_scene import Scene, approved, held, inspected, signed


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Approved minutes."""
    return approved(cast)


def built(scene: Scene, *, language: str = "en") -> documents.Content:
    """What the document says; in English, whose texts need no translation."""
    minutes = scene.now()
    return documents.build(minutes, MINUTES, language=language, audience=audience_of(minutes))


def words(content: documents.Content) -> str:
    """The text of a page, every piece parted from the next by one space."""
    body = weasyprint.HTML(string=content.html).etree_element.find("body")
    return " ".join(" ".join(body.itertext()).split())


def send(scene: Scene, **changes: Any) -> Excerpt:
    """The matter goes to somebody."""
    values = {
        "item": scene.matter,
        "name": "Hakija Testinen",
        "email": "hakija@example.org",
        "language": "fi",
        "actor": scene.cast.coordinator,
    }
    return services.send_excerpt(**values | changes)


# --- The minutes -----------------------------------------------------------------------------------------------------


def test_minutes_say_who_signed_and_inspected_and_the_hash(scene: Scene) -> None:
    content = built(scene)
    told = words(content)
    for said in (
        "Member , chair, signed",
        "Member 1 , inspector",
        scene.now().seal.content_hash,
        "Hyväksyttiin.",
    ):
        assert said.replace(" ,", ",") in told.replace(" ,", ","), said
    number = scene.meeting.number
    assert (content.page.heading, content.page.state_word) == (
        f"Minutes {number}/{scene.meeting.year}",
        "Inspected",
    )


def test_file_is_named_by_kind_body_and_number(scene: Scene, cast: Cast) -> None:
    number, year = scene.meeting.number, scene.meeting.year
    assert built(scene, language="fi").page.filename == f"poytakirja-{cast.body.slug}-{year}-{number}.pdf"
    memo = held(cast, table=scene.table, days_ago=2)
    services.choose_kind(minutes=memo.now(), kind="memo", actor=cast.coordinator)
    name = f"muistio-{cast.body.slug}-{memo.meeting.year}-{memo.meeting.number}.pdf"
    assert built(memo, language="fi").page.filename == name


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_minutes_and_excerpt_become_accessible_files(scene: Scene, language: str) -> None:
    services.correct_minutes(minutes=scene.now(), text="Oikaisu.", section=None, actor=scene.cast.coordinator)
    excerpt = documents.build(scene.matter, EXCERPT, language=language, audience=Audience.STAFF)
    for content in (built(scene, language=language), excerpt):
        with pikepdf.open(BytesIO(render(content.html).content)) as pdf:
            assert str(pdf.Root.Lang) == language


def test_minutes_say_the_same_until_something_is_corrected(scene: Scene) -> None:
    before = built(scene).hash
    assert built(scene).hash == before
    services.correct_minutes(minutes=scene.now(), text="Oikaisu.", section=None, actor=scene.cast.coordinator)
    assert built(scene).hash != before


def test_document_is_read_by_those_who_read_the_minutes(cast: Cast) -> None:
    readers: dict[str, set[str]] = {}
    table = None
    for name, make in (("draft", held), ("signed", signed), ("inspected", inspected), ("approved", approved)):
        scene = make(cast, table=table)
        table = scene.table
        minutes = scene.now()
        document = documents.request(
            minutes, MINUTES, language="fi", audience=audience_of(minutes), actor=None
        )
        readers[name] = {
            role for role, user in cast.everybody().items() if documents.may_read(document, user)
        }
    body = {"coordinator", "secretariat", "member", "deputy", "speaker"}
    assert readers == {
        "draft": {"coordinator", "secretariat"},
        "signed": body,
        "inspected": body,
        "approved": body,
    }
    services.publish_minutes(minutes=scene.now(), actor=cast.coordinator)
    assert {role for role, user in cast.everybody().items() if documents.may_read(document, user)} == set(
        Cast.ROLES
    )


def test_page_offers_the_file_to_its_readers(scene: Scene) -> None:
    minutes = scene.now()
    document = documents.request(minutes, MINUTES, language="fi", audience=Audience.PUBLIC, actor=None)
    assert ready_document(minutes, scene.cast.member) is None
    job.make(document.pk)
    assert ready_document(minutes, scene.cast.member) == document
    assert ready_document(minutes, scene.cast.outsider) is None


def test_samples_are_of_approved_minutes(scene: Scene) -> None:
    assert sample() == Minutes.objects.get()
    assert sample_item() == scene.items[0]


# --- Excerpts --------------------------------------------------------------------------------------------------------


def test_excerpt_says_one_section_and_is_mailed_and_logged(scene: Scene) -> None:
    row = send(scene)
    mail = OutgoingMail.objects.get(kind="minutes_excerpt")
    document = Document.objects.get(kind=EXCERPT)
    number = f"{scene.meeting.year}-{scene.meeting.number}-{scene.matter.record.section}"
    assert (mail.to_address, mail.about_id) == ("hakija@example.org", row.pk)
    assert MailAttachment.objects.get(mail=mail).document == document
    assert document.filename == f"ote-{scene.cast.body.slug}-{number}.pdf"
    content = documents.build(scene.matter, EXCERPT, language="en", audience=Audience.STAFF)
    told = words(content)
    assert ("Asia 2" in told, "Asia 1" in told) == (True, False)
    assert scene.now().seal.content_hash in told


def test_excerpt_goes_out_when_what_it_says_is_fixed(cast: Cast) -> None:
    scene = signed(cast)
    with pytest.raises(Refused):
        send(scene)
    services.reopen_minutes(minutes=scene.now(), actor=cast.coordinator)
    services.inspect_item(item=scene.matter, actor=cast.coordinator)
    send(scene)
    with pytest.raises(Refused):
        send(scene, item=scene.items[0])
    assert Excerpt.objects.get().item == scene.matter


def test_excerpt_needs_an_address_and_the_right_to_send(scene: Scene) -> None:
    with pytest.raises(ValidationError):
        send(scene, email="ei osoite")
    for role in ("member", "outsider", "officer"):
        with pytest.raises(PermissionDenied):
            send(scene, actor=getattr(scene.cast, role))
    assert not Excerpt.objects.exists()


def test_excerpt_is_read_in_the_portal_by_those_who_send_it(scene: Scene) -> None:
    send(scene)
    document = Document.objects.get(kind=EXCERPT)
    readers = {role for role, user in scene.cast.everybody().items() if documents.may_read(document, user)}
    assert readers == {"coordinator", "secretariat"}
