"""What people do again and again in the browser, in their words."""

from contextlib import AbstractContextManager
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from playwright.sync_api import Page, Response, expect

from grants.models import Application
from meetings.demo_papers import pdf
from meetings.models import Meeting
from portal.enums import Audience

from .site import ROLES

UNTIL_MADE = 60_000  # milliseconds; a worker that has just been started loads for some seconds


def fi(message: str, context: str | None = None, **values: str) -> str:
    """How a text of the interface reads in Finnish."""
    return (pgettext(context, message) if context else gettext(message)) % values


def expect_told(tab: Page, words: str) -> None:
    """Wait for the page to say what was done; half a second later the same words are read aloud from another place of it."""
    expect(tab.locator(".messages")).to_contain_text(words)


def far_day() -> date:
    """A Wednesday well after the meetings of the demo."""
    day = timezone.localdate() + timedelta(days=200)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def fill_in_meeting(tab: Page, *, begins: str = "14:00", ends: str = "16:00") -> None:
    """The facts of a new meeting, typed."""
    tab.goto("/kokoukset/")
    tab.get_by_role("link", name=fi("New meeting")).click()
    tab.get_by_label(fi("Day")).fill(far_day().isoformat())
    tab.get_by_label(fi("Begins at")).fill(begins)
    tab.get_by_label(fi("Ends at")).fill(ends)
    tab.get_by_label(fi("Place")).fill("Kumppanuustalo, Tampere")


def make_draft(tab: Page) -> Meeting:
    """A draft with the standing items; the tab shows its workbench."""
    fill_in_meeting(tab)
    tab.get_by_role("button", name=fi("Make the draft")).click()
    expect_told(tab, fi("The draft is made. Others see it when you convene the meeting."))
    return Meeting.objects.latest("pk")


def attach(tab: Page, name: str, *, audience: Audience = Audience.PUBLIC) -> None:
    """A PDF as a paper of the item that the tab shows."""
    file = pdf(name, "Liite", ["Teksti."])
    choose(tab, [{"name": name, "mimeType": "application/pdf", "buffer": file.read()}])
    tab.get_by_label(fi("Who may read")).select_option(audience.value)
    tab.get_by_role("button", name=fi("Add the files")).click()
    expect_told(tab, ngettext("%(count)d paper is added.", "%(count)d papers are added.", 1) % {"count": 1})


def choose(tab: Page, files: list[dict]) -> None:
    """Files, chosen for the item that the tab shows."""
    tab.get_by_label(fi("Files")).set_input_files(files)


def titles(tab: Page) -> list[str]:
    """The items of the workbench's agenda as they stand."""
    return [text.strip() for text in tab.locator("[data-key] h3").all_inner_texts()]


def expect_titles(tab: Page, titles: list[str]) -> None:
    """Wait for the items to stand in this order."""
    expect(tab.locator("[data-key] h3")).to_have_text(titles)


def order_saved(tab: Page) -> AbstractContextManager[Response]:
    """`with order_saved(tab): …` goes on once the new order has arrived."""
    return tab.expect_response(lambda response: response.url.endswith("/jarjestys/") and response.ok)


def saved(tab: Page) -> AbstractContextManager[Response]:
    """`with saved(tab): …` goes on once the page of an application has saved by itself."""
    return tab.expect_response(lambda response: response.headers.get("x-saved") == "all")


def part_of(draft: Application, name: str) -> str:
    """The address of the part of an application that asks the question."""
    section = draft.question_set.questions.select_related("section").get(name=name).section
    return f"{draft.get_absolute_url()}osat/{section.name}/"


def sign_in(tab: Page, role: str, password: str) -> None:
    """By the form."""
    tab.goto("/")
    tab.get_by_role("link", name=fi("Sign in"), exact=True).click()
    tab.locator("[name=login]").fill(ROLES[role].email)
    tab.locator("[name=password]").fill(password)
    tab.get_by_role("main").get_by_role("button", name=fi("Sign in"), exact=True).click()


def sign_out(tab: Page) -> None:
    """By the person's menu."""
    tab.locator(".person summary").click()
    tab.get_by_role("link", name=fi("Sign out")).click()
    tab.get_by_role("main").get_by_role("button", name=fi("Sign out")).click()
    expect(tab.locator(".person")).to_have_count(0)
