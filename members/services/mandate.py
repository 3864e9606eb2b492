"""Who sits where: every act by which a mandate begins, ends or changes. Nothing is ever deleted."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import EndReason
from members.models import Mandate, Organisation, Person, Seat
from members.outcome import Outcome
from portal.errors import Overtaken, Refused
from portal.formats import plain_day
from portal.history import act
from portal.models import User

from .acting import lock_body
from .checking import check_mandate, check_place, require_active
from .mandate_mail import tell_beginning, tell_end, tell_going_on
from .succession import deputy_who_succeeds, next_holder

DAY = timedelta(days=1)


@act
def appoint(  # noqa: PLR0913 - these are the facts of a mandate
    *,
    seat: Seat,
    person: Person,
    organisation: Organisation | None,
    valid_from: date,
    valid_until: date | None = None,
    decision: str = "",
    tell: bool = True,
    actor: User,
) -> Mandate:
    """Give a free seat to a person, until the end of the term unless told; they are told by mail if they have one.

    `tell=False` is for acts that write to the person themselves. Raises PermissionDenied; Refused when the body is not
    at work; Overtaken, which names the holder, when the seat is not free; ValidationError for what the rules do not
    allow, beside the field.
    """
    require_active(lock_body(seat.group.term.body, actor=actor))
    mandate = Mandate(
        seat=seat,
        person=person,
        organisation=organisation,
        valid_from=valid_from,
        valid_until=valid_until,
        decision=decision,
    )
    check_mandate(mandate)
    mandate.save()
    if tell:
        tell_beginning(mandate)
    return mandate


@act
def end_mandate(
    *,
    mandate: Mandate,
    last_day: date,
    reason: EndReason = EndReason.RESIGNED,
    succeeds: bool | None = None,
    actor: User,
) -> Outcome:
    """End a mandate on a day, also a coming one; where the rules say so the member's deputy takes the seat the day after.

    `succeeds` decides where the rules do not, and says no for a deputy who does not want the seat. Raises
    PermissionDenied; Overtaken when the mandate has been ended meanwhile; Refused when somebody must decide about the
    deputy first; ValidationError for a last day outside the mandate.
    """
    mandate = _lock(mandate, actor=actor)
    until = mandate.valid_until
    deputy = deputy_who_succeeds(mandate, last_day, succeeds=succeeds)
    _end(mandate, last_day, reason)
    tell_end(mandate)
    if not deputy:
        return Outcome([mandate])
    return Outcome([mandate, deputy], [_move_up(deputy, mandate.seat, last_day + DAY, until)])


@act
def move_up(*, deputy: Mandate, seat: Seat, first_day: date, actor: User) -> Outcome:
    """The deputy takes the member's seat that is free, from the day on; the deputy's own seat ends the day before.

    Raises PermissionDenied, Refused for somebody who is no deputy of the seat, Overtaken when the seat is not free, and
    ValidationError for a day on which the deputy is none.
    """
    deputy = _lock(deputy, actor=actor)
    if deputy.seat.deputises_id != seat.pk and (
        deputy.seat.group_id != seat.group_id or deputy.seat.deputises_id
    ):
        raise Refused(_("%(person)s is no deputy of this seat.") % {"person": deputy.person})
    following = next_holder(seat, first_day)
    until = following.valid_from - DAY if following else None
    made = _move_up(deputy, seat, first_day, until)
    return Outcome([deputy], [made])


@act
def replace(
    *,
    mandate: Mandate,
    last_day: date,
    person: Person,
    organisation: Organisation | None,
    reason: EndReason = EndReason.REPLACED,
    decision: str = "",
    actor: User,
) -> Outcome:
    """Another person holds the seat from the day after the last one, for as long as the first one would have.

    Raises what `end_mandate` and `appoint` raise.
    """
    mandate = _lock(mandate, actor=actor)
    until = mandate.valid_until
    if until and last_day >= until:
        raise ValidationError({"last_day": _("The mandate ends %s anyway.") % plain_day(until)})
    _end(mandate, last_day, reason)
    following = Mandate(
        seat=mandate.seat,
        person=person,
        organisation=organisation,
        valid_from=last_day + DAY,
        valid_until=until,
        decision=decision,
    )
    check_mandate(following)
    following.save()
    if person != mandate.person:
        tell_end(mandate)
    tell_beginning(following)
    return Outcome([mandate], [following])


@act
def move_organisation(
    *, mandate: Mandate, last_day: date, organisation: Organisation, decision: str = "", actor: User
) -> Outcome:
    """The same person goes on in the seat for another organisation. Raises what `replace` raises."""
    if organisation.pk == mandate.organisation_id:
        raise ValidationError({"organisation": _("The person sits for this organisation already.")})
    return replace(
        mandate=mandate,
        last_day=last_day,
        person=mandate.person,
        organisation=organisation,
        reason=EndReason.ORGANISATION_CHANGED,
        decision=decision,
        actor=actor,
    )


@act
def correct(
    *,
    mandate: Mandate,
    last_day: date,
    person: Person | None = None,
    organisation: Organisation | None = None,
    decision: str = "",
    actor: User,
) -> Outcome:
    """End a mandate that was published by mistake, and give the seat to the right person if one is told.

    What was published stays readable with its days. Raises what `end_mandate` and `replace` raise.
    """
    common: dict[str, Any] = {
        "mandate": mandate,
        "last_day": last_day,
        "reason": EndReason.CORRECTED,
        "actor": actor,
    }
    if person is None:
        return end_mandate(**common, succeeds=False)
    return replace(**common, person=person, organisation=organisation, decision=decision)


@act
def mark_never_began(*, mandate: Mandate, actor: User) -> Outcome:
    """Mark somebody who was chosen but never took the seat; the seat is free for all of its days.

    Raises PermissionDenied, and Overtaken when the mandate has been ended meanwhile.
    """
    mandate = _lock(mandate, actor=actor)
    mandate.valid_until = mandate.valid_until or mandate.valid_from
    mandate.end_reason = EndReason.NEVER_BEGAN
    mandate.save(update_fields=["valid_until", "end_reason"])
    return Outcome([mandate])


@act
def take_back_end(*, mandate: Mandate, actor: User) -> Outcome:
    """Somebody who was to leave on a coming day goes on after all, and a deputy who was to move up stays deputy.

    Raises PermissionDenied, Overtaken, and Refused when the last day is over or when somebody else has been chosen.
    """
    mandate = _lock(mandate, actor=actor, reason=mandate.end_reason)
    last_day = mandate.valid_until
    if mandate.end_reason == EndReason.NEVER_BEGAN or not last_day or last_day < timezone.localdate():
        raise Refused(_("The last day is over. What has been stays as it is."))
    following = next_holder(mandate.seat, last_day + DAY)
    deputy = following and _deputy_of(following, last_day)
    if following and not deputy:
        raise Refused(
            _("%(person)s has been chosen from %(day)s. Mark first that this never began.")
            % {"person": following.person, "day": plain_day(following.valid_from)}
        )
    until = _free_until(mandate)
    if following:
        until = following.valid_until
        following.end_reason = EndReason.NEVER_BEGAN
        following.save(update_fields=["end_reason"])
    goes_on = [_go_on(mandate, until)]
    if deputy:
        goes_on.append(_go_on(deputy, _free_until(deputy)))
    return Outcome([following] if following else [], goes_on=goes_on)


def _lock(mandate: Mandate, *, actor: User, reason: str = "") -> Mandate:
    """The mandate as it stands now, its body locked. Raises Overtaken when it no longer ends as it was shown."""
    lock_body(mandate.seat.group.term.body, actor=actor)
    rows = Mandate.objects.select_related(
        "person__user", "organisation", "seat__group__term__body", "seat__group__term__rules_version"
    )
    now = rows.get(pk=mandate.pk)
    if now.end_reason != reason or now.valid_until != mandate.valid_until:
        raise Overtaken(
            _("Somebody was faster: the membership of %(person)s ends %(day)s. %(why)s.")
            % {
                "person": now.person,
                "day": plain_day(now.valid_until) if now.valid_until else "–",
                "why": now.get_end_reason_display() or _("It was changed"),
            }
        )
    return now


def _end(mandate: Mandate, last_day: date, reason: EndReason) -> None:
    until = mandate.valid_until
    if last_day < mandate.valid_from:
        raise ValidationError(
            {"last_day": _("The membership begins only %s.") % plain_day(mandate.valid_from)}
        )
    if until and last_day > until:
        raise ValidationError({"last_day": _("The membership ends %s anyway.") % plain_day(until)})
    mandate.valid_until, mandate.end_reason = last_day, reason
    mandate.save(update_fields=["valid_until", "end_reason"])


def _move_up(deputy: Mandate, seat: Seat, first_day: date, until: date | None) -> Mandate:
    _end(deputy, max(first_day, deputy.valid_from) - DAY, EndReason.MOVED_UP)
    made = Mandate(
        seat=seat,
        person=deputy.person,
        organisation=deputy.organisation,
        valid_from=first_day,
        valid_until=until,
        decision=deputy.decision,
    )
    check_place(made)
    made.save()
    tell_beginning(made)
    return made


def _go_on(mandate: Mandate, until: date | None) -> Mandate:
    mandate.end_reason, mandate.valid_until = "", until
    check_place(mandate)
    mandate.save(update_fields=["valid_until", "end_reason"])
    tell_going_on(mandate)
    return mandate


def _deputy_of(following: Mandate, last_day: date) -> Mandate | None:
    """The deputy's mandate from which the holder who begins the day after the last one was to move up."""
    if following.valid_from != last_day + DAY:
        return None
    return (
        Mandate.objects.filter(
            person=following.person,
            seat__group=following.seat.group_id,
            valid_until=last_day,
            end_reason=EndReason.MOVED_UP,
        )
        .select_related("person__user", "organisation", "seat__group__term__body")
        .first()
    )


def _free_until(mandate: Mandate) -> date | None:
    """The last day of the term, or the day before somebody else begins."""
    assert mandate.valid_until
    following = next_holder(mandate.seat, mandate.valid_until + DAY)
    return following.valid_from - DAY if following else mandate.seat.group.term.ends_on
