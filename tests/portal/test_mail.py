"""Mail: what is written, when it goes, what becomes of it, and that it goes under one name only."""

import smtplib
from datetime import timedelta
from typing import Any

import psycopg
import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone, translation

from portal import mail, post_office
from portal.celery import app
from portal.enums import MailState
from portal.mail import Receiver
from portal.models import OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TEMPLATE = """{% block subject %}Kutsu: {{ what }}{% endblock %}
{% block text %}
Hei {{ who }}!

{% get_current_language as language %}Kieli: {{ language }}
{% endblock %}
{% block button %}
Avaa kokous
{{ path }}
{% endblock %}"""


@pytest.fixture(autouse=True)
def kinds(settings: Any) -> None:
    """A kind of mail for these tests."""
    (templates,) = settings.TEMPLATES
    bare = "{% block subject %}Aihe{% endblock %}{% block text %}Teksti{% endblock %}"
    texts = {"email/invitation.txt": TEMPLATE, "email/bare.txt": bare}
    loaders = [
        ("django.template.loaders.locmem.Loader", texts),
        ("django.template.loaders.filesystem.Loader", templates["DIRS"]),
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = [
        {**templates, "APP_DIRS": False, "OPTIONS": {**templates["OPTIONS"], "loaders": loaders}}
    ]


@pytest.fixture
def server(settings: Any) -> None:
    """A mail server that takes everything."""
    settings.EMAIL_URL = "smtp://mail.example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def dispatched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The mails whose sending was given to the worker; nothing is given in truth."""
    dispatched: list[int] = []
    monkeypatch.setattr(mail, "dispatch", dispatched.append)
    return dispatched


def invitation(**how: Any) -> OutgoingMail:
    """A mail with a button."""
    context = {"what": "kokous 4/2026", "who": "Aino", "path": "/kokoukset/a/2026/4/"}
    return mail.post(
        "invitation", to=Receiver("aino@example.org", "Aino Äijälä", "fi"), context=context, **how
    )


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail server answers so."""

    def send(self: EmailMultiAlternatives) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_post_writes_text_and_html_from_one_template(settings: Any) -> None:
    settings.BASE_URL = "https://portaali.example.org"
    row = invitation()
    assert (row.subject, row.state, row.kind) == ("Kutsu: kokous 4/2026", MailState.QUEUED, "invitation")
    assert row.text == (
        "Hei Aino!\n\nKieli: fi\n\nAvaa kokous:\nhttps://portaali.example.org/kokoukset/a/2026/4/\n\n-- \n"
        f"{settings.PORTAL_NAME}, {settings.PORTAL_OWNER}\nhttps://portaali.example.org/\n"
    )
    assert (
        row.html.count(
            '<a class="button" href="https://portaali.example.org/kokoukset/a/2026/4/">Avaa kokous</a>'
        )
        == 1
    )
    assert row.message_id.endswith("@portaali.example.org>") is True


def test_post_without_button_has_none() -> None:
    row = mail.post("bare", to=Receiver("a@example.org"))
    assert ('class="button"' in row.html, row.text.partition("\n-- \n")[0]) == (False, "Teksti\n")


def test_post_to_a_user_is_in_the_users_language_whatever_the_page_speaks() -> None:
    user = UserFactory(language="sv", name="Aino")
    with translation.override("en"):
        row = mail.post("invitation", to=user, context={"who": "Aino", "path": "/"}, about=user)
    assert (row.language, row.to_name, row.to_address, row.about) == ("sv", "Aino", user.email, user)
    assert "Kieli: sv" in row.text


def test_post_escapes_in_html_and_not_in_text() -> None:
    context = {"what": "<b> & co", "who": "<script>alert(1)</script>", "path": "/"}
    row = mail.post("invitation", to=Receiver("a@example.org"), context=context)
    assert row.subject == "Kutsu: <b> & co"
    assert ("Hei <script>alert(1)</script>!" in row.text, "<script>" in row.html) == (True, False)


def test_post_header_cannot_be_injected(server: None) -> None:
    context = {"what": "a\r\nBcc: x@example.org\x00", "who": "", "path": "/"}
    to = Receiver("a@example.org", "Aino\r\nBcc: y@example.org <z@example.org>,")
    row = mail.post("invitation", to=to, context=context)
    assert row.subject == "Kutsu: a Bcc: x@example.org"
    post_office.send(row.pk)
    (message,) = outbox.outbox
    sent = message.message()
    assert (sent["Bcc"], message.recipients()) == (None, message.to)
    assert post_office._message(row).message()["To"].count("<a@example.org>") == 1


@pytest.mark.parametrize(
    "address", ["", "a", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org"]
)
def test_post_to_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        mail.post("bare", to=Receiver(address))
    assert OutgoingMail.objects.count() == 0


def test_post_is_dispatched_when_the_transaction_commits(
    dispatched: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = mail.post("bare", to=Receiver("a@example.org"))
        assert dispatched == []
    assert dispatched == [row.pk]


@pytest.mark.django_db(transaction=True)
def test_post_rolled_back_sends_nothing(dispatched: list[int]) -> None:
    with transaction.atomic():
        mail.post("bare", to=Receiver("a@example.org"))
        transaction.set_rollback(True)
    assert (dispatched, OutgoingMail.objects.count()) == ([], 0)


def test_post_with_the_broker_away_is_kept_for_the_sweep(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def away(**how: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr("portal.tasks.send_mail.apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        row = mail.post("bare", to=Receiver("a@example.org"))
    assert OutgoingMail.objects.get(pk=row.pk).state == MailState.QUEUED
    assert len(caplog.records) == 1


# --- Sending ---------------------------------------------------------------------------------------------------------


def test_send_sends_once(server: None) -> None:
    row = invitation()
    post_office.send(row.pk)
    post_office.send(row.pk)
    row.refresh_from_db()
    (message,) = outbox.outbox
    assert (row.state, row.attempts, row.sent_at is not None) == (MailState.SENT, 1, True)
    assert (message.subject, message.body, message.alternatives[0][0]) == (row.subject, row.text, row.html)
    sent = message.message()
    assert (sent["Message-ID"], sent["Auto-Submitted"]) == (row.message_id, "auto-generated")


def test_send_without_a_mail_server_keeps_the_mail(settings: Any) -> None:
    settings.EMAIL_URL = None
    row = invitation(is_secret=True)
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.state, row.text.startswith("Hei Aino!"), outbox.outbox) == (MailState.KEPT, True, [])


def test_send_of_a_mail_that_is_gone_does_nothing(server: None) -> None:
    post_office.send(1)
    assert outbox.outbox == []


def test_send_secret_mail_wipes_the_text_afterwards(server: None) -> None:
    row = invitation(is_secret=True)
    post_office.send(row.pk)
    row.refresh_from_db()
    assert outbox.outbox[0].body.startswith("Hei Aino!") is True
    assert ("Aino" in row.text, row.html) == (False, "")


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("refused"),
        TimeoutError("slow"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPDataError(451, b"later"),
        smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"full")}),
        smtplib.SMTPAuthenticationError(535, b"password"),
    ],
)
def test_send_passing_trouble_is_tried_later_with_a_reason(
    server: None, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    row = invitation()
    failing(error, monkeypatch)
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.failure.partition(":")[0]) == (
        MailState.QUEUED,
        1,
        type(error).__name__,
    )
    assert timedelta(seconds=50) < row.due_at - timezone.now() <= timedelta(minutes=1)
    post_office.send(row.pk)
    row.refresh_from_db()
    assert row.attempts == 1, "it is not yet due"


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"unknown")}),
        smtplib.SMTPDataError(554, b"spam"),
        smtplib.SMTPSenderRefused(550, b"who", "b@example.org"),
    ],
)
def test_send_final_refusal_fails_at_once(
    server: None, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    row = invitation(is_secret=True)
    failing(error, monkeypatch)
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, "Aino" in row.text) == (MailState.FAILED, 1, False)


def test_send_gives_up_after_the_last_attempt_under_one_message_id(
    server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = invitation()
    failing(TimeoutError(), monkeypatch)
    with time_machine.travel(timezone.now()) as clock:
        for _ in range(10):
            post_office.send(row.pk)
            clock.shift(timedelta(days=1))
    last = OutgoingMail.objects.get(pk=row.pk)
    assert (last.state, last.attempts, last.message_id) == (
        MailState.FAILED,
        post_office.ATTEMPTS,
        row.message_id,
    )


def test_send_is_refused_while_another_worker_is_at_it(server: None) -> None:
    row = invitation()
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [post_office.LOCK_SPACE, row.pk])
        post_office.send(row.pk)
        assert outbox.outbox == []
        other.execute("SELECT pg_advisory_unlock_all()")
    post_office.send(row.pk)
    assert len(outbox.outbox) == 1


def test_send_takes_up_what_a_dead_worker_left_and_keeps_its_message_id(server: None) -> None:
    row = invitation()
    OutgoingMail.objects.update(state=MailState.SENDING, attempts=1, claimed_at=timezone.now())
    post_office.send(row.pk)
    (message,) = outbox.outbox
    assert message.message()["Message-ID"] == row.message_id
    assert OutgoingMail.objects.get().attempts == 2


def test_send_mail_that_kills_its_workers_ends(server: None) -> None:
    row = invitation()
    OutgoingMail.objects.update(
        state=MailState.SENDING, attempts=post_office.ATTEMPTS, claimed_at=timezone.now()
    )
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.state, bool(row.failure), outbox.outbox) == (MailState.FAILED, True, [])


# --- The sweep -------------------------------------------------------------------------------------------------------


def test_sweep_takes_up_lost_and_abandoned_mails_only(dispatched: list[int]) -> None:
    rows = {name: invitation() for name in ("fresh", "lost", "later", "abandoned", "at work", "sent")}
    now = timezone.now()
    changes: dict[str, dict[str, Any]] = {
        "lost": {"due_at": now - timedelta(minutes=1)},
        "later": {"due_at": now + timedelta(minutes=1)},
        "abandoned": {"state": MailState.SENDING, "claimed_at": now},
        "at work": {"state": MailState.SENDING, "claimed_at": now},
        "sent": {"state": MailState.SENT, "sent_at": now, "due_at": now - timedelta(days=1)},
    }
    for name, change in changes.items():
        OutgoingMail.objects.filter(pk=rows[name].pk).update(**change)
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [post_office.LOCK_SPACE, rows["at work"].pk])
        post_office.sweep()
    assert dispatched == [rows["lost"].pk, rows["abandoned"].pk]


# --- Again -----------------------------------------------------------------------------------------------------------


def test_resend_failed_mail_is_tried_anew() -> None:
    row, secretary = invitation(), UserFactory(is_staff=True)
    OutgoingMail.objects.update(state=MailState.FAILED, failure="no", attempts=6)
    row.refresh_from_db()
    again = mail.resend(row, actor=secretary)
    assert (again.pk, again.state, again.attempts, again.failure) == (row.pk, MailState.QUEUED, 0, "")
    assert (again.resent_by, OutgoingMail.objects.count()) == (secretary, 1)


@pytest.mark.parametrize("state", [MailState.SENT, MailState.KEPT])
def test_resend_other_mail_sends_a_copy_under_its_own_message_id(state: str, server: None) -> None:
    row, secretary = invitation(), UserFactory(is_staff=True)
    OutgoingMail.objects.update(state=state, sent_at=timezone.now(), attempts=1)
    row.refresh_from_db()
    again = mail.resend(row, actor=secretary)
    assert (again.pk != row.pk, again.message_id != row.message_id, again.text) == (True, True, row.text)
    post_office.send(again.pk)
    assert list(OutgoingMail.objects.order_by("pk").values_list("state", "resent_by")) == [
        (state, None),
        (MailState.SENT, secretary.pk),
    ]


@pytest.mark.parametrize("actor", [AnonymousUser(), None])
def test_resend_is_for_the_secretariat(actor: Any) -> None:
    with pytest.raises(PermissionDenied):
        mail.resend(invitation(), actor=actor or UserFactory())


@pytest.mark.parametrize(
    ("state", "is_secret"),
    [(MailState.QUEUED, False), (MailState.SENDING, False), (MailState.SENT, True), (MailState.FAILED, True)],
)
def test_resend_of_what_is_on_its_way_or_wiped_is_refused(state: str, is_secret: bool) -> None:
    row = invitation(is_secret=is_secret)
    row.state = state
    with pytest.raises(ValueError, match="cannot be sent again"):
        mail.resend(row, actor=UserFactory(is_staff=True))


# --- The queue -------------------------------------------------------------------------------------------------------


def test_mails_pass_documents_in_the_queue() -> None:
    """On this broker 0 goes first; without a priority it is 0."""
    tasks = {
        name: app.amqp.router.route({}, f"portal.tasks.{name}") for name in ("send_mail", "render_document")
    }
    assert {name: route.get("priority", 0) for name, route in tasks.items()} == {
        "send_mail": 0,
        "render_document": 9,
    }
