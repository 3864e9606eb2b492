"""Coming after the closing: an applicant asks, an officer accepts or declines with a reason, and all of it is kept."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.enums import ApplicationState, CallPhase
from grants.handling import flagged
from grants.models import Application, ApplicationStep, LateRequest
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .applying import is_open, lock_application
from .telling import tell_applicant


def may_ask_late(application: Application, instant: datetime) -> bool:
    """Whether it is a draft whose call has closed."""
    return (
        application.state == ApplicationState.DRAFT
        and application.call.phase(instant) == CallPhase.CLOSED
        and not is_open(application, instant)
    )


@act
def ask_late(*, application: Application, reason: str, arrived_at: datetime, actor: User) -> LateRequest:
    """Ask the officers to let a draft be sent although the call has closed; it waits on their desk.

    Raises PermissionDenied, ValidationError without a reason, and Refused while it is open or a request waits.
    """
    locked = lock_application(application, actor=actor)
    if not may_ask_late(locked, arrived_at):
        raise Refused(_("Only a draft of a call that has closed can be asked for."))
    try:
        with transaction.atomic():
            return LateRequest.objects.create(
                application=locked,
                reason=_required(reason, _("Write why it was not sent in time.")),
                asked_at=arrived_at,
                asked_by=actor,
            )
    except IntegrityError:
        raise Refused(_("You have asked already, and the officers have not answered yet.")) from None


@act
def allow_late(*, application: Application, until: datetime, reason: str, actor: User) -> Application:
    """Let an application come after the closing, with a reason that is kept; the applicant gets a mail.

    Raises PermissionDenied, and ValidationError without a reason or for a time that has passed.
    """
    locked = lock_application(application, actor=actor, permission="handle")
    reason = _required(reason, _("Write why it is taken late."))
    if until <= timezone.now():
        raise ValidationError({"until": _("The time must be later than now.")})
    locked.late_until, locked.late_because, locked.late_by = until, reason, actor
    locked.save(update_fields=["late_until", "late_because", "late_by"])
    _answer(locked, reason, actor, is_accepted=True)
    _log(locked, reason, actor)
    tell_applicant(locked, "application_late")
    return locked


@act
def decline_late(*, application: Application, reason: str, actor: User) -> None:
    """Say no to who asked, with a reason that is kept; the applicant gets a mail.

    Raises PermissionDenied, ValidationError without a reason, and Overtaken when nobody waits for an answer.
    """
    locked = lock_application(application, actor=actor, permission="handle")
    reason = _required(reason, _("Write why it is not taken."))
    if not _answer(locked, reason, actor, is_accepted=False):
        raise Overtaken(_("Somebody was faster: the request has been answered already."))
    _log(locked, reason, actor)
    tell_applicant(locked, "application_late_declined", reason=reason)


@act
def take_late(*, application: Application, reason: str, actor: User) -> Application:
    """Take into handling what came late, as on paper, with a reason that is kept; the applicant gets a mail.

    Raises PermissionDenied, ValidationError without a reason, and Refused for what came in time or was taken already.
    """
    locked = lock_application(application, actor=actor, permission="handle")
    reason = _required(reason, _("Write why it is taken late."))
    came = flagged(Application.objects.filter(pk=locked.pk)).get()
    if came.late_by_time is None or locked.late_because or locked.state != ApplicationState.SUBMITTED:
        raise Refused(_("It came in time, or has been taken already."))
    locked.late_because, locked.late_by = reason, actor
    locked.save(update_fields=["late_because", "late_by"])
    _log(locked, reason, actor)
    tell_applicant(locked, "application_late_taken")
    return locked


def _required(reason: str, otherwise: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": otherwise})
    return reason.strip()


def _answer(application: Application, reason: str, actor: User, *, is_accepted: bool) -> int:
    waiting = application.late_requests.filter(answered_at=None)
    facts = {
        "is_accepted": is_accepted,
        "answer": reason,
        "answered_at": timezone.now(),
        "answered_by": actor,
    }
    return waiting.update(**facts)


def _log(application: Application, reason: str, actor: User) -> None:
    ApplicationStep.objects.create(
        application=application,
        taken_at=timezone.now(),
        actor=actor,
        before=application.state,
        after=application.state,
        note=reason,
    )
