"""What people have answered, and whether they still can."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import Refused

from .enums import Capacity, Coming, MeetingState
from .models import Answer, Invitation, Meeting
from .roster import still_belongs
from .workflow import COMING

WORDS = {"paikalla": Coming.ON_SITE, "etana": Coming.REMOTE, "en-paase": Coming.ABSENT}
"""The answers as they stand in the addresses of mails."""


def with_answers(invitations: QuerySet[Invitation]) -> QuerySet[Any]:
    """Each invitation with the answer that counts, `coming`, and its time: the latest since the person was invited."""
    latest = (
        Answer.objects.filter(invitation=OuterRef("pk"), item=None, answered_at__gte=OuterRef("sent_at"))
        .order_by("-answered_at", "-pk")
        .values("coming", "answered_at")
    )
    return invitations.annotate(
        coming=Subquery(latest.values("coming")[:1]), answered_at=Subquery(latest.values("answered_at")[:1])
    )


def invitations_of(meeting: Meeting) -> QuerySet[Any]:
    """The invitations in force with their answers and all that a list of them shows."""
    rows = with_answers(Invitation.objects.in_force().filter(meeting=meeting))
    return rows.select_related("person__user", "guest", "seat__group").order_by(
        F("seat__group__order").asc(nulls_last=True), "capacity", "pk"
    )


def answered_nothing(invitation: Invitation, called: Collection[int]) -> bool:
    """Whether an answer is missing; a deputy need not give any before being called, and then it must be to the call."""
    if invitation.capacity == Capacity.DEPUTY:
        return invitation.person_id in called
    return getattr(invitation, "coming", None) is None


def why_closed(invitation: Invitation) -> str:
    """Why nothing can be answered any more, in words for the person; empty while it can."""
    meeting = invitation.meeting
    if meeting.state == MeetingState.CANCELLED:
        return _("The meeting is cancelled.")
    if meeting.state == MeetingState.HELD or meeting.ends_at <= timezone.now():
        return _("The meeting is over. Thank you.")
    if invitation.revoked_at or meeting.state == MeetingState.DRAFT or not still_belongs(invitation):
        return _("This invitation is not valid any more.")
    if meeting.state == MeetingState.IN_SESSION:
        return _("The meeting has begun. Tell the secretary if you are coming.")
    return ""


def require_open(invitation: Invitation) -> None:
    """Raise Refused when nothing can be answered any more."""
    if reason := why_closed(invitation):
        raise Refused(reason)


def require_prepared(meeting: Meeting) -> None:
    """Raise Refused for a meeting to which nobody can be called any more."""
    if meeting.state not in COMING or meeting.ends_at <= timezone.now():
        raise Refused(_("Nobody can be called to this meeting any more."))


@dataclass(frozen=True)
class Choice:
    """One of the answers that can be given: its word in the address, and its words on the page."""

    word: str
    value: str
    label: str


def choices_of(meeting: Meeting) -> list[Choice]:
    """The answers that the meeting allows: nobody comes to a place or a remote connection that there is not."""
    labels = {
        Coming.ON_SITE: _("I come to the place"),
        Coming.REMOTE: _("I take part remotely"),
        Coming.ABSENT: _("I cannot come"),
    }
    missing = set()
    if not meeting.remote_link:
        missing.add(Coming.REMOTE)
    elif not meeting.place:
        missing.add(Coming.ON_SITE)
    return [Choice(word, value, labels[value]) for word, value in WORDS.items() if value not in missing]
