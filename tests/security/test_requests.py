"""What every answer tells browsers, and requests that only mean harm."""

import io
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.test_routes import TABLE, close

TOLD = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("role", ["visitor", "secretariat"])
def test_every_answer_is_guarded(
    role: str,
    scene: SimpleNamespace,
    client_of: Callable[[str], Client],
) -> None:
    """Each page, refusal and redirect; and what a signed-in person sees is kept by nobody else."""
    client, wrong = client_of(role), {}
    for name, route in TABLE.items():
        address = reverse(name, args=route.arguments(scene))
        response = client.get(address)
        close(response)
        policy = response["Content-Security-Policy"]
        is_guarded = (
            {header: response.get(header) for header in TOLD} == TOLD
            and "camera=()" in response["Permissions-Policy"]
            and "default-src 'none'" in policy
            and not re.search(r"script-src[^;]*unsafe|unsafe-eval|\*", policy)
        )
        is_kept = "public" in response.get("Cache-Control", "") and not response.streaming
        is_for_all = is_kept and response.content == Client().get(address).content
        if not is_guarded or (is_kept and not is_for_all):
            wrong[name] = dict(response.items())
    assert wrong == {}


def test_cookies_are_for_this_site_and_not_for_scripts(client: Client, db: None, settings: Any) -> None:
    client.get("/kirjaudu/")
    client.session.save()
    flags = {name: (each["samesite"], bool(each["httponly"])) for name, each in client.cookies.items()}
    assert flags["csrftoken"][0] == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


@pytest.mark.parametrize("path", ["/", "/haku/", "/kirjaudu/", "/ei-ole/"])
def test_visitor_cannot_fill_the_disk(path: str, client: Client, db: None) -> None:
    """Neither with a file for a page that takes none, nor with a token that is only half right."""
    client.cookies["csrftoken"] = "x" * 32
    answer = client.post(path, {"a": io.BytesIO(b"x" * 6_000_000)})
    assert answer.status_code == 400


@pytest.mark.parametrize("length", ["-1", "9" * 30, "many", "0x10"])
def test_length_that_is_none_is_refused(length: str, client: Client, db: None) -> None:
    assert client.generic("POST", "/kirjaudu/", b"", CONTENT_LENGTH=length).status_code == 400


@pytest.mark.parametrize(
    "address", ["/?q=" + "%00", "/haku/?q=a%00b", "/verkostot/%00/", "/kokoukset/?nayta=%00"]
)
def test_nul_in_an_address_is_refused(address: str, client: Client, db: None) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "localhost:80@evil.example", "a b", "[::1", ""])
def test_other_host_is_refused(host: str, settings: Any, client: Client, db: None) -> None:
    """No address in a page or a mail can be made to lead elsewhere."""
    settings.ALLOWED_HOSTS = ["portaali.example.org"]
    assert client.get("/", HTTP_HOST=host).status_code == 400


def test_forwarded_host_is_not_believed(client: Client, db: None) -> None:
    answer = client.get("/oma/", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_ORIGINAL_URL="//evil.example/")
    assert answer["Location"] == "/kirjaudu/?next=/oma/"


@pytest.mark.parametrize(
    "path", ["//evil.example/%2e%2e", "//evil.example", "/%5cevil.example/oma", "/sv//evil.example"]
)
def test_missing_slash_leads_nowhere_else(path: str, client: Client, db: None) -> None:
    """Where a slash is added to an address, the address must not become one of another site."""
    answer = client.get("/", PATH_INFO=path)
    assert not re.match(r"(https?:)?[/\\]{2}(?!testserver)", answer.get("Location", ""))
    assert answer.status_code in {301, 302, 404}


@pytest.mark.parametrize(
    "sent",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://evil.example/"},
        {},
    ],
)
def test_form_of_another_site_does_nothing(
    sent: dict[str, str],
    scene: SimpleNamespace,
    cast: Any,
) -> None:
    """Every act by POST asks for the token, htmx or not."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    answers = []
    for name, route in TABLE.items():
        if route.method == "post":
            address = reverse(name, args=route.arguments(scene))
            answers += [
                (name, client.post(address, headers=headers, **sent).status_code)
                for headers in ({}, {"HX-Request": "true"})
            ]
    assert {(name, status) for name, status in answers if status != 403} == set()


@pytest.mark.parametrize("charset", ["hex", '"hex"', "rot13", "undefined", "utf-7", "UTF-16", "utf-8"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.django_db(transaction=True)
def test_request_is_read_as_utf_8_whatever_it_says(charset: str, method: str) -> None:
    """Some encodings that Python knows are none of text, others bring halves of signs that nothing can store."""
    from portal.wsgi import (
        application,  # looks for the static files, which each test has in a place of its own
    )

    made = RequestFactory().generic(
        method, "/haku/", content_type=f"text/html; Charset={charset}", QUERY_STRING="q=%2B2AA-"
    )
    statuses: list[str] = []
    application(made.environ, lambda status, _headers: statuses.append(status)).close()
    assert statuses == ["200 OK" if method == "GET" else "403 Forbidden"]  # a POST brings no token
