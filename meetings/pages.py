"""What this app adds to the page of a body: the year's meetings as a list and as a clock."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from members import cockpit, workbench
from members.models import Body
from members.pages import Section, section
from portal import formats, svg
from portal.access import Actor

from .enums import MeetingState
from .models import Meeting
from .proposing import is_open
from .year_plan import Year

YEAR = workbench.Tab(gettext_lazy("Annual clock"), "meetings:year-clock")
BACKLOG = workbench.Tab(gettext_lazy("Proposals"), "meetings:backlog")
workbench.TABS += [YEAR, BACKLOG]


@section(20)
def year(body: Body, user: Actor, day: date) -> Section | None:
    """The meetings of the day's year; nothing for a body of which no meeting is known."""
    known = Meeting.objects.visible_to(user).filter(body=body, number__isnull=False)
    meetings = list(known.filter(starts_at__year=day.year).for_list().order_by("-starts_at"))
    if not meetings and not known.exists():
        return None
    context = {
        "year": day.year,
        "meetings": meetings,
        "clock": clock_of(day.year, meetings) if meetings else None,
        "is_open": is_open(body),
    }
    return Section(_("Meetings"), "kokoukset", "meetings/_body_year.html", context)


def clock_of_year(year: Year) -> svg.YearClock:
    """The whole year as somebody may see it: meetings, their deadlines, and what belongs to its months."""
    dues = [due.day for due in year.dues if due.day.year == year.year]
    topics = sorted({topic.month for topic in year.topics})
    return clock_of(year.year, list(reversed(year.meetings)), deadlines=dues, topics=topics)


def clock_of(
    year: int, meetings: list[Meeting], *, deadlines: Iterable[date] = (), topics: Iterable[int] = ()
) -> svg.YearClock:
    """The year's meetings on a clock, the last of the year first in the list."""
    now = timezone.now()
    drawn = [
        svg.ClockMeeting(
            meeting.day, str(meeting.number or ""), kind_of(meeting, is_past=meeting.ends_at < now)
        )
        for meeting in reversed(meetings)
    ]
    held, coming, drafts = (
        sum(meeting.kind == kind for meeting in drawn) for kind in ("held", "coming", "draft")
    )
    words = [
        ngettext("%(count)d held", "%(count)d held", held) % {"count": held},
        ngettext("%(count)d coming", "%(count)d coming", coming) % {"count": coming},
    ]
    if drafts and not held and not coming:
        words = [ngettext("%(count)d draft", "%(count)d drafts", drafts) % {"count": drafts}]
    return svg.year_clock(
        year,
        drawn,
        today=timezone.localdate(),
        title=_("Meetings in %(year)d") % {"year": year},
        description=", ".join(
            f"{meeting.name} {formats.plain_day(meeting.day)}" for meeting in reversed(meetings)
        ),
        summary=", ".join(words),
        deadlines=deadlines,
        topics=topics,
    )


def kind_of(meeting: Meeting, *, is_past: bool) -> str:
    """How the clock draws the meeting."""
    if meeting.state == MeetingState.CANCELLED:
        return "cancelled"
    if meeting.state == MeetingState.DRAFT:
        return "draft"
    return "held" if is_past or meeting.state == MeetingState.HELD else "coming"


@cockpit.coming
def next_meetings(bodies: Collection[int], user: Actor) -> dict[int, tuple[str, str]]:
    """The next meeting of each body, for the overview of who runs them."""
    now = timezone.now()
    coming = Meeting.objects.visible_to(user).filter(body__in=bodies, ends_at__gte=now)
    first = coming.exclude(state__in=[MeetingState.CANCELLED, MeetingState.HELD]).select_related("body")
    rows = first.order_by("body_id", "starts_at").distinct("body_id")
    return {row.body_id: (f"{row.name} {formats.plain_day(row.day)}", row.edit_url) for row in rows}
