"""What this app lays on the table inside the ring of seats: the next meeting."""

from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Body
from portal import formats, front
from portal.access import Actor
from portal.front import TableCard

from .models import Meeting


@front.on_the_table
def next_meeting(body: Body, user: Actor) -> TableCard | None:
    """When and where the body meets next."""
    meetings = Meeting.objects.visible_to(user).filter(body=body).for_list()
    meeting = meetings.coming_at(timezone.now()).first()
    if meeting is None:
        return None
    begins, ends = formats.clock(meeting.starts_at), formats.clock(meeting.ends_at)
    return TableCard(
        over=_("Next meeting"),
        title=formats.day(meeting.starts_at),
        clock=f"{formats.AT[formats.language()]} {begins}–{ends}",
        text=meeting.place,
        url=meeting.get_absolute_url(),
        link=_("Agenda") if meeting.agenda_published_at else _("The meeting's page"),
    )
