"""The ways in, at the head of every page. Apps register theirs when Django starts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .access import Actor
from .enums import Language


class Audience(Flag):
    """Who sees an entry: people who have signed in, visitors, or both."""

    VISITORS = auto()
    SIGNED_IN = auto()


VISITORS, SIGNED_IN = Audience.VISITORS, Audience.SIGNED_IN
EVERYONE = VISITORS | SIGNED_IN


@dataclass(frozen=True)
class Entry:
    """One way in; the smaller order stands first. What waits for the person is counted beside the desk's name."""

    order: int
    label: Any
    url_name: str
    audience: Audience
    counts_desk: bool
    shows: Callable[[Actor], bool] | None = None


@dataclass(frozen=True)
class Way:
    """An entry as one page shows it."""

    label: Any
    url: str
    is_current: bool
    counts_desk: bool


@dataclass(frozen=True)
class OwnPage:
    """A page about oneself, reached from one's details: what it is called and what is there."""

    order: int
    label: Any
    text: Any
    url_name: str

    @property
    def url(self) -> str:
        """Its address in the language of the page."""
        return reverse(self.url_name)


_entries: list[Entry] = []
_own: list[OwnPage] = []
OWN_NAMES = {Language.FINNISH: "suomeksi", Language.SWEDISH: "på svenska", Language.ENGLISH: "in English"}


def register(
    label: Any,
    url_name: str,
    *,
    order: int,
    audience: Audience = EVERYONE,
    counts_desk: bool = False,
    shows: Callable[[Actor], bool] | None = None,
) -> None:
    """Add a way in; `label` is a lazy text, `url_name` needs no arguments. The same entry twice stays one.

    `shows` tells who of the audience has it; it should ask the database nothing that the page does not ask anyway.
    """
    entry = Entry(order, label, url_name, audience, counts_desk, shows)
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda entry: entry.order)


def register_own(label: Any, text: Any, url_name: str, *, order: int) -> None:
    """Add a page about oneself to what one's details lead to; the texts are lazy. The same page twice stays one."""
    page = OwnPage(order, label, text, url_name)
    if page not in _own:
        _own.append(page)
        _own.sort(key=lambda page: page.order)


def own_pages() -> list[OwnPage]:
    """The pages about oneself, in order."""
    return list(_own)


def ways(request: HttpRequest) -> Iterator[Way]:
    """The entries that the person has, in order, the one of this page marked."""
    audience = SIGNED_IN if request.user.is_authenticated else VISITORS
    for entry in _entries:
        if audience in entry.audience and (entry.shows is None or entry.shows(request.user)):
            url = reverse(entry.url_name)
            yield Way(entry.label, url, _is_under(request.path, url), entry.counts_desk)


def _is_under(path: str, url: str) -> bool:
    return path == url if url == reverse("front") else path.startswith(url)


def language_links(path: str) -> Iterator[tuple[str, str, str]]:
    """Code, name and address of a page in each language: paths differ by their prefix only."""
    bare = path
    for code in Language.values:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            bare = path.removeprefix(f"/{code}") or "/"
    for language in Language:
        prefix = "" if language.value == settings.LANGUAGE_CODE else f"/{language.value}"
        yield language.value, OWN_NAMES[language], f"{prefix}{bare}"
