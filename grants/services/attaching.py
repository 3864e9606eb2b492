"""Files of an application: added, taken away, or promised for later."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.asked import asked_in
from grants.enums import ApplicationState, QuestionKind, ScanState
from grants.models import Application, Attachment, AttachmentPromise, RequiredAttachment
from portal import scanning
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .applying import is_open, lock_application, open_request, opened_questions, require_open

MOST_FILES = 30


class Full(Refused):
    """The application has as many files as it may have."""


def add_attachment(
    *,
    application: Application,
    file: File,
    required: RequiredAttachment | None = None,
    question: str = "",
    is_paper: bool = False,
    arrived_at: datetime,
    actor: User,
) -> Attachment:
    """A file for a place that asks for one, or for none in particular; the same file twice in a place is one.

    It is judged and scanned before anything is locked, because large ones take their time; `is_paper` tells that it is
    the paper itself, in the officer's hands. Raises PermissionDenied, Refused when the time is over or there are too many
    files, and ValidationError for a file that is not taken.
    """
    if not actor.has_perm("grants.change_application", application):
        raise PermissionDenied
    if is_paper and not actor.has_perm("grants.handle_application", application):
        raise PermissionDenied
    _require_place(application, required, question, arrived_at)
    attachment = Attachment.judged(
        file,
        application=application,
        required=required,
        question=question,
        is_paper=is_paper and application.is_paper,
        actor=actor,
    )
    attachment.scan = ScanState(scanning.scan(file).value)
    return _store(attachment=attachment, file=file, arrived_at=arrived_at, actor=actor)


@act
def _store(*, attachment: Attachment, file: File, arrived_at: datetime, actor: User) -> Attachment:
    locked = lock_application(attachment.application, actor=actor)
    _require_place(locked, attachment.required, attachment.question, arrived_at)
    present = list(locked.attachments.current())
    for each in present:
        if _place_of(each) == _place_of(attachment) and each.file_hash == attachment.file_hash:
            return each  # a retry after an answer that was lost
    if len(present) >= MOST_FILES:
        raise Full(
            _("An application takes at most %(count)d files. Put several papers into one PDF.")
            % {"count": MOST_FILES}
        )
    attachment.store(file, folder="applications")
    if attachment.required_id:
        locked.promises.filter(required=attachment.required_id).delete()
    return attachment


@act
def remove_attachment(*, attachment: Attachment, arrived_at: datetime, actor: User) -> None:
    """Take a file away; one that was never sent is deleted. Raises PermissionDenied, Refused and Overtaken."""
    locked = lock_application(attachment.application, actor=actor)
    _require_place(locked, attachment.required, attachment.question, arrived_at)
    gone = Attachment.objects.current().filter(pk=attachment.pk)
    if was_sent(attachment):
        if not gone.update(removed_at=timezone.now(), removed_by=actor):
            raise Overtaken(_("Somebody has removed this file already."))
        return
    if not gone.delete()[0]:
        raise Overtaken(_("Somebody has removed this file already."))
    storage, name = attachment.file.storage, str(attachment.file.name)
    transaction.on_commit(lambda: storage.delete(name), robust=True)


@act
def promise_attachment(
    *,
    application: Application,
    required: RequiredAttachment,
    due_on: date,
    reason: str,
    arrived_at: datetime,
    actor: User,
) -> AttachmentPromise:
    """Say by when a required attachment follows. Raises PermissionDenied, Refused, and ValidationError for the day."""
    locked = lock_application(application, actor=actor)
    require_open(locked, arrived_at)
    if required.call_kind_id != locked.call_kind_id or not required.may_follow:
        raise Refused(_("This attachment must be there when the application is sent."))
    last = locked.call.supplements_until
    if due_on < timezone.localdate(arrived_at) or (last and due_on > last):
        raise ValidationError({"due_on": _("Choose a day from today on, within the time for supplements.")})
    facts: dict[str, Any] = {
        "due_on": due_on, "reason": reason[:300], "promised_at": timezone.now(), "promised_by": actor,
    }  # fmt: skip
    promise, _is_new = AttachmentPromise.objects.update_or_create(
        application=locked, required=required, defaults=facts
    )
    return promise


def _place_of(attachment: Attachment) -> tuple[int | None, str, bool]:
    return attachment.required_id, attachment.question, attachment.is_paper


def was_sent(attachment: Attachment) -> bool:
    """Whether some sending names the file."""
    named = [{"key": str(attachment.key)}]
    return attachment.application.submissions.filter(attachments__contains=named).exists()


def _require_place(
    application: Application, required: RequiredAttachment | None, question: str, arrived_at: datetime
) -> None:
    """Raises Refused unless the place belongs to the application and is open at the instant."""
    if required and required.call_kind_id != application.call_kind_id:
        raise Refused(_("This attachment does not belong to the application."))
    if question:
        asked = asked_in(application).questions.get(question)
        if asked is None or asked.kind != QuestionKind.FILE:
            raise Refused(_("This question does not belong to the application."))
    if is_open(application, arrived_at):
        return
    if application.state == ApplicationState.SUBMITTED:
        promised = required and application.promises.filter(
            required=required, due_on__gte=timezone.localdate(arrived_at)
        )
        if promised and promised.exists():
            return
        request = open_request(application)
        if request and arrived_at < request.due_at:
            if question in opened_questions(application, request):
                return
            if required and required in request.attachments.all():
                return
    require_open(application, arrived_at)
