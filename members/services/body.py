"""Acts on a body as a whole: founded, described, begun, ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from members.enums import BodyStatus, EndReason, RoundState
from members.models import Body, Mandate, Municipality, Organisation, Region, Term
from members.rules import bodies_run_by, forget_roles, is_secretariat
from portal.errors import Overtaken, Refused
from portal.formats import plain_day
from portal.history import act
from portal.models import User

from .acting import lock_body
from .stamp import body_stamp
from .term import end_term

RESERVED = {"uusi", "vertailu", "henkilot", "haut", "jarjestot"}
"""What stands in addresses where a body's own name could stand."""


def regions_of_founder(actor: User) -> Any:
    """The regions in which the actor may found bodies: those where they run one; all for the secretariat."""
    regions = Region.objects.all()
    return regions if is_secretariat(actor) else regions.filter(bodies__in=bodies_run_by(actor)).distinct()


@act
def found_body(
    *,
    values: dict[str, Any],
    organisers: Iterable[Organisation] = (),
    area: Iterable[Municipality] = (),
    on_behalf_of: Organisation | None = None,
    actor: User,
) -> Body:
    """A new body that the actor coordinates from today, with rules of which each is still not stated.

    Its address is made from its name. Raises PermissionDenied for who runs no body of the region, ValidationError, and
    Overtaken when another body got the same address at this very moment.
    """
    body = Body(**values)
    if body.region_id and not regions_of_founder(actor).filter(pk=body.region_id).exists():
        raise PermissionDenied
    if body.status == BodyStatus.ENDED:
        raise ValidationError({"status": _("A new body is planned or active.")})
    body.slug = _free_slug(body.short_name_fi)
    body.full_clean()
    try:
        with transaction.atomic():
            body.save()
    except IntegrityError as error:
        raise Overtaken(
            _("Somebody else founded a body of this name at the same moment. Look at the list.")
        ) from error
    body.organisers.set(organisers)
    body.area.set(area)
    today = timezone.localdate()
    body.roles.create(user=actor, organisation=on_behalf_of, valid_from=today)
    body.rules_versions.create(title=_("First rules"), valid_from=today).add_missing_rules()
    forget_roles(actor)
    return body


@act
def change_body(
    *, body: Body, base: str, values: dict[str, Any], links: dict[str, Iterable[Any]], actor: User
) -> Body:
    """Change what is told of a body; `base` is the `body_stamp` of what the actor saw, `links` what it is linked to.

    Raises PermissionDenied, ValidationError, and Overtaken when somebody has changed it meanwhile.
    """
    locked = lock_body(body, actor=actor)
    if body_stamp(locked) != base:
        raise Overtaken(
            _("Somebody was faster: the details have changed meanwhile. Save again if yours are right.")
        )
    for name, value in values.items():
        setattr(locked, name, value)
    _refuse_ring(locked)
    locked.full_clean(exclude={field.name for field in locked._meta.fields} - set(values))
    locked.save()
    for name, records in links.items():
        getattr(locked, name).set(records)
    return locked


@act
def start_body(*, body: Body, actor: User) -> Body:
    """Begin the work of a body that was planned. Raises PermissionDenied, and Refused when it is not planned."""
    locked = lock_body(body, actor=actor)
    if locked.status != BodyStatus.PLANNED:
        raise Refused(_("The body is not among the planned ones any more."))
    return _change_status(locked, BodyStatus.ACTIVE)


@dataclass(frozen=True)
class Ending:
    """What the end of a body on a day ends with it."""

    day: date
    term: Term | None
    mandates: int
    never_began: int
    offices: int
    speaking_rights: int


def ending_of(body: Body, day: date) -> Ending:
    """What ending the body on the day would do; for those who are about to do it."""
    mandates = _open_mandates(body, day)
    open_on = Q(valid_until=None) | Q(valid_until__gt=day)
    return Ending(
        day=day,
        term=body.terms.on_day(day).first(),
        mandates=mandates.filter(valid_from__lte=day).count(),
        never_began=mandates.filter(valid_from__gt=day).count(),
        offices=body.offices.filter(open_on).count(),
        speaking_rights=body.speaking_rights.filter(open_on).count(),
    )


@act
def end_body(*, body: Body, day: date, reason: str, actor: User) -> Ending:
    """End a body on a day that has come, and with it its term, mandates, offices and rights to speak.

    Coordinators stay, so that what the body has left can be looked after. Raises PermissionDenied; ValidationError for a
    day to come or no reason; Refused when it has ended already, or when a term or an open nomination round is in the way.
    """
    locked = lock_body(body, actor=actor)
    if locked.status == BodyStatus.ENDED:
        raise Refused(_("The body has ended already."))
    _check_end(locked, day, reason)
    ending = ending_of(locked, day)
    if ending.term:
        end_term(term=ending.term, last_day=day, reason=EndReason.BODY_ENDED, actor=actor)
    for held in (locked.offices, locked.speaking_rights):
        held.filter(valid_from__gt=day).delete()  # they never began; the history keeps them
        held.filter(Q(valid_until=None) | Q(valid_until__gt=day)).update(valid_until=day)
    _change_status(locked, BodyStatus.ENDED, ended_on=day, status_note=reason.strip())
    return ending


def _check_end(body: Body, day: date, reason: str) -> None:
    if day > timezone.localdate():
        raise ValidationError(
            {"day": _("The day has not come yet. End the body on that day, or end its term ahead.")}
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: everybody reads it on the body's page.")})
    if late := body.terms.filter(starts_on__gt=day).order_by("starts_on").first():
        raise Refused(
            _("The term %(term)s begins after %(day)s. Choose a later day, or end that term first.")
            % {"term": late.period_text, "day": plain_day(day)}
        )
    if body.rounds.filter(state=RoundState.ANNOUNCED).exists():
        raise Refused(_("A nomination round is open. Decide or cancel it first."))


def _open_mandates(body: Body, day: date) -> Any:
    held = Mandate.objects.of_body(body).exclude(end_reason=EndReason.NEVER_BEGAN)
    return held.filter(Q(valid_until=None) | Q(valid_until__gt=day))


def _change_status(body: Body, to: BodyStatus, **facts: Any) -> Body:
    """The one door through which a body that is locked gets a new status."""
    body.status = to
    for name, value in facts.items():
        setattr(body, name, value)
    body.save(update_fields=["status", *facts])
    return body


def _refuse_ring(body: Body) -> None:
    """Raise ValidationError when the body would stand above itself."""
    above = body.parent
    while above:
        if above.pk == body.pk:
            raise ValidationError({"parent": _("The body stands above this one already.")})
        above = above.parent


def _free_slug(name: str) -> str:
    """An address of the name that no body has; `uusi` and the like are taken by pages."""
    stem = slugify(name)[:70].strip("-") or "ryhma"
    taken = set(Body.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
