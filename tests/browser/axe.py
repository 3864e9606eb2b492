"""What axe finds in a page: all its rules on a wide light screen, then colours and what matters on a small dark one.

Most of the time goes into contrast, which is why it is not judged anew for each mix of width, light and language.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
GRAVE = ("serious", "critical")
COLOURS = ("color-contrast", "link-in-text-block")
ON_PHONES = ("target-size", "scrollable-region-focusable", "color-contrast")
PHONE = {"width": 320, "height": 800}

# Without preload: axe would read style sheets anew through inline ones, which our policy refuses.
RUN = """([runOnly, rules]) => axe.run(document, {runOnly, rules, resultTypes: ["violations"], preload: false}).then(results =>
    results.violations.flatMap(({id, impact, nodes}) => nodes.map(({target, failureSummary}) =>
        [impact, id, target.flat().join(" "), failureSummary.split("\\n").slice(1).join(" ").trim()])))"""
OPEN_ALL = "document.querySelectorAll('main details').forEach(details => { details.open = true; })"
AT_REST = "Promise.allSettled(document.getAnimations().map(animation => animation.finished))"
TOO_WIDE = """() => document.documentElement.scrollWidth <= 320 ? [] : [`${document.documentElement.scrollWidth} px`,
    ...[...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > 320.5)
        .map(element => element.outerHTML.slice(0, 100)).slice(0, 5)]"""

SHARED_IDS = """() => { const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
    return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))]; }"""


def findings(page: Page) -> list[str]:
    """Everything that axe finds in the page as it is, closed parts opened; the page is left wide and light."""
    found = _wide_findings(page)
    found += [f"{page.url} two elements have the id {name}" for name in page.evaluate(SHARED_IDS)]
    with _dark(page), _small(page):
        found += _run(page, "dark phone", *({*ON_PHONES, *COLOURS}))
        found += _too_wide(page)
    return found


def findings_of_words(page: Page) -> list[str]:
    """What another language can spoil in a page whose look has been judged in Finnish: names, labels, width."""
    found = _wide_findings(page, without=COLOURS)
    with _small(page):
        found += _too_wide(page)
    return found


def findings_on_phone(page: Page) -> list[str]:
    """What is too small to hit, hard to read or too wide in a page that is shown on a phone."""
    _bring_axe(page)
    return [*_run(page, "phone", *ON_PHONES), *_too_wide(page)]


def grave_findings(page: Page, *, in_the_dark: bool = True) -> list[str]:
    """What of it keeps people out, on a wide screen: enough to ask of pages that are not ours."""
    found = _wide_findings(page)
    if in_the_dark:
        with _dark(page):
            found += _run(page, "dark", *COLOURS)
    return [text for text in found if text.split("] ")[1].startswith(GRAVE)]


def keep_at_hand(page: Page) -> None:
    """From now on axe comes with every page that the window opens, which is quicker than to bring it to each."""
    page.context.add_init_script(AXE_SCRIPT)


def _wide_findings(page: Page, without: tuple[str, ...] = ()) -> list[str]:
    _bring_axe(page)
    page.evaluate(OPEN_ALL)
    return [
        *_told(page, "wide", {"type": "tag", "values": TAGS}, {rule: {"enabled": False} for rule in without})
    ]


def _bring_axe(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)


@contextmanager
def _dark(page: Page) -> Iterator[None]:
    page.emulate_media(color_scheme="dark")
    page.evaluate(AT_REST)
    try:
        yield
    finally:
        page.emulate_media(color_scheme="light")


@contextmanager
def _small(page: Page) -> Iterator[None]:
    size = page.viewport_size
    page.set_viewport_size(PHONE)
    try:
        yield
    finally:
        page.set_viewport_size(size or PHONE)


def _too_wide(page: Page) -> Iterator[str]:
    for what in page.evaluate(TOO_WIDE):
        yield f"{page.url} [phone] too wide: {what}"


def _run(page: Page, look: str, *rules: str) -> Iterator[str]:
    return _told(page, look, {"type": "rule", "values": rules}, {})


def _told(page: Page, look: str, only: dict, rules: dict) -> Iterator[str]:
    for impact, rule, target, why in page.evaluate(RUN, [only, rules]):
        yield f"{page.url} [{look}] {impact} {rule}: {target} - {why}"
