"""What every record of the portal has."""

from functools import cache
from typing import Any

import rules.contrib.models
from django.db import models
from django.utils.encoding import force_str


class Record(
    rules.contrib.models.RulesModelMixin, models.Model, metaclass=rules.contrib.models.RulesModelBase
):
    """A row whose Meta says who may add, view, change and delete it (`rules_permissions`)."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str:  # noqa: N802 - Django's name
        """The word for a choice. Django itself makes the table of words anew for each row, a fifth of a long list."""
        value = getattr(self, field.attname)
        return force_str(_words(field).get(value, value), strings_only=True)


@cache
def _words(field: models.Field) -> dict[Any, Any]:
    """The words of a field's choices, still in every language."""
    return dict(field.flatchoices)


def long_texts(model: type[models.Model], prefix: str = "") -> list[str]:
    """The names of a table's long texts in all languages, for `defer`: a list rarely shows them, and reads a lot."""
    return [
        prefix + field.name for field in model._meta.concrete_fields if isinstance(field, models.TextField)
    ]
