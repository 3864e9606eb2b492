"""What this app adds to the page of a body: the year's meetings as a list and as a clock."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members import cockpit
from members.models import Body
from members.pages import Section, section
from portal import formats, svg
from portal.access import Actor

from .enums import MeetingState
from .models import Meeting


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
    }
    return Section(_("Meetings"), "kokoukset", "meetings/_body_year.html", context)


def clock_of(year: int, meetings: list[Meeting]) -> svg.YearClock:
    """The year's meetings on a clock, the first of the year first."""
    now = timezone.now()
    drawn = [
        svg.ClockMeeting(meeting.day, str(meeting.number), kind_of(meeting, is_past=meeting.ends_at < now))
        for meeting in reversed(meetings)
    ]
    held = sum(meeting.kind == "held" for meeting in drawn)
    coming = sum(meeting.kind == "coming" for meeting in drawn)
    words = [
        ngettext("%(count)d held", "%(count)d held", held) % {"count": held},
        ngettext("%(count)d coming", "%(count)d coming", coming) % {"count": coming},
    ]
    return svg.year_clock(
        year,
        drawn,
        today=timezone.localdate(),
        title=_("Meetings in %(year)d") % {"year": year},
        description=", ".join(
            f"{meeting.name} {formats.plain_day(meeting.day)}" for meeting in reversed(meetings)
        ),
        summary=", ".join(words),
    )


def kind_of(meeting: Meeting, *, is_past: bool) -> str:
    """How the clock draws the meeting."""
    if meeting.state == MeetingState.CANCELLED:
        return "cancelled"
    return "held" if is_past or meeting.state == MeetingState.HELD else "coming"


@cockpit.coming
def next_meetings(bodies: Collection[int], user: Actor) -> dict[int, tuple[str, str]]:
    """The next meeting of each body, for the overview of who runs them."""
    now = timezone.now()
    coming = Meeting.objects.visible_to(user).filter(body__in=bodies, ends_at__gte=now)
    first = coming.exclude(state=MeetingState.CANCELLED).select_related("body")
    rows = first.order_by("body_id", "starts_at").distinct("body_id")
    return {row.body_id: (f"{row.name} {formats.plain_day(row.day)}", row.edit_url) for row in rows}
