"""Signing in: accounts with names, and mails that are stored rows in our own words."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal import post_office
from portal.enums import Language, MailState
from portal.models import OutgoingMail, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "pitkä-ja-oikea-salasana"
MAILS = sorted(
    f"{app}/email/{path.name.removesuffix('_subject.txt')}"
    for app in ("account", "mfa")
    for path in (Path(django_settings.BASE_DIR) / "templates" / app / "email").glob("*_subject.txt")
)


def code_in(row: OutgoingMail) -> str:
    """The code in a mail: it stands on a line of its own."""
    (code,) = re.findall(r"^[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*$", row.text, re.MULTILINE)
    return code


def sign_up(client: Client, prefix: str = "") -> Any:
    """Make an account for Aino."""
    data = {"name": "Aino Äijälä", "email": "Aino@Example.org", "password1": PASSWORD}
    return client.post(f"{prefix}/uusi-tunnus/", data)


def signed_in(client: Client) -> bool:
    """Whether the client has signed in."""
    return "_auth_user_id" in client.session


def test_sign_up_asks_the_name_and_confirms_the_address_with_a_code(client: Client) -> None:
    sign_up(client, "/sv")
    user = User.objects.get()
    row = OutgoingMail.objects.get()
    assert (user.name, user.email.lower(), user.language) == ("Aino Äijälä", "aino@example.org", "sv")
    assert (row.kind, row.to_name, row.language, row.about) == (
        "email_confirmation_signup",
        "Aino Äijälä",
        "sv",
        user,
    )
    assert not signed_in(client)
    client.post(reverse("account_email_verification_sent"), {"code": code_in(row)})
    assert signed_in(client)


@pytest.mark.parametrize("name", ["", "x" * 121])
def test_sign_up_without_a_sensible_name_is_refused(client: Client, name: str) -> None:
    response = client.post("/uusi-tunnus/", {"name": name, "email": "a@example.org", "password1": PASSWORD})
    assert (list(response.context["form"].errors), User.objects.count()) == (["name"], 0)


def test_sign_up_with_a_known_address_says_nothing_on_the_page_and_mails_its_owner(client: Client) -> None:
    user = UserFactory(email="aino@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    response = sign_up(client)
    row = OutgoingMail.objects.get()
    assert (response.status_code, row.kind, row.is_secret, User.objects.count()) == (
        302,
        "account_already_exists",
        False,
        1,
    )


def test_code_for_signing_in_comes_by_mail_and_is_wiped_once_sent(client: Client, settings: Any) -> None:
    UserFactory(email="aino@example.org").emailaddress_set.create(
        email="aino@example.org", verified=True, primary=True
    )
    client.post("/kirjaudu/koodi/", {"email": "aino@example.org"})
    row = OutgoingMail.objects.get()
    code = code_in(row)
    settings.EMAIL_URL, settings.EMAIL_BACKEND = "smtp://x", "django.core.mail.backends.locmem.EmailBackend"
    post_office.send(row.pk)
    row.refresh_from_db()
    assert (row.kind, row.state) == ("login_code", MailState.SENT)
    assert code not in row.subject + row.text + row.html
    client.post("/kirjaudu/koodi/vahvista/", {"code": code})
    assert signed_in(client)


def test_code_for_an_unknown_address_mails_that_there_is_no_account(client: Client) -> None:
    response = client.post("/kirjaudu/koodi/", {"email": "kukaan@example.org"})
    row = OutgoingMail.objects.get()
    assert (response.status_code, row.kind, row.to_address, row.about) == (
        302,
        "unknown_account",
        "kukaan@example.org",
        None,
    )


def test_wrong_code_does_not_sign_in(client: Client) -> None:
    UserFactory(email="aino@example.org").emailaddress_set.create(
        email="aino@example.org", verified=True, primary=True
    )
    client.post("/kirjaudu/koodi/", {"email": "aino@example.org"})
    client.post("/kirjaudu/koodi/vahvista/", {"code": "VÄÄRÄ"})
    assert not signed_in(client)


def test_changed_password_is_told_by_mail(client: Client) -> None:
    user = UserFactory(email="aino@example.org", password=PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.post("/kirjaudu/", {"login": user.email, "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": f"{PASSWORD}-2", "password2": f"{PASSWORD}-2"}
    client.post("/oma/salasana/", new, headers={"user-agent": "Selain 1.0"})
    row = OutgoingMail.objects.get()
    assert (row.kind, row.is_secret) == ("password_changed", False)
    assert ("127.0.0.1" in row.text, "Selain 1.0" in row.text) == (True, True)


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("language", Language.values)
def test_every_mail_of_signing_in_is_in_our_own_words(mail: str, language: str, rf: Any) -> None:
    from allauth.account.adapter import get_adapter
    from allauth.core.context import request_context
    from django.utils import timezone

    request = rf.get("/")
    context = {"code": "ABC-123", "timestamp": timezone.now(), "user_agent": "<Selain>", "ip": "10.0.0.1"}
    with request_context(request), translation.override(language):
        get_adapter().send_mail(mail, "aino@example.org", context)
    row = OutgoingMail.objects.get()
    assert (row.language, row.is_secret, "example.com" in row.text) == (language, True, False)
    assert row.subject == row.subject.strip() != ""
    assert ("<Selain>" in row.html, "&lt;" in row.text) == (False, False)
    assert "{" not in row.subject + row.text
