"""Who may do what: the predicates that models compose in their Meta, and the way views fetch what may be seen.

Apps add predicates of their own (`members.rules`); nothing else decides about access.
"""

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404

from .models.user import User

Actor = User | AnonymousUser


@rules.predicate
def is_secretariat(user: Actor) -> bool:
    """The secretariat keeps everything, in the admin panel."""
    return user.is_active and user.is_staff


def get_visible(queryset: QuerySet, user: Actor, **lookup: Any) -> Model:
    """The one row of `queryset.visible_to(user)` that the lookup names; else 404, for missing and forbidden alike."""
    row = queryset.visible_to(user).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def require(user: Actor, permission: str, row: Model | None = None) -> None:
    """Let through who has the permission; the others get the same 404 as for a page that never was."""
    if not user.has_perm(permission, row):
        raise Http404
