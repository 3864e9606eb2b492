"""A real worker that is killed in the middle of storing a file: another one goes on, and each row is stored once."""

import time
from collections.abc import Callable
from typing import Any

import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members import tasks
from members.enums import ImportState
from members.models import Organisation, OrganisationImport
from members.services import importing
from tests.factories import UserFactory
from tests.workers import kill

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]

ROWS = 12_000
PATIENCE = 120  # seconds; only a busy machine needs them


@pytest.fixture(autouse=True)
def at_the_broker(send_there: Callable[[Any], None]) -> None:
    """This process sends its messages to the broker of the test."""
    send_there(tasks.work_on_import)


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
