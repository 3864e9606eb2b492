"""What the containers' health checks ask."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from portal import heartbeat, probe


@pytest.fixture
def web(monkeypatch):
    """A web server that answers under one name only."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            well = self.path == "/healthz" and self.headers["Host"] == "portal.example.org"
            self.send_response(200 if well else 400)
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        monkeypatch.setenv("PORT", str(server.server_port))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("hosts", "well"),
    [("portal.example.org other.example.org", True), (".portal.example.org", True), ("x.org", False)],
)
def test_web_is_asked_under_its_own_name(web, monkeypatch, hosts, well):
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert probe.main("web") is well


def test_web_that_does_not_answer_is_not_well(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))
    assert probe.main("web") is False


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_worker_and_beat_are_well_when_a_sweep_has_passed(part):
    assert probe.main(part) is False
    heartbeat.beat()
    assert probe.main(part) is True


def test_worker_is_not_well_without_a_broker(settings, tmp_path):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"unix://{tmp_path}/nobody.sock",
        }
    }
    assert probe.main("worker") is False
