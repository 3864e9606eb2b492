"""A real worker on a real broker, for the tests that kill them."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pytest

from portal.embedded import Servers

OPTIONS = "--concurrency=1 --loglevel=WARNING --without-gossip --without-mingle --beat"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Servers]:
    """A broker of the test's own that keeps nothing over a restart."""
    servers = Servers(tmp_path / "broker", durable=False, postgres=False)
    with servers:
        yield servers
    servers.remove()


@pytest.fixture
def send_there(broker: Servers, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """`send_there(task)`: from now on this process sends the task's messages to that broker."""
    from portal.celery import app

    address = broker.redis_url.replace("unix://", "redis+socket://", 1)

    def redirect(task: Any) -> None:
        send = task.apply_async

        def send_by(**how: Any) -> None:
            with app.connection_for_write(address) as there:
                send(**how, connection=there)

        monkeypatch.setattr(task, "apply_async", send_by)

    return redirect


@pytest.fixture
def start_worker(broker: Servers, tmp_path: Path) -> Iterator[Callable[[], psutil.Popen]]:
    """`start_worker()`: a worker with one process and a clock, on the test's database and broker."""
    from django.conf import settings
    from django.db import connection

    there = connection.settings_dict
    user = f"{quote(there['USER'])}:{quote(there['PASSWORD'])}"
    host = quote(there["HOST"], safe="")
    port = f"&port={there['PORT']}" if there["PORT"] else ""
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{user}@/{there['NAME']}?host={host}{port}",
        "REDIS_URL": broker.redis_url,
        "DATA_DIR": str(settings.MEDIA_ROOT),
    }
    command = [sys.executable, "-W", "ignore", "-m", "celery", "--app=portal", "--quiet", "worker"]
    command += [*OPTIONS.split(), f"--schedule={tmp_path / 'schedule'}"]
    started: list[psutil.Popen] = []

    def start() -> psutil.Popen:
        started.append(psutil.Popen(command, env=environment, start_new_session=True))
        return started[-1]

    yield start
    for process in started:
        kill(process)


def kill(process: psutil.Popen) -> None:
    """End it and its children at once, without a last word."""
    if process.poll() is None:
        for one in [*process.children(recursive=True), process]:
            one.kill()
        process.wait(timeout=10)
