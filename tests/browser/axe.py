"""What axe finds in a page: all its rules on a wide screen, then colours in the dark, then what matters on a phone."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
GRAVE = ("serious", "critical")
COLOURS = ("color-contrast", "link-in-text-block")
ON_PHONES = ("target-size", "scrollable-region-focusable", "color-contrast")
PHONE = {"width": 320, "height": 800}

# Without preload: axe would read style sheets anew through inline ones, which our policy refuses.
RUN = """only => axe.run(document, {runOnly: only, resultTypes: ["violations"], preload: false}).then(results =>
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
    size = page.viewport_size
    page.set_viewport_size(PHONE)
    found += findings_on_phone(page)
    page.set_viewport_size(size or PHONE)
    return found


def findings_of_words(page: Page) -> list[str]:
    """What another language can spoil in a page whose look has been judged in Finnish: names, labels, width."""
    _bring_axe(page)
    page.evaluate(OPEN_ALL)
    found = [*_run(page, "wide", {"type": "tag", "values": TAGS})]
    size = page.viewport_size
    page.set_viewport_size(PHONE)
    found += [f"{page.url} [phone] too wide: {what}" for what in page.evaluate(TOO_WIDE)]
    page.set_viewport_size(size or PHONE)
    return found


def findings_on_phone(page: Page) -> list[str]:
    """What is too small to hit, hard to read or too wide in a page that is shown on a phone."""
    _bring_axe(page)
    wide = [f"{page.url} [phone] too wide: {what}" for what in page.evaluate(TOO_WIDE)]
    return [*_run(page, "phone", {"type": "rule", "values": ON_PHONES}), *wide]


def grave_findings(page: Page) -> list[str]:
    """What of it keeps people out, on a wide screen: enough to ask of pages that are not ours."""
    return [text for text in _wide_findings(page) if text.split("] ")[1].startswith(GRAVE)]


def _wide_findings(page: Page) -> list[str]:
    _bring_axe(page)
    page.evaluate(OPEN_ALL)
    found = [*_run(page, "wide", {"type": "tag", "values": TAGS})]
    page.emulate_media(color_scheme="dark")
    page.evaluate(AT_REST)
    found += _run(page, "dark", {"type": "rule", "values": COLOURS})
    page.emulate_media(color_scheme="light")
    return found


def _bring_axe(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)


def _run(page: Page, look: str, only: dict) -> Iterator[str]:
    for impact, rule, target, why in page.evaluate(RUN, only):
        yield f"{page.url} [{look}] {impact} {rule}: {target} - {why}"
