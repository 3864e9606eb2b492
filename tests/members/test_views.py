"""The public pages of bodies."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from members.enums import BodyStatus, RuleName, RuleStatus
from members.models import Body, BodyRule, Term
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    BodyRulesFactory,
    DeputySeatFactory,
    MandateFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def page(client: Client, body: Body, suffix: str = "", language: str = "en") -> str:
    with translation.override(language):
        response = client.get(f"{body.get_absolute_url()}{suffix}")
    assert response.status_code == 200
    return response.content.decode()


def seated(groups: int = 1) -> Term:
    """A term with full pairs of seats."""
    term = TermFactory()
    for order in range(1, groups + 1):
        seat = SeatFactory(group=SeatGroupFactory(term=term, order=order, name_fi=f"Luokka {order}"))
        MandateFactory(seat=seat, person__name=f"Jaana Jäsen {order}")
        MandateFactory(seat=DeputySeatFactory(deputises=seat), person__name=f"Veikko Vara {order}")
    return term


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_bodies_takes_two_queries(client: Client, number: int) -> None:
    for _ in range(number):
        TermFactory()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse("members:body-list"))
    assert [body.short_name for body in response.context["bodies"]] == sorted(
        Body.objects.values_list("short_name", flat=True)
    )
    assert len(queries) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_body_page_takes_as_many_queries_for_more_seats(client: Client, number: int) -> None:
    term = seated(number)
    for _ in range(number):
        body = term.body
        body.speaking_rights.create(
            person=MandateFactory().person, group="Seurakunnat", valid_from=date(2020, 1, 1)
        )
    with CaptureQueriesContext(connection) as queries:
        text = page(client, term.body)
    assert text.count("Jaana Jäsen") == number
    assert len(queries) == 20


def test_public_page_touches_no_session_and_carries_no_token(client: Client) -> None:
    response = client.get(seated().body.get_absolute_url())
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert "Cookie" in response["Vary"]


def test_body_page_tells_seats_vacancies_and_counts(client: Client) -> None:
    term = seated(2)
    seat = SeatFactory(group=SeatGroupFactory(term=term, order=3, name_fi="Luokka 3"))
    DeputySeatFactory(deputises=seat)
    text = page(client, term.body)
    assert "3 members, 3 deputies" in text
    assert "1 member, 1 deputy" in text
    assert "The member&#x27;s seat is vacant" in text
    assert "Seats to be filled" in text


def test_board_and_table_say_the_same(client: Client) -> None:
    term = seated(2)
    board, table = page(client, term.body), page(client, term.body, "?nakyma=taulukko")
    for name in ("Jaana Jäsen 1", "Veikko Vara 2"):
        assert board.count(name) == table.count(name) == 1
    assert 'class="board"' in board
    assert 'class="board"' not in table


def test_another_day_shows_who_sat_then(client: Client) -> None:
    term = seated()
    day = term.ends_on + timedelta(days=1)
    text = page(client, term.body, f"?paiva={day}")
    assert "No term runs on this day" in text
    assert "Jaana Jäsen" not in text


def test_day_that_is_no_day_shows_today_and_says_so(client: Client) -> None:
    text = page(client, seated().body, "?paiva=2026-02-31")
    assert "Enter a valid date." in text
    assert "Jaana Jäsen 1" in text


def test_text_without_translation_is_shown_in_finnish_and_says_so(client: Client) -> None:
    body = BodyFactory(description_fi="Yhteinen ryhmä.", tasks_fi="Kuulee", tasks_sv="Hör")
    swedish = page(client, body, language="sv")
    assert '<p class="lede" lang="fi">' in swedish.replace("  ", " ")
    assert swedish.count('class="language-note"') == 1
    finnish = page(client, body, language="fi")
    assert "language-note" not in finnish


def test_hidden_body_is_as_if_it_were_not(cast: Cast, client_of: Any) -> None:
    Body.objects.filter(pk=cast.body.pk).update(is_public=False)
    routes = ["body-detail", "body-rules"]
    answers = {
        role: [
            client_of(role).get(reverse(f"members:{name}", args=[cast.body.slug])).status_code
            for name in routes
        ]
        for role in Cast.ROLES
    }
    inside = {"member", "deputy", "speaker", "coordinator", "secretariat"}
    assert answers == {role: [200, 200] if role in inside else [404, 404] for role in Cast.ROLES}
    listed = {
        role for role in Cast.ROLES if client_of(role).get(reverse("members:body-list")).context["bodies"]
    }
    assert listed == inside


def test_history_is_shown_to_the_secretariat_only(cast: Cast, client_of: Any) -> None:
    Body.objects.filter(pk=cast.body.pk).update(status=BodyStatus.ENDED)
    shown = {role for role in Cast.ROLES if "Who has changed what" in page(client_of(role), cast.body)}
    assert shown == {"secretariat"}


def test_names_of_coordinators_are_shown_while_they_have_the_role(cast: Cast, client: Client) -> None:
    assert "Coordinator" in page(client, cast.body)
    cast.body.roles.update(valid_until=TODAY() - timedelta(days=1))
    assert "Coordinator</b>" not in page(client, cast.body)


def test_rules_page_tells_what_is_decided_open_and_unknown(client: Client) -> None:
    version = BodyRulesFactory(is_example=True)
    for name, status, value, options in (
        (RuleName.QUORUM, RuleStatus.DECIDED, "over_half", []),
        (RuleName.FEE, RuleStatus.OPEN, None, ["none", "fee_rule"]),
    ):
        BodyRule.objects.create(version=version, name=name, status=status, value=value, options=options)
    text = page(client, version.body, "saannot/")
    assert "More than half of the seats" in text
    assert "No fee and no expenses, By the county&#x27;s rules on fees" in text
    assert text.count("Not decided") == len(RuleName.values) - 1
    assert "invented example" in text


def test_body_that_is_only_planned_stays_unseated(client: Client) -> None:
    text = page(client, BodyFactory(status=BodyStatus.PLANNED))
    assert "Planned" in text
    assert "The group has not been seated yet." in text
