"""What a mandate must satisfy beyond what the database holds: the rules of its term, said beside the field."""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from members.enums import BodyStatus, EndReason, RuleName, SeatKind
from members.models import Body, Mandate, Seat
from portal.errors import Overtaken, Refused
from portal.formats import day_range


def require_active(body: Body) -> None:
    """Raise Refused for a body that is only planned, or has ended: nobody sits in it."""
    if body.status == BodyStatus.PLANNED:
        raise Refused(_("The body is only planned, so nobody is seated in it. Begin its work first."))
    if body.status == BodyStatus.ENDED:
        raise Refused(_("The body has ended, so nobody is seated in it any more."))


def check_mandate(mandate: Mandate) -> None:
    """Raise Overtaken when somebody holds the seat, ValidationError for the rest: days, pair, organisation."""
    check_place(mandate)
    if not mandate.organisation or not must_differ(mandate.seat):
        return
    same = held_beside(mandate).filter(organisation=mandate.organisation).select_related("person").first()
    if same:
        text = _(
            "The member and the deputy must come from different organisations; %(person)s sits for this one."
        )
        raise ValidationError({"organisation": text % {"person": same.person}})


def check_place(mandate: Mandate) -> None:
    """Raise Overtaken when somebody holds the seat, ValidationError for days outside the term and for a person in both
    halves of a pair."""
    mandate.clean_fields()
    mandate.clean()
    if holder := others_in_seat(mandate).select_related("person").order_by("valid_from").first():
        raise Overtaken(
            _("Somebody was faster: %(person)s holds this seat %(days)s.")
            % {"person": holder.person, "days": day_range(holder.valid_from, holder.valid_until)}
        )
    mandate.validate_constraints()
    if held_beside(mandate).filter(person=mandate.person).exists():
        raise ValidationError(
            {"person": _("One person cannot be the member and the deputy of the same seat.")}
        )


def must_differ(seat: Seat) -> bool:
    """Whether the rules want the member and the deputy from different organisations; not while they are undecided."""
    return seat.group.term.rules_version.value(RuleName.DIFFERENT_ORGANISATIONS) is True


def others_in_seat(mandate: Mandate) -> QuerySet[Mandate]:
    """Who else holds the same seat on the days of the mandate."""
    return _on_the_days_of(mandate).filter(seat=mandate.seat)


def held_beside(mandate: Mandate) -> QuerySet[Mandate]:
    """The mandates of the member's deputies, or of the deputy's members, on the days of the mandate."""
    seat = mandate.seat
    if seat.kind == SeatKind.PRIMARY:
        beside = Q(seat__deputises=seat) | Q(seat__group=seat.group_id, seat__kind=SeatKind.RANKED_DEPUTY)
    elif seat.kind == SeatKind.PERSONAL_DEPUTY:
        beside = Q(seat=seat.deputises_id)
    else:
        beside = Q(seat__group=seat.group_id, seat__kind=SeatKind.PRIMARY)
    return _on_the_days_of(mandate).filter(beside)


def _on_the_days_of(mandate: Mandate) -> QuerySet[Mandate]:
    held = Mandate.objects.overlapping(mandate.valid_from, mandate.valid_until)
    return held.exclude(end_reason=EndReason.NEVER_BEGAN).exclude(pk=mandate.pk)
