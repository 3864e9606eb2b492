"""HTML becomes PDF/UA-1, or the reasons why it cannot."""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from logging.handlers import BufferingHandler
from typing import Any, NamedTuple

import pydyf
import weasyprint
from django.conf import settings
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from .check import examine
from .problems import MORE_SIGNS, SIGN, TEMPLATE, Problem, Unprintable

NO_GLYPH = re.compile(r"\.notdef glyph .*\(U\+([0-9A-F]+)\)$", re.DOTALL)
SIGNS_SHOWN = 5

# Everything a document shows stands in its HTML, pictures as data. So nothing is fetched, from the network or from
# the disk, and the hash of the HTML tells all.
NOTHING_OUTSIDE = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)


class Rendered(NamedTuple):
    """A finished file."""

    content: bytes
    pages: int


def render(html: str) -> Rendered:
    """The accessible file. Raises Unprintable when a reader would miss something in it."""
    source = weasyprint.HTML(string=html, base_url=settings.BASE_URL, url_fetcher=NOTHING_OUTSIDE)
    _flatten_links(source)
    with _heard() as said:
        content = source.write_pdf(pdf_variant="pdf/ua-1", font_config=_fonts())
    pages, problems = examine(content)
    problems = [*_missing_signs(said, source), *_errors(said), *problems]
    if problems:
        raise Unprintable(problems)
    return Rendered(content, pages)


def warm() -> None:
    """Look the fonts up once, before somebody waits for them."""
    weasyprint.HTML(string="<p>Aa <b>Öö").write_pdf(font_config=_fonts())


@cache
def _fonts() -> FontConfiguration:
    """One for each process: made anew for every document, fonts cost time and memory that never comes back."""
    return FontConfiguration()


def _flatten_links(source: weasyprint.HTML) -> None:
    """Leave only text in links: of every element in a link the renderer makes a second link, tied to nothing."""
    for link in source.etree_element.iter("a"):
        link.text = "".join(link.itertext())
        link[:] = []


@contextmanager
def _heard() -> Iterator[list[logging.LogRecord]]:
    """What the renderer says meanwhile: it goes on after errors and leaves it to the log to tell of them."""
    ear = BufferingHandler(capacity=sys.maxsize)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield ear.buffer
    finally:
        logger.removeHandler(ear)


def _errors(said: list[logging.LogRecord]) -> list[Problem]:
    return [
        Problem(TEMPLATE, {"what": record.getMessage()}) for record in said if record.levelno >= logging.ERROR
    ]


def _missing_signs(said: list[logging.LogRecord], source: weasyprint.HTML) -> list[Problem]:
    """Signs that no font has; in the file each would be an empty box, which no later check can tell from a letter."""
    found = [match for record in said if (match := NO_GLYPH.match(record.getMessage()))]
    signs = list(dict.fromkeys(chr(int(match[1], 16)) for match in found))
    texts = [" ".join(text.split()) for text in source.etree_element.itertext()]
    problems = [
        Problem(SIGN, {"sign": sign, "code": f"U+{ord(sign):04X}", "near": _near(sign, texts)})
        for sign in signs[:SIGNS_SHOWN]
    ]
    if more := len(signs) - len(problems):
        problems.append(Problem(MORE_SIGNS, {"count": more}))
    return problems


def _near(sign: str, texts: list[str]) -> str:
    """Some words round the first place where the sign stands."""
    text = next((text for text in texts if sign in text), sign)
    place = text.index(sign)
    start, end = max(0, place - 30), place + 30
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _with_language(build_box_tree: Any) -> Any:
    """WeasyPrint drops the language of a part; without it a screen reader speaks Finnish words with a Swedish voice."""

    def build(box: Any, *arguments: Any) -> Iterator[pydyf.Dictionary]:
        language = None
        if box.element is not None and box.element_tag not in {"html", "body"}:
            language = box.element.get("lang")
        for element in build_box_tree(box, *arguments):
            if language:
                element["Lang"] = pydyf.String(language)
            yield element

    return build


# The only place where structure elements and what they came from are seen together.
tags._build_box_tree = _with_language(tags._build_box_tree)  # noqa: SLF001
