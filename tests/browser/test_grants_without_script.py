"""Grants in a browser that runs no scripts: a treasurer from the call to the withdrawal, and an officer's new call."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from grants.demo_applications import iban_of
from grants.models import Application, Call

from .steps import fi, part_of

OpenTab = Callable[..., Page]
KIND = "Kohdeavustus"


def press(tab: Page, name: str) -> None:
    tab.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(tab: Page, name: str) -> None:
    tab.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def go_on(tab: Page) -> None:
    press(tab, fi("Save and continue"))


def expect_heading(tab: Page, name: str) -> None:
    expect(tab.get_by_role("heading", level=1)).to_have_text(name)


# --- The treasurer ---------------------------------------------------------------------------------------------------


def begin(tab: Page) -> Application:
    """From the public list of calls to a draft."""
    tab.goto("/avustukset/")
    tab.get_by_role("main").get_by_role("link", name="Avustukset 20").first.click()
    follow(tab, fi("Apply: %(kind)s", kind=KIND))
    tab.get_by_role("radio").first.check()
    press(tab, fi("See whether you can apply"))
    expect_heading(tab, fi("Whether you can apply"))
    press(tab, fi("Begin the application"))
    expect(tab.get_by_text(fi("The draft has been begun. It saves itself as you write."))).to_be_visible()
    return Application.objects.latest("pk")


def answer(tab: Page) -> None:
    """All parts; a sum that does not fit is told, and nothing of its page is lost."""
    follow(tab, fi("Applicant and contacts"))
    tab.locator("[name=contact_phone]").fill("040 123 4567")
    go_on(tab)
    tab.locator("[name=title]").fill("Retkipäivä omaisille")
    tab.locator("[name=purpose]").fill("Viemme omaiset luontoon.")
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
    fill_in_budget(tab)


def fill_in_budget(tab: Page) -> None:
    rows = tab.locator("[name^=costs-][name$=-item]")
    tab.locator("[name='costs-0-item']").fill("Bussi")
    before = rows.count()
    tab.locator("[name='costs-0-sum']").fill("1 200,50")
    tab.get_by_role("button", name=fi("Save and give more rows")).first.click()
    expect(rows).to_have_count(before + 1)
    tab.locator("[name='own-share']").fill("200,50")
    tab.locator("[name='requested-sum']").fill("999")
    go_on(tab)
    expect(tab.locator(".error-summary")).to_contain_text("999")
    expect(tab.locator("[name='costs-0-sum']")).to_have_value("1\u00a0200,50")
    tab.locator("[name='requested-sum']").fill("1 000")
    go_on(tab)


def attach(tab: Page) -> None:
    """A file that is none is told beside its field; a good one is added."""
    form = tab.locator("form[data-upload]").last
    form.locator("input[type=file]").set_input_files(
        {"name": "ohjelma.exe", "mimeType": "text/plain", "buffer": b"MZ\x00\x01"}
    )
    form.get_by_role("button").last.click()
    expect(tab.locator("[data-files] .field-error")).to_contain_text("ohjelma.exe")
    expect(tab.locator(".error-summary a")).to_have_attribute("href", "#files-")
    form.locator("input[type=file]").set_input_files(
        {"name": "ohjelma.txt", "mimeType": "text/plain", "buffer": "Päivän ohjelma".encode()}
    )
    form.get_by_role("button").last.click()
    expect(tab.get_by_role("link", name="ohjelma.txt")).to_be_visible()
    follow(tab, fi("Continue"))


def give_account(tab: Page) -> None:
    """An account with a mistyped digit is told; the right one leads on to the preview."""
    right = iban_of(77).replace(" ", "")
    tab.locator("[name=iban]").fill(right[:-1] + str((int(right[-1]) + 1) % 10))
    tab.locator("[name=iban_holder]").fill("Yhdistys ry")
    tab.locator("[name=name_1]").fill("Sanelma Rahaniemi")
    go_on(tab)
    expect(tab.locator(".error-summary a").first).to_have_attribute("href", "#id_iban")
    expect(tab.locator("[name=name_1]")).to_have_value("Sanelma Rahaniemi")
    tab.locator("[name=iban]").fill(right)
    go_on(tab)
    expect_heading(tab, fi("Check and send"))


def invite(tab: Page, draft: Application) -> None:
    tab.goto(draft.get_absolute_url())
    follow(tab, fi("Write together with colleagues"))
    tab.get_by_label(fi("E-mail address")).fill("varpu@esimerkki.fi")
    press(tab, fi("Send the invitation"))
    expect(tab.get_by_role("main")).to_contain_text("varpu@esimerkki.fi")


def send(tab: Page, draft: Application, *, button: str = "Send the application") -> None:
    tab.goto(f"{draft.get_absolute_url()}laheta/")
    press(tab, fi(button))
    expect_heading(tab, fi("The application has arrived"))


def send_again_and_compare(tab: Page, draft: Application) -> None:
    tab.goto(part_of(draft, "title"))
    tab.locator("[name=title]").fill("Lepopäivä omaisille")
    go_on(tab)
    send(tab, draft)
    follow(tab, fi("To the application"))
    follow(tab, fi("Sending %(number)s", number="2"))
    changes = tab.locator("section[aria-labelledby=changes]")
    expect(changes.locator("blockquote")).to_have_text(["Retkipäivä omaisille", "Lepopäivä omaisille"])


def answer_supplement(tab: Page, draft: Application) -> None:
    tab.goto("/avustukset/hakemukset/")
    expect(tab.get_by_text(fi("You are asked to supplement"))).to_have_count(1)
    tab.goto(draft.get_absolute_url())
    expect(tab.get_by_text("Kertokaa, ketkä retkelle lähtevät.")).to_be_visible()
    tab.goto(part_of(draft, "participants"))
    tab.locator("[name=participants]").fill("25")
    go_on(tab)
    send(tab, draft, button="Send the supplement")
    tab.goto(draft.get_absolute_url())
    expect(tab.get_by_text("Kertokaa, ketkä retkelle lähtevät.")).to_have_count(0)


def withdraw(tab: Page, draft: Application) -> None:
    follow(tab, fi("Withdraw the application"))
    tab.get_by_label(fi("Why?")).fill("Retki peruuntui.")
    press(tab, fi("Withdraw the application"))
    expect(tab.get_by_text(fi("The application has been withdrawn."))).to_be_visible()
    draft.refresh_from_db()
    assert (draft.state, draft.withdrawn_because) == ("withdrawn", "Retki peruuntui.")


def ask_for_supplement(tab: Page, draft: Application) -> None:
    """The officer finds it by a word of its answers."""
    tab.goto("/tyopoyta/avustukset/hakemukset/")
    draft.refresh_from_db()
    tab.locator("[name=q]").fill(f"{draft.reference} Lepopäivä")
    press(tab, fi("Show"))
    rows = tab.locator("tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("link").first.click()
    tab.get_by_text(fi("Ask for a supplement"), exact=True).click()
    form = tab.locator("form[action*='/taydennys/']")
    form.locator("textarea").fill("Kertokaa, ketkä retkelle lähtevät.")
    form.locator("[name=questions][value=participants]").check()
    due = timezone.localtime() + timedelta(days=7)
    form.locator("[name=due_at]").fill(due.strftime("%Y-%m-%dT%H:%M"))
    form.get_by_role("button").click()
    expect(tab.get_by_role("button", name=fi("Take the request back"))).to_be_visible()


def test_treasurer_applies_supplements_and_withdraws_without_scripts(open_tab: OpenTab) -> None:
    tab, officer = open_tab("applicant", width=320, script=False), open_tab("officer", script=False)
    draft = begin(tab)
    answer(tab)
    attach(tab)
    give_account(tab)
    invite(tab, draft)
    send(tab, draft)
    send_again_and_compare(tab, draft)
    ask_for_supplement(officer, draft)
    answer_supplement(tab, draft)
    withdraw(tab, draft)
    assert draft.submissions.count() == 3


# --- The officer -----------------------------------------------------------------------------------------------------


def test_officer_copies_orders_and_publishes_a_call_without_scripts(open_tab: OpenTab) -> None:
    tab = open_tab("officer", script=False)
    source = Call.objects.filter(state="published").earliest("pk")
    tab.goto(source.edit_url)
    follow(tab, fi("Copy the call"))
    tab.locator("[name=title]").fill("Avustukset ilman skriptejä")
    tab.get_by_role("main").get_by_role("button").last.click()
    call = Call.objects.latest("pk")
    assert call.title == "Avustukset ilman skriptejä"
    put_questions_in_order(tab, call)
    set_times(tab, call)
    tab.goto(call.edit_url)
    follow(tab, fi("Publish…"))
    press(tab, fi("Publish the call"))
    call.refresh_from_db()
    assert call.state == "published"
    visitor = open_tab(script=False)
    visitor.goto("/avustukset/")
    expect(visitor.get_by_role("link", name="Avustukset ilman skriptejä").first).to_be_visible()


def put_questions_in_order(tab: Page, call: Call) -> None:
    form = call.call_kinds.get(kind__slug="kohdeavustus").question_set
    tab.goto(reverse("grants:set-edit", args=[form.key]))
    rows = tab.locator("[data-key] h3")
    first, second = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    tab.get_by_role("button", name=fi("Down: %(title)s", title=first), exact=True).click()
    expect(rows.nth(0)).to_have_text(second)
    expect(rows.nth(1)).to_have_text(first)
    follow(tab, first)
    tab.locator("[name=label_fi]").fill("Mikä on toiminnan nimi?")
    press(tab, fi("Save"))
    expect(rows.nth(1)).to_have_text("Mikä on toiminnan nimi?")


def set_times(tab: Page, call: Call) -> None:
    tab.goto(call.edit_url)
    tab.get_by_role("main").get_by_role("link", name=fi("Continue"), exact=True).or_(
        tab.get_by_role("main").get_by_role("link", name=fi("Change"), exact=True)
    ).first.click()
    today = timezone.localdate()
    for name, day, hour in (
        ("opens_at", today + timedelta(days=1), "09:00"),
        ("closes_at", today + timedelta(days=30), "16:00"),
    ):
        tab.locator(f"[name={name}_0]").fill(day.isoformat())
        tab.locator(f"[name={name}_1]").fill(hour)
    for name, days in (("supplements_until", 40), ("use_from", 60), ("use_until", 300)):
        tab.locator(f"[name={name}]").fill((today + timedelta(days=days)).isoformat())
    tab.get_by_role("main").locator(".form-end").get_by_role("button").first.click()
