"""Whatever people do with a meeting and its minutes, in whatever order: what must never be so never is."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from meetings import services
from meetings.enums import Coming, Ground, InspectorState, MeetingState, Outcome, SignatureRole
from meetings.minutes_content import content_of, hash_of
from meetings.models import (
    AgendaItem,
    Inspector,
    Invitation,
    ItemRecord,
    Meeting,
    Minutes,
    Presence,
    Seal,
)
from meetings.sealing import check_seals
from members.enums import OfficeKind
from members.models import Office
from portal.errors import Refused
from tests.cast import BEGINNING, Cast
from tests.factories import AgendaItemFactory, MeetingFactory

from .seats import Table, decide, lay_table

ACTS = (
    "convene", "withdraw", "publish_agenda", "open", "close", "cancel", "answer", "call_deputy", "add_item",
    "remove_item", "arrive", "leave", "disqualify", "kind", "outcome", "mend", "ask", "sign", "reopen", "inspectors", "approve",
    "ask_change", "leave_to_next", "approve_in_meeting", "inspect_item", "publish", "unpublish", "correct", "tamper",
)  # fmt: skip
REFUSED = (Refused, PermissionDenied, ValidationError, IntegrityError)


class World:
    """A small body with two meetings, and somebody who does things to them."""

    def __init__(self, cast: Cast, table: Table) -> None:
        self.cast, self.table = cast, table
        self.by: Any = {"actor": cast.coordinator}
        self.meetings = [
            MeetingFactory(body=cast.body, starts_at=timezone.now() + timedelta(days=days))
            for days in (5, 40)
        ]
        for meeting in self.meetings:
            AgendaItemFactory(meeting=meeting, order=1, title="Ensimmäinen")
            AgendaItemFactory(meeting=meeting, order=2, title="Toinen")
        self.sealed: dict[int, tuple[str, str]] = {}

    def do(self, act: str, which: int, pick: int) -> None:
        """One act on one of the meetings; what is refused changes nothing."""
        meeting = Meeting.objects.select_related("body").get(pk=self.meetings[which].pk)
        try:
            with transaction.atomic():
                getattr(self, act)(meeting, pick)
        except REFUSED:
            pass

    def minutes(self, meeting: Meeting) -> Minutes:
        """The minutes, if there are any."""
        rows = Minutes.objects.select_related("meeting__body", "meeting__session")
        found = rows.filter(meeting=meeting).first()
        if found is None:
            raise Refused("There are no minutes.")
        return found

    def item(self, meeting: Meeting, pick: int) -> AgendaItem:
        """One of the items."""
        items = list(meeting.items.order_by("order"))
        if not items:
            raise Refused("There is no item.")
        return items[pick % len(items)]

    def convene(self, meeting: Meeting, pick: int) -> None:
        services.convene_meeting(meeting=meeting, publish_agenda=bool(pick % 2), **self.by)

    def withdraw(self, meeting: Meeting, pick: int) -> None:
        services.withdraw_meeting(meeting=meeting, **self.by)

    def publish_agenda(self, meeting: Meeting, pick: int) -> None:
        services.publish_agenda(meeting=meeting, **self.by)

    def open(self, meeting: Meeting, pick: int) -> None:
        services.open_meeting(meeting=meeting, **self.by)

    def close(self, meeting: Meeting, pick: int) -> None:
        services.close_meeting(meeting=meeting, **self.by)

    def cancel(self, meeting: Meeting, pick: int) -> None:
        services.cancel_meeting(meeting=meeting, reason="Este", **self.by)

    def answer(self, meeting: Meeting, pick: int) -> None:
        rows = list(Invitation.objects.in_force().filter(meeting=meeting).order_by("pk"))
        if rows:
            coming = (Coming.ABSENT, Coming.ON_SITE)[pick % 2]
            services.answer(invitation=rows[pick % len(rows)], coming=coming, actor=None)

    def call_deputy(self, meeting: Meeting, pick: int) -> None:
        seat = self.table.seats[pick % len(self.table.seats)]
        services.call_deputy(meeting=meeting, seat=seat, **self.by)

    def add_item(self, meeting: Meeting, pick: int) -> None:
        services.add_item(meeting=meeting, values={"title_fi": f"Asia {pick}"}, **self.by)

    def remove_item(self, meeting: Meeting, pick: int) -> None:
        services.remove_item(item=self.item(meeting, pick), **self.by)

    def arrive(self, meeting: Meeting, pick: int) -> None:
        place = pick % len(self.table.seats)
        person = (self.table.members, [row[0] for row in self.table.deputies])[pick % 2][place]
        services.arrive(meeting=meeting, person=person, seat=self.table.seats[place], **self.by)

    def leave(self, meeting: Meeting, pick: int) -> None:
        present = meeting.presences.filter(left_at=None).first()
        if present:
            services.leave(presence=present, **self.by)

    def disqualify(self, meeting: Meeting, pick: int) -> None:
        """A member has nothing to say in an item; a deputy is seated for it."""
        place = pick % len(self.table.seats)
        item, person = self.item(meeting, pick), self.table.members[place]
        services.disqualify(item=item, person=person, ground=Ground.PARTY, **self.by)

    def kind(self, meeting: Meeting, pick: int) -> None:
        services.choose_kind(minutes=self.minutes(meeting), kind=("minutes", "memo")[pick % 2], **self.by)

    def outcome(self, meeting: Meeting, pick: int) -> None:
        item = self.item(meeting, pick)
        record = ItemRecord.objects.filter(item=item).first()
        version = record.version if record else 1
        outcome = (Outcome.DECIDED, Outcome.TABLED)[pick % 2]
        if meeting.state == MeetingState.IN_SESSION:
            typed = {"outcome": services.Typed(outcome, version)}
            services.save_record(item=item, typed=typed, **self.by)
        elif record:
            services.mend_item(item=item, base_version=version, values={"outcome": outcome}, **self.by)

    def mend(self, meeting: Meeting, pick: int) -> None:
        self.minutes(meeting)
        item = self.item(meeting, pick)
        version = ItemRecord.objects.get(item=item).version if hasattr(item, "record") else 1
        services.mend_item(
            item=item, base_version=version, values={"decision_fi": f"Päätös {pick}"}, **self.by
        )

    def ask(self, meeting: Meeting, pick: int) -> None:
        services.ask_signatures(minutes=self.minutes(meeting), **self.by)

    def sign(self, meeting: Meeting, pick: int) -> None:
        minutes = self.minutes(meeting)
        read = hash_of(content_of(minutes))
        for role, user in zip(SignatureRole, (self.cast.member, self.cast.coordinator), strict=True):
            if pick % 3:
                services.sign_minutes(minutes=minutes, role=role, content_hash=read, actor=user)

    def reopen(self, meeting: Meeting, pick: int) -> None:
        services.reopen_minutes(minutes=self.minutes(meeting), **self.by)

    def inspectors(self, meeting: Meeting, pick: int) -> None:
        people = [*self.table.members, self.cast.deputy.person][pick % 3 :][:1]
        services.begin_inspection(minutes=self.minutes(meeting), people=people, **self.by)

    def inspector(self, meeting: Meeting) -> Inspector:
        """Somebody who was asked."""
        row = Inspector.objects.filter(minutes__meeting=meeting, state=InspectorState.WAITING).first()
        if row is None:
            raise Refused("Nobody inspects.")
        return row

    def approve(self, meeting: Meeting, pick: int) -> None:
        read = hash_of(content_of(self.minutes(meeting)))
        services.approve_minutes(inspector=self.inspector(meeting), content_hash=read, actor=None)

    def ask_change(self, meeting: Meeting, pick: int) -> None:
        services.ask_change(inspector=self.inspector(meeting), text="Muuttakaa.", actor=None)

    def leave_to_next(self, meeting: Meeting, pick: int) -> None:
        services.leave_to_next_meeting(minutes=self.minutes(meeting), **self.by)

    def approve_in_meeting(self, meeting: Meeting, pick: int) -> None:
        services.approve_in_meeting(minutes=self.minutes(meeting), meeting=self.meetings[1], **self.by)

    def inspect_item(self, meeting: Meeting, pick: int) -> None:
        services.inspect_item(item=self.item(meeting, pick), **self.by)

    def publish(self, meeting: Meeting, pick: int) -> None:
        services.publish_minutes(minutes=self.minutes(meeting), **self.by)

    def unpublish(self, meeting: Meeting, pick: int) -> None:
        services.unpublish_minutes(minutes=self.minutes(meeting), **self.by)

    def correct(self, meeting: Meeting, pick: int) -> None:
        services.correct_minutes(minutes=self.minutes(meeting), text="Oikaisu", section=None, **self.by)

    def tamper(self, meeting: Meeting, pick: int) -> None:
        """Somebody by-passes the services."""
        meeting.items.update(title_fi=f"Väärä {pick}")
        ItemRecord.objects.filter(item__meeting=meeting).update(decision_fi=f"Väärä {pick}")

    # --- What must hold ----------------------------------------------------------------------------------------------

    def check(self) -> None:
        """All of it, after each act."""
        self.no_double_section()
        self.no_deputy_beside_a_member()
        self.no_approved_text_changes()
        self.no_draft_leaks()

    def no_double_section(self) -> None:
        given = ItemRecord.objects.filter(section__isnull=False).values_list("year", "section")
        numbers = sorted(given)
        assert len(set(numbers)) == len(numbers)
        by_year: dict[Any, list[int]] = {}
        for year, section in numbers:
            by_year.setdefault(year, []).append(section)
        for sections in by_year.values():
            assert sections == list(range(1, len(sections) + 1))

    def no_deputy_beside_a_member(self) -> None:
        here = Presence.objects.filter(left_at=None, item=None, seat__isnull=False)
        seats = list(here.values_list("meeting", "seat"))
        assert len(set(seats)) == len(seats)
        people = list(here.values_list("meeting", "person"))
        assert len(set(people)) == len(people)

    def no_approved_text_changes(self) -> None:
        for seal in Seal.objects.select_related("minutes"):
            now = (seal.chain_hash, hash_of(seal.content))
            assert self.sealed.setdefault(seal.minutes_id, now) == now
        assert set(self.sealed) == set(Minutes.objects.filter(state="approved").values_list("pk", flat=True))
        assert check_seals()[1] == []

    def no_draft_leaks(self) -> None:
        for user in (self.cast.outsider, self.cast.visitor):
            assert not Meeting.objects.visible_to(user).filter(number=None).exists()
            assert not AgendaItem.objects.visible_to(user).filter(meeting__agenda_published_at=None).exists()
            assert not Minutes.objects.visible_to(user).filter(published_at=None).exists()
        hidden = Minutes.objects.visible_to(self.cast.deputy).filter(state="draft")
        assert not hidden.exists()


@pytest.fixture
def table(cast: Cast) -> Table:
    """Two members with a deputy each; the rules leave the number of inspectors open."""
    decide(cast, record_kind="minutes")
    chair = cast.member.person
    Office.objects.create(body=cast.body, person=chair, kind=OfficeKind.CHAIR, valid_from=BEGINNING)
    return lay_table(cast, members=2, deputies=1)


STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 5))
# Without this start nearly all that is drawn would be refused, and no minutes ever be approved.
USUAL = [
    ("convene", 0, 1), ("open", 0, 0), ("arrive", 0, 0), ("arrive", 0, 4), ("outcome", 0, 0), ("outcome", 0, 2),
    ("outcome", 0, 1), ("close", 0, 0), ("sign", 0, 1), ("inspectors", 0, 0), ("approve", 0, 0), ("publish", 0, 0),
]  # fmt: skip


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(begun=st.integers(0, len(USUAL)), steps=st.lists(STEP, min_size=4, max_size=10))
def test_no_order_of_acts_breaks_what_must_hold(
    cast: Cast, table: Table, begun: int, steps: list[tuple[str, int, int]]
) -> None:
    before = transaction.savepoint()
    world = World(cast, table)
    for act, which, pick in [*USUAL[:begun], *steps]:
        world.do(act, which, pick)
    world.check()
    transaction.savepoint_rollback(before)


def test_the_usual_order_ends_with_published_minutes(cast: Cast, table: Table) -> None:
    world = World(cast, table)
    for act, which, pick in USUAL:
        world.do(act, which, pick)
        world.check()
    minutes = world.minutes(world.meetings[0])
    assert (minutes.state, minutes.published_at is not None) == ("approved", True)
