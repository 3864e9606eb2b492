"""Sending: one mail from its row to the mail server; the worker's part of `portal.mail`.

The row is the truth and a message only says where to look. Mail servers cannot promise exactly once, so a mail has one
Message-ID for ever, and one whose fate is unknown goes again under the same.
"""

import logging
import smtplib
from datetime import timedelta
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from . import locks, mail
from .enums import DocumentState, MailState
from .models import MailAttachment, OutgoingMail
from .models.document import UNFINISHED

logger = logging.getLogger(__name__)

LOCK_SPACE = 0x6D61696C  # tells these locks from all others in the database
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60)]
ATTEMPTS = len(WAITS) + 1
FORGOTTEN_AFTER = timedelta(seconds=10)
FOR_DOCUMENTS = timedelta(seconds=10)  # until a mail looks again whether its documents are ready
SWEPT_AT_ONCE = 50
PERMANENT = 500  # from here on a mail server's answer is a final no


def send(mail_id: int) -> None:
    """Send a mail that is due; nothing if it is gone, done, or in another worker's hands."""
    with locks.alone(LOCK_SPACE, mail_id) as is_alone:
        row = _claim(mail_id) if is_alone else None
        if row:
            _deliver(row)


def sweep() -> None:
    """Send out again what nobody works on: mails due for another try, of dead workers, or of lost messages."""
    forgotten = Q(state=MailState.QUEUED, due_at__lt=timezone.now() - FORGOTTEN_AFTER)
    abandoned = Q(state=MailState.SENDING) & ~Q(pk__in=locks.held(LOCK_SPACE))
    waiting = OutgoingMail.objects.filter(forgotten | abandoned).order_by("due_at", "pk")
    for mail_id in waiting.values_list("pk", flat=True)[:SWEPT_AT_ONCE]:
        mail.dispatch(mail_id)


def _claim(mail_id: int) -> OutgoingMail | None:
    """Take the row. One found in the middle of sending was another's who died: we hold the lock that they held."""
    now = timezone.now()
    due = OutgoingMail.objects.filter(
        pk=mail_id, state__in=[MailState.QUEUED, MailState.SENDING], due_at__lte=now
    )
    if MailAttachment.objects.filter(mail=mail_id, document__state__in=UNFINISHED).exists():
        due.filter(state=MailState.QUEUED).update(due_at=now + FOR_DOCUMENTS)
        return None
    due.filter(attempts__gte=ATTEMPTS).update(
        state=MailState.FAILED, failure=_("The worker stopped while sending.")
    )
    claimed = due.update(state=MailState.SENDING, attempts=F("attempts") + 1, claimed_at=now)
    return OutgoingMail.objects.get(pk=mail_id) if claimed else None


def _deliver(row: OutgoingMail) -> None:
    if not settings.EMAIL_URL:
        _mine(row).update(state=MailState.KEPT, sent_at=timezone.now())
        return
    try:
        _message(row).send()
    except (smtplib.SMTPException, OSError) as error:
        # What the server says names the receiver, so it stays in the row and out of the log.
        logger.warning("Mail %s, attempt %s: %s", row.pk, row.attempts, type(error).__name__)
        _try_later(row, error)
    else:
        _mine(row).update(state=MailState.SENT, sent_at=timezone.now(), failure="", **_wiped(row))


def _spelt_for_servers(address: str) -> str:
    """The address with the letters of its domain as name servers know them: ä and ö are none of theirs."""
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def _message(row: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        row.subject,
        row.text,
        to=[formataddr((row.to_name, _spelt_for_servers(row.to_address)))],
        headers={
            "Message-ID": row.message_id,
            "Auto-Submitted": "auto-generated",  # asks holiday answers not to answer
            "Content-Language": row.language,
        },
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    for each in row.attachments.select_related("document__replaced_by"):
        content = _content(each)
        if content is not None:
            message.attach(each.name, content, each.content_type)
    return message


def _content(attachment: MailAttachment) -> bytes | None:
    """The bytes; None for a document that could not be made or whose file is gone: the mail goes without it."""
    if attachment.content is not None:
        return bytes(attachment.content)
    document = attachment.document
    # While it waited, another document may have got the content that this one would have had.
    while document is not None and document.state == DocumentState.REPLACED:
        document = document.replaced_by
    if document is None or document.state != DocumentState.READY:
        return None
    try:
        with document.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        logger.warning("Mail %s goes without document %s: its file is gone.", attachment.mail_id, document.pk)
        return None


def _try_later(row: OutgoingMail, error: Exception) -> None:
    """Wait longer after each attempt; a server's final no, and the last attempt, end it."""
    reason = f"{type(error).__name__}: {error}"[:500]
    if _is_final(error) or row.attempts >= ATTEMPTS:
        _mine(row).update(state=MailState.FAILED, failure=reason, **_wiped(row))
    else:
        due_at = timezone.now() + WAITS[row.attempts - 1]
        _mine(row).update(state=MailState.QUEUED, claimed_at=None, due_at=due_at, failure=reason)


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _reason in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= PERMANENT
    return False


def _wiped(row: OutgoingMail) -> dict[str, str]:
    """What becomes of the text of a secret mail that has left, or never will."""
    if not row.is_secret:
        return {}
    with translation.override(row.language):
        return {"text": _("The text held a code and is not kept."), "html": ""}


def _mine(row: OutgoingMail) -> QuerySet[OutgoingMail]:
    """The row for as long as this attempt is the one that works on it."""
    return OutgoingMail.objects.filter(pk=row.pk, state=MailState.SENDING, attempts=row.attempts)
