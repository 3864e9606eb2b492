"""Files that go with a mail: bytes as they are, documents as soon as they are ready, and mails that are due later."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from portal import mail, post_office
from portal.enums import DocumentState, MailState
from portal.mail import Attachment, Receiver
from portal.models import MailAttachment, OutgoingMail
from tests.cast import Cast
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db

ENTRY = "text/calendar; method=REQUEST"


@pytest.fixture(autouse=True)
def server(settings: Any) -> None:
    """A mail server that takes everything."""
    settings.EMAIL_URL = "smtp://mail.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def post(*attachments: Attachment, **how: Any) -> OutgoingMail:
    """A mail with the files."""
    context = {"message": "Hei", "body": {"short_name": "Ryhmä"}}
    to = Receiver("aino@example.org", "Aino", "fi")
    return mail.post("accessibility_feedback", to=to, context=context, attachments=attachments, **how)


def files() -> list[tuple[str, Any, str]]:
    """Name, content and type of what went with the only mail that was sent."""
    (message,) = outbox.outbox
    assert isinstance(message, EmailMultiAlternatives)
    parts = [part for part in message.message().walk() if part.get_filename()]
    return [
        (part.get_filename(), part.get_payload(decode=True), part.get_content_type())  # type: ignore[misc]
        for part in parts
    ]


def test_bytes_go_with_the_mail_and_keep_the_parameters_of_their_type() -> None:
    row = post(Attachment("kokous.ics", ENTRY, "BEGIN:VCALENDAR ä".encode()))
    post_office.send(row.pk)
    assert files() == [("kokous.ics", "BEGIN:VCALENDAR ä".encode(), "text/calendar")]
    (message,) = outbox.outbox
    part = next(part for part in message.message().walk() if part.get_filename())
    assert part.get_param("method") == "REQUEST"  # type: ignore[union-attr]


def test_ready_document_goes_with_the_mail() -> None:
    row = post(Attachment.of(DocumentFactory(filename="esityslista.pdf")))
    post_office.send(row.pk)
    assert files() == [("esityslista.pdf", b"hello", "application/pdf")]


@pytest.mark.parametrize("state", [DocumentState.QUEUED, DocumentState.RENDERING])
def test_mail_waits_for_its_document_without_counting_attempts(state: str) -> None:
    document = DocumentFactory(state=state)
    row = post(Attachment.of(document))
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.due_at > timezone.now(), outbox.outbox) == (
        MailState.QUEUED,
        0,
        True,
        [],
    )
    type(document).objects.filter(pk=document.pk).update(
        state=DocumentState.FAILED, problems=[["x", {}]], started_at=None
    )
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        post_office.send(row.pk)
    assert (len(outbox.outbox), files()) == (1, [])


def test_replaced_document_is_followed_to_the_one_that_has_its_content() -> None:
    other = DocumentFactory(filename="uusi.pdf")
    replaced = DocumentFactory(subject=other.subject, state=DocumentState.REPLACED, replaced_by=other)
    post_office.send(post(Attachment.of(replaced)).pk)
    assert [content for _name, content, _type in files()] == [b"hello"]


def test_lost_file_does_not_hold_the_mail() -> None:
    document = DocumentFactory()
    document.file.storage.delete(document.file.name)
    row = post(Attachment.of(document))
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.state, files()) == (MailState.SENT, [])


def test_copy_of_a_mail_has_its_files(cast: Cast) -> None:
    document = DocumentFactory()
    row = post(Attachment("a.txt", "text/plain", b"a"), Attachment.of(document))
    post_office.send(row.pk)
    row.refresh_from_db()
    copy = mail.resend(row, actor=cast.secretariat)
    names = MailAttachment.objects.filter(mail=copy.pk).values_list("name", "document")
    assert (copy.pk == row.pk, list(names)) == (
        False,
        [("a.txt", None), ("esityslista.pdf", document.pk)],
    )


# --- Later, and taken back -------------------------------------------------------------------------------------------


def test_mail_that_is_due_later_waits_for_its_time(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[int] = []
    monkeypatch.setattr(mail, "dispatch", told.append)
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        row = post(due_at=now + timedelta(minutes=15))
    post_office.send(row.pk)
    post_office.sweep()
    assert (told, outbox.outbox) == ([], [])
    with time_machine.travel(now + timedelta(minutes=16)):
        post_office.sweep()
        post_office.send(row.pk)
    assert (told, len(outbox.outbox)) == ([row.pk], 1)


def test_taken_back_mails_are_gone_and_those_that_left_stay(cast: Cast) -> None:
    later = timezone.now() + timedelta(minutes=15)
    left, waiting = post(about=cast.member), post(about=cast.deputy, due_at=later)
    post(about=cast.speaker, due_at=later)
    post(Attachment("a.txt", "text/plain", b"a"), about=cast.body, due_at=later)
    OutgoingMail.objects.filter(pk=left.pk).update(state=MailState.SENT, sent_at=timezone.now())
    found = mail.take_back(type(cast.member), [cast.member.pk, cast.deputy.pk])
    assert (found, OutgoingMail.objects.filter(pk__in=[left.pk, waiting.pk]).get()) == (
        {cast.deputy.pk},
        left,
    )
    assert mail.take_back(type(cast.body), [cast.body.pk], kind="other") == set()
    assert mail.take_back(type(cast.body), [cast.body.pk]) == {cast.body.pk}
    assert (OutgoingMail.objects.count(), MailAttachment.objects.count()) == (2, 0)
