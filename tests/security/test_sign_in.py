"""Attacks on signing in: guessing, telling who has an account, being led away, and coming in by another door."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.test import Client

from portal import demo
from portal.models import User
from tests.factories import UserFactory
from tests.portal.test_account_pages import sent_code

SECRET = "JBSWY3DPEHPK3PXP"
OUTSIDE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "///evil.example",
    "https:evil.example", "javascript:alert(1)", "data:text/html,x", "/\t/evil.example/", " //evil.example",
    "http://testserver@evil.example/", "http://testserver.evil.example/",
]  # fmt: skip


def person(**fields: Any) -> User:
    """Somebody whose address is confirmed."""
    user = UserFactory(**fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(
    client: Client, email: str, password: str = "password", path: str = "/kirjaudu/", **more: str
) -> Any:
    return client.post(path, {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/oma/").status_code == 200


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize("path", ["/kirjaudu/", "/sv/kirjaudu/"])
def test_signing_in_leads_nowhere_else(address: str, path: str, client: Client, db: None) -> None:
    """In the form and in its address."""
    user = person()
    page = client.get(path, {"next": address})
    for where, more in ((f"{path}?next={address}", {}), (path, {"next": address})):
        client.logout()
        answer = sign_in(client, user.email, path=where, **more)
        assert (answer.status_code, answer["Location"]) == (
            302,
            {"/kirjaudu/": "/", "/sv/kirjaudu/": "/sv/"}[path],
        )
    assert page.status_code == 200


@pytest.mark.parametrize("address", OUTSIDE)
def test_signing_out_and_the_code_lead_nowhere_else(address: str, client: Client, db: None) -> None:
    user = person()
    client.post("/kirjaudu/koodi/", {"email": user.email, "next": address})
    code = sent_code()
    assert client.post("/kirjaudu/koodi/vahvista/", {"code": code, "next": address})["Location"] == "/"
    assert client.post(f"/ulos/?next={address}", {"next": address})["Location"] == "/"


def test_panel_has_no_sign_in_form_of_its_own(client: Client, db: None) -> None:
    """Neither its address nor what its form would send."""
    user = person(is_staff=True)
    for answer in (
        client.get("/hallinta/login/?next=//evil.example/"),
        client.post(
            "/hallinta/login/", {"username": user.email, "password": "password", "next": "/hallinta/"}
        ),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/kirjaudu/?next=")
    assert not is_in(client)


def test_known_and_unknown_address_answer_alike(db: None) -> None:
    """In words, headers and work: one password is hashed either way."""
    user = person()
    seen = []
    for email in (user.email, "nobody@example.org"):
        for path, sent in (
            ("/kirjaudu/", {"login": email, "password": "wrong"}),
            ("/kirjaudu/koodi/", {"email": email}),
            ("/uusi-salasana/", {"email": email}),
            ("/uusi-tunnus/", {"email": email, "name": "Testi", "password1": "pitka-salasana-1"}),
        ):
            client = Client()
            answer = client.post(path, sent, follow=True)
            body = re.sub(r'value="[^"]*"', "", answer.content.decode()).replace(email, "…")
            cookies = {name: sorted(k for k, v in c.items() if v) for name, c in answer.cookies.items()}
            seen.append((path, answer.status_code, answer.redirect_chain, body, cookies))
    assert seen[:4] == seen[4:]


def test_wrong_password_costs_the_same_for_an_unknown_address(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = person()
    hashed: list[str] = []
    plain = hashers.MD5PasswordHasher.encode

    def encode(self: Any, password: str, *args: Any) -> str:
        hashed.append(password)
        return plain(self, password, *args)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    costs = []
    for email in (user.email, "nobody@example.org"):
        hashed.clear()
        sign_in(client, email, "wrong")
        costs.append(hashed.count("wrong"))
    assert costs == [1, 1]


def test_password_cannot_be_guessed_for_long(db: None) -> None:
    """From the sixth try on even the right one does not let in, from wherever it comes."""
    user = person()
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), user.email, f"wrong-{number}")
    client = Client(REMOTE_ADDR="192.0.2.99")
    sign_in(client, user.email.upper())
    assert not is_in(client)


@pytest.mark.parametrize(
    ("asks", "confirms"),
    [("/kirjaudu/koodi/", "/kirjaudu/koodi/vahvista/"), ("/uusi-salasana/", "/uusi-salasana/koodi/")],
)
def test_code_cannot_be_guessed_for_long(asks: str, confirms: str, client: Client, db: None) -> None:
    """After three wrong ones the right one is worth nothing."""
    user = person()
    client.post(asks, {"email": user.email})
    code = sent_code()
    for _ in range(3):
        client.post(confirms, {"code": "ZZZ-ZZZ"})
    client.post(confirms, {"code": code})
    assert not is_in(client)
    assert client.get("/uusi-salasana/valitse/").status_code == 302


def test_code_is_good_once_and_for_who_asked(db: None) -> None:
    user = person()
    asker, thief = Client(), Client()
    asker.post("/kirjaudu/koodi/", {"email": user.email})
    code = sent_code()
    thief.post("/kirjaudu/koodi/vahvista/", {"code": code})
    assert not is_in(thief)
    asker.post("/kirjaudu/koodi/vahvista/", {"code": code})
    assert is_in(asker)
    asker.post("/ulos/")
    asker.post("/kirjaudu/koodi/vahvista/", {"code": code})
    assert not is_in(asker)


def with_second_factor() -> User:
    user = person()
    secret = get_adapter().encrypt(SECRET)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return user


def code_of_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def test_second_factor_is_asked_by_each_door(db: None) -> None:
    user = with_second_factor()
    by_password, by_code = Client(), Client()
    sign_in(by_password, user.email)
    by_code.post("/kirjaudu/koodi/", {"email": user.email})
    code = sent_code()
    by_code.post("/kirjaudu/koodi/vahvista/", {"code": code})
    assert [is_in(by_password), is_in(by_code)] == [False, False]


def test_second_factor_cannot_be_guessed_for_long(db: None) -> None:
    user = with_second_factor()
    for number in range(12):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        sign_in(client, user.email)
        client.post("/kirjaudu/vaihe-2/", {"code": "000000"})
    client.post("/kirjaudu/vaihe-2/", {"code": code_of_now()})
    assert not is_in(client)


def test_second_factor_code_is_good_once(db: None) -> None:
    user = with_second_factor()
    code = code_of_now()
    entered = []
    for _ in range(2):
        client = Client()
        sign_in(client, user.email)
        client.post("/kirjaudu/vaihe-2/", {"code": code})
        entered.append(is_in(client))
    assert entered == [True, False]


def test_session_of_before_signing_in_is_worth_nothing(client: Client, db: None) -> None:
    """Whoever could lay a session cookie in somebody's browser is not let in with them."""
    user = person()
    before = client.session.session_key
    assert client.cookies["sessionid"].value == before
    sign_in(client, user.email)
    assert is_in(client)
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)


def test_new_password_and_closing_end_the_other_sessions(db: None) -> None:
    user = person()
    mine, other = Client(), Client()
    for client in (mine, other):
        sign_in(client, user.email)
    mine.post(
        "/oma/salasana/",
        {"oldpassword": "password", "password1": "aivan-uusi-lause", "password2": "aivan-uusi-lause"},
    )
    assert [is_in(mine), is_in(other)] == [True, False]
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_in(mine)


def test_signing_out_leaves_no_session(client: Client, db: None) -> None:
    user = person()
    sign_in(client, user.email)
    client.post("/ulos/")
    assert Session.objects.count() == 0


def test_too_many_tries_are_told_on_a_page_of_ours(client: Client, db: None) -> None:
    for _ in range(31):
        answer = sign_in(client, "nobody@example.org")
    assert answer.status_code == 429
    assert '<html lang="fi">' in answer.content.decode()


def test_demo_password_opens_nothing_in_real_use(settings: Any, client: Client, db: None) -> None:
    """Also when the database was first used to try the portal."""
    user = person(password=demo.PASSWORD)
    settings.PRODUCTION, settings.DEMO = True, False
    sign_in(client, user.email, demo.PASSWORD)
    assert not is_in(client)
    settings.PRODUCTION = False
    sign_in(client, user.email, demo.PASSWORD)
    assert is_in(client)


def test_demo_password_cannot_be_chosen(client: Client, db: None) -> None:
    user = person()
    sign_in(client, user.email)
    client.post(
        "/oma/salasana/", {"oldpassword": "password", "password1": demo.PASSWORD, "password2": demo.PASSWORD}
    )
    user.refresh_from_db()
    assert not user.check_password(demo.PASSWORD)


def test_tries_are_counted_where_they_come_from_behind_a_proxy(settings: Any, db: None) -> None:
    """What the proxy says counts, not what the asker claims to be."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    last = {}
    for number in range(31):
        for asker, said in (
            ("same", f"203.0.113.{number}, 192.0.2.1"),
            ("other", f"192.0.2.1, 203.0.113.{number}"),
        ):
            answer = Client(HTTP_X_FORWARDED_FOR=said).post("/kirjaudu/", {"login": f"a{number}@example.org"})
            last[asker] = answer.status_code
    assert last == {"same": 429, "other": 200}
