"""Pages for machines: what they say when all is well, and when a part is away."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as BrokerAway

from portal import heartbeat, post_office, tasks
from portal.rendering import job


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker has just made its round."""
    monkeypatch.setattr(job, "sweep", lambda: None)
    monkeypatch.setattr(post_office, "sweep", lambda: None)
    tasks.sweep()


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    """Status and content of the readiness page."""
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_alive_asks_nothing(client: Client) -> None:
    """This test has no database: a query would fail it."""
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.django_db
def test_ready_when_all_parts_are_there(client: Client, worker: None) -> None:
    assert ready(client) == (200, {"ready": True, "database": "ok", "broker": "ok", "worker": "ok"})


@pytest.mark.django_db
def test_not_ready_without_a_worker(client: Client) -> None:
    assert ready(client) == (503, {"ready": False, "database": "ok", "broker": "ok", "worker": "not seen"})


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "state"), [(29, "ok"), (31, "not seen")])
def test_worker_is_seen_for_thirty_seconds(client: Client, seconds: int, state: str) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        heartbeat.beat()
        clock.shift(timedelta(seconds=seconds))
        assert ready(client)[1]["worker"] == state


@pytest.mark.django_db
def test_not_ready_without_the_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any) -> None:
        raise BrokerAway

    monkeypatch.setattr(cache, "get", away)
    assert ready(client) == (
        503,
        {"ready": False, "database": "ok", "broker": "unreachable", "worker": "unknown"},
    )


def test_not_ready_without_the_database(
    client: Client, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        def cursor(self) -> None:
            raise OperationalError

    monkeypatch.setattr("portal.views.health.connection", Away())
    assert ready(client) == (503, {"ready": False, "database": "unreachable", "broker": "ok", "worker": "ok"})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_pages_for_machines_take_no_posts(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
