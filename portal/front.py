"""The public front page: apps register its blocks, and what lies on the table inside the ring of seats."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django_stubs_ext import StrOrPromise

from .access import Actor


@dataclass(frozen=True)
class Block:
    """One part of the page: its template and what the template needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TableCard:
    """What lies on the table of a body: a few words, and a way to read more."""

    over: StrOrPromise
    title: str
    clock: str = ""
    text: str = ""
    url: str = ""
    link: StrOrPromise = ""


MakeBlock = Callable[[HttpRequest], Block | None]
MakeCard = Callable[[Any, Actor], TableCard | None]
_blocks: list[tuple[int, MakeBlock]] = []
_cards: list[MakeCard] = []


def block(order: int) -> Callable[[MakeBlock], MakeBlock]:
    """Register a function that makes a block, or None when there is nothing to show; the smaller order stands first."""

    def register(function: MakeBlock) -> MakeBlock:
        _blocks.append((order, function))
        _blocks.sort(key=lambda entry: entry[0])
        return function

    return register


def on_the_table(function: MakeCard) -> MakeCard:
    """Register a function that says what lies on the table of a body, for a reader; None when nothing does."""
    _cards.append(function)
    return function


def blocks(request: HttpRequest) -> list[Block]:
    """The blocks of the page in their order."""
    made = (make(request) for _order, make in _blocks)
    return [each for each in made if each]


def table_card(body: Model, user: Actor) -> TableCard | None:
    """What lies on the table of the body."""
    return next((card for make in _cards if (card := make(body, user))), None)
