"""Which documents a meeting has; the workbench lists them.

Each module of a document calls `offer` beside `portal.documents.register`; an empty list of audiences says that the
meeting has none of it yet.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from meetings.models import Meeting
from portal.enums import Audience, Language

LANGUAGES = (Language.FINNISH, Language.SWEDISH)
"""The languages in which meetings are written."""

Audiences = Callable[[Meeting], list[Audience]]

_offered: dict[str, tuple[int, Audiences]] = {}


class Offered(NamedTuple):
    """A document that can be made of a meeting."""

    kind: str
    language: Language
    audience: Audience


def offer(kind: str, audiences: Audiences, *, order: int) -> None:
    """List the kind among the documents of a meeting, for the audiences that the function gives."""
    _offered[kind] = (order, audiences)


def offered(meeting: Meeting) -> Iterator[Offered]:
    """Every document that the meeting can have now: kind by kind, the widest audience first."""
    for kind, (_order, audiences) in sorted(_offered.items(), key=lambda item: item[1][0]):
        for audience, language in product(audiences(meeting), LANGUAGES):
            yield Offered(kind, language, audience)
