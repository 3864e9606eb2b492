"""Fixtures of the browser tests: the portal with its demo, a browser, and tabs in which somebody has signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal import machine

from .tabs import PATIENCE, tabs_of

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
    """`open_tab("member", width=320)`: a window of somebody's own; what the browser complains of fails the test."""
    complaints: list[str] = []
    with tabs_of(browser, site, complaints) as open_one:
        yield open_one
    assert complaints == []
