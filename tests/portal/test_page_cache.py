"""Kept pages: quick while nothing changes, never older than the last change, and never anybody's own."""

import gzip
import re
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from networks.models import Network
from networks.views import network as views
from portal import page_cache
from portal.page_cache import Page, PageCacheMiddleware, same_for_visitors
from portal.page_changes import Watch, watch, watched_tables
from tests.cast import make_cast
from tests.factories import NetworkFactory
from tests.test_routes import EVERYBODY, TABLE

LIST = "/verkostot/"
committed = pytest.mark.django_db(transaction=True)


def queries_of(client: Client, path: str = LIST, **how: Any) -> int:
    """How much a page asks of the database; a kept one asks nothing."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path, **how).status_code == 200
    return len(queries)


@pytest.fixture
def kept(db: None, transactional_db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Network:
    """A network whose list is kept, also by a machine that has much else to do.

    What an earlier test left may still end meanwhile, or have cut off the watch: then the page is made once more.
    """
    monkeypatch.setattr(page_cache, "SECONDS", 300)
    monkeypatch.setattr(page_cache, "RENEWED_AFTER", 200)
    network = NetworkFactory(name="Vanha")
    watch.close()
    assert queries_of(client) > 0
    assert 0 in (queries_of(client) for _time in range(5))
    return network


def rename(network: Network, name: str) -> None:
    Network.objects.filter(pk=network.pk).update(name_fi=name)


def test_kept_page_is_the_page(kept: Network, client: Client) -> None:
    first = client.get(LIST)
    rename(kept, "Vanha")  # the same again, made anew
    assert client.get(LIST).content == first.content
    assert first["Content-Length"] == str(len(first.content))
    assert "default-src 'none'" in first["Content-Security-Policy"].split("; ")
    assert first["X-Frame-Options"] == "DENY"
    assert first["Content-Language"] == "fi"
    assert set(first["Vary"].split(", ")) == {"Accept-Encoding", "Accept-Language", "Cookie"}


def test_change_is_on_the_page_at_once(kept: Network, client: Client) -> None:
    rename(kept, "Uusi")
    assert "Uusi" in client.get(LIST).text


def test_change_by_hand_is_on_the_page_at_once(kept: Network, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM networks_network")
    assert "Vanha" not in client.get(LIST).text


def test_each_language_has_its_page(kept: Network, client: Client) -> None:
    assert queries_of(client, f"/en{LIST}") > 0
    assert client.get(f"/en{LIST}")["Content-Language"] == "en"
    assert client.get(LIST)["Content-Language"] == "fi"


def test_page_made_of_old_data_while_they_change_is_not_kept(
    kept: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_category = views.by_category

    def read_then_change(networks: Any) -> Any:
        groups = list(by_category(networks))
        rename(kept, "Uusi")
        return groups

    rename(kept, "Vielä vanha")
    with monkeypatch.context() as patch:
        patch.setattr(views, "by_category", read_then_change)
        assert "Vielä vanha" in client.get(LIST).text
    assert "Uusi" in client.get(LIST).text


def test_what_is_not_committed_is_neither_shown_nor_kept(kept: Network, client: Client) -> None:
    with transaction.atomic():
        rename(kept, "Kesken")
        assert "Kesken" in client.get(LIST).text
        transaction.set_rollback(True)
    assert queries_of(client) == 0
    assert "Kesken" not in client.get(LIST).text


def test_page_is_not_kept_when_the_clock_has_moved_on(kept: Network, client: Client) -> None:
    made = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_cache.time, "monotonic", lambda: made + page_cache.SECONDS)
        assert queries_of(client) > 0


def test_ageing_page_is_renewed_by_one_asker_while_others_read_it() -> None:
    made = time.monotonic()
    page = Page.of(HttpResponse("page"), made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_cache.time, "monotonic", lambda: made + page_cache.RENEWED_AFTER)
        assert [page.will_do() for _asker in range(3)] == [False, True, True]
        patch.setattr(page_cache.time, "monotonic", lambda: made + page_cache.SECONDS)
        assert [page.will_do() for _asker in range(2)] == [False, False]


def test_lost_watch_costs_only_the_keeping(
    kept: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watch, "now", lambda _watch: None)
    assert queries_of(client) > 0
    assert queries_of(client) > 0


@pytest.mark.parametrize(
    "how",
    [
        {"query_params": {"q": "Vanha"}},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"Cookie": "sessionid=x"}},
        {"headers": {"Cookie": "messages=x"}},
        {"headers": {"Host": "other.example.org"}},
    ],
)
def test_who_asks_for_something_else_gets_it(kept: Network, client: Client, how: dict[str, Any]) -> None:
    assert queries_of(Client(), **how) > 0
    assert queries_of(client) == 0


def test_visitor_with_a_token_reads_a_kept_page_but_makes_none(kept: Network, client: Client) -> None:
    with_token = {"headers": {"Cookie": "csrftoken=x"}}
    assert queries_of(client, **with_token) == 0
    rename(kept, "Uusi")
    assert queries_of(client, **with_token) > 0
    assert queries_of(client, **with_token) > 0


@committed
def test_signed_in_person_gets_their_own_page_and_leaves_none() -> None:
    person, visitor = Client(), Client()
    person.force_login(make_cast().member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Member" in person.get(LIST).text
    assert "Member" not in visitor.get(LIST).text
    assert "Member" in person.get(LIST).text


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None)])
def test_page_comes_compressed_for_those_who_can_read_it(
    kept: Network, client: Client, accepted: str, sent: str | None
) -> None:
    open_packet = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent]
    plain = client.get(LIST)
    packed = client.get(LIST, headers={"Accept-Encoding": accepted})
    assert packed.get("Content-Encoding") == sent
    assert open_packet(packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))


def test_page_that_the_browser_has_is_not_sent_again(kept: Network, client: Client) -> None:
    etag = client.get(LIST)["ETag"]
    again = client.get(LIST, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    rename(kept, "Uusi")
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 200


def marked(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The names of the routes whose views are marked."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from marked(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif getattr(pattern.callback, "is_same_for_visitors", False):
            yield f"{prefix}{pattern.name}"


def marked_routes() -> set[str]:
    """Those of them that somebody reaches and the table of routes knows; its own test tells of others."""
    return {name for name in marked(get_resolver().url_patterns) if name in TABLE and TABLE[name].roles}


def test_marked_pages_are_for_everybody() -> None:
    names = marked_routes()
    assert names >= {"front", "networks:network-list", "meetings:meeting-detail"}
    assert {name for name in names if TABLE[name].roles != EVERYBODY} == set()


@pytest.mark.django_db
def test_marked_pages_read_nothing_but_watched_tables(scene: SimpleNamespace, client: Client) -> None:
    # Kinds of records come and go with the code only; each process reads them once.
    unwatched = set(connection.introspection.table_names()) - watched_tables() - {"django_content_type"}
    read = {}
    for name in marked_routes():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=TABLE[name].arguments(scene))).status_code == 200
        tables = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
        read[name] = tables & unwatched
    assert {name: tables for name, tables in read.items() if tables} == {}


def answers(view: Callable[[HttpRequest], HttpResponse]) -> list[str]:
    """What a visitor gets who asks twice."""
    middleware = PageCacheMiddleware(view)
    texts = []
    for _time in range(2):
        request = RequestFactory().get(f"/sivu/{id(view)}/")
        middleware.process_view(request, view, (), {})
        texts.append(middleware(request).content.decode())
    return texts


def counting(make: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A view that answers with how often it was asked."""
    times: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        times.append(1)
        return make(request, str(len(times)))

    return view


@committed
def test_only_marked_views_are_kept() -> None:
    def view(_request: HttpRequest, text: str) -> HttpResponse:
        return HttpResponse(text)

    assert answers(counting(view)) == ["1", "2"]
    assert answers(same_for_visitors(counting(view))) == ["1", "1"]


def setting_a_cookie(_request: HttpRequest, text: str) -> HttpResponse:
    response = HttpResponse(text)
    response.set_cookie("a", "b")
    return response


@committed
@pytest.mark.parametrize(
    "make",
    [
        setting_a_cookie,
        lambda _request, text: HttpResponse(text, status=404),
        lambda _request, text: HttpResponse(
            text, headers={"Content-Security-Policy": "script-src 'nonce-x'"}
        ),
    ],
)
def test_answer_that_is_for_one_person_is_not_kept(make: Any) -> None:
    assert answers(same_for_visitors(counting(make))) == ["1", "2"]
