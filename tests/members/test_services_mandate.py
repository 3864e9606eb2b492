"""Somebody gets a seat: what the act does, what it refuses, and whom it tells."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from members import services
from members.enums import BodyStatus
from members.models import Body, Mandate, Term
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail, User
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory, SeatGroupFactory, UserFactory

from .seats import END, START, decide, make_coordinator, make_pair, make_term

pytestmark = pytest.mark.django_db
CHANGE = date(2026, 8, 31)


@pytest.fixture
def term() -> Term:
    return make_term(DIFFERENT_ORGANISATIONS=True)


@pytest.fixture
def actor(term: Term) -> User:
    return make_coordinator(term)


def test_appointed_person_sits_until_the_end_of_the_term(term: Term, actor: User) -> None:
    seat, _deputy = make_pair(term)
    person, organisation = PersonFactory(), OrganisationFactory()
    made = services.appoint(
        seat=seat,
        person=person,
        organisation=organisation,
        valid_from=CHANGE,
        decision="Toimiala 1.1.2026 § 4",
        actor=actor,
    )
    stored = Mandate.objects.get()
    assert stored == made
    assert (stored.seat, stored.person, stored.organisation) == (seat, person, organisation)
    assert (stored.valid_from, stored.valid_until, stored.end_reason) == (CHANGE, END, "")
    assert stored.decision == "Toimiala 1.1.2026 § 4"
    assert stored.events.get().pgh_context.metadata["user"] == actor.pk


def test_appointed_person_gets_a_mail_in_their_own_language(term: Term, actor: User) -> None:
    seat, _deputy = make_pair(term, name_sv="Familjearbete", name_fi="Perhetyö")
    person = PersonFactory(user=UserFactory(email="per@example.org", language="sv"))
    made = services.appoint(seat=seat, person=person, organisation=None, valid_from=START, actor=actor)
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to_address, mail.language) == ("mandate_begins", "per@example.org", "sv")
    assert (mail.about, "Familjearbete" in mail.text, "1.1.2026–31.12.2028" in mail.text) == (
        made,
        True,
        True,
    )


def test_person_without_address_or_told_by_another_letter_gets_no_mail(term: Term, actor: User) -> None:
    (seat, deputy), person = make_pair(term), PersonFactory(email="a@example.org")
    without = {"organisation": None, "valid_from": START, "actor": actor}
    services.appoint(seat=seat, person=PersonFactory(), **without)
    services.appoint(seat=deputy, person=person, tell=False, **without)
    assert OutgoingMail.objects.count() == 0


def test_only_who_runs_the_body_may_appoint(term: Term) -> None:
    seat, _deputy = make_pair(term)
    stranger = make_coordinator(make_term())
    with pytest.raises(PermissionDenied):
        services.appoint(
            seat=seat, person=PersonFactory(), organisation=None, valid_from=START, actor=stranger
        )
    assert Mandate.objects.count() == 0


@pytest.mark.parametrize("status", [BodyStatus.PLANNED, BodyStatus.ENDED])
def test_nobody_is_seated_in_a_body_that_is_not_at_work(term: Term, actor: User, status: BodyStatus) -> None:
    seat, _deputy = make_pair(term)
    Body.objects.update(status=status)
    with pytest.raises(Refused):
        services.appoint(seat=seat, person=PersonFactory(), organisation=None, valid_from=START, actor=actor)
    assert Mandate.objects.count() == 0


def test_seat_that_is_held_on_one_of_the_days_is_refused_with_the_holders_name(
    term: Term, actor: User
) -> None:
    seat, _deputy = make_pair(term)
    MandateFactory(seat=seat, person__name="Enni Ensin", valid_from=CHANGE)
    common = {"seat": seat, "person": PersonFactory(), "organisation": None, "actor": actor}
    with pytest.raises(Overtaken) as caught:
        services.appoint(valid_from=START, valid_until=CHANGE, **common)
    assert str(caught.value) == (
        "Somebody was faster: Enni Ensin holds this seat 31\xa0Aug\xa02026\xa0–\xa031\xa0Dec\xa02028."
    )
    assert services.appoint(valid_from=START, valid_until=CHANGE - timedelta(days=1), **common).pk


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (START - timedelta(days=1), None, "valid_from"),
        (START, END + timedelta(days=1), "valid_from"),
        (CHANGE, START, "valid_until"),
    ],
)
def test_days_outside_the_term_and_reversed_days_are_errors_of_a_field(
    term: Term, actor: User, since: date, until: date | None, field: str
) -> None:
    seat, _deputy = make_pair(term)
    with pytest.raises(ValidationError) as caught:
        services.appoint(
            seat=seat,
            person=PersonFactory(),
            organisation=None,
            valid_from=since,
            valid_until=until,
            actor=actor,
        )
    assert list(caught.value.message_dict) == [field]


def test_deputy_from_the_members_organisation_is_refused_where_the_rule_says_so(
    term: Term, actor: User
) -> None:
    seat, deputy = make_pair(term)
    held = MandateFactory(seat=seat, person__name="Maija Member", valid_until=CHANGE)
    common = {"seat": deputy, "person": PersonFactory(), "organisation": held.organisation, "actor": actor}
    with pytest.raises(ValidationError) as caught:
        services.appoint(valid_from=CHANGE, **common)
    assert caught.value.message_dict == {
        "organisation": [
            "The member and the deputy must come from different organisations; Maija Member sits for this one."
        ]
    }
    assert services.appoint(valid_from=CHANGE + timedelta(days=1), **common).pk


@pytest.mark.parametrize("rule", [{}, {"DIFFERENT_ORGANISATIONS": False}])
def test_deputy_from_the_members_organisation_is_allowed_where_no_rule_forbids_it(
    rule: dict[str, bool],
) -> None:
    term = make_term(**rule)
    seat, deputy = make_pair(term)
    organisation = MandateFactory(seat=seat).organisation
    made = services.appoint(
        seat=deputy,
        person=PersonFactory(),
        organisation=organisation,
        valid_from=START,
        actor=make_coordinator(term),
    )
    assert made.organisation == organisation


def test_ranked_deputy_differs_from_every_member_of_the_group(term: Term, actor: User) -> None:
    group = SeatGroupFactory(term=term)
    group.make_seats(members=2, deputies=1, ranked=True)
    _first, second, ranked = group.seats.order_by("kind", "rank")
    held = MandateFactory(seat=second)
    common = {"seat": ranked, "valid_from": START, "actor": actor}
    with pytest.raises(ValidationError) as caught:
        services.appoint(person=PersonFactory(), organisation=held.organisation, **common)
    assert list(caught.value.message_dict) == ["organisation"]
    with pytest.raises(ValidationError) as caught:
        services.appoint(person=held.person, organisation=OrganisationFactory(), **common)
    assert list(caught.value.message_dict) == ["person"]


def test_one_person_as_member_and_deputy_of_a_seat_is_refused(term: Term, actor: User) -> None:
    decide(term.rules_version, DIFFERENT_ORGANISATIONS=False)
    seat, deputy = make_pair(term)
    held = MandateFactory(seat=seat)
    with pytest.raises(ValidationError) as caught:
        services.appoint(seat=deputy, person=held.person, organisation=None, valid_from=START, actor=actor)
    assert list(caught.value.message_dict) == ["person"]


def test_one_person_may_hold_two_members_seats(term: Term, actor: User) -> None:
    (first, _deputy), (second, _other) = make_pair(term), make_pair(term)
    person = MandateFactory(seat=first).person
    services.appoint(seat=second, person=person, organisation=None, valid_from=START, actor=actor)
    assert person.mandates.as_members().count() == 2
