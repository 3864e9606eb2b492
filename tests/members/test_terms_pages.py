"""The pages of terms, groups and seats, as their coordinator and as everybody sees them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.board import board_of_term
from members.enums import BodyStatus, EndReason
from members.models import Body, Mandate, Term
from members.problems import marked
from tests.cast import Cast
from tests.factories import (
    BodyRulesFactory,
    MandateFactory,
    OrganisationFactory,
    PersonFactory,
    SeatGroupFactory,
    TermFactory,
    UserFactory,
)

from .rounds import make_round
from .seats import address, decide, make_pair, text_of

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
TODAY = timezone.localdate


@pytest.fixture
def browser(client_of: Browser) -> Client:
    return client_of("coordinator")


@pytest.fixture
def term(cast: Cast) -> Term:
    return cast.term


def problems(term: Term, day: date) -> dict[str, list[str]]:
    """Who → what is to be seen to."""
    return {
        seat.place.mandate.person.name: seat.words
        for cell in marked(board_of_term(term, day))
        for seat in cell.seats
        if seat.place.mandate and seat.words
    }


# --- Problems in words -----------------------------------------------------------------------------------------------


def test_board_marks_problems_in_words() -> None:
    term = TermFactory(starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    decide(term.rules_version, DIFFERENT_ORGANISATIONS=True, TERM_YEARS=2)
    person, organisation = PersonFactory(name="Kaksi Paikkaa", email="k@example.org"), OrganisationFactory()
    (one, deputy), (two, _vacant), (_empty, _none) = (make_pair(term, name_fi=name) for name in "ABC")
    short = {"valid_until": date(2026, 12, 31)}
    MandateFactory(seat=one, person=person, organisation=organisation, **short, end_reason="resigned")
    MandateFactory(seat=deputy, person__name="Sama Järjestö", organisation=organisation, **short)
    MandateFactory(seat=two, person=person)
    before, day = date(2026, 10, 1), date(2026, 10, 3)
    assert problems(term, before)["Kaksi Paikkaa"] == [
        "Sits in 2 members' seats; has one vote",
        "Longer than the term of 2 years in the rules",
    ]
    found = {
        name: [text.replace("\xa0", " ") for text in texts] for name, texts in problems(term, day).items()
    }
    assert found["Sama Järjestö"] == [
        "Ends 31 Dec 2026: no reason told",
        "Same organisation as the member; the rules want different ones",
        "No e-mail address",
    ]
    cells = marked(board_of_term(term, day))
    assert [cell.problem for cell in cells] == ["", "", "Nobody represents this group"]


def test_person_with_an_account_can_be_reached_and_an_ordinary_board_has_no_problems(cast: Cast) -> None:
    assert problems(cast.term, TODAY()) == {}


# --- The workbench ---------------------------------------------------------------------------------------------------


def test_list_tells_which_term_runs(browser: Client, term: Term) -> None:
    text = text_of(browser, address("term-list", term.body.slug))
    assert text.count("Runs now") == 1
    assert term.period_text.replace("\xa0", " ") in text


@pytest.mark.parametrize("number", [1, 3])
def test_board_takes_as_many_queries_for_more_seats(browser: Client, term: Term, number: int) -> None:
    for _ in range(number):
        for seat in make_pair(term):
            MandateFactory(seat=seat)
    url = address("term-board", term.body.slug, term.pk)
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    assert len(queries) == 12


@pytest.mark.parametrize("number", [1, 3])
def test_overviews_take_as_many_queries_for_more_bodies_and_seats(
    browser: Client, cast: Cast, number: int
) -> None:
    for _ in range(number):
        other = TermFactory()
        other.body.roles.create(user=cast.coordinator, valid_from=date(2020, 1, 1))
        for seat in make_pair(cast.term):
            mandate = MandateFactory(seat=seat, valid_until=TODAY() + timedelta(days=9))
        MandateFactory(seat=make_pair(other)[0], person=mandate.person)
    for url, count in ((address("body-cockpit"), 10), (address("body-workbench", cast.body.slug), 21)):
        browser.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        assert len(queries) == count, url


def test_board_with_vacancies_leads_to_a_new_round_or_to_the_one_that_goes_on(
    browser: Client, cast: Cast, term: Term
) -> None:
    url = address("term-board", term.body.slug, term.pk)
    call = f"{address('round-create', term.body.slug)}?kausi={term.pk}"
    assert call not in text_of(browser, url), "the cast's seat is taken"
    group = make_pair(term)[0].group
    assert call in text_of(browser, url)
    going_on = make_round(cast, group)
    page = text_of(browser, url)
    assert (address("round-manage", term.body.slug, going_on.pk) in page, call in page) == (True, False)


def test_board_shows_any_day_and_says_when_a_day_is_none(browser: Client, term: Term) -> None:
    seat, _deputy = make_pair(term)
    MandateFactory(
        seat=seat,
        person__name="Eilinen Jäsen",
        valid_until=TODAY() - timedelta(days=1),
        end_reason=EndReason.RESIGNED,
    )
    url = address("term-board", term.body.slug, term.pk)
    assert text_of(browser, url).count("Eilinen Jäsen") == 0
    assert text_of(browser, url, paiva=str(TODAY() - timedelta(days=1))).count("Eilinen Jäsen") == 1
    assert text_of(browser, url, paiva="31.31.2026").count("invalid-feedback") == 1


def test_board_of_a_coming_term_shows_its_first_day(browser: Client, term: Term) -> None:
    version = term.rules_version
    first = term.ends_on + timedelta(days=1)
    coming = TermFactory(rules_version=version, starts_on=first, ends_on=None)
    MandateFactory(seat=make_pair(coming)[0], person__name="Tuleva Jäsen")
    assert "Tuleva Jäsen" in text_of(browser, address("term-board", term.body.slug, coming.pk))


def test_csv_of_the_board_is_safe_and_tells_what_to_see_to(browser: Client, term: Term) -> None:
    seat, _deputy = make_pair(term, name_en="=cmd|' /C calc'!A0")
    MandateFactory(seat=seat, person__name="+358 Hyökkääjä")
    response = browser.get(address("term-board-csv", term.body.slug, term.pk))
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == ("Group of seats;Seat;Person;Organisation;From;Until;E-mail address;To be seen to")
    (line,) = [line for line in lines if "Hyökkääjä" in line]
    assert line.startswith("'=cmd|' /C calc'!A0;Member;'+358 Hyökkääjä;")
    assert line.endswith(";;No e-mail address")


def test_term_is_made_and_seated(browser: Client, term: Term) -> None:
    slug = term.body.slug
    decide(term.rules_version, SEAT_SCHEME="open", PRIMARIES=3, DEPUTIES=0)
    first = term.ends_on + timedelta(days=1)
    response = browser.post(
        address("term-create", slug),
        {
            "starts_on": str(first),
            "starts_precision": "day",
            "ends_on": f"{first.year + 2}-05-05",
            "ends_precision": "year",
            "dates_text_fi": "",
        },
    )
    made = Term.objects.latest("starts_on")
    assert response["Location"] == address("term-board", slug, made.pk)
    assert (made.ends_on, made.ends_precision) == (date(first.year + 2, 12, 31), "year")
    assert "Make the seats" in text_of(browser, response["Location"])
    browser.post(address("term-seat", slug, made.pk))
    assert made.groups.get().seats.count() == 3


def test_seating_names_the_rules_that_are_not_decided(browser: Client, term: Term) -> None:
    coming = TermFactory(
        rules_version=term.rules_version, starts_on=term.ends_on + timedelta(days=1), ends_on=None
    )
    text = text_of(browser, address("term-board", term.body.slug, coming.pk))
    assert "Decide these rules first" in text
    assert text.count(address("rules-workbench", term.body.slug)) == 2
    assert "How seats are divided" in text


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"starts_on": "2040-02-02", "ends_on": "2040-01-01"}, "ends_on"),
        ({"starts_on": "eilen"}, "starts_on"),
        ({}, "starts_on"),
    ],
)
def test_wrong_days_of_a_term_are_errors_of_the_form(
    browser: Client, term: Term, data: dict[str, str], field: str
) -> None:
    response = browser.post(
        address("term-create", term.body.slug), {"starts_precision": "day", "ends_precision": "day", **data}
    )
    assert list(response.context["form"].errors) == [field]
    assert Term.objects.count() == 1


def test_planned_body_is_offered_no_term(browser: Client, term: Term) -> None:
    Body.objects.update(status=BodyStatus.PLANNED)
    assert "term-create" not in text_of(browser, address("term-list", term.body.slug))
    first = str(term.ends_on + timedelta(days=1))
    data = {"starts_on": first, "starts_precision": "day", "ends_precision": "day"}
    response = browser.post(address("term-create", term.body.slug), data)
    assert "__all__" in response.context["form"].errors


def test_end_of_a_term_is_said_before_it_is_done(browser: Client, term: Term) -> None:
    url = address("term-end", term.body.slug, term.pk)
    data = {"last_day": str(TODAY())}
    shown = browser.post(url, data)
    assert shown.context["open_mandates"] == 2
    assert Mandate.objects.filter(end_reason="").count() == 2
    browser.post(url, {**data, "do": "1"})
    assert Mandate.objects.filter(end_reason="term_ended", valid_until=TODAY()).count() == 2


def test_next_term_counts_who_goes_on_and_then_begins(browser: Client, cast: Cast) -> None:
    term = cast.term
    decide(term.rules_version, RENEWED_SHARE="half")
    mandate = cast.seat.mandates.get()
    url = address("term-next", term.body.slug, term.pk)
    response = browser.get(url)
    assert response.context["turn"].renewed == 1
    data = {
        "starts_on": str(term.ends_on + timedelta(days=1)),
        "starts_precision": "day",
        "ends_precision": "day",
        "jatkaa": [mandate.pk],
    }
    counted = browser.post(url, data, headers={"HX-Request": "true"})
    assert counted.context["turn"].words == ("0 of 1 seat changes hands; the rule asks for at least half: 1.")
    assert Term.objects.count() == 1
    assert browser.post(url, {**data, "do": "1"}).status_code == 302
    new = Term.objects.latest("starts_on")
    assert Mandate.objects.get(seat__group__term=new).person == mandate.person


# --- Groups ----------------------------------------------------------------------------------------------------------


def test_groups_are_added_moved_renamed_and_removed(browser: Client, term: Term) -> None:
    slug = term.body.slug
    url = address("group-list", slug, term.pk)
    data = {"name_fi": "Uusi ryhmä", "members": 1, "deputies": 1}
    refused = browser.post(url, data)
    assert list(refused.context["form"].errors) == ["decision"]
    browser.post(url, {**data, "decision": "Lautakunta § 1"})
    group = term.groups.get(name_fi="Uusi ryhmä")
    browser.post(address("group-reorder", slug, term.pk), {"up": group.pk})
    assert term.groups.first() == group
    browser.post(address("group-edit", slug, term.pk, group.pk), {"name_fi": "Toinen nimi"})
    group.refresh_from_db()
    assert group.name_fi == "Toinen nimi"
    browser.post(address("group-edit", slug, term.pk, group.pk), {"place": "primary", "decision": "§ 2"})
    assert group.seats.filter(kind="primary").count() == 2
    browser.post(address("seat-remove", slug, term.pk, group.pk, group.seats.get(kind="primary", rank=2).pk))
    assert group.seats.filter(kind="primary").count() == 1
    browser.post(address("group-remove", slug, term.pk, group.pk))
    assert term.groups.filter(pk=group.pk).exists() is False


def test_order_of_a_list_that_has_changed_is_a_conflict(browser: Client, term: Term) -> None:
    groups = [SeatGroupFactory(term=term) for _n in range(2)]
    url = address("group-reorder", term.body.slug, term.pk)
    assert browser.post(url, {"order": [group.pk for group in groups]}).status_code == 409
    order = [groups[1].pk, groups[0].pk, term.groups.exclude(pk__in=[g.pk for g in groups]).get().pk]
    assert browser.post(url, {"order": order}).status_code == 204
    assert list(term.groups.values_list("pk", flat=True)) == order


# --- For everybody ---------------------------------------------------------------------------------------------------


def test_public_board_of_a_term_shows_no_problems(client: Client, term: Term) -> None:
    MandateFactory(seat=make_pair(term)[0], person__name="Jaana Jäsen")
    text = text_of(client, address("term-detail", term.body.slug, term.pk))
    assert ("Jaana Jäsen" in text, "No e-mail address" in text) == (True, False)


def test_members_on_a_day_are_answered_for_any_day(client: Client, cast: Cast) -> None:
    url = address("members-on", cast.body.slug)
    assert "1 member, 1 deputy" in text_of(client, url)
    assert "No term runs on this day" in text_of(client, url, paiva="2001-01-01")


def test_members_csv_tells_contact_data_only_with_consent(client: Client, term: Term) -> None:
    for seat, agreed in zip(make_pair(term, name_en="Families"), (True, False), strict=True):
        person = PersonFactory(
            name=f"Agreed {agreed}",
            email="a@example.org",
            phone="+358 1",
            contact_is_public=agreed,
            contact_agreed_at=timezone.now() if agreed else None,
        )
        MandateFactory(seat=seat, person=person, organisation__name="Testi ry")
    response = client.get(address("members-csv", term.body.slug))
    lines = [line for line in response.content.decode("utf-8-sig").splitlines() if "Agreed" in line]
    days = f"{term.starts_on};{term.ends_on}"
    assert lines == [
        f"Families;Member;Agreed True;Testi ry;{days};a@example.org;'+358 1",
        f"Families;Deputy;Agreed False;Testi ry;{days};;",
    ]


def test_board_of_a_hidden_body_is_as_if_it_were_not(client: Client, term: Term) -> None:
    Body.objects.update(is_public=False)
    for name, args in (("term-detail", [term.pk]), ("members-on", []), ("members-csv", [])):
        assert client.get(address(name, term.body.slug, *args)).status_code == 404


def test_term_of_another_body_is_not_found(browser: Client, term: Term) -> None:
    other = TermFactory(rules_version=BodyRulesFactory())
    assert browser.get(address("term-board", term.body.slug, other.pk)).status_code == 404
    assert browser.get(address("term-detail", term.body.slug, other.pk)).status_code == 404


def test_person_with_an_account_only_is_not_without_an_address(term: Term) -> None:
    MandateFactory(seat=make_pair(term)[0], person__user=UserFactory())
    assert problems(term, TODAY()) == {}
