"""Meetings as calendar entries: in invitations, whose entry is moved and cancelled with the meeting, and in feeds."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vDDDTypes, vText

from portal.mail import Attachment, Receiver, absolute

from .enums import MeetingState
from .models import Invitation, Meeting
from .timetable import Row

REQUEST, CANCEL = "REQUEST", "CANCEL"

HELSINKI = ZoneInfo("Europe/Helsinki")
# Written out, because programs understand rules better than the lists of days that could be computed.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
END:DAYLIGHT
END:VTIMEZONE
"""


def attachment(
    invitation: Invitation, receiver: Receiver, method: str, slot: Row | None = None
) -> Attachment:
    """The meeting as an entry of the receiver's own calendar; the same entry each time, so that it never doubles.

    Whoever is asked for one item has the time of that item, its `slot`.
    """
    calendar = new_calendar()
    calendar.add("method", method)
    meeting = invitation.meeting
    event = _event(meeting, is_invited=True, is_cancelled=method == CANCEL)
    event.add("sequence", invitation.sequence)
    if slot:
        event["dtstart"] = vDDDTypes(_local(slot.begins_at))
        event["dtend"] = vDDDTypes(_local(slot.begins_at + timedelta(minutes=slot.minutes)))
        event["summary"] = vText(f"{event['summary']}: {slot.item.title}")
    if method == REQUEST:
        event.add("description", _("Answer: %(address)s") % {"address": absolute(answer_path(invitation))})
    organizer = vCalAddress(
        f"mailto:{meeting.body.role_email or parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]}"
    )
    organizer.params["CN"] = meeting.body.short_name
    attendee = vCalAddress(f"mailto:{receiver.address}")
    # Answers are given behind the link: a program that sends one by mail would find nobody who reads it.
    attendee.params.update({"CN": receiver.name, "RSVP": "FALSE", "PARTSTAT": "NEEDS-ACTION"})
    event.add("organizer", organizer)
    event.add("attendee", attendee)
    calendar.add_component(event)
    return Attachment(_("meeting") + ".ics", f"text/calendar; method={method}", calendar.to_ical())


def feed(name: str, meetings: Iterable[Meeting], *, is_own: bool) -> bytes:
    """Meetings for a program that asks again and again; only one's own calendar has the remote links."""
    calendar = new_calendar()
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", HELSINKI.key)
    calendar.add("x-published-ttl", "PT1H")
    for meeting in meetings:
        is_cancelled = meeting.state == MeetingState.CANCELLED
        calendar.add_component(_event(meeting, is_invited=is_own, is_cancelled=is_cancelled))
    return calendar.to_ical()


def uid_of(meeting: Meeting) -> str:
    """What a calendar knows the meeting by, however it changes."""
    return f"{meeting.key}@{urlsplit(settings.BASE_URL).hostname}"


def answer_path(invitation: Invitation) -> str:
    """The page of one invitation, in the language of the page or mail."""
    return reverse("meetings:invitation", args=[invitation.key])


def new_calendar() -> Calendar:
    """An empty calendar of the portal, with the clock of Helsinki in it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PORTAL_NAME}//{urlsplit(settings.BASE_URL).hostname}//FI")
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_ical(ZONE))
    return calendar


def _event(meeting: Meeting, *, is_invited: bool, is_cancelled: bool) -> Event:
    event = Event()
    name = f"{meeting.body.short_name}: {meeting.name}"
    event.add("uid", uid_of(meeting))
    event.add("dtstamp", timezone.now())
    event.add("dtstart", _local(meeting.starts_at))
    event.add("dtend", _local(meeting.ends_at))
    event.add("summary", _("Cancelled: %(name)s") % {"name": name} if is_cancelled else name)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    where = [meeting.place, meeting.remote_link if is_invited else ""]
    event.add("location", ", ".join(filter(None, where)))
    event.add("url", absolute(meeting.get_absolute_url()))
    return event


def _local(instant: datetime) -> datetime:
    return instant.astimezone(HELSINKI)
