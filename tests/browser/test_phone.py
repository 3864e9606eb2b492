"""A member reads the meeting on a phone, and everything can be reached by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from meetings.models import Meeting

from . import axe
from .steps import fi

OpenTab = Callable[..., Page]


def outline_of(element: Locator) -> tuple[str, bool]:
    """How the element shows that it has the focus: the kind of line, and whether it is two pixels or more."""
    style, width = element.evaluate(
        "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]"
    )
    return style, float(width.removesuffix("px")) >= 2


def walk_to(tab: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(60):
        tab.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"{target} cannot be reached by keyboard.")


def test_member_finds_and_reads_the_meeting_by_keyboard(open_tab: OpenTab) -> None:
    meeting = Meeting.objects.get(state="convened")
    tab = open_tab("member", width=320)
    tab.goto("/")
    button = tab.locator("[data-menu-button]")
    walk_to(tab, button)
    assert outline_of(button) == ("solid", True)
    tab.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert axe.findings_on_phone(tab) == []
    meetings = tab.locator(".ways").get_by_role("link", name=fi("Meetings"), exact=True)
    walk_to(tab, meetings)
    tab.keyboard.press("Enter")
    link = tab.get_by_role("main").get_by_role("link", name=meeting.name).first
    walk_to(tab, link)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_contain_text(meeting.label)

    item = meeting.items.get(title_fi__startswith="Lausunto")
    expect(tab.locator(".agenda-row")).to_have_count(meeting.items.count())
    walk_to(tab, tab.get_by_role("link", name=item.title_fi))
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text(item.title_fi)
    expect(tab.locator("strong", has_text="kohtaamispaikat")).to_be_visible()
    expect(tab.locator(".papers a")).to_have_count(3)
    assert axe.findings_on_phone(tab) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_skip_link_is_first_and_leads_to_the_content(open_tab: OpenTab, width: int) -> None:
    tab = open_tab(width=width)
    tab.goto("/kokoukset/")
    skip = tab.get_by_role("link", name=fi("Skip to the content"))
    expect(skip).not_to_be_in_viewport()
    tab.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.locator("#main")).to_be_focused()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("address", ["/", "/kokoukset/", "/verkostot/", "/kirjaudu/"])
def test_whatever_has_the_focus_shows_it(open_tab: OpenTab, address: str) -> None:
    """Each stop of the first twenty-five is in sight and has an outline."""
    tab = open_tab()
    tab.goto(address)
    unseen = []
    for _ in range(25):
        tab.keyboard.press("Tab")
        focused = tab.locator(":focus")
        if not focused.count():
            break
        expect(focused).to_be_in_viewport()
        if outline_of(focused) != ("solid", True):
            unseen.append(focused.evaluate("e => e.outerHTML.slice(0, 100)"))
    assert unseen == []
