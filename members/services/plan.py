"""Acts on what a body has set out to do in a year."""

from typing import Any

from django.utils.translation import gettext as _

from members.models import Body, PlannedAction
from portal.errors import Overtaken
from portal.history import act
from portal.models import User

from .acting import lock_body


@act
def plan_action(*, body: Body, values: dict[str, Any], actor: User) -> PlannedAction:
    """One more thing to do. Raises PermissionDenied and ValidationError."""
    action = PlannedAction(body=lock_body(body, actor=actor), **values)
    action.full_clean()
    action.save()
    return action


@act
def change_action(*, action: PlannedAction, values: dict[str, Any], actor: User) -> PlannedAction:
    """Change what is told of it, such as how far it is. Raises PermissionDenied, ValidationError, Overtaken when gone."""
    now = _still_there(action, actor)
    for name, value in values.items():
        setattr(now, name, value)
    now.full_clean()
    now.save()
    return now


@act
def remove_action(*, action: PlannedAction, actor: User) -> None:
    """Take away what was planned by mistake; what was given up is marked as dropped. Raises PermissionDenied, Overtaken."""
    _still_there(action, actor).delete()


def _still_there(action: PlannedAction, actor: User) -> PlannedAction:
    lock_body(action.body, actor=actor)
    now: PlannedAction | None = PlannedAction.objects.filter(pk=action.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed it already."))
    return now
