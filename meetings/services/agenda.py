"""Acts on the agenda: items come, change, move and go.

Each act locks the meeting first, so that the order of the items is never written by two people at once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import AgendaBeginning, MeetingState
from meetings.models import AgendaItem, Material, Meeting
from meetings.standing import AFTER_MATTERS, STANDING_ITEMS
from portal.enums import Language
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_prepared, write
from .backlog import put_back
from .guest import release_guests
from .material import forget_files
from .merging import Saved, merge
from .parts import grouped, require_place

TEMPLATE = ("kind", "standing", "minutes", *(f"title_{code}" for code in Language.values))
COPIED = (
    "kind",
    "standing",
    "presenter",
    "minutes",
    *(f"{text}_{code}" for text in ("title", "background", "proposal") for code in Language.values),
)


@act
def begin_agenda(*, meeting: Meeting, beginning: str, actor: User) -> None:
    """Fill an agenda that is still empty with standing items, with a copy of the previous meeting's, or with nothing.

    Raises PermissionDenied, and Refused when there are items already or nothing to copy.
    """
    if beginning == AgendaBeginning.STANDING:
        add_standing_items(meeting=meeting, actor=actor)
    elif beginning == AgendaBeginning.COPY:
        source = previous_meeting(meeting)
        if source is None:
            raise Refused(_("There is no earlier meeting with an agenda to copy."))
        copy_agenda(meeting=meeting, source=source, actor=actor)


@act
def add_standing_items(*, meeting: Meeting, actor: User) -> None:
    """Put what every meeting of the body takes up on an empty agenda: its own standing items, else the portal's.

    Raises PermissionDenied and Refused.
    """
    own = meeting.body.template_items.all()
    items = [AgendaItem(**{field: getattr(item, field) for field in TEMPLATE}) for item in own]
    _fill(meeting, items or [AgendaItem(**item._asdict()) for item in STANDING_ITEMS], actor=actor)


@act
def copy_agenda(*, meeting: Meeting, source: Meeting, actor: User) -> None:
    """Put the items of another meeting of the body on an empty agenda: texts and times, not papers.

    Raises PermissionDenied, and Refused when there are items already or the source is of another body.
    """
    if source.body_id != meeting.body_id:
        raise Refused(_("Only an agenda of the same body can be copied."))
    originals = list(source.items.all())
    copies = [AgendaItem(**{field: getattr(item, field) for field in COPIED}) for item in originals]
    _fill(meeting, copies, actor=actor)
    copy_of = {item.pk: copied for item, copied in zip(originals, copies, strict=True)}
    parts = []
    for item in originals:
        if item.parent_id:
            parts.append(copy_of[item.pk])
            parts[-1].parent = copy_of[item.parent_id]
    AgendaItem.objects.bulk_update(parts, ["parent"])


@act
def add_item(*, meeting: Meeting, values: dict[str, Any], actor: User) -> AgendaItem:
    """A new item, after the matters that there are and before what every meeting ends with; a part after its whole.

    Raises PermissionDenied, Refused once the meeting began or for a part of what can have none, and ValidationError.
    """
    locked = lock_prepared(meeting, actor=actor)
    require_place(locked, None, values)
    items = list(locked.items.all())
    ending = len(items)
    if whole := values.get("parent_id"):
        ending = 1 + max(n for n, item in enumerate(items) if whole in {item.pk, item.parent_id})
    elif values.get("standing") not in AFTER_MATTERS:
        ending = next((n for n, item in enumerate(items) if item.standing in AFTER_MATTERS), ending)
    order = items[ending].order if ending < len(items) else (items[-1].order + 1 if items else 1)
    locked.items.filter(order__gte=order).update(order=F("order") + 1)
    item = AgendaItem(meeting=locked, order=order, changed_at=timezone.now(), changed_by=actor, **values)
    item.full_clean(validate_unique=False, validate_constraints=False)
    item.save()
    return item


@act
def change_item(*, item: AgendaItem, base_version: int, values: dict[str, Any], actor: User) -> Saved:
    """Change the texts of an item that was read at `base_version`; what others changed meanwhile elsewhere in it stays.

    Raises PermissionDenied, Refused, ValidationError, Overtaken when the item is gone, and Conflict with both texts when
    the same field was changed.
    """
    locked = lock_prepared(item.meeting, actor=actor)
    now = _still_there(item)
    require_place(locked, now, values)
    merged = merge(now, base_version=base_version, values=values)
    if merged.changes:
        stamp = {"version": now.version + 1, "changed_at": timezone.now(), "changed_by": actor}
        write(now, {**merged.changes, **stamp})
    if "parent_id" in merged.changes:
        _write_order(grouped(locked.items.all()))
    return Saved(now, merged.theirs)


@act
def move_item(*, item: AgendaItem, places: int, actor: User) -> None:
    """Move an item, with its parts, up (negative) or down by places, at most to the end; a part within its whole.

    Raises PermissionDenied, Refused, Overtaken.
    """
    locked = lock_prepared(item.meeting, actor=actor)
    items = list(locked.items.all())
    if item not in items:
        raise Overtaken(_("Somebody has removed this item from the agenda."))
    siblings = [each for each in items if each.parent_id == item.parent_id]
    here = siblings.index(item)
    siblings.insert(max(0, here + places), siblings.pop(here))
    _write_order(grouped([*siblings, *(each for each in items if each not in siblings)]))


@act
def reorder_items(*, meeting: Meeting, order: Sequence[int], actor: User) -> None:
    """Put the items in the order of the given ids, which must be all of them; parts stay with their wholes.

    Raises PermissionDenied, Refused, and Overtaken when items were added or removed since the list was shown.
    """
    locked = lock_prepared(meeting, actor=actor)
    items = {item.pk: item for item in locked.items.all()}
    if sorted(order) != sorted(items):
        raise Overtaken(
            _("Items were added or removed meanwhile, so nothing was moved. Here is the agenda as it is now.")
        )
    _write_order(grouped(items[pk] for pk in order))


@act
def remove_item(*, item: AgendaItem, actor: User) -> None:
    """Take an item off the agenda, with its parts and papers; the history keeps what it said.

    The proposal that it came from waits again, and its guests are no longer asked.

    Raises PermissionDenied, Refused, and Overtaken when it is gone already.
    """
    locked = lock_prepared(item.meeting, actor=actor)
    now = _still_there(item)
    gone = AgendaItem.objects.filter(Q(pk=now.pk) | Q(parent=now.pk))
    forget_files(Material.objects.filter(item__in=gone))
    put_back(gone)
    release_guests(gone, meeting=locked, actor=actor)
    now.delete()


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The latest meeting of the body before this one that has an agenda."""
    others = Meeting.objects.filter(
        body=meeting.body_id, starts_at__lt=meeting.starts_at, items__isnull=False
    )
    return others.exclude(state=MeetingState.CANCELLED).exclude(pk=meeting.pk).order_by("-starts_at").first()


def _fill(meeting: Meeting, items: list[AgendaItem], *, actor: User) -> None:
    locked = lock_prepared(meeting, actor=actor)
    if locked.items.exists():
        raise Refused(_("The agenda has items already."))
    now = timezone.now()
    for order, item in enumerate(items, start=1):
        item.meeting, item.order = locked, order
        item.changed_at, item.changed_by = now, actor
    AgendaItem.objects.bulk_create(items)


def _still_there(item: AgendaItem) -> AgendaItem:
    now = AgendaItem.objects.select_related("meeting").filter(pk=item.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this item from the agenda."))
    return now


def _write_order(items: list[AgendaItem]) -> None:
    moved = [(item, order) for order, item in enumerate(items, start=1) if item.order != order]
    for item, order in moved:
        item.order = order
    AgendaItem.objects.bulk_update([item for item, _order in moved], ["order"])
