"""Somebody leaves a seat, and what follows from it."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from members import services
from members.enums import EndReason
from members.models import Mandate, Seat, Term
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail, User
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory, SeatGroupFactory

from .seats import END, START, decide, make_coordinator, make_pair, make_term

pytestmark = pytest.mark.django_db
CHANGE = date(2026, 8, 31)
NEXT = CHANGE + timedelta(days=1)


@pytest.fixture
def term() -> Term:
    return make_term(DEPUTY_SUCCEEDS=True, DIFFERENT_ORGANISATIONS=True)


@pytest.fixture
def actor(term: Term) -> User:
    return make_coordinator(term)


@pytest.fixture
def pair(term: Term) -> tuple[Mandate, Mandate]:
    """A member and the deputy, both with an address."""
    seats = make_pair(term)
    member, deputy = (
        MandateFactory(seat=seat, person__name=name, person__email=f"{name}@example.org")
        for seat, name in zip(seats, ("maija", "veikko"), strict=True)
    )
    return member, deputy


def held(seat: Seat) -> list[tuple[str, date, date | None, str]]:
    """Who has held a seat, in order."""
    rows = seat.mandates.order_by("valid_from", "pk")
    return [(m.person.name, m.valid_from, m.valid_until, m.end_reason) for m in rows]


def test_deputy_moves_up_the_day_after_the_member_leaves(pair: Any, actor: User) -> None:
    member, deputy = pair
    outcome = services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    assert held(member.seat) == [("maija", START, CHANGE, "resigned"), ("veikko", NEXT, END, "")]
    assert held(deputy.seat) == [("veikko", START, CHANGE, "moved_up")]
    assert [m.person.name for m in outcome.ended] == ["maija", "veikko"]
    (new,) = outcome.began
    assert (new.person, new.organisation) == (deputy.person, deputy.organisation)
    mails = OutgoingMail.objects.order_by("pk").values_list("to_address", "kind")
    assert list(mails) == [
        ("maija@example.org", "mandate_ends"),
        ("veikko@example.org", "mandate_begins"),
    ]


def test_resignation_on_a_coming_day_leaves_the_member_in_the_seat_until_then(pair: Any, actor: User) -> None:
    member, _deputy = pair
    services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    on = Mandate.objects.as_members()
    assert [m.person.name for m in on.valid_on(CHANGE)] == ["maija"]
    assert [m.person.name for m in on.valid_on(NEXT)] == ["veikko"]


def test_deputys_place_stays_vacant_when_a_deputy_leaves(pair: Any, actor: User) -> None:
    member, deputy = pair
    outcome = services.end_mandate(mandate=deputy, last_day=CHANGE, actor=actor)
    assert (len(outcome.ended), outcome.began) == (1, [])
    assert held(member.seat) == [("maija", START, END, "")]


def test_deputy_who_does_not_want_the_seat_stays_deputy(pair: Any, actor: User) -> None:
    member, deputy = pair
    services.end_mandate(mandate=member, last_day=CHANGE, succeeds=False, actor=actor)
    assert held(member.seat) == [("maija", START, CHANGE, "resigned")]
    assert held(deputy.seat) == [("veikko", START, END, "")]


def test_rule_that_is_not_decided_asks(term: Term, pair: Any, actor: User) -> None:
    member, _deputy = pair
    term.rules_version.rules.all().delete()
    with pytest.raises(Refused) as caught:
        services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    assert "veikko" in str(caught.value)
    services.end_mandate(mandate=member, last_day=CHANGE, succeeds=True, actor=actor)
    assert held(member.seat)[1] == ("veikko", NEXT, END, "")


def test_rule_that_says_no_leaves_the_seat_vacant(term: Term, pair: Any, actor: User) -> None:
    member, _deputy = pair
    decide(term.rules_version, DEPUTY_SUCCEEDS=False)
    with pytest.raises(Refused):
        services.end_mandate(mandate=member, last_day=CHANGE, succeeds=True, actor=actor)
    services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    assert held(member.seat) == [("maija", START, CHANGE, "resigned")]


def test_undecided_rule_does_not_matter_where_nobody_could_move_up(actor: User) -> None:
    term = make_term()
    seat, _deputy = make_pair(term)
    mandate = MandateFactory(seat=seat)
    outcome = services.end_mandate(mandate=mandate, last_day=CHANGE, actor=make_coordinator(term))
    assert outcome.began == []


def test_first_in_rank_of_the_groups_deputies_moves_up(term: Term, actor: User) -> None:
    group = SeatGroupFactory(term=term)
    group.make_seats(members=2, deputies=2, ranked=True)
    first, _second, of_rank_one, of_rank_two = group.seats.order_by("kind", "rank")
    member = MandateFactory(seat=first)
    MandateFactory(seat=of_rank_one, person__name="Yksi", valid_until=CHANGE)
    MandateFactory(seat=of_rank_two, person__name="Kaksi")
    services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    assert held(first)[1][0] == "Kaksi", "the first in rank leaves on the same day"
    assert held(of_rank_two) == [("Kaksi", START, CHANGE, "moved_up")]


def test_nobody_moves_up_when_the_term_ends_on_the_last_day(pair: Any, actor: User) -> None:
    member, deputy = pair
    outcome = services.end_mandate(mandate=member, last_day=END, actor=actor)
    assert outcome.began == []
    assert held(deputy.seat) == [("veikko", START, END, "")]


@pytest.mark.parametrize("day", [START - timedelta(days=1), END + timedelta(days=1)])
def test_last_day_outside_the_mandate_is_an_error_of_the_field(pair: Any, actor: User, day: date) -> None:
    with pytest.raises(ValidationError) as caught:
        services.end_mandate(mandate=pair[0], last_day=day, actor=actor)
    assert list(caught.value.message_dict) == ["last_day"]


def test_second_coordinator_is_told_that_the_mandate_has_ended(pair: Any, actor: User) -> None:
    member, _deputy = pair
    seen = Mandate.objects.get(pk=member.pk)
    services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    with pytest.raises(Overtaken) as caught:
        services.end_mandate(mandate=seen, last_day=END, actor=actor)
    assert str(caught.value) == (
        "Somebody was faster: the membership of maija ends 31\xa0Aug\xa02026. Resigned."
    )


def test_stranger_may_end_nothing(pair: Any) -> None:
    with pytest.raises(PermissionDenied):
        services.end_mandate(mandate=pair[0], last_day=CHANGE, actor=make_coordinator(make_term()))
    assert Mandate.objects.filter(end_reason="").count() == 2


def test_deputy_moves_up_into_a_seat_that_is_vacant(term: Term, pair: Any, actor: User) -> None:
    member, deputy = pair
    services.end_mandate(mandate=member, last_day=CHANGE, succeeds=False, actor=actor)
    later = NEXT + timedelta(days=30)
    services.move_up(deputy=deputy, seat=member.seat, first_day=later, actor=actor)
    assert held(member.seat)[1] == ("veikko", later, END, "")
    assert held(deputy.seat) == [("veikko", START, later - timedelta(days=1), "moved_up")]


def test_deputy_moves_up_only_into_the_own_seat_and_only_when_it_is_free(
    term: Term, pair: Any, actor: User
) -> None:
    member, deputy = pair
    with pytest.raises(Overtaken):
        services.move_up(deputy=deputy, seat=member.seat, first_day=NEXT, actor=actor)
    other, _place = make_pair(term)
    with pytest.raises(Refused):
        services.move_up(deputy=deputy, seat=other, first_day=NEXT, actor=actor)
    assert held(deputy.seat) == [("veikko", START, END, "")]


def test_another_person_replaces_the_deputy(pair: Any, actor: User) -> None:
    _member, deputy = pair
    person = PersonFactory(name="Uusi", email="uusi@example.org")
    services.replace(
        mandate=deputy, last_day=CHANGE, person=person, organisation=deputy.organisation, actor=actor
    )
    assert held(deputy.seat) == [("veikko", START, CHANGE, "replaced"), ("Uusi", NEXT, END, "")]
    mails = OutgoingMail.objects.order_by("pk").values_list("to_address", "kind")
    assert list(mails) == [
        ("veikko@example.org", "mandate_ends"),
        ("uusi@example.org", "mandate_begins"),
    ]


def test_replacing_by_somebody_whom_the_rules_forbid_changes_nothing(pair: Any, actor: User) -> None:
    member, deputy = pair
    facts = {"mandate": deputy, "last_day": CHANGE, "actor": actor}
    with pytest.raises(ValidationError) as caught:
        services.replace(**facts, person=PersonFactory(), organisation=member.organisation)
    assert list(caught.value.message_dict) == ["organisation"]
    with pytest.raises(ValidationError) as caught:
        services.replace(**facts, person=member.person, organisation=OrganisationFactory())
    assert list(caught.value.message_dict) == ["person"]
    assert held(deputy.seat) == [("veikko", START, END, "")]


def test_person_goes_on_for_another_organisation(pair: Any, actor: User) -> None:
    member, _deputy = pair
    organisation = OrganisationFactory()
    services.move_organisation(mandate=member, last_day=CHANGE, organisation=organisation, actor=actor)
    assert held(member.seat) == [("maija", START, CHANGE, "organisation_changed"), ("maija", NEXT, END, "")]
    assert [m.organisation for m in member.seat.mandates.order_by("valid_from")] == [
        member.organisation,
        organisation,
    ]
    assert OutgoingMail.objects.get().kind == "mandate_begins"


def test_moving_to_the_same_organisation_is_an_error_of_the_field(pair: Any, actor: User) -> None:
    member, _deputy = pair
    with pytest.raises(ValidationError) as caught:
        services.move_organisation(
            mandate=member, last_day=CHANGE, organisation=member.organisation, actor=actor
        )
    assert list(caught.value.message_dict) == ["organisation"]


def test_mistake_is_corrected_by_a_dated_change(pair: Any, actor: User) -> None:
    member, deputy = pair
    right = PersonFactory(name="Oikea")
    services.correct(
        mandate=member, last_day=CHANGE, person=right, organisation=member.organisation, actor=actor
    )
    services.correct(mandate=deputy, last_day=CHANGE, actor=actor)
    assert held(member.seat) == [("maija", START, CHANGE, "corrected"), ("Oikea", NEXT, END, "")]
    assert held(deputy.seat) == [("veikko", START, CHANGE, "corrected")]


def test_seat_of_somebody_who_never_began_is_free_from_the_first_day(pair: Any, actor: User) -> None:
    member, _deputy = pair
    services.mark_never_began(mandate=member, actor=actor)
    services.appoint(
        seat=member.seat, person=PersonFactory(name="Uusi"), organisation=None, valid_from=START, actor=actor
    )
    assert held(member.seat) == [("maija", START, END, "never_began"), ("Uusi", START, END, "")]


@time_machine.travel("2026-08-01 12:00+03:00")
def test_resignation_is_taken_back_before_its_day(pair: Any, actor: User) -> None:
    member, deputy = pair
    services.end_mandate(mandate=member, last_day=CHANGE, actor=actor)
    OutgoingMail.objects.all().delete()
    services.take_back_end(mandate=Mandate.objects.get(pk=member.pk), actor=actor)
    assert held(member.seat) == [("maija", START, END, ""), ("veikko", NEXT, END, "never_began")]
    assert held(deputy.seat) == [("veikko", START, END, "")]
    assert list(OutgoingMail.objects.values_list("kind", flat=True)) == ["mandate_goes_on"] * 2


@time_machine.travel("2026-08-01 12:00+03:00")
def test_resignation_after_which_somebody_was_chosen_is_not_taken_back(pair: Any, actor: User) -> None:
    member, _deputy = pair
    services.end_mandate(mandate=member, last_day=CHANGE, succeeds=False, actor=actor)
    services.appoint(
        seat=member.seat, person=PersonFactory(), organisation=None, valid_from=NEXT, actor=actor
    )
    with pytest.raises(Refused):
        services.take_back_end(mandate=Mandate.objects.get(pk=member.pk), actor=actor)
    assert held(member.seat)[0] == ("maija", START, CHANGE, "resigned")


@time_machine.travel("2026-09-01 12:00+03:00")
def test_resignation_whose_day_is_over_is_not_taken_back(pair: Any, actor: User) -> None:
    _member, deputy = pair
    services.end_mandate(mandate=deputy, last_day=CHANGE, actor=actor)
    with pytest.raises(Refused):
        services.take_back_end(mandate=Mandate.objects.get(pk=deputy.pk), actor=actor)
    assert held(deputy.seat) == [("veikko", START, CHANGE, EndReason.RESIGNED)]
