"""What only a browser can tell of the look: where things stand, on a screen, on a phone and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from meetings.models import Meeting

OpenTab = Callable[..., Page]


def edge(element: Locator, name: str) -> float:
    """Where the element's edge is, from the top of the window."""
    edges: dict[str, float] = element.evaluate("e => e.getBoundingClientRect().toJSON()")
    return edges[name]


@pytest.mark.parametrize("width", [1280, 320])
def test_word_in_a_button_stays_whole(open_tab: OpenTab, width: int) -> None:
    tab = open_tab(width=width)
    tab.goto("/")
    search = tab.locator("main form[role=search]")
    button, field = search.get_by_role("button"), search.get_by_role("searchbox")
    assert edge(button, "height") == edge(field, "height")


def test_clock_of_an_item_stands_before_its_papers_on_a_phone(open_tab: OpenTab) -> None:
    tab = open_tab("member", width=320)
    tab.goto(Meeting.objects.get(state="convened").get_absolute_url())
    row = tab.locator(".agenda-row", has=tab.locator(".papers")).first
    parts = [row.locator(part) for part in ("h3", ".agenda-clock", ".papers")]
    assert sorted(parts, key=lambda part: edge(part, "top")) == parts


def test_nothing_that_is_printed_stands_in_a_row_that_no_page_can_part(open_tab: OpenTab) -> None:
    tab = open_tab("member")
    tab.goto(Meeting.objects.get(state="convened").get_absolute_url())
    tab.emulate_media(media="print")
    shown = tab.locator("main .row, body").evaluate_all("all => all.map(e => getComputedStyle(e).display)")
    assert set(shown) == {"block"}
    assert tab.locator(".site-head, .site-foot").evaluate_all(
        "all => all.map(e => getComputedStyle(e).display)"
    ) == ["none", "none"]
