"""What people get when they bring something wrong: told in words, at the place, with nothing lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meetings.demo_papers import pdf
from meetings.models import AgendaItem, Meeting
from tests.factories import AgendaItemFactory, MeetingFactory

from . import axe, steps
from .steps import fi

OpenTab = Callable[..., Page]

LONG_WORD = "pitkäsana" * 1111 + "!"
HARMFUL = "<script>document.title = 'tehty'</script> 😀"


@pytest.fixture
def draft(site: object) -> Meeting:
    """A draft without items."""
    return MeetingFactory(body=Meeting.objects.get(state="convened").body)


@pytest.fixture
def item(draft: Meeting) -> AgendaItem:
    """Its only item."""
    return AgendaItemFactory(meeting=draft, order=1, title_fi="Tilannekatsaus")


def address_of(item: AgendaItem) -> str:
    """Where the item is edited."""
    return f"/kokoukset/valmistelu/{item.meeting.key}/asiat/{item.key}/"


def test_meeting_that_ends_before_it_begins_is_told_beside_the_time(open_tab: OpenTab) -> None:
    tab = open_tab("coordinator")
    steps.fill_in_meeting(tab, begins="14:00", ends="13:00")
    tab.get_by_role("button", name=fi("Make the draft")).click()
    summary = tab.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(tab).to_have_title(f"{fi('Error')}: {fi('New meeting')} – Järjestöyhteistyö")
    assert axe.findings(tab) == []
    told = fi("The meeting ends before it begins. Write a later time.")
    summary.get_by_role("link", name=told).click()
    ends = tab.get_by_label(fi("Ends at"))
    expect(ends).to_be_focused()
    expect(ends).to_have_accessible_description(told)
    expect(ends).to_have_value("13:00")
    expect(tab.get_by_label(fi("Day"))).to_have_value(steps.far_day().isoformat())
    expect(tab.get_by_label(fi("Place"))).to_have_value("Kumppanuustalo, Tampere")
    ends.fill("16:00")
    tab.get_by_role("button", name=fi("Make the draft")).click()
    expect(tab.locator(".agenda-row")).to_have_count(9)


def test_file_of_a_wrong_kind_is_told_and_does_not_take_the_good_one_with_it(
    open_tab: OpenTab, item: AgendaItem
) -> None:
    tab = open_tab("coordinator")
    tab.goto(address_of(item))
    good = pdf("hyvä.pdf", "Liite", ["Teksti."]).read()
    steps.choose(
        tab,
        [
            {"name": "muka.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" * 100},
            {"name": "hyvä.pdf", "mimeType": "application/pdf", "buffer": good},
            {"name": "tyhjä.pdf", "mimeType": "application/pdf", "buffer": b""},
        ],
    )
    tab.get_by_role("button", name=fi("Add the files")).click()
    told = tab.locator(".messages")
    expect(told).to_contain_text("muka.pdf")
    expect(told).to_contain_text("tyhjä.pdf")
    assert axe.findings(tab) == []
    assert [paper.filename for paper in item.materials.all()] == ["hyvä.pdf"]


def test_nothing_that_is_typed_acts_or_breaks_the_page(open_tab: OpenTab, draft: Meeting) -> None:
    tab = open_tab("coordinator")
    tab.goto(f"/kokoukset/valmistelu/{draft.key}/asiat/uusi/")
    tab.get_by_label(fi("Title"), exact=True).fill(HARMFUL)
    tab.get_by_label(fi("Presenter")).fill("W" * 120)
    tab.get_by_label(fi("Background")).first.fill(f"{HARMFUL}\n\n{LONG_WORD}")
    tab.get_by_role("button", name=fi("Put it on the agenda")).click()
    expect(tab.locator(".agenda-row h3")).to_have_text(HARMFUL)
    assert axe.findings(tab) == []
    item = draft.items.get()
    for address in (address_of(item), draft.get_absolute_url(), item.get_absolute_url()):
        tab.goto(address)
        expect(tab.get_by_role("main")).to_contain_text(HARMFUL)
        assert axe.findings(tab) == []
        assert "tehty" not in tab.title() or HARMFUL in tab.title()
    expect(tab.get_by_role("main")).to_contain_text(LONG_WORD)


def test_stale_form_shows_what_was_typed(open_tab: OpenTab, item: AgendaItem) -> None:
    tab = open_tab("coordinator", forgive="403")
    tab.goto(address_of(item))
    tab.get_by_label(fi("Background")).first.fill("Tämä ei saa kadota.")
    tab.context.clear_cookies(name="csrftoken")
    tab.get_by_role("button", name=fi("Save"), exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(fi("The page had been open too long"))
    expect(tab.locator("textarea", has_text="Tämä ei saa kadota.")).to_be_visible()
    assert axe.findings(tab) == []
    tab.get_by_role("link", name=fi("Open the page again")).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(item.title_fi)


def test_agenda_of_three_hundred_items_can_be_read_and_moved(open_tab: OpenTab, draft: Meeting) -> None:
    AgendaItemFactory.create_batch(300, meeting=draft)
    tab = open_tab("coordinator")
    tab.goto(draft.edit_url)
    first, second, *rest = steps.titles(tab)
    tab.locator("[data-grip]").first.focus()
    with steps.order_saved(tab):
        tab.keyboard.press("ArrowDown")
    tab.reload()
    steps.expect_titles(tab, [second, first, *rest])
    assert len(rest) == 298


def test_agenda_of_no_items_says_how_to_begin(open_tab: OpenTab, draft: Meeting) -> None:
    tab = open_tab("coordinator")
    tab.goto(draft.edit_url)
    expect(tab.get_by_role("main")).to_contain_text(fi("The agenda is empty"))
    assert axe.findings(tab) == []
    tab.get_by_role("button", name=fi("Begin with the standing items")).click()
    expect(tab.locator(".agenda-row")).to_have_count(9)
