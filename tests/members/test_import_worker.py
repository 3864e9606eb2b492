"""A real worker that is killed in the middle of storing a file: another one goes on, and each row is stored once."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from members import tasks
from members.enums import ImportState
from members.models import Organisation, OrganisationImport
from members.services import importing
from portal.celery import app
from portal.embedded import Servers
from tests.factories import UserFactory

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]

ROWS = 12_000
PATIENCE = 120  # seconds; only a busy machine needs them


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    """A broker of the test's own; this process sends its messages there."""
    servers = Servers(tmp_path / "broker", durable=False, postgres=False)
    address = servers.redis_url.replace("unix://", "redis+socket://", 1)
    send = tasks.work_on_import.apply_async

    def send_there(**how: object) -> None:
        with app.connection_for_write(address) as there:
            send(**how, connection=there)

    monkeypatch.setattr(tasks.work_on_import, "apply_async", send_there)
    with servers:
        yield servers
    servers.remove()


@pytest.fixture
def start_worker(broker: Servers, tmp_path: Path) -> Iterator[Callable[[], psutil.Popen]]:
    """`start_worker()`: a worker with its clock, on the test's database and broker."""
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
    words = "celery --app=portal --quiet worker --concurrency=1 --loglevel=WARNING --without-gossip --without-mingle --beat"
    command = [sys.executable, "-W", "ignore", "-m", *words.split(), f"--schedule={tmp_path / 'schedule'}"]
    started: list[psutil.Popen] = []

    def start() -> psutil.Popen:
        started.append(psutil.Popen(command, env=environment, start_new_session=True))
        return started[-1]

    yield start
    for process in started:
        kill(process)


def kill(process: psutil.Popen) -> None:
    """SIGKILL for it and its children."""
    if process.poll() is None:
        for one in [*process.children(recursive=True), process]:
            one.kill()
        process.wait(timeout=10)


def wait_for(what: Callable[[OrganisationImport], bool]) -> OrganisationImport:
    """The import when it has come so far."""
    deadline = time.monotonic() + PATIENCE
    while not what(run := OrganisationImport.objects.get()):
        assert time.monotonic() < deadline, (
            f"It did not come true in time: {run.state}, {run.rows_stored} stored."
        )
        time.sleep(0.01)
    return run


def test_killed_in_the_middle_of_storing_each_row_is_stored_once(
    start_worker: Callable[[], psutil.Popen],
) -> None:
    actor = UserFactory(is_staff=True)
    content = "nimi;rekisterinumero\n" + "".join(
        f"Yhdistys {number} ry;{number}\n" for number in range(1, ROWS + 1)
    )
    importing.begin_import(file=SimpleUploadedFile("a.csv", content.encode()), actor=actor)
    worker = start_worker()
    run = wait_for(lambda run: run.state == ImportState.CHECKED)
    importing.store_import(run=run, actor=actor)
    wait_for(lambda run: run.rows_stored > 0)
    kill(worker)
    half = OrganisationImport.objects.get()
    assert (half.state, Organisation.objects.count()) == (ImportState.STORING, half.rows_stored)
    assert 0 < half.rows_stored < ROWS
    start_worker()
    run = wait_for(lambda run: run.state == ImportState.STORED)
    assert (run.rows_stored, Organisation.objects.count()) == (ROWS, ROWS)
    versions = Organisation.pgh_event_model.objects
    assert (versions.count(), versions.values("pgh_obj").distinct().count()) == (ROWS, ROWS)
