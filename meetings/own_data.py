"""What this app keeps of a person, for that person to take along."""

from django.utils.translation import gettext_lazy as _

from portal.models import User
from portal.own_data import Rows, part, rows

from .models import MeetingVisit


@part(
    50,
    "meetings_read",
    label=_("Meetings that you have opened"),
    why=_("So that the page can tell what is new to you. Only you see it."),
)
def meetings_read(user: User) -> Rows:
    """When each was last looked at."""
    visits = MeetingVisit.objects.filter(user=user).select_related("meeting__body")
    return rows(visits, meeting="meeting", seen_at="seen_at")
