"""The copies of many applications as one ZIP, made by the worker in turns, so that mails and documents get theirs.

The row is the truth; a message only says where to look. What a dead worker left lying is taken up again by the sweep.
"""

import hashlib
import logging
import time
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.copies import request_copy
from grants.models import Application, CopyArchive
from grants.models.archive import UNFINISHED
from portal import locks
from portal.enums import DocumentState
from portal.errors import Refused
from portal.formats import number
from portal.history import act
from portal.models import User

logger = logging.getLogger(__name__)

LOCK_SPACE = 0x7A697073  # tells these advisory locks from all others in the database
TURN_SECONDS = 15
ATTEMPTS = 3
MOST = 30_000
"""Copies in one file: some gigabytes, and a night's work for one who has never had copies made."""
KEPT = timedelta(days=7)
"""Copies tell much of people: the file goes when it has had time to be fetched."""


@act
def request_archive(*, applications: Iterable[Application], actor: User) -> CopyArchive:
    """Have the copies of what was sent last put into one file.

    Raises PermissionDenied, and Refused for none or for more than one file takes: a part of them would look like all.
    """
    rows = [each for each in applications if each.reference]
    if not all(actor.has_perm("grants.handle_application", each) for each in rows):
        raise PermissionDenied
    if not rows:
        raise Refused(_("There are no applications to make copies of."))
    if len(rows) > MOST:
        words = _(
            "You chose %(count)s applications, and one ZIP takes %(most)s at most, so nothing was begun. "
            "Narrow the list, for example by call or kind of grant, and take each part as a file of its own."
        )
        raise Refused(words % {"count": number(len(rows)), "most": number(MOST)})
    pks = [each.pk for each in rows]
    archive = CopyArchive.objects.create(asked_by=actor, asked_at=timezone.now(), applications=pks)
    transaction.on_commit(lambda: dispatch(archive.pk), robust=True)
    return archive


def dispatch(archive_id: int) -> None:
    """Tell a worker. A broker that is away must not hold the page: the sweep will find the row."""
    from grants.tasks import work_on_archive

    work_on_archive.apply_async(kwargs={"archive_id": archive_id}, retry=False)


def work(archive_id: int, seconds: float = TURN_SECONDS) -> None:
    """Do a turn of the work, and ask for the next one; nothing if it is done, gone, or in another worker's hands."""
    with locks.alone(LOCK_SPACE, archive_id) as alone:
        archive = _claim(archive_id) if alone else None
        is_unfinished = archive is not None and _turn(archive, seconds)
    if is_unfinished:
        dispatch(archive_id)


def sweep() -> None:
    """Send out again what nobody works on."""
    waiting = CopyArchive.objects.filter(state__in=UNFINISHED).exclude(pk__in=locks.held(LOCK_SPACE))
    for pk in waiting.values_list("pk", flat=True):
        dispatch(pk)


def forget() -> None:
    """Delete archives some time after they were asked for; the copies in them stay."""
    for archive in CopyArchive.objects.filter(asked_at__lt=timezone.now() - KEPT):
        default_storage.delete(_name(archive))
        archive.delete()


def _claim(archive_id: int) -> CopyArchive | None:
    """Count the attempt before it is made; a turn that ends well takes the count back."""
    mine = CopyArchive.objects.filter(pk=archive_id, state__in=UNFINISHED)
    mine.filter(attempts__gte=ATTEMPTS).update(state=DocumentState.FAILED)
    if not mine.update(state=DocumentState.RENDERING, attempts=F("attempts") + 1):
        return None
    return CopyArchive.objects.select_related("asked_by").get(pk=archive_id)


def _turn(archive: CopyArchive, seconds: float) -> bool:
    """Some seconds of work; whether more is left."""
    try:
        return _add_copies(archive, seconds)
    except Exception:
        logger.exception("Archive %s", archive.pk)
        return True


def _add_copies(archive: CopyArchive, seconds: float) -> bool:
    path = Path(default_storage.path(_name(archive)))
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    if not path.exists() or path.stat().st_size != archive.size:
        # The last turn died with the file open, so nobody knows what is in it.
        path.unlink(missing_ok=True)
        archive.done = archive.missing = 0
    until = time.monotonic() + seconds
    with zipfile.ZipFile(path, "a") as file:
        while archive.done < len(archive.applications):
            archive.missing += not _add_copy(file, archive)
            archive.done += 1
            CopyArchive.objects.filter(pk=archive.pk).update(done=archive.done)
            if time.monotonic() > until:
                break
        is_whole = archive.done == len(archive.applications)
        if is_whole and archive.missing:
            with override(archive.asked_by.language):
                words = _("%(count)d copies could not be made.") % {"count": archive.missing}
            file.writestr("!.txt", words)
    path.chmod(0o640)
    archive.size, archive.attempts = path.stat().st_size, 0
    if is_whole:
        with path.open("rb") as whole:
            archive.file_hash = hashlib.file_digest(whole, "sha256").hexdigest()
        archive.file.name, archive.state = _name(archive), DocumentState.READY
    archive.save(update_fields=["done", "missing", "size", "attempts", "file", "file_hash", "state"])
    return not is_whole


def _add_copy(file: zipfile.ZipFile, archive: CopyArchive) -> bool:
    """Whether the copy of the next application is in it; its asker may still handle what was asked for."""
    from portal.rendering import job  # only a worker loads it

    handled = Application.objects.handled_by(archive.asked_by).for_list()
    application = handled.filter(pk=archive.applications[archive.done]).first()
    last = application.submissions.order_by("-number").first() if application else None
    if application is None or last is None:
        return False
    copy = request_copy(last)
    if copy.is_unfinished:
        job.make(copy.pk)
        copy.refresh_from_db()
    copy = copy.replaced_by or copy
    if not copy.is_ready:
        return False
    name = f"{slugify(application.reference)}-{slugify(application.applicant_name)[:60]}.pdf"
    with copy.file.open("rb") as pdf:
        file.writestr(name, pdf.read())  # stored as it is: a PDF is packed already
    return True


def _name(archive: CopyArchive) -> str:
    return f"archives/{archive.key.hex[:2]}/{archive.key.hex}.zip"
