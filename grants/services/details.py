"""Who applies and how they are reached, the account, and who signs: kept in the application, saved as it is typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.fingerprints import fingerprint
from grants.models import Application, Signatory
from portal.errors import Clash, Conflict
from portal.history import act
from portal.models import User

from .applying import lock_application, require_open

CONTACTS = (
    "contact_name", "contact_email", "contact_phone", "deputy_name", "deputy_email", "deputy_phone",
)  # fmt: skip
ACCOUNT = ("iban", "iban_holder")
SIGNING = ("name", "task", "email")
MOST_SIGNATORIES = 2


def change_details(
    *,
    application: Application,
    values: Mapping[str, Any],
    bases: Mapping[str, str],
    arrived_at: datetime,
    actor: User,
) -> Application:
    """Store what was changed of contacts and account, however wrong; `bases` are the fingerprints they were based on.

    Raises PermissionDenied and Refused, and Conflict where somebody else changed the same field meanwhile: the other
    fields are stored then.
    """
    changed, clashes = _change(
        application=application, values=values, bases=bases, arrived_at=arrived_at, actor=actor
    )
    if clashes:
        message = _("Somebody else changed the same answer meanwhile. Nothing is lost: choose below.")
        raise Conflict(message, record=changed, clashes=clashes, merged=dict(values))
    return changed


@act
def _change(
    *,
    application: Application,
    values: Mapping[str, Any],
    bases: Mapping[str, str],
    arrived_at: datetime,
    actor: User,
) -> tuple[Application, list[Clash]]:
    locked = lock_application(application, actor=actor)
    require_open(locked, arrived_at)
    changes, clashes = {}, []
    for name, mine in values.items():
        theirs = getattr(locked, name)
        if fingerprint(mine) in (bases.get(name), fingerprint(theirs)):
            continue
        if bases.get(name) != fingerprint(theirs):
            clashes.append(Clash(name, locked._meta.get_field(name).verbose_name, theirs, mine))  # type: ignore[union-attr]
        else:
            changes[name] = mine
    for name, mine in changes.items():
        setattr(locked, name, mine)
    if changes:
        locked.saved_at = timezone.now()
        locked.save(update_fields=[*changes, "saved_at"])
    return locked, clashes


@act
def change_signatories(
    *, application: Application, rows: list[Mapping[str, str]], arrived_at: datetime, actor: User
) -> None:
    """The one or two who sign, in order; empty rows are left out. Raises PermissionDenied and Refused."""
    locked = lock_application(application, actor=actor)
    require_open(locked, arrived_at)
    wanted = [{name: row.get(name, "") for name in SIGNING} for row in rows]
    wanted = [row for row in wanted if any(row.values())][:MOST_SIGNATORIES]
    present = list(locked.signatories.values(*SIGNING))
    if wanted == present:
        return
    locked.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(application=locked, order=order, **row) for order, row in enumerate(wanted, 1)
    )
