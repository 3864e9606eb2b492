"""What points to the records of a model, in whatever app: for making two records one."""

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignObjectRel, Model
from pghistory.models import Event


def foreign_keys_to(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every model with the name of its foreign key, many-to-many tables too; versions in the history stay as they were."""
    for link in model._meta.get_fields(include_hidden=True):
        if isinstance(link, ForeignObjectRel) and not link.many_to_many:
            pointing: Any = link.related_model
            if not issubclass(pointing, Event):
                yield pointing, link.field.name
