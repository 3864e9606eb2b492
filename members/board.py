"""Who sits where in a body on a day: the board of seats, read in a constant number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext

from portal.formats import plain_day

from .enums import EndReason, SeatKind
from .models import Body, Mandate, Seat, SeatGroup, Term


@dataclass(frozen=True)
class SeatOnDay:
    """A seat and who holds it on the day, or who held it last when it is empty."""

    seat: Seat
    mandate: Mandate | None
    former: Mandate | None

    @property
    def is_member(self) -> bool:
        """Whether the seat is a member's; the others are deputies' and are never counted as members."""
        return self.seat.kind == SeatKind.PRIMARY

    @property
    def glyph(self) -> str:
        """The drawing of the seat."""
        if not self.mandate:
            return "vacant"
        return "primary" if self.is_member else "deputy"

    @property
    def vacancy(self) -> str:
        """The empty seat in words."""
        return (
            gettext("The member's seat is vacant")
            if self.is_member
            else gettext("The deputy's seat is vacant")
        )

    @property
    def why_vacant(self) -> str:
        """How the seat became empty."""
        if not self.former or not self.former.valid_until:
            return gettext("Nobody has been chosen yet")
        if self.former.end_reason == EndReason.MOVED_UP:
            day = plain_day(self.former.valid_until + timedelta(days=1))
            return gettext("The deputy became the member on %(day)s") % {"day": day}
        return gettext("Vacant since %(day)s") % {
            "day": plain_day(self.former.valid_until + timedelta(days=1))
        }


@dataclass(frozen=True)
class Cell:
    """The seats of one group, members before their deputies."""

    group: SeatGroup
    seats: list[SeatOnDay]


@dataclass(frozen=True)
class Board:
    """All seats of the term that runs on a day; without a term it is empty."""

    day: date
    term: Term | None
    cells: list[Cell]

    @cached_property
    def seats(self) -> list[SeatOnDay]:
        """The seats of all groups in order."""
        return [seat for cell in self.cells for seat in cell.seats]

    @property
    def members(self) -> list[SeatOnDay]:
        """The members' seats."""
        return [seat for seat in self.seats if seat.is_member]

    @property
    def deputies(self) -> list[SeatOnDay]:
        """The deputies' seats."""
        return [seat for seat in self.seats if not seat.is_member]

    @property
    def vacant_members(self) -> int:
        """How many members' seats are empty."""
        return sum(not seat.mandate for seat in self.members)

    @property
    def vacant_deputies(self) -> int:
        """How many deputies' seats are empty."""
        return sum(not seat.mandate for seat in self.deputies)

    @property
    def vacant_cells(self) -> list[Cell]:
        """The groups in which a seat is empty."""
        return [cell for cell in self.cells if not all(seat.mandate for seat in cell.seats)]


def board_of(body: Body, day: date) -> Board:
    """The board of a body on a day."""
    term = body.terms.on_day(day).select_related("rules_version").first()
    return board_of_term(term, day) if term else Board(day, None, [])


def board_of_term(term: Term, day: date) -> Board:
    """The board of a term on a day; on a day outside the term nobody sits in it."""
    began = Mandate.objects.filter(valid_from__lte=day).exclude(end_reason=EndReason.NEVER_BEGAN)
    # Nobody holds a seat together with another, so the last who began tells all; a body may have sat for decades.
    last = began.select_related("person", "organisation")
    last = last.order_by("seat_id", "-valid_from").distinct("seat_id")
    held = Prefetch("mandates", last, "last_begun")
    seats = Seat.objects.select_related("deputises").prefetch_related(held)
    groups = term.groups.select_related("category").prefetch_related(Prefetch("seats", seats, "in_order"))
    return Board(day, term, [Cell(group, list(_on_day(group, day))) for group in groups])


def _on_day(group: SeatGroup, day: date) -> Iterator[SeatOnDay]:
    for seat in sorted(group.in_order, key=_place):
        last = next(iter(seat.last_begun), None)
        is_over = last and last.valid_until and last.valid_until < day
        yield SeatOnDay(seat, None, last) if is_over else SeatOnDay(seat, last, None)


def _place(seat: Seat) -> tuple[int, int, int]:
    """Each member's seat, then its own deputies; the ranked deputies of the group last."""
    if seat.kind == SeatKind.RANKED_DEPUTY:
        return 1, seat.rank, 0
    return 0, seat.deputises.rank if seat.deputises else seat.rank, seat.rank if seat.deputises else 0
