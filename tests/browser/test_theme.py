"""A visitor's own choice of light or dark: it looks as the device's, holds on the next page and is there at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

COLOURS = """() => Object.fromEntries(["html", "body", "h1", ".site-head", ".site-foot", ".btn-primary", ".form-select"].map(
    (part) => {
        const style = getComputedStyle(document.querySelector(part));
        return [part, [style.color, style.backgroundColor, style.borderColor, style.backgroundImage, style.colorScheme]];
    },
))"""
SEEN_FIRST = """new MutationObserver((_, observer) => {
    if (!document.body) return;
    window.themeSeenFirst = document.documentElement.dataset.bsTheme ?? "";
    observer.disconnect();
}).observe(document, { childList: true, subtree: true })"""


def painted(tab: Page, address: str = "/verkostot/") -> dict[str, list[str]]:
    """The colours of a page with most of the parts that have some."""
    tab.goto(address)
    colours: dict[str, list[str]] = tab.evaluate(COLOURS)
    return {part: [*values[:-1]] for part, values in colours.items()}


@pytest.mark.parametrize(("device", "choice"), [("light", "dark"), ("dark", "light")])
def test_choice_looks_as_the_device_would(device: str, choice: str, open_tab: Callable[..., Page]) -> None:
    other = open_tab()
    other.emulate_media(color_scheme=choice)
    tab = open_tab()
    tab.emulate_media(color_scheme=device)
    without = painted(tab)
    tab.locator(f"[data-theme-choice] [value={choice}]").check()
    chosen = painted(other)
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == chosen["body"][1]
    assert painted(tab) == chosen != without
    assert tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == choice


def test_choice_is_there_before_the_page_is_and_until_it_is_taken_back(open_tab: Callable[..., Page]) -> None:
    tab = open_tab()
    light = painted(tab)
    tab.locator("[data-theme-choice] [value=dark]").check()
    tab.add_init_script(SEEN_FIRST)
    tab.goto("/kokoukset/")
    assert tab.evaluate("window.themeSeenFirst") == "dark"
    tab.locator("[data-theme-choice] [value='']").check()
    assert painted(tab) == light
    assert tab.evaluate("[localStorage.length, window.themeSeenFirst]") == [0, ""]


def test_choice_in_one_window_turns_the_others(open_tab: Callable[..., Page]) -> None:
    tab = open_tab()
    tab.goto("/kokoukset/")
    beside = tab.context.new_page()
    beside.goto("/verkostot/")
    tab.locator("[data-theme-choice] [value=dark]").check()
    expect(beside.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(beside.locator("[data-theme-choice] [value=dark]")).to_be_checked()


def test_choice_holds_on_paper_as_light(open_tab: Callable[..., Page]) -> None:
    tab = open_tab()
    tab.goto("/verkostot/")
    tab.locator("[data-theme-choice] [value=dark]").check()
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(26, 35, 39)"


def test_choice_is_not_offered_where_it_could_not_work(open_tab: Callable[..., Page]) -> None:
    tab = open_tab(script=False)
    tab.goto("/verkostot/")
    expect(tab.locator("[data-theme-choice]")).to_be_hidden()
