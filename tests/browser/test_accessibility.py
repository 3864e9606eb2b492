"""axe on every page of the table of routes, in each language: an address that is added there is looked at here.

Finnish pages are looked at on a wide light screen and on a small dark one, the others for what their words can change.
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from portal.demo import PASSWORD
from portal.views import errors
from tests.test_routes import ACCOUNT_IN_PASSING, TABLE

from . import axe
from .scenes import make_scene
from .site import Site

NO_PAGES = {
    "healthz", "readyz", "document-file", "meetings:material-file", "meetings:draft-material", "meetings:agenda-clocks",
    "mfa_download_recovery_codes", "members:round-table", "members:nomination-organisations", "own-data-download",
    "members:document-file", "members:person-search",
}  # fmt: skip
"""What is fetched but is no page: files, a part of a page, signs of life."""
NO_PAGES |= {"members:members-csv", "members:term-board-csv"}
NO_PAGES |= {
    "meetings:answers-csv",
    "meetings:action-csv",
    "meetings:meeting-now",
    "meetings:session-state",
    "meetings:papers-archive",
    "meetings:documents",
    "meetings:own-feed",
    "meetings:body-feed",
}
NO_PAGES |= {"members:organisation-table", "members:import-result"}
NO_PAGES |= {"grants:calls-calendar", "grants:calls-feed", "grants:call-calendar"}
NO_PAGES |= {"grants:application-file", "grants:officer-csv", "grants:officer-xlsx", "grants:archive-file"}
NO_PAGES |= {"grants:risk-csv", "grants:risk-xlsx"}
NO_PAGES |= {name for name in TABLE if name.startswith(("open-data:", "grants-data:"))}

ASKS_FIRST = {"meetings:material-remove"}
"""What acts by POST and asks on a page before."""

LOOK_DIFFERENT = {
    "front",
    "meetings:meeting-list",
    "meetings:meeting-detail",
    "meetings:item-detail",
    "meetings:year-clock",
    "meetings:proposal-create",
    "members:body-detail",
    "members:organisation-list",
}
"""Pages that those who have signed in see with other parts than visitors do."""

NEEDS_SECOND_FACTOR = {
    "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
READERS = ("visitor", "member", "coordinator", "secretariat", "officer", "outsider", "applicant")


def readers_of(name: str) -> set[str]:
    """Whose sight of a page is looked at."""
    if name in NEEDS_SECOND_FACTOR:
        return {"officer"}
    if name == "account_set_password":
        return {"outsider"}
    if name in LOOK_DIFFERENT:
        return {"visitor", "member", "coordinator"}
    return {next(role for role in READERS if role in TABLE[name].roles)}


PAGES = [
    name
    for name, route in TABLE.items()
    if (route.method == "get" and name not in NO_PAGES | set(ACCOUNT_IN_PASSING)) or name in ASKS_FIRST
]


@pytest.fixture(scope="module")
def scene(site: Site) -> SimpleNamespace:
    """What the addresses name."""
    return make_scene(site)


@pytest.mark.parametrize("name", [name for name, route in TABLE.items() if route.method == "post"])
def test_what_acts_has_no_page_but_where_it_asks_first(name: str, scene: SimpleNamespace, site: Site) -> None:
    role = next(role for role in ("secretariat", *READERS) if role in TABLE[name].roles)
    status = site.client(role).get(reverse(name, args=TABLE[name].arguments(scene))).status_code
    assert status == (200 if name in ASKS_FIRST else 405)


class PagesInOneLanguage:
    """The pages of a language; a class of its own for each, so that they can be looked at side by side."""

    language: str
    findings = staticmethod(axe.findings_of_words)

    @pytest.mark.parametrize("role", READERS)
    def test_nothing_to_find_on_pages(
        self, role: str, scene: SimpleNamespace, open_tab: Callable[..., Page]
    ) -> None:
        tab = open_tab(role)
        axe.keep_at_hand(tab)
        found: list[str] = []
        for name in PAGES:
            if role in readers_of(name):
                with translation.override(self.language):
                    address = reverse(name, args=TABLE[name].arguments(scene))
                found += findings_at(tab, address, self.findings)
        assert found == [], "\n".join(found)

    @pytest.mark.parametrize("answer", [errors.bad_request, errors.not_found, errors.server_error])
    def test_nothing_to_find_on_pages_about_errors(
        self, answer: Callable[[HttpRequest], HttpResponse], open_tab: Callable[..., Page]
    ) -> None:
        prefix = "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"
        request = RequestFactory().get(f"{prefix}/missing/")
        request.user = AnonymousUser()
        with translation.override(self.language):
            response = answer(request)
        tab = open_tab(forgive=str(response.status_code))
        # What the portal would answer, at an address of its own, so that the page finds its style sheets.
        tab.route(
            "**/missing/",
            lambda route: route.fulfill(
                status=response.status_code, body=response.text, content_type="text/html"
            ),
        )
        tab.goto("/missing/")
        assert tab.locator("html").get_attribute("lang") == self.language
        assert axe.findings(tab) == []


class TestFinnish(PagesInOneLanguage):
    language = "fi"
    findings = staticmethod(axe.findings)


class TestSwedish(PagesInOneLanguage):
    language = "sv"


class TestEnglish(PagesInOneLanguage):
    language = "en"


def findings_at(tab: Page, address: str, findings: Callable[[Page], list[str]]) -> Iterator[str]:
    """What is found on the page at an address, not on one that it may lead to; the password is typed where it is asked for."""
    response = tab.goto(address)
    if not tab.url.endswith(address) and "/kirjaudu/uudelleen/" in tab.url:
        tab.locator("#id_password").fill(PASSWORD)
        with tab.expect_navigation() as led_on:
            tab.locator("#id_password").press("Enter")
        response = led_on.value
    if response.status != 200 or not tab.url.endswith(address):
        yield f"{address} ends in {response.status} at {tab.url}"
    yield from findings(tab)
