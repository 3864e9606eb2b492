"""The same page in another language, and a language that the portal does not speak."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Meeting

from . import axe

OpenTab = Callable[..., Page]


def test_switch_keeps_the_page_and_what_was_chosen_on_it(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto("/kokoukset/?nayta=menneet")
    for code, address in (
        ("sv", "/sv/kokoukset/?nayta=menneet"),
        ("en", "/en/kokoukset/?nayta=menneet"),
        ("fi", "/kokoukset/?nayta=menneet"),
    ):
        tab.locator(f".languages a[lang={code}]").click()
        expect(tab.locator("html")).to_have_attribute("lang", code)
        assert tab.url.endswith(f"://{tab.url.split('/')[2]}{address}")
        expect(tab.locator(".languages [aria-current]")).to_have_attribute("lang", code)


def test_text_that_is_only_in_finnish_is_said_and_marked_to_be(open_tab: OpenTab) -> None:
    meeting = Meeting.objects.get(state="convened")
    item = meeting.items.get(title_fi="Yleisavustusten periaatteet ensi vuodelle")
    tab = open_tab()
    tab.goto(f"/sv{item.get_absolute_url()}")
    expect(tab.get_by_role("heading", level=1)).to_have_text(item.title_sv)
    expect(tab.locator("div[lang=fi]")).to_contain_text("Avustusvalmistelija esittelee")


@pytest.mark.parametrize("address", ["/de/", "/de/kokoukset/"])
def test_unknown_language_is_told_with_ways_to_those_there_are(open_tab: OpenTab, address: str) -> None:
    tab = open_tab(forgive="404")
    response = tab.goto(address)
    assert response
    assert response.status == 404
    expect(tab.get_by_role("main")).to_contain_text("Deutsch")
    assert axe.findings(tab) == []
    tab.get_by_role("main").get_by_role("link", name="På svenska").click()
    expect(tab.locator("html")).to_have_attribute("lang", "sv")
    assert tab.url.endswith(f"/sv{address.removeprefix('/de')}")
