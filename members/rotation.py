"""How many of the members' seats change hands when a term turns, against what the rule asks for."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enums import EndReason, RuleName
from .models import BodyRules, Mandate, Term


@dataclass(frozen=True)
class Rotation:
    """Members' seats, how many of them a person of the term before goes on in, and whether the rule asks for a half."""

    seats: int
    going_on: int
    rule: str | None

    @property
    def renewed(self) -> int:
        """The seats that change hands; a vacant one is filled anew, so it does."""
        return self.seats - self.going_on

    @property
    def needed(self) -> int:
        """How many must change; of an odd number the larger half."""
        return -(-self.seats // 2) if self.rule == "half" else 0

    @property
    def is_enough(self) -> bool:
        """Whether the rule is kept."""
        return self.renewed >= self.needed

    @property
    def words(self) -> str:
        """The arithmetic: `10 of 19 seats change hands; the rule asks for at least half: 10.`"""
        counted = ngettext(
            "%(renewed)d of %(seats)d seat changes hands",
            "%(renewed)d of %(seats)d seats change hands",
            self.seats,
        ) % {"renewed": self.renewed, "seats": self.seats}
        if self.rule == "half":
            asked = _("the rule asks for at least half: %(needed)d") % {"needed": self.needed}
        elif self.rule == "none":
            asked = _("the rules ask for no fixed share")
        else:
            asked = _("the share has not been decided in the rules")
        return f"{counted}; {asked}."


def rotation(rules: BodyRules, *, seats: int, going_on: int) -> Rotation:
    """The arithmetic by the rules."""
    return Rotation(seats, going_on, rules.value(RuleName.RENEWED_SHARE))


def rotation_of(term: Term) -> Rotation | None:
    """How a term differs from the one before it; None for the first term and for one in which nobody sits."""
    former = term.body.terms.filter(starts_on__lt=term.starts_on).order_by("-starts_on").first()
    if not former:
        return None
    last = former.ends_on
    members = Mandate.objects.as_members().exclude(end_reason=EndReason.NEVER_BEGAN)
    sat = members.filter(
        Q(valid_until=None) | Q(valid_until__gte=last) if last else Q(), seat__group__term=former
    )
    first = members.filter(seat__group__term=term, valid_from=term.starts_on)
    before: Collection[int] = set(sat.values_list("person", flat=True))
    now = list(first.values_list("person", flat=True))
    if not now or not before:
        return None
    seats = term.groups.filter(seats__kind="primary").count()
    return rotation(term.rules_version, seats=seats, going_on=sum(person in before for person in now))
