"""What officers and applicants say to each other: messages and supplement requests."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.asked import asked_in
from grants.enums import ApplicationState
from grants.models import Application, Message, RequiredAttachment, SupplementRequest
from grants.rules import edits_application
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .applying import lock_application, open_request
from .telling import tell, tell_applicant

LONGEST_MESSAGE = 10_000
PRESSED_AGAIN = timedelta(minutes=10)


@act
def send_message(*, application: Application, text: str, actor: User) -> Message:
    """Write to the other side; it gets a mail. The same words at once again are the button pressed twice.

    Raises PermissionDenied, Refused before the application was sent, and ValidationError for an empty text.
    """
    is_officer = actor.has_perm("grants.handle_application", application)
    if not is_officer and not actor.has_perm("grants.change_application", application):
        raise PermissionDenied
    if not application.reference:
        raise Refused(_("Messages can be sent once the application has been sent."))
    text = text.strip()
    if not text or len(text) > LONGEST_MESSAGE:
        raise ValidationError(_("Write a message of at most 10 000 characters."))
    from_applicant, now = edits_application(actor, application), timezone.now()
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    last = application.messages.order_by("sent_at", "pk").last()
    is_same = last is not None and (last.author_id, last.text) == (actor.pk, text)
    if last and is_same and now - last.sent_at < PRESSED_AGAIN:
        return last
    message = Message.objects.create(
        application=application,
        is_from_applicant=from_applicant,
        author=actor,
        text=text,
        sent_at=now,
    )
    if from_applicant:
        if application.handler:
            tell(application, "application_message", application.handler, to_officer=True)
    else:
        tell_applicant(application, "application_message")
    return message


def mark_read(*, application: Application, by_applicant: bool) -> None:
    """The messages of the other side have been seen."""
    unread = application.messages.filter(is_from_applicant=not by_applicant, read_at=None)
    unread.update(read_at=timezone.now())


@act
def ask_supplement(
    *,
    application: Application,
    text: str,
    questions: Iterable[str] = (),
    attachments: Iterable[RequiredAttachment] = (),
    due_at: datetime,
    actor: User,
) -> SupplementRequest:
    """Open the named questions and attachments to the applicant until the due time; a mail tells of it.

    Raises PermissionDenied, Refused when nothing is named or another request waits, and ValidationError for the time.
    """
    locked = lock_application(application, actor=actor, permission="handle")
    if locked.state != ApplicationState.SUBMITTED:
        raise Refused(_("Only an application that has been sent can be supplemented."))
    names, files, now = list(questions), list(attachments), timezone.now()
    if not text.strip():
        raise ValidationError({"text": _("Write what is missing.")})
    if due_at <= now:
        raise ValidationError({"due_at": _("The due time must be later than now.")})
    known = asked_in(locked).questions
    if (not names and not files) or any(name not in known for name in names):
        raise Refused(_("Choose at least one question or attachment to be supplemented."))
    if any(each.call_kind_id != locked.call_kind_id for each in files):
        raise Refused(_("This attachment does not belong to the application."))
    try:
        with transaction.atomic():
            request = SupplementRequest.objects.create(
                application=locked, text=text, questions=names, due_at=due_at, asked_at=now, asked_by=actor
            )
    except IntegrityError:
        raise Refused(_("A supplement has been asked for already, and not been answered.")) from None
    request.attachments.set(files)
    tell_applicant(locked, "application_supplement", request=request)
    return request


@act
def cancel_supplement(*, application: Application, actor: User) -> None:
    """Take a request back. Raises PermissionDenied, and Overtaken when none waits."""
    locked = lock_application(application, actor=actor, permission="handle")
    request = open_request(locked)
    if request is None:
        raise Overtaken(_("No supplement is waited for."))
    request.cancelled_at = timezone.now()
    request.save(update_fields=["cancelled_at"])


@act
def assign(*, applications: Iterable[Application], handler: User | None, actor: User) -> int:
    """Give applications to an officer, or to nobody; how many were changed. Raises PermissionDenied for any of them."""
    rows = list(applications)
    for each in rows:
        if not actor.has_perm("grants.handle_application", each):
            raise PermissionDenied
        if handler and not handler.has_perm("grants.handle_application", each):
            raise Refused(_("%(name)s does not handle grants in this region.") % {"name": handler.name})
    changed = Application.objects.filter(pk__in=[each.pk for each in rows]).exclude(handler=handler)
    return changed.update(handler=handler)


@act
def change_handling(
    *, application: Application, handler: User | None, case_number: str, actor: User
) -> Application:
    """Say who handles it, or that nobody does yet, and its number in the county's register.

    Raises PermissionDenied, and Refused for somebody who handles no grants of its region.
    """
    locked = lock_application(application, actor=actor, permission="handle")
    assign(applications=[locked], handler=handler, actor=actor)
    locked.handler, locked.case_number = handler, case_number.strip()
    locked.save(update_fields=["case_number"])
    return locked
