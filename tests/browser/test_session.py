"""A meeting in session: two people type at once, the connection is lost, the browser is closed; no text is lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db.models import F
from playwright.sync_api import Page, Response, expect

from meetings.models import ItemRecord, Session

from . import axe
from .steps import fi

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]
LOST = r"Failed to load resource: net::ERR_INTERNET_DISCONNECTED|htmx:sendError|htmx:afterRequest"


@pytest.fixture
def record(site: "Site") -> ItemRecord:
    """The record of the item that the demo's meeting is at."""
    return ItemRecord.objects.get(item=Session.objects.get(closed_at=None).current_item)


def opened(tab: Page, record: ItemRecord) -> Page:
    """The tab shows the item."""
    tab.goto(f"/kokoukset/valmistelu/{record.item.meeting.key}/istunto/asiat/{record.item.key}/")
    return tab


def write(tab: Page, name: str, text: str) -> None:
    """Type over a text; after a moment it is saved by itself."""
    tab.locator(f"[name={name}]").fill(text)


def stores(text: str) -> Callable[[Response], bool]:
    """Whether an answer is that to storing the text; its preview goes elsewhere."""
    return lambda answer: "/asiat/" in answer.url and text in (answer.request.post_data or "")


def test_no_text_is_lost_between_two_writers_a_lost_connection_and_a_closed_browser(
    open_tab: OpenTab, record: ItemRecord
) -> None:
    first = opened(open_tab("coordinator", forgive=LOST), record)
    second = opened(open_tab("secretariat", width=820), record)
    assert axe.findings(first) == []
    assert axe.findings(second) == []

    # Different texts: both are saved by themselves, and each reaches the other's page.
    write(first, "discussion_fi", "Ensimmäisen teksti.")
    write(second, "decision_fi", "Toisen päätös.")
    expect(first.locator("[name=decision_fi]")).to_have_value("Toisen päätös.")
    expect(second.locator("[name=discussion_fi]")).to_have_value("Ensimmäisen teksti.")

    # The same text: nothing is overwritten, the second sees both.
    first.context.set_offline(True)
    write(first, "discussion_fi", "Ensimmäisen teksti, jatkettu ilman yhteyttä.")
    expect(
        first.get_by_text(
            fi(
                "No connection. What you wrote is kept on this device and is sent when the connection returns."
            )
        )
    ).to_be_visible()
    with second.expect_response(stores("discussion_fi=Toisen")):
        write(second, "discussion_fi", "Toisen <b>teksti</b>.")

    # The browser is closed and opened again with the connection back: what was typed is there, beside the other's text.
    first.context.set_offline(False)
    first.on("dialog", lambda dialog: dialog.accept())
    opened(first, record)
    expect(first.locator("[name=discussion_fi]")).to_have_value(
        "Ensimmäisen teksti, jatkettu ilman yhteyttä."
    )
    expect(first.locator("#clash-discussion_fi blockquote")).to_have_text("Toisen <b>teksti</b>.")
    assert axe.findings(first) == []
    first.get_by_role("button", name=fi("Keep both, one below the other")).click()
    both = "Toisen <b>teksti</b>.\n\nEnsimmäisen teksti, jatkettu ilman yhteyttä."
    expect(first.locator("[name=discussion_fi]")).to_have_value(both)
    record.refresh_from_db()
    assert (record.discussion_fi, record.decision_fi) == (both, "Toisen päätös.")


def test_answer_that_was_overtaken_on_its_way_does_not_bring_an_old_text_back(
    open_tab: OpenTab, record: ItemRecord
) -> None:
    tab, late = opened(open_tab("coordinator"), record), []
    ItemRecord.objects.filter(pk=record.pk).update(version=F("version") + 1)
    tab.route("**/tila/?*", lambda route: late.append((route, route.fetch())))
    with tab.expect_request("**/tila/?*"):
        tab.evaluate("document.body.dispatchEvent(new Event('session-changed'))")
    with tab.expect_response(stores("discussion_fi=Uusi")):
        write(tab, "discussion_fi", "Uusi teksti.")
        tab.locator("[name=decision_fi]").focus()
    expect(tab.locator("[name=base-discussion_fi]")).to_have_value(str(record.version + 2))
    seats = tab.locator("#session-state")
    before = seats.get_attribute("hx-get") or ""
    route, answer = late[0]
    route.fulfill(response=answer)
    expect(seats).not_to_have_attribute("hx-get", before)
    expect(tab.locator("[name=discussion_fi]")).to_have_value("Uusi teksti.")
