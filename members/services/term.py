"""Terms: begun, changed, ended, and followed by the next one."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from members.enums import EndReason, Precision, RuleName
from members.models import Body, Mandate, Seat, SeatGroup, Term
from portal.enums import Language
from portal.errors import Overtaken, Refused
from portal.formats import plain_day
from portal.history import act
from portal.models import User

from .acting import lock_body
from .checking import check_mandate, require_active
from .mandate_mail import tell_beginning
from .seating import seat_term

DAY = timedelta(days=1)
SHAPE = (RuleName.SEAT_SCHEME, RuleName.PRIMARIES, RuleName.DEPUTIES, RuleName.DEPUTY_KIND)
"""The rules that make the groups and seats what they are."""


@act
def start_term(*, body: Body, values: dict[str, Any], actor: User) -> Term:
    """A new term without seats; its rules are those in force on its first day, unless others are told.

    Raises PermissionDenied; Refused when the body is not at work or has no rules yet; ValidationError for days that
    are reversed or another term's.
    """
    body = lock_body(body, actor=actor)
    require_active(body)
    return _store(Term(body=body), values)


@act
def change_term(*, term: Term, values: dict[str, Any], actor: User) -> Term:
    """Change a term's days, rules or tasks, on purpose. Raises PermissionDenied, Refused, ValidationError."""
    lock_body(term.body, actor=actor)
    return _store(Term.objects.select_related("body").get(pk=term.pk), values)


@act
def end_term(
    *, term: Term, last_day: date, reason: EndReason = EndReason.TERM_ENDED, actor: User
) -> list[Mandate]:
    """End a term on a day, and with it all mandates that would go on; returns those.

    Who would have begun only later never began. Raises PermissionDenied, Overtaken when the term has been ended
    meanwhile, and ValidationError for a day outside the term.
    """
    lock_body(term.body, actor=actor)
    now = Term.objects.select_related("body").get(pk=term.pk)
    if now.ends_on != term.ends_on:
        raise Overtaken(_("Somebody was faster: the term is %(days)s now.") % {"days": now.period_text})
    if last_day < now.starts_on or (now.ends_on and last_day > now.ends_on):
        text = _("The last day must lie within the term %(days)s.") % {"days": now.period_text}
        raise ValidationError({"last_day": text})
    going_on = Q(valid_until=None) | Q(valid_until__gt=last_day) | Q(valid_until=last_day, end_reason="")
    ended = list(
        Mandate.objects.filter(going_on, seat__group__term=now).select_related("person", "seat__group")
    )
    for mandate in ended:
        if mandate.valid_from > last_day:
            mandate.valid_from, mandate.end_reason = last_day, EndReason.NEVER_BEGAN
        elif mandate.end_reason != EndReason.NEVER_BEGAN:
            mandate.end_reason = reason
        mandate.valid_until = last_day
    Mandate.objects.bulk_update(ended, ["valid_from", "valid_until", "end_reason"])
    now.ends_on, now.ends_precision = last_day, Precision.DAY
    now.save(update_fields=["ends_on", "ends_precision"])
    return [mandate for mandate in ended if mandate.end_reason == reason]


@act
def next_term(
    *, term: Term, values: dict[str, Any], goes_on: Collection[int], decision: str = "", actor: User
) -> Term:
    """The term that follows: the old one ends the day before, and the mandates in `goes_on` (ids) continue in the same
    seats of the new one; the others' seats are vacant. Those who go on are told by mail.

    Groups and seats are those of the old term, unless the new rules shape them otherwise. Raises PermissionDenied,
    Refused, RulesOpenError, Overtaken when somebody who was to go on has left meanwhile, and ValidationError.
    """
    body = lock_body(term.body, actor=actor)
    require_active(body)
    last_day = values["starts_on"] - DAY
    old = Term.objects.select_related("body", "rules_version").get(pk=term.pk)
    if last_day < old.starts_on:
        text = _("The new term must begin after the old one, which began %s.") % plain_day(old.starts_on)
        raise ValidationError({"starts_on": text})
    continuing = _going_on(old, goes_on, last_day)
    if old.ends_on is None or old.ends_on > last_day:
        end_term(term=old, last_day=last_day, actor=actor)
    new = _store(Term(body=body), values)
    if _has_same_shape(old, new):
        _copy_groups(old, new)
    else:
        seat_term(term=new, actor=actor)
    seats = {_place(seat): seat for seat in _seats_of(new)}
    for mandate in continuing:
        seat = seats.get(_place(mandate.seat))
        if seat is None:
            text = _("The new term has no seat like that of %(person)s.") % {"person": mandate.person}
            raise Refused(text)
        _continue(mandate, seat, new, decision)
    return new


def _store(term: Term, values: dict[str, Any]) -> Term:
    for field, value in values.items():
        setattr(term, field, value)
    if term.rules_version_id is None:
        version = term.body.rules_versions.valid_on(term.starts_on).first()
        if version is None:
            raise Refused(_("The body has no rules on the first day of the term. Write them first."))
        term.rules_version = version
    term.full_clean()
    term.save()
    return term


def _going_on(term: Term, chosen: Collection[int], last_day: date) -> list[Mandate]:
    """The mandates with these ids, all of which must be held on the old term's last day."""
    day = min(last_day, term.ends_on or last_day)
    rows = Mandate.objects.valid_on(day).filter(pk__in=chosen, seat__group__term=term)
    rows = rows.select_related("person__user", "organisation", "seat__group", "seat__deputises")
    found = list(rows.order_by("seat__group__order", "pk"))
    if len(found) != len(set(chosen)):
        raise Overtaken(_("Somebody who was to go on has left meanwhile. Look at the list again."))
    return found


def _continue(mandate: Mandate, seat: Seat, term: Term, decision: str) -> None:
    made = Mandate(
        seat=seat,
        person=mandate.person,
        organisation=mandate.organisation,
        valid_from=term.starts_on,
        valid_until=term.ends_on,
        decision=decision,
    )
    check_mandate(made)
    made.save()
    tell_beginning(made)


def _has_same_shape(old: Term, new: Term) -> bool:
    before, after = old.rules_version, new.rules_version
    return before.category_scheme_id == after.category_scheme_id and all(
        before.value(name) == after.value(name) for name in SHAPE
    )


def _copy_groups(old: Term, new: Term) -> None:
    for group in old.groups.prefetch_related("seats"):
        copy = new.groups.create(
            order=group.order,
            category_id=group.category_id,
            municipality_id=group.municipality_id,
            organisation_id=group.organisation_id,
            nominator_id=group.nominator_id,
            **{f"name_{code}": getattr(group, f"name_{code}") for code in Language.values},
        )
        seats = sorted(group.seats.all(), key=lambda seat: seat.deputises_id is not None)
        made: dict[int, Seat] = {}
        for seat in seats:
            deputises = made[seat.deputises_id] if seat.deputises_id else None
            made[seat.pk] = copy.seats.create(kind=seat.kind, rank=seat.rank, deputises=deputises)


def _seats_of(term: Term) -> Iterator[Seat]:
    yield from Seat.objects.filter(group__term=term).select_related(
        "group__term__body", "group__term__rules_version", "deputises"
    )


def _place(seat: Seat) -> tuple[Any, ...]:
    """What makes a seat of one term the same as one of another."""
    return (*_what(seat.group), seat.kind, seat.rank, seat.deputises.rank if seat.deputises else 0)


def _what(group: SeatGroup) -> tuple[Any, ...]:
    stands_for = (group.category_id, group.municipality_id, group.organisation_id, group.nominator_id)
    return stands_for if any(stands_for) else (group.name_fi,)
