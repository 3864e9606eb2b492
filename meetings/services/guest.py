"""Acts on the guests of a meeting: somebody from outside is asked to it, or to one item of it."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Guest, Invitation, Meeting
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_prepared, write
from .invitation import invite_anew, match_roster


@act
def add_guest(*, meeting: Meeting, values: dict[str, Any], actor: User) -> Guest:
    """Ask somebody to the meeting, or to one item; once it is convened, the invitation goes at once.

    Raises PermissionDenied, Refused once the meeting began or for an item of another, and ValidationError.
    """
    locked = lock_prepared(meeting, actor=actor)
    guest = Guest(meeting=locked, **values)
    _require_sense(guest)
    guest.full_clean()
    guest.save()
    match_roster(meeting=locked, actor=actor)
    return guest


@act
def change_guest(*, guest: Guest, values: dict[str, Any], actor: User) -> Guest:
    """Change who is asked to what; whoever was invited is told of another item, and a new address gets a new link.

    Raises as `add_guest`, and Overtaken when the guest was removed.
    """
    now = _still_there(guest, actor=actor)
    before = (now.email, now.item_id)
    for name, value in values.items():
        setattr(now, name, value)
    _require_sense(now)
    now.full_clean()
    write(now, values)
    row = Invitation.objects.in_force().filter(guest=now).first()
    if row and before != (now.email, now.item_id):
        row.meeting, row.guest = now.meeting, now
        if before[0] != now.email:
            row.key = uuid.uuid4()  # the link in somebody else's mail leads nowhere any more
        invite_anew(row, actor=actor)
    return now


@act
def remove_guest(*, guest: Guest, actor: User) -> None:
    """Somebody is no longer asked, and hears of it who was invited. Raises PermissionDenied, Refused, Overtaken."""
    now = _still_there(guest, actor=actor)
    _let_go(Guest.objects.filter(pk=now.pk), meeting=now.meeting, actor=actor)


def release_guests(items: QuerySet[AgendaItem], *, meeting: Meeting, actor: User) -> None:
    """The guests of items that are taken off the agenda are no longer asked. Part of an act."""
    _let_go(Guest.objects.asked().filter(item__in=items), meeting=meeting, actor=actor)


def _let_go(guests: QuerySet[Guest], *, meeting: Meeting, actor: User) -> None:
    """Whoever was invited stays on record with what was answered; of the others nothing is left."""
    pks = list(guests.values_list("pk", flat=True))
    if not pks:
        return
    invited = Guest.objects.filter(pk__in=pks, invitation__isnull=False)
    invited.update(removed_at=timezone.now(), item=None)
    Guest.objects.filter(pk__in=pks, removed_at=None).delete()
    match_roster(meeting=meeting, actor=actor)


def _still_there(guest: Guest, *, actor: User) -> Guest:
    locked = lock_prepared(guest.meeting, actor=actor)
    now = Guest.objects.asked().select_related("item").filter(pk=guest.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this guest."))
    now.meeting = locked
    return now


def _require_sense(guest: Guest) -> None:
    if guest.item and guest.item.meeting_id != guest.meeting_id:
        raise Refused(_("Choose an item of this meeting."))
