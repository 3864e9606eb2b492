"""Whether a meeting that is going on can decide: counted over seats from who is present, for each item apart.

A person who is disqualified in an item does not count in it; a deputy who was called for that item does, but never
beside a member who is present and may decide.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.enums import Capacity
from meetings.models import AgendaItem, Disqualification, ItemRecord, Meeting, Presence, Session
from meetings.roster import has_deputies, mandates_of
from members.enums import SeatKind
from members.models import Person, Seat

from .counted import FILLED, Counted, seats_of


@dataclass(frozen=True)
class Place:
    """A member's seat at an instant: who sits there, and whether that counts."""

    seat: Seat
    state: str
    member: Person | None
    presence: Presence | None

    @property
    def who(self) -> Person | None:
        """The one person who counts in this seat."""
        return self.presence.person if self.presence and self.state in FILLED else None


@dataclass(frozen=True)
class Quorum(Counted):
    """All seats at an instant, in one item or in none, and how many a decision needs."""

    lines: list[Place]
    needed: int | None
    item: AgendaItem | None = None

    @property
    def people(self) -> list[Person]:
        """Those who may decide."""
        return [line.who for line in self.lines if line.who]

    @property
    def verdict(self) -> str:
        """Whether the meeting can decide, in a few words."""
        if self.has_quorum is None:
            return _("Quorum not decided.")
        return _("There is a quorum.") if self.has_quorum else _("There is no quorum.")

    @property
    def words(self) -> str:
        """How many seats take part, and how many are needed."""
        facts = {"filled": self.filled, "seats": len(self.lines)}
        if self.item is None:
            said = ngettext(
                "%(filled)d of %(seats)d seat is present.",
                "%(filled)d of %(seats)d seats are present.",
                len(self.lines),
            )
        else:
            said = ngettext(
                "%(filled)d of %(seats)d seat takes part in this item.",
                "%(filled)d of %(seats)d seats take part in this item.",
                len(self.lines),
            )
        if self.needed is None:
            return f"{said % facts} {_('The body has not decided how many are needed.')}"
        needed = ngettext("%(needed)d is needed.", "%(needed)d are needed.", self.needed)
        return f"{said % facts} {needed % {'needed': self.needed}}"

    @property
    def labels(self) -> dict[str, str]:
        """What the drawings mean."""
        return {
            "primary": _("Member present"),
            "deputy": _("Deputy present"),
            "disqualified": _("Disqualified in this item"),
            "absent": _("Not present"),
            "vacant": _("Seat vacant"),
        }


class Floor:
    """Who was where in a meeting, read once in a constant number of queries; then asked for any instant and item."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def seats(self) -> list[Seat]:
        """The members' seats."""
        return seats_of(self.meeting)

    @cached_property
    def members(self) -> dict[int, Person]:
        """Seat → who holds it on the day."""
        sitting = mandates_of(self.meeting).as_members().select_related("person")
        return {mandate.seat_id: mandate.person for mandate in sitting}

    @cached_property
    def deputies(self) -> dict[tuple[str, int | None], list[Person]]:
        """The deputies of each seat and of each group, in the order in which they are called."""
        found: dict[tuple[str, int | None], list[Person]] = {}
        if not self._counts_deputies:
            return found
        rows = mandates_of(self.meeting).exclude(seat__kind=SeatKind.PRIMARY)
        for mandate in rows.select_related("person", "seat").order_by("seat__kind", "seat__rank"):
            seat = mandate.seat
            key = ("seat", seat.deputises_id) if seat.deputises_id else ("group", seat.group_id)
            found.setdefault(key, []).append(mandate.person)
        return found

    def who_can_sit(self, seat: Seat) -> list[Person]:
        """The member of a seat and its deputies, in the order in which they come."""
        member = self.members.get(seat.pk)
        own, ranked = ("seat", seat.pk), ("group", seat.group_id)
        deputies = [*self.deputies.get(own, []), *self.deputies.get(ranked, [])]
        return [*([member] if member else []), *deputies]

    @cached_property
    def presences(self) -> list[Presence]:
        """All that was recorded, also what is over."""
        rows = self.meeting.presences.select_related("person", "guest", "seat__group", "item")
        return list(rows.order_by("arrived_at", "pk"))

    @cached_property
    def disqualified(self) -> dict[int, set[int]]:
        """Item → the people who take no part in it."""
        found: dict[int, set[int]] = {}
        rows = Disqualification.objects.filter(item__meeting=self.meeting)
        for item, person in rows.values_list("item", "person"):
            found.setdefault(item, set()).add(person)
        return found

    @cached_property
    def session(self) -> Session | None:
        """When the meeting was opened and closed."""
        return Session.objects.filter(meeting=self.meeting).first()

    @cached_property
    def records(self) -> dict[int, ItemRecord]:
        """Item → its record, without the long texts."""
        rows = ItemRecord.objects.filter(item__meeting=self.meeting)
        return {row.item_id: row for row in rows.only("item", "began_at", "ended_at", "outcome")}

    @cached_property
    def needed(self) -> int | None:
        """How many seats a decision needs."""
        return self.meeting.rules.seats_needed(len(self.seats))

    @cached_property
    def _counts_deputies(self) -> bool:
        return has_deputies(self.meeting)

    def now(self) -> Quorum:
        """Who is present now; of a meeting that is over, at its end."""
        return self.at(self.end)

    def of_item(self, item: AgendaItem) -> Quorum:
        """Who took part in an item: when its handling ended, or now while it goes on."""
        record = self.records.get(item.pk)
        return self.at((record and record.ended_at) or self.end, item)

    @property
    def end(self) -> datetime:
        """The end of the meeting, or now while it goes on."""
        return (self.session and self.session.closed_at) or timezone.now()

    def here(self, instant: datetime) -> list[Presence]:
        """Those who are in the meeting as a whole at the instant."""
        return [row for row in self.presences if row.item_id is None and _covers(row, instant)]

    def at(self, instant: datetime, item: AgendaItem | None = None) -> Quorum:
        """The seats at an instant, for the meeting as a whole or in one item; one person counts in one seat only."""
        shut_out = self.disqualified.get(item.pk, set()) if item else set()
        sitting = {row.seat_id: row for row in self.here(instant) if row.seat_id and self._counts(row)}
        called = {}
        if item:
            called = {
                row.seat_id: row
                for row in self.presences
                if row.item_id == item.pk and row.seat_id and self._counts(row) and not _is_over(row, instant)
            }
        counted: set[int | None] = set()
        lines = []
        for seat in self.seats:
            row, state = _who_counts(sitting.get(seat.pk), called.get(seat.pk), shut_out, counted)
            member = self.members.get(seat.pk)
            if not state:
                state = "absent" if member else "vacant"
            lines.append(Place(seat, state, member, row))
        return Quorum(lines, self.needed, item)

    def _counts(self, row: Presence) -> bool:
        return row.capacity != Capacity.DEPUTY or self._counts_deputies


def _who_counts(
    sitting: Presence | None, called: Presence | None, shut_out: set[int], counted: set[int | None]
) -> tuple[Presence | None, str]:
    """Whoever sits in the seat if they may decide, else who was called to it for the item; nobody in two seats."""
    for row in (sitting, called):
        if row and row.person_id not in shut_out | counted:
            counted.add(row.person_id)
            return row, "primary" if row.capacity == Capacity.MEMBER else "deputy"
    if sitting and sitting.person_id in shut_out:
        return sitting, "disqualified"
    return None, ""


def _covers(row: Presence, instant: datetime) -> bool:
    return row.arrived_at <= instant and not _is_over(row, instant)


def _is_over(row: Presence, instant: datetime) -> bool:
    return row.left_at is not None and row.left_at <= instant
