"""Answers to invitations: by the link in the mail, in the portal, or told to the coordinator."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.answers import choices_of, require_open
from meetings.enums import AnswerChannel
from meetings.models import AgendaItem, Answer, Invitation, Meeting
from portal.errors import Refused
from portal.history import act
from portal.models import User

from .acting import lock_alone
from .substitution import answered


@act
def answer(
    *,
    invitation: Invitation,
    coming: str,
    channel: AnswerChannel = AnswerChannel.LINK,
    item: AgendaItem | None = None,
    diet: str | None = None,
    needs: str | None = None,
    actor: User | None,
) -> Answer:
    """Write down whether somebody comes, and do what follows from it; the latest answer counts.

    Whoever holds the key answers without an account; in the portal only oneself, and those who run the body for
    anybody. Diet and needs stay as they are when they are not given. Raises PermissionDenied, and Refused when nothing
    can be answered any more or when the meeting has no such way to take part.
    """
    locked = _locked(invitation)
    _require_right(locked, channel, actor)
    require_open(locked)
    if coming not in {choice.value for choice in choices_of(locked.meeting)}:
        raise Refused(_("One cannot take part in this meeting in that way."))
    _write_wishes(locked, diet=diet, needs=needs)
    given = Answer.objects.create(
        invitation=locked,
        item=item,
        coming=coming,
        answered_at=timezone.now(),
        channel=channel,
        answered_by=actor,
    )
    answered(locked, coming, item=item)
    return given


def forget_wishes(*, before: datetime) -> int:
    """Remove the diets and needs of those who were invited to meetings that ended before the instant; of how many."""
    over = Invitation.objects.exclude(diet="", needs="").filter(meeting__ends_at__lt=before)
    return over.update(diet="", needs="")


def _locked(invitation: Invitation) -> Invitation:
    """The invitation as it stands, its meeting locked: so answers come one after another, and none is lost."""
    meeting: Meeting = lock_alone(invitation.meeting)
    row = Invitation.objects.select_related("seat", "person").get(pk=invitation.pk)
    row.meeting = meeting
    return row


def _require_right(invitation: Invitation, channel: AnswerChannel, actor: User | None) -> None:
    is_own = actor is not None and invitation.person is not None and invitation.person.user_id == actor.pk
    if channel == AnswerChannel.LINK or (channel == AnswerChannel.PORTAL and is_own):
        return
    if actor is None or not actor.has_perm("meetings.change_meeting", invitation.meeting):
        raise PermissionDenied


def _write_wishes(invitation: Invitation, *, diet: str | None, needs: str | None) -> None:
    wishes = {name: value.strip() for name, value in (("diet", diet), ("needs", needs)) if value is not None}
    for name, value in wishes.items():
        setattr(invitation, name, value)
    invitation.full_clean(
        exclude={f.name for f in Invitation._meta.fields} - set(wishes), validate_constraints=False
    )
    if wishes:
        invitation.save(update_fields=list(wishes))
