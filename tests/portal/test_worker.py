"""A real worker on a real broker: nothing is lost when one of them dies, and nothing is made twice."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from meetings.documents import AGENDA
from portal import documents, tasks
from portal.embedded import Servers
from portal.enums import Audience
from portal.models import Document
from tests.factories import AgendaItemFactory, MeetingFactory
from tests.workers import kill

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def at_the_broker(send_there: Callable[[Any], None]) -> None:
    """This process sends its messages to the broker of the test."""
    send_there(tasks.render_document)


@contextmanager
def within(seconds: float) -> Iterator[Callable[[Callable[[], bool]], None]]:
    """Wait for things to come true, and fail when the time is up."""
    deadline = time.monotonic() + seconds

    def wait_for(what: Callable[[], bool]) -> None:
        while not what():
            assert time.monotonic() < deadline, "It did not come true in time."
            time.sleep(0.02)

    yield wait_for


def agenda_of(items: int) -> Document:
    """A document that waits for the worker; 100 items keep it busy for a second."""
    meeting = MeetingFactory(convened=True)
    for number in range(1, items + 1):
        AgendaItemFactory(meeting=meeting, order=number, background="Hyvinvointialue pyytää lausuntoa. " * 10)
    return documents.request(meeting, AGENDA, language="fi", audience=Audience.PUBLIC, actor=None)


def state_of(document: Document) -> str:
    """What the database says now."""
    return Document.objects.get(pk=document.pk).state


def assert_ready_once(document: Document, *, attempts: int) -> None:
    """One row, one file, and the file is the one that the row means."""
    document.refresh_from_db()
    assert (document.state, document.attempts, Document.objects.count()) == ("ready", attempts, 1)
    folder, name = os.path.split(document.file.name)
    assert default_storage.listdir(folder) == ([], [name])
    assert Path(document.file.path).stat().st_size == document.size


@pytest.mark.parametrize("whom", ["worker", "child"])
def test_killed_in_the_middle_of_a_render_document_is_ready_exactly_once(
    whom: str, start_worker: Callable[[], psutil.Popen]
) -> None:
    document = agenda_of(100)
    worker = start_worker()
    with within(60) as wait_for:
        wait_for(lambda: state_of(document) == "rendering")
        if whom == "worker":
            kill(worker)
            assert state_of(document) == "rendering"
            start_worker()
        else:
            for child in worker.children():
                child.kill()
        wait_for(lambda: state_of(document) == "ready")
    assert_ready_once(document, attempts=2)


def test_broker_restarted_between_asking_and_rendering_document_is_made(
    broker: Servers, start_worker: Callable[[], psutil.Popen]
) -> None:
    first = agenda_of(1)
    start_worker()
    with within(60) as wait_for:
        wait_for(lambda: state_of(first) == "ready")  # the worker is up and has reached the broker
        Document.objects.all().delete()
        broker.__exit__(None, None, None)
        lost = agenda_of(1)  # nobody hears of it
        Document.objects.filter(pk=lost.pk).update(requested_at=timezone.now() - timedelta(seconds=11))
        broker.__enter__()
        wait_for(lambda: state_of(lost) == "ready")
    assert_ready_once(lost, attempts=1)
