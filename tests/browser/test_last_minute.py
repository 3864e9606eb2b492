"""The last minute of a call, with the portal's clock moved by the test."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from grants.models import Application, Call
from portal.formats import clock, moment

from . import axe
from .site import Site, open_site
from .steps import fi, part_of, saved

OpenTab = Callable[..., Page]


@pytest.fixture(scope="module")
def site(demo: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A portal whose clock can be moved."""
    with (
        django_db_blocker.unblock(),
        open_site(tmp_path_factory.mktemp("site"), "tests.browser.clock") as opened,
    ):
        yield opened


def draft_of(kind: str) -> Application:
    """The applicant's draft, in a call that closes before the sessions of the test end."""
    draft = Application.objects.filter(call_kind__kind__slug=kind, state="draft").latest("pk")
    at_six = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
    Call.objects.filter(pk=draft.call_id).update(closes_at=at_six + timedelta(days=2))
    return Application.objects.select_related("call").get(pk=draft.pk)


def write(tab: Page, text: str) -> None:
    """Type over the purpose and leave the field."""
    tab.locator("[name=purpose]").fill(text)
    tab.locator("[name=purpose]").blur()


def test_in_the_last_minute_the_clock_counts_then_nothing_is_taken_and_the_draft_stays(
    open_tab: OpenTab, site: Site
) -> None:
    draft = draft_of("kohdeavustus")
    closes_at = draft.call.closes_at
    tab = open_tab("applicant", width=320)
    site.move_clock(closes_at - timedelta(minutes=1, seconds=30))
    tab.goto(part_of(draft, "purpose"))
    counter = tab.locator("[data-time-left]")
    expect(counter).to_contain_text("1\u00a0min")
    expect(tab.locator("[data-clock]")).to_contain_text(clock(closes_at - timedelta(minutes=2)))

    # The server's clock counts, also where this device thinks otherwise; each save brings it anew.
    site.move_clock(closes_at - timedelta(seconds=40))
    with saved(tab):
        write(tab, "Viime hetken teksti.")
    expect(counter).not_to_contain_text("min")
    expect(counter).to_contain_text("\u00a0s")
    expect(tab.locator("#announcer")).to_contain_text(fi("Time left %(left)s", left="")[:5])
    assert axe.findings_on_phone(tab) == []

    # The instant itself is too late: told in the page, which keeps the text.
    site.move_clock(closes_at)
    write(tab, "Myöhästynyt teksti.")
    told = fi(
        "The call closed %(time)s, before this arrived. What you wrote stays here and can be read.",
        time=moment(closes_at),
    )
    expect(tab.locator("#saved")).to_contain_text(told)
    expect(tab.locator("[data-deadline]")).to_contain_text(fi("Closed %(time)s.", time=moment(closes_at)))
    expect(tab.locator("[name=purpose]")).to_have_value("Myöhästynyt teksti.")
    assert draft.answers.get(name="purpose").value == "Viime hetken teksti."

    # Opened again, the draft can be read, and what did not arrive is there to be copied.
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.reload()
    expect(tab.locator("[name=purpose]")).to_have_value("Viime hetken teksti.")
    expect(tab.locator("[name=purpose]")).to_be_disabled()
    expect(tab.locator("[data-kept-answers]")).to_contain_text("Myöhästynyt teksti.")
    assert axe.findings(tab) == []
    tab.goto(f"{draft.get_absolute_url()}laheta/")
    expect(tab.get_by_role("button", name=fi("Send the application"))).to_have_count(0)
    expect(tab.get_by_role("main")).to_contain_text(told)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_page_that_stays_open_says_by_itself_that_the_call_has_closed(open_tab: OpenTab, site: Site) -> None:
    draft = draft_of("yleisavustus")
    site.move_clock(draft.call.closes_at - timedelta(minutes=12))
    tab = open_tab("applicant")
    tab.clock.install()
    tab.goto(draft.get_absolute_url())
    expect(tab.locator("[data-time-left]")).to_contain_text("min")
    tab.clock.fast_forward("13:00")
    expect(tab.locator("[data-time-left]")).to_have_text(
        fi("Closed %(time)s.", time=moment(draft.call.closes_at))
    )
