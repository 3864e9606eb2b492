"""One message to many applicants: into the thread of each at once, and the mails of it by the worker.

Those who are written to were fixed when the message was begun, so that what comes into the list meanwhile gets nothing.
"""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.enums import ApplicationState
from grants.models import Application, BulkMessage, Message
from portal import mail
from portal.errors import Overtaken, Refused
from portal.formats import number
from portal.history import act
from portal.models import User

from .corresponding import LONGEST_MESSAGE
from .telling import receivers_of_each

MOST = 5_000
AT_ONCE = 100
"""So many threads' mails are written in one turn; other mails get theirs between."""
KEPT = timedelta(days=30)
"""So long a message waits that was begun and not sent."""


@act
def begin_bulk_message(*, applications: Iterable[Application], actor: User) -> BulkMessage:
    """Fix to whom a message goes; it is written and looked at before it is sent.

    Raises PermissionDenied for any of them, and Refused when there is none or there are too many.
    """
    rows = list(applications)
    if not all(actor.has_perm("grants.handle_application", each) for each in rows):
        raise PermissionDenied
    pks = [each.pk for each in rows if each.reference]
    if not pks:
        raise Refused(_("There is nobody to write to."))
    if len(pks) > MOST:
        raise Refused(
            _(
                "You chose %(count)s applications, and one message goes to %(most)s at most. "
                "Narrow the list, for example by call or kind of grant, and write to each part."
            )
            % {"count": number(len(pks)), "most": number(MOST)}
        )
    return BulkMessage.objects.create(writer=actor, begun_at=timezone.now(), applications=pks)


@act
def change_bulk_message(*, bulk: BulkMessage, subject: str, text: str, actor: User) -> BulkMessage:
    """Keep what is written so far. Raises PermissionDenied, and Overtaken when it has been sent."""
    locked = _lock(bulk, actor)
    if locked.sent_at:
        raise Overtaken(_("This message has been sent already."))
    locked.subject, locked.text = subject.strip(), text.strip()
    locked.save(update_fields=["subject", "text"])
    return locked


def words_hash(bulk: BulkMessage) -> str:
    """A mark of what the message says, by which sending knows that it was looked at."""
    return hashlib.sha256(f"{bulk.subject}\n{bulk.text}".encode()).hexdigest()[:16]


@act
def send_bulk_message(*, bulk: BulkMessage, seen: str, actor: User) -> BulkMessage:
    """Write it into the thread of each application that is in handling; the worker writes the mails.

    A second time does nothing. Raises PermissionDenied, Overtaken when it says something else than what was looked at,
    ValidationError for empty words, and Refused when nobody can be written to.
    """
    locked = _lock(bulk, actor)
    if locked.sent_at:
        return locked
    if seen != words_hash(locked):
        raise Overtaken(
            _("The message was changed in another window after you looked at it. Look at it again.")
        )
    if not locked.subject or not locked.text or len(locked.text) > LONGEST_MESSAGE:
        raise ValidationError(_("Write a subject, and a message of at most 10 000 characters."))
    handled = Application.objects.handled_by(actor).filter(
        pk__in=locked.applications, state=ApplicationState.SUBMITTED
    )
    # Locked, so that none of them is withdrawn or deleted before it has its message.
    pks = list(
        handled.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True)
    )
    if not pks:
        raise Refused(_("None of those you chose can be written to any more."))
    now = timezone.now()
    Message.objects.bulk_create(
        [
            Message(
                application_id=pk,
                bulk=locked,
                is_from_applicant=False,
                author=actor,
                subject=locked.subject,
                text=locked.text,
                sent_at=now,
            )
            for pk in pks
        ]
    )
    locked.sent_at, locked.count = now, len(pks)
    locked.save(update_fields=["sent_at", "count"])
    transaction.on_commit(lambda: dispatch(locked.pk), robust=True)
    return locked


@act
def drop_bulk_message(*, bulk: BulkMessage, actor: User) -> None:
    """Throw away what was not sent. Raises PermissionDenied, and Overtaken when it was."""
    locked = _lock(bulk, actor)
    if locked.sent_at:
        raise Overtaken(_("This message has been sent already."))
    locked.delete()


def dispatch(bulk_id: int) -> None:
    """Tell a worker. A broker that is away must not hold the page: the sweep will find the row."""
    from grants.tasks import tell_of_bulk_message

    tell_of_bulk_message.apply_async(kwargs={"bulk_id": bulk_id}, retry=False)


def write_mails(bulk_id: int) -> None:
    """Write the mails of the next threads, each once, and ask for the next turn; nothing when another worker is at it."""
    with transaction.atomic():
        rows = BulkMessage.objects.unfinished().select_for_update(skip_locked=True)
        bulk = rows.filter(pk=bulk_id).first()
        if bulk is None:
            return
        told = Message.objects.filter(bulk=bulk).order_by("pk")[bulk.told : bulk.told + AT_ONCE]
        messages = list(told.select_related("application__organisation"))
        receivers = receivers_of_each([each.application for each in messages])
        bulk.mails += mail.post_all(
            "application_message",
            (
                mail.Letter(to, {"application": each.application, "message": each}, about=each.application)
                for each in messages
                for to in receivers[each.application_id].values()
            ),
        )
        # A message that was deleted meanwhile is not waited for.
        bulk.told = bulk.told + len(messages) if len(messages) == AT_ONCE else bulk.count
        bulk.save(update_fields=["mails", "told"])
        if bulk.is_at_work:
            transaction.on_commit(lambda: dispatch(bulk_id), robust=True)


def sweep() -> None:
    """Take up again what nobody works on."""
    for pk in BulkMessage.objects.unfinished().values_list("pk", flat=True):
        dispatch(pk)


def forget() -> None:
    """Delete what was begun long ago and never sent."""
    BulkMessage.objects.filter(sent_at=None, begun_at__lt=timezone.now() - KEPT).delete()


def _lock(bulk: BulkMessage, actor: User) -> BulkMessage:
    locked = BulkMessage.objects.select_for_update().filter(pk=bulk.pk).first()
    if locked is None:
        raise Overtaken(_("This message has been thrown away."))
    if locked.writer_id != actor.pk or not actor.has_perm("grants.handle_application"):
        raise PermissionDenied
    return locked
