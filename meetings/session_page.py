"""What the page of a meeting in session shows: its items, who is present, and one item with all that happened in it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from members.models import Person

from .enums import Outcome, Standing
from .models import (
    ActionItem,
    AgendaItem,
    Disqualification,
    ItemRecord,
    Material,
    Meeting,
    Motion,
    Session,
    VoteOption,
)
from .quorum import Floor, Quorum
from .timetable import timetable

SHAPES = {
    Outcome.DECIDED: "tick",
    Outcome.NOTED: "tick",
    Outcome.DISCUSSED: "tick",
    Outcome.SENT_BACK: "square",
    Outcome.TABLED: "dash",
    Outcome.DROPPED: "dash",
}
"""How the outcome of an item is drawn in the list."""


@dataclass(frozen=True)
class ItemRow:
    """An item in the list: its number, how far it is, and whether the meeting or the page is at it."""

    item: AgendaItem
    number: Any
    record: ItemRecord | None
    is_current: bool
    is_shown: bool

    @property
    def shape(self) -> str:
        """How far it is, as a shape."""
        if self.record and self.record.outcome:
            return SHAPES[Outcome(self.record.outcome)]
        return "half" if self.is_current or (self.record and self.record.began_at) else "ring"

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.record and self.record.outcome:
            return self.record.get_outcome_display()
        is_begun = self.is_current or (self.record and self.record.began_at)
        return _("Under way") if is_begun else _("Waiting")

    @property
    def is_done(self) -> bool:
        """Whether it has its outcome."""
        return bool(self.record and self.record.outcome)


class SessionPage:
    """One item of a meeting in session, in a constant number of queries."""

    def __init__(self, session: Session, item: AgendaItem | None) -> None:
        self.session, self.meeting, self.item = session, session.meeting, item
        self.floor = Floor(self.meeting)

    @cached_property
    def rows(self) -> list[ItemRow]:
        """The agenda with how far each item is."""
        items = list(self.meeting.items.order_by("order"))
        records = self.floor.records
        shown = self.item.pk if self.item else None
        return [
            ItemRow(
                row.item,
                row.number,
                records.get(row.item.pk),
                row.item.pk == self.session.current_item_id,
                row.item.pk == shown,
            )
            for row in timetable(self.meeting, items).rows
        ]

    @property
    def row(self) -> ItemRow | None:
        """The item that is shown."""
        return next((row for row in self.rows if row.is_shown), None)

    @property
    def next_row(self) -> ItemRow | None:
        """What comes after the item that is shown; before any the first."""
        return self._beside(1)

    @property
    def previous_row(self) -> ItemRow | None:
        """What came before the item that is shown."""
        return self._beside(-1)

    @property
    def is_at_current(self) -> bool:
        """Whether the page shows what the meeting is at."""
        return self.item is not None and self.item.pk == self.session.current_item_id

    @cached_property
    def quorum(self) -> Quorum:
        """The seats, in the item that is shown."""
        has_item = self.item is not None and not self.item.is_break
        return self.floor.of_item(self.item) if has_item and self.item else self.floor.now()

    @cached_property
    def record(self) -> ItemRecord | None:
        """What is written of the item."""
        if self.item is None or self.item.is_break:
            return None
        return (
            ItemRecord.objects.select_related("chair", "secretary", "changed_by")
            .filter(item=self.item)
            .first()
        )

    @cached_property
    def papers(self) -> list[Material]:
        """The papers of the item."""
        return list(self.item.materials.current().order_by("order", "pk")) if self.item else []

    @cached_property
    def disqualifications(self) -> list[tuple[Disqualification, Any, list[Person]]]:
        """Who takes no part in the item: with the seat that stays empty, and who could sit in it."""
        if self.item is None:
            return []
        lines = {line.presence.person_id: line for line in self.quorum.lines if line.presence}
        seats = {row.person_id: row.seat for row in self.floor.here(self.floor.end) if row.seat}
        found = []
        for row in self.item.disqualifications.select_related("person"):
            line = lines.get(row.person_id)
            seat = seats.get(row.person_id)
            deputies = self.floor.who_can_sit(seat) if seat and line else []
            found.append((row, seat, [each for each in deputies if each.pk != row.person_id]))
        return found

    @cached_property
    def sitting_in(self) -> list[Any]:
        """The deputies who sit in for this item only."""
        return [row for row in self.floor.presences if self.item and row.item_id == self.item.pk]

    @cached_property
    def motions(self) -> list[Motion]:
        """What was proposed, with who supports it."""
        if self.item is None:
            return []
        rows = self.item.motions.select_related("mover").prefetch_related("supports__person")
        return list(rows)

    @cached_property
    def votes(self) -> list[Any]:
        """How the meeting voted."""
        if self.item is None:
            return []
        return list(
            self.item.votes.prefetch_related(Prefetch("options", VoteOption.objects.order_by("order")))
        )

    @cached_property
    def actions(self) -> list[ActionItem]:
        """What is to be done after the item."""
        if self.item is None:
            return []
        return list(self.item.action_items.select_related("owner", "body"))

    @cached_property
    def people(self) -> Any:
        """Those who are in the meeting now."""
        here = {row.person_id for row in self.floor.here(self.floor.end) if row.person_id}
        return Person.objects.filter(pk__in=here).order_by("name", "pk")

    @property
    def is_legality(self) -> bool:
        """Whether the item's text can be written from facts."""
        return self.item is not None and self.item.standing == Standing.LEGALITY

    @property
    def token(self) -> str:
        """Changes with all that the living parts show."""
        version = self.record.version if self.record else 0
        return f"{self.session.version}-{version}"

    def _beside(self, step: int) -> ItemRow | None:
        if self.item is None:
            return self.rows[0] if self.rows and step > 0 else None
        here = next(number for number, row in enumerate(self.rows) if row.is_shown)
        there = here + step
        return self.rows[there] if 0 <= there < len(self.rows) else None


def page_of(meeting: Meeting, session: Session, item: AgendaItem | None) -> SessionPage:
    """The page of an item; without one of what the meeting is at, before it is at any of the first that waits."""
    session.meeting = meeting
    if item is None:
        item = session.current_item or meeting.items.order_by("order").first()
    if item is not None:
        item.meeting = meeting
    return SessionPage(session, item)
