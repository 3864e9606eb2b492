"""Texts that people write: one small and safe part of Markdown.

Paragraphs, line breaks, lists, bold and links; everything else stands as it was typed. The same text serves pages,
documents, the search and mails.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

SCHEMES = {"http", "https", "mailto"}
DEEPEST = 20  # a list in a list takes two
LONGEST = (
    30_000  # signs; no field takes so many, and the time for brackets in brackets grows with their square
)

# What text processors leave when a list is pasted as text.
PASTED_BULLET = re.compile(
    r"^([ \t]*)(?:[•·▪◦‣∙●○■□\uf0b7\uf0a7][ \t\u00a0]*|[o§–—-]\t+)(?=\S)", re.MULTILINE
)
PASTED_NUMBER = re.compile(r"^([ \t]*\d{1,3}[.)])\t+", re.MULTILINE)
PASTED_SIGNS = str.maketrans(
    {"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n", "\uf0b7": "•", "\uf0a7": "•"}
)
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
KEPT_UNSEEN = {
    "\n",
    "\t",
    "\u00ad",
    "\u200c",
    "\u200d",
}  # soft hyphens, and what holds scripts and emoji together


class _Renderer(RendererHTML):
    """HTML of the few things there are; a single * or _ is no markup here and stays a sign."""

    def em_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return escape(tokens[idx].markup)

    em_close = em_open

    def link_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<a href="{escape(tokens[idx].attrs["href"])}" rel="noopener">'


def _is_allowed(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.path if parts.scheme == "mailto" else parts.netloc)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "maxNesting": DEEPEST}, renderer_cls=_Renderer)
    parser.enable(["list", "newline", "escape", "emphasis", "link"])
    parser.validateLink = _is_allowed  # type: ignore[assignment, method-assign]
    return parser


_markdown = _parser()


def _parse(text: str) -> list[Token] | None:
    """The tokens of a text, or None when it is too long, or its lists so deep that the parser would leave some out."""
    if len(text) > LONGEST:
        return None
    tokens = _markdown.parse(text)
    return None if any(token.level >= DEEPEST - 1 for token in tokens) else tokens


def render(text: str) -> SafeString:
    """The text as HTML that may stand in any page or document of the portal."""
    tokens = _parse(text)
    if tokens is None:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - linebreaks has escaped it
    return mark_safe(_markdown.renderer.render(tokens, _markdown.options, {}))  # noqa: S308 - no rule lets HTML through


def plain(text: str, *, addresses: bool = False) -> str:
    """The text without its markup, for the search and for mails; with `addresses` each link is followed by its own."""
    tokens = _parse(text)
    if tokens is None:
        return text
    pieces: list[str] = []
    numbers: list[int | None] = []
    marker, was_list = "", False
    for token in tokens:
        if token.type.endswith("_list_open"):
            numbers.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        elif token.type.endswith("_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            marker = "- " if numbers[-1] is None else f"{numbers[-1]}. "
            numbers[-1] = numbers[-1] and numbers[-1] + 1
        elif token.type == "inline":
            is_list = bool(numbers)
            gap = "" if not pieces else "\n" if is_list and was_list else "\n\n"
            indent = "  " * (len(numbers) - 1)
            pieces += gap, indent, marker, _plain_line(token, addresses=addresses)
            marker, was_list = "", is_list
    return "".join(pieces)


def _plain_line(token: Token, *, addresses: bool) -> str:
    pieces: list[str] = []
    links: list[str] = []
    for child in token.children or []:
        if child.type == "link_open":
            links.append(str(child.attrs["href"]))
        elif child.type == "link_close":
            pieces.append(f" ({links.pop()})" if addresses else "")
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        else:
            pieces.append(child.markup if child.type.startswith("em_") else child.content)
    return "".join(pieces)


def clean(text: str) -> str:
    """The text as it is stored: line ends and pasted lists made plain, invisible signs left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(PASTED_SIGNS)
    text = "".join(sign for sign in text if sign in KEPT_UNSEEN or unicodedata.category(sign) not in UNSEEN)
    text = PASTED_NUMBER.sub(r"\1 ", PASTED_BULLET.sub(r"\1- ", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


class MarkdownWidget(forms.Textarea):
    """A text area with a preview below it that shows the text as readers will see it."""

    template_name = "portal/widgets/markdown.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The preview opens with what the text says now."""
        context = super().get_context(name, value, attrs)
        context["preview"] = render(str(value or ""))
        return context


class MarkdownField(forms.CharField):
    """A text in the portal's Markdown, cleaned of what text processors leave behind."""

    widget = MarkdownWidget

    def to_python(self, value: Any) -> str:
        """The cleaned text; the limit of length counts what is stored."""
        return clean(super().to_python(value) or "")
