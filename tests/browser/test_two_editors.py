"""Two people write in the same item at the same time: both see both texts, and nothing is lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from meetings import services
from meetings.models import AgendaItem, Meeting

from . import axe
from .steps import expect_told, fi

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]


@pytest.fixture
def item(site: "Site") -> AgendaItem:
    """An item of the demo's draft."""
    draft = Meeting.objects.filter(state="draft").earliest("starts_at")
    values = {
        "title_fi": "Kehyssopimus",
        "kind": "discuss",
        "minutes": 10,
        "background_fi": "Alkuperäinen teksti.",
    }
    return services.add_item(meeting=draft, values=values, actor=site.user("coordinator"))


@pytest.fixture
def editors(open_tab: OpenTab, item: AgendaItem) -> tuple[Page, Page]:
    """Two people who have opened the item."""
    tabs = open_tab("coordinator"), open_tab("secretariat")
    for tab in tabs:
        tab.goto(f"/kokoukset/valmistelu/{item.meeting.key}/asiat/{item.key}/")
    return tabs


def write(tab: Page, name: str, text: str) -> None:
    """Type over a field."""
    tab.locator(f"[name={name}]").fill(text)


def save(tab: Page) -> None:
    """Send the item."""
    tab.get_by_role("button", name=fi("Save"), exact=True).click()


def expect_saved(tab: Page, item: AgendaItem) -> None:
    """Wait for the workbench to say so."""
    expect(tab.locator(".messages")).to_contain_text(fi("“%(title)s” is saved.", title=item.title_fi))


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Toisen teksti."), ("theirs", "Ensimmäisen teksti.")])
def test_same_text_written_by_both_is_shown_to_the_second_who_chooses(
    editors: tuple[Page, Page], item: AgendaItem, choice: str, kept: str
) -> None:
    first, second = editors
    write(first, "background_fi", "Ensimmäisen teksti.")
    save(first)
    expect_saved(first, item)
    write(second, "background_fi", "Toisen teksti.")
    save(second)
    expect(second.locator(".error-summary")).to_be_focused()
    expect(second.locator("blockquote")).to_contain_text("Ensimmäisen teksti.")
    expect(second.locator("[name=background_fi]")).to_have_value("Toisen teksti.")
    assert axe.findings(second) == []
    second.locator(f"[name=keep-background_fi][value={choice}]").check()
    save(second)
    expect_saved(second, item)
    item.refresh_from_db()
    assert item.background_fi == kept


def test_different_texts_are_both_kept(editors: tuple[Page, Page], item: AgendaItem) -> None:
    first, second = editors
    write(first, "presenter", "puheenjohtaja")
    save(first)
    expect_saved(first, item)
    write(second, "proposal_fi", "Hyväksytään.")
    save(second)
    told = fi("Somebody else changed other parts of it meanwhile. Their changes are kept too.")
    expect(second.get_by_text(told)).to_be_visible()
    item.refresh_from_db()
    assert (item.presenter, item.proposal_fi) == ("puheenjohtaja", "Hyväksytään.")


def test_text_written_in_an_item_that_is_gone_comes_back_as_a_new_one(
    editors: tuple[Page, Page], item: AgendaItem
) -> None:
    first, second = editors
    first.get_by_role("link", name=fi("Take the item off the agenda")).click()
    first.get_by_role("main").get_by_role("button").first.click()
    expect(
        first.get_by_text(fi("“%(title)s” was taken off the agenda.", title=item.title_fi))
    ).to_be_visible()
    write(second, "background_fi", "Kesken jäänyt teksti.")
    save(second)
    expect(second.locator("[name=background_fi]")).to_have_value("Kesken jäänyt teksti.")
    assert axe.findings(second) == []
    second.get_by_role("button", name=fi("Put it on the agenda")).click()
    expect_told(second, fi("“%(title)s” is on the agenda.", title=item.title_fi))
    assert item.meeting.items.get(background_fi="Kesken jäänyt teksti.").title_fi == item.title_fi
