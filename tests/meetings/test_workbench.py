"""The workbench of a meeting: its facts, its documents and its steps; what is refused says why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from meetings import services
from meetings.documents import AGENDA
from meetings.enums import AgendaBeginning, MeetingState
from meetings.models import AgendaItem, Meeting
from portal.enums import Audience
from portal.models import Document
from tests.cast import Cast
from tests.factories import AgendaItemFactory, BodyFactory, MaterialFactory, MeetingFactory

from .pages import address, said, text_of

Browser = Callable[[str], Client]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A draft with an empty agenda."""
    return MeetingFactory(body=cast.body)


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    """Its only item."""
    return AgendaItemFactory(meeting=meeting, title_fi="Asia", minutes=10)


def new_meeting(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The form of a new meeting as a browser sends it."""
    day = timezone.localdate() + timedelta(days=30)
    return {
        "body": cast.body.pk,
        "kind": "regular",
        "day": day.isoformat(),
        "begins": "14:00",
        "ends": "16:00",
        "place": "Kumppanuustalo",
        "beginning": AgendaBeginning.STANDING,
        "base_version": 1,
        **changes,
    }


# --- A new meeting ---------------------------------------------------------------------------------------------------


def test_new_meeting_leads_to_its_workbench(coordinator: Client, cast: Cast) -> None:
    response = coordinator.post("/kokoukset/uusi/", new_meeting(cast))
    meeting = Meeting.objects.get()
    assert (response.status_code, response["Location"]) == (302, address(meeting))
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    assert (begins.hour, ends.hour, meeting.items.count()) == (14, 16, 8)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": "13:00"}, "ends"),
        ({"ends": "14:00"}, "ends"),
        ({"day": ""}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"begins": "25:00"}, "begins"),
        ({"day": "2027-03-28", "begins": "03:30"}, "begins"),
        ({"remote_link": "teams"}, "remote_link"),
        ({"beginning": AgendaBeginning.COPY}, "beginning"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_wrong_fact_is_told_beside_its_field_and_the_rest_is_kept(
    coordinator: Client, cast: Cast, changes: dict[str, Any], field: str
) -> None:
    response = coordinator.post("/kokoukset/uusi/", new_meeting(cast, **changes))
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert 'value="Kumppanuustalo"' in text_of(response)
    assert Meeting.objects.count() == 0


def test_new_meeting_of_a_body_that_others_run_is_refused(coordinator: Client, cast: Cast) -> None:
    response = coordinator.post("/kokoukset/uusi/", new_meeting(cast, body=BodyFactory().pk))
    assert (list(response.context["form"].errors), Meeting.objects.count()) == (["body"], 0)


# --- Facts -----------------------------------------------------------------------------------------------------------


def facts(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """The form of a meeting's facts as a browser sends it."""
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "kind": meeting.kind,
        "day": begins.date().isoformat(),
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "place": meeting.place,
        "base_version": meeting.version,
        **changes,
    }


def test_changed_facts_are_saved(coordinator: Client, meeting: Meeting) -> None:
    response = coordinator.post(address(meeting, "tiedot/"), facts(meeting, place="Uusi talo"))
    meeting.refresh_from_db()
    assert (response.status_code, meeting.place, meeting.version) == (302, "Uusi talo", 2)


def test_stale_facts_show_both_and_can_be_saved_again(
    coordinator: Client, cast: Cast, meeting: Meeting
) -> None:
    form = facts(meeting, place="Minun talo")
    services.change_meeting(
        meeting=meeting, base_version=1, values={"place": "Sinun talo"}, actor=cast.secretariat
    )
    response = coordinator.post(address(meeting, "tiedot/"), form)
    page = text_of(response)
    assert list(response.context["form"].errors) == ["place"]
    assert ("Sinun talo" in page, 'value="Minun talo"' in page) == (True, True)
    form["base_version"] = response.context["form"]["base_version"].value()
    coordinator.post(address(meeting, "tiedot/"), form)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("Minun talo", 3)


# --- The meeting as a whole ------------------------------------------------------------------------------------------


def test_convening_is_said_before_and_done_once(coordinator: Client, item: AgendaItem) -> None:
    meeting = item.meeting
    MaterialFactory(item=item, audience=Audience.MEMBERS)
    year = timezone.localdate(meeting.starts_at).year
    assert f"1/{year}" in text_of(coordinator.get(address(meeting)))
    response = coordinator.post(address(meeting, "kutsu/"), {"publish_agenda": "on"})
    assert said(response) == ["success"]
    response = coordinator.post(address(meeting, "kutsu/"), {"publish_agenda": "on"})
    assert said(response)[-1] == "error"
    meeting.refresh_from_db()
    assert (meeting.state, meeting.number, bool(meeting.agenda_published_at)) == ("convened", 1, True)


def test_convened_without_agenda_publishes_it_later(coordinator: Client, item: AgendaItem) -> None:
    coordinator.post(address(item.meeting, "kutsu/"))
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.agenda_published_at) == ("convened", None)
    assert address(meeting, "julkaise/") in text_of(coordinator.get(address(meeting)))
    coordinator.post(address(meeting, "julkaise/"))
    meeting.refresh_from_db()
    assert meeting.agenda_published_at is not None


def test_withdrawing_is_offered_for_a_quarter_of_an_hour(coordinator: Client, cast: Cast) -> None:
    meeting = services.convene_meeting(meeting=MeetingFactory(body=cast.body), actor=cast.coordinator)
    assert address(meeting, "takaisin/") in text_of(coordinator.get(address(meeting)))
    coordinator.post(address(meeting, "takaisin/"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.DRAFT
    services.convene_meeting(meeting=meeting, actor=cast.coordinator)
    Meeting.objects.update(convened_at=timezone.now() - timedelta(minutes=16))
    assert address(meeting, "takaisin/") not in text_of(coordinator.get(address(meeting)))


def test_cancelling_asks_for_a_reason(coordinator: Client, meeting: Meeting) -> None:
    response = coordinator.post(address(meeting, "peru/"), {"reason": "  "})
    assert list(response.context["form"].errors) == ["reason"]
    coordinator.post(address(meeting, "peru/"), {"reason": "Ei asioita"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason) == (MeetingState.CANCELLED, "Ei asioita")


def test_meeting_is_opened_and_closed_when_its_time_has_come(coordinator: Client, cast: Cast) -> None:
    meeting = MeetingFactory(body=cast.body, convened=True)
    assert address(meeting, "avaa/") not in text_of(coordinator.get(address(meeting)))
    now = timezone.now()
    Meeting.objects.update(
        starts_at=now, ends_at=now + timedelta(hours=2), convened_at=now - timedelta(days=9)
    )
    assert address(meeting, "avaa/") in text_of(coordinator.get(address(meeting)))
    coordinator.post(address(meeting, "avaa/"))
    assert address(meeting, "istunto/") in text_of(coordinator.get(address(meeting)))
    assert address(meeting, "paata/") in text_of(coordinator.get(address(meeting, "paata/")))
    coordinator.post(address(meeting, "paata/"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_empty_agenda_begins_with_a_copy(coordinator: Client, cast: Cast, meeting: Meeting) -> None:
    earlier = MeetingFactory(body=cast.body, starts_at=meeting.starts_at - timedelta(days=90))
    AgendaItemFactory(meeting=earlier, title_fi="Vanha asia")
    assert earlier.label in text_of(coordinator.get(address(meeting)))
    coordinator.post(address(meeting, "asiat/pohja/"), {"beginning": "copy"})
    assert meeting.items.get().title_fi == "Vanha asia"
    response = coordinator.post(address(meeting, "asiat/pohja/"), {"beginning": "standing"})
    assert (said(response)[-1], meeting.items.count()) == ("error", 1)


def test_agenda_too_long_for_the_meeting_is_told(coordinator: Client, meeting: Meeting) -> None:
    AgendaItemFactory(meeting=meeting, minutes=125)
    with translation.override("fi"):
        page = text_of(coordinator.get(address(meeting)))
    assert page.count("state-triangle") == 1
    assert "5\xa0min" in page


def agendas(page: HttpResponse) -> list[Any]:
    """The cards of the agenda on the workbench."""
    (group,) = (group for group in page.context["documents"] if group.cards[0].offered.kind == AGENDA)
    return group.cards


def checked(browser: Client, meeting: Meeting) -> HttpResponse:
    """The list that the workbench asks for once it is there."""
    return browser.get(address(meeting, "asiakirjat/lista/"), HTTP_HX_REQUEST="true")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_document_is_asked_for(coordinator: Client, item: AgendaItem, language: str) -> None:
    response = coordinator.post(address(item.meeting, f"asiakirjat/meeting_agenda/{language}/public/"))
    assert (response.status_code, response["Location"].startswith("/asiakirjat/")) == (302, True)
    page = coordinator.get(address(item.meeting))
    made = [(card.offered.language, card.document is not None) for card in agendas(page)]
    assert made == [("fi", language == "fi"), ("sv", language == "sv")]


@pytest.mark.parametrize(
    "rest",
    [
        "meeting_agenda/en/public/",
        "meeting_agenda/xx/public/",
        "meeting_agenda/fi/staff/",
        "letter/fi/public/",
    ],
)
def test_document_that_is_not_offered_is_not_found(coordinator: Client, meeting: Meeting, rest: str) -> None:
    assert coordinator.post(address(meeting, f"asiakirjat/{rest}")).status_code == 404


def test_document_says_when_the_agenda_has_changed(coordinator: Client, cast: Cast, item: AgendaItem) -> None:
    coordinator.post(address(item.meeting, "asiakirjat/meeting_agenda/fi/public/"))
    now = timezone.now()
    Document.objects.update(state="ready", file="a.pdf", size=1, pages=1, started_at=now, ready_at=now)
    stale = [card.is_stale for card in agendas(checked(coordinator, item.meeting))]
    services.change_item(item=item, base_version=1, values={"title_fi": "Toinen"}, actor=cast.coordinator)
    changed = [card.is_stale for card in agendas(checked(coordinator, item.meeting))]
    assert (stale, changed) == ([False, False], [True, False])


def test_act_by_reading_is_not_possible(coordinator: Client, meeting: Meeting) -> None:
    for act in ("kutsu/", "takaisin/", "julkaise/", "avaa/", "asiat/pohja/", "asiat/jarjestys/"):
        assert coordinator.get(address(meeting, act)).status_code == 405
