"""The list of those present, written from facts: who sat in which seat, from when until when, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.formats import clock

from .enums import Capacity, Way
from .models import Meeting, Presence
from .quorum import Floor

CAPACITIES = (Capacity.MEMBER, Capacity.DEPUTY, Capacity.OFFICE, Capacity.SPEAKER, Capacity.GUEST)


@dataclass(frozen=True)
class Stay:
    """A time that somebody was there: bounds are told only where they are not the meeting's own."""

    arrived_at: datetime | None
    left_at: datetime | None
    item: str = ""


@dataclass(frozen=True)
class Attendant:
    """Somebody who was present: as what, in which seat, for whom, how and when."""

    name: str
    capacity: str
    seat: str = ""
    instead_of: str = ""
    is_remote: bool = False
    role: str = ""
    stays: list[Stay] = field(default_factory=list)

    def words(self) -> str:
        """The person with what there is to tell, in the language of the moment."""
        facts = [self.role or self.seat]
        if self.capacity == Capacity.DEPUTY and self.instead_of:
            facts.append(_("for %(member)s") % {"member": self.instead_of})
        if self.is_remote:
            facts.append(_("remotely"))
        facts += [told for stay in self.stays if (told := _stay(stay))]
        told = ", ".join(filter(None, facts))
        return f"{self.name} ({told})" if told else self.name


@dataclass(frozen=True)
class PresentList:
    """All who were present, those with a seat first, and the members who were not."""

    attendants: list[Attendant]
    absent: list[str]

    def of(self, capacity: str) -> list[Attendant]:
        """Those who were there as one thing."""
        return [each for each in self.attendants if each.capacity == capacity]


def present_list(meeting: Meeting, floor: Floor | None = None) -> PresentList:
    """Who was present in a meeting; each person once for each seat or capacity."""
    floor = floor or Floor(meeting)
    session = floor.session
    bounds = (session.opened_at if session else None, session.closed_at if session else None)
    order = {seat.pk: number for number, seat in enumerate(floor.seats)}
    grouped: dict[tuple[str, int | None, int | None, int | None], list[Presence]] = {}
    for row in floor.presences:
        grouped.setdefault((row.capacity, row.seat_id, row.person_id, row.guest_id), []).append(row)
    found = [(key, _attendant(rows, floor, bounds)) for key, rows in grouped.items()]
    found.sort(
        key=lambda each: (
            CAPACITIES.index(Capacity(each[0][0])),
            order.get(each[0][1] or 0, len(order)),
            each[1].name,
        )
    )
    sat = {row.person_id for row in floor.presences if row.capacity == Capacity.MEMBER}
    absent = [
        str(floor.members[seat.pk])
        for seat in floor.seats
        if seat.pk in floor.members and floor.members[seat.pk].pk not in sat
    ]
    return PresentList([attendant for _key, attendant in found], absent)


def present_text(present: PresentList, language: str) -> str:
    """The list as text with a line for each kind of attendant, in one language."""
    with translation.override(language):
        headings = {
            Capacity.MEMBER: pgettext("those present", "Members"),
            Capacity.DEPUTY: pgettext("those present", "Deputies"),
            Capacity.OFFICE: pgettext("those present", "Office holders"),
            Capacity.SPEAKER: pgettext("those present", "With the right to speak"),
            Capacity.GUEST: pgettext("those present", "Guests"),
        }
        lines = [
            f"{headings[capacity]}: {'; '.join(each.words() for each in present.of(capacity))}."
            for capacity in CAPACITIES
            if present.of(capacity)
        ]
        if present.absent:
            lines.append(_("Not present: %(names)s.") % {"names": "; ".join(present.absent)})
        return "\n\n".join(lines)


def _attendant(
    rows: list[Presence], floor: Floor, bounds: tuple[datetime | None, datetime | None]
) -> Attendant:
    first = rows[0]
    member = floor.members.get(first.seat_id) if first.seat_id else None
    is_instead = first.capacity == Capacity.DEPUTY and member is not None
    return Attendant(
        name=str(first.person or first.guest),
        capacity=first.capacity,
        seat=str(first.seat.group) if first.seat else "",
        instead_of=str(member) if is_instead else "",
        is_remote=any(row.way == Way.REMOTE for row in rows),
        role=first.guest.role if first.guest else "",
        stays=list(_stays(rows, *bounds)),
    )


def _stays(rows: Iterable[Presence], opened: datetime | None, closed: datetime | None) -> Iterable[Stay]:
    for row in rows:
        arrived = row.arrived_at if opened and row.arrived_at > opened else None
        left = row.left_at if row.left_at and not (closed and row.left_at >= closed) else None
        if row.item:
            yield Stay(None, None, row.item.title)
        elif arrived or left:
            yield Stay(arrived, left)


def _stay(stay: Stay) -> str:
    if stay.item:
        return _("in the item “%(title)s” only") % {"title": stay.item}
    if stay.arrived_at and stay.left_at:
        return _("%(from)s–%(until)s") % {"from": clock(stay.arrived_at), "until": clock(stay.left_at)}
    if stay.arrived_at:
        return _("from %(clock)s") % {"clock": clock(stay.arrived_at)}
    return _("until %(clock)s") % {"clock": clock(stay.left_at)} if stay.left_at else ""
