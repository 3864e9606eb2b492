"""Signing in step by step, in each language; the pages in the middle of it are looked at with axe too."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from playwright.sync_api import Page, expect

from portal.demo import PASSWORD
from portal.models import OutgoingMail

from . import axe

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]

LANGUAGES = pytest.mark.parametrize(
    ("prefix", "role"),
    [("", "member"), ("/sv", "deputy"), ("/en", "speaker")],  # nobody may ask for many codes in a minute
)
NEW_PASSWORD = "Kolme kalaa uimassa 7"


def code_sent_to(address: str) -> str:
    """The code in the latest mail to the address, which the portal keeps while it has no mail server."""
    mail = OutgoingMail.objects.filter(to_address=address).latest("created_at")
    found = re.search(r"^([A-Z0-9]+(-[A-Z0-9]+)*)$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]


def send(tab: Page, **fields: str) -> None:
    """Type into the fields by their names, and send the form with the last of them."""
    for name, text in fields.items():
        tab.locator(f"main [name={name}]").fill(text)
    with tab.expect_navigation():
        tab.locator(f"main [name={list(fields)[-1]}]").press("Enter")


def expect_signed_in(tab: Page, name: str) -> None:
    """The head of the page says who it is."""
    expect(tab.locator(".person summary")).to_have_text(name)


@LANGUAGES
def test_code_from_the_mail_lets_in(open_tab: OpenTab, site: "Site", prefix: str, role: str) -> None:
    user, tab = site.user(role), open_tab()
    tab.goto(f"{prefix}/kirjaudu/")
    tab.locator("main a[href$='/koodi/']").click()
    send(tab, email=user.email)
    assert axe.findings(tab) == []
    send(tab, code="VÄÄRÄÄ")
    expect(tab.locator(".error-summary")).to_be_focused()
    assert axe.findings(tab) == []
    send(tab, code=code_sent_to(user.email))
    expect_signed_in(tab, user.name)


@LANGUAGES
def test_forgotten_password_is_replaced_by_a_code(
    open_tab: OpenTab, site: "Site", prefix: str, role: str
) -> None:
    user, tab = site.user(role), open_tab()
    tab.goto(f"{prefix}/uusi-salasana/")
    send(tab, email=user.email)
    assert axe.findings(tab) == []
    send(tab, code=code_sent_to(user.email))
    send(tab, password1="lyhyt", password2="lyhyt")
    expect(tab.locator(".error-summary")).to_be_focused()
    assert axe.findings(tab) == []
    send(tab, password1=NEW_PASSWORD, password2=NEW_PASSWORD)
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)


@LANGUAGES
def test_new_account_is_confirmed_by_a_code(open_tab: OpenTab, prefix: str, role: str) -> None:
    address, tab = f"uusi.{role}@example.org", open_tab()
    tab.goto(f"{prefix}/uusi-tunnus/")
    send(tab, name="Uusi Ihminen", email=address, password1=NEW_PASSWORD)
    assert axe.findings(tab) == []
    send(tab, code=code_sent_to(address))
    expect_signed_in(tab, "Uusi Ihminen")
    tab.goto(f"{prefix}/ulos/")
    assert axe.findings(tab) == []


@pytest.fixture(scope="module")
def spare_codes(site: "Site") -> list[str]:
    """The officer signs in with a second factor; these let in when the phone with the app is not at hand."""
    officer = site.user("officer")
    TOTP.activate(officer, generate_totp_secret())
    return RecoveryCodes.activate(officer).get_unused_codes()


@LANGUAGES
def test_second_factor_is_asked_for(
    open_tab: OpenTab, site: "Site", spare_codes: list[str], prefix: str, role: str
) -> None:
    user, tab = site.user("officer"), open_tab()
    tab.goto(f"{prefix}/kirjaudu/")
    send(tab, login=user.email, password="väärä salasana")
    expect(tab.locator(".error-summary")).to_be_focused()
    assert axe.findings(tab) == []
    send(tab, login=user.email, password=PASSWORD)
    assert axe.findings(tab) == []
    send(tab, code=spare_codes.pop())
    expect_signed_in(tab, user.name)
