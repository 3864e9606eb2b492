"""Mail that leaves the portal. Each mail is a stored row; pages only ever write rows, and the worker sends them.

A mail of kind `invitation` is the template `templates/email/invitation.txt` with the blocks `subject`, `text` and, if
there is something to do, `button`: a line with its words and a line with the address. It is plain text; the HTML beside
it is made from the same text.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import BlockNode
from django.utils import timezone, translation

from .access import is_secretariat
from .context import names
from .enums import MailState
from .models import Document, MailAttachment, OutgoingMail, User

LONGEST_SUBJECT = 200
LONGEST_NAME = 120


@dataclass(frozen=True)
class Receiver:
    """Who gets a mail, when it is not simply a user; without a language the mail is in that of the page."""

    address: str
    name: str = ""
    language: str = ""


@dataclass(frozen=True)
class Wording:
    """What a mail says, in one language; the button has words and an address."""

    subject: str
    text: str
    button: tuple[str, str] | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail: its bytes, or a document, for which the mail waits until it is ready.

    A mail whose document cannot be made goes without it, so its text should say where the document is found.
    """

    name: str
    content_type: str
    content: bytes | None = None
    document: Document | None = None

    @classmethod
    def of(cls, document: Document) -> "Attachment":
        """A document, under its own name."""
        return cls(document.filename, "application/pdf", document=document)


@dataclass(frozen=True)
class Letter:
    """One of many mails of a kind: who gets it, what its words are made of, and the record that it is about."""

    to: User | Receiver
    context: Mapping[str, Any]
    about: Model | None = None


def post(
    kind: str,
    *,
    to: User | Receiver,
    context: Mapping[str, Any] | None = None,
    about: Model | None = None,
    is_secret: bool = False,
    attachments: Iterable[Attachment] = (),
    due_at: datetime | None = None,
) -> OutgoingMail:
    """Write a mail, in the receiver's language, and have it sent when the transaction commits, or when it is due.

    `about` is the record that the mail is about. A secret mail's text is wiped as soon as it is on its way. Raises
    ValidationError when the address is none.
    """
    receiver = _receiver(to)
    with translation.override(receiver.language or _language()):
        wording = _worded(kind, {**names(), **(context or {})})
        row = _store(kind, receiver, wording, about=about, is_secret=is_secret, due_at=due_at)
    _attach(row, attachments)
    return row


def post_all(kind: str, letters: Iterable[Letter]) -> int:
    """Write many mails as `post` writes one, in one query; how many they are. Raises ValidationError like it."""
    rows = []
    for letter in letters:
        receiver = _receiver(letter.to)
        with translation.override(receiver.language or _language()):
            wording = _worded(kind, {**names(), **letter.context})
            rows.append(_made(kind, receiver, wording, about=letter.about, is_secret=False))
    for row in OutgoingMail.objects.bulk_create(rows):
        _dispatch_on_commit(row)
    return len(rows)


def take_back(model: type[Model], pks: Collection[int], *, kind: str = "") -> set[int]:
    """Throw away the mails about these records that have not left; the ids of the records whose mail it was.

    The rows are locked, so that a worker either has begun with a mail or never will.
    """
    about = OutgoingMail.objects.filter(
        about_type=ContentType.objects.get_for_model(model), about_id__in=pks, state=MailState.QUEUED
    )
    if kind:
        about = about.filter(kind=kind)
    with transaction.atomic():
        found = list(about.select_for_update())
        OutgoingMail.objects.filter(pk__in=[row.pk for row in found]).delete()
    return {row.about_id for row in found if row.about_id}


def preview(kind: str, *, to: User | Receiver, context: Mapping[str, Any] | None = None) -> Wording:
    """What `post` would say, so that it can be looked at before it goes."""
    with translation.override(_receiver(to).language or _language()):
        return _worded(kind, {**names(), **(context or {})})


def post_message(message: EmailMessage, kind: str, *, is_secret: bool = False) -> OutgoingMail:
    """Write a mail that another library has worded, in the language of the page that it belongs to."""
    (address,) = message.to
    user = User.objects.filter(email__iexact=address).first()
    receiver = Receiver(address, user.name if user else "")
    wording = Wording(str(message.subject), str(message.body))
    return _store(kind, receiver, wording, about=user, is_secret=is_secret)


def resend(mail: OutgoingMail, *, actor: User) -> OutgoingMail:
    """Send a mail again: one that failed is tried anew, of any other a copy goes out.

    A copy has a Message-ID of its own, else the receiver's mail program would throw it away as seen. Raises
    PermissionDenied for others than the secretariat, and ValueError for a mail whose text was wiped or that is on its
    way anyway.
    """
    if not is_secretariat(actor):
        raise PermissionDenied
    if mail.is_secret or mail.state in {MailState.QUEUED, MailState.SENDING}:
        raise ValueError("This mail cannot be sent again.")
    now = timezone.now()
    if mail.state == MailState.FAILED:
        again = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.FAILED)
        again.update(
            state=MailState.QUEUED, attempts=0, failure="", due_at=now, claimed_at=None, resent_by=actor
        )
        mail.refresh_from_db()
    else:
        mail = OutgoingMail.objects.get(pk=mail.pk)
        attached = list(mail.attachments.all())
        mail.pk, mail._state.adding = None, True  # noqa: SLF001 - Django's documented way of copying a row
        mail.state, mail.attempts, mail.failure = MailState.QUEUED, 0, ""
        mail.message_id, mail.resent_by = _message_id(), actor
        mail.created_at = mail.due_at = now
        mail.claimed_at = mail.sent_at = None
        mail.save()
        _attach(
            mail,
            (
                Attachment(
                    a.name, a.content_type, bytes(a.content) if a.content is not None else None, a.document
                )
                for a in attached
            ),
        )
    _dispatch_on_commit(mail)
    return mail


def absolute(path: str) -> str:
    """The whole address of a page of the portal, for those who are not in it."""
    return urljoin(f"{settings.BASE_URL}/", path)


def dispatch(mail_id: int) -> None:
    """Tell a worker. A broker that is away must not hold the page: the sweep will find the row."""
    from .tasks import send_mail

    send_mail.apply_async(kwargs={"mail_id": mail_id}, retry=False)


def _receiver(to: User | Receiver) -> Receiver:
    return Receiver(to.email, to.name, to.language) if isinstance(to, User) else to


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


def _worded(kind: str, context: Mapping[str, Any]) -> Wording:
    """The wording of the kind's template: each of its blocks is rendered by itself."""
    template = get_template(f"email/{kind}.txt").template
    values = Context(context, autoescape=False)
    with values.render_context.push_state(template), values.bind_template(template):
        blocks = {
            node.name: node.render(values).strip() for node in template.nodelist.get_nodes_by_type(BlockNode)
        }
    label, _line_end, address = blocks.get("button", "").partition("\n")
    button = (label.strip(), absolute(address.strip())) if address else None
    return Wording(blocks["subject"], blocks["text"], button)


def _store(
    kind: str,
    receiver: Receiver,
    wording: Wording,
    *,
    about: Model | None,
    is_secret: bool,
    due_at: datetime | None = None,
) -> OutgoingMail:
    mail = _made(kind, receiver, wording, about=about, is_secret=is_secret, due_at=due_at)
    mail.save(force_insert=True)
    _dispatch_on_commit(mail)
    return mail


def _made(
    kind: str,
    receiver: Receiver,
    wording: Wording,
    *,
    about: Model | None,
    is_secret: bool,
    due_at: datetime | None = None,
) -> OutgoingMail:
    """The row, not stored yet."""
    validate_email(receiver.address)
    subject = _one_line(wording.subject)[:LONGEST_SUBJECT]
    shell = {
        **names(),
        "subject": subject,
        "text": wording.text.strip(),
        "button": wording.button,
        "home": absolute(""),
    }
    now = timezone.now()
    return OutgoingMail(
        to_address=receiver.address,
        to_name=_one_line(receiver.name)[:LONGEST_NAME],
        kind=kind,
        language=_language(),
        subject=subject,
        text=render_to_string("email/shell.txt", shell).strip() + "\n",
        html=render_to_string("email/shell.html", {**shell, "language": _language()}),
        about_type=ContentType.objects.get_for_model(about) if about else None,
        about_id=about.pk if about else None,
        is_secret=is_secret,
        message_id=_message_id(),
        created_at=now,
        due_at=max(now, due_at or now),
    )


def _attach(mail: OutgoingMail, attachments: Iterable[Attachment]) -> None:
    MailAttachment.objects.bulk_create(
        MailAttachment(
            mail=mail,
            name=each.name,
            content_type=each.content_type,
            content=each.content,
            document=each.document,
        )
        for each in attachments
    )


def _dispatch_on_commit(mail: OutgoingMail) -> None:
    """One that is due later is found by the sweep when its time has come."""
    if mail.due_at <= timezone.now():
        transaction.on_commit(lambda: dispatch(mail.pk), robust=True)


def _message_id() -> str:
    return f"<{uuid.uuid4()}@{urlsplit(settings.BASE_URL).hostname}>"


def _one_line(text: str) -> str:
    """The text without line ends, which would begin a new header, and other control signs."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
