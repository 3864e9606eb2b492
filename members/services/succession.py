"""Who takes the seat of a member who leaves."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from members.enums import EndReason, RuleName, SeatKind
from members.models import Mandate, Seat
from portal.errors import Refused


def deputy_who_succeeds(mandate: Mandate, last_day: date, *, succeeds: bool | None) -> Mandate | None:
    """The deputy who takes the member's seat after the last day; None when nobody does.

    Raises Refused when there is a deputy and neither the rules nor the actor say what is to be done, and when the actor
    wants what the rules deny.
    """
    if mandate.valid_until and last_day >= mandate.valid_until:
        return None  # the seat ends by itself on that day
    deputy = first_deputy(mandate.seat, last_day)
    if not deputy:
        return None
    rule = mandate.seat.group.term.rules_version.value(RuleName.DEPUTY_SUCCEEDS)
    if rule is None and succeeds is None:
        raise Refused(
            _(
                "The rules do not say whether the deputy becomes the member. Choose what happens to %(person)s."
            )
            % {"person": deputy.person}
        )
    if rule is False and succeeds:
        raise Refused(_("By the rules the deputy does not become the member."))
    return deputy if (rule if succeeds is None else succeeds) else None


def first_deputy(seat: Seat, last_day: date) -> Mandate | None:
    """Who deputises in a member's seat on the last day and the day after: the seat's own deputy before the group's."""
    if seat.kind != SeatKind.PRIMARY:
        return None
    of_seat = Q(seat__deputises=seat) | Q(seat__group=seat.group_id, seat__kind=SeatKind.RANKED_DEPUTY)
    lasting = Q(valid_until=None) | Q(valid_until__gt=last_day)
    rows = Mandate.objects.valid_on(last_day).filter(of_seat, lasting, end_reason="")
    rows = rows.select_related("person__user", "organisation", "seat__group__term__body")
    return rows.order_by(
        "seat__kind", "seat__rank"
    ).first()  # "personal_deputy" stands before "ranked_deputy"


def next_holder(seat: Seat, day: date) -> Mandate | None:
    """Who is the first to begin in the seat on the day or after it."""
    held = seat.mandates.exclude(end_reason=EndReason.NEVER_BEGAN).filter(valid_from__gte=day)
    rows = held.select_related("person__user", "organisation", "seat__group__term__body").order_by(
        "valid_from"
    )
    return rows.first()
