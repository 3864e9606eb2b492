"""What every agenda of a body begins with is edited like an agenda, and can be given up."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.enums import ItemKind, Standing
from meetings.models import TemplateItem
from meetings.standing import STANDING_ITEMS
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import MeetingFactory, TemplateItemFactory

from .pages import said

Browser = Callable[[str], Client]


@pytest.fixture
def address(cast: Cast) -> str:
    """The page of the standing items."""
    return f"/kokoukset/{cast.body.slug}/vakioasiat/"


def titles(cast: Cast) -> list[str]:
    """The body's own items in order."""
    return list(cast.body.template_items.values_list("title_fi", flat=True))


def own(cast: Cast, *names: str) -> list[TemplateItem]:
    """The body's own items, with these titles."""
    return [TemplateItemFactory(body=cast.body, order=n, title_fi=name) for n, name in enumerate(names, 1)]


def test_agenda_begins_with_the_bodys_own_items_else_the_portals(cast: Cast) -> None:
    first, second = MeetingFactory.create_batch(2, body=cast.body)
    services.add_standing_items(meeting=first, actor=cast.coordinator)
    TemplateItemFactory(
        body=cast.body,
        order=1,
        title_fi="Hetki hiljaisuutta",
        title_sv="Tyst stund",
        minutes=2,
        kind=ItemKind.NOTE,
    )
    TemplateItemFactory(body=cast.body, order=2, title_fi="Lopetus", standing=Standing.CLOSING)
    services.add_standing_items(meeting=second, actor=cast.coordinator)
    services.add_item(meeting=second, values={"title_fi": "Asia"}, actor=cast.coordinator)
    assert first.items.count() == len(STANDING_ITEMS)
    rows = second.items.values_list("title_fi", "title_sv", "minutes", "kind", "standing")
    assert rows[0] == ("Hetki hiljaisuutta", "Tyst stund", 2, ItemKind.NOTE, "")
    assert [row[0] for row in rows] == ["Hetki hiljaisuutta", "Asia", "Lopetus"]


def test_own_list_begins_as_the_portals_and_is_given_up_again(
    cast: Cast, client_of: Browser, address: str
) -> None:
    client = client_of("coordinator")
    assert client.get(address).context["form"] is None
    client.post(f"{address}oma/")
    assert titles(cast) == [item.title_fi for item in STANDING_ITEMS]
    assert said(client.post(f"{address}oma/"))[-1] == "error"
    client.post(f"{address}palauta/")
    assert titles(cast) == []


def test_items_are_added_changed_and_removed(cast: Cast, client_of: Browser, address: str) -> None:
    client = client_of("coordinator")
    own(cast, "A")
    facts: dict[str, Any] = {"title_fi": "B", "kind": "formal", "minutes": 5, "standing": "opening"}
    client.post(address, facts)
    item = cast.body.template_items.get(title_fi="B")
    assert (item.order, item.standing) == (2, Standing.OPENING)
    client.post(f"{address}{item.pk}/", {**facts, "title_fi": "C", "minutes": 7})
    item.refresh_from_db()
    assert (item.title_fi, item.minutes) == ("C", 7)
    assert "standing" in client.post(address, facts).context["form"].errors  # there is one already
    assert "minutes" in client.post(address, {**facts, "standing": "", "minutes": 0}).context["form"].errors
    client.post(f"{address}{item.pk}/poista/")
    assert titles(cast) == ["A"]


def test_order_is_kept_whole_or_by_steps(cast: Cast, client_of: Browser, address: str) -> None:
    client, items = client_of("coordinator"), own(cast, "A", "B", "C")
    pks = [item.pk for item in items]
    client.post(f"{address}jarjestys/", {"down": pks[0]})
    assert titles(cast) == ["B", "A", "C"]
    assert client.post(f"{address}jarjestys/", {"order": [pks[2], pks[1], pks[0]]}).status_code == 204
    assert titles(cast) == ["C", "B", "A"]
    assert client.post(f"{address}jarjestys/", {"order": pks[:2]}).status_code == 409
    client.post(f"{address}jarjestys/", {"up": pks[2]})  # is first already
    assert titles(cast) == ["C", "B", "A"]


def test_what_is_gone_or_there_twice_is_refused(cast: Cast) -> None:
    item, other = own(cast, "A", "B")
    services.change_template_item(item=other, values={"standing": Standing.OPENING}, actor=cast.coordinator)
    with pytest.raises(Refused):
        services.change_template_item(
            item=item, values={"standing": Standing.OPENING}, actor=cast.coordinator
        )
    services.remove_template_item(item=item, actor=cast.coordinator)
    for act in (
        lambda: services.remove_template_item(item=item, actor=cast.coordinator),
        lambda: services.change_template_item(item=item, values={"minutes": 1}, actor=cast.coordinator),
        lambda: services.move_template_item(item=item, places=1, actor=cast.coordinator),
    ):
        with pytest.raises(Overtaken):
            act()


@pytest.mark.parametrize("role", ["member", "deputy", "outsider", "applicant"])
def test_only_those_who_run_the_body_change_them(cast: Cast, role: str) -> None:
    (item,) = own(cast, "A")
    actor = getattr(cast, role)
    for act in (
        lambda: services.begin_template(body=cast.body, actor=actor),
        lambda: services.reset_template(body=cast.body, actor=actor),
        lambda: services.add_template_item(body=cast.body, values={"title_fi": "X"}, actor=actor),
        lambda: services.remove_template_item(item=item, actor=actor),
        lambda: services.reorder_template(body=cast.body, order=[item.pk], actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_often_for_one_as_for_three(
    cast: Cast,
    client_of: Browser,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    count: int,
) -> None:
    own(cast, *"ABC"[:count])
    client = client_of("coordinator")
    client.get(address)
    with django_assert_num_queries(7):
        assert client.get(address).status_code == 200
