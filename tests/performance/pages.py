"""How many times a second the portal's pages are served, beside a bare Django page and a bare "ok".

Absolute figures drift from machine to machine; the ratios are what counts.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from tests.performance.load import Load, ask_over_and_over

ROOT = Path(__file__).resolve().parents[2]
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(application: str, settings: str, probe: str) -> Iterator[int]:
    """gunicorn with two workers serving `application`; gives the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": settings})
    try:
        for _ in range(150):
            with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}{probe}"):
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def measure() -> None:
    """Print requests per second, times and sizes, and how they stand beside the bare ones."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from meetings.models import Meeting
    from members.models import Mandate

    meeting = Meeting.objects.coming_at(timezone.now()).select_related("body").first()
    assert meeting, "the demo has a coming meeting"
    member = (
        Mandate.objects.valid_on(timezone.localdate())
        .as_members()
        .exclude(person__user=None)
        .first()
        .person.user
    )
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    cookie = f"Cookie: sessionid={session.session_key}\r\n"

    rows: list[tuple[str, Load]] = []
    with served("django.core.wsgi:get_wsgi_application()", "tests.performance.bare", "/ok") as port:
        rows.append(("bare ok", ask_over_and_over(port, "/ok", seconds=SECONDS)))
        rows.append(("bare Django page", ask_over_and_over(port, "/sivu", seconds=SECONDS)))
    ok, bare = rows[0][1].per_second, rows[1][1].per_second
    with served("portal.wsgi:application", "portal.settings", "/healthz") as port:
        for name, path, headers in (
            ("front", "/", ""),
            ("body", meeting.body.get_absolute_url(), ""),
            ("meeting", meeting.get_absolute_url(), ""),
            ("networks", "/verkostot/", ""),
            ("meeting, signed in", meeting.get_absolute_url(), cookie),
        ):
            asking = f"{headers}Accept-Encoding: gzip\r\n"
            ask_over_and_over(port, path, seconds=0.5, headers=asking)
            rows.append((name, ask_over_and_over(port, path, seconds=SECONDS, headers=asking)))

    print(f"{'page':<22}{'requests/s':>12}{'of ok':>8}{'of page':>9}{'median ms':>11}{'p95 ms':>9}{'KB':>7}")
    for name, load in rows:
        print(
            f"{name:<22}{load.per_second:>12.0f}{load.per_second / ok:>8.0%}{load.per_second / bare:>9.0%}"
            f"{load.median_ms:>11.1f}{load.p95_ms:>9.1f}{load.size / 1024:>7.1f}"
        )
