"""Who sits where on a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.board import Board, board_of
from members.enums import EndReason
from members.models import Body
from tests.factories import (
    BodyFactory,
    DeputySeatFactory,
    MandateFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
START, CHANGE, END = date(2026, 1, 1), date(2026, 8, 31), date(2028, 12, 31)


@pytest.fixture
def body() -> Body:
    """A member who resigned, the deputy who moved up, a pair that has never been chosen, and a full pair."""
    term = TermFactory(starts_on=START, ends_on=END)
    left, empty, full = (SeatFactory(group=SeatGroupFactory(term=term, order=n)) for n in (1, 2, 3))
    left_deputy, _empty, full_deputy = (DeputySeatFactory(deputises=seat) for seat in (left, empty, full))
    MandateFactory(seat=left, person__name="Lähtijä", valid_until=CHANGE, end_reason=EndReason.RESIGNED)
    deputy = MandateFactory(
        seat=left_deputy, person__name="Nousija", valid_until=CHANGE, end_reason=EndReason.MOVED_UP
    ).person
    MandateFactory(seat=left, person=deputy, valid_from=CHANGE + timedelta(days=1))
    MandateFactory(seat=full, person__name="Pysyjä")
    MandateFactory(seat=full_deputy, person__name="Varalla", end_reason=EndReason.NEVER_BEGAN)
    return term.body


def sitting(board: Board) -> list[list[str]]:
    return [[seat.mandate.person.name if seat.mandate else "" for seat in cell.seats] for cell in board.cells]


def test_board_shows_who_sat_on_the_day(body: Body) -> None:
    assert sitting(board_of(body, START)) == [["Lähtijä", "Nousija"], ["", ""], ["Pysyjä", ""]]
    assert sitting(board_of(body, CHANGE)) == [["Lähtijä", "Nousija"], ["", ""], ["Pysyjä", ""]]
    after = CHANGE + timedelta(days=1)
    assert sitting(board_of(body, after)) == [["Nousija", ""], ["", ""], ["Pysyjä", ""]]


def test_board_counts_members_and_deputies_apart(body: Body) -> None:
    board = board_of(body, END)
    assert (len(board.members), len(board.deputies)) == (3, 3)
    assert (board.vacant_members, board.vacant_deputies) == (1, 3)
    assert [cell.group.order for cell in board.vacant_cells] == [1, 2, 3]


def test_empty_seat_tells_how_it_became_empty(body: Body) -> None:
    words = [
        [(seat.glyph, seat.why_vacant) for seat in cell.seats if not seat.mandate]
        for cell in board_of(body, END).cells
    ]
    assert words == [
        [("vacant", "The deputy became the member on 1\xa0Sep\xa02026")],
        [("vacant", "Nobody has been chosen yet"), ("vacant", "Nobody has been chosen yet")],
        [("vacant", "Nobody has been chosen yet")],
    ]


def test_seat_whose_holder_left_is_vacant_since_the_next_day() -> None:
    seat = SeatFactory(group__term=TermFactory(starts_on=START, ends_on=END))
    MandateFactory(seat=seat, valid_until=CHANGE, end_reason=EndReason.RESIGNED)
    (place,) = board_of(seat.group.term.body, END).seats
    assert (place.vacancy, place.why_vacant) == (
        "The member's seat is vacant",
        "Vacant since 1\xa0Sep\xa02026",
    )


@pytest.mark.parametrize("day", [START - timedelta(days=1), END + timedelta(days=1)])
def test_board_outside_all_terms_is_empty(body: Body, day: date) -> None:
    board = board_of(body, day)
    assert (board.term, board.cells) == (None, [])


def test_body_without_terms_has_an_empty_board() -> None:
    assert board_of(BodyFactory(), START).seats == []


def test_members_stand_before_their_own_deputies_and_ranked_deputies_last() -> None:
    term = TermFactory(starts_on=START, ends_on=END)
    personal, ranked = SeatGroupFactory(term=term, order=1), SeatGroupFactory(term=term, order=2)
    personal.make_seats(members=2, deputies=2)
    ranked.make_seats(members=2, deputies=1, ranked=True)
    board = board_of(term.body, START)
    kinds = [[(seat.seat.kind, seat.seat.rank) for seat in cell.seats] for cell in board.cells]
    member, deputy, of_group = "primary", "personal_deputy", "ranked_deputy"
    assert kinds[0] == [(member, 1), (deputy, 1), (member, 2), (deputy, 1)]
    assert kinds[1] == [(member, 1), (member, 2), (of_group, 1)]


@pytest.mark.parametrize("groups", [1, 3])
def test_board_is_read_in_four_queries(groups: int) -> None:
    term = TermFactory(starts_on=START, ends_on=END)
    for order in range(groups):
        seat = SeatFactory(group=SeatGroupFactory(term=term, order=order + 1))
        MandateFactory(seat=seat)
        MandateFactory(seat=DeputySeatFactory(deputises=seat))
    with CaptureQueriesContext(connection) as queries:
        assert len(sitting(board_of(term.body, START))) == groups
    assert len(queries) == 4


def test_never_began_does_not_make_a_seat_look_vacated(body: Body) -> None:
    last: Any = board_of(body, END).cells[2].seats[1]
    assert (last.mandate, last.former) == (None, None)
