"""Two people change one record: what only one of them touched is kept from both, the rest is for people to decide."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.errors import Clash, Conflict


@dataclass(frozen=True)
class Merge:
    """What is to be written, and the fields that somebody else had changed since the form was opened."""

    changes: dict[str, Any]
    theirs: list[str]


@dataclass(frozen=True)
class Saved:
    """The record after a change, and the labels of the fields that came from somebody else meanwhile."""

    record: Any
    theirs: list[str]


def merge(record: Any, *, base_version: int, values: dict[str, Any]) -> Merge:
    """What `values`, typed over version `base_version`, change in the record as it is now.

    Raises Conflict when the same field was changed by both to different values.
    """
    base = version_of(record, base_version)
    changes: dict[str, Any] = {}
    theirs: list[str] = []
    clashes: list[Clash] = []
    for field, mine in values.items():
        now = getattr(record, field)
        before = getattr(base, field) if base else None
        if _same(mine, now):
            continue
        if base and _same(mine, before):
            theirs.append(field)
            continue
        if not base or not _same(now, before):
            clashes.append(Clash(field, record._meta.get_field(field).verbose_name, now, mine))
        changes[field] = mine
    if clashes:
        merged = {field: getattr(record, field) for field in values} | changes
        message = _(
            "Somebody else changed the same text while you were writing. Nothing is lost: choose below."
        )
        raise Conflict(message, record=record, clashes=clashes, merged=merged)
    return Merge(changes, theirs)


def version_of(record: Any, number: int) -> Any:
    """The record as it was at a version, from its history; None when there never was such a version."""
    if record.version == number:
        return record
    return record.events.filter(version=number).order_by("pgh_id").last()


def _same(one: Any, other: Any) -> bool:
    """An empty text and no text are the same."""
    return (one or "") == (other or "")
