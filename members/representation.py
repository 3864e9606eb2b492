"""Whom the holder of a seat speaks for: later apps register what they know of a category, such as its networks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Represented:
    """A network, or anything else that has nobody but the holder of the seat to speak for it."""

    name: StrOrPromise
    url: str = ""


Find = Callable[[Iterable[int]], dict[int, list[Represented]]]
_finders: list[Find] = []


def represented(find: Find) -> Find:
    """Register a function that gives, for the ids of categories, what belongs to each; a decorator."""
    if find not in _finders:
        _finders.append(find)
    return find


def represented_by(categories: Iterable[int]) -> dict[int, list[Represented]]:
    """Category id → all that belongs to it, of all apps; each app is asked once for all categories."""
    ids = set(categories)
    found: dict[int, list[Represented]] = {pk: [] for pk in ids}
    for find in _finders if ids else []:
        for pk, named in find(ids).items():
            found[pk] += named
    return found
