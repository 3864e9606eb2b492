"""The page of a seat and the acts on it, each said before it is done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from members.models import Mandate, Person, Seat, Term
from tests.cast import Cast
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory

from .seats import address, decide, make_pair, text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def browser(client_of: Callable[[str], Client]) -> Client:
    return client_of("coordinator")


@pytest.fixture
def term(cast: Cast) -> Term:
    return cast.term


def act(cast: Cast, slug: str) -> str:
    return address("mandate-act", cast.body.slug, cast.seat.pk, cast.seat.mandates.get().pk, slug)


def test_resignation_is_said_before_it_is_done(browser: Client, cast: Cast) -> None:
    decide(cast.term.rules_version, DEPUTY_SUCCEEDS=True)
    data = {"last_day": str(TODAY()), "reason": "resigned", "succeeds": "yes"}
    shown = browser.post(act(cast, "paattyy"), data).content.decode()
    assert "This will happen" in shown
    assert Mandate.objects.filter(end_reason="").count() == 2
    done = browser.post(act(cast, "paattyy"), {**data, "do": "1"}, follow=True)
    assert len(list(done.context["messages"])) == 3
    assert Mandate.objects.get(seat=cast.seat, end_reason="").person == cast.deputy.person


def test_undecided_succession_asks_what_happens_to_the_deputy(browser: Client, cast: Cast) -> None:
    data = {"last_day": str(TODAY()), "reason": "resigned", "do": "1"}
    response = browser.post(act(cast, "paattyy"), data)
    assert list(response.context["form"].errors) == ["succeeds"]
    assert Mandate.objects.filter(end_reason="").count() == 2
    browser.post(act(cast, "paattyy"), {**data, "succeeds": "no"})
    assert Mandate.objects.filter(end_reason="").get().person == cast.deputy.person


@pytest.mark.parametrize("day", ["", "huomenna", "1999-01-01"])
def test_wrong_last_day_is_an_error_beside_it(browser: Client, cast: Cast, day: str) -> None:
    response = browser.post(act(cast, "paattyy"), {"last_day": day, "reason": "other", "succeeds": "no"})
    assert list(response.context["form"].errors) == ["last_day"]


def test_act_that_asks_nothing_is_said_at_once(browser: Client, cast: Cast) -> None:
    assert "This will happen" in text_of(browser, act(cast, "ei-alkanut"))
    browser.post(act(cast, "ei-alkanut"), {"do": "1"})
    assert Mandate.objects.get(seat=cast.seat).end_reason == "never_began"


def test_another_person_comes_in_the_place_for_the_same_organisation(browser: Client, cast: Cast) -> None:
    first = browser.get(act(cast, "vaihto")).context["form"]
    assert first["organisation_query"].value() == "Omaisten Testi ry"
    data = {
        "last_day": str(TODAY()),
        "person_name": "Uusi Henkilö",
        "organisation_query": "Omaisten Testi ry",
    }
    browser.post(act(cast, "vaihto"), {**data, "do": "1"})
    new = cast.seat.mandates.get(end_reason="")
    assert (new.person.name, new.organisation) == ("Uusi Henkilö", cast.organisation)


def test_person_goes_on_for_another_organisation(browser: Client, cast: Cast) -> None:
    other = OrganisationFactory(name="Toinen järjestö ry")
    data = {"last_day": str(TODAY()), "do": "1"}
    same = browser.post(act(cast, "jarjesto"), {**data, "organisation_query": "Omaisten Testi ry"})
    assert list(same.context["form"].errors) == ["organisation_query"]
    browser.post(act(cast, "jarjesto"), {**data, "organisation_query": "Toinen järjestö"})
    new = cast.seat.mandates.get(end_reason="")
    assert (new.person, new.organisation) == (cast.member.person, other)


def test_mistake_ends_on_a_day_without_anybody_in_the_place(browser: Client, cast: Cast) -> None:
    browser.post(act(cast, "korjaus"), {"last_day": str(TODAY()), "do": "1"})
    mandate = cast.seat.mandates.get()
    assert (mandate.end_reason, mandate.valid_until) == ("corrected", TODAY())


def test_resignation_is_taken_back_on_its_page(browser: Client, cast: Cast) -> None:
    until = cast.term.ends_on
    cast.seat.mandates.update(valid_until=TODAY() + timedelta(days=5), end_reason="resigned")
    detail = address("seat-detail", cast.body.slug, cast.seat.pk)
    assert act(cast, "peru") in text_of(browser, detail)
    browser.post(act(cast, "peru"), {"do": "1"})
    mandate = cast.seat.mandates.get()
    assert (mandate.end_reason, mandate.valid_until) == ("", until)


def test_act_that_is_none_and_a_mandate_of_another_seat_are_not_found(browser: Client, cast: Cast) -> None:
    assert browser.get(act(cast, "poista")).status_code == 404
    other = MandateFactory().pk
    url = address("mandate-act", cast.body.slug, cast.seat.pk, other, "paattyy")
    assert browser.get(url).status_code == 404


@pytest.fixture
def free(term: Term) -> Seat:
    return make_pair(term)[0]


def appoint(browser: Client, seat: Seat, **data: Any) -> Any:
    url = address("seat-appoint", seat.group.term.body.slug, seat.pk)
    return browser.post(url, {"valid_from": str(TODAY()), **data})


def test_somebody_new_is_chosen_for_a_seat(browser: Client, free: Seat) -> None:
    OrganisationFactory(name="Omaisten Lyhty ry")
    data = {
        "person_name": "Uusi  Henkilö",
        "person_email": "uusi@example.org",
        "organisation_query": "omaisten lyhty",
    }
    shown = appoint(browser, free, **data).content.decode()
    assert ("This will happen" in shown, "uusi@example.org" in shown) == (True, True)
    assert Person.objects.filter(name="Uusi Henkilö").count() == 0
    appoint(browser, free, **data, do="1")
    mandate = free.mandates.get()
    assert (mandate.person.name, mandate.person.email) == ("Uusi Henkilö", "uusi@example.org")
    assert (mandate.organisation.name, mandate.valid_from) == ("Omaisten Lyhty ry", TODAY())


def test_namesake_is_never_taken_without_asking(browser: Client, free: Seat) -> None:
    known = PersonFactory(name="Raili Kangasvirta", email="raili@example.org")
    response = appoint(browser, free, person_name="raili kangasvirta", do="1")
    assert list(response.context["form"].errors) == ["person"]
    assert "raili@example.org" not in response.content.decode()
    assert [value for value, _label in response.context["form"]["person"].field.choices] == [
        str(known.pk),
        "new",
    ]
    appoint(browser, free, person_name="raili kangasvirta", person=known.pk, do="1")
    assert free.mandates.get().person == known


def test_organisation_is_found_by_its_number_or_chosen_among_several(browser: Client, free: Seat) -> None:
    first = OrganisationFactory(name="Sydänyhdistys ry", register_number="123456")
    second = OrganisationFactory(name="Sydänyhdistys Tampere ry")
    data = {"person_name": "Uusi Henkilö", "do": "1"}
    several = appoint(browser, free, **data, organisation_query="sydän")
    assert list(several.context["form"].errors) == ["organisation"]
    unknown = appoint(browser, free, **data, organisation_query="qqqq")
    assert list(unknown.context["form"].errors) == ["organisation_query"]
    chosen = {"organisation_query": "sydän", "organisation": second.pk}
    shown = appoint(browser, free, person_name="Uusi Henkilö", **chosen)
    assert shown.context["rehearsal"].outcome.began[0].organisation == second
    appoint(browser, free, **data, organisation_query="123456")
    assert free.mandates.get().organisation == first


def test_seat_that_was_filled_meanwhile_names_the_holder(browser: Client, free: Seat) -> None:
    MandateFactory(seat=free, person__name="Ensin Ehtinyt")
    response = appoint(browser, free, person_name="Uusi Henkilö", do="1")
    (error,) = response.context["form"].errors["__all__"]
    assert "Ensin Ehtinyt" in error
    assert Person.objects.filter(name="Uusi Henkilö").count() == 0


def test_second_members_seat_of_a_person_is_a_warning(browser: Client, cast: Cast, free: Seat) -> None:
    person = cast.member.person
    shown = appoint(browser, free, person_name=person.name, person=person.pk)
    (warning,) = shown.context["rehearsal"].warnings
    assert warning.startswith(f"{person.name} sits in another member's seat too")
    appoint(browser, free, person_name=person.name, person=person.pk, do="1")
    assert free.mandates.get().person == person


def test_deputy_is_made_the_member_of_a_vacant_seat(browser: Client, cast: Cast) -> None:
    yesterday = TODAY() - timedelta(days=1)
    Mandate.objects.filter(seat=cast.seat).update(valid_until=yesterday, end_reason="resigned")
    deputy = Mandate.objects.get(seat__deputises=cast.seat)
    text = text_of(browser, address("seat-detail", cast.body.slug, cast.seat.pk))
    url = address("seat-move-up", cast.body.slug, cast.seat.pk, deputy.pk)
    assert url in text
    browser.post(url, {"first_day": str(TODAY()), "do": "1"})
    assert cast.seat.mandates.get(end_reason="").person == deputy.person
