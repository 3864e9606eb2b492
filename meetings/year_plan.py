"""The year of a body: which meetings there are, which are missing, and on which days they could be."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from members.enums import RuleName
from members.models import Body
from portal.access import Actor
from portal.formats import month_name

from .deadlines import Deadlines, deadlines_of, is_working_day, notice_days_on
from .enums import MeetingState
from .models import Meeting, YearlyTopic

USUAL_COUNT = 4
MOST = 24
"""More meetings in a year are not planned at once."""

USUAL_WEEKDAY = 3
USUAL_TIMES = time(14), time(16)


@dataclass(frozen=True)
class Suggestion:
    """A meeting that could be: its day and times, and what must be done by when."""

    day: date
    begins: time
    ends: time
    deadlines: Deadlines


@dataclass(frozen=True)
class Year:
    """The meetings of a body in a year as somebody may see them, with what belongs to the months."""

    body: Body
    year: int
    meetings: list[Meeting]
    topics: list[YearlyTopic] = field(default_factory=list)
    least: int | None = None
    runs: bool = False

    @property
    def kept(self) -> list[Meeting]:
        """Those that were not cancelled."""
        return [meeting for meeting in self.meetings if meeting.state != MeetingState.CANCELLED]

    @property
    def too_few(self) -> str:
        """In words that the rules of the body ask for more meetings; empty when there are enough or nothing is decided."""
        if self.least is None or len(self.kept) >= self.least:
            return ""
        asked = ngettext(
            "The rules of the body ask for at least %(least)d meeting in a year.",
            "The rules of the body ask for at least %(least)d meetings in a year.",
            self.least,
        ) % {"least": self.least}
        there = gettext("In %(year)d there are %(count)d so far.")
        return f"{asked} {there % {'year': self.year, 'count': len(self.kept)}}"

    @property
    def dues(self) -> list["Due"]:
        """The deadlines in their order; the others need to know only until when they may propose."""
        found = [
            Due(day, words, meeting)
            for meeting in self.kept
            for day, words in dues_of(meeting)
            if self.runs or day == meeting.proposals_due_on
        ]
        return sorted(found, key=lambda due: (due.day, due.meeting.starts_at))

    @property
    def months(self) -> list["Month"]:
        """The twelve months, each with its meetings, deadlines and topics: the clock as a table."""
        dues = self.dues
        return [
            Month(
                date(self.year, number, 1),
                [meeting for meeting in self.meetings if meeting.day.month == number],
                [due for due in dues if (due.day.year, due.day.month) == (self.year, number)],
                [topic for topic in self.topics if topic.month == number],
            )
            for number in range(1, 13)
        ]


@dataclass(frozen=True)
class Due:
    """A deadline of a meeting."""

    day: date
    words: str
    meeting: Meeting


@dataclass(frozen=True)
class Month:
    """A month of the year's table."""

    first: date
    meetings: list[Meeting]
    dues: list["Due"]
    topics: list[YearlyTopic]

    @property
    def name(self) -> str:
        """The month's name, with a capital: it stands alone."""
        return month_name(self.first.month).capitalize()

    @property
    def is_empty(self) -> bool:
        """Whether nothing belongs to it."""
        return not (self.meetings or self.dues or self.topics)


def year_of(body: Body, year: int, user: Actor) -> Year:
    """The year as the user may see it: drafts, deadlines of drafts and topics are for those who prepare meetings."""
    meetings = Meeting.objects.visible_to(user).filter(body=body, starts_at__year=year)
    runs = user.has_perm("members.run_body", body)
    shown = list(meetings.select_related("body").order_by("starts_at", "pk"))
    if not runs:
        return Year(body, year, shown)
    topics = list(YearlyTopic.objects.filter(body=body).order_by("month", "pk"))
    return Year(body, year, shown, topics, meetings_asked_for(body, year), runs=True)


def dues_of(meeting: Meeting) -> list[tuple[date, str]]:
    """The deadlines of a meeting that are set, each with its word."""
    words = (
        (meeting.proposals_due_on, gettext("proposals by")),
        (meeting.materials_due_on, gettext("papers by")),
        (meeting.invitation_due_on, gettext("invitation by")),
        (meeting.minutes_due_on, gettext("minutes by")),
    )
    return [(day, word) for day, word in words if day]


def meetings_asked_for(body: Body, year: int) -> int | None:
    """How many meetings the rules of the body ask for in a year at least; None while that is not decided."""
    value: int | None = body.rules_on(date(year, 7, 1)).value(RuleName.MEETINGS_LEAST)
    return value


def suggest(body: Body, year: int, *, count: int, today: date) -> list[Suggestion]:
    """Days for as many meetings as are missing, spread evenly: one in each equal stretch of the year that has none.

    Weekday and times are those of the body's latest meeting. A holiday is avoided by the nearest week, and what is past
    or too soon to be called to is not suggested.
    """
    taken = [meeting.day for meeting in _kept(body).filter(starts_at__year=year)]
    weekday, begins, ends = _habit(body)
    notice = notice_days_on(body, date(year, 7, 1))
    earliest = max(today + timedelta(days=(notice or 0) + 1), date(year, 1, 1))
    found = []
    for first, last in stretches(year, count):
        if any(first <= day <= last for day in taken):
            continue
        day = _day_in(max(first, earliest), last, first + (last - first) / 2, weekday)
        if day:
            found.append(Suggestion(day, begins, ends, deadlines_of(day, notice)))
    return found


def stretches(year: int, count: int) -> list[tuple[date, date]]:
    """The year in equal parts, each with its first and last day."""
    start, length = date(year, 1, 1), 366 if calendar.isleap(year) else 365
    edges = [start + timedelta(days=round(length * n / count)) for n in range(count + 1)]
    return [(first, after - timedelta(days=1)) for first, after in pairwise(edges)]


def meeting_nearest(meetings: Iterable[Meeting], first: date) -> Meeting | None:
    """The meeting that takes up what belongs to a month: the first from the month on, else the last before it."""
    ordered = sorted(meetings, key=lambda meeting: meeting.starts_at)
    after = (meeting for meeting in ordered if meeting.day >= first)
    return next(after, ordered[-1] if ordered else None)


def _kept(body: Body) -> QuerySet[Meeting]:
    return Meeting.objects.filter(body=body).exclude(state=MeetingState.CANCELLED)


def _habit(body: Body) -> tuple[int, time, time]:
    """On which weekday and when the body met last, or will."""
    latest = _kept(body).order_by("-starts_at").first()
    if latest is None:
        return USUAL_WEEKDAY, *USUAL_TIMES
    begins, ends = (timezone.localtime(instant) for instant in (latest.starts_at, latest.ends_at))
    is_usual = begins.weekday() < 5 and begins.date() == ends.date()  # noqa: PLR2004 - Saturday
    return (begins.weekday() if is_usual else USUAL_WEEKDAY), *_clocks(begins, ends)


def _clocks(begins: datetime, ends: datetime) -> tuple[time, time]:
    if begins.date() != ends.date():
        return USUAL_TIMES
    return begins.time(), ends.time()


def _day_in(first: date, last: date, middle: date, weekday: int) -> date | None:
    """The working day of that weekday nearest to the middle of a stretch; any working day if there is none such."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if is_working_day(day)]
    wanted = [day for day in working if day.weekday() == weekday] or working
    return min(wanted, key=lambda day: abs(day - middle), default=None)
