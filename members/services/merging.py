"""Two records of the same person made one."""

from collections.abc import Iterator

import psycopg
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from pghistory.models import Event

from members.enums import PersonActKind
from members.models import Person
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User
from portal.references import foreign_keys_to

from .person import write_down


@act
def merge_people(*, kept: Person, double: Person, actor: User) -> Person:
    """Give all that points to the double, in whatever app, to the kept record, and remove the empty double.

    The kept record's own name and contact data stand; what it lacks it gets from the double, but no consent. Raises
    PermissionDenied for others than the secretariat; Refused when both have accounts, when the two were in one place at
    one time and so cannot be the same person, or when approved minutes name the double; Overtaken when one of them is
    gone.
    """
    if not actor.has_perm("members.change_person"):
        raise PermissionDenied
    both = Person.objects.select_for_update().in_bulk({kept.pk, double.pk})
    if len(both) < 2:  # noqa: PLR2004 - a pair
        raise Overtaken(_("Somebody was faster: the records are one already."))
    kept, double = both[kept.pk], both[double.pk]
    if kept.user_id and double.user_id:
        raise Refused(_("Both have an account of their own. Take one of the accounts away first."))
    try:
        with transaction.atomic():
            _move_all(double, kept)
    except IntegrityError as error:
        raise Refused(_why_not_one(error)) from error
    user_id, email, phone = double.user_id, double.email, double.phone
    double.delete()
    kept.user_id = kept.user_id or user_id
    kept.email, kept.phone = kept.email or email, kept.phone or phone
    kept.save(update_fields=["user", "email", "phone"])
    write_down(kept, PersonActKind.MERGED, actor=actor, note=double.name)
    return kept


def _why_not_one(error: IntegrityError) -> str:
    """What the database minds, in words: approved minutes that name the double, or two places at one time."""
    cause = error.__cause__
    if isinstance(cause, psycopg.Error) and (cause.diag.constraint_name or "").endswith("kept_by_seal"):
        return _("Approved minutes name the record that would go. Keep that one, and let the other go.")
    return _("The two cannot be one person: they hold places that one person cannot hold at the same time.")


def _move_all(double: Person, kept: Person) -> None:
    """Every foreign key to the double, and every link to a record of any kind, now leads to the kept one."""
    for model, name in foreign_keys_to(Person):
        model._base_manager.filter(**{name: double.pk}).update(**{name: kept.pk})
    kind = ContentType.objects.get_for_model(Person)
    for model, field in _generic_links():
        its = {field.ct_field: kind, field.fk_field: double.pk}
        model._base_manager.filter(**its).update(**{field.fk_field: kept.pk})


def _generic_links() -> Iterator[tuple[type[Model], GenericForeignKey]]:
    for model in apps.get_models():
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey) and not issubclass(model, Event):
                yield model, field
