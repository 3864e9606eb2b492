"""Acts on notices of rooms."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation
from members.services.organisation import lock_organisation
from networks.enums import RoomKind
from networks.models import RoomNotice
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

CONTACT_KEPT = timedelta(days=30)
"""How long the contact stays after the last day, so that a notice can be lengthened without being written anew."""


@act
def put_up_room_notice(
    *, organisation: Organisation, kind: RoomKind, values: dict[str, Any], actor: User
) -> RoomNotice:
    """A notice that everybody sees at once, until its last day.

    Raises PermissionDenied, ValidationError beside the fields, and Refused while the organisation is not in the public
    register.
    """
    locked = lock_organisation(organisation, actor=actor, permission="change")
    if not locked.is_listed:
        raise Refused(
            _("The secretariat has not confirmed the organisation yet. Once it has, you can put up notices.")
        )
    today = timezone.localdate()
    notice = RoomNotice(organisation=locked, kind=kind, put_up_on=today, renewed_on=today, **values)
    _check(notice)
    notice.save()
    return notice


@act
def change_room_notice(
    *, notice: RoomNotice, base_version: int, values: dict[str, Any], actor: User
) -> RoomNotice:
    """What the notice says, but for its kind and its last day.

    Raises PermissionDenied, ValidationError, and Overtaken when it was taken down or changed since `base_version`.
    """
    now = _lock(notice, actor, "change")
    if now.version != base_version:
        raise Overtaken(
            _("Somebody else has changed the notice meanwhile. Save again to keep what you wrote.")
        )
    for name, value in values.items():
        setattr(now, name, value)
    _check(now)
    now.version += 1
    now.save(update_fields=[*values, "version"])
    return now


@act
def extend_room_notice(*, notice: RoomNotice, until: date, actor: User) -> RoomNotice:
    """Another last day, from today to a year ahead; also when the old one is over.

    Raises PermissionDenied, ValidationError, Overtaken when it was taken down, and Refused when its contact was removed
    and nobody could answer it.
    """
    now = _lock(notice, actor, "change")
    if not now.reached_at:
        raise Refused(_("The contact data has been removed. Change the notice and write it again first."))
    now.shown_until, now.renewed_on = until, timezone.localdate()
    _check(now)
    now.version += 1
    now.save(update_fields=["shown_until", "renewed_on", "version"])
    return now


@act
def end_room_notice(*, notice: RoomNotice, actor: User) -> RoomNotice:
    """Take the notice down for good and remove its contact data.

    Raises PermissionDenied, and Overtaken when it is down already.
    """
    now = _lock(notice, actor, "end")
    now.ended_at, now.contact_name, now.contact_email = timezone.now(), "", ""
    now.version += 1
    now.save(update_fields=["ended_at", "contact_name", "contact_email", "version"])
    return now


def remove_old_room_contacts(*, before: date) -> int:
    """Remove names and addresses from notices whose last day was before the day; of how many."""
    old = RoomNotice.objects.filter(shown_until__lt=before).exclude(contact_name="", contact_email="")
    return old.update(contact_name="", contact_email="")


def _lock(notice: RoomNotice, actor: User, permission: str) -> RoomNotice:
    """The notice as it stands now, locked until the transaction ends."""
    rows = RoomNotice.objects.select_related("organisation", "municipality")
    now = rows.select_for_update(no_key=True, of=("self",)).get(pk=notice.pk)
    if not actor.has_perm(f"networks.{permission}_roomnotice", now):
        raise PermissionDenied
    if now.ended_at:
        raise Overtaken(_("The notice has been taken down already."))
    return now


def _check(notice: RoomNotice) -> None:
    notice.full_clean()
    if not notice.reached_at:
        message = _("Write an address for answers: the profile of the organisation tells none.")
        raise ValidationError({"contact_email": message})
