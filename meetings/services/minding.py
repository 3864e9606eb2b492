"""What the portal does by itself for meetings that are coming or over."""

from datetime import timedelta

from django.utils import timezone

from meetings.enums import MeetingState
from meetings.models import Meeting

from .answering import forget_wishes
from .invitation import match_roster, quiet_until, remind
from .proposal import forget_residents

REMINDED_BEFORE = timedelta(days=3)
RESIDENTS_KEPT = timedelta(days=365)
"""So long after the decision the name and address of a resident are kept, for questions about it."""


def match_rosters() -> None:
    """Bring the invitations of all coming meetings up to date with their seats."""
    for meeting in Meeting.objects.filter(state=MeetingState.CONVENED, starts_at__gt=timezone.now()):
        match_roster(meeting=meeting, actor=None)


def remind_those_who_are_silent() -> None:
    """Once for each person, three days before the meeting; nobody who was invited within the same days."""
    now = timezone.now()
    soon = Meeting.objects.filter(
        state=MeetingState.CONVENED, starts_at__gt=now, starts_at__lte=now + REMINDED_BEFORE
    )
    for meeting in soon:
        if quiet_until(meeting) < meeting.starts_at - REMINDED_BEFORE:
            remind(meeting=meeting, actor=None)


def forget_old_residents() -> None:
    """Who proposed something as a resident is of no use long after the decision."""
    forget_residents(before=timezone.now() - RESIDENTS_KEPT)


def forget_old_wishes() -> None:
    """Diets and needs are of no use once the meeting is over."""
    forget_wishes(before=timezone.now())
