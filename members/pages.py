"""A body's public page: later apps register their parts of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django_stubs_ext import StrOrPromise

from portal.access import Actor

from .models import Body


@dataclass(frozen=True)
class Section:
    """A part of the page: its heading and anchor for the links at the top, its template and what that needs."""

    title: StrOrPromise
    anchor: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


MakeSection = Callable[[Body, Actor, date], Section | None]
_sections: list[tuple[int, MakeSection]] = []


def section(order: int) -> Callable[[MakeSection], MakeSection]:
    """Register a function that makes a part of a body's page, or None when there is nothing to show."""

    def register(function: MakeSection) -> MakeSection:
        _sections.append((order, function))
        _sections.sort(key=lambda entry: entry[0])
        return function

    return register


def sections(body: Body, user: Actor, day: date) -> list[Section]:
    """The parts that other apps add, in their order."""
    made = (make(body, user, day) for _order, make in _sections)
    return [each for each in made if each]
