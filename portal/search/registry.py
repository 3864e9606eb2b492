"""What can be searched: apps register their kinds of records here when Django starts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Source:
    """One kind of record that the search knows.

    `title` and `body` give the text of a record in a language; they run with that language active. Whoever may see the
    record (`model.objects.visible_to`) may see all of that text, so nothing of narrower audience belongs in it. Where
    Swedish or English text is the same as the Finnish one, only the Finnish one is kept. `badge` gives the state and
    its word for the list of results. `related` names what is fetched along with the records, `texts` what only their
    words are read from; `repeats` names the
    foreign keys to records, searched themselves, whose words the text repeats: when they change, it is indexed anew.
    """

    model: type[Model]
    label: str | Promise
    title: Callable[[Any, str], str]
    url: Callable[[Any], str]
    body: Callable[[Any, str], str] | None = None
    badge: Callable[[Any], tuple[str, str | Promise]] | None = None
    related: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The name of the kind in addresses."""
        return str(self.model._meta.model_name)

    def records(self) -> QuerySet:
        """All records, with what their texts need."""
        return self.model._default_manager.select_related(*self.related, *self.texts)

    def repeating(self, table: str, ids: Iterable[int]) -> Iterator[int]:
        """The records whose text repeats words of these rows of another table."""
        for name in self.repeats:
            field: Any = self.model._meta.get_field(name)
            if field.related_model._meta.db_table == table:
                rows = self.model._default_manager.filter(**{f"{name}__in": ids})
                yield from rows.values_list("pk", flat=True)

    def visible_to(self, user: Any) -> QuerySet:
        """The records that the user may see."""
        return self.model.objects.visible_to(user)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind of record known to the search; to be called once, when Django starts."""
    if _sources.setdefault(source.model._meta.db_table, source) is not source:
        raise ValueError(f"{source.model.__name__} is already registered with the search.")


def sources() -> list[Source]:
    """All kinds of records, in the order in which they were registered."""
    return list(_sources.values())


def source_of_table(table: str) -> Source | None:
    """The kind whose records lie in this table."""
    return _sources.get(table)
