"""Acts on files of organisations: they are brought, stored when somebody says so, or cancelled.

The worker does the rest (`members.importing`).
"""

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import ImportState
from members.importing import files, job
from members.models import OrganisationImport
from portal.errors import Overtaken
from portal.history import act
from portal.models import User

FOLDER = "imports"


@act
def begin_import(*, file: File, actor: User) -> OrganisationImport:
    """Keep the file and have the worker check it; nothing of it reaches the register yet.

    Raises PermissionDenied for others than the secretariat, and ValidationError for what is no table.
    """
    _require(actor)
    judged = files.judge(file)
    run = OrganisationImport(
        filename=judged.name,
        content_type=judged.content_type,
        size=judged.size,
        file_hash=judged.sha256,
        added_at=timezone.now(),
        added_by=actor,
    )
    run.store(file, folder=FOLDER)
    _dispatch_on_commit(run)
    return run


@act
def store_import(*, run: OrganisationImport, actor: User) -> None:
    """Have the worker write the checked rows into the register. Raises PermissionDenied and Overtaken."""
    _require(actor)
    checked = OrganisationImport.objects.filter(pk=run.pk, state=ImportState.CHECKED)
    if not checked.update(
        state=ImportState.STORING, confirmed_at=timezone.now(), confirmed_by=actor, attempts=0
    ):
        raise Overtaken(_("Somebody was faster: the rows are being stored, or the import was cancelled."))
    _dispatch_on_commit(run)


@act
def cancel_import(*, run: OrganisationImport, actor: User) -> None:
    """Stop the work; what was stored until now stays in the register. Raises PermissionDenied and Overtaken."""
    _require(actor)
    going_on = [ImportState.CHECKING, ImportState.CHECKED, ImportState.STORING]
    unfinished = OrganisationImport.objects.filter(pk=run.pk, state__in=going_on)
    if not unfinished.update(state=ImportState.CANCELLED, finished_at=timezone.now()):
        raise Overtaken(_("The import is over already."))


def _require(actor: User) -> None:
    if not actor.has_perm("members.add_organisation"):
        raise PermissionDenied


def _dispatch_on_commit(run: OrganisationImport) -> None:
    transaction.on_commit(lambda: job.dispatch(run.pk), robust=True)
