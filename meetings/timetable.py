"""When each item of an agenda comes up, and whether all of them fit into the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .models import AgendaItem, Meeting


@dataclass(frozen=True)
class Row:
    """An item with its number (a break has none; a part has its whole's and its own) and the instant at which it begins.

    An item with parts takes as long as they do together: its own minutes count only while it has none.
    """

    item: AgendaItem
    number: int | str | None
    begins_at: datetime
    minutes: int


@dataclass(frozen=True)
class Timetable:
    """The agenda against the clock."""

    rows: list[Row]
    minutes: int
    minutes_over: int  # by how much the durations pass the meeting's length; 0 when they fit

    @property
    def count(self) -> int:
        """How many items there are; breaks and parts are not items of their own."""
        return sum(row.number is not None and not row.item.parent_id for row in self.rows)

    @property
    def nested(self) -> list[tuple[Row, list[Row]]]:
        """Whole items, each with its parts."""
        return nested(self.rows)

    def row_of(self, item: AgendaItem) -> Row:
        """The row of one item. Raises StopIteration when it is not on this agenda."""
        return next(row for row in self.rows if row.item.pk == item.pk)


def timetable(meeting: Meeting, items: Iterable[AgendaItem]) -> Timetable:
    """Number the items in their order, parts as 5.1, and count the clock from the beginning of the meeting."""
    items = list(items)
    lengths: dict[int, int] = {}
    for item in items:
        if item.parent_id:
            lengths[item.parent_id] = lengths.get(item.parent_id, 0) + item.minutes
    rows: list[Row] = []
    number = part = minutes = 0
    starts_at = meeting.starts_at.astimezone(
        UTC
    )  # an hour later is an hour later, also when the clocks are changed
    for item in items:
        part = part + 1 if item.parent_id else 0
        number += not item.is_break and not item.parent_id
        shown = f"{number}.{part}" if item.parent_id else None if item.is_break else number
        begins_at = starts_at + timedelta(minutes=minutes)
        rows.append(Row(item, shown, begins_at, lengths.get(item.pk, item.minutes)))
        if item.pk not in lengths:
            minutes += item.minutes
    return Timetable(rows, minutes, max(0, minutes - meeting.minutes_long))


def nested(rows: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    """Rows with an `item`, the parts of each beside it."""
    found: list[tuple[Any, list[Any]]] = []
    for row in rows:
        if row.item.parent_id and found:
            found[-1][1].append(row)
        else:
            found.append((row, []))
    return found
