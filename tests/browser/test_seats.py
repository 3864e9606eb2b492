"""Seats in the browser: the coordinator seats a new term, and lets a member leave and the deputy follow."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Page, expect

from members.demo import BODY
from members.models import Mandate, Term
from portal.formats import plain_day

from . import axe
from .steps import fi

LEAVES, FOLLOWS = "Elina Pajuvuori", "Joonas Haapasuo"


@pytest.fixture
def coordinator(open_tab: Callable[..., Page]) -> Page:
    return open_tab("coordinator")


def board(tab: Page) -> None:
    """The tab shows the board of the term that runs now."""
    term = Term.objects.on_day(timezone.localdate()).get(body__slug=BODY)
    tab.goto(f"/tyopoyta/{BODY}/kaudet/{term.pk}/")


def test_member_resigns_and_the_deputy_follows_on_the_next_day(coordinator: Page) -> None:
    board(coordinator)
    coordinator.get_by_role("link", name=LEAVES).click()
    coordinator.get_by_role("link", name=fi("The membership ends")).click()
    last = timezone.localdate() + timedelta(days=14)
    coordinator.get_by_label(fi("Last day")).fill(last.isoformat())
    coordinator.get_by_role("button", name=fi("Show what will happen")).click()
    panel = coordinator.locator("#seuraus")
    expect(panel).to_contain_text(plain_day(last))
    expect(panel.get_by_role("listitem")).to_have_count(3)
    assert Mandate.objects.filter(person__name=LEAVES, end_reason="").count() == 1, "only said so far"
    assert axe.findings(coordinator) == []
    coordinator.get_by_role("button", name=fi("End the membership")).click()
    expect(coordinator.get_by_role("link", name=FOLLOWS)).to_be_visible()
    new = Mandate.objects.as_members().get(person__name=FOLLOWS)
    assert new.valid_from == last + timedelta(days=1)


def test_vacant_seat_is_filled_by_somebody_new_of_a_known_association(coordinator: Page) -> None:
    board(coordinator)
    coordinator.get_by_role("link", name=fi("The member's seat is vacant")).first.click()
    coordinator.get_by_role("link", name=fi("Choose somebody for the seat")).click()
    coordinator.get_by_label(fi("Person"), exact=False).first.fill("Lilja Uusitalo")
    coordinator.get_by_label(fi("Organisation")).first.fill("Liikkuva Pirkka ry")
    coordinator.get_by_role("button", name=fi("Show what will happen")).click()
    expect(coordinator.locator("#seuraus")).to_contain_text("Liikkuva Pirkka ry")
    coordinator.get_by_role("button", name=fi("Choose for the seat")).click()
    expect(coordinator.get_by_role("link", name="Lilja Uusitalo")).to_be_visible()
    assert str(Mandate.objects.get(person__name="Lilja Uusitalo").organisation) == "Liikkuva Pirkka ry"


def test_next_term_counts_who_goes_on_as_they_are_ticked(coordinator: Page) -> None:
    term = Term.objects.on_day(timezone.localdate()).get(body__slug=BODY)
    coordinator.goto(f"/tyopoyta/{BODY}/kaudet/{term.pk}/seuraava/")
    turn = coordinator.locator("#rotation")
    before = turn.inner_text()
    with coordinator.expect_response(lambda response: response.request.method == "POST"):
        coordinator.get_by_label("Hilkka Tammelin").check()
    expect(turn).not_to_have_text(before)
    assert axe.findings(coordinator) == []
    coordinator.get_by_role("button", name=fi("Start the next term")).click()
    coordinator.wait_for_url(lambda address: not address.endswith("/seuraava/"))
    new = Term.objects.filter(body__slug=BODY).latest("starts_on")
    people = list(Mandate.objects.filter(seat__group__term=new).values_list("person__name", flat=True))
    assert people == ["Hilkka Tammelin"]
    expect(coordinator.get_by_role("link", name="Hilkka Tammelin")).to_be_visible()


def test_groups_of_seats_are_moved_by_the_keyboard(coordinator: Page) -> None:
    term = Term.objects.filter(body__slug=BODY).latest("starts_on")
    first, second = term.groups.all()[:2]
    coordinator.goto(f"/tyopoyta/{BODY}/kaudet/{term.pk}/ryhmat/")
    with override("fi"):
        grip = coordinator.get_by_role("button", name=first.name).first
    grip.focus()
    with coordinator.expect_response(lambda response: response.request.method == "POST"):
        coordinator.keyboard.press("ArrowDown")
    assert list(term.groups.all()[:2]) == [second, first]
