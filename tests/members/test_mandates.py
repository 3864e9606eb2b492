"""Who may sit where and when: the database holds it, and forms say it beside the field."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction
from django.forms import modelform_factory

from members.enums import EndReason, SeatKind
from members.models import Mandate, Seat, SeatGroup, Term
from portal.formats import plain_day
from tests.factories import (
    BodyRulesFactory,
    DeputySeatFactory,
    MandateFactory,
    PersonFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
START, END = date(2026, 1, 1), date(2028, 12, 31)


@pytest.fixture
def term() -> Term:
    return TermFactory(starts_on=START, ends_on=END)


@pytest.fixture
def seat(term: Term) -> Seat:
    return SeatFactory(group__term=term)


def refused(act: Any) -> str:
    """The name of the constraint that refuses the act, straight from PostgreSQL."""
    with pytest.raises(Error) as caught, transaction.atomic():
        act()
    assert isinstance(caught.value, IntegrityError), "a refusal must not look like broken data"
    return caught.value.__cause__.diag.constraint_name


def insert(seat: Seat, person: Any, since: date, until: date | None, reason: str = "") -> None:
    """A mandate that passes by every check of Python."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO members_mandate (seat_id, person_id, valid_from, valid_until, end_reason, decision)"
            " VALUES (%s, %s, %s, %s, %s, '')",
            [seat.pk, person.pk, since, until, reason],
        )


MandateForm = modelform_factory(
    Mandate, fields=["seat", "person", "organisation", "valid_from", "valid_until", "end_reason", "decision"]
)


def form_errors(**data: Any) -> dict[str, list[str]]:
    form = MandateForm({name: getattr(value, "pk", value) for name, value in data.items()})
    return dict(form.errors)


def test_second_person_in_a_seat_on_the_same_day_is_refused_by_the_database(seat: Seat) -> None:
    MandateFactory(seat=seat, valid_until=date(2026, 6, 30))
    person = PersonFactory()
    assert (
        refused(lambda: insert(seat, person, date(2026, 6, 30), END))
        == "members_mandate_one_person_in_a_seat"
    )
    insert(seat, person, date(2026, 7, 1), END)
    assert Mandate.objects.filter(seat=seat).count() == 2


def test_second_person_in_a_seat_is_an_error_of_the_form(seat: Seat) -> None:
    MandateFactory(seat=seat)
    errors = form_errors(seat=seat, person=PersonFactory(), valid_from=START)
    assert errors == {"__all__": ["Somebody else holds this seat on these days."]}


def test_elected_who_never_began_leaves_the_seat_free(seat: Seat) -> None:
    never = MandateFactory(seat=seat, end_reason=EndReason.NEVER_BEGAN)
    MandateFactory(seat=seat)
    on_day = Mandate.objects.valid_on(START)
    assert never not in on_day
    assert on_day.count() == 1


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (START - timedelta(days=1), END),
        (START, END + timedelta(days=1)),
        (END + timedelta(days=1), END + timedelta(days=9)),
        (START, None),
    ],
)
def test_mandate_outside_its_term_is_refused_by_the_database(
    seat: Seat, since: date, until: date | None
) -> None:
    person = PersonFactory()
    assert refused(lambda: insert(seat, person, since, until)) == "members_mandate_within_term"


def test_mandate_outside_its_term_is_an_error_of_the_form(seat: Seat) -> None:
    errors = form_errors(seat=seat, person=PersonFactory(), valid_from=START - timedelta(days=1))
    period = f"{plain_day(START)}–{plain_day(END)}"
    assert errors == {"valid_from": [f"The mandate must lie within the term {period}."]}


def test_empty_last_day_becomes_the_last_day_of_the_term(seat: Seat) -> None:
    form = MandateForm({"seat": seat.pk, "person": PersonFactory().pk, "valid_from": START})
    assert form.is_valid(), form.errors
    assert form.save().valid_until == END


def test_mandate_of_an_endless_term_may_be_endless() -> None:
    seat = SeatFactory(group__term=TermFactory(starts_on=START, ends_on=None))
    assert MandateFactory(seat=seat, valid_until=None).valid_until is None


def test_end_in_the_future_is_still_a_valid_mandate(seat: Seat) -> None:
    mandate = MandateFactory(seat=seat, valid_until=date(2026, 6, 30), end_reason=EndReason.RESIGNED)
    assert list(Mandate.objects.valid_on(date(2026, 6, 30))) == [mandate]
    assert list(Mandate.objects.valid_on(date(2026, 7, 1))) == []


def test_end_reason_without_end_is_refused_by_the_database() -> None:
    seat = SeatFactory(group__term=TermFactory(starts_on=START, ends_on=None))
    person = PersonFactory()
    name = refused(lambda: insert(seat, person, START, None, EndReason.RESIGNED))
    assert name == "members_mandate_end_reason_needs_end"


def test_end_reason_without_end_is_an_error_of_the_form() -> None:
    seat = SeatFactory(group__term=TermFactory(starts_on=START, ends_on=None))
    errors = form_errors(seat=seat, person=PersonFactory(), valid_from=START, end_reason=EndReason.RESIGNED)
    assert errors == {"__all__": ["A reason for the end needs the last day."]}


def test_reversed_days_are_refused_by_the_database(seat: Seat) -> None:
    person = PersonFactory()
    name = refused(lambda: insert(seat, person, date(2026, 5, 2), date(2026, 5, 1)))
    assert name == "members_mandate_ends_after_beginning"


def test_reversed_days_are_an_error_of_the_form_beside_the_last_day(seat: Seat) -> None:
    errors = form_errors(
        seat=seat, person=PersonFactory(), valid_from=date(2026, 5, 2), valid_until=date(2026, 5, 1)
    )
    assert errors == {"valid_until": ["The last day is before the first day."]}


def test_person_as_member_and_own_deputy_is_refused_by_the_database(seat: Seat) -> None:
    person = PersonFactory()
    MandateFactory(seat=seat, person=person)
    deputy = DeputySeatFactory(deputises=seat)
    name = refused(lambda: insert(deputy, person, START, END))
    assert name == "members_mandate_not_member_and_own_deputy"


def test_person_as_member_and_own_deputy_is_an_error_of_the_form(seat: Seat) -> None:
    person = PersonFactory()
    MandateFactory(seat=DeputySeatFactory(deputises=seat), person=person)
    errors = form_errors(seat=seat, person=person, valid_from=START)
    assert errors == {"person": ["One person cannot be the member and the deputy of the same seat."]}


def test_deputy_may_become_the_member_the_day_after(seat: Seat) -> None:
    deputy_seat = DeputySeatFactory(deputises=seat)
    person = PersonFactory()
    MandateFactory(
        seat=deputy_seat, person=person, valid_until=date(2026, 8, 31), end_reason=EndReason.MOVED_UP
    )
    assert form_errors(seat=seat, person=person, valid_from=date(2026, 9, 1)) == {}
    MandateFactory(seat=seat, person=person, valid_from=date(2026, 9, 1))


def test_person_may_hold_seats_of_two_groups(seat: Seat) -> None:
    person = PersonFactory()
    MandateFactory(seat=seat, person=person)
    MandateFactory(seat=SeatFactory(group__term=seat.group.term), person=person)
    assert person.mandates.count() == 2


def test_counts_of_members_never_count_deputies(seat: Seat) -> None:
    MandateFactory(seat=seat)
    MandateFactory(seat=DeputySeatFactory(deputises=seat))
    assert Mandate.objects.of_body(seat.group.term.body).as_members().count() == 1


@pytest.mark.parametrize(
    "days", [{"starts_on": date(2026, 2, 1)}, {"ends_on": date(2027, 1, 1)}, {"starts_on": date(2027, 1, 1)}]
)
def test_term_cannot_leave_mandates_outside(seat: Seat, days: dict[str, date]) -> None:
    MandateFactory(seat=seat)
    term = seat.group.term
    assert (
        refused(lambda: Term.objects.filter(pk=term.pk).update(**days)) == "members_term_keeps_its_mandates"
    )
    for name, day in days.items():
        setattr(term, name, day)
    with pytest.raises(ValidationError) as caught:
        term.full_clean()
    assert caught.value.message_dict == {
        "ends_on": ["Mandates would lie outside the term. End them first, then change the term."]
    }


def test_term_may_be_lengthened(seat: Seat) -> None:
    MandateFactory(seat=seat)
    assert Term.objects.filter(pk=seat.group.term_id).update(ends_on=date(2029, 5, 31)) == 1


def test_two_terms_of_a_body_on_one_day_are_refused(term: Term) -> None:
    other = {"body": term.body, "rules_version": term.rules_version, "starts_on": END}
    assert refused(lambda: Term.objects.create(**other)) == "members_term_one_at_a_time"
    with pytest.raises(ValidationError) as caught:
        Term(**other).full_clean()
    assert caught.value.messages == ["The body has another term on these days."]


def test_reversed_term_is_an_error_beside_the_last_day(term: Term) -> None:
    with pytest.raises(ValidationError) as caught:
        Term(
            body=term.body,
            rules_version=term.rules_version,
            starts_on=date(2030, 1, 2),
            ends_on=date(2030, 1, 1),
        ).full_clean()
    assert caught.value.message_dict == {"ends_on": ["The last day is before the first day."]}


def test_two_versions_of_rules_on_one_day_are_refused() -> None:
    version = BodyRulesFactory(valid_from=START)
    name = refused(lambda: BodyRulesFactory(body=version.body, valid_from=END))
    assert name == "members_bodyrules_one_version_at_a_time"


def test_personal_deputy_stands_in_for_a_member_of_the_same_group(seat: Seat) -> None:
    other = SeatGroupFactory(term=seat.group.term)
    wrong = {"group": other, "kind": SeatKind.PERSONAL_DEPUTY, "deputises": seat}
    assert refused(lambda: Seat.objects.create(**wrong)) == "members_seat_deputises_member_of_group"
    with pytest.raises(ValidationError) as caught:
        Seat(**wrong).full_clean()
    assert caught.value.message_dict == {"deputises": ["Choose a member's seat of the same group."]}
    without = {"group": other, "kind": SeatKind.PERSONAL_DEPUTY}
    assert refused(lambda: Seat.objects.create(**without)) == "members_seat_personal_deputy_has_member"


def test_seat_and_group_stay_what_they_were_made_as(seat: Seat) -> None:
    other = SeatGroupFactory()
    for act in (
        lambda: Seat.objects.filter(pk=seat.pk).update(group=other),
        lambda: SeatGroup.objects.filter(pk=seat.group_id).update(term=other.term),
    ):
        with pytest.raises(Error, match="Cannot update"), transaction.atomic():
            act()


def test_deputies_are_shared_out_to_the_members_of_a_group() -> None:
    group = SeatGroupFactory()
    group.make_seats(members=2, deputies=3)
    pairs = group.seats.filter(deputises__isnull=False).values_list("deputises__rank", "rank")
    assert sorted(pairs) == [(1, 1), (1, 2), (2, 1)]


def test_ranked_deputies_belong_to_the_whole_group() -> None:
    group = SeatGroupFactory()
    group.make_seats(members=2, deputies=2, ranked=True)
    ranked = group.seats.filter(kind=SeatKind.RANKED_DEPUTY, deputises=None)
    assert sorted(ranked.values_list("rank", flat=True)) == [1, 2]


def test_mandate_that_is_lengthened_over_the_next_one_is_refused_by_the_database(seat: Seat) -> None:
    first = MandateFactory(seat=seat, valid_until=date(2026, 6, 30))
    MandateFactory(seat=seat, valid_from=date(2026, 7, 1))
    name = refused(lambda: Mandate.objects.filter(pk=first.pk).update(valid_until=date(2026, 7, 1)))
    assert name == "members_mandate_one_person_in_a_seat"


def test_mandate_that_is_moved_into_a_held_seat_is_refused_by_the_database(seat: Seat) -> None:
    MandateFactory(seat=seat)
    other = MandateFactory(seat=SeatFactory(group__term=seat.group.term))
    name = refused(lambda: Mandate.objects.filter(pk=other.pk).update(seat=seat))
    assert name == "members_mandate_one_person_in_a_seat"


def test_who_never_began_cannot_be_brought_back_over_somebody_else(seat: Seat) -> None:
    never = MandateFactory(seat=seat, end_reason=EndReason.NEVER_BEGAN)
    MandateFactory(seat=seat)
    name = refused(lambda: Mandate.objects.filter(pk=never.pk).update(end_reason=""))
    assert name == "members_mandate_one_person_in_a_seat"


def test_one_person_sits_in_a_seat_in_two_separate_times(seat: Seat) -> None:
    person = PersonFactory()
    insert(seat, person, START, date(2026, 3, 31), EndReason.RESIGNED)
    insert(seat, PersonFactory(), date(2026, 4, 1), date(2026, 8, 31), EndReason.RESIGNED)
    insert(seat, person, date(2026, 9, 1), END)
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 1))
    held = [Mandate.objects.valid_on(day).filter(person=person).count() for day in days]
    assert held == [1, 0, 1]
