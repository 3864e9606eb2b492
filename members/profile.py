"""An organisation's public page: later apps register their parts of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django_stubs_ext import StrOrPromise

from portal.access import Actor

from .models import Organisation


@dataclass(frozen=True)
class Section:
    """A part of the page: its heading, its template and what that needs as `section`."""

    title: StrOrPromise
    template: str
    context: dict[str, Any] = field(default_factory=dict)


MakeSection = Callable[[Organisation, Actor], Section | None]
_sections: list[tuple[int, MakeSection]] = []


def section(order: int) -> Callable[[MakeSection], MakeSection]:
    """Register a function that makes a part of an organisation's page, or None when there is nothing to show."""

    def register(function: MakeSection) -> MakeSection:
        _sections.append((order, function))
        _sections.sort(key=lambda entry: entry[0])
        return function

    return register


def sections(organisation: Organisation, user: Actor) -> list[Section]:
    """The parts that other apps add, in their order."""
    made = (make(organisation, user) for _order, make in _sections)
    return [each for each in made if each]
