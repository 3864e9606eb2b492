"""Two records of one organisation are made one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from members.enums import OrganisationRoleKind, RequestState
from members.models import (
    ImportRow,
    JoinRequest,
    Organisation,
    OrganisationInvitation,
    OrganisationRole,
    OrganisationUnit,
)
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User
from portal.references import foreign_keys_to

from .organisation import NUMBERS

CHOSEN = (
    *("name", "legal_form", "business_id", "register_number", "registered_on", "active_in_region_since"),
    *("home_municipality", "size", "is_service_producer", "description", "website", "email", "phone"),
)
"""The fields of which one of two values is kept; what is many is put together."""

STRONGEST = list(OrganisationRoleKind)


def what_moves(double: Organisation) -> list[tuple[StrOrPromise, int]]:
    """What points to the double, in words, and how many of each."""
    counted = (
        (model._meta.verbose_name_plural or "", _rows(model, name, double).count())
        for model, name in foreign_keys_to(Organisation)
        if model is not ImportRow and not model._meta.auto_created
    )
    return [(words, count) for words, count in counted if count]


def differing(kept: Organisation, double: Organisation) -> list[str]:
    """The fields in which both say something, and not the same."""
    both = ((name, getattr(kept, name), getattr(double, name)) for name in CHOSEN)
    return [
        name for name, one, other in both if not _is_nothing(one) and not _is_nothing(other) and one != other
    ]


@act
def merge_organisations(
    *, kept: Organisation, double: Organisation, from_double: set[str], actor: User
) -> Organisation:
    """Give all that points to the double to the kept record; the double leads there from now on, under its old names too.

    Of the fields in `from_double`, and of those that the kept record lacks, the double's values stay. Raises
    PermissionDenied for others than the secretariat, Overtaken when one of them was merged already, and Refused when a
    record of both cannot be one, naming it.
    """
    if not actor.has_perm("members.add_organisation"):
        raise PermissionDenied
    both = Organisation.objects.select_for_update().order_by("pk").in_bulk([kept.pk, double.pk])
    if kept.pk == double.pk or len(both) < 2 or any(each.merged_into_id for each in both.values()):  # noqa: PLR2004
        raise Overtaken(_("Somebody was faster: the two are one already."))
    kept, double = both[kept.pk], both[double.pk]
    for model, name in foreign_keys_to(Organisation):
        _move(model, name, kept, double)
    _put_together(kept, double, from_double)
    return kept


def _put_together(kept: Organisation, double: Organisation, from_double: set[str]) -> None:
    names = [kept.name, double.name, *kept.other_names, *double.other_names]
    taken = {
        name: getattr(double, name)
        for name in CHOSEN
        if not _is_nothing(getattr(double, name))
        and (name in from_double or _is_nothing(getattr(kept, name)))
    }
    is_listed = kept.is_listed or double.is_listed
    for name in NUMBERS:
        if name in taken:
            setattr(double, name, "")  # nobody else may have it
    double.merged_into, double.is_listed = kept, False
    double.save(update_fields=["merged_into", "is_listed", *NUMBERS])
    for name, value in taken.items():
        setattr(kept, name, value)
    kept.is_listed = is_listed
    kept.other_names = [name for name in dict.fromkeys(names) if name != kept.name]
    kept.save(update_fields=["is_listed", "other_names", *taken])


def _is_nothing(value: Any) -> bool:
    return value is None or value == ""


def _rows(model: type[Model], name: str, organisation: Organisation) -> Any:
    return model._base_manager.filter(**{name: organisation})


def _move(model: type[Model], name: str, kept: Organisation, double: Organisation) -> None:
    rows = _rows(model, name, double)
    if model is ImportRow:
        rows.update(**{name: kept})
        return
    for row in rows.order_by("pk"):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                _rows(model, name, double).filter(pk=row.pk).update(**{name: kept})
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except IntegrityError as error:
            _resolve(model, row, kept, error)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _resolve(model: type[Model], row: Any, kept: Organisation, error: IntegrityError) -> None:
    """The kept organisation has the same already: a link is needed once, a period is made one with it."""
    if model._meta.auto_created:
        row.delete()
    elif resolve := RESOLVED.get(model):
        resolve(row, kept)
    else:
        message = _("Both have the same: %(kind)s “%(row)s”. Decide first which of the two stays.")
        raise Refused(message % {"kind": model._meta.verbose_name, "row": row}) from error


def _unite_roles(row: OrganisationRole, kept: Organisation) -> None:
    """Somebody acts for both: one role over the days of both, the stronger one."""
    group = _unite(row, list(OrganisationRole.objects.filter(organisation=kept, user=row.user_id)))
    today = timezone.localdate()
    present = [
        role
        for role in group
        if role.valid_from <= today and (not role.valid_until or role.valid_until >= today)
    ]
    _keep_one(group, role=min((role.role for role in present or group), key=STRONGEST.index))


def _unite_units(row: OrganisationUnit, kept: Organisation) -> None:
    """A unit of both by one name: one over the days of both."""
    _keep_one(_unite(row, list(OrganisationUnit.objects.filter(organisation=kept, name=row.name))))


def _unite(row: Any, others: list[Any]) -> list[Any]:
    """The rows whose days touch one another, beginning with this one; the last in the list is the one to keep."""
    group = [row]
    while more := [
        each for each in others if each not in group and any(_overlap(each, one) for one in group)
    ]:
        group += more
    return group


def _overlap(one: Any, other: Any) -> bool:
    return one.valid_from <= (other.valid_until or date.max) and other.valid_from <= (
        one.valid_until or date.max
    )


def _keep_one(group: list[Any], **values: Any) -> None:
    *others, one = group
    untils = [row.valid_until for row in group]
    values |= {
        "valid_from": min(row.valid_from for row in group),
        "valid_until": None if None in untils else max(untils),
    }
    for row in others:
        row.delete()
    for name, value in values.items():
        setattr(one, name, value)
    one.save(update_fields=values)


def _withdraw_request(row: JoinRequest, kept: Organisation) -> None:
    """Somebody has asked for both: the one wish that waits for the kept one is enough."""
    row.state, row.decided_at, row.organisation = RequestState.WITHDRAWN, timezone.now(), kept
    row.save(update_fields=["state", "decided_at", "organisation"])


def _withdraw_invitation(row: OrganisationInvitation, kept: Organisation) -> None:
    """Somebody was asked by both."""
    row.state, row.answered_at, row.organisation = RequestState.WITHDRAWN, timezone.now(), kept
    row.save(update_fields=["state", "answered_at", "organisation"])


RESOLVED: dict[type[Model], Callable[[Any, Organisation], None]] = {
    OrganisationRole: _unite_roles,
    OrganisationUnit: _unite_units,
    JoinRequest: _withdraw_request,
    OrganisationInvitation: _withdraw_invitation,
}
