"""A treasurer applies for a targeted grant on a small phone, with the connection broken in between."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from grants.demo_applications import iban_of
from grants.models import Application

from . import axe
from .steps import expect_told, fi, saved

OpenTab = Callable[..., Page]


def go_on(tab: Page) -> None:
    tab.get_by_role("button", name=fi("Save and continue")).click()


def lose_connection(tab: Page, name: str, text: str) -> None:
    """Typed without a connection: the page says so, and the button leads nowhere, so that the text stays."""
    tab.context.set_offline(True)
    tab.locator(f"[name={name}]").fill(text)
    tab.locator(f"[name={name}]").blur()
    expect(tab.locator("#announcer")).to_contain_text("Tallennus ei onnistunut")
    page = tab.url
    go_on(tab)
    expect(tab.locator(f"[name={name}]")).to_have_value(text)
    assert tab.url == page


def ride_through_tunnels(tab: Page, draft: Application) -> None:
    """What is typed without a connection is sent when it returns, and stays on the phone though the page is closed."""
    lose_connection(tab, "purpose", "Viemme omaiset luontoon.")
    assert not draft.answers.filter(name="purpose").exists()
    with saved(tab):
        tab.context.set_offline(False)
    assert draft.answers.get(name="purpose").value == "Viemme omaiset luontoon."

    lose_connection(tab, "need", "Omaiset väsyvät ilman lepoa.")
    tab.on("dialog", lambda dialog: dialog.accept())
    page = tab.url
    tab.goto("about:blank")
    tab.context.set_offline(False)
    with saved(tab):
        tab.goto(page)
    expect(tab.locator("[data-restored]")).to_be_visible()
    expect(tab.locator("[name=need]")).to_have_value("Omaiset väsyvät ilman lepoa.")
    tab.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('kept:'))")
    assert draft.answers.get(name="need").value == "Omaiset väsyvät ilman lepoa."


def answer_the_rest(tab: Page) -> None:
    """The other questions, the budget among them."""
    tab.locator("[name=starts-on]").fill("2027-05-01")
    go_on(tab)
    tab.get_by_label("Omaiset ja läheiset").check()
    tab.locator("[name=participants]").fill("30")
    tab.get_by_label("Tampere").check()
    tab.get_by_label("Kaikille").check()
    tab.locator("[name=partners]").fill("Omaishoidon tuki.")
    tab.locator("[name=focus]").fill("Jaksaminen.")
    go_on(tab)
    expect(tab.locator("[name='costs-0-item']")).to_be_visible()
    assert axe.findings_on_phone(tab) == []
    tab.reload()  # axe leaves its marks in the page
    tab.locator("[name='costs-0-item']").fill("Bussi")
    tab.locator("[name='costs-0-sum']").fill("1 200,50")
    expect(tab.locator("[data-table] [data-sum-value]").first).to_have_text("1\u00a0200,50")
    tab.locator("[name='own-share']").fill("200,50")
    tab.locator("[name='requested-sum']").fill("1 000")
    go_on(tab)


def send(tab: Page) -> None:
    """Past the attachments: the account, then the button."""
    tab.get_by_role("link", name=fi("Continue"), exact=True).click()
    tab.locator("[name=iban]").fill(iban_of(77).replace(" ", ""))
    tab.locator("[name=iban_holder]").fill("Yhdistys ry")
    tab.locator("[name=name_1]").fill("Sanelma Rahaniemi")
    go_on(tab)
    button = tab.get_by_role("button", name=fi("Send the application"))
    expect(button).to_be_visible()
    assert axe.findings_on_phone(tab) == []
    button.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(fi("The application has arrived"))


def test_treasurer_applies_on_a_phone_though_the_connection_breaks(open_tab: OpenTab) -> None:
    kind = Application.objects.filter(call_kind__kind__slug="kohdeavustus").first().call_kind
    tab = open_tab("applicant", width=320, forgive="ERR_INTERNET_DISCONNECTED|htmx:(sendError|afterRequest)")
    tab.goto(f"/avustukset/hakemukset/uusi/{kind.pk}/")
    tab.get_by_role("radio").first.check()
    tab.get_by_role("button", name=fi("See whether you can apply")).click()
    assert axe.findings_on_phone(tab) == []
    tab.get_by_role("button", name=fi("Begin the application")).click()
    expect_told(tab, fi("The draft has been begun. It saves itself as you write."))
    draft = Application.objects.latest("pk")
    assert axe.findings_on_phone(tab) == []

    tab.get_by_role("link", name=fi("Applicant and contacts"), exact=True).click()
    tab.locator("[name=contact_phone]").fill("040 123 4567")
    go_on(tab)
    expect(tab.locator("[name=title]")).to_be_visible()
    with saved(tab):
        tab.locator("[name=title]").fill("Retkipäivä omaisille")
        tab.locator("[name=title]").blur()
    assert draft.answers.get(name="title").value == "Retkipäivä omaisille"
    assert axe.findings_on_phone(tab) == []

    ride_through_tunnels(tab, draft)
    answer_the_rest(tab)
    send(tab)
    draft.refresh_from_db()
    assert (draft.state, draft.requested_sum) == ("submitted", 1000)
    expect(tab.get_by_role("main")).to_contain_text(draft.reference)
    assert axe.findings_on_phone(tab) == []
