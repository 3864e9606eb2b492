"""One document from the queue to the file.

The row is the truth: it says what is wanted, who works on it and what came of it. A message only says where to look, so
it may come twice, late or never. Whoever makes a document holds a lock (portal.locks); when they die, the database
frees it, and whoever gets it next takes the row up again.
"""

import contextlib
import hashlib
import logging
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from portal import documents, locks
from portal.enums import DocumentState
from portal.models import Document
from portal.models.document import DocumentQuerySet

from . import problems
from .assembly import finish
from .pdf import Rendered, render
from .problems import Problem, Unprintable

logger = logging.getLogger(__name__)

LOCK_SPACE = 0x646F6373  # tells these advisory locks from all others in the database
ERRORS = 3  # so many attempts may end in an error
DEATHS = 10  # and so many in the worker's death, which is seldom the document's fault
FORGOTTEN_AFTER = timedelta(seconds=10)
SWEPT_AT_ONCE = 20  # a lost queue comes back at about the speed at which it is worked off


def make(document_id: int) -> None:
    """Make the file of a document that waits for it; nothing if it is done, gone, or in another worker's hands."""
    with locks.alone(LOCK_SPACE, document_id) as alone:
        document = _claim(document_id) if alone else None
        if document:
            _work(document)


def sweep() -> None:
    """Send out again what nobody works on: rows of dead workers, and rows whose message was lost with the broker."""
    forgotten = Q(state=DocumentState.QUEUED, requested_at__lt=timezone.now() - FORGOTTEN_AFTER)
    abandoned = Q(state=DocumentState.RENDERING) & ~Q(pk__in=locks.held(LOCK_SPACE))
    waiting = Document.objects.filter(forgotten | abandoned).order_by("attempts", "requested_at", "pk")
    for document_id in waiting.values_list("pk", flat=True)[:SWEPT_AT_ONCE]:
        documents.dispatch(document_id)


def _claim(document_id: int) -> Document | None:
    """Take the row. One found in the middle of the work was another's who died: we hold the lock that they held."""
    waiting = Document.objects.unfinished().filter(pk=document_id)
    died = [Problem(problems.DIED, {"attempts": DEATHS})]
    waiting.filter(attempts__gte=DEATHS).update(state=DocumentState.FAILED, problems=died)
    claimed = waiting.update(
        state=DocumentState.RENDERING, attempts=F("attempts") + 1, started_at=timezone.now()
    )
    return Document.objects.get(pk=document_id) if claimed else None


def _work(document: Document) -> None:
    try:
        _make(document)
    except Unprintable as error:
        _give_up(document, error.problems)
    except SoftTimeLimitExceeded:
        _give_up(document, [Problem(problems.SLOW, {"minutes": documents.LONGEST_MINUTES})])
    except Exception as error:
        logger.exception("Document %s, attempt %s", document.pk, document.attempts)
        reason = [Problem(problems.UNEXPECTED, {"what": f"{type(error).__name__}: {error}"[:200]})]
        if document.attempts < ERRORS:
            _mine(document).update(state=DocumentState.QUEUED, started_at=None, problems=reason)
        else:
            _give_up(document, reason)


def _make(document: Document) -> None:
    """Read, render and store; again from the beginning when assembling has found out something that belongs in it."""
    for is_last in (False, False, True):
        content = _read(document)
        if content is None:
            return
        try:
            _finish(document, content.page, render(content.html))
        except documents.Changed:
            if is_last:
                raise
            document.refresh_from_db()  # and what it is about, which was read before
        else:
            return


def _read(document: Document) -> documents.Content | None:
    """What the subject says now, all of it as of one instant. None when another document says exactly that already.

    It may have changed since it was asked for: the newest content wins, and the row takes its hash.
    """
    with _snapshot():
        subject = document.subject
        if subject is None:
            raise Unprintable([Problem(problems.GONE, {})])
        content = documents.build(
            subject, document.kind, language=document.language, audience=document.audience
        )
    if content.hash == document.content_hash:
        return content
    try:
        with transaction.atomic():
            _mine(document).update(
                content_hash=content.hash,
                title=content.page.title,
                filename=content.page.filename,
                sources=list(content.page.sources),
            )
    except IntegrityError:
        same = ("kind", "subject_type_id", "subject_id", "language", "audience")
        other = Document.objects.exclude(state__in=documents.GIVEN_UP).get(
            **{name: getattr(document, name) for name in same}, content_hash=content.hash
        )
        _mine(document).update(state=DocumentState.REPLACED, replaced_by=other)
        return None
    return content


@contextlib.contextmanager
def _snapshot() -> Iterator[None]:
    """Read as of one instant, however many queries it takes. Inside somebody's transaction theirs must do."""
    begins = not connection.in_atomic_block
    with transaction.atomic():
        if begins:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _finish(document: Document, page: documents.Page, rendered: Rendered) -> None:
    name = f"documents/{document.key.hex[:2]}/{document.key.hex}-{document.attempts}.pdf"

    def tell(done: int, total: int) -> None:
        _mine(document).update(done=done, total=total)

    with _stored(name) as unfinished:
        pages = finish(documents.kinds[document.kind], page, rendered, unfinished, tell)
        size = unfinished.stat().st_size
        with unfinished.open("rb") as file:
            file_hash = hashlib.file_digest(file, "sha256").hexdigest()
    is_ours = _mine(document).update(
        state=DocumentState.READY,
        file=name,
        file_hash=file_hash,
        size=size,
        pages=pages,
        problems=[],
        ready_at=timezone.now(),
    )
    if not is_ours:  # the database lost our session and somebody else took the row up
        default_storage.delete(name)


def _give_up(document: Document, reasons: list[Problem]) -> None:
    _mine(document).update(state=DocumentState.FAILED, problems=reasons)


def _mine(document: Document) -> DocumentQuerySet:
    """The row for as long as this attempt is the one that works on it."""
    return Document.objects.filter(pk=document.pk, state=DocumentState.RENDERING, attempts=document.attempts)


@contextlib.contextmanager
def _stored(name: str) -> Iterator[Path]:
    """Where to write the file, so that under its name there is all of it or nothing, even after a power cut."""
    path = Path(default_storage.path(name))
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    for left_by_a_dead_worker in path.parent.glob(f"{path.stem.partition('-')[0]}-*"):
        left_by_a_dead_worker.unlink(missing_ok=True)
    unfinished = path.with_suffix(".part")
    try:
        yield unfinished
    except BaseException:
        for left in path.parent.glob(f"{path.stem}.*"):
            left.unlink(missing_ok=True)
        raise
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.chmod(0o640)
    unfinished.replace(path)
