"""The desk: what waits, how urgent it is, and what stands beside it."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from portal import desk
from portal.desk import Card
from portal.front import Block
from portal.models import User
from tests.factories import UserFactory

HELSINKI = dt.timezone(dt.timedelta(hours=2))
NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=HELSINKI)  # a Wednesday
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desk to which nothing is registered, on a Wednesday at noon."""
    monkeypatch.setattr(desk, "_cards", [])
    monkeypatch.setattr(desk, "_panels", [])
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


def waiting(*cards: Card) -> None:
    """These wait for everybody."""
    desk.cards(lambda _user: cards)


def card(title: str, due: dt.date | None = None, **more: Any) -> Card:
    """A card with a page of its own."""
    return Card(title=title, url=f"/{title}/", due=due, **more)


def day(number: int) -> dt.date:
    """A day of November."""
    return dt.date(2026, 11, number)


def test_cards_stand_by_urgency_and_the_dateless_last() -> None:
    waiting(card("c"), card("b", day(27)), card("d", dt.datetime(2026, 11, 27, 9, tzinfo=HELSINKI)))
    waiting(card("a", day(2)))
    assert [each.title for each in desk.cards_for(UserFactory())] == ["a", "d", "b", "c"]


@pytest.mark.parametrize(
    ("due", "group", "when", "note"),
    [
        (day(23), "Late", "2 days", "late"),
        (day(24), "Late", "1 day", "late"),
        (dt.datetime(2026, 11, 25, 11, 30, tzinfo=HELSINKI), "Late", "11.30", "late"),
        (day(25), "This week", "Today", ""),
        (dt.datetime(2026, 11, 25, 16, 0, tzinfo=HELSINKI), "This week", "Today", "16.00"),
        (day(27), "This week", "2 days", "Fri 27 Nov"),
        (day(29), "This week", "4 days", "Sun 29 Nov"),
        (day(30), "Later", "5 days", "Mon 30 Nov"),
        (None, "Later", "", ""),
    ],
)
def test_groups_say_when(due: dt.date | None, group: str, when: str, note: str) -> None:
    (only,) = desk.groups([card("a", due)], NOW)
    (row,) = only.waiting
    shown = tuple(text.replace("\xa0", " ").replace(":", ".") for text in (row.when, row.note))
    assert (only.label, shown, row.is_late) == (group, (when, note), group == "Late")


def test_groups_without_cards_are_not_there() -> None:
    assert [group.label for group in desk.groups([card("a", day(1)), card("b")], NOW)] == ["Late", "Later"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Nothing is waiting for you"),
        (1, "1 thing is waiting for you"),
        (9, "9 things are waiting for you"),
    ],
)
def test_heading_says_the_number(count: int, words: str) -> None:
    assert desk.heading(count) == words


def test_count_is_of_the_person_and_kept_for_some_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[User] = []

    @desk.cards
    def mine(user: User) -> list[Card]:
        asked.append(user)
        return [card("a")] * (2 if user.name == "Aino" else 0)

    aino, eero = UserFactory(name="Aino"), UserFactory(name="Eero")
    assert [desk.count_for(user) for user in (aino, aino, eero)] == [2, 2, 0]
    assert asked == [aino, eero]


def test_page_makes_only_the_most_urgent_act_stand_out(client_of: Callable[[str], Client]) -> None:
    waiting(
        card("late", day(24), act="Send", act_url="/laheta/"),
        card("soon", day(27), act="Read"),
        card("later", act="Look"),
    )
    html = client_of("member").get("/en/").text
    assert html.count("btn-primary") == 1
    assert html.index("btn-primary") < html.index("Read")
    assert ('href="/laheta/"' in html, "1 of them is late." in html) == (True, True)


def test_page_of_a_clear_desk_says_so(client_of: Callable[[str], Client]) -> None:
    html = client_of("member").get("/en/").text
    assert ("Nothing is waiting for you" in html, 'class="pill"' in html) == (True, False)


def test_page_counts_in_the_menu(client_of: Callable[[str], Client]) -> None:
    waiting(card("a"), card("b"))
    assert '<span class="pill">2<' in client_of("member").get("/en/").text


def test_page_shows_ten_of_what_has_time_and_the_rest_when_asked(client_of: Callable[[str], Client]) -> None:
    waiting(*[card(f"asia-{number}") for number in range(12)])
    client = client_of("member")
    first, all_of_it = client.get("/en/").text, client.get("/en/?all=1").text
    assert [html.count('class="row-title"') for html in (first, all_of_it)] == [10, 12]
    assert ("Show 2 more" in first, "more" in all_of_it.partition("<main")[2]) == (True, False)


def test_page_shows_panels_in_their_order(client_of: Callable[[str], Client]) -> None:
    note = "components/note.html"
    desk.panel(20)(lambda _user: Block(note, {"text": "toinen"}))
    desk.panel(10)(lambda _user: Block(note, {"text": "ensimmäinen"}))
    desk.panel(5)(lambda _user: None)
    panels = client_of("member").get("/en/").context["panels"]
    assert [panel.context["text"] for panel in panels] == ["ensimmäinen", "toinen"]


def test_page_escapes_what_people_wrote(client_of: Callable[[str], Client]) -> None:
    waiting(card("x", text="<script>alert(1)</script>"))
    assert "<script>alert" not in client_of("member").get("/en/").text


def test_visitor_has_no_desk(client: Client) -> None:
    waiting(card("salaisuus"))
    html = client.get("/en/").text
    assert ("salaisuus" in html, 'class="waiting"' in html) == (False, False)
