"""A meeting in session with people at its table, for tests."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings import services
from meetings.models import AgendaItem, ItemRecord, Meeting, Presence
from members.enums import OfficeKind
from members.models import Office, Person
from tests.cast import BEGINNING, Cast
from tests.factories import AgendaItemFactory, MeetingFactory

from .seats import Table, decide, lay_table


@dataclass
class Scene:
    """The meeting, its items in order, and the table with three seats beside the cast's own."""

    cast: Cast
    meeting: Meeting
    items: list[AgendaItem]
    table: Table

    def sit(self, number: int, **facts: Any) -> Presence:
        """A member of the table arrives."""
        return services.arrive(
            meeting=self.meeting,
            person=self.table.members[number],
            seat=self.table.seats[number],
            actor=self.cast.coordinator,
            **facts,
        )

    def sit_instead(self, number: int, deputy: Person | None = None, **facts: Any) -> Presence:
        """A deputy sits in the seat of a member."""
        return services.arrive(
            meeting=self.meeting,
            person=deputy or self.table.deputies[number][0],
            seat=self.table.seats[number],
            actor=self.cast.coordinator,
            **facts,
        )

    def begin(self, number: int) -> None:
        """The meeting goes to an item."""
        services.begin_item(item=self.items[number], actor=self.cast.coordinator)

    def write(self, number: int, base: int | None = None, **texts: str) -> services.SavedRecord:
        """Something is written of an item, over the version as it is unless told."""
        item = self.items[number]
        version = base or ItemRecord.objects.get(item=item).version
        typed = {name: services.Typed(text, version) for name, text in texts.items()}
        return services.save_record(item=item, typed=typed, actor=self.cast.coordinator)

    def record(self, number: int) -> ItemRecord:
        """What is written of an item."""
        return ItemRecord.objects.get(item=self.items[number])


def in_session(cast: Cast, *, items: int = 3, quorum: Any = 2, **facts: Any) -> Scene:
    """A meeting that has just been opened; two of its four seats make a quorum."""
    if quorum is not None:
        decide(cast, quorum=quorum)
    table = lay_table(cast, members=3, deputies=1)
    chair = table.members[0]
    Office.objects.create(body=cast.body, person=chair, kind=OfficeKind.CHAIR, valid_from=BEGINNING)
    now = timezone.now()
    times = {"starts_at": now + timedelta(minutes=1), "ends_at": now + timedelta(hours=2)}
    meeting = MeetingFactory(body=cast.body, **{**times, **facts})
    rows = [AgendaItemFactory(meeting=meeting, order=number) for number in range(1, items + 1)]
    convened = services.convene_meeting(meeting=meeting, actor=cast.coordinator)
    services.open_meeting(meeting=convened, actor=cast.coordinator)
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    for item in rows:
        item.meeting = meeting
    return Scene(cast, meeting, rows, table)
