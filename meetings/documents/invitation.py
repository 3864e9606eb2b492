"""The invitation as a document: when and where, how to answer, what is taken up, and who is invited."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from meetings.enums import MeetingState
from meetings.models import Meeting
from meetings.roster import has_deputies
from portal import documents
from portal.enums import Audience
from portal.mail import absolute

from .agenda import agenda_context, contents
from .names import dated, filename, may_read, sample
from .offered import offer
from .people import seated, without_seat

INVITATION = "meeting_invitation"


def build_invitation(meeting: Meeting, audience: str) -> documents.Page:
    """The invitation, with the list of items when the agenda is published or still a draft that is prepared."""
    shown = contents(meeting, audience)
    heading = pgettext("title of a document", "Invitation to meeting %(meeting)s") % {
        "meeting": meeting.label
    }
    has_agenda = bool(meeting.agenda_published_at) or meeting.state == MeetingState.DRAFT
    context: dict[str, Any] = agenda_context(meeting, audience, shown)
    context |= {
        "has_agenda": has_agenda,
        "page_url": absolute(meeting.get_absolute_url()),
        "has_deputies": has_deputies(meeting),
        "groups": seated(meeting),
        "others": without_seat(meeting),
    }
    return documents.Page(
        template="pdf/meeting_invitation.html",
        title=f"{heading}, {meeting.body.short_name}",
        filename=filename(pgettext("file name", "invitation"), meeting),
        heading=heading,
        issuer=meeting.body.short_name,
        owner=meeting.body.region.name,
        state_word=meeting.get_state_display(),
        dated=dated(meeting, shown.changes if has_agenda else ()),
        context=context,
    )


documents.register(
    documents.DocumentKind(
        name=INVITATION,
        label=_("Invitation"),
        model=Meeting,
        build=build_invitation,
        permission="meetings.change_meeting",
        may_read=may_read,
        sample=sample,
        audiences=(Audience.MEMBERS,),
    )
)
offer(INVITATION, lambda _meeting: [Audience.MEMBERS], order=10)
