"""Who does what in a body without a seat: coordinators, positions of trust, rights to speak."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import BodyStatus
from members.models import Body, BodyRole, Office, Organisation, Person, SpeakingRight
from members.rules import forget_roles
from portal.errors import Overtaken, Refused
from portal.formats import plain_day
from portal.history import act
from portal.models import User

from .acting import lock_body


@act
def add_coordinator(
    *, body: Body, email: str, organisation: Organisation | None = None, actor: User
) -> BodyRole:
    """Let somebody who has an account coordinate the body from today.

    Raises PermissionDenied, and ValidationError when nobody has an account with the address or the person does already.
    """
    locked = lock_body(body, actor=actor)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise ValidationError(
            {"email": _("Nobody has an account with this address. Ask the person to make one first.")}
        )
    today = timezone.localdate()
    if locked.roles.overlapping(today, None).filter(user=user).exists():
        raise ValidationError(
            {"email": _("%(name)s coordinates the group already.") % {"name": user.name or user.email}}
        )
    role: BodyRole = locked.roles.create(user=user, organisation=organisation, valid_from=today)
    forget_roles(user)
    return role


@act
def end_coordinator(*, role: BodyRole, actor: User) -> None:
    """End a coordinator's role at once. Raises PermissionDenied, Overtaken, and Refused for the last one of a body."""
    body = lock_body(role.body, actor=actor)
    today = timezone.localdate()
    now = BodyRole.objects.valid_on(today).filter(pk=role.pk).first()
    if now is None:
        raise Overtaken(_("The role has ended already."))
    others = body.roles.valid_on(today).filter(user__is_active=True).exclude(user=now.user_id)
    if body.status != BodyStatus.ENDED and not others.exists():
        raise Refused(_("The group would be left without a coordinator. Add another one first."))
    if now.valid_from == today:
        now.delete()  # the history keeps that it was
    else:
        now.valid_until = today - timedelta(days=1)
        now.save(update_fields=["valid_until"])
    forget_roles(now.user)
    forget_roles(actor)


@act
def appoint_officer(
    *,
    body: Body,
    person: Person,
    kind: str,
    valid_from: date,
    valid_until: date | None = None,
    reasons: str = "",
    actor: User,
) -> Office:
    """Give a person, who may be new to the portal, a position of trust for reasons that are written down.

    Raises PermissionDenied; Refused when the body has ended; ValidationError when somebody else is the chair or the vice
    chair on these days, or the days are reversed.
    """
    locked = _working(lock_body(body, actor=actor))
    office = Office(
        body=locked,
        person=_kept(person),
        kind=kind,
        valid_from=valid_from,
        valid_until=valid_until,
        reasons=reasons,
    )
    office.full_clean()
    office.save()
    return office


@act
def grant_speech(
    *,
    body: Body,
    person: Person,
    group: str,
    organisation: Organisation | None = None,
    valid_from: date,
    valid_until: date | None = None,
    actor: User,
) -> SpeakingRight:
    """Let a person, who may be new to the portal, be present and speak for a group.

    Raises PermissionDenied, Refused when the body has ended, and ValidationError.
    """
    locked = _working(lock_body(body, actor=actor))
    person = _kept(person)
    right = SpeakingRight(
        body=locked,
        person=person,
        group=group,
        organisation=organisation,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    twice = SpeakingRight.objects.overlapping(valid_from, valid_until).filter(body=body, person=person)
    if twice.exists():
        raise ValidationError({"person": _("The person has the right to speak on these days already.")})
    right.full_clean()
    right.save()
    return right


@act
def end_holding(*, held: Office | SpeakingRight, last_day: date, actor: User) -> None:
    """End an office or a right to speak with a day, which may be to come.

    Raises PermissionDenied, Overtaken when it is gone or has ended, and ValidationError for a day before its first one.
    """
    lock_body(held.body, actor=actor)
    now = type(held).objects.filter(pk=held.pk).first()
    if now is None or (now.valid_until and now.valid_until < timezone.localdate()):
        raise Overtaken(_("It has ended already."))
    if last_day < now.valid_from:
        text = _("It began on %(day)s. Choose that day or a later one.")
        raise ValidationError({"last_day": text % {"day": plain_day(now.valid_from)}})
    now.valid_until = last_day
    now.full_clean()
    now.save(update_fields=["valid_until"])


def _kept(person: Person) -> Person:
    """The person with a row of their own; who has the address already is the same person, if the name is the same."""
    if person.pk:
        return person
    known = Person.objects.filter(email__iexact=person.email).first() if person.email else None
    if known is None:
        person.full_clean()
        person.save()
        return person
    if known.name.casefold() != person.name.casefold():
        raise ValidationError({"email": _("Somebody else has this address. Check the name and the address.")})
    return known


def _working(body: Body) -> Body:
    if body.status == BodyStatus.ENDED:
        raise Refused(_("The body has ended."))
    return body
