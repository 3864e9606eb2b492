"""What is done to a person's own data: contact data with the consent to show it, and seats in groups elsewhere."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import PersonActKind
from members.models import OutsideSeat, Person, PersonAct
from portal.errors import Overtaken
from portal.history import act
from portal.models import User

CONTACT = ("email", "phone")


@act
def change_contact(
    *, person: Person, base: str, values: dict[str, Any], is_public: bool, how: str = "", actor: User
) -> Person:
    """Change the name and the contact data, and whether everybody may see the latter; what was done is written down.

    `values` holds name, email and phone, `base` the `contact_mark` of what the actor saw, and `how` the way in which
    the person told somebody else of the consent. Raises PermissionDenied, Overtaken when somebody has changed the data
    meanwhile, and ValidationError: others than the person need `how` to make the data public.
    """
    locked = lock_person(person, actor=actor)
    if locked.contact_mark != base:
        raise Overtaken(_("Somebody was faster: the data has changed meanwhile. Look at it and save again."))
    before = Person.objects.get(pk=locked.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    _set_consent(locked, is_public=is_public, how=how, actor=actor)
    if locked.email.lower() != before.email.lower():
        locked.invited_at = None  # the invitation went to an address that is no longer the person's
    locked.full_clean()
    locked.save()
    _write_down_changes(before, locked, actor)
    return locked


def lock_person(person: Person, *, actor: User) -> Person:
    """The person as it stands now, locked until the transaction ends. Raises PermissionDenied."""
    locked = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if locked.user_id != actor.pk and not actor.has_perm("members.run_person", locked):
        raise PermissionDenied
    return locked


def write_down(person: Person, kind: PersonActKind, *, actor: User | None, note: str = "") -> PersonAct:
    """Remember what was done; without an actor the portal did it by itself."""
    return PersonAct.objects.create(
        person=person, kind=kind, note=note[:200], done_at=timezone.now(), done_by=actor
    )


def _set_consent(person: Person, *, is_public: bool, how: str, actor: User) -> None:
    if is_public and not (person.email or person.phone):
        raise ValidationError(
            {"is_public": _("There is nothing to show: write an e-mail address or a phone number first.")}
        )
    if is_public == person.contact_is_public:
        return
    is_own = person.user_id == actor.pk
    if is_public and not is_own and not how.strip():
        raise ValidationError(
            {"how": _("Write how the person told you of the consent, such as “by e-mail on 2.3.2026”.")}
        )
    person.contact_is_public = is_public
    person.contact_agreed_at = timezone.now() if is_public else None
    person.contact_agreed_how = how.strip() if is_public and not is_own else ""


def _write_down_changes(before: Person, after: Person, actor: User) -> None:
    if before.name != after.name:
        write_down(after, PersonActKind.NAME_CHANGED, actor=actor, note=f"{before.name} → {after.name}")
    if any(getattr(before, name) != getattr(after, name) for name in CONTACT):
        write_down(after, PersonActKind.CONTACT_CHANGED, actor=actor)
    if before.contact_is_public != after.contact_is_public:
        given = after.contact_is_public
        kind = PersonActKind.CONSENT_GIVEN if given else PersonActKind.CONSENT_WITHDRAWN
        write_down(after, kind, actor=actor, note=after.contact_agreed_how)


@act
def add_outside_seat(*, person: Person, values: dict[str, Any], actor: User) -> OutsideSeat:
    """Note a group outside the portal in which the person speaks for associations.

    Raises PermissionDenied, and ValidationError for days in the wrong order.
    """
    seat = OutsideSeat(person=lock_person(person, actor=actor), **values)
    seat.full_clean()
    seat.save()
    return seat


@act
def change_outside_seat(*, seat: OutsideSeat, values: dict[str, Any], actor: User) -> OutsideSeat:
    """Change what is told of a group elsewhere, such as its last day. Raises PermissionDenied and ValidationError."""
    lock_person(seat.person, actor=actor)
    for name, value in values.items():
        setattr(seat, name, value)
    seat.full_clean()
    seat.save(update_fields=list(values))
    return seat


@act
def remove_outside_seat(*, seat: OutsideSeat, actor: User) -> None:
    """Take away a group that was noted by mistake; one that has ended gets a last day. Raises PermissionDenied."""
    lock_person(seat.person, actor=actor)
    seat.delete()


@transaction.atomic
def remove_old_contact(*, day: date, people: Iterable[int] | None = None, actor: User | None) -> int:
    """Remove the contact data of those who had nothing in any body since the day; say of how many.

    Of `people`, ids, only those are touched whom that still concerns. Names, seats and days stay, and so does the
    account. Without an actor the portal does it by itself. Raises PermissionDenied for others than the secretariat.
    """
    if actor and not actor.has_perm("members.change_person"):
        raise PermissionDenied
    concerned = Person.objects.with_old_contact(day)
    if people is not None:
        concerned = concerned.filter(pk__in=people)
    locked = list(concerned.select_for_update(of=("self",), no_key=True).order_by("pk"))
    nothing = {"contact_is_public": False, "contact_agreed_at": None, "contact_agreed_how": ""}
    Person.objects.filter(pk__in=[person.pk for person in locked]).update(email="", phone="", **nothing)
    for person in locked:
        write_down(person, PersonActKind.CONTACT_REMOVED, actor=actor)
    return len(locked)


def months_ago(months: int) -> date:
    """The same day of the month, so many months before today; in a shorter month its last day."""
    today = timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
