"""What the portal's own script adds to pages, and that they work without it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from meetings.models import AgendaItem, Meeting

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]

ORDER = "**/jarjestys/"


# --- Menus -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False])
def test_phone_opens_the_menu_with_a_script_and_without(open_tab: OpenTab, *, script: bool) -> None:
    page = open_tab(width=320, script=script)
    page.goto("/")
    expect(page.locator(".ways")).to_be_hidden()
    page.locator("[data-menu-button]").click()
    expect(page.locator(".ways")).to_be_visible()


def test_escape_closes_the_phone_s_menu_and_returns_to_its_button(open_tab: OpenTab) -> None:
    page = open_tab(width=320)
    page.goto("/")
    button = page.locator("[data-menu-button]")
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    expect(page.locator(".ways")).to_be_hidden()


def test_person_s_menu_closes_on_escape_and_on_a_click_elsewhere(open_tab: OpenTab) -> None:
    page = open_tab("member")
    page.goto("/")
    name, menu = page.locator(".person summary"), page.locator(".person ul")
    name.click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(name).to_be_focused()
    name.click()
    page.locator("h1").click()
    expect(menu).to_be_hidden()


# --- Forms -----------------------------------------------------------------------------------------------------------


def test_error_summary_is_read_first_and_leads_to_the_field(open_tab: OpenTab) -> None:
    page = open_tab()
    page.goto("/kirjaudu/")
    page.locator("main form .btn-primary").first.click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.locator("a").first.click()
    expect(page.locator("#id_login")).to_be_focused()


@pytest.mark.parametrize("typed", ["Uusi nimi", ""])
def test_leaving_asks_first_only_when_something_was_typed(
    open_tab: OpenTab, site: "Site", typed: str
) -> None:
    page = open_tab("coordinator")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.goto("/kokoukset/uusi/")
    form = page.locator("form[data-unsaved]")
    form.locator("input[type=text], input:not([type])").first.press_sequentially(typed)
    page.goto("/haku/")
    assert asked == (["beforeunload"] if typed else [])


# --- Reordering ------------------------------------------------------------------------------------------------------


@pytest.fixture
def agenda(open_tab: OpenTab, site: "Site") -> Page:
    """The agenda of a draft, as its coordinator sees it."""
    meeting = Meeting.objects.filter(state="draft").first()
    assert meeting
    page = open_tab("coordinator", forgive="500|Failed to load resource")
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"/kokoukset/valmistelu/{meeting.key}/")
    return page


def titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("[data-key] h3").all_inner_texts()]


def saved(page: Page) -> list[str]:
    """The order after the page is opened anew."""
    page.reload()
    return titles(page)


def test_arrow_key_on_the_grip_moves_an_item_and_says_where_it_is(agenda: Page) -> None:
    first, second, *rest = titles(agenda)
    grip = agenda.locator("[data-grip]").first
    grip.focus()
    with agenda.expect_response(ORDER):
        agenda.keyboard.press("ArrowDown")
    expect(agenda.locator("#announcer")).to_contain_text("2")
    assert titles(agenda) == [second, first, *rest]
    assert (
        agenda.evaluate("document.activeElement.closest('[data-key]').querySelector('h3').innerText").strip()
        == first
    )
    assert saved(agenda) == [second, first, *rest]


def test_words_about_what_was_done_before_never_take_the_place_of_newer_ones(agenda: Page) -> None:
    def with_message(route: Route) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace("<main", "<p data-messages>Vanha</p><main", 1))

    agenda.route(agenda.url, with_message)
    agenda.clock.install(time=0)
    agenda.clock.pause_at(1000)
    agenda.reload()
    agenda.locator("[data-grip]").first.focus()
    agenda.keyboard.press("ArrowDown")
    expect(agenda.locator("#announcer")).to_contain_text("2")
    agenda.clock.run_for(1000)
    expect(agenda.locator("#announcer")).to_contain_text("2")
    agenda.reload()
    agenda.clock.run_for(1000)
    expect(agenda.locator("#announcer")).to_have_text("Vanha")


def test_first_item_stays_first(agenda: Page) -> None:
    before = titles(agenda)
    agenda.locator("[data-grip]").first.focus()
    agenda.keyboard.press("ArrowUp")
    assert (titles(agenda), agenda.locator("#announcer").inner_text()) == (before, "")


def test_dragging_moves_an_item_and_numbers_the_list_anew(agenda: Page) -> None:
    before = titles(agenda)
    grips = agenda.locator("[data-grip]")
    start, end = grips.nth(1).bounding_box(), grips.nth(4).bounding_box()
    assert start
    assert end
    agenda.mouse.move(start["x"] + 20, start["y"] + 20)
    agenda.mouse.down()
    agenda.mouse.move(end["x"] + 20, end["y"] + 40, steps=12)
    with agenda.expect_response(ORDER):
        agenda.mouse.up()
    after = [before[0], *before[2:5], before[1], *before[5:]]
    numbers = [text.strip() for text in agenda.locator("[data-number]").all_inner_texts()]
    assert (titles(agenda), numbers) == (after, [str(n + 1) for n in range(len(numbers))])
    assert saved(agenda) == after


def test_order_that_could_not_be_saved_is_told_to_everybody(agenda: Page) -> None:
    agenda.route(ORDER, lambda route: route.fulfill(status=500))
    agenda.locator("[data-key] button[name=down]").first.click()
    told = agenda.locator("#announcer.not-saved")
    expect(told).to_be_visible()
    expect(told).to_have_text(agenda.locator("#announcer").get_attribute("data-not-saved") or "")


def test_part_moves_within_its_whole_and_goes_along_with_it(open_tab: OpenTab, site: "Site") -> None:
    whole = AgendaItem.objects.filter(parts__isnull=False, meeting__state="draft").first()
    assert whole
    page = open_tab("coordinator")
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"/kokoukset/valmistelu/{whole.meeting.key}/")
    place = page.locator(f"[data-key='{whole.pk}']")
    parts = place.locator("ol [data-key]")
    first, second = (text.strip() for text in parts.locator("h4").all_inner_texts())
    parts.nth(0).locator("[data-grip]").focus()
    with page.expect_response(ORDER):
        page.keyboard.press("ArrowDown")
    number = place.locator(":scope > [data-number]").inner_text()
    expect(parts.locator("h4")).to_have_text([second, first])
    expect(parts.locator("[data-number]")).to_have_text([f"{number}.1", f"{number}.2"])
    with page.expect_response(ORDER):
        place.locator("button[name=up]").first.click()
    page.reload()
    moved = int(number) - 1
    expect(parts.locator("h4")).to_have_text([second, first])
    expect(parts.locator("[data-number]")).to_have_text([f"{moved}.1", f"{moved}.2"])
