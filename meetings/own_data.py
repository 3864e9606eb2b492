"""What this app keeps of a person, for that person to take along."""

from django.utils.translation import gettext_lazy as _

from portal.models import User
from portal.own_data import Rows, part, rows

from .models import MeetingVisit, PaperReading, Proposal


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


@part(
    51,
    "proposals",
    label=_("Proposals for agendas"),
    why=_("So that the group can answer you. What is taken up is seen on the agenda, without your name."),
)
def proposals(user: User) -> Rows:
    """What the person has proposed, and what became of it."""
    made = Proposal.objects.own(user).select_related("body").order_by("received_at", "pk")
    about = {"body": "body", "title": "title", "text": "text", "reason": "reason"}
    return rows(made, **about, state="get_state_display", received_at="received_at")


@part(
    52,
    "papers_read",
    label=_("Papers that you have opened"),
    why=_("So that the page can tell what you have not read yet. Only you see it."),
)
def papers_read(user: User) -> Rows:
    """When each was opened or said to be read."""
    readings = PaperReading.objects.filter(user=user).select_related("material__item__meeting__body")
    return rows(readings, paper="material", meeting="material.item.meeting", read_at="read_at")
