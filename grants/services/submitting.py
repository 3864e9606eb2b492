"""Applications are sent, sent again until the call closes, and withdrawn; each sending is kept as it was."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.answers import answer_for
from grants.checks import may_apply
from grants.copies import request_copy
from grants.enums import ApplicationState, Meaning
from grants.models import Application, ApplicationStep, ReferenceCounter, Submission
from grants.rules import enters_paper
from grants.snapshot import words_of
from grants.workflow import APPLICATION_STEPS
from portal import mail
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .applying import lock_application, open_request, require_open
from .sending import Sending, sending_at, whole_sending
from .telling import Receivers, contact_of, receivers_of


def change_state(
    application: Application,
    to: ApplicationState,
    *,
    actor: User | None,
    note: str = "",
    **facts: Any,
) -> Application:
    """The one door through which an application gets a state; `facts` are the fields that are set with it.

    Raises Refused for a step that the table does not know, and Overtaken when the application is no longer as it was
    seen.
    """
    seen = ApplicationState(application.state)
    if (seen, to) not in APPLICATION_STEPS:
        raise Refused(_("This cannot be done any more: %(state)s.") % {"state": seen.label})
    now_seen = Application.objects.filter(pk=application.pk, state=seen, version=application.version)
    if not now_seen.update(state=to, version=F("version") + 1, **facts):
        raise Overtaken(_("Somebody was faster: the application is in another state already."))
    ApplicationStep.objects.create(
        application=application, taken_at=timezone.now(), actor=actor, before=seen, after=to, note=note
    )
    return Application.objects.for_list().get(pk=application.pk)


@act
def submit(*, application: Application, seen_hash: str, arrived_at: datetime, actor: User) -> Submission:
    """Send the application as it was seen in the preview; the receipt goes by mail with a copy as PDF.

    What counts is the instant at which the request arrived. Raises PermissionDenied; Refused outside the time and when a
    rule stands in the way; ValidationError for what is missing; Overtaken when it is not as it was seen.
    """
    locked = lock_application(application, actor=actor)
    if locked.is_being_entered:
        raise Refused(_("What came on paper is registered, with the time at which it came."))
    require_open(locked, arrived_at)
    sending = whole_sending(locked)
    last = locked.submissions.order_by("-number").first()
    is_sent = locked.state == ApplicationState.SUBMITTED and open_request(locked) is None
    if last and is_sent and last.sha256 == sending.digest == seen_hash:
        return last  # pressed twice, or by two at once: it has been sent already, just so
    sent = send(locked, sending, seen_hash, arrived_at, actor)
    # All of it could be changed, so what was asked for could be, too.
    locked.supplement_requests.waiting().update(answered_at=arrived_at)
    return sent


@act
def submit_supplement(
    *, application: Application, seen_hash: str, arrived_at: datetime, actor: User
) -> Submission:
    """Answer a supplement request: what it has opened is sent, and the request is done. Raises like `submit`."""
    locked = lock_application(application, actor=actor)
    request = open_request(locked)
    if request is None:
        raise Overtaken(_("No supplement is waited for."))
    sent = send(locked, sending_at(locked, arrived_at), seen_hash, arrived_at, actor, is_supplement=True)
    request.answered_at = arrived_at
    request.save(update_fields=["answered_at"])
    return sent


def send(
    locked: Application,
    sending: Sending,
    seen_hash: str,
    arrived_at: datetime,
    actor: User,
    *,
    is_supplement: bool = False,
) -> Submission:
    """Keep a sending of a locked application. What came on paper is taken whatever it lacks.

    Raises like `submit`.
    """
    progress = sending.progress
    if not enters_paper(actor, locked):
        if not is_supplement and not may_apply(progress.checks):
            raise Refused(_("The applicant does not fulfil all rules of this grant."))
        if sending.problems:
            raise ValidationError([problem.text for problem in sending.problems])
    if sending.digest != seen_hash:
        raise Overtaken(
            _("The application was changed after you looked at it. Look once more, then send it.")
        )
    questions = progress.asked.questions.values()
    title = answer_for(Meaning.PURPOSE, questions, progress.kept.values)
    named = progress.kept.values.get("title") or title or ""
    facts: dict[str, Any] = {
        "submitted_at": arrived_at,
        "requested_sum": progress.requested_sum,
        "title": str(named)[:200],
        "sent_words": words_of(sending.content),
    }
    if not locked.reference:
        facts["reference"] = _next_reference(timezone.localtime(arrived_at).year)
    sent_one = change_state(locked, ApplicationState.SUBMITTED, actor=actor, **facts)
    last = locked.submissions.order_by("-number").first()
    sent = Submission.objects.create(
        application=sent_one,
        number=last.number + 1 if last else 1,
        question_set_id=locked.question_set_id,
        arrived_at=arrived_at,
        stored_at=timezone.now(),
        sender=actor,
        language=locked.language,
        content=sending.content,
        attachments=sending.attachments,
        eligibility=[
            {"code": each.code, "text": each.text, "verdict": str(each.verdict), "reason": each.reason}
            for each in progress.checks
        ],
        requested_sum=progress.requested_sum,
        sha256=sending.digest,
        is_supplement=is_supplement,
    )
    _post_receipt(sent, actor)
    return sent


def _next_reference(year: int) -> str:
    """AV-2026-0001: the counter is locked, so nobody gets the same number; a number may stay unused."""
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return f"AV-{year}-{counter.last_number:04}"


def _post_receipt(sent: Submission, actor: User) -> None:
    """To the sender and the contact, with the copy as PDF once the worker has made it.

    Of what came on paper the sender is an officer, who needs none; the contact may have given no address.
    """
    application = sent.application
    copy = mail.Attachment.of(request_copy(sent))
    context = {"application": application, "submission": sent}
    sender: Receivers = {actor.email.lower(): actor}
    receivers = receivers_of(application) if application.is_paper else contact_of(application) | sender
    for receiver in receivers.values():
        mail.post("application_receipt", to=receiver, context=context, about=application, attachments=[copy])


@act
def withdraw(*, application: Application, reason: str, arrived_at: datetime, actor: User) -> Application:
    """Take a sent application back for good. Raises PermissionDenied, and Refused for a draft."""
    locked = lock_application(application, actor=actor)
    locked.supplement_requests.waiting().update(cancelled_at=arrived_at)
    return change_state(
        locked,
        ApplicationState.WITHDRAWN,
        actor=actor,
        note=reason,
        withdrawn_at=arrived_at,
        withdrawn_because=reason,
    )
