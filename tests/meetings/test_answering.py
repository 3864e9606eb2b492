"""Answers: who may give them, for how long, what they lead to, and that none is lost or changed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from meetings import services
from meetings.enums import AnswerChannel, CallCause, CallState, Coming, MeetingState
from meetings.models import Answer, Invitation, Meeting, Substitution
from meetings.quorum import standing
from meetings.services import minding
from members.enums import EndReason
from members.models import Mandate
from portal.errors import Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import AgendaItemFactory, SeatFactory

from .seats import all_mails_left, calls, convened, decide, invitation, lay_table, mails, say, sit

CALLED, ACCEPTED, DECLINED, RELEASED = CallState


# --- Answers ---------------------------------------------------------------------------------------------------------


def test_the_latest_answer_counts_and_all_are_kept(cast: Cast) -> None:
    table = lay_table(cast, deputies=0)
    meeting = convened(cast, remote_link="https://etana.example.org/1")
    for coming in (Coming.ON_SITE, Coming.ABSENT, Coming.REMOTE):
        say(meeting, table.members[0], coming)
    row = services.invitation.invitations_of(meeting).get(person=table.members[0])
    assert row.coming == Coming.REMOTE
    assert list(row.answers.values_list("coming", flat=True)) == ["on_site", "absent", "remote"]


@pytest.mark.parametrize(
    "act", ["UPDATE meetings_answer SET coming = 'absent'", "DELETE FROM meetings_answer"]
)
def test_answers_cannot_be_changed_from_sql(cast: Cast, act: str) -> None:
    say(convened(cast), cast.member.person, Coming.ON_SITE)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)
    assert Answer.objects.get().coming == Coming.ON_SITE


def test_wishes_are_kept_apart_from_the_answers_and_removed_after_the_meeting(cast: Cast) -> None:
    meeting = convened(cast)
    say(meeting, cast.member.person, Coming.ON_SITE, diet=" Laktoositon ", needs="Tulkki")
    say(meeting, cast.member.person, Coming.ON_SITE)
    row = invitation(meeting, cast.member.person)
    assert (row.diet, row.needs) == ("Laktoositon", "Tulkki")
    minding.forget_old_wishes()
    row.refresh_from_db()
    assert row.diet == "Laktoositon"
    with time_machine.travel(meeting.ends_at + timedelta(minutes=1)):
        minding.forget_old_wishes()
    row.refresh_from_db()
    assert (row.diet, row.needs, row.answers.count()) == ("", "", 2)


def test_remote_answer_needs_a_remote_link(cast: Cast) -> None:
    meeting = convened(cast)
    with pytest.raises(Refused):
        say(meeting, cast.member.person, Coming.REMOTE)
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("state", [MeetingState.IN_SESSION, MeetingState.HELD, MeetingState.CANCELLED])
def test_nothing_is_answered_once_the_meeting_began_or_was_cancelled(cast: Cast, state: str) -> None:
    meeting = convened(cast)
    Meeting.objects.filter(pk=meeting.pk).update(
        state=state, cancel_reason="Syy" if state == MeetingState.CANCELLED else ""
    )
    with pytest.raises(Refused):
        say(meeting, cast.member.person, Coming.ON_SITE)
    assert Answer.objects.count() == 0


def test_link_dies_with_the_mandate_at_once(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    Mandate.objects.filter(person=table.members[0]).update(
        valid_until=timezone.localdate(), end_reason=EndReason.RESIGNED
    )
    with pytest.raises(Refused):
        say(meeting, table.members[0], Coming.ON_SITE)


@pytest.mark.parametrize(
    ("role", "channel", "may"),
    [
        ("member", AnswerChannel.PORTAL, True),
        ("deputy", AnswerChannel.PORTAL, False),
        ("outsider", AnswerChannel.COORDINATOR, False),
        ("member", AnswerChannel.COORDINATOR, False),
        ("coordinator", AnswerChannel.COORDINATOR, True),
        ("secretariat", AnswerChannel.COORDINATOR, True),
    ],
)
def test_who_may_answer_for_the_member(cast: Cast, role: str, channel: AnswerChannel, may: bool) -> None:
    row = invitation(convened(cast), cast.member.person)
    actor = getattr(cast, role)
    if may:
        given = services.answer(invitation=row, coming=Coming.ON_SITE, channel=channel, actor=actor)
        assert (given.answered_by, given.channel) == (actor, channel)
    else:
        with pytest.raises(PermissionDenied):
            services.answer(invitation=row, coming=Coming.ON_SITE, channel=channel, actor=actor)
        assert Answer.objects.count() == 0


# --- The chain of deputies -------------------------------------------------------------------------------------------


def test_declining_calls_the_own_deputy_at_once(cast: Cast) -> None:
    table = lay_table(cast)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    assert (calls(meeting), mails("deputy_called")) == (
        [("Deputy 11", CALLED)],
        [table.deputies[0][0].email],
    )


def test_chain_goes_on_to_the_next_and_to_the_ranked_ones(cast: Cast) -> None:
    table = lay_table(cast, members=1, deputies=2, ranked=1)
    meeting = convened(cast)
    for who in (table.members[0], *table.deputies[0]):
        say(meeting, who, Coming.ABSENT)
    say(meeting, table.ranked[0], Coming.ON_SITE)
    assert calls(meeting) == [("Deputy 11", DECLINED), ("Deputy 12", DECLINED), ("Ranked 1", ACCEPTED)]


def test_last_deputy_who_declines_is_told_to_the_coordinator(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    assert mails("deputies_exhausted") == []
    say(meeting, table.deputies[0][0], Coming.ABSENT)
    assert mails("deputies_exhausted") == ["coordinator@example.org"]


def test_deputy_who_has_said_no_beforehand_is_passed_over(cast: Cast) -> None:
    table = lay_table(cast, members=1, deputies=2)
    meeting = convened(cast)
    say(meeting, table.deputies[0][0], Coming.ABSENT)
    say(meeting, table.members[0], Coming.ABSENT)
    assert calls(meeting) == [("Deputy 12", CALLED)]


def test_ranked_deputy_is_called_to_one_seat_only(cast: Cast) -> None:
    table = lay_table(cast, members=2, deputies=0, ranked=1)
    meeting = convened(cast)
    for member in table.members:
        say(meeting, member, Coming.ABSENT)
    assert (calls(meeting), mails("deputies_exhausted")) == (
        [("Ranked 1", CALLED)],
        ["coordinator@example.org"],
    )


@pytest.mark.parametrize("has_accepted", [True, False])
def test_returning_member_releases_the_deputy(cast: Cast, has_accepted: bool) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    if has_accepted:
        say(meeting, table.deputies[0][0], Coming.ON_SITE)
    all_mails_left()
    say(meeting, table.members[0], Coming.ON_SITE)
    assert (calls(meeting), mails("deputy_released")) == (
        [("Deputy 11", RELEASED)],
        [table.deputies[0][0].email],
    )


def test_deputy_whose_call_never_left_hears_nothing(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    say(meeting, table.members[0], Coming.ON_SITE)
    assert OutgoingMail.objects.filter(kind__startswith="deputy").count() == 0


def test_released_deputy_is_called_again_when_the_member_declines_again(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    for coming in (Coming.ABSENT, Coming.ON_SITE, Coming.ABSENT):
        say(meeting, table.members[0], coming)
    assert calls(meeting) == [("Deputy 11", RELEASED), ("Deputy 11", CALLED)]


def test_deputy_changes_mind_both_ways(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    for coming in (Coming.ON_SITE, Coming.ABSENT, Coming.ON_SITE):
        say(meeting, table.deputies[0][0], coming)
    assert calls(meeting) == [("Deputy 11", DECLINED), ("Deputy 11", ACCEPTED)]


def test_declining_twice_calls_once(cast: Cast) -> None:
    table = lay_table(cast, members=1, deputies=2)
    meeting = convened(cast)
    for _time in range(2):
        say(meeting, table.members[0], Coming.ABSENT)
    assert calls(meeting) == [("Deputy 11", CALLED)]


def test_without_deputies_by_the_rules_none_is_called_and_none_counts(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    say(meeting, table.deputies[0][0], Coming.ON_SITE)
    assert standing(meeting).filled == 1
    decide(cast, deputy_kind="none")
    assert standing(Meeting.objects.get(pk=meeting.pk)).filled == 0
    say(meeting, table.members[0], Coming.ABSENT)
    assert calls(meeting) == [("Deputy 11", ACCEPTED)]


def test_vacant_seat_waits_for_the_coordinator(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    Mandate.objects.filter(person=table.members[0]).delete()
    meeting = convened(cast)
    assert calls(meeting) == []
    with pytest.raises(PermissionDenied):
        services.call_deputy(meeting=meeting, seat=table.seats[0], actor=cast.member)
    services.call_deputy(meeting=meeting, seat=table.seats[0], actor=cast.coordinator)
    assert calls(meeting) == [("Deputy 11", CALLED)]
    with pytest.raises(Refused):
        services.call_deputy(meeting=meeting, seat=table.seats[0], actor=cast.coordinator)


def test_deputy_for_one_item_comes_beside_the_member(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    item = AgendaItemFactory(meeting=meeting)
    call = services.call_deputy(
        meeting=meeting, seat=table.seats[0], cause=CallCause.DISQUALIFIED, item=item, actor=cast.coordinator
    )
    say(meeting, table.members[0], Coming.ON_SITE)
    say(meeting, table.deputies[0][0], Coming.ON_SITE, item=item)
    call.refresh_from_db()
    assert (call.state, call.item, standing(meeting).filled) == (ACCEPTED, item, 1)


def test_leaving_deputy_is_replaced_by_the_next(cast: Cast) -> None:
    table = lay_table(cast, members=1, deputies=2)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    Mandate.objects.filter(person=table.deputies[0][0]).update(
        valid_until=timezone.localdate(), end_reason=EndReason.RESIGNED
    )
    services.match_roster(meeting=meeting, actor=None)
    assert calls(meeting) == [("Deputy 11", RELEASED), ("Deputy 12", CALLED)]


def test_new_deputy_is_called_when_the_member_has_declined(cast: Cast) -> None:
    table = lay_table(cast, members=1, deputies=0)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    place = SeatFactory(group=table.seats[0].group, kind="ranked_deputy")
    sit(place, "Tuore")
    services.match_roster(meeting=meeting, actor=None)
    assert calls(meeting) == [("Tuore", CALLED)]


def test_database_lets_one_call_be_open_for_a_seat_and_for_a_person(cast: Cast) -> None:
    table = lay_table(cast, members=2)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    call = Substitution.objects.get()
    facts: dict[str, Any] = {"meeting": meeting, "cause": "absent", "called_at": timezone.now()}
    other = Mandate.objects.get(person=table.deputies[1][0])
    for seat, deputy_seat, deputy in (
        (call.seat, other.seat, other.person),
        (table.seats[1], other.seat, call.deputy),
    ):
        with pytest.raises(IntegrityError, match="one_open_for_a"), transaction.atomic():
            Substitution.objects.create(seat=seat, deputy_seat=deputy_seat, deputy=deputy, **facts)
    assert Substitution.objects.count() == 1


# --- Quorum ----------------------------------------------------------------------------------------------------------


def test_quorum_is_said_in_words_as_answers_come(cast: Cast) -> None:
    table = lay_table(cast, members=3)
    decide(cast, quorum="over_half")
    meeting = convened(cast)
    assert standing(meeting).has_quorum is False
    for member in table.members[:2]:
        say(meeting, member, Coming.ON_SITE)
    say(meeting, table.members[2], Coming.ABSENT)
    say(meeting, table.deputies[2][0], Coming.ON_SITE)
    shown = standing(meeting)
    assert (shown.filled, shown.needed, shown.has_quorum, len(shown.lines)) == (3, 3, True, 4)
    assert [state for state, _last in shown.strip] == ["primary", "primary", "deputy", "waiting"]
    assert [last for _state, last in shown.strip] == [False, False, True, False]


def test_undecided_quorum_is_neither_yes_nor_no(cast: Cast) -> None:
    shown = standing(convened(cast))
    assert (shown.needed, shown.has_quorum) == (None, None)


def test_person_in_two_seats_is_counted_once(cast: Cast) -> None:
    table = lay_table(cast, members=1, deputies=0)
    Mandate.objects.filter(person=table.members[0]).update(person=cast.member.person)
    meeting = convened(cast)
    say(meeting, cast.member.person, Coming.ON_SITE)
    assert [line.state for line in standing(meeting).lines] == ["primary", "absent"]


def test_vacant_seat_is_counted_among_the_seats(cast: Cast) -> None:
    SeatFactory(group__term=cast.term)
    assert [line.state for line in standing(convened(cast)).lines] == ["waiting", "vacant"]


# --- By itself -------------------------------------------------------------------------------------------------------


def test_portal_reminds_three_days_before_once(cast: Cast) -> None:
    meeting = convened(cast)
    minding.remind_those_who_are_silent()
    assert mails("meeting_reminder") == []
    with time_machine.travel(meeting.starts_at - timedelta(days=2)):
        for _time in range(2):
            minding.remind_those_who_are_silent()
    assert len(mails("meeting_reminder")) == 3


def test_those_invited_in_the_last_days_are_not_reminded_by_the_portal(cast: Cast) -> None:
    soon = timezone.now() + timedelta(days=2)
    convened(cast, starts_at=soon, ends_at=soon + timedelta(hours=1))
    with time_machine.travel(soon - timedelta(hours=2)):
        minding.remind_those_who_are_silent()
    assert mails("meeting_reminder") == []


def test_rosters_of_all_coming_meetings_are_matched(cast: Cast) -> None:
    meetings = [convened(cast), convened(cast)]
    newcomer = sit(SeatFactory(group__term=cast.term), "Uusi")
    minding.match_rosters()
    rows = Invitation.objects.filter(person=newcomer).values_list("meeting", flat=True)
    assert set(rows) == {meeting.pk for meeting in meetings}
