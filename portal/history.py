"""History: every version of a record is kept by the database, with the name of who made it.

Models whose texts exist in several languages are tracked in `<app>/translation.py`, after their registration there: the
columns of the languages are added only then, and a version without them would have lost half of what was said.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, wraps
from itertools import pairwise
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Field, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from .enums import Language
from .formats import moment, plain_day

P = ParamSpec("P")
R = TypeVar("R")


def track(model: type[Model] | None = None, *, exclude: Iterable[str] = ()) -> Any:
    """Keep what was inserted, each change and what was deleted; also as a decorator, bare or with what to leave out."""
    if model is None:
        return partial(track, exclude=exclude)
    trackers = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(*trackers, exclude=list(exclude))(model)


def act(service: Callable[P, R]) -> Callable[P, R]:
    """Run a service in one transaction that names its `actor` in the history of all it changes; None is the portal."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        actor: Any = kwargs["actor"]
        with transaction.atomic(), pghistory.context(user=actor.pk if actor else None):
            return service(*args, **kwargs)

    return run


LABELS: dict[str, StrOrPromise] = {"insert": _("Added"), "update": _("Changed"), "delete": _("Removed")}
LONGEST = 300  # characters of a text that the list of changes shows


@dataclass(frozen=True)
class Event:
    """Something that happened to a record: when, by whom, and each field with what it was and became."""

    at: datetime
    actor: str
    label: StrOrPromise
    changes: list[tuple[StrOrPromise, str, str]]


def events_of(record: Model, *, most: int = 30) -> list[Event]:
    """The latest events of a tracked record, the newest first, for `components/history_list.html`."""
    model = record.pgh_event_model
    rows = model.objects.filter(pgh_obj_id=record.pk).select_related("pgh_context")
    versions = list(rows.order_by("-pgh_id")[: most + 1])
    fields = [field for field in record._meta.concrete_fields if _tells(field, model)]
    names = names_of_actors(versions)
    words = _Words(fields, versions)
    events = [
        Event(
            row.pgh_created_at,
            names.get(actor_id(row), ""),
            LABELS[row.pgh_label],
            list(words.changes(before, row)) if row.pgh_label == "update" else [],
        )
        for row, before in pairwise([*versions, None])
    ]
    return events[:most]


def _tells(field: Field, model: type[Model]) -> bool:
    """Whether a change of the field is worth a line; the field behind a translated one only repeats its Finnish text."""
    columns = {column.name for column in model._meta.concrete_fields}
    is_repeated = f"{field.name}_{Language.FINNISH}" in columns
    return field.name in columns and not field.primary_key and not is_repeated


def actor_id(row: Any) -> Any:
    """The user who made the version; None for what the portal did by itself."""
    return row.pgh_context and row.pgh_context.metadata.get("user")


def names_of_actors(rows: list[Any]) -> dict[Any, str]:
    """User id → name, of those who made the versions."""
    users = get_user_model().objects.in_bulk({actor_id(row) for row in rows} - {None})
    return {pk: str(user) for pk, user in users.items()}


class _Words:
    """Values of fields as people read them; what the values point to is fetched once for each field."""

    def __init__(self, fields: list[Field], rows: list[Any]) -> None:
        self.fields = fields
        self.targets: dict[str, dict[Any, Model]] = {}
        for field in fields:
            if field.related_model:
                ids = {getattr(row, field.attname) for row in rows} - {None}
                self.targets[field.name] = (
                    field.related_model._default_manager.in_bulk(ids) if len(ids) > 1 else {}
                )

    def changes(self, before: Any, after: Any) -> Iterator[tuple[StrOrPromise, str, str]]:
        """The fields that differ between two versions; without an earlier version nothing."""
        for field in self.fields if before is not None else ():
            old, new = getattr(before, field.attname), getattr(after, field.attname)
            if old != new:
                yield field.verbose_name, self.of(field, old), self.of(field, new)

    def of(self, field: Field, value: Any) -> str:
        """A value in words; nothing for an empty one."""
        if value is None or value in ("", []):
            return ""
        if field.related_model:
            target = self.targets[field.name].get(value)
            return str(target) if target else gettext("a record that is gone")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        return written(value)


def written(value: Any) -> str:
    """A plain value as people write it; a long text only its beginning."""
    if isinstance(value, date):
        return moment(value) if isinstance(value, datetime) else plain_day(value)
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
