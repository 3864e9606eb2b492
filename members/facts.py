"""The facts of a region that this app keeps: the region itself, its municipalities, categories and bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import File

from portal.facts import Fact, Folder, Loading, Writer, loader

from .enums import RuleName
from .models import (
    Body,
    BodyDocument,
    BodyDocumentVersion,
    BodyRule,
    BodyRules,
    Category,
    CategoryScheme,
    Municipality,
    Nominator,
    Organisation,
    Region,
    SeatGroup,
    Term,
)

Row = tuple[Fact, dict[str, Any]]


@loader(10)
def region(folder: Folder) -> Writer:
    """The region, then what lies in it."""
    fact = folder.record("region.json", "region")
    row = fact.row(Region)
    if row.get("slug") != folder.path.name:
        raise fact.wrong("slug", f"must be the name of the folder, {folder.path.name}")
    municipalities = [
        (f, f.row(Municipality)) for f in folder.records("municipalities.json", "municipalities")
    ]
    schemes = [Scheme.read(folder, f) for f in folder.records("categories.json", "schemes")]
    bodies = read_bodies(folder, {scheme.slug: scheme for scheme in schemes})

    def write(loading: Loading) -> None:
        place, _is_new = loading.put(fact, Region, {"slug": row["slug"]}, row)
        for each, values in municipalities:
            loading.put(each, Municipality, {"code": values["code"]}, values | {"region": place})
        for scheme in schemes:
            scheme.write(loading, place)
        for body in bodies:
            body.write(loading, place)

    return write


@dataclass(frozen=True)
class Scheme:
    """A classification and its classes, as read."""

    fact: Fact
    row: dict[str, Any]
    is_national: bool
    categories: list[Row]

    @classmethod
    def read(cls, folder: Folder, fact: Fact) -> "Scheme":
        """Check the scheme and its classes."""
        row = fact.row(
            CategoryScheme, besides={"is_national", "sources", "categories"}, source=folder.sources(fact)
        )
        categories = [(f, f.row(Category)) for f in fact.children("categories")]
        return cls(fact, row, fact.take("is_national", bool, required=True), categories)

    @property
    def slug(self) -> str:
        """What bodies call the scheme by."""
        return self.row["slug"]

    @property
    def category_slugs(self) -> set[str]:
        """What seats and networks call the classes by."""
        return {row["slug"] for _fact, row in self.categories}

    def write(self, loading: Loading, region: Region) -> None:
        """The scheme and its classes; one for the whole country belongs to no region."""
        owner = None if self.is_national else region
        scheme, _is_new = loading.put(
            self.fact, CategoryScheme, {"slug": self.slug}, self.row | {"region": owner}
        )
        for fact, row in self.categories:
            loading.put(fact, Category, {"scheme": scheme, "slug": row["slug"]}, row)


def read_bodies(folder: Folder, schemes: dict[str, Scheme]) -> list["BodyFacts"]:
    """The bodies of a region; a parent must stand before its children."""
    bodies: list[BodyFacts] = []
    for fact in folder.records("bodies.json", "bodies"):
        parent = fact.take("parent", str)
        if parent and parent not in {body.fact.data["slug"] for body in bodies}:
            raise fact.wrong("parent", f"no body {parent} stands before this one")
        bodies.append(BodyFacts.read(folder, fact, schemes))
    return bodies


@dataclass(frozen=True)
class BodyFacts:
    """A body with its organisers, nominators, rules and terms, as read; `meetings` in the file are another app's."""

    fact: Fact
    row: dict[str, Any]
    organisers: list[Row]
    nominators: list[str]
    documents: list["DocumentFacts"]
    version: Row
    scheme: str | None
    rules: list[Row]
    terms: list[tuple[Fact, dict[str, Any], list[Fact]]]

    @classmethod
    def read(cls, folder: Folder, fact: Fact, schemes: dict[str, Scheme]) -> "BodyFacts":
        """Check the body and all that hangs on it."""
        parts = {"parent", "organisers", "nominators", "documents", "rules", "terms", "meetings", "sources"}
        row = fact.row(Body, besides=parts, source=folder.sources(fact))
        version = fact.child("rules")
        scheme = version.take("category_scheme", str)
        if scheme and scheme not in schemes:
            raise version.wrong("category_scheme", f"there is no scheme {scheme} in categories.json")
        known = schemes[scheme].category_slugs if scheme else set()
        return cls(
            fact=fact,
            row=row,
            organisers=[(f, f.row(Organisation)) for f in fact.children("organisers")],
            nominators=fact.texts("nominators"),
            documents=[DocumentFacts.read(folder, each) for each in fact.children("documents")],
            version=(version, version.row(BodyRules, besides={"category_scheme", "rules"})),
            scheme=scheme,
            rules=[(f, f.row(BodyRule)) for f in version.children("rules")],
            terms=[
                (f, f.row(Term, besides={"groups"}), list(read_groups(f, known)))
                for f in fact.children("terms")
            ],
        )

    def write(self, loading: Loading, region: Region) -> None:
        """The body; its rules and terms only together with it, because later they are people's to change."""
        parent = Body.objects.filter(slug=self.fact.data.get("parent")).first()
        key = {"slug": self.row["slug"]}
        body, is_new = loading.put(self.fact, Body, key, self.row | {"region": region, "parent": parent})
        if not is_new:
            return
        for fact, row in self.organisers:
            organiser, _is_new = loading.put(fact, Organisation, {"name": row["name"]}, row)
            body.organisers.add(organiser)
        for order, name in enumerate(self.nominators, 1):
            loading.put(self.fact, Nominator, {"body": body, "name": name}, {"order": order})
        for document in self.documents:
            document.write(loading, body)
        version = self._write_rules(loading, body)
        for fact, row, groups in self.terms:
            values = row | {"rules_version": version}
            term, _is_new = loading.put(fact, Term, {"body": body, "starts_on": row["starts_on"]}, values)
            for order, group in enumerate(groups, 1):
                write_group(loading, group, term, order)

    def _write_rules(self, loading: Loading, body: Body) -> BodyRules:
        fact, row = self.version
        scheme = CategoryScheme.objects.filter(slug=self.scheme).first()
        key = {"body": body, "valid_from": row["valid_from"]}
        version, _is_new = loading.put(fact, BodyRules, key, row | {"category_scheme": scheme})
        for rule, values in self.rules:
            loading.put(rule, BodyRule, {"version": version, "name": values["name"]}, values)
        version.add_missing_rules()
        return version


@dataclass(frozen=True)
class DocumentFacts:
    """A document of a body with the file in `documents/` that is its first version, as read."""

    fact: Fact
    row: dict[str, Any]
    valid_from: date
    path: Path

    @classmethod
    def read(cls, folder: Folder, fact: Fact) -> "DocumentFacts":
        """Check the document, and that there is a file which a body may have."""
        path = folder.path / "documents" / Path(fact.take("file", str, required=True)).name
        if not path.is_file():
            raise fact.wrong("file", f"there is no file {path.name} in documents")
        text = fact.take("valid_from", str, required=True)
        try:
            valid_from = date.fromisoformat(text)
        except ValueError as error:
            raise fact.wrong("valid_from", f"{text} is no date") from error
        return cls(fact, fact.row(BodyDocument, besides={"file", "valid_from"}), valid_from, path)

    def write(self, loading: Loading, body: Body) -> None:
        """The document, and the file into the store."""
        key = {"body": body, "title_fi": self.row["title_fi"]}
        document, _is_new = loading.put(self.fact, BodyDocument, key, self.row)
        with self.path.open("rb") as content:
            file = File(content, name=self.path.name)
            version = BodyDocumentVersion.judged(
                file, actor=None, document=document, number=1, valid_from=self.valid_from
            )
            version.store(file, folder="body_documents")
        loading.made[BodyDocumentVersion._meta.label] += 1


def read_groups(term: Fact, categories: set[str]) -> Iterator[Fact]:
    """Check the groups of seats of a term."""
    for group in term.children("groups"):
        category = group.take("category", str)
        if category and category not in categories:
            raise group.wrong("category", f"there is no category {category} in the scheme of the rules")
        if not category:
            group.take("name_fi", str, required=True)
        for name, least in (("members", 1), ("deputies", 0)):
            if group.take(name, int, required=True) < least:
                raise group.wrong(name, f"must be at least {least}")
        yield group


def write_group(loading: Loading, fact: Fact, term: Term, order: int) -> None:
    """A group of seats, named after its category when it has one."""
    scheme = term.rules_version.category_scheme
    category = scheme and scheme.categories.filter(slug=fact.data.get("category")).first()
    names = {
        f"name_{code}": getattr(category, f"name_{code}") if category else fact.data.get(f"name_{code}")
        for code in ("fi", "sv", "en")
    }
    group, _is_new = loading.put(
        fact, SeatGroup, {"term": term, "order": order}, names | {"category": category}
    )
    ranked = term.rules_version.value(RuleName.DEPUTY_KIND) == "ranked"
    group.make_seats(members=fact.data["members"], deputies=fact.data["deputies"], ranked=ranked)
