"""Fixtures of the browser tests: the portal with its demo, a browser, and tabs in which somebody has signed in."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from portal import machine

if TYPE_CHECKING:  # models are not there yet when this file is read
    from .site import Site

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds; only a busy machine needs them

# The browser's driver runs a loop of events in this thread, for which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m "not browser"` leaves all of these out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def quick_and_separate() -> None:
    """The portal runs in a process of its own, with the settings that it has in real use."""


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """The cache and the broker belong to the running portal; they are empty when it opens."""


@pytest.fixture(scope="session")
def demo(django_db_blocker: Any) -> Iterator[None]:
    """A database with the demo in it, to be copied."""
    from .databases import prepared_demo

    with django_db_blocker.unblock(), prepared_demo():
        yield


@pytest.fixture(scope="module")
def site(demo: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Site"]:
    """The portal, new for each module."""
    from .site import open_site

    with django_db_blocker.unblock(), open_site(tmp_path_factory.mktemp("site")) as opened:
        yield opened


@pytest.fixture(scope="module")
def worker(site: "Site") -> Iterator[None]:
    """The portal's worker runs."""
    with site.working():
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process."""
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=machine.find_browser(), args=FLAGS)


@pytest.fixture
def open_tab(browser: Browser, site: "Site") -> Iterator[Callable[..., Page]]:
    """`open_tab("member", width=320)`: a window of somebody's own; what the browser complains of fails the test.

    `forgive` is a pattern of complaints that belong to the test, such as that of a page that is not there.
    """
    complaints: list[str] = []
    contexts = []

    def open_one(
        role: str = "visitor", *, width: int = 1280, script: bool = True, forgive: str = "(?!)"
    ) -> Page:
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="fi-FI",
            timezone_id=settings.TIME_ZONE,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if role != "visitor":
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": site.cookie_of(role), "url": site.address}])

        def hear(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"} and not re.search(forgive, message.text):
                complaints.append(f"{page.url}: {message.text}")

        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
