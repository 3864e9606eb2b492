"""Who belongs to a meeting, as its documents list them: seats group by group, then those without a seat."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.enums import Capacity
from meetings.models import Meeting
from meetings.roster import Invitee, has_deputies, mandates_of, roster
from members.enums import SeatKind
from members.models import Mandate, Seat, SpeakingRight, Term


@dataclass(frozen=True)
class Holder:
    """A line of a list: a person, as what, and for which organisation; without a name the seat is vacant."""

    name: str
    role: str
    organisation: str = ""


@dataclass(frozen=True)
class Group:
    """What seats stand for, or those who have none, with the people."""

    name: str
    holders: list[Holder]


def seated(meeting: Meeting) -> list[Group]:
    """The seats of the day by group; each member is followed by the deputies of the seat. Vacant deputies' seats are left out."""
    mandates = mandates_of(meeting).select_related("person", "organisation")
    held = {mandate.seat_id: mandate for mandate in mandates}
    groups: dict[int, tuple[str, list[Seat]]] = {}
    for seat in _seats(meeting):
        groups.setdefault(seat.group_id, (seat.group.name, []))[1].append(seat)
    return [Group(name, list(_holders(seats, held))) for name, seats in groups.values()]


def without_seat(meeting: Meeting) -> list[Group]:
    """Those who come for an office, with the right to speak, or as guests; only groups that have somebody."""
    rights = SpeakingRight.objects.valid_on(meeting.day).filter(body=meeting.body_id)
    speaks_for = {right.person_id: right for right in rights.select_related("organisation")}
    offices: dict[int, list[str]] = {}
    for office in meeting.body.offices.valid_on(meeting.day).order_by("kind", "pk"):
        offices.setdefault(office.person_id, []).append(office.get_kind_display())
    names = {
        Capacity.OFFICE: _("Office holders"),
        Capacity.SPEAKER: _("With the right to speak"),
        Capacity.GUEST: _("Guests"),
    }
    groups: dict[str, list[Holder]] = {capacity: [] for capacity in names}
    for invitee in roster(meeting):
        if invitee.capacity in groups:
            groups[invitee.capacity].append(_without_seat(invitee, speaks_for, offices))
    return [Group(names[Capacity(capacity)], holders) for capacity, holders in groups.items() if holders]


def _seats(meeting: Meeting) -> list[Seat]:
    """The seats of the term, each deputy's after the one that it belongs to."""
    term = Term.objects.on_day(meeting.day).filter(body=meeting.body_id)
    seats = Seat.objects.filter(group__term__in=term).select_related("group", "deputises")
    if not has_deputies(meeting):
        seats = seats.filter(kind=SeatKind.PRIMARY)

    def place(seat: Seat) -> tuple[int, ...]:
        member = seat.deputises or seat
        is_ranked = seat.kind == SeatKind.RANKED_DEPUTY
        return (seat.group.order, seat.group_id, is_ranked, member.rank, seat is not member, seat.rank)

    return sorted(seats, key=place)


def _holders(seats: list[Seat], held: dict[int, Mandate]) -> Iterator[Holder]:
    for seat in seats:
        is_member = seat.kind == SeatKind.PRIMARY
        role = pgettext("in a list", "member") if is_member else pgettext("in a list", "deputy")
        mandate = held.get(seat.pk)
        if mandate:
            organisation = mandate.organisation.name if mandate.organisation else ""
            yield Holder(mandate.person.name, role, organisation)
        elif is_member:
            yield Holder("", role)


def _without_seat(
    invitee: Invitee, speaks_for: dict[int, SpeakingRight], offices: dict[int, list[str]]
) -> Holder:
    if invitee.person is None:
        return Holder(invitee.name, invitee.guest.role if invitee.guest else "")
    if invitee.capacity == Capacity.OFFICE:
        return Holder(invitee.name, ", ".join(offices.get(invitee.person.pk, [])).lower())
    right = speaks_for.get(invitee.person.pk)
    organisation = right.organisation.name if right and right.organisation else ""
    return Holder(invitee.name, right.group if right else "", organisation)
