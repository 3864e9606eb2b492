"""How the seats of a body have been filled in the meetings of a term: counted by seat, never by person."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from members.enums import SeatKind
from members.models import Body, Seat, Term

from .enums import Capacity, MeetingState
from .models import Meeting, Presence


@dataclass
class SeatAttendance:
    """A member's seat: in how many meetings the member sat in it, or only a deputy."""

    seat: Seat
    by_member: set[int] = field(default_factory=set)
    by_deputy: set[int] = field(default_factory=set)

    @property
    def filled(self) -> int:
        """In how many meetings anybody sat in it."""
        return len(self.by_member | self.by_deputy)

    @property
    def only_deputy(self) -> int:
        """In how many of them only a deputy."""
        return len(self.by_deputy - self.by_member)


@dataclass(frozen=True)
class TermAttendance:
    """A term, how many of its meetings were held with presence written down, and its seats."""

    term: Term | None
    meetings: int
    seats: list[SeatAttendance]


def attendance_of(body: Body, day: date) -> TermAttendance:
    """The attendance of the term that runs on the day, in a constant number of queries."""
    term = body.terms.on_day(day).first()
    if term is None:
        return TermAttendance(None, 0, [])
    in_term = Q(starts_at__date__gte=term.starts_on)
    if term.ends_on:
        in_term &= Q(starts_at__date__lte=term.ends_on)
    held = Meeting.objects.filter(in_term, body=body, state=MeetingState.HELD, session__isnull=False)
    seats = Seat.objects.filter(group__term=term, kind=SeatKind.PRIMARY).select_related("group")
    rows = {seat.pk: SeatAttendance(seat) for seat in seats.order_by("group__order", "rank", "pk")}
    presences = Presence.objects.filter(meeting__in=held.order_by(), item=None, seat__in=rows)
    for seat, capacity, meeting in presences.values_list("seat", "capacity", "meeting"):
        row = rows[seat]
        (row.by_member if capacity == Capacity.MEMBER else row.by_deputy).add(meeting)
    return TermAttendance(term, held.count(), list(rows.values()))
