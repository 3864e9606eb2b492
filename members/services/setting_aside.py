"""A nomination in somebody else's name, or a plainly false one, must not stand in the way of the real one."""

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import NominationState, RoundState
from members.models import Nomination, SettingAside
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from . import round_mail
from .nomination import change_nomination_state, lock_nomination
from .round import lock_round


@act
def set_nomination_aside(*, nomination: Nomination, reason: str, actor: User) -> Nomination:
    """Let a sent nomination count no more, so that its organisation can nominate; sender and candidate get the reason.

    What was chosen of it is undone. Raises PermissionDenied, Refused without a reason, once the round is decided or
    cancelled and for what was not sent, and Overtaken when somebody has set it aside already.
    """
    locked = _lock(nomination, actor)
    if not reason.strip():
        raise Refused(_("Write the reason: the sender and the candidate get it by mail."))
    if locked.state == NominationState.SET_ASIDE:
        raise Overtaken(_("Somebody was faster: the nomination has been set aside already."))
    aside = change_nomination_state(
        locked, NominationState.SET_ASIDE, outcome="", outcome_reason="", seat=None
    )
    SettingAside.objects.create(
        nomination=aside, reason=reason.strip(), done_at=timezone.now(), done_by=actor
    )
    round_mail.tell_setting_aside(aside, reason=reason.strip())
    return aside


def take_back_setting_aside(*, nomination: Nomination, actor: User) -> Nomination:
    """Let a nomination that was set aside count again, as confirmed if its candidate had agreed; those concerned are told.

    Raises PermissionDenied, Overtaken when it is not set aside any more, and Refused once the round is decided or
    cancelled, or when the organisation has nominated somebody else meanwhile.
    """
    try:
        return _take_back(nomination=nomination, actor=actor)
    except IntegrityError as error:
        raise Refused(
            _("%(organisation)s has nominated somebody for the same group meanwhile, and can nominate one.")
            % {"organisation": nomination.shown_organisation or nomination.candidate_name}
        ) from error


@act
def _take_back(*, nomination: Nomination, actor: User) -> Nomination:
    locked = _lock(nomination, actor)
    if locked.state != NominationState.SET_ASIDE:
        raise Overtaken(_("Somebody was faster: the nomination is not set aside any more."))
    before = NominationState.CONFIRMED if locked.answered_at else NominationState.SUBMITTED
    counting = change_nomination_state(locked, before)
    SettingAside.objects.filter(nomination=counting, taken_back_at=None).update(
        taken_back_at=timezone.now(), taken_back_by=actor
    )
    round_mail.tell_counting_again(counting)
    return counting


def _lock(nomination: Nomination, actor: User) -> Nomination:
    """The round first, as whoever answers and publishes does."""
    nomination_round = lock_round(nomination.round, actor=actor)
    if nomination_round.state != RoundState.ANNOUNCED:
        raise Refused(_("The round has been decided or cancelled, so its nominations stay as they are."))
    return lock_nomination(nomination)
