"""A coordinator's crucial steps in a browser that runs no scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.documents import AGENDA
from portal import documents

from . import pdfs, steps
from .steps import fi

ITEM = "Kehyssopimuksen tilanne"


@pytest.mark.usefixtures("worker")
def test_agenda_is_made_ordered_and_printed(open_tab: Callable[..., Page]) -> None:
    tab = open_tab("coordinator", script=False)
    meeting = steps.make_draft(tab)

    tab.get_by_role("link", name=fi("Add an item")).click()
    tab.get_by_label(fi("Title"), exact=True).fill(ITEM)
    tab.get_by_label(fi("Background")).first.fill("Käydään läpi **tilanne**.")
    tab.get_by_role("button", name=fi("Save and add papers")).click()
    steps.attach(tab, "tilanne.pdf")
    expect(tab.locator(".markdown-preview strong").first).to_have_text("tilanne")

    tab.goto(meeting.edit_url)
    before = steps.titles(tab)
    place = before.index(ITEM)
    tab.get_by_role("button", name=fi("Up: %(title)s", title=ITEM), exact=True).click()
    steps.expect_titles(tab, [*before[: place - 1], ITEM, before[place - 1], *before[place + 1 :]])
    tab.get_by_role("button", name=fi("Down: %(title)s", title=ITEM), exact=True).click()
    steps.expect_titles(tab, before)

    name = documents.label(AGENDA, "fi")
    place_of_card = tab.locator(".documents li").filter(has=tab.get_by_text(name, exact=True))
    place_of_card.get_by_role("button", name=fi("Make the PDF")).click()
    # The page loads itself anew until the file is there.
    link = tab.locator(".document-card").get_by_role("link", name=name)
    expect(link).to_be_visible(timeout=steps.UNTIL_MADE)
    heard = pdfs.structure_of(tab.request.get(link.get_attribute("href") or "").body())
    assert (heard.language, pdfs.jumps(heard.headings)) == ("fi", [])
    assert any(ITEM in bookmark for bookmark in heard.bookmarks)
