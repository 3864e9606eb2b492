"""Acts on what a meeting gives somebody to do: written down, changed, done, reminded of."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.enums import ActionState
from meetings.models import ActionItem, AgendaItem, Meeting
from members.services.mandate_mail import receiver_of
from portal import mail
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.mail import absolute
from portal.models import User

from .acting import lock_meeting, write

REMINDER = "action_reminder"

BEFORE, AFTER = timedelta(days=3), timedelta(days=2)
"""How long before its day somebody is reminded of what there is to do, and how long after it if it is still open."""

FIELDS = ("what", "owner", "owner_name", "due_on")


@act
def add_action(
    *, meeting: Meeting, item: AgendaItem | None = None, values: Mapping[str, Any], actor: User
) -> ActionItem:
    """Write down what somebody is to do; the meeting may be over. Raises PermissionDenied, Refused, ValidationError."""
    locked = lock_meeting(meeting, actor=actor)
    if item is not None and item.meeting_id != locked.pk:
        raise Refused(_("Choose an item of this meeting."))
    row = ActionItem(body=locked.body, meeting=locked, item=item, **values)
    row.full_clean()
    row.save()
    return row


@act
def change_action(*, action: ActionItem, values: Mapping[str, Any], actor: User) -> ActionItem:
    """Change who does what by when; for those who run the body. Raises PermissionDenied, Overtaken, ValidationError."""
    now = _locked(action)
    if not actor.has_perm("meetings.change_actionitem", now):
        raise PermissionDenied
    changes = {name: values[name] for name in FIELDS if name in values and getattr(now, name) != values[name]}
    if not changes:
        return now
    if "due_on" in changes:
        changes["reminded_at"] = None
    for name, value in changes.items():
        setattr(now, name, value)
    now.full_clean()
    write(now, changes)
    return now


@act
def settle_action(*, action: ActionItem, state: str, note: str = "", actor: User) -> ActionItem:
    """It is done, or not needed any more, or open after all; told by whoever was to do it or by those who run the body.

    Raises PermissionDenied, Overtaken when somebody was faster, and Refused without a note for what is dropped.
    """
    now = _locked(action)
    if not may_settle(now, actor):
        raise PermissionDenied
    if now.state == state:
        raise Overtaken(_("Somebody was faster: this has been marked already."))
    if state == ActionState.DROPPED and not note.strip():
        raise Refused(_("Write why it is dropped."))
    done_at = None if state == ActionState.OPEN else timezone.now()
    write(now, {"state": state, "done_at": done_at, "note": note.strip() or now.note})
    return now


def may_settle(action: ActionItem, user: Any) -> bool:
    """Whether the user may tell that it is done."""
    is_own = bool(action.owner and user.is_authenticated and action.owner.user_id == user.pk)
    return is_own or user.has_perm("meetings.change_actionitem", action)


def remind_of_actions() -> int:
    """Write to those who have something to do in a few days, and once more when its day has passed; how many mails."""
    today = timezone.localdate()
    open_rows = ActionItem.objects.open().filter(owner__isnull=False, due_on__isnull=False)
    soon = Q(due_on__gte=today, due_on__lte=today + BEFORE, reminded_at=None)
    rows = open_rows.filter(soon | Q(due_on__lte=today - AFTER)).select_related(
        "owner__user", "meeting__body"
    )
    return sum(_remind(row) for row in rows if not _was_reminded_late(row))


def _was_reminded_late(row: ActionItem) -> bool:
    """Whether somebody was reminded after the day of what there was to do."""
    reminded_on = row.reminded_at and timezone.localdate(row.reminded_at)
    return bool(reminded_on and row.due_on and reminded_on > row.due_on)


def _remind(row: ActionItem) -> bool:
    receiver = receiver_of(row.owner) if row.owner else None
    if receiver is None:
        return False
    claimed = ActionItem.objects.open().filter(pk=row.pk, reminded_at=row.reminded_at)
    if not claimed.update(reminded_at=timezone.now()):
        return False
    with translation.override(receiver.language or None):
        url = absolute(row.get_absolute_url())
    is_late = row.due_on is not None and row.due_on < timezone.localdate()
    context = {"action": row, "meeting": row.meeting, "url": url, "is_late": is_late, "name": receiver.name}
    mail.post(REMINDER, to=receiver, context=context, about=row)
    return True


def _locked(action: ActionItem) -> ActionItem:
    row = ActionItem.objects.select_for_update(no_key=True, of=("self",)).select_related("owner", "meeting")
    now = row.filter(pk=action.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this entry."))
    return now
