"""Meetings are made, changed, convened, taken back and cancelled."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from meetings import services
from meetings.enums import AgendaBeginning, MeetingKind, MeetingState
from meetings.models import Meeting, YearCounter
from meetings.standing import STANDING_ITEMS
from portal.errors import Conflict, Overtaken, Refused
from tests.cast import Cast
from tests.factories import AgendaItemFactory, BodyFactory, MeetingFactory


def times(**shift: Any) -> dict[str, Any]:
    """Two hours some days ahead."""
    starts_at = (timezone.localtime() + timedelta(days=20)).replace(
        hour=14, minute=0, second=0, microsecond=0
    )
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), **shift}


@pytest.fixture
def draft(cast: Cast) -> Meeting:
    """A draft of the cast's body."""
    return MeetingFactory(body=cast.body)


def convene(meeting: Meeting, cast: Cast) -> Meeting:
    """Convened by the coordinator."""
    return services.convene_meeting(meeting=meeting, actor=cast.coordinator)


# --- Making ----------------------------------------------------------------------------------------------------------


def test_make_meeting_with_standing_items_fills_agenda_in_three_languages(cast: Cast) -> None:
    meeting = services.make_meeting(
        body=cast.body, values=times(), beginning=AgendaBeginning.STANDING, actor=cast.coordinator
    )
    titles = list(meeting.items.values_list("title_fi", "title_sv", "title_en", "standing"))
    assert titles == [(i.title_fi, i.title_sv, i.title_en, i.standing.value) for i in STANDING_ITEMS]
    assert (meeting.state, meeting.number) == (MeetingState.DRAFT, None)


def test_make_meeting_with_copy_takes_items_of_latest_meeting_before_it(cast: Cast) -> None:
    day = timezone.now()
    for days, state, title in ((-90, "held", "Vanha"), (-30, "held", "Uusin"), (-10, "cancelled", "Peruttu")):
        number = {"year": 2020, "number": 100 + days, "cancel_reason": "Syy"}
        starts_at = day + timedelta(days=days)
        meeting = MeetingFactory(body=cast.body, state=state, starts_at=starts_at, **number)
        AgendaItemFactory(meeting=meeting, title_fi=title, background_sv="Text", minutes=7)
    meeting = services.make_meeting(
        body=cast.body, values=times(), beginning=AgendaBeginning.COPY, actor=cast.coordinator
    )
    assert list(meeting.items.values_list("title_fi", "background_sv", "minutes")) == [("Uusin", "Text", 7)]


def test_make_meeting_with_copy_of_nothing_makes_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        services.make_meeting(
            body=cast.body, values=times(), beginning=AgendaBeginning.COPY, actor=cast.coordinator
        )
    assert Meeting.objects.count() == 0


def test_make_meeting_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    values = times()
    values["ends_at"] = values["starts_at"] - timedelta(minutes=1)
    with translation.override(None):
        with pytest.raises(ValidationError) as refusal:
            services.make_meeting(body=cast.body, values=values, actor=cast.coordinator)
        assert refusal.value.messages == ["The meeting must end after it begins."]


# --- Changing --------------------------------------------------------------------------------------------------------


def test_change_meeting_writes_what_differs_and_counts_version(cast: Cast, draft: Meeting) -> None:
    services.change_meeting(
        meeting=draft, base_version=1, values={"place": "Uusi talo"}, actor=cast.coordinator
    )
    draft.refresh_from_db()
    assert (draft.place, draft.version) == ("Uusi talo", 2)


def test_change_meeting_without_difference_leaves_version(cast: Cast, draft: Meeting) -> None:
    services.change_meeting(
        meeting=draft, base_version=1, values={"place": draft.place, "title_sv": ""}, actor=cast.coordinator
    )
    draft.refresh_from_db()
    assert draft.version == 1


def test_change_meeting_merges_different_fields_of_two_people(cast: Cast, draft: Meeting) -> None:
    opened = {"place": draft.place, "remote_link": ""}
    services.change_meeting(
        meeting=draft, base_version=1, values={**opened, "place": "Toinen talo"}, actor=cast.coordinator
    )
    link = "https://example.org/etana"
    saved = services.change_meeting(
        meeting=draft, base_version=1, values={**opened, "remote_link": link}, actor=cast.secretariat
    )
    draft.refresh_from_db()
    assert (draft.place, draft.remote_link, draft.version, saved.theirs) == (
        "Toinen talo",
        link,
        3,
        ["place"],
    )


def test_change_meeting_same_field_by_two_people_conflicts_and_keeps_first(
    cast: Cast, draft: Meeting
) -> None:
    services.change_meeting(
        meeting=draft, base_version=1, values={"place": "Ensimmäinen"}, actor=cast.coordinator
    )
    with pytest.raises(Conflict) as conflict:
        services.change_meeting(
            meeting=draft, base_version=1, values={"place": "Toinen"}, actor=cast.secretariat
        )
    draft.refresh_from_db()
    clashes = [(clash.field, clash.theirs, clash.mine) for clash in conflict.value.clashes]
    assert (draft.place, clashes) == ("Ensimmäinen", [("place", "Ensimmäinen", "Toinen")])


def test_change_meeting_that_was_cancelled_is_refused(cast: Cast, draft: Meeting) -> None:
    services.cancel_meeting(meeting=draft, reason="Ei tarvita", actor=cast.coordinator)
    with pytest.raises(Refused):
        services.change_meeting(meeting=draft, base_version=2, values={"place": "X"}, actor=cast.coordinator)


# --- Convening -------------------------------------------------------------------------------------------------------


def test_convene_gives_numbers_by_body_and_year(cast: Cast) -> None:
    other = BodyFactory()
    with time_machine.travel("2026-12-01T10:00:00+02:00", tick=False):
        starts = ["2026-12-10T14:00:00+02:00", "2026-12-31T23:30:00+02:00", "2027-01-01T00:30:00+02:00"]
        meetings = [
            MeetingFactory(body=body, starts_at=timezone.datetime.fromisoformat(start))
            for body, start in [*((cast.body, start) for start in starts), (other, starts[0])]
        ]
        labels = [
            services.convene_meeting(meeting=meeting, actor=cast.secretariat).label for meeting in meetings
        ]
    assert labels == ["1/2026", "2/2026", "1/2027", "1/2026"]


@pytest.mark.parametrize("publish", [True, False])
def test_convene_publishes_agenda_at_once_or_leaves_it(cast: Cast, draft: Meeting, publish: bool) -> None:
    meeting = services.convene_meeting(meeting=draft, publish_agenda=publish, actor=cast.coordinator)
    assert (meeting.state, bool(meeting.convened_at), bool(meeting.agenda_published_at)) == (
        MeetingState.CONVENED,
        True,
        publish,
    )


def test_publish_agenda_later_and_only_once(cast: Cast, draft: Meeting) -> None:
    meeting = services.convene_meeting(meeting=draft, publish_agenda=False, actor=cast.coordinator)
    assert services.publish_agenda(meeting=meeting, actor=cast.coordinator).agenda_published_at
    with pytest.raises(Refused):
        services.publish_agenda(meeting=meeting, actor=cast.coordinator)


def test_publish_agenda_of_draft_is_refused(cast: Cast, draft: Meeting) -> None:
    with pytest.raises(Refused):
        services.publish_agenda(meeting=draft, actor=cast.coordinator)


def test_convene_meeting_that_would_have_begun_is_refused_and_takes_no_number(cast: Cast) -> None:
    past = MeetingFactory(body=cast.body, starts_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused):
        convene(past, cast)
    assert YearCounter.objects.count() == 0


def test_convene_twice_is_overtaken_and_leaves_no_gap(cast: Cast, draft: Meeting) -> None:
    convene(draft, cast)
    with pytest.raises(Overtaken):
        convene(draft, cast)
    assert convene(MeetingFactory(body=cast.body), cast).number == 2


# --- Taking back -----------------------------------------------------------------------------------------------------


def test_withdraw_gives_number_back_to_the_next(cast: Cast, draft: Meeting) -> None:
    meeting = services.withdraw_meeting(meeting=convene(draft, cast), actor=cast.coordinator)
    facts = (meeting.state, meeting.number, meeting.convened_at, meeting.agenda_published_at)
    assert facts == (MeetingState.DRAFT, None, None, None)
    assert convene(MeetingFactory(body=cast.body), cast).number == 1


def test_withdraw_before_a_later_number_is_refused(cast: Cast, draft: Meeting) -> None:
    first = convene(draft, cast)
    convene(MeetingFactory(body=cast.body), cast)
    with translation.override(None), pytest.raises(Refused) as refusal:
        services.withdraw_meeting(meeting=first, actor=cast.coordinator)
    assert str(refusal.value) == f"Meeting 2/{first.year} was convened after this one. Take it back first."


def test_withdraw_after_a_quarter_of_an_hour_is_refused(cast: Cast) -> None:
    with time_machine.travel("2026-11-01T10:00:00+02:00", tick=False) as clock:
        meeting = convene(MeetingFactory(body=cast.body), cast)
        clock.shift(timedelta(minutes=15))
        services.withdraw_meeting(meeting=meeting, actor=cast.coordinator)
        meeting = convene(Meeting.objects.get(), cast)
        clock.shift(timedelta(minutes=15, seconds=1))
        with pytest.raises(Refused):
            services.withdraw_meeting(meeting=meeting, actor=cast.coordinator)


# --- Steps -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "to"),
    [
        ("draft", "held"),
        ("draft", "in_session"),
        ("held", "draft"),
        ("held", "cancelled"),
        ("cancelled", "convened"),
        ("in_session", "cancelled"),
        ("convened", "held"),
    ],
)
def test_step_that_the_table_does_not_know_is_refused(cast: Cast, state: str, to: str) -> None:
    meeting = MeetingFactory(
        body=cast.body,
        state=state,
        cancel_reason="Syy" if state == "cancelled" else "",
        **({} if state == "draft" else {"number": 1, "year": 2026, "convened_at": timezone.now()}),
    )
    with pytest.raises(Refused):
        services.change_state(meeting, MeetingState(to), actor=cast.coordinator)


def test_meeting_goes_through_its_life(cast: Cast, draft: Meeting) -> None:
    meeting = convene(draft, cast)
    for state in (MeetingState.IN_SESSION, MeetingState.HELD):
        meeting = services.change_state(meeting, state, actor=cast.coordinator)
        assert meeting.state == state


def test_cancel_keeps_number_and_tells_reason(cast: Cast, draft: Meeting) -> None:
    meeting = convene(draft, cast)
    cancelled = services.cancel_meeting(meeting=meeting, reason=" Ei asioita ", actor=cast.coordinator)
    assert (cancelled.state, cancelled.number, cancelled.cancel_reason) == (
        MeetingState.CANCELLED,
        1,
        "Ei asioita",
    )


def test_cancel_without_reason_is_refused(cast: Cast, draft: Meeting) -> None:
    with pytest.raises(Refused):
        services.cancel_meeting(meeting=draft, reason="  ", actor=cast.coordinator)


def test_state_is_changed_by_the_faster_of_two(cast: Cast, draft: Meeting) -> None:
    seen_by_other = Meeting.objects.get(pk=draft.pk)
    services.cancel_meeting(meeting=draft, reason="Ei asioita", actor=cast.coordinator)
    with pytest.raises(Overtaken):
        services.convene_meeting(meeting=seen_by_other, actor=cast.secretariat)


def test_history_names_the_actor(cast: Cast, draft: Meeting) -> None:
    convene(draft, cast)
    event = draft.events.order_by("pgh_id").last()
    assert (event.state, event.pgh_context.metadata) == ("convened", {"user": cast.coordinator.pk})


# --- Who may ---------------------------------------------------------------------------------------------------------

ACTS = {
    "make": lambda meeting, actor: services.make_meeting(body=meeting.body, values=times(), actor=actor),
    "change": lambda meeting, actor: services.change_meeting(
        meeting=meeting, base_version=1, values={"kind": MeetingKind.EXTRA}, actor=actor
    ),
    "convene": lambda meeting, actor: services.convene_meeting(meeting=meeting, actor=actor),
    "cancel": lambda meeting, actor: services.cancel_meeting(meeting=meeting, reason="Syy", actor=actor),
}
ACTS_ON_CONVENED = {
    "withdraw": lambda meeting, actor: services.withdraw_meeting(meeting=meeting, actor=actor),
    "publish": lambda meeting, actor: services.publish_agenda(meeting=meeting, actor=actor),
    "open": lambda meeting, actor: services.change_state(meeting, MeetingState.IN_SESSION, actor=actor),
}


@pytest.mark.parametrize("role", Cast.ROLES)
@pytest.mark.parametrize("name", [*ACTS, *ACTS_ON_CONVENED])
def test_act_is_for_coordinator_and_secretariat_only(
    cast: Cast, draft: Meeting, role: str, name: str
) -> None:
    actor = getattr(cast, role)
    if name in ACTS_ON_CONVENED:
        draft = services.convene_meeting(meeting=draft, publish_agenda=False, actor=cast.coordinator)
    act = {**ACTS, **ACTS_ON_CONVENED}[name]
    if role in {"coordinator", "secretariat"}:
        act(draft, actor)
    else:
        with pytest.raises(PermissionDenied):
            act(draft, actor)


def test_coordinator_of_another_body_may_not(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        convene(MeetingFactory(), cast)
