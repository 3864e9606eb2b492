"""The end of a meeting: outcomes, section numbers, what was tabled; and two who close at the same time."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from meetings import services
from meetings.attendance import attendance_of
from meetings.enums import ItemKind, MeetingState, Outcome, ProposalState, Standing
from meetings.inspecting import candidates
from meetings.models import AgendaItem, ItemRecord, Meeting, Minutes, Proposal, Session, YearCounter
from meetings.quorum import Floor
from members.enums import BodyKind
from portal.errors import Overtaken, Refused
from tests.cast import Cast, make_cast
from tests.factories import (
    AgendaItemFactory,
    ItemRecordFactory,
    MeetingFactory,
    PresenceFactory,
    SessionFactory,
)

from .pages import address, text_of
from .seats import decide
from .sessions import in_session as opened_just_now
from .test_races import at_once


def sitting(cast: Cast, *, items: int = 2, outcome: str = Outcome.DECIDED, **facts: Any) -> Meeting:
    """A meeting in session whose items all have an outcome."""
    meeting = MeetingFactory(body=cast.body, convened=True, state=MeetingState.IN_SESSION, **facts)
    SessionFactory(meeting=meeting)
    for order in range(1, items + 1):
        ItemRecordFactory(item=AgendaItemFactory(meeting=meeting, order=order), outcome=outcome)
    return meeting


def cast_day(cast: Cast, day: int, *, hours: int = 0) -> datetime:
    """A time on an early day of the cast's term."""
    begins = timezone.localdate() - timedelta(days=30 - day)
    return timezone.make_aware(datetime.combine(begins, time(12))) + timedelta(hours=hours)


def close(cast: Cast, meeting: Meeting) -> Meeting:
    return services.close_meeting(meeting=meeting, actor=cast.coordinator)


def sections(meeting: Meeting) -> list[tuple[int | None, int | None]]:
    rows = ItemRecord.objects.filter(item__meeting=meeting).order_by("item__order")
    return list(rows.values_list("year", "section"))


@pytest.mark.django_db
def test_sections_run_through_the_year_and_breaks_and_parts_get_none(cast: Cast) -> None:
    first, second = sitting(cast), sitting(cast)
    AgendaItemFactory(meeting=second, order=10, kind=ItemKind.BREAK)
    AgendaItemFactory(meeting=second, order=3, parent=second.items.get(order=2))
    year = first.day.year
    close(cast, first)
    close(cast, second)
    assert sections(first) == [(year, 1), (year, 2)]
    assert sections(second) == [(year, 3), (year, 4)]
    assert YearCounter.objects.get(year=year).last_section == 4


@pytest.mark.django_db
def test_sections_of_the_last_day_of_the_year_belong_to_it(cast: Cast) -> None:
    def at(day: str) -> dict[str, datetime]:
        start = datetime.fromisoformat(f"{day}T22:30+02:00")
        return {"starts_at": start, "ends_at": start + timedelta(hours=2)}

    old, new = sitting(cast, **at("2026-12-31")), sitting(cast, **at("2027-01-01"))
    with time_machine.travel(datetime.fromisoformat("2027-01-01T00:20+02:00"), tick=False):
        close(cast, new)
        close(cast, old)
    assert (sections(old), sections(new)) == ([(2026, 1), (2026, 2)], [(2027, 1), (2027, 2)])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "numbers"),
    [("year", [1, 2, 3, 4]), ("meeting", [1, 2, 1, 2]), ("term", [1, 2, 3, 4]), ("running", [1, 2, 3, 4])],
)
def test_sections_run_as_the_rule_says(cast: Cast, rule: str, numbers: list[int]) -> None:
    decide(cast, numbering=rule)
    meetings = [sitting(cast), sitting(cast)]
    for meeting in meetings:
        close(cast, meeting)
    assert [section for meeting in meetings for _year, section in sections(meeting)] == numbers


@pytest.mark.django_db
def test_closing_is_refused_while_an_item_lacks_its_outcome_and_says_which(
    cast: Cast, client: Client
) -> None:
    meeting = sitting(cast)
    open_item = AgendaItemFactory(meeting=meeting, order=9)
    with pytest.raises(services.Unfinished) as refused:
        close(cast, meeting)
    assert refused.value.items == [open_item]
    assert sections(meeting) == [(None, None), (None, None)]
    client.force_login(cast.coordinator)
    page = text_of(client.post(address(meeting, "paata/")))
    assert address(meeting, f"istunto/asiat/{open_item.key}/") in page
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.IN_SESSION


@pytest.mark.django_db
def test_closing_item_and_procedure_that_the_meeting_is_at_need_no_outcome(cast: Cast) -> None:
    meeting = sitting(cast)
    last = AgendaItemFactory(meeting=meeting, order=9, kind=ItemKind.FORMAL, standing=Standing.CLOSING)
    current = AgendaItemFactory(meeting=meeting, order=8, kind=ItemKind.FORMAL)
    Session.objects.update(current_item=current)
    close(cast, meeting)
    assert {item.record.outcome for item in (last, current)} == {Outcome.NOTED}


@pytest.mark.django_db
def test_meeting_to_which_nobody_came_is_closed_without_a_quorum(cast: Cast) -> None:
    scene = opened_just_now(cast, items=2)
    assert Floor(scene.meeting).now().has_quorum is False
    for number in range(2):
        scene.write(number, outcome=Outcome.TABLED)
    services.close_meeting(meeting=scene.meeting, actor=cast.coordinator)
    minutes = Minutes.objects.get(meeting=scene.meeting)
    assert (scene.meeting.presences.count(), candidates(minutes)) == (0, [])
    assert Proposal.objects.waiting().filter(continues__in=scene.items).count() == 2


def test_held_meeting_is_neither_closed_again_nor_coming(cast: Cast, client: Client) -> None:
    now = timezone.now()
    meeting = sitting(cast, starts_at=now - timedelta(minutes=30), ends_at=now + timedelta(hours=3))
    held = close(cast, meeting)
    session = Session.objects.get(meeting=meeting)
    assert (held.state, session.closed_at is not None) == (MeetingState.HELD, True)
    with pytest.raises((Refused, Overtaken)):
        close(cast, meeting)
    assert not Meeting.objects.coming_at(now).exists()
    coming, over = (text_of(client.get(f"/kokoukset/?nayta={name}")) for name in ("tulossa", "pidetyt"))
    there = meeting.get_absolute_url()
    assert (there in coming, there in over) == (False, True)


@pytest.mark.django_db
def test_tabled_item_goes_to_the_next_meeting_that_is_being_prepared(cast: Cast) -> None:
    meeting = sitting(cast, items=1, outcome=Outcome.TABLED)
    item = meeting.items.get()
    AgendaItem.objects.filter(pk=item.pk).update(title_fi="Lausunto", proposal_fi="Hyväksytään.")
    later = [
        MeetingFactory(body=cast.body, starts_at=meeting.starts_at + timedelta(days=n)) for n in (60, 30)
    ]
    for each in later:
        each.ends_at = each.starts_at + timedelta(hours=1)
        each.save()
    close(cast, meeting)
    carried = AgendaItem.objects.get(continues=item)
    assert (carried.meeting, carried.title_fi, carried.proposal_fi) == (later[1], "Lausunto", "Hyväksytään.")
    assert not Proposal.objects.exists()


@pytest.mark.django_db
def test_tabled_item_waits_as_a_proposal_where_no_meeting_is_being_prepared(cast: Cast) -> None:
    meeting = sitting(cast, items=1, outcome=Outcome.TABLED)
    close(cast, meeting)
    proposal = Proposal.objects.get()
    assert (proposal.continues, proposal.state) == (meeting.items.get(), ProposalState.WAITING)
    later = MeetingFactory(body=cast.body, starts_at=meeting.starts_at + timedelta(days=30))
    taken = services.take_proposal(proposal=proposal, meeting=later, actor=cast.coordinator)
    assert taken.continues == meeting.items.get()


@pytest.mark.django_db
def test_attendance_of_the_term_is_counted_by_seat(cast: Cast, client: Client) -> None:
    held = [sitting(cast, starts_at=cast_day(cast, n), ends_at=cast_day(cast, n, hours=2)) for n in (1, 2, 3)]
    deputy = cast.deputy.person
    PresenceFactory(meeting=held[0], person=cast.member.person, seat=cast.seat)
    PresenceFactory(meeting=held[1], person=deputy, seat=cast.seat, capacity="deputy")
    for meeting in held:
        close(cast, meeting)
    shown = attendance_of(cast.body, timezone.localdate())
    (row,) = shown.seats
    assert (shown.meetings, row.filled, row.only_deputy) == (3, 2, 1)
    client.force_login(cast.coordinator)
    page = text_of(client.get(f"/kokoukset/{cast.body.slug}/lasnaolot/"))
    assert str(cast.seat.group) in page


@pytest.mark.django_db
def test_database_refuses_a_section_twice_and_half_a_section(cast: Cast) -> None:
    meeting = sitting(cast)
    close(cast, meeting)
    first, second = ItemRecord.objects.filter(item__meeting=meeting).order_by("section")
    for changes in ({"section": first.section}, {"section": None}, {"series": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemRecord.objects.filter(pk=second.pk).update(**changes)


@pytest.mark.django_db(transaction=True)
def test_meetings_closed_at_once_get_sections_without_gap_or_double() -> None:
    cast = make_cast()
    assert cast.body.kind in BodyKind.values
    meetings = [sitting(cast, items=3) for _n in range(3)]

    def closing(meeting: Meeting) -> Callable[[], Any]:
        return lambda: close(cast, meeting)

    outcomes = at_once(*map(closing, meetings), closing(meetings[0]))
    assert sorted(type(outcome).__name__ for outcome in outcomes)[:3] == [Meeting.__name__] * 3
    numbers = sorted(ItemRecord.objects.values_list("section", flat=True))
    assert (numbers, YearCounter.objects.get().last_section) == (list(range(1, 10)), 9)
