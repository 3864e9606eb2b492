"""Asking for documents, making them, and reading them."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pikepdf
import psycopg
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from portal import documents
from portal.enums import Audience, DocumentState
from portal.models import Document, User
from portal.rendering import job
from tests.factories import UserFactory

from .letters import LETTER, ask, letter_of, letters, sent

__all__ = ["letters", "sent"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]


def rename(user: User, name: str) -> None:
    """Change what the letter says."""
    User.objects.filter(pk=user.pk).update(name=name)
    user.name = name


@contextmanager
def other_session() -> Iterator[psycopg.Connection]:
    """A connection that is not the test's own."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        yield other


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_request_new_content_is_queued_and_sent_after_commit(
    sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    user, secretary = UserFactory(name="Aino"), UserFactory(is_staff=True)
    with django_capture_on_commit_callbacks(execute=True):
        document = ask(user, actor=secretary)
        assert sent == []
    assert sent == [document.pk]
    assert (document.state, document.subject, document.requested_by) == ("queued", user, secretary)
    assert (document.title, document.filename) == ("Kirje: Aino", f"kirje-{user.pk}.pdf")


def test_request_same_content_gives_the_one_that_exists(sent: list[int]) -> None:
    document = letter_of()
    assert ask(document.subject) == document
    job.make(document.pk)
    assert ask(document.subject) == document
    assert Document.objects.count() == 1


def test_request_other_content_audience_or_language_gives_a_new_one() -> None:
    document = letter_of()
    user = document.subject
    others = [
        ask(user, audience=Audience.MEMBERS),
        documents.request(user, "letter", language="sv", audience=Audience.PUBLIC, actor=None),
    ]
    rename(user, "Aino Uusinimi")
    others.append(ask(user))
    assert len({document, *others}) == 4


def test_request_after_failure_gives_a_new_one() -> None:
    document = letter_of("Aino 🎉")
    job.make(document.pk)
    again = ask(document.subject)
    assert again != document
    assert again.state == DocumentState.QUEUED


def test_request_for_a_file_that_was_lost_gives_a_new_one() -> None:
    lost = letter_of()
    job.make(lost.pk)
    lost.refresh_from_db()
    default_storage.delete(lost.file.name)
    again = ask(lost.subject)
    lost.refresh_from_db()
    assert (lost.state, lost.problems) == ("failed", [[job.problems.LOST, {}]])
    assert again.state == DocumentState.QUEUED


def test_request_without_permission_is_refused() -> None:
    user = UserFactory()
    with pytest.raises(PermissionDenied):
        ask(user, actor=user)
    assert Document.objects.count() == 0


def test_request_with_broker_away_still_gives_the_document(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(documents, "dispatch", Mock(side_effect=OSError))
    with django_capture_on_commit_callbacks(execute=True):
        document = letter_of()
    assert document.state == DocumentState.QUEUED


@pytest.mark.django_db(transaction=True)
def test_request_by_two_at_once_makes_one(sent: list[int]) -> None:
    user = UserFactory()
    start, got = threading.Barrier(2), []

    def run() -> None:
        start.wait()
        got.append(ask(user).pk)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got[0] == got[1]
    assert sent == [got[0]]


def test_register_second_kind_of_the_same_name_is_refused() -> None:
    documents.register(LETTER)
    with pytest.raises(ValueError, match="There is a document kind letter already"):
        documents.register(replace(LETTER, label="Other"))


def test_build_drops_control_characters() -> None:
    user = UserFactory(name="Aino\x0b\x02 Äijälä")
    content = documents.build(user, "letter", language="fi", audience=Audience.PUBLIC)
    assert "<p>Aino Äijälä</p>" in content.html


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "ready"},
        {"state": "failed"},
        {"state": "replaced"},
        {"state": "rendering"},
        {"started_at": timezone.now()},
        {"file": "a.pdf"},
    ],
)
def test_database_refuses_a_state_without_what_belongs_to_it(changes: dict[str, Any]) -> None:
    document = letter_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**changes)


# --- Making ----------------------------------------------------------------------------------------------------------


def test_make_stores_the_file_and_its_facts() -> None:
    document = letter_of()
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.pages, document.attempts) == ("ready", 1, 1)
    content = Path(document.file.path).read_bytes()
    assert content.startswith(b"%PDF-1.7")
    assert document.size == len(content)
    assert document.file_hash == hashlib.sha256(content).hexdigest()
    folder = default_storage.listdir(f"documents/{document.key.hex[:2]}")
    assert folder == ([], [f"{document.key.hex}-1.pdf"])


def test_make_a_second_time_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    document = letter_of()
    job.make(document.pk)
    monkeypatch.setattr(job, "render", Mock(side_effect=AssertionError))
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("ready", 1)


def test_make_what_is_gone_does_nothing() -> None:
    job.make(123456)


def test_make_while_another_works_on_it_does_nothing() -> None:
    document = letter_of()
    with other_session() as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [job.LOCK_SPACE, document.pk])
        job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("queued", 0)


def test_make_after_another_died_takes_the_row_up() -> None:
    document = letter_of()
    Document.objects.filter(pk=document.pk).update(state="rendering", attempts=1, started_at=timezone.now())
    left_over = f"documents/{document.key.hex[:2]}/{document.key.hex}-1.part"
    default_storage.save(left_over, ContentFile(b"half"))
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("ready", 2)
    assert not default_storage.exists(left_over)


def test_make_content_changed_since_asking_gets_the_newest() -> None:
    document = letter_of()
    asked_hash = document.content_hash
    rename(document.subject, "Aino Uusinimi")
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.title) == ("ready", "Kirje: Aino Uusinimi")
    assert document.content_hash != asked_hash
    assert ask(document.subject) == document


@pytest.mark.parametrize("other_is_ready", [True, False])
def test_make_content_that_another_has_gives_way_to_it(*, other_is_ready: bool) -> None:
    document = letter_of()
    rename(document.subject, "Aino Uusinimi")
    other = ask(document.subject)
    if other_is_ready:
        job.make(other.pk)
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.replaced_by) == ("replaced", other)
    job.make(other.pk)
    assert Document.objects.ready().get() == other


def test_make_unprintable_fails_at_once_and_says_what_to_mend() -> None:
    document = letter_of("Aino 🎉")
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("failed", 1)
    with translation.override("en"):
        assert document.failure == (
            "The sign “🎉” (U+1F389) cannot be printed. Take it out or write it in letters."
            " It is here: “Kirje: Aino 🎉”."
        )


def test_make_subject_gone_fails() -> None:
    document = letter_of()
    document.subject.delete()
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.problems) == ("failed", [[job.problems.GONE, {}]])


def test_make_too_slow_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "render", Mock(side_effect=SoftTimeLimitExceeded))
    document = letter_of()
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.problems) == ("failed", [[job.problems.SLOW, {"minutes": 2}]])


def test_make_unexpected_error_is_tried_three_times_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        job, "render", Mock(side_effect=[MemoryError(), OSError("disk full"), OSError("disk full")])
    )
    document, seen = letter_of(), []
    for _ in range(4):
        job.make(document.pk)
        document.refresh_from_db()
        seen.append((document.state, document.attempts, document.problems[0][1]["what"]))
    assert seen == [
        ("queued", 1, "MemoryError: "),
        ("queued", 2, "OSError: disk full"),
        ("failed", 3, "OSError: disk full"),
        ("failed", 3, "OSError: disk full"),
    ]


def test_make_error_that_goes_away_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    document = letter_of()
    with monkeypatch.context() as patch:
        patch.setattr(job, "render", Mock(side_effect=OSError))
        job.make(document.pk)
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.attempts, document.problems) == ("ready", 2, [])


def test_make_what_killed_ten_workers_is_given_up() -> None:
    document = letter_of()
    Document.objects.filter(pk=document.pk).update(state="rendering", attempts=10, started_at=timezone.now())
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.problems) == ("failed", [[job.problems.DIED, {"attempts": 10}]])


def test_make_overtaken_by_another_attempt_leaves_its_result_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    document = letter_of()
    true_render = job.render

    def lose_the_session(html: str) -> job.Rendered:
        Document.objects.filter(pk=document.pk).update(attempts=2)
        return true_render(html)

    monkeypatch.setattr(job, "render", lose_the_session)
    job.make(document.pk)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("rendering", 2)
    assert default_storage.listdir(f"documents/{document.key.hex[:2]}") == ([], [])


@pytest.mark.django_db(transaction=True)
def test_make_reads_as_of_one_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    document, read = letter_of("Aino"), []

    def build(user: User, audience: str) -> documents.Page:
        for _ in range(2):
            read.append(User.objects.get(pk=user.pk).name)
            with other_session() as other:
                other.execute("UPDATE portal_user SET name = 'Uusinimi'")
        return LETTER.build(user, audience)

    monkeypatch.setitem(documents.kinds, "letter", replace(LETTER, build=build))
    job.make(document.pk)
    assert read == ["Aino", "Aino"]
    document.refresh_from_db()
    assert (document.state, document.title) == ("ready", "Kirje: Aino")


# --- Sweeping --------------------------------------------------------------------------------------------------------


def test_sweep_sends_out_what_was_forgotten_and_what_was_abandoned(sent: list[int]) -> None:
    old = timezone.now() - timedelta(seconds=11)
    fresh, forgotten, abandoned, held, ready, failed = (letter_of(name) for name in "ABCDEF")
    for document, state in ((forgotten, "queued"), (abandoned, "rendering"), (held, "rendering")):
        started = None if state == "queued" else old
        Document.objects.filter(pk=document.pk).update(state=state, requested_at=old, started_at=started)
    job.make(ready.pk)
    Document.objects.filter(pk=failed.pk).update(state="failed", problems=[["A", {}]], requested_at=old)
    with other_session() as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [job.LOCK_SPACE, held.pk])
        job.sweep()
    assert sent == [forgotten.pk, abandoned.pk]
    assert fresh.state == DocumentState.QUEUED


def test_sweep_sends_what_has_cost_a_worker_after_the_others(sent: list[int]) -> None:
    old = timezone.now() - timedelta(minutes=1)
    costly, other = letter_of("A"), letter_of("B")
    Document.objects.update(requested_at=old)
    Document.objects.filter(pk=costly.pk).update(state="rendering", attempts=1, started_at=old)
    job.sweep()
    assert sent == [other.pk, costly.pk]


def test_sweep_of_a_long_queue_sends_the_oldest_first(
    sent: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "SWEPT_AT_ONCE", 2)
    letters = [letter_of(name) for name in "ABC"]
    for number, letter in enumerate(letters):
        asked = timezone.now() - timedelta(minutes=number + 1)
        Document.objects.filter(pk=letter.pk).update(requested_at=asked)
    job.sweep()
    assert sent == [letters[2].pk, letters[1].pk]


# --- Assembling ------------------------------------------------------------------------------------------------------


def assembled_by(monkeypatch: pytest.MonkeyPatch, assemble: Any) -> Document:
    """A letter whose kind has this step after rendering, as the worker leaves it."""
    monkeypatch.setitem(documents.kinds, "letter", replace(LETTER, assemble=assemble))
    document = letter_of()
    job.make(document.pk)
    document.refresh_from_db()
    return document


def test_assembled_file_is_the_one_that_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def assemble(assembly: documents.Assembly) -> None:
        assembly.path.write_bytes(assembly.rendered + b"\n%more")
        assembly.tell(1, 2)

    document = assembled_by(monkeypatch, assemble)
    assert (document.state, document.done, document.total) == ("ready", 1, 2)
    content = Path(default_storage.path(document.file.name)).read_bytes()
    assert content.endswith(b"%more")
    assert (document.size, document.file_hash) == (len(content), hashlib.sha256(content).hexdigest())


def test_assembled_file_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def assemble(assembly: documents.Assembly) -> None:
        with pikepdf.open(BytesIO(assembly.rendered)) as pdf:
            del pdf.docinfo["/Title"]
            pdf.save(assembly.path)

    document = assembled_by(monkeypatch, assemble)
    assert document.state == DocumentState.FAILED
    assert document.problems == [[job.problems.TEMPLATE, {"what": "no title"}]]


@pytest.mark.parametrize(("changes", "state"), [(1, "ready"), (2, "ready"), (3, "queued")])
def test_what_assembling_finds_out_is_built_into_the_document(
    monkeypatch: pytest.MonkeyPatch, changes: int, state: str
) -> None:
    names = iter(f"Aino {number}" for number in range(changes))

    def assemble(assembly: documents.Assembly) -> None:
        if name := next(names, None):
            User.objects.filter(is_staff=False).update(name=name)
            raise documents.Changed
        assembly.path.write_bytes(assembly.rendered)

    document = assembled_by(monkeypatch, assemble)
    assert (document.state, Document.objects.count()) == (state, 1)
    assert document.title == f"Kirje: Aino {min(changes, 2) - 1}"
