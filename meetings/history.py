"""Who changed what in a meeting and when, from the versions that the database keeps."""

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from operator import attrgetter
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.history import Event, actor_id, names_of_actors, written

from .enums import MeetingState
from .minutes_history import plain_events, told_of_minutes
from .models import AgendaItem, Material, Meeting

MOST = 300

MOVED = gettext_lazy("The items were put in another order")

LEAD_IN = 60  # characters that two texts share before the change that is shown

# A version, what was done, and the fields before and after.
Told = tuple[Any, str, list[tuple[Any, str, str]]]

REACHED = {
    MeetingState.DRAFT: gettext_lazy("The meeting was taken back to draft"),
    MeetingState.CONVENED: gettext_lazy("The meeting was convened"),
    MeetingState.IN_SESSION: gettext_lazy("The meeting was opened"),
    MeetingState.HELD: gettext_lazy("The meeting was held"),
    MeetingState.CANCELLED: gettext_lazy("The meeting was cancelled"),
}

# What follows from the act itself, or repeats another column: the text without a language is the Finnish one again.
UNTOLD = {
    "id", "key", "meeting", "item", "order", "version", "standing", "state", "year", "number", "convened_at",
    "agenda_published_at", "added_at", "added_by", "changed_at", "changed_by", "replaced_by", "file_hash", "size",
    "pages", "content_type", "title", "background", "proposal",
}  # fmt: skip


def changes_of(meeting: Meeting) -> list[Event]:
    """All that happened to the meeting, its items and its papers, the latest first."""
    items = AgendaItem.events.rel.related_model.objects.filter(meeting=meeting.pk)
    papers = Material.events.rel.related_model.objects.filter(item__in=items.values("pgh_obj_id"))
    told = [
        *_told(Meeting, meeting.events.all(), _what_of_meeting),
        *_moves_told_once(_told(AgendaItem, items, _what_of_item)),
        *_told(Material, papers, _what_of_paper),
        *told_of_minutes(meeting),
    ]
    told.sort(key=lambda entry: (entry[0].pgh_created_at, entry[0].pgh_id), reverse=True)
    del told[MOST:]
    names = names_of_actors([row for row, _label, _changes in told])
    events = [
        Event(row.pgh_created_at, names.get(actor_id(row), ""), label, changes)
        for row, label, changes in told
    ]
    return sorted([*events, *plain_events(meeting)], key=attrgetter("at"), reverse=True)[:MOST]


def _told(model: type[Model], events: Any, what: Any) -> Iterator[Told]:
    """Each version that differs from the one before in something that people ask about."""
    rows = list(events.select_related("pgh_context").order_by("pgh_obj_id", "pgh_id"))
    titles = _titles(rows) if model is AgendaItem else {}
    fields = [
        field for field in model._meta.concrete_fields if field.name not in UNTOLD and field.name != "file"
    ]
    for _pk, versions in groupby(rows, key=attrgetter("pgh_obj_id")):
        before = None
        for row in versions:
            changes = [
                (
                    capfirst(str(field.verbose_name)),
                    *_both(_words(field, before, titles), _words(field, row, titles)),
                )
                for field in fields
                if before is not None and _words(field, before, titles) != _words(field, row, titles)
            ]
            if label := what(before, row, changes):
                yield row, label, changes
            before = row


def _what_of_meeting(before: Any, row: Any, changes: list[Any]) -> str:
    if before is None:
        return _("The draft was made")
    if before.state != row.state:
        return str(REACHED[row.state])
    if row.agenda_published_at and not before.agenda_published_at:
        return _("The agenda was published")
    return _("Facts of the meeting were changed") if changes else ""


def _what_of_item(before: Any, row: Any, changes: list[Any]) -> str:
    if row.pgh_label == "delete":
        return _("Item removed: %(title)s") % {"title": row.title_fi}
    if before is None:
        return _("Item added: %(title)s") % {"title": row.title_fi}
    if changes:
        return _("Item changed: %(title)s") % {"title": row.title_fi}
    if before.order != row.order:
        return str(MOVED)
    return ""


def _moves_told_once(told: Iterable[Told]) -> Iterator[Told]:
    """Where one item comes, goes or is moved, those after it move too: told once, and not beside what was the cause."""
    rows = list(told)
    known = {row.pgh_context_id for row, _label, _changes in rows if row.pgh_label != "update"}
    for row, label, changes in rows:
        if label == MOVED:
            if row.pgh_context_id in known:
                continue
            known.add(row.pgh_context_id)
        yield row, label, changes


def _what_of_paper(before: Any, row: Any, changes: list[Any]) -> str:
    if row.pgh_label == "delete":
        return _("Paper removed: %(title)s") % {"title": row.title_fi}
    if before is None:
        return _("Paper added: %(title)s") % {"title": row.title_fi}
    if row.replaced_by_id and not before.replaced_by_id:
        return _("Paper replaced by a newer version: %(title)s") % {"title": row.title_fi}
    return _("Paper changed: %(title)s") % {"title": row.title_fi} if changes else ""


def _titles(rows: list[Any]) -> dict[int, str]:
    """Of the items that others are parts of, or continue."""
    pks = {pk for row in rows for pk in (row.parent_id, row.continues_id) if pk}
    if not pks:
        return {}
    return dict(AgendaItem.objects.filter(pk__in=pks).values_list("pk", "title_fi"))


def _words(field: Field, row: Any, titles: dict[int, str]) -> str:
    value = getattr(row, field.attname)
    if value and field.related_model is AgendaItem:
        return titles.get(value, _("an item that is gone"))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if value is None or isinstance(value, str):
        return value or ""
    return written(value)


def _both(before: str, after: str) -> tuple[str, str]:
    """The two texts from a little before the place where they part, so that the change is seen in long ones too."""
    shared = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = max(0, shared - LEAD_IN)
    lead = "…" if start else ""
    return tuple(lead + written(text[start:]) if text[start:] else "" for text in (before, after))  # type: ignore[return-value]
