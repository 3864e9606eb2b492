"""A body from nothing: founded, given its rules, a term with seats, and a first member and deputy whom everybody sees."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from members.enums import RuleName
from members.models import Body, Mandate

from . import axe
from .steps import expect_told, fi

NAME = "Rantakylien yhteistyöryhmä"
DECISIONS = {
    RuleName.SEAT_SCHEME: "open",
    RuleName.PRIMARIES: "1",
    RuleName.DEPUTIES: "1",
    RuleName.DEPUTY_KIND: "personal",
    RuleName.DIFFERENT_ORGANISATIONS: "True",
}


def press(tab: Page, words: str) -> None:
    """Press the button of the page."""
    tab.get_by_role("main").get_by_role("button", name=fi(words), exact=True).click()


def follow(tab: Page, words: str) -> None:
    """Follow the link of the page."""
    tab.get_by_role("main").get_by_role("link", name=fi(words)).first.click()


def test_body_is_founded_and_seated_in_the_browser(open_tab: Callable[..., Page]) -> None:
    coordinator = open_tab("coordinator")
    found(coordinator)
    write_rules(coordinator)
    make_seats(coordinator)
    board = coordinator.url
    seat(coordinator, "The member's seat is vacant", "Rauha Rantanen", "Liikkuva Pirkka ry")
    # The rules say that the deputy comes from another organisation; the page says so before anything is done.
    coordinator.goto(board)
    follow(coordinator, "The deputy's seat is vacant")
    follow(coordinator, "Choose somebody for the seat")
    write_person(coordinator, "Veikko Varapää", "Liikkuva Pirkka ry")
    expect(coordinator.locator(".error-summary")).to_be_focused()
    assert axe.findings(coordinator) == []
    write_person(coordinator, "Veikko Varapää", "Latupari ry")
    press(coordinator, "Choose for the seat")
    expect(coordinator.get_by_role("link", name="Veikko Varapää")).to_be_visible()
    body = Body.objects.get(name_fi=NAME)
    assert Mandate.objects.of_body(body).as_members().count() == 1
    visitor = open_tab(width=360)
    visitor.goto(body.get_absolute_url())
    for name in ("Rauha Rantanen", "Veikko Varapää", "Latupari ry"):
        expect(visitor.get_by_role("main").get_by_text(name).first).to_be_visible()
    assert axe.findings(visitor) == []


def found(tab: Page) -> None:
    """From the list of groups to the page of the new body's rules, where nothing is decided."""
    tab.goto("/jarjestoyhteistyo/")
    follow(tab, "Found a group")
    tab.locator("[name=name_fi]").fill(NAME)
    tab.locator("[name=short_name_fi]").fill("Rantakylien ryhmä")
    tab.locator("[name=kind]").select_option(index=1)
    tab.locator("[name=status][value=active]").check()
    press(tab, "Found the group")
    rules = Body.objects.get(name_fi=NAME).rules_versions.get()
    expect(tab.locator("#saannot .rows > li")).to_have_count(len(rules.by_name))
    expect(tab.locator("#saannot").get_by_text(fi("Not decided"), exact=True)).to_have_count(
        len(rules.by_name)
    )
    assert axe.findings(tab) == []


def write_rules(tab: Page) -> None:
    """What was decided; the rest stays undecided."""
    follow(tab, "Write the rules down")
    for rule, value in DECISIONS.items():
        tab.locator(f"[name={rule}-value]").select_option(value)
    press(tab, "Save")
    expect_told(tab, fi("Saved."))
    version = Body.objects.get(name_fi=NAME).rules_versions.get()
    decided = {name for name, rule in version.by_name.items() if rule.value is not None}
    assert decided == set(DECISIONS)


def make_seats(tab: Page) -> None:
    """A term and its seats, as the rules lay down."""
    follow(tab, "Terms and seats")
    follow(tab, "New term")
    tab.locator("[name=starts_on]").fill(timezone.localdate().isoformat())
    press(tab, "Make the term")
    press(tab, "Make the seats")
    expect(tab.get_by_role("link", name=fi("Call for nominations to the vacant seats"))).to_be_visible()
    assert axe.findings(tab) == []


def seat(tab: Page, vacancy: str, name: str, organisation: str) -> None:
    """Somebody new for a vacant seat of the board."""
    follow(tab, vacancy)
    follow(tab, "Choose somebody for the seat")
    write_person(tab, name, organisation)
    expect(tab.locator("#seuraus")).to_contain_text(organisation)
    press(tab, "Choose for the seat")
    expect(tab.get_by_role("link", name=name)).to_be_visible()


def write_person(tab: Page, name: str, organisation: str) -> None:
    """Who, and from where; then what will happen."""
    tab.get_by_label(fi("Person"), exact=False).first.fill(name)
    tab.get_by_label(fi("Organisation")).first.fill(organisation)
    press(tab, "Show what will happen")
