"""Clocks, numbers and sums of an agenda, and how long it takes to read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings.enums import ItemKind
from meetings.models import AgendaItem, Material, Meeting
from meetings.reading import Paper, Reading, ReadingRow
from meetings.timetable import timetable

HELSINKI = ZoneInfo("Europe/Helsinki")


def meeting_at(starts_at: datetime, minutes: int = 120) -> Meeting:
    """A meeting that is nowhere stored."""
    return Meeting(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes))


def items(*lengths: int, breaks: tuple[int, ...] = ()) -> list[AgendaItem]:
    """Items of so many minutes, those at the named places being breaks."""
    return [
        AgendaItem(pk=n, minutes=minutes, kind=ItemKind.BREAK if n in breaks else ItemKind.DISCUSS)
        for n, minutes in enumerate(lengths)
    ]


def test_clock_runs_through_breaks_and_numbers_do_not() -> None:
    meeting = meeting_at(datetime(2026, 12, 10, 14, 0, tzinfo=HELSINKI))
    agenda = timetable(meeting, items(5, 35, 10, 20, breaks=(2,)))
    rows = [(row.number, timezone.localtime(row.begins_at).strftime("%H.%M")) for row in agenda.rows]
    assert rows == [(1, "14.00"), (2, "14.05"), (None, "14.40"), (3, "14.50")]
    assert (agenda.count, agenda.minutes, agenda.minutes_over) == (3, 70, 0)


@pytest.mark.parametrize(("lengths", "over"), [((60, 60), 0), ((60, 61), 1), ((600, 600), 1080), ((), 0)])
def test_minutes_over_the_meetings_length(lengths: tuple[int, ...], over: int) -> None:
    meeting = meeting_at(datetime(2026, 12, 10, 14, 0, tzinfo=HELSINKI))
    assert timetable(meeting, items(*lengths)).minutes_over == over


def test_clock_of_a_night_when_clocks_are_changed() -> None:
    meeting = meeting_at(datetime(2026, 10, 25, 2, 30, tzinfo=HELSINKI))
    agenda = timetable(meeting, items(60, 60, 60))
    clocks = [timezone.localtime(row.begins_at).strftime("%H.%M") for row in agenda.rows]
    assert clocks == ["02.30", "03.30", "03.30"]


@pytest.mark.parametrize(
    ("words", "pages", "expected"),
    [(0, [], 0), (1, [], 0), (150, [], 5), (0, [1], 5), (0, [3], 10), (0, [None], 5), (1500, [10, None], 35)],
)
def test_reading_takes_minutes_by_words_and_pages(words: int, pages: list[int | None], expected: int) -> None:
    meeting = meeting_at(timezone.now())
    item = AgendaItem(meeting=meeting, background_fi="sana " * words)
    papers = [Paper(Material(pages=count), "") for count in pages]
    row = ReadingRow(item, 1, meeting.starts_at, "", papers)
    assert Reading(meeting, timetable(meeting, [item]), [row]).minutes == expected
