"""Rounds at the workbench: made, announced, compared, chosen, published; and where they show elsewhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from members.enums import NominationState, RoundState
from members.models import Mandate, NominationRound, Score
from members.rounds_shown import open_rounds, to_answer, to_run
from members.services import choosing
from tests.cast import Cast
from tests.factories import BodyFactory, NominationFactory, OrganisationFactory
from tests.members.rounds import choose, close, make_group, make_round, nominate, publish, seats_of, text_of

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


@pytest.fixture
def coordinator(client_of: Browser) -> Client:
    return client_of("coordinator")


@pytest.fixture
def nomination_round(cast: Cast) -> NominationRound:
    return make_round(cast)


def work(nomination_round: NominationRound, rest: str = "") -> str:
    return f"/en/tyopoyta/{nomination_round.body.slug}/haut/{nomination_round.pk}/{rest}"


def form(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The form of a round as a browser sends it, with one criterion and an empty row."""
    day = timezone.localdate() + timedelta(days=10)
    return {
        "title_fi": "Uusi haku",
        "text_fi": "Haemme.",
        "groups": [group.pk for group in cast.term.groups.all()],
        "opens_at_0": timezone.localdate().isoformat(),
        "opens_at_1": "09:00",
        "closes_at_0": day.isoformat(),
        "closes_at_1": "16:00",
        "asks_organisation": "on",
        "remove_on": (day + timedelta(days=60)).isoformat(),
        "form-TOTAL_FORMS": 3,
        "form-INITIAL_FORMS": 0,
        "form-0-name_fi": "Toinen",
        "form-0-place": 2,
        "form-0-most_points": 3,
        "form-1-name_fi": "Ensimmäinen",
        "form-1-place": 1,
        "form-1-most_points": "",
        "form-2-name_fi": "",
        **changes,
    }


def test_new_round_is_made_from_the_form(cast: Cast, coordinator: Client) -> None:
    make_group(cast.term)
    address = f"/en/tyopoyta/{cast.body.slug}/haut/uusi/"
    assert coordinator.get(address).status_code == 200
    response = coordinator.post(address, form(cast))
    made = NominationRound.objects.get()
    closes = timezone.localtime(made.closes_at)
    assert (response["Location"], closes.hour, made.groups.count()) == (work(made), 16, 2)
    assert list(made.criteria.values_list("name_fi", "most_points")) == [("Ensimmäinen", 5), ("Toinen", 3)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at_0": "2020-01-01"}, "closes_at"),
        ({"closes_at_1": "25:61"}, "closes_at"),
        ({"begins_on": "1999-01-01"}, "begins_on"),
        ({"title_fi": ""}, "title_fi"),
        ({"groups": ["123456789"]}, "groups"),
    ],
)
def test_wrong_form_says_so_beside_the_field(
    cast: Cast, coordinator: Client, changes: dict, field: str
) -> None:
    page = coordinator.post(f"/en/tyopoyta/{cast.body.slug}/haut/uusi/", form(cast, **changes))
    assert (set(page.context["form"].errors), NominationRound.objects.count()) == ({field}, 0)


def test_groups_with_empty_seats_are_chosen_beforehand(cast: Cast, coordinator: Client) -> None:
    empty = make_group(cast.term)
    page = coordinator.get(f"/en/tyopoyta/{cast.body.slug}/haut/uusi/")
    assert page.context["form"].initial["groups"] == [empty]


def test_body_without_a_term_is_led_to_make_one(cast: Cast, client_of: Browser) -> None:
    body = BodyFactory()
    response = client_of("secretariat").get(f"/en/tyopoyta/{body.slug}/haut/uusi/")
    assert response["Location"] == f"/en/tyopoyta/{body.slug}/"


def test_draft_is_changed_and_announced(cast: Cast, coordinator: Client) -> None:
    make_group(cast.term)
    coordinator.post(f"/en/tyopoyta/{cast.body.slug}/haut/uusi/", form(cast))
    made = NominationRound.objects.get()
    assert coordinator.get(work(made, "muokkaa/")).status_code == 200
    changed = form(cast, title_fi="Korjattu", base_version=1)
    coordinator.post(work(made, "muokkaa/"), changed)
    late = coordinator.post(work(made, "muokkaa/"), changed | {"title_fi": "Myöhässä"})
    made.refresh_from_db()
    assert (made.title_fi, len(late.context["form"].non_field_errors())) == ("Korjattu", 1)
    assert coordinator.get(work(made, "julkista/")).status_code == 200
    coordinator.post(work(made, "julkista/"))
    made.refresh_from_db()
    assert made.state == "announced"
    assert coordinator.get(work(made, "muokkaa/")).status_code == 302


def test_draft_with_holes_says_them_and_stays(cast: Cast, coordinator: Client) -> None:
    draft = make_round(cast, state=RoundState.DRAFT, announced_at=None)
    NominationRound.objects.filter(pk=draft.pk).update(remove_on=None)
    for address in (work(draft), work(draft, "julkista/")):
        assert "Say on which day the contact data is removed." in text_of(coordinator.get(address))
    coordinator.post(work(draft, "julkista/"))
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_extending_and_cancelling_ask_for_the_reason(
    coordinator: Client, nomination_round: NominationRound
) -> None:
    day = timezone.localdate() + timedelta(days=30)
    when = {"closes_at_0": day.isoformat(), "closes_at_1": "12:00"}
    assert set(coordinator.post(work(nomination_round, "jatka/"), when).context["form"].errors) == {"reason"}
    coordinator.post(work(nomination_round, "jatka/"), when | {"reason": "Loma"})
    nomination_round.refresh_from_db()
    assert timezone.localdate(nomination_round.closes_at) == day
    assert set(coordinator.post(work(nomination_round, "peru/"), {}).context["form"].errors) == {"reason"}
    coordinator.post(work(nomination_round, "peru/"), {"reason": "Ryhmä lakkaa"})
    nomination_round.refresh_from_db()
    assert nomination_round.state == "cancelled"


def test_round_of_another_body_is_missing(
    cast: Cast, coordinator: Client, nomination_round: NominationRound
) -> None:
    other = BodyFactory()
    for rest in ("", "vertailu/", "valinta/", "tulos/"):
        address = f"/tyopoyta/{other.slug}/haut/{nomination_round.pk}/{rest}"
        assert coordinator.get(address).status_code == 404
        NominationRound.objects.filter(pk=nomination_round.pk).update(body=other)
        assert (
            coordinator.get(f"/tyopoyta/{cast.body.slug}/haut/{nomination_round.pk}/{rest}").status_code
            == 404
        )
        NominationRound.objects.filter(pk=nomination_round.pk).update(body=cast.body)


# --- Comparing and choosing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("rest", "queries"), [("", 11), ("vertailu/", 14), ("valinta/", 15)])
def test_pages_ask_as_often_for_one_nomination_as_for_three(
    cast: Cast,
    coordinator: Client,
    nomination_round: NominationRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    rest: str,
    queries: int,
    count: int,
) -> None:
    for _each in range(count):
        nomination = nominate(nomination_round)
        for scorer in (cast.coordinator, cast.secretariat):
            choosing.score_nomination(
                nomination=nomination,
                points=dict.fromkeys(nomination_round.criteria.all(), (3, "Syy")),
                actor=scorer,
            )
    coordinator.get(work(nomination_round, rest))
    with django_assert_num_queries(queries):
        assert coordinator.get(work(nomination_round, rest)).status_code == 200


def test_points_are_given_with_reasons(coordinator: Client, nomination_round: NominationRound) -> None:
    nomination = nominate(nomination_round)
    address, criterion = (
        work(nomination_round, f"pisteet/{nomination.pk}/"),
        nomination_round.criteria.get().pk,
    )
    page = coordinator.post(address, {f"points-{criterion}": 6, f"reason-{criterion}": ""})
    assert set(page.context["form"].errors) == {f"points-{criterion}", f"reason-{criterion}"}
    coordinator.post(address, {f"points-{criterion}": 4, f"reason-{criterion}": "<b>Hyvä</b>"})
    assert Score.objects.get().points == 4
    assert "&lt;b&gt;Hyvä" in coordinator.get(work(nomination_round, "vertailu/")).content.decode()


def test_nomination_of_another_round_cannot_be_scored(
    cast: Cast, coordinator: Client, nomination_round: NominationRound
) -> None:
    other = nominate(make_round(cast))
    assert coordinator.get(work(nomination_round, f"pisteet/{other.pk}/")).status_code == 404


def test_table_holds_no_formula(coordinator: Client, nomination_round: NominationRound) -> None:
    nominate(nomination_round, candidate_name="=HYPERLINK(1)")
    answer = coordinator.get(work(nomination_round, "vertailu.csv")).content.decode()
    assert ";'=HYPERLINK(1);" in answer


def test_choosing_and_publishing_by_the_pages(
    cast: Cast, coordinator: Client, nomination_round: NominationRound
) -> None:
    close(nomination_round)
    chosen, other = nominate(nomination_round), nominate(nomination_round)
    seat, _deputy = seats_of(nomination_round.groups.get())
    seal = coordinator.get(work(nomination_round, "valinta/")).context["seal"]
    choices = {
        "seal": seal,
        "preview": "1",
        f"n{chosen.pk}-seat": seat.pk,
        f"n{chosen.pk}-reason": "Paras",
        f"n{other.pk}-seat": "none",
        f"n{other.pk}-reason": "Toinen sopi paremmin",
    }
    assert coordinator.post(work(nomination_round, "valinta/"), choices)["Location"] == work(
        nomination_round, "tulos/"
    )
    page = coordinator.get(work(nomination_round, "tulos/"))
    assert [letter.kind for letter in page.context["letters"]][:2] == [
        "nomination_chosen_member",
        "nomination_not_chosen",
    ]
    facts = {"seal": page.context["seal"], "decision": "§ 1", "valid_from": timezone.localdate().isoformat()}
    assert coordinator.post(work(nomination_round, "tulos/"), facts).status_code == 200
    assert not Mandate.objects.filter(seat=seat).exists()
    for _twice in range(2):
        coordinator.post(work(nomination_round, "tulos/"), facts | {"publish": "1"})
    assert Mandate.objects.get(seat=seat).person.name == chosen.candidate_name


def test_choice_of_a_stale_page_is_refused(coordinator: Client, nomination_round: NominationRound) -> None:
    close(nomination_round)
    nomination = nominate(nomination_round)
    coordinator.post(
        work(nomination_round, "valinta/"),
        {"seal": "vanha", f"n{nomination.pk}-seat": "none", f"n{nomination.pk}-reason": "x"},
    )
    nomination.refresh_from_db()
    assert nomination.outcome == ""


def test_seat_of_another_group_in_the_form_is_an_error(
    cast: Cast, coordinator: Client, nomination_round: NominationRound
) -> None:
    close(nomination_round)
    nomination = nominate(nomination_round)
    foreign, _deputy = seats_of(make_group(cast.term))
    page = coordinator.post(
        work(nomination_round, "valinta/"),
        {"seal": choosing.seal_of(nomination_round), f"n{nomination.pk}-seat": foreign.pk},
    )
    assert [set(each.errors) for each in page.context["wrong"]] == [{"seat"}]


def test_all_that_fit_are_preselected_with_the_reason(cast: Cast, coordinator: Client) -> None:
    nomination_round = close(make_round(cast, takes_all_that_fit=True))
    one, two = nominate(nomination_round), nominate(nomination_round)
    seat, deputy = seats_of(nomination_round.groups.get())

    def proposed() -> dict[int, str]:
        (_group, cards), *_rest = coordinator.get(work(nomination_round, "valinta/")).context["rows"]
        return {card.nomination.pk: form.initial["seat"] for card, form in cards}

    assert proposed() == {one.pk: str(seat.pk), two.pk: str(deputy.pk)}
    nominate(nomination_round)
    assert set(proposed().values()) == {""}


def test_disqualified_coordinator_is_warned_on_the_page(
    cast: Cast, coordinator: Client, nomination_round: NominationRound
) -> None:
    nominate(nomination_round, candidate_email=cast.coordinator.email)
    assert "You are the candidate yourself." in text_of(coordinator.get(work(nomination_round, "valinta/")))


def test_second_round_looks_for_what_was_left_empty(cast: Cast, coordinator: Client) -> None:
    filled, empty = make_group(cast.term, deputies=0), make_group(cast.term, deputies=0)
    nomination_round = close(make_round(cast, filled, empty))
    nomination = NominationFactory(round=nomination_round, group=filled)
    choose(nomination_round, cast.coordinator, {nomination: filled.seats.get()})
    publish(nomination_round, cast.coordinator)
    assert "Second round for the empty seats" in text_of(coordinator.get(work(nomination_round)))
    address = f"/en/tyopoyta/{cast.body.slug}/haut/uusi/?jatkoa={nomination_round.pk}"
    page = coordinator.get(address)
    assert page.context["form"].initial["groups"] == [empty]
    coordinator.post(address, form(cast, groups=[empty.pk]))
    assert NominationRound.objects.latest("pk").follows == nomination_round


def test_mistake_is_corrected_by_the_page(
    cast: Cast, coordinator: Client, nomination_round: NominationRound
) -> None:
    close(nomination_round)
    wrong, right = nominate(nomination_round), nominate(nomination_round)
    choose(
        nomination_round, cast.coordinator, {wrong: seats_of(nomination_round.groups.get())[0], right: None}
    )
    publish(nomination_round, cast.coordinator)
    address = work(nomination_round, f"oikaisu/{wrong.pk}/")
    facts = {"replacement": right.pk, "first_day": timezone.localdate().isoformat(), "reason": "Väärä nimi"}
    assert set(coordinator.post(address, facts | {"first_day": "huomenna"}).context["form"].errors) == {
        "first_day"
    }
    coordinator.post(address, facts)
    text = text_of(coordinator.get(f"/en/ehdokkuus/{nomination_round.pk}/"))
    assert (
        f"<del>{wrong.candidate_name}</del>" in text,
        right.candidate_name in text,
        "Väärä nimi" in text,
    ) == (True,) * 3
    assert coordinator.get(address).status_code == 404


# --- Elsewhere -------------------------------------------------------------------------------------------------------


def test_candidate_who_has_signed_in_finds_the_question_on_the_desk(
    cast: Cast, nomination_round: NominationRound
) -> None:
    waiting = nominate(
        nomination_round, candidate_email=cast.outsider.email.upper(), state=NominationState.SUBMITTED
    )
    nominate(nomination_round, state=NominationState.SUBMITTED)
    assert [card.url for card in to_answer(cast.outsider)] == [
        f"/en/ehdokkuus/vahvista/{waiting.confirm_key}/"
    ]


def test_coordinator_finds_rounds_to_decide_and_closing_soon(cast: Cast) -> None:
    make_round(cast, closes_at=timezone.now() + timedelta(days=30))
    soon, over = make_round(cast, title="Pian"), close(make_round(cast, title="Ohi"))
    cards = {card.title: card.due for card in to_run(cast.coordinator)}
    assert cards == {"Closes soon: Pian": soon.closes_at, "Choose: Ohi": None}
    assert (list(to_run(cast.member)), over.state) == ([], "announced")


def test_front_page_and_body_show_open_rounds(cast: Cast, client: Client, rf: Any) -> None:
    request = rf.get("/")
    request.user = cast.visitor
    assert open_rounds(request) is None
    nomination_round = make_round(cast, title_fi="Avoin haku")
    for address in ("/", f"/jarjestoyhteistyo/{cast.body.slug}/"):
        assert nomination_round.title_fi in text_of(client.get(address))


def test_unregistered_organisation_is_marked(coordinator: Client, nomination_round: NominationRound) -> None:
    nominate(nomination_round, organisation=None, organisation_name="Uutuus ry")
    nominate(nomination_round, organisation=OrganisationFactory())
    assert text_of(coordinator.get(work(nomination_round, "vertailu/"))).count("Not in the register") == 1
