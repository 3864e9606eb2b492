"""When each item of an agenda comes up, and whether all of them fit into the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .models import AgendaItem, Meeting


@dataclass(frozen=True)
class Row:
    """An item with its number (a break has none) and the instant at which it begins if all goes by the durations."""

    item: AgendaItem
    number: int | None
    begins_at: datetime


@dataclass(frozen=True)
class Timetable:
    """The agenda against the clock."""

    rows: list[Row]
    minutes: int
    minutes_over: int  # by how much the durations pass the meeting's length; 0 when they fit

    @property
    def count(self) -> int:
        """How many items there are; breaks are not items."""
        return sum(row.number is not None for row in self.rows)

    def row_of(self, item: AgendaItem) -> Row:
        """The row of one item. Raises StopIteration when it is not on this agenda."""
        return next(row for row in self.rows if row.item.pk == item.pk)


def timetable(meeting: Meeting, items: Iterable[AgendaItem]) -> Timetable:
    """Number the items in their order and count the clock from the beginning of the meeting."""
    rows = []
    number = minutes = 0
    starts_at = meeting.starts_at.astimezone(
        UTC
    )  # an hour later is an hour later, also when the clocks are changed
    for item in items:
        number += not item.is_break
        begins_at = starts_at + timedelta(minutes=minutes)
        rows.append(Row(item, None if item.is_break else number, begins_at))
        minutes += item.minutes
    return Timetable(rows, minutes, max(0, minutes - meeting.minutes_long))
