"""The facts of a region: JSON files in `portal/regions/<slug>/`, read and checked whole before anything is written.

Each app registers a loader for its own records. A loader reads and checks its files and returns a writer; only when all
have read without a complaint do the writers run, in one transaction. What a file says is loaded once: a record that the
portal has already is left as people have made it, and the load tells in which fields it differs from the file.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

REGIONS = Path(__file__).resolve().parent / "regions"


class FactsError(Exception):
    """A region file says something that the portal cannot take; the message names file, record and field."""


@dataclass(frozen=True)
class Fact:
    """One object of a region file, and where it stands."""

    file: str
    place: str
    data: dict[str, Any]

    def wrong(self, name: str, why: str) -> FactsError:
        """The error to raise about a field."""
        return FactsError(f"{self.file}: {self.place}: {name}: {why}")

    def refused(self, error: ValidationError) -> FactsError:
        """The error to raise about what a model refuses, with the name of the field if it is about one."""
        if not hasattr(error, "error_dict"):
            return FactsError(f"{self.file}: {self.place}: {' '.join(error.messages)}")
        name, messages = next(iter(error.message_dict.items()))
        return self.wrong(name, " ".join(messages))

    def take(self, name: str, kind: type, default: Any = None, *, required: bool = False) -> Any:
        """The field's value if it is of the kind; the default when it is missing."""
        if name not in self.data:
            if required:
                raise self.wrong(name, "is missing")
            return default
        value = self.data[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(name, f"must be {KINDS[kind]}, not {json.dumps(value, ensure_ascii=False)}")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        values = self.take(name, list, [])
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(name, "must be a list of texts")
        return values

    def children(self, name: str) -> list["Fact"]:
        """The objects of a list, each naming itself by its slug or name, else by its place in the list."""
        return facts_in(self.file, self.take(name, list, []), self, name)

    def child(self, name: str) -> "Fact":
        """The one object of a field."""
        return Fact(self.file, f"{self.place}, {name}", self.take(name, dict, required=True))

    def row(self, model: type[models.Model], *, besides: Iterable[str] = (), **more: Any) -> dict[str, Any]:
        """The object as fields of the model, checked as the model checks them.

        `besides` names what in the object is no plain field of the model; `more` is added to what the object says. A
        long text may be written as a list of its lines.
        """
        values = {name: self._plain(model, name) for name in self.data if name not in set(besides)} | more
        links = {f.name for f in model._meta.fields if f.is_relation and f.name not in values}
        instance = model(**values)
        try:
            instance.full_clean(exclude=links, validate_unique=False, validate_constraints=False)
            for constraint in model._meta.constraints:
                if isinstance(constraint, models.CheckConstraint):
                    constraint.validate(model, instance, exclude=links)
        except ValidationError as error:
            raise self.refused(error) from error
        return values

    def _plain(self, model: type[models.Model], name: str) -> Any:
        try:
            column = model._meta.get_field(name)
        except FieldDoesNotExist:
            raise self.wrong(name, "is not known here") from None
        if not column.concrete:
            raise self.wrong(name, "is not known here")
        value = self.data[name]
        if isinstance(column, models.JSONField):
            return value
        if isinstance(column, ArrayField):
            return self.texts(name)
        if isinstance(column, models.TextField) and isinstance(value, list):
            return "\n".join(self.texts(name))
        self.take(name, next((kind for base, kind in PLAIN.items() if isinstance(column, base)), object))
        try:
            typed = str(value) if isinstance(column, models.DecimalField) else value
            return column.to_python(typed)
        except ValidationError as error:
            raise self.wrong(name, " ".join(error.messages)) from error


KINDS = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    (int, float): "a number",
}
PLAIN: dict[Any, Any] = {
    models.BooleanField: bool,
    models.DecimalField: (int, float),
    models.IntegerField: int,
    models.DateField: str,
    models.CharField: str,
    models.TextField: str,
}


def facts_in(file: str, values: list[Any], parent: Fact | None, name: str) -> list[Fact]:
    """The objects of a list as facts; raises FactsError for what is no object, and for two of the same slug."""
    facts: list[Fact] = []
    for number, value in enumerate(values, 1):
        own = value.get("slug") or value.get("name") if isinstance(value, dict) else None
        place = f"{name} {own if isinstance(own, str) else number}"
        fact = Fact(file, f"{parent.place}, {place}" if parent else place, value)
        if not isinstance(value, dict):
            raise FactsError(f"{file}: {fact.place}: must be an object")
        facts.append(fact)
    twice = [slug for slug, count in Counter(str(f.data.get("slug")) for f in facts).items() if count > 1]
    for fact in facts:
        if "slug" in fact.data and fact.data["slug"] in twice:
            raise fact.wrong("slug", "is there twice")
    return facts


@dataclass(frozen=True)
class Folder:
    """The files of one region."""

    path: Path

    def __post_init__(self) -> None:
        if not self.path.is_dir():
            raise FactsError(f"There is no region {self.path.name}; there are: {', '.join(regions())}.")

    def read(self, file: str) -> dict[str, Any]:
        """The whole content of a file."""
        try:
            content = json.loads((self.path / file).read_text(encoding="utf-8"))
        except OSError as error:
            raise FactsError(f"{file}: cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise FactsError(f"{file}: is not JSON: {error}") from error
        if not isinstance(content, dict):
            raise FactsError(f"{file}: must hold an object")
        return content

    def records(self, file: str, name: str) -> list[Fact]:
        """The objects of the list `name` in a file."""
        values = self.read(file).get(name)
        if not isinstance(values, list):
            raise FactsError(f"{file}: {name}: must be a list")
        return facts_in(file, values, None, name)

    def record(self, file: str, name: str) -> Fact:
        """The object `name` in a file."""
        value = self.read(file).get(name)
        if not isinstance(value, dict):
            raise FactsError(f"{file}: {name}: must be an object")
        return Fact(file, name, value)

    @cached_property
    def source_titles(self) -> dict[str, str]:
        """The titles of the documents that records name as their sources."""
        return Fact("region.json", "sources", self.read("region.json")).take("sources", dict, {})

    def sources(self, fact: Fact) -> str:
        """The sources of a record in words: a line for each document, with its chapters."""
        chapters: dict[str, list[str]] = {}
        for source in fact.children("sources"):
            document = source.take("doc", str, required=True)
            if document not in self.source_titles:
                raise source.wrong("doc", f"{document} is not among the sources in region.json")
            chapters.setdefault(self.source_titles[document], []).append(source.take("chapter", str, ""))
        return "\n".join(f"{title}: {', '.join(filter(None, parts))}" for title, parts in chapters.items())


@dataclass
class Loading:
    """What a load has done so far."""

    made: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def put(
        self, fact: Fact, model: type[models.Model], key: dict[str, Any], values: dict[str, Any]
    ) -> tuple[Any, bool]:
        """The record that the key names, and whether it was made now; what is there already is only compared."""
        found = model._default_manager.filter(**key).first()
        if found:
            names = [name for name, value in values.items() if getattr(found, name) != value]
            self.differing += [f"{fact.file}: {fact.place}: {name}" for name in names]
            return found, False
        record = model(**values | key)
        try:
            record.full_clean()
        except ValidationError as error:
            raise fact.refused(error) from error
        record.save()
        self.made[model._meta.label] += 1
        return record, True


Writer = Callable[[Loading], None]
Loader = Callable[[Folder], Writer]
_loaders: list[tuple[int, Loader]] = []


def loader(order: int) -> Callable[[Loader], Loader]:
    """Register a function that reads its part of a region and returns what writes it; the smaller order runs first."""

    def register(function: Loader) -> Loader:
        _loaders.append((order, function))
        _loaders.sort(key=lambda entry: entry[0])
        return function

    return register


def regions() -> list[str]:
    """The regions of which there are facts."""
    return sorted(path.name for path in REGIONS.iterdir() if path.is_dir())


def load(*slugs: str) -> Loading:
    """Load the facts of regions. Raises FactsError, having written nothing."""
    folders = [Folder(REGIONS / slug) for slug in slugs]
    writers = [read(folder) for folder in folders for _order, read in _loaders]
    loading = Loading()
    with transaction.atomic():
        for write in writers:
            write(loading)
    return loading
