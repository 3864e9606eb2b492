"""The facts of a region that this app keeps: kinds of grants, rules, principles, sums, steps, and ready forms."""

from typing import Any

from django.db import models

from members.models import Region
from portal.facts import Fact, Folder, Loading, Writer, loader

from .models import (
    FundingNotice,
    GrantedPurpose,
    GrantKind,
    GrantRule,
    LegalText,
    Principles,
    ProcessStep,
    YearlyAppropriation,
)
from .ready_forms import FormFacts

FILE, FORMS = "grants.json", "grant-forms.json"

Row = tuple[Fact, dict[str, Any]]


@loader(40)
def grants(folder: Folder) -> Writer:
    """What the region has laid down about grants; a region that has no file gives none."""
    if not (folder.path / FILE).exists():
        return lambda _loading: None
    kinds = _rows(folder, "kinds", GrantKind)
    principles = _rows(folder, "principles", Principles, besides={"slug"})
    rules = _rows(folder, "rules", GrantRule, besides={"slug", "kinds", "principles"})
    others: list[tuple[type[models.Model], str, list[Row]]] = [
        (YearlyAppropriation, "year", _rows(folder, "appropriations", YearlyAppropriation)),
        (ProcessStep, "slug", _rows(folder, "steps", ProcessStep)),
        (LegalText, "slug", _rows(folder, "legal_texts", LegalText)),
        (FundingNotice, "slug", _rows(folder, "notices", FundingNotice)),
    ]
    known = {row["slug"] for _fact, row in kinds}
    decided = {fact.data["slug"] for fact, _row in principles}
    for fact, _row in rules:
        _refuse_unknown(fact, "kinds", fact.texts("kinds"), known)
        _refuse_unknown(fact, "principles", list(filter(None, [fact.take("principles", str)])), decided)
    forms = _read_forms(folder, known, {row["code"] for _fact, row in rules})

    def write(loading: Loading) -> None:
        region = Region.objects.get(slug=folder.path.name)
        for fact, row in kinds:
            loading.put(fact, GrantKind, {"region": region, "slug": row["slug"]}, row)
        made = {}
        for fact, row in principles:
            key = {"region": region, "title_fi": row["title_fi"]}
            made[fact.data["slug"]], _is_new = loading.put(fact, Principles, key, row)
        for fact, row in rules:
            _write_rule(loading, region, fact, row | {"principles": made.get(fact.data.get("principles"))})
        for model, key_name, rows in others:
            for fact, row in rows:
                loading.put(fact, model, {"region": region, key_name: row[key_name]}, row)
        for form in forms:
            form.write(loading, region)

    return write


@loader(41)
def granted(folder: Folder) -> Writer:
    """For which purposes the region's kinds of grants were given in earlier years."""
    if not (folder.path / FILE).exists():
        return lambda _loading: None
    purposes = _read_granted(folder)
    known = {fact.take("slug", str, required=True) for fact in folder.records(FILE, "kinds")}
    for fact, _row in purposes:
        _refuse_unknown(fact, "kind", [fact.data["kind"]], known)

    def write(loading: Loading) -> None:
        region = Region.objects.get(slug=folder.path.name)
        for fact, row in purposes:
            kind = GrantKind.objects.get(region=region, slug=fact.data["kind"])
            key = {"region": region, "kind": kind, "year": row["year"], "order": row["order"]}
            loading.put(fact, GrantedPurpose, key, row)

    return write


def _rows(
    folder: Folder, name: str, model: type[models.Model], *, besides: set[str] | frozenset[str] = frozenset()
) -> list[Row]:
    facts = folder.records(FILE, name)
    return [
        (fact, fact.row(model, besides={*besides, "sources"}, source=folder.sources(fact))) for fact in facts
    ]


def _read_granted(folder: Folder) -> list[Row]:
    """The purposes of each year and kind in their order; year, kind, note and sources are told once for all of them."""
    granted: list[Row] = []
    for listed in folder.records(FILE, "granted_purposes"):
        year, kind = listed.take("year", int, required=True), listed.take("kind", str, required=True)
        more = {"note": listed.take("note", str, ""), "source": folder.sources(listed)}
        for order, purpose in enumerate(listed.children("purposes"), 1):
            row = purpose.row(GrantedPurpose, year=year, order=order, **more)
            granted.append((Fact(purpose.file, purpose.place, {**purpose.data, "kind": kind}), row))
    return granted


def _read_forms(folder: Folder, kinds: set[str], rules: set[str]) -> list[FormFacts]:
    if not (folder.path / FORMS).exists():
        return []
    questions = {fact.take("name", str, required=True): fact for fact in folder.records(FORMS, "questions")}
    return [
        FormFacts.read(fact, questions=questions, kinds=kinds, rules=rules, refuse_unknown=_refuse_unknown)
        for fact in folder.records(FORMS, "forms")
    ]


def _refuse_unknown(fact: Fact, name: str, values: list[str], known: set[str]) -> None:
    for value in values:
        if value not in known:
            raise fact.wrong(name, f"there is no {value}")


def _write_rule(loading: Loading, region: Region, fact: Fact, row: dict[str, Any]) -> None:
    """A rule; its kinds only together with it, because later they are the secretariat's to change."""
    rule, is_new = loading.put(fact, GrantRule, {"region": region, "code": row["code"]}, row)
    if is_new:
        rule.kinds.set(GrantKind.objects.filter(region=region, slug__in=fact.texts("kinds")))
