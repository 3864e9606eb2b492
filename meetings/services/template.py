"""Acts on what every new agenda of a body begins with; a body without items of its own takes the portal's."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.models import TemplateItem
from meetings.standing import STANDING_ITEMS
from members.models import Body
from members.services.acting import lock_body
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import write

CHANGED_MEANWHILE = _(
    "Items were added or removed meanwhile, so nothing was moved. Here is the list as it is now."
)


@act
def begin_template(*, body: Body, actor: User) -> None:
    """Give the body items of its own, which begin as the portal's. Raises PermissionDenied, and Refused when it has some."""
    locked = lock_body(body, actor=actor)
    if locked.template_items.exists():
        raise Refused(_("The body has standing items of its own already."))
    for order, item in enumerate(STANDING_ITEMS, start=1):
        TemplateItem.objects.create(body=locked, order=order, **item._asdict())


@act
def reset_template(*, body: Body, actor: User) -> None:
    """Give up the body's own items: new agendas begin with the portal's again. Raises PermissionDenied."""
    lock_body(body, actor=actor).template_items.all().delete()


@act
def add_template_item(*, body: Body, values: dict[str, Any], actor: User) -> TemplateItem:
    """A new item at the end. Raises PermissionDenied, ValidationError, and Refused for a standing item that is there."""
    locked = lock_body(body, actor=actor)
    _require_once(locked, values.get("standing", ""), None)
    last = locked.template_items.aggregate(last=Max("order"))["last"] or 0
    item = TemplateItem(body=locked, order=last + 1, **values)
    item.full_clean(validate_unique=False, validate_constraints=False)
    item.save()
    return item


@act
def change_template_item(*, item: TemplateItem, values: dict[str, Any], actor: User) -> TemplateItem:
    """Change an item for the agendas to come. Raises as `add_template_item`, and Overtaken when it is gone."""
    now = _still_there(item, actor=actor)
    _require_once(now.body, values.get("standing", ""), now)
    write(now, values)
    return now


@act
def remove_template_item(*, item: TemplateItem, actor: User) -> None:
    """Take an item away; without any left, agendas begin with the portal's. Raises PermissionDenied and Overtaken."""
    _still_there(item, actor=actor).delete()


@act
def move_template_item(*, item: TemplateItem, places: int, actor: User) -> None:
    """Move an item up (negative) or down by places, at most to the end. Raises PermissionDenied and Overtaken."""
    now = _still_there(item, actor=actor)
    items = list(now.body.template_items.all())
    here = items.index(now)
    items.insert(max(0, here + places), items.pop(here))
    _write_order(items)


@act
def reorder_template(*, body: Body, order: Sequence[int], actor: User) -> None:
    """Put the items in the order of the given ids, which must be all of them. Raises PermissionDenied and Overtaken."""
    locked = lock_body(body, actor=actor)
    items = {item.pk: item for item in locked.template_items.all()}
    if sorted(order) != sorted(items):
        raise Overtaken(CHANGED_MEANWHILE)
    _write_order([items[pk] for pk in order])


def _still_there(item: TemplateItem, *, actor: User) -> TemplateItem:
    lock_body(item.body, actor=actor)
    now = TemplateItem.objects.select_related("body").filter(pk=item.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this item."))
    return now


def _require_once(body: Body, standing: str, item: TemplateItem | None) -> None:
    others = body.template_items.filter(standing=standing)
    if item:
        others = others.exclude(pk=item.pk)
    if standing and others.exists():
        raise Refused(_("This standing item is on the list already."))


def _write_order(items: list[TemplateItem]) -> None:
    for order, item in enumerate(items, start=1):
        if item.order != order:
            item.order = order
            item.save(update_fields=["order"])
