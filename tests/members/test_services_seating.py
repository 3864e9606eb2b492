"""Groups and seats of a term: made by the rules, and changed while nobody has sat in them."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from members import services
from members.enums import BodyStatus, SeatKind
from members.models import Body, Seat, SeatGroup, Term
from members.services import RulesOpenError
from portal.errors import Overtaken, Refused
from portal.models import User
from tests.factories import (
    CategoryFactory,
    CategorySchemeFactory,
    MandateFactory,
    MunicipalityFactory,
    NominationRoundFactory,
    NominatorFactory,
    OrganisationFactory,
    SeatGroupFactory,
)

from .seats import START, decide, make_coordinator, make_pair, make_term

pytestmark = pytest.mark.django_db
PAIRS = {"PRIMARIES": 1, "DEPUTIES": 1, "DEPUTY_KIND": "personal"}


@pytest.fixture
def term() -> Term:
    return make_term(SEAT_SCHEME="open", **PAIRS)


@pytest.fixture
def actor(term: Term) -> User:
    return make_coordinator(term)


def seat(term: Term, actor: User, **rules: Any) -> list[str]:
    """Seat a term by its rules; the names of the groups in order."""
    decide(term.rules_version, **rules)
    return [group.name_fi for group in services.seat_term(term=term, actor=actor)]


@pytest.mark.parametrize("scheme", ["category", "association_type"])
def test_categories_that_have_seats_become_groups(term: Term, actor: User, scheme: str) -> None:
    classes = CategorySchemeFactory()
    first = CategoryFactory(scheme=classes, order=1, name_fi="Perhetyö", name_sv="Familjearbete")
    CategoryFactory(scheme=classes, order=2, name_fi="Muut", has_seat=False)
    CategoryFactory(scheme=classes, order=3, name_fi="Nuoriso")
    term.rules_version.category_scheme = classes
    assert seat(term, actor, SEAT_SCHEME=scheme) == ["Perhetyö", "Nuoriso"]
    group = term.groups.first()
    assert (group.category, group.name_sv) == (first, "Familjearbete")
    assert sorted(group.seats.values_list("kind", flat=True)) == ["personal_deputy", "primary"]


def test_networks_that_nominate_become_groups(term: Term, actor: User) -> None:
    nominator = NominatorFactory(body=term.body, order=2, name="Vammaisverkosto")
    NominatorFactory(body=term.body, order=1, name="Päihdeverkosto")
    NominatorFactory(name="Toisen ryhmän verkosto")
    assert seat(term, actor, SEAT_SCHEME="network") == ["Päihdeverkosto", "Vammaisverkosto"]
    assert term.groups.last().nominator == nominator


def test_associations_and_networks_become_groups(term: Term, actor: User) -> None:
    NominatorFactory(body=term.body, name="Muistiyhdistys ry", organisation=OrganisationFactory())
    assert seat(term, actor, SEAT_SCHEME="association_or_network") == ["Muistiyhdistys ry"]


def test_organisations_become_groups_with_two_members_and_one_deputy(term: Term, actor: User) -> None:
    organisation = OrganisationFactory(name="Työttömät ry")
    NominatorFactory(body=term.body, organisation=organisation)
    assert seat(term, actor, SEAT_SCHEME="organisation", PRIMARIES=2, DEPUTY_KIND="ranked") == [
        "Työttömät ry"
    ]
    group = term.groups.get()
    assert group.organisation == organisation
    kinds = sorted(group.seats.values_list("kind", "rank"))
    assert kinds == [("primary", 1), ("primary", 2), ("ranked_deputy", 1)]


def test_municipalities_of_the_area_become_groups_else_those_of_the_region(actor: User, term: Term) -> None:
    MunicipalityFactory(region=term.body.region, name_fi="Akaa")
    nokia = MunicipalityFactory(region=term.body.region, name_fi="Nokia")
    assert seat(term, actor, SEAT_SCHEME="municipality", DEPUTY_KIND="none") == ["Akaa", "Nokia"]
    assert Seat.objects.values_list("kind", flat=True).distinct().get() == "primary"
    other = make_term(SEAT_SCHEME="municipality", PRIMARIES=1, DEPUTIES=0)
    other.body.area.add(nokia)
    assert seat(other, make_coordinator(other)) == ["Nokia"]


def test_open_registration_is_one_group_of_all_seats(term: Term, actor: User) -> None:
    seat(term, actor, PRIMARIES=20, DEPUTIES=0)
    group = term.groups.get()
    assert (group.name_en, group.seats.count()) == ("Open seats", 20)


def test_rules_that_are_not_decided_are_named(actor: User, term: Term) -> None:
    term.rules_version.rules.exclude(name="seat_scheme").delete()
    with pytest.raises(RulesOpenError) as caught:
        services.seat_term(term=term, actor=actor)
    assert [rule.name for rule in caught.value.rules] == [
        "primaries_per_group",
        "deputies_per_group",
        "deputy_kind",
    ]
    assert str(caught.value) == (
        "Decide first: Members per group, Deputies per group, Personal or ranked deputies."
    )
    assert term.groups.count() == 0


@pytest.mark.parametrize("scheme", ["category", "network", "organisation", "municipality"])
def test_scheme_with_nothing_to_seat_is_refused(term: Term, actor: User, scheme: str) -> None:
    with pytest.raises(Refused):
        seat(term, actor, SEAT_SCHEME=scheme)


def test_planned_body_is_not_seated(term: Term, actor: User) -> None:
    Body.objects.update(status=BodyStatus.PLANNED)
    with pytest.raises(Refused):
        seat(term, actor)
    assert SeatGroup.objects.count() == 0


def test_seated_term_keeps_its_groups(term: Term, actor: User) -> None:
    SeatGroupFactory(term=term, name_fi="Vanha")
    assert seat(term, actor) == ["Vanha"]


def test_stranger_may_seat_nothing(term: Term) -> None:
    with pytest.raises(PermissionDenied):
        services.seat_term(term=term, actor=make_coordinator(make_term()))


@time_machine.travel(START)
def test_group_in_the_middle_of_the_term_needs_a_decision(term: Term, actor: User) -> None:
    facts = {"term": term, "names": {"name_fi": "Uusi"}, "members": 1, "deputies": 1, "actor": actor}
    with pytest.raises(ValidationError) as caught:
        services.add_group(**facts)
    assert list(caught.value.message_dict) == ["decision"]
    group = services.add_group(**facts, decision="Lautakunta 1.2.2026 § 3")
    assert (group.order, group.decision, group.seats.count()) == (1, "Lautakunta 1.2.2026 § 3", 2)


@time_machine.travel(date(2025, 12, 31))
def test_group_before_the_term_needs_no_decision(term: Term, actor: User) -> None:
    SeatGroupFactory(term=term, order=4)
    group = services.add_group(term=term, names={"name_fi": "Uusi"}, members=2, deputies=0, actor=actor)
    assert (group.order, group.seats.count()) == (5, 2)


def test_group_gets_other_names(term: Term, actor: User) -> None:
    group = SeatGroupFactory(term=term)
    names = {"name_fi": "Perhetyö", "name_sv": "Familjearbete", "name_en": ""}
    services.rename_group(group=group, names=names, actor=actor)
    group.refresh_from_db()
    assert (group.name_fi, group.name_sv) == ("Perhetyö", "Familjearbete")
    with pytest.raises(ValidationError) as caught:
        services.rename_group(group=group, names={"name_fi": ""}, actor=actor)
    assert list(caught.value.message_dict) == ["name_fi"]


def test_groups_are_reordered_all_at_once_or_step_by_step(term: Term, actor: User) -> None:
    one, two, three = (SeatGroupFactory(term=term, order=n, name_fi=str(n)) for n in (1, 2, 3))
    services.reorder_groups(term=term, order=[three.pk, one.pk, two.pk], actor=actor)
    services.move_group(group=two, places=-1, actor=actor)
    assert [group.name_fi for group in term.groups.all()] == ["3", "2", "1"]
    with pytest.raises(Overtaken):
        services.reorder_groups(term=term, order=[one.pk, two.pk], actor=actor)


def test_group_in_which_nobody_has_sat_is_removed_and_the_others_close_up(term: Term, actor: User) -> None:
    first = SeatGroupFactory(term=term, order=1)
    first.make_seats(members=1, deputies=1)
    second = SeatGroupFactory(term=term, order=2)
    services.remove_group(group=first, actor=actor)
    second.refresh_from_db()
    assert (term.groups.get(), second.order) == (second, 1)
    with pytest.raises(Overtaken):
        services.remove_group(group=first, actor=actor)


def test_group_in_which_somebody_has_sat_or_that_has_a_round_stays(term: Term, actor: User) -> None:
    sat, _deputy = make_pair(term)
    MandateFactory(seat=sat)
    looked_for = SeatGroupFactory(term=term)
    NominationRoundFactory(term=term, groups=[looked_for])
    for group in (sat.group, looked_for):
        with pytest.raises(Refused):
            services.remove_group(group=group, actor=actor)
    assert term.groups.count() == 2


@time_machine.travel(date(2025, 12, 31))
def test_seats_are_added_and_removed_one_by_one(term: Term, actor: User) -> None:
    member, deputy = make_pair(term)
    second = services.add_seat(group=member.group, kind=SeatKind.PRIMARY, actor=actor)
    other = services.add_seat(
        group=member.group, kind=SeatKind.PERSONAL_DEPUTY, deputises=member, actor=actor
    )
    assert (second.rank, other.rank) == (2, 2)
    services.remove_seat(seat=second, actor=actor)
    MandateFactory(seat=deputy)
    with pytest.raises(Refused):
        services.remove_seat(seat=member, actor=actor)
    services.remove_seat(seat=other, actor=actor)
    assert set(member.group.seats.all()) == {member, deputy}


@time_machine.travel(START)
def test_seat_in_the_middle_of_the_term_needs_a_decision(term: Term, actor: User) -> None:
    group = SeatGroupFactory(term=term, decision="Alku")
    with pytest.raises(ValidationError) as caught:
        services.add_seat(group=group, kind=SeatKind.PRIMARY, actor=actor)
    assert list(caught.value.message_dict) == ["decision"]
    services.add_seat(group=group, kind=SeatKind.PRIMARY, decision="§ 5", actor=actor)
    group.refresh_from_db()
    assert group.decision == "Alku; § 5"
