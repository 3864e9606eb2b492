"""A treasurer applies for a targeted grant on a small phone, with the connection broken in between."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, Response, expect

from grants.demo_applications import iban_of
from grants.models import Application

from . import axe
from .steps import fi

OpenTab = Callable[..., Page]


def go_on(tab: Page) -> None:
    tab.get_by_role("button", name=fi("Save and continue")).click()


def saved(tab: Page) -> AbstractContextManager[Response]:
    """`with saved(tab): …` goes on once the page has saved by itself."""
    return tab.expect_response(lambda response: response.headers.get("x-saved") == "all")


def ride_through_a_tunnel(tab: Page, draft: Application) -> None:
    """What is typed without a connection stays on the phone, and comes back after the page was closed."""
    page = tab.url
    tab.route(page, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    tab.locator("[name=purpose]").fill("Viemme omaiset luontoon.")
    tab.locator("[name=purpose]").blur()
    expect(tab.locator("#announcer")).to_contain_text("Tallennus ei onnistunut")
    tab.get_by_role("button", name=fi("Save and continue")).click()
    assert tab.url == page
    assert not draft.answers.filter(name="purpose").exists()
    tab.reload()
    expect(tab.locator("[data-restored]")).to_be_visible()
    expect(tab.locator("[name=purpose]")).to_have_value("Viemme omaiset luontoon.")
    tab.unroute(page)
    with saved(tab):
        tab.evaluate("dispatchEvent(new Event('online'))")
    tab.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('kept:'))")
    assert draft.answers.get(name="purpose").value == "Viemme omaiset luontoon."


def answer_the_rest(tab: Page) -> None:
    """The other questions, the budget among them."""
    tab.locator("[name=need]").fill("Omaiset väsyvät ilman lepoa.")
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
    assert axe.findings_on_phone(tab) == []
    tab.get_by_role("button", name=fi("Send the application")).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(fi("The application has arrived"))


def test_treasurer_applies_on_a_phone_though_the_connection_breaks(open_tab: OpenTab) -> None:
    kind = Application.objects.filter(call_kind__kind__slug="kohdeavustus").first().call_kind
    tab = open_tab("applicant", width=320, forgive="ERR_FAILED|htmx:(sendError|afterRequest)")
    tab.goto(f"/avustukset/hakemukset/uusi/{kind.pk}/")
    tab.get_by_role("radio").first.check()
    tab.get_by_role("button", name=fi("See whether you can apply")).click()
    assert axe.findings_on_phone(tab) == []
    tab.get_by_role("button", name=fi("Begin the application")).click()
    expect(tab.get_by_text(fi("The draft has been begun. It saves itself as you write."))).to_be_visible()
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

    ride_through_a_tunnel(tab, draft)
    answer_the_rest(tab)
    send(tab)
    draft.refresh_from_db()
    assert (draft.state, draft.requested_sum) == ("submitted", 1000)
    expect(tab.get_by_role("main")).to_contain_text(draft.reference)
    assert axe.findings_on_phone(tab) == []
