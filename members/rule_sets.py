"""Rules as a set: which of them contradict one another, and how two sets differ."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from .enums import RuleName, RuleStatus
from .models import BodyRule, BodyRules

Values = Mapping[str, Any]

BY_SCHEME = {"category", "association_type"}
"""Ways of dividing seats that need a classification."""


def _no_deputies(values: Values) -> bool:
    return values.get(RuleName.DEPUTIES) == 0 or values.get(RuleName.DEPUTY_KIND) == "none"


def _most_below_least(values: Values) -> bool:
    least, most = values.get(RuleName.MEETINGS_LEAST), values.get(RuleName.MEETINGS_MOST)
    return least is not None and isinstance(most, int) and most < least


def _quorum_above_seats(values: Values) -> bool:
    quorum, seats = values.get(RuleName.QUORUM), values.get(RuleName.PRIMARIES)
    is_one_group = values.get(RuleName.SEAT_SCHEME) == "open"
    return is_one_group and isinstance(quorum, int) and seats is not None and quorum > seats


CONTRADICTIONS: list[tuple[RuleName, StrOrPromise, Callable[[Values], bool]]] = [
    (
        RuleName.DEPUTY_KIND,
        _("There are no deputies by the rule above, so they can be neither personal nor ranked."),
        lambda v: v.get(RuleName.DEPUTIES) == 0 and v.get(RuleName.DEPUTY_KIND) in {"personal", "ranked"},
    ),
    (
        RuleName.DEPUTIES,
        _("The kind of deputies says that there are none."),
        lambda v: v.get(RuleName.DEPUTY_KIND) == "none" and bool(v.get(RuleName.DEPUTIES)),
    ),
    (
        RuleName.DIFFERENT_ORGANISATIONS,
        _("There are no deputies, so this cannot be demanded."),
        lambda v: _no_deputies(v) and v.get(RuleName.DIFFERENT_ORGANISATIONS) is True,
    ),
    (
        RuleName.DEPUTY_SUCCEEDS,
        _("There are no deputies, so none can become the member."),
        lambda v: _no_deputies(v) and v.get(RuleName.DEPUTY_SUCCEEDS) is True,
    ),
    (
        RuleName.TERM_YEARS,
        _("A number of years belongs to a term that is a number of years. Change the kind of term too."),
        lambda v: v.get(RuleName.TERM_YEARS) is not None and v.get(RuleName.TERM_KIND) != "years",
    ),
    (RuleName.MEETINGS_MOST, _("This is less than the least number of meetings."), _most_below_least),
    (RuleName.QUORUM, _("This is more than there are seats."), _quorum_above_seats),
]
"""At which rule it is said, what, and when."""


def contradictions(values: Values) -> dict[str, StrOrPromise]:
    """Rule → what is wrong with it beside the others; values by rule, None where nothing is decided."""
    return {str(name): text for name, text, is_wrong in CONTRADICTIONS if is_wrong(values)}


@dataclass(frozen=True)
class Difference:
    """One rule in two sets, in words."""

    rule: BodyRule
    before: str
    after: str

    @property
    def is_change(self) -> bool:
        """Whether the two sets say different things."""
        return self.before != self.after


def differences(before: BodyRules, after: BodyRules) -> list[Difference]:
    """Each rule in both sets, in their order."""
    return list(_pairs(before, after))


def changes(before: BodyRules, after: BodyRules) -> list[Difference]:
    """Only the rules that say different things."""
    return [each for each in _pairs(before, after) if each.is_change]


def _pairs(before: BodyRules, after: BodyRules) -> Iterator[Difference]:
    for name, rule in after.by_name.items():
        yield Difference(rule, standing(before.by_name[name]), standing(rule))


def standing(rule: BodyRule) -> str:
    """What a rule says and how sure it is: `14`, `Open: 1, 2`, `Not stated`."""
    if rule.value is not None:
        return rule.words
    label = RuleStatus(rule.status).label
    return f"{label}: {', '.join(rule.options_in_words)}" if rule.options else str(label)
