"""Items that continue an earlier one: what can be continued, and where a matter has been."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from portal.access import Actor

from .enums import ItemKind, MeetingState
from .models import AgendaItem, Meeting

FARTHEST = 12
"""So many steps back or forth are followed."""

MOST = 200
"""So many earlier items are offered."""


@dataclass(frozen=True)
class Step:
    """A meeting in which a matter has been or will be, with the item there."""

    item: AgendaItem
    is_here: bool


def continuable(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The matters of the body's earlier meetings, of held ones first, the latest first."""
    others = AgendaItem.objects.filter(
        meeting__body=meeting.body_id, meeting__starts_at__lt=meeting.starts_at
    )
    others = others.exclude(meeting=meeting.pk).exclude(meeting__state=MeetingState.CANCELLED)
    matters = others.exclude(kind__in=[ItemKind.FORMAL, ItemKind.BREAK]).filter(standing="")
    not_held = Case(
        When(meeting__state=MeetingState.HELD, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return matters.select_related("meeting__body").order_by(not_held, "-meeting__starts_at", "order")


def offered(meeting: Meeting, chosen: AgendaItem | None) -> list[tuple[str, list[tuple[int, str]]]]:
    """The same in groups by meeting, as a list to choose from; what is chosen already is among them."""
    groups: dict[str, list[tuple[int, str]]] = {}
    items = list(continuable(meeting)[:MOST])
    if chosen and chosen not in items:
        items.append(chosen)
    for item in items:
        groups.setdefault(item.meeting.name, []).append((item.pk, item.title_fi or item.title))
    return list(groups.items())


def trails_of(items: Iterable[AgendaItem], user: Actor) -> dict[int, list[Step]]:
    """For each item that continues another: the items before it that the user may see, the first first.

    One query for each step back, however many items there are; none when nothing is continued.
    """
    items = [item for item in items if item.continues_id]
    known: dict[int, AgendaItem] = {}
    wanted = {item.continues_id for item in items}
    for _step in range(FARTHEST):
        if not wanted:
            break
        visible = AgendaItem.objects.visible_to(user).filter(pk__in=wanted)
        found = {item.pk: item for item in visible.select_related("meeting__body")}
        known |= found
        wanted = {item.continues_id for item in found.values() if item.continues_id} - set(known)
    trails: dict[int, list[Step]] = {}
    for item in items:
        steps: list[Step] = []
        before = known.get(item.continues_id or 0)
        while before and len(steps) < FARTHEST:
            steps.insert(0, Step(before, is_here=False))
            before = known.get(before.continues_id or 0)
        if steps:
            trails[item.pk] = steps
    return trails


def whole_trail_of(item: AgendaItem, user: Actor) -> list[Step]:
    """Every item of the matter that the user may see, before and after this one, in order; empty when it is alone."""
    steps = [*trails_of([item], user).get(item.pk, []), Step(item, is_here=True)]
    after, seen = [item.pk], {item.pk}
    for _step in range(FARTHEST):
        visible = AgendaItem.objects.visible_to(user).filter(continues__in=after).exclude(pk__in=seen)
        found = list(visible.select_related("meeting__body").order_by("meeting__starts_at", "order"))
        if not found:
            break
        steps += [Step(each, is_here=False) for each in found]
        after = [each.pk for each in found]
        seen |= set(after)
    return steps if len(steps) > 1 else []
