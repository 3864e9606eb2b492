"""What a person sees on the desk: the own roles, and who runs bodies what their seats need."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.desk import roles, roles_of, seats_to_see_to
from members.models import Mandate, Term
from networks.desk import service_lines
from portal.models import User
from tests.cast import Cast
from tests.factories import MandateFactory, SeatFactory, SeatGroupFactory

pytestmark = pytest.mark.django_db


def told(user: Any) -> list[tuple[str, str]]:
    return [(where, what) for where, what, _url in roles_of(user)]


def test_each_of_the_cast_sees_the_own_role_only(cast: Cast) -> None:
    body, until = cast.body.short_name, f"{cast.seat.group.name}, until "
    seen = {role: told(user) for role, user in cast.everybody().items() if role != "visitor"}
    (member,), (deputy,) = seen.pop("member"), seen.pop("deputy")
    assert (member[0], member[1].startswith(f"Member, {until}")) == (body, True)
    assert (deputy[0], deputy[1].startswith(f"Deputy, {until}")) == (body, True)
    assert seen == {
        "applicant": [(cast.organisation.name, "Owner")],
        "speaker": [(body, "Right to speak, Seurakunnat")],
        "coordinator": [(body, "Coordinator"), (body, "Secretary")],
        "officer": [(cast.body.region.name, "Grant officer")],
        "assessor": [],
        "secretariat": [],
        "outsider": [],
    }
    assert [role for role, user in cast.everybody().items() if role != "visitor" and service_lines(user)] == [
        "assessor"
    ]
    assert roles(cast.outsider) is None


@pytest.mark.parametrize("number", [1, 3])
def test_roles_take_six_queries(cast: Cast, number: int) -> None:
    for order in range(number - 1):
        seat = SeatFactory(group=SeatGroupFactory(term=cast.term, order=1000 + order))
        MandateFactory(seat=seat, person=cast.member.person)
    with CaptureQueriesContext(connection) as queries:
        assert len(told(cast.member)) == number
    assert len(queries) == 6


def cards(user: User) -> list[tuple[str, Any]]:
    """Title and due day of what waits in the bodies that the user runs."""
    return [(str(card.title), card.due) for card in seats_to_see_to(user)]


def test_full_body_waits_for_nobody(cast: Cast) -> None:
    assert cards(cast.coordinator) == []


def test_coordinator_is_told_of_vacancies_and_of_what_ends_soon(cast: Cast) -> None:
    today = timezone.localdate()
    soon, last = today + timedelta(days=10), today + timedelta(days=80)
    MandateFactory(seat=SeatFactory(group__term=cast.term), valid_until=soon)
    SeatFactory(group__term=cast.term)
    name = cast.body.short_name
    assert cards(cast.coordinator) == [
        (f"{name}: 1 seat is vacant", None),
        (f"{name}: 1 membership ends soon", soon),
    ]
    Mandate.objects.filter(valid_until__gt=last).update(valid_until=last)
    Term.objects.update(ends_on=last)
    assert cards(cast.coordinator)[-1] == (f"{name}: the term ends", last)


@pytest.mark.parametrize("role", ["member", "secretariat", "outsider"])
def test_who_coordinates_nothing_is_told_of_no_vacancies(cast: Cast, role: str) -> None:
    SeatFactory(group__term=cast.term)
    assert cards(getattr(cast, role)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_cards_take_as_many_queries_for_more_bodies(cast: Cast, number: int) -> None:
    for _ in range(number):
        seat = SeatFactory()
        seat.group.term.body.roles.create(user=cast.coordinator, valid_from=date(2020, 1, 1))
    with CaptureQueriesContext(connection) as queries:
        assert len(cards(cast.coordinator)) == number
    assert len(queries) == 5
