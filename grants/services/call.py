"""Acts on a call as a whole: made, copied, changed, published, taken back, extended, closed, cancelled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.enums import CallState
from grants.holes import holes_of
from grants.models import Call, CallExtension
from grants.workflow import CALL_STEPS
from meetings.services.acting import write
from meetings.services.merging import Saved, merge
from members.models import Region
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_call
from .announcing import tell_cancelling, tell_extension
from .copying import copied, copy_kinds
from .document import have_questions_made

STAYS = ("opens_at", "closes_at", "is_continuous", "use_from", "use_until", "principles")
"""What applicants have planned by: it is not changed once the call is published."""


@act
def make_call(*, region: Region, values: Mapping[str, Any], actor: User) -> Call:
    """A new draft, which only those who handle the region's grants see.

    Raises PermissionDenied, and ValidationError when it would close before it opens.
    """
    call = Call(region=region, **values)
    if not actor.has_perm("grants.change_call", call):
        raise PermissionDenied
    call.slug = free_slug(call.title_fi)
    call.full_clean()
    call.save()
    return call


@act
def copy_call(*, call: Call, title: str, actor: User) -> Call:
    """A new draft with the texts, kinds, questions, attachments and criteria of another call; without its times.

    Raises PermissionDenied, and ValidationError without a title.
    """
    if not actor.has_perm("grants.change_call", call):
        raise PermissionDenied
    times = dict.fromkeys(("opens_at", "closes_at", "supplements_until", "use_from", "use_until"))
    fresh = {"state": CallState.DRAFT, "published_at": None, "cancelled_because": "", "case_number": ""}
    titles = {"title": title, "title_fi": title, "title_sv": "", "title_en": ""}
    new = copied(call, copied_from=call, slug=free_slug(title), **titles, **times, **fresh)
    new.full_clean()
    new.save()
    copy_kinds(call, new)
    return new


@act
def change_call(*, call: Call, base_version: int, values: dict[str, Any], actor: User) -> Saved:
    """Change what a call says; of a published one only the words and who answers questions.

    Raises PermissionDenied, Refused, ValidationError, and Conflict when somebody else changed the same field meanwhile.
    """
    locked = lock_call(call, actor=actor)
    if locked.state == CallState.CANCELLED:
        raise Refused(_("The call was cancelled. What it said stays."))
    merged = merge(locked, base_version=base_version, values=values)
    if locked.state == CallState.PUBLISHED and any(name in merged.changes for name in STAYS):
        raise Refused(
            _(
                "The times of a published call stay, so that applicants can rely on them. You can extend the call."
            )
        )
    if merged.changes:
        write(locked, {**merged.changes, "version": locked.version + 1})
        locked.clean()
        have_questions_made(locked)
    return Saved(locked, merged.theirs)


@act
def change_call_state(call: Call, to: CallState, *, actor: User, **facts: Any) -> Call:
    """The one door through which a call gets a new state; `facts` are the fields that are set with it.

    Raises PermissionDenied, Refused for a step that the table does not know, and Overtaken when the call is no longer in
    the state in which the actor saw it.
    """
    if not actor.has_perm("grants.change_call", call):
        raise PermissionDenied
    seen = CallState(call.state)
    if (seen, to) not in CALL_STEPS:
        raise Refused(
            gettext("This cannot be done with a call in the state “%(state)s”.") % {"state": seen.label}
        )
    moved = Call.objects.filter(pk=call.pk, state=seen).update(state=to, version=F("version") + 1, **facts)
    if not moved:
        raise Overtaken(_("Somebody was faster: the call is in another state already."))
    return Call.objects.select_related("region").get(pk=call.pk)


@act
def publish_call(*, call: Call, actor: User) -> Call:
    """Make the call known; it opens at its time. Raises PermissionDenied, Overtaken, and Refused while something is missing."""
    locked = lock_call(call, actor=actor)
    blocking = [hole for hole in holes_of(locked) if hole.blocks]
    if blocking:
        raise Refused(" ".join(str(hole.words) for hole in blocking))
    published = change_call_state(call, CallState.PUBLISHED, actor=actor, published_at=timezone.now())
    have_questions_made(published)
    return published


@act
def withdraw_call(*, call: Call, actor: User) -> Call:
    """Take a published call back to draft before it opens. Raises PermissionDenied, Overtaken, and Refused once it opened."""
    locked = lock_call(call, actor=actor)
    if locked.state == CallState.PUBLISHED and locked.opens_at and locked.opens_at <= timezone.now():
        raise Refused(_("The call has opened already. You can extend or cancel it."))
    return change_call_state(call, CallState.DRAFT, actor=actor, published_at=None)


@act
def cancel_call(*, call: Call, reason: str, actor: User) -> Call:
    """Cancel a call for a reason that everybody can read; those who have begun an application are told by mail.

    Raises PermissionDenied, Overtaken, and Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Write the reason: everybody can read it on the call's page."))
    lock_call(call, actor=actor)
    cancelled = change_call_state(call, CallState.CANCELLED, actor=actor, cancelled_because=reason.strip())
    tell_cancelling(cancelled)
    return cancelled


@act
def extend_call(*, call: Call, closes_at: datetime, reason: str, actor: User) -> CallExtension:
    """Let a published call close later; it is written down, and told to those who were told of the call or have a draft.

    A call that has closed can be opened again so. Raises PermissionDenied, and Refused without a reason, for a time that
    is not later than the one before and than now, or for a call without a closing time.
    """
    locked = lock_call(call, actor=actor)
    if locked.state != CallState.PUBLISHED or locked.closes_at is None:
        raise Refused(_("Only a published call that has a closing time can be extended."))
    if not reason.strip():
        raise Refused(_("Write the reason: everybody can read it on the call's page."))
    if closes_at <= max(locked.closes_at, timezone.now()):
        raise Refused(_("The new closing time must be later than the one before, and still to come."))
    extension = CallExtension.objects.create(
        call=locked,
        closed_at=locked.closes_at,
        closes_at=closes_at,
        reason=reason.strip(),
        extended_at=timezone.now(),
        extended_by=actor,
    )
    write(locked, {"closes_at": closes_at, "version": locked.version + 1})
    have_questions_made(locked)
    tell_extension(extension, actor=actor)
    return extension


@act
def close_call(*, call: Call, actor: User) -> Call:
    """Close a continuous call now. Raises PermissionDenied, and Refused for one that closes by the clock or is not open."""
    locked, now = lock_call(call, actor=actor), timezone.now()
    if not locked.is_continuous or not locked.is_open(now):
        raise Refused(_("Only a continuous call that is open is closed by hand."))
    write(locked, {"closes_at": now, "version": locked.version + 1})
    have_questions_made(locked)
    return locked


def free_slug(title: str) -> str:
    """An address from the title that no other call has."""
    base = slugify(title)[:100] or "haku"
    taken = set(Call.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
