"""What can be asked of the open data, and how a collection answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from members.enums import EndReason
from members.models import Body, Mandate

Json = dict[str, Any]
PUBLIC = AnonymousUser()
LONGEST_KEY = 15  # digits; far below what the database counts to


@dataclass(frozen=True)
class Question:
    """What is asked for: of a day, of a body, or of all organisations that the register knows."""

    on: date | None = None
    body: Body | None = None
    is_all: bool = False

    @property
    def bodies(self) -> QuerySet[Body]:
        """The public bodies that the question is about."""
        bodies = Body.objects.visible_to(PUBLIC)
        return bodies.filter(pk=self.body.pk) if self.body else bodies

    @property
    def mandates(self) -> QuerySet[Mandate]:
        """The mandates in them; one that never began never was."""
        mandates = Mandate.objects.filter(seat__group__term__body__in=self.bodies)
        if self.on:
            return mandates.valid_on(self.on)
        return mandates.exclude(end_reason=EndReason.NEVER_BEGAN)


@dataclass(frozen=True)
class Kind:
    """Rows of one model within a collection: how they are named, found, and written."""

    prefix: str
    key: str
    find: Callable[[Question], QuerySet]
    shape: Callable[[Any], Json]
    cells: Callable[[Any], Json]

    def id_of(self, row: Model) -> str:
        """Such as `body-12`."""
        return f"{self.prefix}-{getattr(row, self.key)}"


@dataclass(frozen=True)
class Collection:
    """A collection of the open data, with the columns that its table has."""

    name: str
    title: str
    kinds: tuple[Kind, ...]
    columns: dict[str, str]
    """Column → what stands in it."""

    def page(self, question: Question, after: str, limit: int) -> tuple[list[tuple[Kind, Any]], str]:
        """So many rows after the one of that id, and the id after which the next ones come; empty at the end.

        The rows come kind by kind. Raises KeyError when no id looks like `after`.
        """
        kinds, last = self.kinds, None
        if after:
            position, last = self._place(after)
            kinds = kinds[position:]
        rows: list[tuple[Kind, Any]] = []
        for kind in kinds:
            found = kind.find(question).order_by(kind.key)
            if last is not None:
                found, last = found.filter(**{f"{kind.key}__gt": last}), None
            rows += [(kind, row) for row in found[: limit + 1 - len(rows)]]
            if len(rows) > limit:
                last_kind, last_row = rows[limit - 1]
                return rows[:limit], last_kind.id_of(last_row)
        return rows, ""

    def one(self, id_: str) -> Json:
        """The row of that id, of whatever day. Raises KeyError when there is none that everybody may see."""
        position, key = self._place(id_)
        kind = self.kinds[position]
        row = kind.find(Question(is_all=True)).filter(**{kind.key: key}).first()
        if row is None:
            raise KeyError(id_)
        return kind.shape(row)

    def _place(self, id_: str) -> tuple[int, Any]:
        prefix, _dash, text = id_.partition("-")
        for position, kind in enumerate(self.kinds):
            if kind.prefix == prefix:
                return position, _key(kind, text)
        raise KeyError(id_)


def _key(kind: Kind, text: str) -> Any:
    if kind.key != "pk":
        return text
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY):
        raise KeyError(text)
    return int(text)
