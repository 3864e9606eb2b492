"""Signing in and keeping one's account, walked through as a person would."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from portal.models import OutgoingMail, User

pytestmark = pytest.mark.django_db

PASSWORD = "kumppanuus-talo-1"


@pytest.fixture
def person() -> User:
    """Somebody with a password and a confirmed address."""
    user = User.objects.create_user("raili@example.org", PASSWORD, name="Raili Kangasvirta")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def browser() -> Client:
    return Client(HTTP_ACCEPT_LANGUAGE="en")


def sent_code() -> str:
    """The code in the newest mail."""
    found = re.search(
        r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", OutgoingMail.objects.latest("pk").text, re.MULTILINE
    )
    assert found, OutgoingMail.objects.latest("pk").text
    return found[1]


def is_signed_in(client: Client) -> bool:
    return client.get("/oma/").status_code == 200


def sign_in(client: Client) -> Any:
    return client.post("/kirjaudu/", {"login": "raili@example.org", "password": PASSWORD})


def confirm_again(client: Client) -> Any:
    """Before what protects the account is changed, the password is asked once more."""
    return client.post("/kirjaudu/uudelleen/", {"password": PASSWORD})


def headings(response: Any) -> list[str]:
    return [found.strip() for found in re.findall(r"<h1>(.*?)</h1>", response.content.decode(), re.DOTALL)]


def test_password_lets_in_and_leads_to_the_page_that_was_asked(person: User, browser: Client) -> None:
    response = browser.get("/oma/")
    assert response["Location"] == "/kirjaudu/?next=/oma/"
    response = browser.post(
        "/kirjaudu/?next=/oma/", {"login": "Raili@Example.org", "password": PASSWORD, "next": "/oma/"}
    )
    assert (response.status_code, response["Location"]) == (302, "/oma/")
    assert is_signed_in(browser)


def test_wrong_password_tells_so_in_a_summary(person: User, browser: Client) -> None:
    response = browser.post("/en/kirjaudu/", {"login": person.email, "password": "x"})
    assert response.status_code == 200
    assert "data-focus" in response.content.decode()
    assert "<title>Error: " in response.content.decode()
    assert not is_signed_in(browser)


def test_code_by_mail_lets_in(person: User, browser: Client) -> None:
    response = browser.post("/en/kirjaudu/koodi/", {"email": person.email}, follow=True)
    assert headings(response) == ["Write the code"]
    browser.post("/en/kirjaudu/koodi/vahvista/", {"code": sent_code()})
    assert is_signed_in(browser)


def test_wrong_code_does_not_let_in(person: User, browser: Client) -> None:
    browser.post("/en/kirjaudu/koodi/", {"email": person.email})
    response = browser.post("/en/kirjaudu/koodi/vahvista/", {"code": "WRONG1"})
    assert headings(response) == ["Write the code"]
    assert not is_signed_in(browser)


def test_new_account_is_open_when_the_address_is_confirmed(browser: Client) -> None:
    response = browser.post(
        "/en/uusi-tunnus/",
        {"name": "Aino Uusi", "email": "aino@example.org", "password1": PASSWORD},
        follow=True,
    )
    assert headings(response) == ["Confirm your e-mail address"]
    assert not is_signed_in(browser)
    browser.post("/en/vahvista-sahkoposti/", {"code": sent_code()})
    assert is_signed_in(browser)
    assert User.objects.get(email="aino@example.org").name == "Aino Uusi"


def test_forgotten_password_is_chosen_anew_with_a_code(person: User, browser: Client) -> None:
    browser.post("/en/uusi-salasana/", {"email": person.email})
    response = browser.post("/en/uusi-salasana/koodi/", {"code": sent_code()}, follow=True)
    assert headings(response) == ["Choose a new password"]
    new = {"password1": "sininen-hevonen-7", "password2": "sininen-hevonen-7"}
    response = browser.post("/en/uusi-salasana/valitse/", new, follow=True)
    assert headings(response) == ["Your password is changed"]
    person.refresh_from_db()
    assert person.check_password("sininen-hevonen-7")


def test_new_address_is_taken_into_use_with_a_code(person: User, browser: Client) -> None:
    sign_in(browser)
    asked = browser.post("/oma/sahkoposti/", {"email": "uusi@example.org", "action_add": "1"})
    assert asked["Location"] == "/kirjaudu/uudelleen/?next=%2Foma%2Fsahkoposti%2F"
    confirm_again(browser)
    browser.post("/en/oma/sahkoposti/", {"email": "uusi@example.org", "action_add": "1"}, follow=True)
    person.refresh_from_db()
    assert person.email == "raili@example.org"
    browser.post("/en/vahvista-sahkoposti/", {"code": sent_code()})
    person.refresh_from_db()
    assert person.email == "uusi@example.org"


def test_own_details_are_saved(person: User, browser: Client) -> None:
    sign_in(browser)
    response = browser.post("/en/oma/", {"name": "Raili Uusi", "language": "sv"}, follow=True)
    assert "Your details are saved." in response.content.decode()
    person.refresh_from_db()
    assert (person.name, person.language) == ("Raili Uusi", "sv")


def test_wrong_details_change_nothing_not_even_the_head_of_the_page(person: User, browser: Client) -> None:
    sign_in(browser)
    browser.get("/en/oma/")
    html = browser.post("/en/oma/", {"name": "", "language": "fi"}).content.decode()
    assert "Raili Kangasvirta</summary>" in html
    person.refresh_from_db()
    assert person.name == "Raili Kangasvirta"


def test_signing_out_needs_a_press_of_the_button(person: User, browser: Client) -> None:
    sign_in(browser)
    assert headings(browser.get("/en/ulos/")) == ["Sign out"]
    assert is_signed_in(browser)
    assert browser.post("/en/ulos/")["Location"] == "/en/"
    assert not is_signed_in(browser)


# --- Second step -----------------------------------------------------------------------------------------------------


def digits(secret: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_second_step_is_taken_into_use_asked_for_and_left(person: User, browser: Client) -> None:
    sign_in(browser)
    confirm_again(browser)
    assert not browser.get("/en/oma/").context["has_second_factor"]
    page = browser.get("/en/oma/vaihe-2/kayttoon/")
    secret = re.search(r"<code>(\w+)</code>", page.content.decode())[1]  # type: ignore[index]
    browser.post("/en/oma/vaihe-2/kayttoon/", {"code": digits(secret)})
    assert Authenticator.objects.filter(user=person, type="totp").count() == 1
    assert browser.get("/en/oma/").context["has_second_factor"]

    assert headings(browser.get("/en/oma/vaihe-2/")) == ["Second step of signing in"]
    codes = re.findall(r"<li>([0-9a-f]{8})</li>", browser.get("/en/oma/vaihe-2/varakoodit/").content.decode())
    assert len(codes) == 10
    assert browser.get("/en/oma/vaihe-2/varakoodit/tiedosto/").content.decode().split() == codes

    other = Client()
    response = other.post("/en/kirjaudu/", {"login": person.email, "password": PASSWORD}, follow=True)
    assert headings(response) == ["Second step"]
    assert not is_signed_in(other)
    other.post("/en/kirjaudu/vaihe-2/", {"code": codes[0]})
    assert is_signed_in(other)

    browser.post("/en/oma/vaihe-2/pois/")
    assert Authenticator.objects.filter(user=person).count() == 0


# --- Every page, in every language -----------------------------------------------------------------------------------

OPEN = [
    "kirjaudu",
    "kirjaudu/koodi",
    "uusi-tunnus",
    "uusi-salasana",
    "uusi-salasana/valmis",
    "suljettu-tunnus",
]
OWN = [
    "oma",
    "oma/sahkoposti",
    "oma/salasana",
    "oma/vaihe-2",
    "oma/vaihe-2/kayttoon",
    "ulos",
    "kirjaudu/uudelleen",
]


@pytest.mark.parametrize("prefix", ["", "sv/", "en/"])
@pytest.mark.parametrize("path", OPEN)
def test_page_for_everybody_has_one_heading(browser: Client, prefix: str, path: str) -> None:
    response = browser.get(f"/{prefix}{path}/")
    assert (response.status_code, len(headings(response))) == (200, 1)


@pytest.mark.parametrize("prefix", ["", "sv/", "en/"])
@pytest.mark.parametrize("path", OWN)
def test_page_of_one_s_own_has_one_heading(person: User, browser: Client, prefix: str, path: str) -> None:
    sign_in(browser)
    confirm_again(browser)
    response = browser.get(f"/{prefix}{path}/")
    assert (response.status_code, len(headings(response))) == (200, 1)


@pytest.mark.parametrize("path", OWN)
def test_page_of_one_s_own_sends_a_visitor_to_sign_in(browser: Client, path: str) -> None:
    response = browser.get(f"/{path}/")
    wanted = "/" if path == "ulos" else f"/kirjaudu/?next=/{path}/"
    assert (response.status_code, unquote(response["Location"])) == (302, wanted)
