"""The attendance sheet: everybody who belongs to the meeting, with room for a signature."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from meetings.models import Meeting
from portal import documents
from portal.enums import Audience

from .names import dated, filename, may_read, officers, sample, time_of
from .offered import offer
from .people import seated, without_seat

ATTENDANCE_SHEET = "meeting_attendance_sheet"
SPARE_LINES = 4
"""For those whom nobody expected."""


def build_attendance_sheet(meeting: Meeting, _audience: str) -> documents.Page:
    """The seats by group, then those without one, then some empty lines."""
    heading = pgettext("title of a document", "Attendance sheet %(meeting)s") % {"meeting": meeting.label}
    return documents.Page(
        template="pdf/meeting_attendance_sheet.html",
        title=f"{heading}, {meeting.body.short_name}",
        filename=filename(pgettext("file name", "attendance"), meeting),
        heading=heading,
        issuer=meeting.body.short_name,
        owner=meeting.body.region.name,
        state_word=meeting.get_state_display(),
        dated=dated(meeting),
        context={
            "meeting": meeting,
            "time": time_of(meeting.starts_at, meeting.ends_at),
            "officers": officers(meeting),
            "groups": seated(meeting),
            "others": without_seat(meeting),
            "spare_lines": range(SPARE_LINES),
        },
    )


documents.register(
    documents.DocumentKind(
        name=ATTENDANCE_SHEET,
        label=_("Attendance sheet"),
        model=Meeting,
        build=build_attendance_sheet,
        permission="meetings.change_meeting",
        may_read=may_read,
        sample=sample,
        audiences=(Audience.STAFF,),
    )
)
offer(ATTENDANCE_SHEET, lambda _meeting: [Audience.STAFF], order=40)
