"""The invitation, the attendance sheet, and all documents of a meeting asked for at once."""

from collections.abc import Callable
from typing import Any

import pytest
import weasyprint
from django.test import Client

from meetings import services
from meetings.documents import ATTENDANCE_SHEET, INVITATION, offered
from meetings.enums import MeetingState
from meetings.models import Meeting
from members.enums import SeatKind
from members.models import Mandate
from portal import documents
from portal.enums import Audience, Language
from portal.models import Document
from portal.rendering.pdf import render
from tests.cast import Cast
from tests.factories import (
    AgendaItemFactory,
    MandateFactory,
    MaterialFactory,
    MeetingFactory,
    SeatFactory,
    SeatGroupFactory,
)

from .pages import address, text_of
from .seats import decide

pytestmark = pytest.mark.django_db

Browser = Callable[[str], Client]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A convened meeting with one item and one guest."""
    meeting = MeetingFactory(
        body=cast.body, convened=True, number=4, year=2026, remote_link="https://example.org/etana"
    )
    AgendaItemFactory(meeting=meeting, order=1, title="Avaus", title_en="Opening", minutes=5)
    meeting.guests.create(name="Veera Vieras", role="asiantuntija")
    return meeting


def built(meeting: Meeting, kind: str, language: str = "en") -> documents.Content:
    """What it says; in English, whose texts need no translation."""
    (audience,) = documents.kinds[kind].audiences
    return documents.build(meeting, kind, language=language, audience=audience)


def words(content: documents.Content) -> str:
    """The text of a page, every piece parted from the next by one space."""
    body = weasyprint.HTML(string=content.html).etree_element.find("body")
    return " ".join(" ".join(body.itertext()).split())


@pytest.mark.parametrize(
    ("kind", "language", "name"),
    [
        (INVITATION, "fi", "kutsu-jarjestoyhteistyoryhma-2026-4.pdf"),
        (INVITATION, "sv", "kallelse-jarjestoyhteistyoryhma-2026-4.pdf"),
        (ATTENDANCE_SHEET, "fi", "lasnaolo-jarjestoyhteistyoryhma-2026-4.pdf"),
        ("meeting_agenda", "fi", "esityslista-jarjestoyhteistyoryhma-2026-4.pdf"),
        ("meeting_binder", "fi", "kokouskansio-jarjestoyhteistyoryhma-2026-4.pdf"),
    ],
)
def test_file_names_tell_what_they_are(meeting: Meeting, kind: str, language: str, name: str) -> None:
    audience = documents.kinds[kind].audiences[0]
    assert documents.build(meeting, kind, language=language, audience=audience).page.filename == name


def test_invitation_says_when_how_to_answer_what_and_who(cast: Cast, meeting: Meeting) -> None:
    said = words(built(meeting, INVITATION))
    assert "Remote link https://example.org/etana" in said
    assert "How to answer Answer by the link in the mail" in said
    assert "A deputy comes only when called." in said
    assert "1 14:00 Opening 5 min" in said
    people = said.partition("Members and deputies ")[2]
    assert people == (
        f"{cast.seat.group.name} Member, member (Omaisten Testi ry) Deputy, deputy"
        f" ({Mandate.objects.get(person__name='Deputy').organisation})"
        " Also invited Office holders Coordinator, secretary With the right to speak Speaker, Seurakunnat"
        " Guests Veera Vieras, asiantuntija"
    )


def test_invitation_without_deputies_speaks_of_none(cast: Cast, meeting: Meeting) -> None:
    decide(cast, deputies=0)
    said = words(built(Meeting.objects.get(pk=meeting.pk), INVITATION))
    assert "deputy comes" not in said
    assert "Deputy, deputy" not in said


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, True),
        ({"agenda_published_at": None}, False),
        ({"state": MeetingState.DRAFT, "year": None, "number": None, "convened_at": None, "agenda_published_at": None}, True),
    ],
    ids=["published", "not yet", "draft"],
)  # fmt: skip
def test_invitation_shows_the_agenda_once_it_is_published(
    meeting: Meeting, changes: dict[str, Any], *, shown: bool
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(**changes)
    said = words(built(Meeting.objects.get(pk=meeting.pk), INVITATION))
    assert ("Opening" in said, "The agenda follows later." in said) == (shown, not shown)


def test_attendance_sheet_has_each_seat_with_its_deputies_and_empty_lines(
    cast: Cast, meeting: Meeting
) -> None:
    group = SeatGroupFactory(term=cast.term, order=30_000, name="Avoimet")
    SeatFactory(group=group, rank=1)
    MandateFactory(seat=SeatFactory(group=group, rank=2), person__name="Toinen Jäsen")
    ranked = SeatFactory(group=group, kind=SeatKind.RANKED_DEPUTY, rank=1)
    MandateFactory(seat=ranked, person__name="Sijainen", organisation=None)
    said = words(built(meeting, ATTENDANCE_SHEET))
    assert said.partition("Avoimet ")[2].startswith(
        "seat vacant , member Toinen Jäsen , member Testiyhdistys"
    )
    assert said.partition("Toinen Jäsen")[2].partition(
        "Sijainen , deputy Office holders Coordinator , secretary"
    )[1]
    assert said.endswith("Others who are present" + " Name:" * 4)


@pytest.mark.parametrize("kind", [INVITATION, ATTENDANCE_SHEET])
@pytest.mark.parametrize("language", Language.values)
def test_documents_are_accessible_in_every_language(meeting: Meeting, kind: str, language: str) -> None:
    assert render(built(meeting, kind, language).html).pages in {1, 2}


@pytest.mark.parametrize("kind", [INVITATION, ATTENDANCE_SHEET])
def test_people_are_read_with_as_many_queries_for_three_seats_as_for_one(
    cast: Cast, meeting: Meeting, django_assert_max_num_queries: Any, kind: str
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(100) as asked:
            built(Meeting.objects.get(pk=meeting.pk), kind)
        return len(asked)

    one = count()
    for number in range(2):
        MandateFactory(seat=SeatFactory(group__term=cast.term, rank=number + 1))
        meeting.guests.create(name=f"Vieras {number}")
    assert count() == one


READERS = {
    INVITATION: {"member", "deputy", "speaker", "coordinator", "secretariat"},
    ATTENDANCE_SHEET: {"coordinator", "secretariat"},
}


@pytest.mark.parametrize("kind", READERS)
def test_documents_are_read_by_exactly_their_audience(cast: Cast, meeting: Meeting, kind: str) -> None:
    (audience,) = documents.kinds[kind].audiences
    document = documents.request(meeting, kind, language="fi", audience=audience, actor=None)
    readers = {role for role, user in cast.everybody().items() if documents.may_read(document, user)}
    assert readers == READERS[kind]


# --- All at once -----------------------------------------------------------------------------------------------------


def test_all_documents_are_asked_for_once(cast: Cast, meeting: Meeting) -> None:
    MaterialFactory(item=meeting.items.first(), audience=Audience.STAFF)
    made = services.request_all_documents(meeting=meeting, actor=cast.coordinator)
    expected = {
        ("meeting_invitation", "members"), ("meeting_agenda", "public"), ("meeting_agenda", "members"),
        ("meeting_binder", "public"), ("meeting_binder", "members"), ("meeting_binder", "staff"),
        ("meeting_attendance_sheet", "staff"),
    }  # fmt: skip
    ours = {each for each in {(each.kind, each.audience) for each in made} if each in expected}
    assert ours == expected
    assert len(made) == len(list(offered(meeting))) == 2 * len({(each.kind, each.audience) for each in made})
    again = services.request_all_documents(meeting=meeting, actor=cast.coordinator)
    assert [each.pk for each in again] == [each.pk for each in made]
    assert Document.objects.count() == len(made)


def test_all_documents_are_asked_for_on_the_workbench(client_of: Browser, meeting: Meeting) -> None:
    browser = client_of("coordinator")
    response = browser.post(address(meeting, "asiakirjat/"))
    assert response["Location"] == f"{meeting.edit_url}#documents"
    page = text_of(browser.get(meeting.edit_url))
    assert page.count('hx-get="/asiakirjat/') == Document.objects.count() > 0
    part = text_of(browser.post(address(meeting, "asiakirjat/"), HTTP_HX_REQUEST="true"))
    assert ('id="documents"' in part, "<html" in part, 'hx-trigger="load" hx' in part) == (True, False, False)
    assert part.count('hx-get="/asiakirjat/') == Document.objects.count()


def test_page_of_the_meeting_shows_each_reader_their_documents(
    client_of: Browser, cast: Cast, meeting: Meeting
) -> None:
    services.request_all_documents(meeting=meeting, actor=cast.coordinator)
    for number, document in enumerate(Document.objects.all()):
        Document.objects.filter(pk=document.pk).update(
            state="ready", file=f"{number}.pdf", size=1, pages=1, started_at=document.requested_at,
            ready_at=document.requested_at,
        )  # fmt: skip
    shown = {}
    for role in ("visitor", "member", "coordinator"):
        context = client_of(role).get(meeting.get_absolute_url()).context
        shown[role] = [(document.kind, document.audience) for _label, document in context["documents"]]
    assert shown["visitor"] == [("meeting_agenda", "public"), ("meeting_binder", "public")]
    assert shown["member"] == shown["coordinator"] == [
        ("meeting_invitation", "members"), ("meeting_agenda", "members"), ("meeting_binder", "members"),
    ]  # fmt: skip
