"""The worker's share of an import, in turns of some seconds, so that mails and documents get theirs in between.

The row of the import is the truth; a message only says where to look. Whoever works holds a lock (portal.locks), so two
messages do nothing twice, and what a dead worker left lying is taken up again by the sweep.
"""

import logging
import time
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from members.enums import ImportFailure, ImportState
from members.models import ImportRow, OrganisationImport
from portal import locks

from .checking import check
from .files import Unreadable
from .reading import Stopped, advance, read
from .storing import store

logger = logging.getLogger(__name__)

LOCK_SPACE = 0x696D7072  # tells these advisory locks from all others in the database
TURN_SECONDS = 15
ATTEMPTS = 4
KEPT = timedelta(days=30)


def dispatch(run_id: int) -> None:
    """Tell a worker. A broker that is away must not hold the page: the sweep will find the row."""
    from members.tasks import work_on_import

    work_on_import.apply_async(kwargs={"run_id": run_id}, retry=False)


def work(run_id: int) -> None:
    """Do a turn of the work, and ask for the next one; nothing if it is done, gone, or in another worker's hands."""
    with locks.alone(LOCK_SPACE, run_id) as alone:
        run = _claim(run_id) if alone else None
        is_unfinished = run is not None and _turn(run)
    if is_unfinished:
        dispatch(run_id)


def sweep() -> None:
    """Send out again what nobody works on."""
    at_work = OrganisationImport.objects.filter(state__in=[ImportState.CHECKING, ImportState.STORING])
    for run_id in at_work.exclude(pk__in=locks.held(LOCK_SPACE)).values_list("pk", flat=True):
        dispatch(run_id)


def forget() -> None:
    """Delete files and rows some time after they were brought: the register has what was stored."""
    old = OrganisationImport.objects.filter(added_at__lt=timezone.now() - KEPT, forgotten_at=None)
    for run in old.exclude(state=ImportState.STORING):
        ImportRow.objects.filter(run=run)._raw_delete("default")  # noqa: SLF001 - a hundred thousand rows, without reading them
        run.file.delete(save=False)
        OrganisationImport.objects.filter(pk=run.pk).update(file="", forgotten_at=timezone.now())


def _claim(run_id: int) -> OrganisationImport | None:
    """Count the attempt before it is made: a file that kills the worker must not do so for ever."""
    mine = OrganisationImport.objects.filter(pk=run_id, state__in=[ImportState.CHECKING, ImportState.STORING])
    mine.filter(attempts__gte=ATTEMPTS).update(state=ImportState.FAILED, failure=ImportFailure.UNEXPECTED)
    return OrganisationImport.objects.get(pk=run_id) if mine.update(attempts=F("attempts") + 1) else None


def _turn(run: OrganisationImport) -> bool:
    """Some seconds of work; whether more is left."""
    try:
        return _step(run)
    except Stopped:
        return False
    except Unreadable as unreadable:
        _fail(run, unreadable.failure)
        return False
    except Exception:
        logger.exception("Import %s", run.pk)
        return False  # the sweep tries again


def _step(run: OrganisationImport) -> bool:
    until = time.monotonic() + TURN_SECONDS
    if run.state == ImportState.CHECKING and not run.is_read:
        read(run)
    go_on = check if run.state == ImportState.CHECKING else store
    while go_on(run):
        if time.monotonic() > until:
            return True
    if run.state == ImportState.CHECKING:
        advance(run, ImportState.CHECKING, state=ImportState.CHECKED)
    else:
        advance(run, ImportState.STORING, state=ImportState.STORED, finished_at=timezone.now())
    return False


def _fail(run: OrganisationImport, failure: ImportFailure) -> None:
    at_work = OrganisationImport.objects.filter(pk=run.pk, state=run.state)
    at_work.update(state=ImportState.FAILED, failure=failure, finished_at=timezone.now())
