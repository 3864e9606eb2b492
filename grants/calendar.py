"""The dates of calls as calendar entries, and in words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from meetings.calendar import HELSINKI, new_calendar
from portal.formats import moment
from portal.mail import absolute

from .enums import CallState
from .models import Call

SHORT = timedelta(minutes=15)


def feed(name: str, calls: Iterable[Call]) -> bytes:
    """An entry for each opening and closing; a call that was cancelled cancels its entries."""
    calendar: Calendar = new_calendar()
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", HELSINKI.key)
    calendar.add("x-published-ttl", "PT1H")
    for call in calls:
        if call.opens_at:
            calendar.add_component(_event(call, "opens", call.opens_at, _("Opens: %(name)s")))
        if call.closes_at:
            calendar.add_component(_event(call, "closes", call.closes_at, _("Closes: %(name)s")))
    return calendar.to_ical()


def times_in_words(call: Call) -> str:
    """From when to when it takes applications."""
    if call.opens_at is None:
        return _("The time has not been decided.")
    if call.closes_at is None:
        return _("Open from %(opens)s until further notice.") % {"opens": moment(call.opens_at)}
    return f"{moment(call.opens_at)} – {moment(call.closes_at)}"


def _event(call: Call, kind: str, instant: datetime, words: str) -> Event:
    """The closing ends at the deadline, so that a reminder before the entry comes before the deadline too."""
    is_cancelled = call.state == CallState.CANCELLED
    starts_at = instant - SHORT if kind == "closes" else instant
    name = words % {"name": call.title}
    event = Event()
    event.add("uid", f"{kind}-{call.key}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", starts_at.astimezone(HELSINKI))
    event.add("dtend", (starts_at + SHORT).astimezone(HELSINKI))
    event.add("sequence", call.version)
    event.add("summary", _("Cancelled: %(name)s") % {"name": name} if is_cancelled else name)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", absolute(call.get_absolute_url()))
    return event
