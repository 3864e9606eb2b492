"""Acts on an organisation's own record: it is added, and its profile changes."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from members.models import Organisation, OrganisationUnit
from members.rules import is_secretariat
from portal.errors import Clash, Conflict, Overtaken
from portal.history import act
from portal.models import User

NUMBERS = ("business_id", "register_number")
"""What tells an organisation from all others: once known, only the secretariat changes it."""
MANY = ("municipalities", "categories")

TAKEN = _("Another organisation in the register has this number already.")


def lock_organisation(organisation: Organisation, *, actor: User, permission: str) -> Organisation:
    """The organisation as it stands now, locked until the transaction ends.

    Raises PermissionDenied, and Overtaken when it was merged into another one.
    """
    locked = Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=organisation.pk)
    if not actor.has_perm(f"members.{permission}_organisation", locked):
        raise PermissionDenied
    if locked.merged_into_id:
        raise Overtaken(_("The organisation was merged into another one meanwhile."))
    return locked


@act
def add_organisation(*, values: dict[str, Any], actor: User) -> Organisation:
    """A new organisation; the secretariat's is listed at once, anybody else's when the secretariat has accepted it.

    Raises ValidationError beside the fields, also when a number is in the register already.
    """
    many = {name: values.pop(name) for name in MANY if name in values}
    organisation = Organisation(**values, is_listed=is_secretariat(actor))
    organisation.full_clean(validate_constraints=False)
    _save(organisation)
    for name, chosen in many.items():
        getattr(organisation, name).set(chosen)
    return organisation


@act
def change_organisation(
    *, organisation: Organisation, base: dict[str, Any], values: dict[str, Any], actor: User
) -> Organisation:
    """Write what differs between `base`, with which the form was opened, and `values`; all else stays as it is.

    Raises PermissionDenied, ValidationError, and Conflict with both texts when somebody else changed the same fields.
    """
    locked = lock_organisation(organisation, actor=actor, permission="change")
    mine = {name: value for name, value in values.items() if not _same(value, base[name])}
    if not is_secretariat(actor) and any(getattr(locked, name) for name in NUMBERS if name in mine):
        raise PermissionDenied
    now = {name: value_of(locked, name) for name in mine}
    clashes = [
        Clash(name, getattr(Organisation, name).field.verbose_name, now[name], value)
        for name, value in mine.items()
        if not _same(now[name], base[name]) and not _same(now[name], value)
    ]
    if clashes:
        message = _(
            "Somebody else changed the same things while you were writing. Nothing is lost: choose below."
        )
        raise Conflict(message, record=locked, clashes=clashes, merged=values)
    plain = {name: value for name, value in mine.items() if name not in MANY}
    for name, value in plain.items():
        setattr(locked, name, value)
    if plain:
        others = {field.name for field in Organisation._meta.fields} - plain.keys()
        locked.full_clean(exclude=others, validate_constraints=False)
        _save(locked, *plain)
    for name in mine.keys() - plain.keys():
        getattr(locked, name).set(mine[name])
    return locked


@act
def add_unit(*, organisation: Organisation, values: dict[str, Any], actor: User) -> OrganisationUnit:
    """A unit of the organisation, by the name that it has for a time. Raises PermissionDenied and ValidationError."""
    locked = lock_organisation(organisation, actor=actor, permission="change")
    unit = OrganisationUnit(organisation=locked, **values)
    unit.full_clean()
    unit.save()
    return unit


@act
def change_unit(*, unit: OrganisationUnit, values: dict[str, Any], actor: User) -> OrganisationUnit:
    """Another name or other days for a unit. Raises PermissionDenied and ValidationError."""
    lock_organisation(unit.organisation, actor=actor, permission="change")
    for name, value in values.items():
        setattr(unit, name, value)
    unit.full_clean()
    unit.save(update_fields=values)
    return unit


def value_of(organisation: Organisation, name: str) -> Any:
    """The value of a field as forms and acts take it."""
    value = getattr(organisation, name)
    return list(value.all()) if isinstance(value, models.Manager) else value


def _same(one: Any, other: Any) -> bool:
    """Nothing is nothing, however it is written; of many the order does not count."""
    if isinstance(one, Collection) and not isinstance(one, str) and isinstance(other, Collection):
        return set(one) == set(other)
    return one == other or (one in (None, "") and other in (None, ""))


def _save(organisation: Organisation, *fields: str) -> None:
    """Store; two who take one number at once are told as kindly as one who takes a known one."""
    try:
        with transaction.atomic():
            organisation.save(update_fields=fields or None)
    except IntegrityError as error:
        name = next((name for name in NUMBERS if name in str(error)), None)
        if not name:
            raise
        raise ValidationError({name: TAKEN}) from error
