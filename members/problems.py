"""What the coordinator should look at on the board of a term: vacancies and problems in words, without asking the database."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.formats import plain_day

from .board import Board, Cell, SeatOnDay
from .enums import RuleName
from .models import Mandate

SOON = timedelta(days=90)


@dataclass(frozen=True)
class MarkedSeat:
    """A seat on the board with what is to be seen to."""

    place: SeatOnDay
    ends: str
    problems: list[str]

    @property
    def words(self) -> list[str]:
        """The end that is near, and the problems."""
        return [self.ends, *self.problems] if self.ends else self.problems


@dataclass(frozen=True)
class MarkedCell:
    """A group on the board, and what concerns all of it."""

    cell: Cell
    problem: str
    seats: list[MarkedSeat]


@dataclass(frozen=True)
class _Knowledge:
    """What is asked of each seat, read once from the board."""

    board: Board
    must_differ: bool
    longest_years: int | None
    seats_of: Counter[int]

    @classmethod
    def of(cls, board: Board) -> "_Knowledge":
        assert board.term
        rules = board.term.rules_version
        held = Counter(seat.mandate.person_id for seat in board.members if seat.mandate)
        differ = rules.value(RuleName.DIFFERENT_ORGANISATIONS) is True
        return cls(board, differ, rules.value(RuleName.TERM_YEARS), held)


def marked(board: Board) -> list[MarkedCell]:
    """The board's groups with their seats and problems."""
    if not board.term:
        return []
    known = _Knowledge.of(board)
    return [_marked(cell, known) for cell in board.cells]


def _marked(cell: Cell, known: _Knowledge) -> MarkedCell:
    is_empty = bool(cell.seats) and not any(place.mandate for place in cell.seats)
    problem = _("Nobody represents this group") if is_empty else ""
    seats = [
        MarkedSeat(place, _ends(place, known), list(_problems(place, cell, known))) for place in cell.seats
    ]
    return MarkedCell(cell, problem, seats)


def _problems(place: SeatOnDay, cell: Cell, known: _Knowledge) -> Iterator[str]:
    mandate = place.mandate
    if not mandate:
        return
    if not place.is_member and known.must_differ:
        for member in _members_beside(place, cell):
            if mandate.organisation_id and member.organisation_id == mandate.organisation_id:
                yield _("Same organisation as the member; the rules want different ones")
    if place.is_member and known.seats_of[mandate.person_id] > 1:
        yield _("Sits in %(count)d members' seats; has one vote") % {
            "count": known.seats_of[mandate.person_id]
        }
    if not mandate.person.email and not mandate.person.user_id:
        yield _("No e-mail address")
    if known.longest_years and mandate.valid_until and _is_longer(mandate, known.longest_years):
        yield _("Longer than the term of %(years)d years in the rules") % {"years": known.longest_years}


def _ends(place: SeatOnDay, known: _Knowledge) -> str:
    """The last day, if it is near and before that of the term."""
    mandate, term = place.mandate, known.board.term
    last = mandate.valid_until if mandate else None
    if not mandate or not term or last in {None, term.ends_on} or last > known.board.day + SOON:
        return ""
    why = mandate.get_end_reason_display() or _("no reason told")
    return _("Ends %(day)s: %(why)s") % {"day": plain_day(last), "why": why}


def _members_beside(place: SeatOnDay, cell: Cell) -> Iterator[Mandate]:
    """The members whom the deputy stands in for."""
    of = place.seat.deputises_id
    for other in cell.seats:
        if other.is_member and other.mandate and of in {None, other.seat.pk}:
            yield other.mandate


def _is_longer(mandate: Mandate, years: int) -> bool:
    first, last = mandate.valid_from, mandate.valid_until
    assert last
    try:
        limit = date(first.year + years, first.month, first.day)
    except ValueError:  # the 29th of February
        limit = date(first.year + years, 3, 1)
    return last >= limit
