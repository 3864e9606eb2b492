"""Two coordinators at the same time, each with a connection of their own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from members import services
from members.models import Mandate, SeatGroup
from portal.errors import Overtaken
from tests.factories import MandateFactory, PersonFactory, SeatGroupFactory
from tests.racing import at_once

from .seats import START, make_coordinator, make_pair, make_term

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_fill_one_vacancy_at_once_and_one_is_told_who_sits_there() -> None:
    term = make_term()
    seat, _deputy = make_pair(term)
    actors = [make_coordinator(term), make_coordinator(term)]

    def fill(number: int) -> Callable[[], Any]:
        person = PersonFactory(name=f"Ehdokas {number}")
        return lambda: services.appoint(
            seat=seat, person=person, organisation=None, valid_from=START, actor=actors[number]
        )

    outcomes = at_once(fill(0), fill(1))
    made = Mandate.objects.get()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Mandate", "Overtaken"]
    overtaken = next(outcome for outcome in outcomes if isinstance(outcome, Overtaken))
    assert made.person.name in str(overtaken)


def test_one_resignation_written_by_two_at_once_moves_the_deputy_up_once() -> None:
    term = make_term(DEPUTY_SUCCEEDS=True)
    seats = make_pair(term)
    member, _deputy = (MandateFactory(seat=seat) for seat in seats)
    actor = make_coordinator(term)

    def leave(day: date) -> Callable[[], Any]:
        seen = Mandate.objects.get(pk=member.pk)
        return lambda: services.end_mandate(mandate=seen, last_day=day, actor=actor)

    outcomes = at_once(leave(date(2026, 3, 1)), leave(date(2026, 4, 1)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Outcome", "Overtaken"]
    assert list(seats[0].mandates.order_by("valid_from").values_list("end_reason", flat=True)) == [
        "resigned",
        "",
    ]


def test_groups_added_and_moved_at_once_keep_one_order() -> None:
    term = make_term()
    term.starts_on = date(2999, 1, 1)
    first, *_rest = [SeatGroupFactory(term=term, order=n) for n in range(1, 4)]
    actor = make_coordinator(term)

    def add() -> SeatGroup:
        return services.add_group(term=term, names={"name_fi": "Uusi"}, members=1, deputies=0, actor=actor)

    def move() -> None:
        services.move_group(group=first, places=2, actor=actor)

    outcomes = at_once(add, move, add, move)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert sorted(term.groups.values_list("order", flat=True)) == [1, 2, 3, 4, 5]
