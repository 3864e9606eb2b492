"""The public front page and the blocks that apps put on it."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from portal import front
from tests.factories import (
    CallKindFactory,
    CategoryFactory,
    CategorySchemeFactory,
    MandateFactory,
    MunicipalityFactory,
    NetworkFactory,
    OrganisationFactory,
    RegionFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    with translation.override("en"):
        response = client.get(reverse("front"))
    assert response.status_code == 200
    return response.content.decode()


def scene(number: int) -> None:
    """A body with so many seats, one more that is vacant, and so many networks and calls."""
    term = TermFactory()
    for order in range(number):
        MandateFactory(seat=SeatFactory(group=SeatGroupFactory(term=term, order=order)))
        NetworkFactory(category=CategoryFactory(scheme=CategorySchemeFactory(region=RegionFactory())))
        CallKindFactory()
    SeatFactory(group=SeatGroupFactory(term=term, order=number))


def test_empty_portal_has_a_front_page_with_a_way_on(client: Client) -> None:
    text = page(client)
    assert "<h1" in text
    assert reverse("members:body-list") in text


@pytest.mark.parametrize("number", [1, 3])
def test_front_page_takes_as_many_queries_for_more_rows(client: Client, number: int) -> None:
    scene(number)
    with CaptureQueriesContext(connection) as queries:
        page(client)
    assert len(queries) == 13


def test_front_page_touches_no_session_and_carries_no_token(client: Client) -> None:
    scene(1)
    response = client.get(reverse("front"))
    assert response.cookies == {}
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_ring_tells_seats_and_vacancies_in_words(client: Client) -> None:
    scene(3)
    assert "The group has 4 seats. 1 of them is vacant." in page(client)


def test_categories_are_counted(client: Client) -> None:
    scheme = CategorySchemeFactory(region=RegionFactory())
    first, second = (CategoryFactory(scheme=scheme, name_fi=name) for name in ("Ensi", "Toka"))
    NetworkFactory(category=first)
    NetworkFactory(category=first).also_categories.add(second)
    NetworkFactory(category=None)
    with translation.override("en"):
        blocks = client.get(reverse("front")).context["blocks"]
    (directory,) = (block for block in blocks if "directory" in block.template)
    counted = [(str(category), len(networks)) for category, networks in directory.context["groups"]]
    assert counted == [("Ensi", 2), ("Toka", 1), ("None", 1)]


def test_map_waits_until_it_tells_something(client: Client) -> None:
    region = RegionFactory(slug="pirkanmaa")
    for number in range(1, 6):
        assert "Where the groups come from" not in page(client)
        home = MunicipalityFactory(region=region, code=f"00{number}")
        MandateFactory(organisation=OrganisationFactory(home_municipality=home))
        OrganisationFactory(home_municipality=home)
    with translation.override("en"):
        blocks = client.get(reverse("front")).context["blocks"]
    (block,) = (block for block in blocks if "map" in block.template)
    assert [place.count for place in block.context["places"]] == [1, 1, 1, 1, 1]


def test_blocks_stand_in_their_order_and_none_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "_blocks", [])
    front.block(20)(lambda _request: front.Block("second.html"))
    front.block(10)(lambda _request: front.Block("first.html"))
    front.block(15)(lambda _request: None)
    assert [block.template for block in front.blocks(HttpRequest())] == ["first.html", "second.html"]


def test_first_card_that_there_is_lies_on_the_table(monkeypatch: pytest.MonkeyPatch, cast: Any) -> None:
    monkeypatch.setattr(front, "_cards", [])
    front.on_the_table(lambda _body, _user: None)
    assert front.table_card(cast.body, cast.visitor) is None
    card = front.TableCard(over="Next meeting", title="Thursday")
    front.on_the_table(lambda body, _user: card if body == cast.body else None)
    assert front.table_card(cast.body, cast.visitor) == card
