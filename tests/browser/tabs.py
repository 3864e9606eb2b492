"""Windows of the browser, each of somebody's own."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page

if TYPE_CHECKING:  # models are not there yet when conftest reads this file
    from .site import Site

PATIENCE = 15_000  # milliseconds; only a busy machine needs them


@contextmanager
def tabs_of(browser: Browser, site: "Site", complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens windows, notes what the browser complains of, and closes them in the end.

    `forgive` is a pattern of complaints that belong to the test, such as that of a page that is not there.
    """
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
