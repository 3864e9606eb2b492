"""Items and their parts: a part follows its whole, whatever is moved, and an item may continue an earlier one."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from meetings.continuing import continuable
from meetings.enums import ItemKind
from meetings.models import AgendaItem, Meeting
from portal.errors import Refused


def grouped(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items in their order, each part after its whole."""
    items = list(items)
    parts: dict[int, list[AgendaItem]] = {}
    for item in items:
        if item.parent_id:
            parts.setdefault(item.parent_id, []).append(item)
    wholes = (item for item in items if not item.parent_id)
    return [each for whole in wholes for each in (whole, *parts.get(whole.pk, []))]


def require_place(meeting: Meeting, item: AgendaItem | None, values: dict[str, Any]) -> None:
    """Raise Refused when the values would make a part of what cannot have it, or continue what is not before it."""
    items = {each.pk: each for each in meeting.items.all()}
    kind = values.get("kind", item.kind if item else ItemKind.DISCUSS)
    has_parts = item is not None and any(each.parent_id == item.pk for each in items.values())
    if kind == ItemKind.BREAK and has_parts:
        raise Refused(_("An item with parts cannot be a break."))
    parent_id = values.get("parent_id", item.parent_id if item else None)
    if parent_id:
        whole = items.get(parent_id)
        if whole is None or whole == item or whole.parent_id or whole.is_break:
            raise Refused(_("Choose a whole item of this meeting: a part or a break has no parts."))
        if has_parts:
            raise Refused(_("This item has parts itself, so it cannot be a part of another."))
        if kind == ItemKind.BREAK:
            raise Refused(_("A break cannot be a part of an item."))
    earlier: int | None = values.get("continues_id")
    if earlier is None or (item is not None and item.continues_id == earlier):
        return
    if not continuable(meeting).filter(pk=earlier).exists():
        raise Refused(_("Choose an item of an earlier meeting of the same group."))
