"""Two people at the same time, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from meetings import services
from meetings.enums import Coming
from meetings.models import AgendaItem, Answer, Invitation, Meeting, YearCounter
from portal.errors import Conflict, Overtaken
from tests.cast import make_cast
from tests.factories import AgendaItemFactory, MeetingFactory, ProposalFactory, YearlyTopicFactory
from tests.racing import at_once

from .seats import calls, convened, invitation, lay_table, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_meetings_convened_at_once_get_numbers_without_gap() -> None:
    cast = make_cast()
    meetings = [MeetingFactory(body=cast.body) for _n in range(4)]

    def convene(meeting: Meeting) -> Callable[[], Any]:
        return lambda: services.convene_meeting(meeting=meeting, publish_agenda=False, actor=cast.coordinator)

    at_once(*map(convene, meetings))
    numbers = sorted(Meeting.objects.values_list("number", flat=True))
    assert (numbers, YearCounter.objects.get().last_meeting) == ([1, 2, 3, 4], 4)


def test_one_meeting_convened_by_two_at_once_is_convened_once() -> None:
    cast = make_cast()
    meeting = MeetingFactory(body=cast.body)

    def convene() -> Meeting:
        return services.convene_meeting(meeting=meeting, publish_agenda=False, actor=cast.coordinator)

    outcomes = sorted(type(outcome).__name__ for outcome in at_once(convene, convene))
    assert outcomes == [Meeting.__name__, Overtaken.__name__]
    assert YearCounter.objects.get().last_meeting == 1


def test_two_coordinators_write_one_field_at_once_and_one_is_told() -> None:
    cast = make_cast()
    item = AgendaItemFactory(meeting=MeetingFactory(body=cast.body), title_fi="Alku")

    def change(text: str) -> Callable[[], Any]:
        return lambda: services.change_item(
            item=item, base_version=1, values={"title_fi": text}, actor=cast.coordinator
        )

    outcomes = at_once(change("Ensimmäinen"), change("Toinen"))
    conflict = next(outcome for outcome in outcomes if isinstance(outcome, Conflict))
    (clash,) = conflict.clashes
    now = AgendaItem.objects.get()
    assert (now.title_fi, now.version) == (clash.theirs, 2)
    assert {clash.theirs, clash.mine} == {"Ensimmäinen", "Toinen"}


def test_two_coordinators_write_different_fields_at_once_and_both_stay() -> None:
    cast = make_cast()
    item = AgendaItemFactory(meeting=MeetingFactory(body=cast.body), title_fi="Alku", minutes=10)

    def change(**mine: Any) -> Callable[[], Any]:
        values = {"title_fi": "Alku", "minutes": 10, **mine}
        return lambda: services.change_item(item=item, base_version=1, values=values, actor=cast.coordinator)

    at_once(change(title_fi="Uusi"), change(minutes=25))
    now = AgendaItem.objects.get()
    assert (now.title_fi, now.minutes, now.version) == ("Uusi", 25, 3)


def test_items_added_and_moved_at_once_keep_one_order() -> None:
    cast = make_cast()
    meeting = MeetingFactory(body=cast.body)
    first, *_rest = [AgendaItemFactory(meeting=meeting, order=n) for n in range(1, 6)]

    def add() -> AgendaItem:
        return services.add_item(meeting=meeting, values={"title_fi": "Uusi"}, actor=cast.coordinator)

    def move() -> None:
        services.move_item(item=first, places=3, actor=cast.coordinator)

    outcomes = at_once(add, move, add, move)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert sorted(meeting.items.values_list("order", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_members_who_decline_at_once_get_a_deputy_each() -> None:
    cast = make_cast()
    table = lay_table(cast, members=2, deputies=0, ranked=2)
    meeting = convened(cast)
    outcomes = at_once(*(lambda who=who: say(meeting, who, Coming.ABSENT) for who in table.members))
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert sorted(calls(meeting)) == [("Ranked 1", "called"), ("Ranked 2", "called")]


def test_deputy_who_declines_while_the_member_returns_leaves_one_truth() -> None:
    cast = make_cast()
    table = lay_table(cast, members=1, deputies=2)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    at_once(
        lambda: say(meeting, table.deputies[0][0], Coming.ABSENT),
        lambda: say(meeting, table.members[0], Coming.ON_SITE),
    )
    assert meeting.substitutions.open().count() == 0


def test_one_person_who_confirms_twice_at_once_is_called_for_once() -> None:
    cast = make_cast()
    table = lay_table(cast, members=1, deputies=2)
    meeting = convened(cast)
    at_once(*[lambda: say(meeting, table.members[0], Coming.ABSENT)] * 4)
    assert (calls(meeting), Answer.objects.count()) == ([("Deputy 11", "called")], 4)


def test_storm_of_answers_loses_none() -> None:
    """500 answers as fast as eight connections can give them: all are kept, and each seat ends in one truth."""
    cast = make_cast()
    table = lay_table(cast, members=25, deputies=1)
    meeting = convened(cast)
    rows = [invitation(meeting, who).pk for who in table.members]
    wanted = [Coming.ABSENT, Coming.ON_SITE] * 10

    def answer(pk: int, coming: Coming) -> None:
        try:
            services.answer(invitation=Invitation.objects.get(pk=pk), coming=coming, actor=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(answer, *zip(*((pk, coming) for coming in wanted for pk in rows), strict=True)))
    assert Answer.objects.count() == 500
    last = services.invitation.invitations_of(meeting).filter(pk__in=rows).values_list("coming", "seat")
    called = set(meeting.substitutions.open().values_list("seat", flat=True))
    assert {seat for coming, seat in last if coming == Coming.ABSENT} == called


def test_one_proposal_taken_and_declined_at_once_gets_one_outcome() -> None:
    cast = make_cast()
    proposal, meeting = ProposalFactory(body=cast.body), MeetingFactory(body=cast.body)
    outcomes = at_once(
        lambda: services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.coordinator),
        lambda: services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.secretariat),
        lambda: services.decline_proposal(proposal=proposal, reason="Ei", actor=cast.secretariat),
    )
    assert sum(isinstance(outcome, Overtaken) for outcome in outcomes) == 2
    proposal.refresh_from_db()
    assert meeting.items.count() == (proposal.state == "taken")


def test_year_planned_by_two_at_once_is_planned_once() -> None:
    cast = make_cast()
    YearlyTopicFactory(body=cast.body, month=12)
    year = timezone.localdate().year + 1
    starts_at = timezone.localtime().replace(year=year, month=3, day=18, hour=14)
    values = [{"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}]

    def plan() -> services.Planned:
        return services.plan_year(body=cast.body, year=year, meetings=values, actor=cast.coordinator)

    outcomes = at_once(plan, plan)
    assert sorted(len(outcome.made) for outcome in outcomes) == [0, 1]
    assert (cast.body.meetings.count(), cast.body.proposals.count()) == (1, 1)
