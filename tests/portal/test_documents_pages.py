"""The pages of documents: how far one is, the file, and asking again."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from portal.enums import Audience
from portal.models import Document, User
from portal.rendering import job
from tests.factories import UserFactory

from .letters import ask, letter_of, letters, sent

__all__ = ["letters", "sent"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters", "sent")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def secretary(client: Client) -> User:
    """The browser of somebody who may do everything with letters."""
    user = UserFactory(is_staff=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


@pytest.fixture
def recipient(client: Client) -> User:
    """The browser of somebody who may read letters to them but not have them made."""
    user = UserFactory()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def made(document: Document) -> Document:
    """The document after the worker had it."""
    job.make(document.pk)
    document.refresh_from_db()
    return document


def fetched(client: Client, document: Document) -> HttpResponse:
    """The answer with the file, read to its end."""
    response = client.get(document.file_url)
    return HttpResponse(b"".join(response.streaming_content), headers=response.headers)


def test_status_of_unfinished_looks_again_by_itself(client: Client, secretary: User) -> None:
    document = letter_of()
    part = client.get(document.get_absolute_url(), headers=HTMX).content.decode()
    assert f'hx-get="{document.get_absolute_url()}?looks=1" hx-trigger="load delay:300ms"' in part
    assert "<html" not in part
    page = client.get(document.get_absolute_url()).content.decode()
    assert page.count('<meta http-equiv="refresh" content="2">') == 1


@pytest.mark.parametrize(
    ("looks", "then"),
    [("1", (2, 300)), ("7", (8, 2000)), ("900", (901, 5000)), ("x", (1, 300)), ("-5", (1, 300))],
)
def test_status_looks_seldomer_as_time_goes_by(
    client: Client, secretary: User, looks: str, then: tuple[int, int]
) -> None:
    part = client.get(f"{letter_of().get_absolute_url()}?looks={looks}", headers=HTMX).content.decode()
    assert f'?looks={then[0]}" hx-trigger="load delay:{then[1]}ms"' in part


def test_status_of_ready_shows_the_way_to_the_file_and_rests(client: Client, secretary: User) -> None:
    document = made(letter_of())
    part = client.get(document.get_absolute_url(), headers=HTMX).content.decode()
    assert f'href="{document.file_url}"' in part
    assert "hx-get" not in part
    assert "http-equiv" not in client.get(document.get_absolute_url()).content.decode()


def test_status_of_failed_says_why_and_offers_another_try(client: Client, secretary: User) -> None:
    document = made(letter_of("Aino 🎉"))
    with translation.override("en"):
        part = client.get(document.get_absolute_url(), headers=HTMX).content.decode()
        assert f'action="{document.retry_url}"' in part
    assert "The sign “🎉” (U+1F389) cannot be printed." in part
    assert "hx-get" not in part


def test_status_of_failed_offers_no_try_to_who_may_only_read(client: Client, recipient: User) -> None:
    User.objects.filter(pk=recipient.pk).update(name="Aino 🎉")
    recipient.refresh_from_db()
    document = made(ask(recipient))
    part = client.get(document.get_absolute_url(), headers=HTMX).content.decode()
    assert document.retry_url not in part


def test_status_of_replaced_shows_the_one_that_has_its_content(client: Client, secretary: User) -> None:
    first = letter_of()
    User.objects.filter(pk=first.subject_id).update(name="Uusinimi")
    second = made(ask(User.objects.get(pk=first.subject_id)))
    assert made(first).state == "replaced"
    assert second.file_url in client.get(first.get_absolute_url(), headers=HTMX).content.decode()


def test_status_is_asked_with_few_queries(
    client: Client, secretary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    document = letter_of()
    client.get(document.get_absolute_url(), headers=HTMX)
    with django_assert_num_queries(4):  # session, user, document, subject
        client.get(document.get_absolute_url(), headers=HTMX)


def test_status_is_never_kept_by_caches(client: Client, secretary: User) -> None:
    response = client.get(letter_of().get_absolute_url())
    assert "no-store" in response["Cache-Control"]
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("what", ["get_absolute_url", "file_url"])
def test_document_of_another_is_as_missing(client: Client, recipient: User, what: str) -> None:
    document = made(letter_of())
    address = getattr(document, what)
    assert client.get(address() if callable(address) else address).status_code == 404


def test_file_is_shown_with_safe_headers(client: Client, recipient: User) -> None:
    document = made(ask(recipient))
    response = fetched(client, document)
    assert response.content == Path(document.file.path).read_bytes()
    assert {
        name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")
    } == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'inline; filename="{document.filename}"',
    }
    policy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
    assert response["Content-Security-Policy"] == policy


@pytest.mark.parametrize(
    ("audience", "how"), [(Audience.PUBLIC, "public, max-age=300"), (Audience.MEMBERS, "private, no-cache")]
)
def test_file_is_kept_by_caches_only_when_public(
    client: Client, recipient: User, audience: str, how: str
) -> None:
    document = made(ask(recipient, audience=audience))
    assert fetched(client, document)["Cache-Control"] == how


def test_file_that_the_browser_has_is_not_sent_again(client: Client, recipient: User) -> None:
    document = made(ask(recipient))
    etag = fetched(client, document)["ETag"]
    response = client.get(document.file_url, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_file_that_is_not_ready_or_has_another_name_is_missing(client: Client, recipient: User) -> None:
    document = ask(recipient)
    assert client.get(document.file_url).status_code == 404
    made(document)
    assert client.get(document.file_url.replace("kirje", "lasku")).status_code == 404


def test_file_that_was_lost_is_missing(client: Client, recipient: User) -> None:
    document = made(ask(recipient))
    document.file.storage.delete(document.file.name)
    assert client.get(document.file_url).status_code == 404


def test_retry_asks_again_with_what_was_mended(client: Client, secretary: User) -> None:
    failed = made(letter_of("Aino 🎉"))
    User.objects.filter(pk=failed.subject_id).update(name="Aino")
    response = client.post(failed.retry_url)
    again = Document.objects.get(state="queued")
    assert (response.status_code, response["Location"]) == (302, again.get_absolute_url())
    assert (again.title, again.requested_by) == ("Kirje: Aino", secretary)
    assert made(again).state == "ready"


def test_retry_by_htmx_answers_with_the_new_card(client: Client, secretary: User) -> None:
    failed = made(letter_of("Aino 🎉"))
    part = client.post(failed.retry_url, headers=HTMX).content.decode()
    assert f'hx-get="{Document.objects.get(state="queued").get_absolute_url()}?looks=1"' in part


def test_retry_is_only_for_who_may_have_it_made(client: Client, recipient: User) -> None:
    document = made(ask(recipient))
    assert client.post(document.retry_url).status_code == 404
    assert client.get(document.retry_url).status_code == 405
