"""Papers read and unread: who has opened what, and what that is told by."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from meetings import services
from meetings.desk import to_read
from meetings.models import Material, Meeting, PaperReading
from meetings.reading import read
from portal.enums import Audience
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory

from .pages import text_of

pytestmark = pytest.mark.django_db

Browser = Callable[[str], Client]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A convened meeting with a paper for each audience and a second public one."""
    meeting = MeetingFactory(body=cast.body, convened=True)
    item = AgendaItemFactory(meeting=meeting, title_fi="Lausunto")
    for audience in (*Audience, Audience.PUBLIC):
        MaterialFactory(item=item, audience=audience, title_fi=f"Liite {audience}")
    return meeting


def count(meeting: Meeting, user: object) -> tuple[int, int]:
    """How many papers the user has read, of how many."""
    reading = read(meeting, user, since=None)  # type: ignore[arg-type]
    return reading.read_count, len(reading.papers)


def open_paper(client: Client, paper: Material) -> None:
    """Read the file to its end, which closes it."""
    b"".join(client.get(paper.get_absolute_url()).streaming_content)


def test_opened_paper_is_read_by_who_opened_it(client_of: Browser, cast: Cast, meeting: Meeting) -> None:
    paper = Material.objects.filter(audience=Audience.MEMBERS).get()
    browser = client_of("member")
    for _time in range(2):
        open_paper(browser, paper)
    assert (count(meeting, cast.member), count(meeting, cast.deputy)) == ((1, 3), (0, 3))
    assert PaperReading.objects.count() == 1


def test_visitors_and_those_who_may_not_open_it_leave_no_trace(client_of: Browser, meeting: Meeting) -> None:
    open_paper(client_of("visitor"), Material.objects.filter(audience=Audience.PUBLIC).first())
    assert (
        client_of("outsider")
        .get(Material.objects.get(audience=Audience.STAFF).get_absolute_url())
        .status_code
        == 404
    )
    assert PaperReading.objects.count() == 0


def test_replaced_paper_is_unread_again(cast: Cast, meeting: Meeting) -> None:
    services.mark_all_read(meeting=meeting, actor=cast.member)
    assert count(meeting, cast.member) == (3, 3)
    old = Material.objects.filter(audience=Audience.MEMBERS).get()
    services.replace_material(material=old, file=ContentFile(b"2", "a.txt"), actor=cast.coordinator)
    assert count(meeting, cast.member) == (2, 3)
    assert count(meeting, cast.coordinator) == (0, 4)


def test_mark_all_as_read_reads_what_one_may_see(client_of: Browser, cast: Cast, meeting: Meeting) -> None:
    browser, address = client_of("member"), f"{meeting.get_absolute_url()}luettu/"
    page = text_of(browser.get(meeting.get_absolute_url()))
    assert ("0/3 aineistosta luettu" in page, address in page) == (True, True)
    assert browser.post(address)["Location"] == f"{meeting.get_absolute_url()}#reading"
    page = text_of(browser.get(meeting.get_absolute_url()))
    assert ("3/3 aineistosta luettu" in page, address in page) == (True, False)
    assert set(PaperReading.objects.values_list("material__audience", flat=True)) == {"public", "members"}


def test_visitor_is_told_nothing_of_reading(client_of: Browser, meeting: Meeting) -> None:
    page = text_of(client_of("visitor").get(meeting.get_absolute_url()))
    assert ("aineistosta luettu" in page, "luettu/" in page) == (False, False)


def test_begin_with_leads_to_the_first_unread_paper(cast: Cast, meeting: Meeting) -> None:
    first, second, *_rest = [paper.material for paper in read(meeting, cast.member, since=None).papers]
    services.record_reading(material=first, actor=cast.member)
    found = read(meeting, cast.member, since=None).first_paper
    assert found is not None
    assert found.material == second


def test_desk_tells_how_much_is_read_until_all_is(cast: Cast, meeting: Meeting) -> None:
    services.record_reading(
        material=Material.objects.filter(audience=Audience.PUBLIC).first(), actor=cast.member
    )
    assert [card.text for card in to_read(cast.member)] == ["1/3 aineistosta luettu"]
    services.mark_all_read(meeting=meeting, actor=cast.member)
    assert list(to_read(cast.member)) == []


# --- All papers as one archive ---------------------------------------------------------------------------------------


def archive(client: Client, meeting: Meeting) -> dict[str, bytes]:
    """What is in the ZIP that the client gets."""
    response = client.get(f"{meeting.get_absolute_url()}liitteet.zip")
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize(
    ("role", "papers"), [("visitor", 2), ("outsider", 2), ("member", 3), ("coordinator", 4)]
)
def test_archive_holds_what_one_may_see(client_of: Browser, meeting: Meeting, role: str, papers: int) -> None:
    assert len(archive(client_of(role), meeting)) == papers


def test_archive_names_are_safe_and_tell_item_and_number(client_of: Browser, cast: Cast) -> None:
    meeting = MeetingFactory(body=cast.body, convened=True)
    item = AgendaItemFactory(meeting=meeting, title_fi='../../etc "A/B": mitä?')
    for title in ("../../passwd", "Kokous 10.12.", "Kokous 10.12."):
        MaterialFactory(item=item, title_fi=title, kind="background")
    MaterialFactory(item=item, title_fi="x" * 200)
    assert list(archive(client_of("visitor"), meeting)) == [
        "01 etc A B mitä/passwd.txt",
        "01 etc A B mitä/Kokous 10 12.txt",
        "01 etc A B mitä/Kokous 10 12 (2).txt",
        f"01 etc A B mitä/Liite 1 {'x' * 60}.txt",
    ]


def test_archive_tells_of_a_lost_file(client_of: Browser, meeting: Meeting) -> None:
    lost = Material.objects.filter(audience=Audience.PUBLIC).first()
    lost.file.storage.delete(lost.file.name)
    packed = archive(client_of("visitor"), meeting)
    assert len(packed) == 2
    assert "Liite public" in packed["Kadonneet tiedostot.txt"].decode()


def test_archive_of_an_agenda_that_is_not_published_is_not_found(
    client_of: Browser, meeting: Meeting
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(agenda_published_at=None)
    assert client_of("member").get(f"{meeting.get_absolute_url()}liitteet.zip").status_code == 404
    assert len(archive(client_of("coordinator"), meeting)) == 4
