"""What ends where: the activities at risk that those who look after a region see, narrowed, added up, and as a table."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.utils.translation import gettext as _

from members.models import Municipality
from portal.formats import euros, number

from .enums import FundingChannel, RiskState
from .models import ActivityRisk

UNREAD, ALL = "unread", "all"
FIGURES = {"notes": Count("pk"), "reached": Sum("people"), "total": Sum("yearly_sum")}
AT_ONCE = 500


def narrowed(risks: QuerySet[ActivityRisk], chosen: dict[str, Any]) -> QuerySet[ActivityRisk]:
    """Those that fit what was chosen; open ones unless another state was."""
    state = chosen.get("tila") or RiskState.OPEN
    if state == UNREAD:
        risks = risks.unread()
    elif state != ALL:
        risks = risks.filter(state=state)
    if municipality := chosen.get("kunta"):
        risks = risks.filter(municipalities=municipality)
    if channel := chosen.get("kanava"):
        risks = risks.filter(channel=channel)
    if year := chosen.get("vuosi"):
        risks = risks.filter(ends_on__year=year)
    return risks


def sums_of(risks: QuerySet[ActivityRisk]) -> dict[str, Any]:
    """How much ends in all, by municipality and by channel; what works in several municipalities counts in each of them."""
    risks = risks.order_by()
    by_channel: list[Any] = list(
        risks.values("channel").annotate(**FIGURES).order_by(F("total").desc(nulls_last=True), "channel")
    )
    by_place = {each["municipalities"]: each for each in risks.values("municipalities").annotate(**FIGURES)}
    # By way of the municipalities, for their names differ by language.
    places = sorted(Municipality.objects.in_bulk(by_place).values(), key=lambda place: place.name)
    # A note has one channel, so these make up the whole.
    total = {name: _added(each[name] for each in by_channel) for name in FIGURES}
    total["notes"] = total["notes"] or 0
    return {
        "total": total,
        "channels": [_row(FundingChannel(each["channel"]).label, each) for each in by_channel],
        "places": [_row(place.name, by_place[place.pk]) for place in places],
        "total_row": _row(_("In all"), total),
    }


def _added(figures: Iterable[Any]) -> Any:
    """The sum of what is known; None where nothing is."""
    known = [each for each in figures if each is not None]
    return sum(known) if known else None


def columns_of_sums(name: str) -> list[tuple[str, str]]:
    """The head of a table of sums, whose first column is told."""
    return [(name, ""), (_("Notes"), "num"), (_("People in a year"), "num"), (_("Euros in a year"), "num")]


def _row(name: Any, figures: Any) -> list[Any]:
    reached, total = figures["reached"], figures["total"]
    return [
        name,
        figures["notes"],
        "–" if reached is None else number(reached),
        "–" if total is None else euros(total),
    ]


def header() -> list[str]:
    """The columns of the table to take along."""
    field: Any = ActivityRisk._meta.get_field
    names = (
        *("organisation", "activity", "for_whom", "municipalities", "people", "channel", "yearly_sum"),
        *("ends_on", "certainty", "what_helps", "state", "outcome", "noted_on"),
    )
    return [str(field(name).verbose_name).capitalize() for name in names]


def table(risks: QuerySet[ActivityRisk]) -> Iterator[list[Any]]:
    """The rows of that table, read some at a time."""
    for risk in risks.iterator(chunk_size=AT_ONCE):
        yield [
            risk.organisation.name,
            risk.activity,
            risk.for_whom,
            risk.place_names,
            risk.people,
            risk.get_channel_display(),
            risk.yearly_sum,
            risk.ends_on,
            risk.get_certainty_display(),
            risk.what_helps,
            risk.get_state_display(),
            risk.outcome,
            risk.noted_on,
        ]
