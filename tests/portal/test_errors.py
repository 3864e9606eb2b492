"""Pages for what went wrong."""

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.test import Client

pytestmark = pytest.mark.django_db


def heading(html: bytes) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html.decode(), re.DOTALL)
    assert found
    return found[1].strip()


def addresses(html: bytes) -> list[str]:
    main = html.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.findall(r'href="([^"]*)"', main)


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("/de/kokoukset/?a=1", ["/kokoukset/", "/sv/kokoukset/", "/en/kokoukset/"]),
        ("/ru", ["/", "/sv/", "/en/"]),
    ],
)
def test_unknown_language_offers_the_page_in_those_there_are(path: str, links: list[str]) -> None:
    response = Client().get(path)
    assert (response.status_code, addresses(response.content)) == (404, links)


@pytest.mark.parametrize("path", ["/ei-ole/", "/xx/", "/sv/de/"])
def test_missing_page_offers_the_front_page_and_signing_in(path: str) -> None:
    response = Client().get(path)
    prefix = "/sv" if path.startswith("/sv") else ""
    assert (response.status_code, addresses(response.content)) == (
        404,
        [f"{prefix}/", f"{prefix}/haku/", f"{prefix}/kirjaudu/?next={path}"],
    )


def test_forbidden_looks_like_missing() -> None:
    missing = Client().get("/ei-ole/")
    with patch("portal.views.guide.is_secretariat", side_effect=PermissionDenied):
        forbidden = Client().get("/osat/")
    assert forbidden.status_code == 404
    assert heading(forbidden.content) == heading(missing.content)


def test_error_pages_touch_no_session_and_carry_no_token() -> None:
    response = Client().get("/ei-ole/")
    assert (dict(response.cookies), b"csrfmiddlewaretoken" in response.content) == ({}, False)


def test_request_that_cannot_be_understood_gets_a_page_of_its_own() -> None:
    with patch("portal.views.guide.is_secretariat", side_effect=SuspiciousOperation):
        response = Client().get("/en/osat/")
    assert (response.status_code, heading(response.content)) == (400, "The request could not be understood")


def test_broken_page_is_shown_without_the_database(client_of: Callable[[str], Client]) -> None:
    client = client_of("secretariat")
    client.raise_request_exception = False
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=DatabaseError):
        response = client.get("/en/osat/")
    assert (response.status_code, heading(response.content)) == (500, "Something broke here")


# --- Stale form ------------------------------------------------------------------------------------------------------


def post_stale(client: Client, data: dict[str, Any], **headers: str) -> Any:
    return client.post("/en/kirjaudu/", data, headers=headers)


@pytest.fixture
def careful() -> Client:
    """A browser whose form tokens are checked."""
    return Client(enforce_csrf_checks=True)


def texts(html: bytes) -> list[str]:
    return re.findall(r"<textarea[^>]*>(.*?)</textarea>", html.decode(), re.DOTALL)


def test_stale_form_shows_what_was_typed_and_none_of_the_secrets(careful: Client) -> None:
    response = post_stale(
        careful,
        {
            "csrfmiddlewaretoken": "x" * 64,
            "password": "kumppanuus-talo-1",
            "code": "123456",
            "next": "/oma/",
            "base_version": "v12",
            "background_fi": "Ryhmä <b>esittää</b> & toteaa.",
            "duration": "35",
            "names": ["Aino", "Eino"],
        },
    )
    assert response.status_code == 403
    assert heading(response.content) == "The page had been open too long"
    assert texts(response.content) == ["Ryhmä &lt;b&gt;esittää&lt;/b&gt; &amp; toteaa.", "Aino", "Eino"]


@pytest.mark.parametrize(
    ("referer", "links"),
    [
        ("http://testserver/en/kokoukset/1/", ["http://testserver/en/kokoukset/1/"]),
        ("http://evil.example/en/kokoukset/1/", ["/en/"]),
        ("javascript:alert(1)", ["/en/"]),
    ],
)
def test_stale_form_leads_back_only_within_the_portal(
    careful: Client, referer: str, links: list[str]
) -> None:
    assert addresses(post_stale(careful, {"text": "Hei hei"}, referer=referer).content) == links


def test_stale_form_with_nothing_typed_shows_no_empty_boxes(careful: Client) -> None:
    assert texts(post_stale(careful, {"kind": "1"}).content) == []
