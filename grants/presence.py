"""Who is writing an application just now: remembered for a minute or two, and only in the cache."""

import time

from django.core.cache import cache

from portal.models import User

from .models import Application

SECONDS = 90


def note_presence(application: Application, user: User) -> list[str]:
    """Remember that the user writes; the names of the others who do."""
    key, now = f"grants:writing:{application.pk}", time.time()
    there: dict[int, tuple[str, float]] = cache.get(key) or {}
    there = {pk: (name, at) for pk, (name, at) in there.items() if now - at < SECONDS}
    there[user.pk] = (user.name or user.email, now)
    cache.set(key, there, SECONDS)
    return sorted(name for pk, (name, _at) in there.items() if pk != user.pk)


def others_present(application: Application, user: User) -> list[str]:
    """The names of the others who write just now."""
    there: dict[int, tuple[str, float]] = cache.get(f"grants:writing:{application.pk}") or {}
    now = time.time()
    return sorted(name for pk, (name, at) in there.items() if pk != user.pk and now - at < SECONDS)
