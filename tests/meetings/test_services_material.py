"""Papers are added, replaced, described anew and taken away."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.test import override_settings

from meetings import demo_papers, services
from meetings.enums import MaterialKind, MeetingState
from meetings.models import AgendaItem, Material, Meeting
from portal.enums import Audience
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """An item of a convened meeting of the cast's body."""
    return AgendaItemFactory(meeting=MeetingFactory(body=cast.body, convened=True))


def text(name: str = "liite.txt", content: bytes = b"teksti") -> ContentFile:
    """A plain text file."""
    return ContentFile(content, name)


def add(item: AgendaItem, cast: Cast, file: ContentFile | None = None, **more: Any) -> Material:
    """A paper added by the coordinator."""
    return services.add_material(item=item, file=file or text(), actor=cast.coordinator, **more)


def test_add_material_knows_what_the_file_is(cast: Cast, item: AgendaItem) -> None:
    paragraphs = ["Lausunnon perustelut. " * 20] * 20
    file = demo_papers.pdf("Lausunto_luonnos.PDF", "Lausunto", paragraphs)
    paper = add(item, cast, file, kind=MaterialKind.BACKGROUND, audience=Audience.MEMBERS)
    paper.refresh_from_db()
    facts = (paper.title_fi, paper.filename, paper.content_type, paper.pages, paper.kind, paper.audience)
    assert facts == (
        "Lausunto luonnos",
        "Lausunto_luonnos.pdf",
        "application/pdf",
        4,
        MaterialKind.BACKGROUND,
        Audience.MEMBERS,
    )
    assert paper.size == Path(paper.file.path).stat().st_size


def test_papers_stand_in_the_order_in_which_they_came(cast: Cast, item: AgendaItem) -> None:
    papers = [add(item, cast, text(f"{name}.txt")) for name in "abc"]
    assert [paper.order for paper in papers] == [1, 2, 3]


def test_path_in_name_becomes_neither_path_nor_name(cast: Cast, item: AgendaItem, settings: Any) -> None:
    file = text()
    file.name = "../../etc/sala/passwd.txt"
    paper = add(item, cast, file)
    assert (paper.filename, paper.title_fi) == ("passwd.txt", "passwd")
    stored = Path(paper.file.path)
    assert stored.parent.parent == Path(settings.MEDIA_ROOT) / "materials"
    assert re.fullmatch("[0-9a-f]{32}", stored.name)


@pytest.mark.parametrize(
    ("name", "content"),
    [("kuva.pdf", b"MZ\x90\x00program"), ("tyhja.txt", b""), ("sivu.html", b"<script>alert(1)</script>")],
)
def test_file_of_a_wrong_kind_is_refused_and_leaves_nothing(
    cast: Cast, item: AgendaItem, settings: Any, name: str, content: bytes
) -> None:
    with pytest.raises(ValidationError):
        add(item, cast, text(name, content))
    assert Material.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).glob("materials/*"))


@override_settings(UPLOAD_LARGEST_BYTES=10)
def test_too_large_file_is_refused(cast: Cast, item: AgendaItem) -> None:
    add(item, cast, text(content=b"0123456789"))
    with pytest.raises(ValidationError) as refusal:
        add(item, cast, text(content=b"01234567890"))
    assert refusal.value.code == "too_large"


def test_replaced_paper_is_kept_and_newer_one_is_marked(cast: Cast, item: AgendaItem) -> None:
    old = add(item, cast, text("vanha.txt"), audience=Audience.MEMBERS, title="Muistio")
    new = services.replace_material(material=old, file=text("uusi.txt", b"uusi"), actor=cast.coordinator)
    facts = (new.title_fi, new.audience, new.order, new.filename, new.is_newer_version)
    assert facts == ("Muistio", Audience.MEMBERS, 1, "uusi.txt", True)
    old.refresh_from_db()
    assert (old.replaced_by, Path(old.file.path).read_bytes()) == (new, b"teksti")
    assert list(Material.objects.visible_to(cast.member)) == [new]


def test_replacing_twice_over_the_same_version_is_overtaken(cast: Cast, item: AgendaItem) -> None:
    old = add(item, cast)
    services.replace_material(material=old, file=text(), actor=cast.coordinator)
    with pytest.raises(Overtaken):
        services.replace_material(material=old, file=text(), actor=cast.secretariat)
    assert Material.objects.count() == 2


def test_newest_leads_through_all_versions(cast: Cast, item: AgendaItem) -> None:
    papers = [add(item, cast)]
    for _version in range(2):
        papers.append(services.replace_material(material=papers[-1], file=text(), actor=cast.coordinator))
    assert [Material.objects.get(pk=paper.pk).newest() for paper in papers] == [papers[2]] * 3


def test_remove_material_takes_all_versions_and_their_files(
    cast: Cast, item: AgendaItem, django_capture_on_commit_callbacks: Any
) -> None:
    other = add(item, cast)
    old = add(item, cast)
    new = services.replace_material(material=old, file=text(), actor=cast.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_material(material=new, actor=cast.coordinator)
    assert list(Material.objects.all()) == [other]
    assert [paper.file.storage.exists(paper.file.name) for paper in (other, old, new)] == [True, False, False]


def test_remove_material_twice_is_overtaken(cast: Cast, item: AgendaItem) -> None:
    paper = add(item, cast)
    services.remove_material(material=paper, actor=cast.coordinator)
    with pytest.raises(Overtaken):
        services.remove_material(material=paper, actor=cast.coordinator)


def test_change_material_writes_what_differs(cast: Cast, item: AgendaItem) -> None:
    paper = add(item, cast)
    values = {"title_fi": "Lausunto", "title_sv": "Utlåtande", "kind": paper.kind, "audience": Audience.STAFF}
    services.change_material(material=paper, values=values, actor=cast.coordinator)
    paper.refresh_from_db()
    assert (paper.title_fi, paper.title_sv, paper.audience) == ("Lausunto", "Utlåtande", Audience.STAFF)


ACTS = {
    "add": lambda paper, actor: services.add_material(item=paper.item, file=text(), actor=actor),
    "replace": lambda paper, actor: services.replace_material(material=paper, file=text(), actor=actor),
    "change": lambda paper, actor: services.change_material(
        material=paper, values={"title_fi": "Uusi"}, actor=actor
    ),
    "remove": lambda paper, actor: services.remove_material(material=paper, actor=actor),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", Cast.ROLES)
def test_act_is_for_coordinator_and_secretariat_only(
    cast: Cast, item: AgendaItem, role: str, name: str
) -> None:
    paper = MaterialFactory(item=item)
    if role in {"coordinator", "secretariat"}:
        ACTS[name](paper, getattr(cast, role))
    else:
        with pytest.raises(PermissionDenied):
            ACTS[name](paper, getattr(cast, role))


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", [MeetingState.IN_SESSION, MeetingState.HELD, MeetingState.CANCELLED])
def test_papers_of_meeting_that_began_stay(
    cast: Cast, item: AgendaItem, name: str, state: MeetingState
) -> None:
    paper = MaterialFactory(item=item)
    Meeting.objects.update(state=state, cancel_reason="Syy")
    with pytest.raises(Refused):
        ACTS[name](paper, cast.secretariat)
