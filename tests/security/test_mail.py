"""Mails: nothing typed becomes a header, and no code or address is told to those whom it does not concern."""

import logging
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail as django_mail
from django.test import Client

from portal import mail, post_office
from portal.mail import Receiver, Wording
from portal.models import OutgoingMail


def letter(
    address: str = "raili@example.org", name: str = "Raili", subject: str = "Hei", *, secret: bool = False
) -> OutgoingMail:
    """A stored mail with a code in it."""
    wording = Wording(subject, "Koodi on ABC-DEF.")
    return mail._store("test", Receiver(address, name), wording, about=None, is_secret=secret)


@pytest.fixture
def sending(settings: Any) -> None:
    """There is a mail server; what it gets stays in memory."""
    settings.EMAIL_URL = "smtp://mail.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.mark.parametrize(
    "typed", ["Raili\r\nBcc: evil@example.org", "Raili\nBcc: x", 'R" <evil@example.org>,"', "R\u2028Bcc: x"]
)
def test_name_and_subject_become_no_header(typed: str, sending: None, db: None) -> None:
    post_office.send(letter(name=typed, subject=typed).pk)
    sent = django_mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert django_mail.outbox[0].recipients()[0].endswith("<raili@example.org>")
    assert "\n" not in django_mail.outbox[0].subject


def test_address_with_dotted_letters_gets_its_mail(sending: None, db: None) -> None:
    row = letter("raili@järjestö.example")
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.state, django_mail.outbox[0].to) == ("sent", ["Raili <raili@xn--jrjest-bua3m.example>"])


def test_refused_mail_leaves_no_address_in_the_log(
    sending: None, db: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Any, _messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"raili@example.org": (550, b"no such raili")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    row = letter()
    with caplog.at_level(logging.INFO):
        post_office.send(row.pk)
    row.refresh_from_db()
    assert "raili" in row.failure
    assert "SMTPRecipientsRefused" in caplog.text
    assert "raili" not in caplog.text


@pytest.mark.parametrize(("server", "shown"), [("smtp://mail.example.org", False), (None, True)])
def test_code_on_its_way_is_not_for_the_secretariat(
    server: str | None, shown: bool, settings: Any, client_of: Callable[[str], Client]
) -> None:
    """With a code of another person the secretariat could act in that one's name."""
    row = letter(secret=True)
    settings.EMAIL_URL = server
    page = client_of("secretariat").get(f"/hallinta/portal/outgoingmail/{row.pk}/change/").content.decode()
    assert ("ABC-DEF" in page) == shown
