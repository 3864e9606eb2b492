"""The whole way of a meeting: a coordinator makes it in the browser, members prepare for it, visitors read what is public."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect

from meetings.documents import AGENDA
from meetings.models import AgendaItem, Material, Meeting, MeetingVisit
from portal import documents
from portal.demo import PASSWORD
from portal.enums import Audience

from . import axe, pdfs, steps
from .steps import fi

ITEM = "Lausunto kohtaamispaikoista"
NEW = "since the last visit"
ITEM_SV = "Utlåtande om mötesplatser"
WATCH = """place => {
    window.wasNotLoadedAnew = true;
    window.states = [];
    new MutationObserver(() => {
        const state = place.querySelector(".state")?.innerText;
        if (state && state !== window.states.at(-1)) window.states.push(state);
    }).observe(place, {childList: true, subtree: true});
}"""
"""Notes each state that a document's card shows."""


@pytest.mark.usefixtures("worker")
def test_meeting_from_the_first_click_to_its_readers(open_tab: Callable[..., Page]) -> None:
    coordinator = open_tab("coordinator")
    meeting = steps.make_draft(coordinator)
    standing = steps.titles(coordinator)
    assert (len(standing), standing[0], standing[-1]) == (9, "Kokouksen avaus", "Kokouksen päättäminen")

    write_item(coordinator)
    steps.attach(coordinator, "kartoitus.pdf")
    steps.attach(coordinator, "jasenten_kommentit.pdf", audience=Audience.MEMBERS)
    coordinator.get_by_role("button", name=fi("Save"), exact=True).click()
    steps.expect_told(coordinator, fi("“%(title)s” is saved.", title=ITEM))
    move_item(coordinator)
    take_documents(coordinator)

    convene(coordinator)
    meeting.refresh_from_db()
    first_visit_of_member(open_tab, meeting)
    add_paper_meanwhile(coordinator, meeting)
    second_visit_of_member(open_tab, meeting)
    visit_of_visitor(open_tab, meeting)


def write_item(tab: Page) -> None:
    """A new item in Finnish and Swedish; what is typed is seen as readers will see it, at once."""
    tab.get_by_role("link", name=fi("Add an item")).click()
    tab.get_by_label(fi("Title"), exact=True).fill(ITEM)
    background = tab.get_by_label(fi("Background")).first
    preview = tab.locator(".markdown-preview").first
    preview.locator("summary").click()
    background.press_sequentially("Lausunto annetaan **15.3.** mennessä:\n\n- kylätalot\n- lähitorit")
    expect(preview.locator("strong")).to_have_text("15.3.")
    expect(preview.locator("li")).to_have_text(["kylätalot", "lähitorit"])
    tab.get_by_label(fi("Proposal")).first.fill("Ryhmä hyväksyy lausunnon.")
    tab.locator("summary", has_text=fi("In Swedish")).click()
    tab.get_by_label(fi("Title in Swedish")).fill(ITEM_SV)
    tab.get_by_label(fi("Background in Swedish")).fill("Utlåtandet ges senast **15.3.**")
    assert axe.findings(tab) == []
    tab.get_by_role("button", name=fi("Save and add papers")).click()
    steps.expect_told(tab, fi("“%(title)s” is on the agenda.", title=ITEM))


def move_item(tab: Page) -> None:
    """Up by the keyboard, then down by the mouse; each order is there after the page is opened anew."""
    before = steps.titles(tab)
    place = before.index(ITEM)
    grip = tab.get_by_role("button", name=fi("Move: %(title)s. Arrow keys move it.", title=ITEM))
    clocks = [text.strip() for text in tab.locator(".agenda-clock").all_inner_texts()]
    grip.focus()
    with steps.order_saved(tab):
        tab.keyboard.press("ArrowUp")
    expect(tab.locator("#announcer")).to_contain_text(str(place))
    moved = [*before[: place - 1], ITEM, before[place - 1], *before[place + 1 :]]
    # The clock times follow: the item begins when its neighbour did, and the neighbour begins later than it did.
    expect(tab.locator(".agenda-clock").nth(place)).not_to_have_text(clocks[place - 1])
    expect(tab.locator(".agenda-clock").nth(place - 1)).to_have_text(clocks[place - 1])
    tab.reload()
    steps.expect_titles(tab, moved)

    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), tab.locator("[data-grip]").last.bounding_box()
    assert start
    assert end
    tab.mouse.move(start["x"] + 10, start["y"] + 10)
    tab.mouse.down()
    tab.mouse.move(end["x"] + 10, end["y"] + end["height"], steps=15)
    with steps.order_saved(tab):
        tab.mouse.up()
    tab.reload()
    steps.expect_titles(tab, [*(title for title in before if title != ITEM), ITEM])


def take_documents(tab: Page) -> None:
    """The agenda in both languages: from waiting to ready before the eyes, then as files that can be heard."""
    for language, title, bookmark in (("fi", "Esityslista", ITEM), ("sv", "Föredragningslista", ITEM_SV)):
        name = documents.label(AGENDA, language)
        place = tab.locator(".documents li").filter(has=tab.get_by_text(name, exact=True))
        place.evaluate(WATCH)
        place.get_by_role("button", name=fi("Make the PDF")).click()
        link = place.get_by_role("link", name=name)
        expect(link).to_be_visible(timeout=steps.UNTIL_MADE)
        states = tab.evaluate("window.states")
        being_made = [fi("Being made", "document state")] if len(states) == 3 else []
        assert states == [
            fi("Waiting its turn", "document state"),
            *being_made,
            fi("Ready", "document state"),
        ]
        assert tab.evaluate("window.wasNotLoadedAnew")
        content = tab.request.get(link.get_attribute("href") or "").body()
        heard = pdfs.structure_of(content)
        assert (heard.language, heard.title.startswith(title)) == (language, True)
        assert (heard.headings[0], pdfs.jumps(heard.headings)) == (1, [])
        assert any(bookmark in each for each in heard.bookmarks)
        assert (heard.header_cells > 0, heard.cells_without_header) == (True, 0)
    assert axe.findings(tab) == []


def convene(tab: Page) -> None:
    """From a draft to a meeting that others see."""
    tab.get_by_role("button", name=fi("Convene the meeting")).click()
    expect(tab.get_by_text(fi("Convened", "meeting state"), exact=True)).to_be_visible()
    steps.sign_out(tab)


def first_visit_of_member(open_tab: Callable[..., Page], meeting: Meeting) -> None:
    """Signed in by the form; the meeting lies on the desk; nothing is new to whoever comes for the first time."""
    tab = open_tab()
    steps.sign_in(tab, "member", PASSWORD)
    tab.get_by_role("link", name=meeting.name).first.click()
    expect(tab.get_by_role("heading", name=ITEM)).to_be_visible()
    expect(tab.get_by_role("main").get_by_text(fi("New", NEW), exact=True)).to_have_count(0)


def add_paper_meanwhile(tab: Page, meeting: Meeting) -> None:
    """An hour after the member looked, somebody adds a paper."""
    hour = timedelta(hours=1)
    for rows, instants in (
        (MeetingVisit.objects.filter(meeting=meeting), ["seen_at"]),
        (AgendaItem.objects.filter(meeting=meeting), ["added_at", "changed_at"]),
        (Material.objects.filter(item__meeting=meeting), ["added_at"]),
    ):
        rows.update(**{instant: F(instant) - hour for instant in instants})
    item = meeting.items.get(title_fi=ITEM)
    steps.sign_in(tab, "coordinator", PASSWORD)
    tab.goto(f"/kokoukset/valmistelu/{meeting.key}/asiat/{item.key}/")
    steps.attach(tab, "uusin_luonnos.pdf")


def second_visit_of_member(open_tab: Callable[..., Page], meeting: Meeting) -> None:
    """The paper that came since is marked, and only that one; the members' own paper can be opened."""
    tab = open_tab("member")
    tab.goto(meeting.get_absolute_url())
    marked = tab.locator(".papers li").filter(has_text=fi("New", NEW))
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("uusin luonnos")
    address = tab.get_by_role("link", name="jasenten kommentit").get_attribute("href") or ""
    assert tab.request.get(address).status == 200


def visit_of_visitor(open_tab: Callable[..., Page], meeting: Meeting) -> None:
    """Public papers and no others, convened meetings and no drafts."""
    tab = open_tab()
    tab.goto("/kokoukset/")
    expect(tab.get_by_role("main")).not_to_contain_text(fi("Draft", "meeting state"))
    tab.get_by_role("link", name=meeting.name).first.click()
    papers = tab.locator(".papers a")
    expect(papers).to_have_count(2)
    expect(papers.nth(0)).to_contain_text("kartoitus")
    expect(papers.nth(1)).to_contain_text("uusin luonnos")
    secret = Material.objects.get(item__meeting=meeting, audience="members")
    draft = Meeting.objects.filter(state="draft").first()
    assert draft
    for address in (secret.get_absolute_url(), draft.get_absolute_url(), draft.edit_url):
        answer = tab.request.get(address, max_redirects=0)
        assert (address, answer.status) == (address, 302 if address == draft.edit_url else 404)
