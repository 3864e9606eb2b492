"""Rows compared with the register: which organisation each is about, and what it would change."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from members.enums import ImportState, RowFate
from members.models import ImportRow, Organisation, OrganisationImport
from members.names import keys_of

from .columns import COLUMNS
from .reading import advance

ROWS_AT_ONCE = 2_000
MANY = ("municipalities", "categories")
PLAIN = [column.name for column in COLUMNS if column.name not in MANY]
NUMBERS = ("business_id", "register_number")
WRITTEN = {
    "id": "bigint",
    "organisation_id": "bigint",
    "fate": "text",
    "problems": "jsonb",
    "before": "jsonb",
    "after": "jsonb",
}
"""What a row gets when it is judged, and its type in the database."""


def check(run: OrganisationImport) -> bool:
    """Compare the next rows with the register; whether there were any. Raises Stopped."""
    waiting = run.rows.filter(number__gt=run.checked_through, fate=RowFate.NEW).order_by("number")
    rows = list(waiting[:ROWS_AT_ONCE])
    if not rows:
        return False
    register = Register.around(rows, with_many=[name for name in MANY if name in run.columns])
    for row in rows:
        register.judge(row)
    with transaction.atomic():
        advance(run, ImportState.CHECKING, checked_through=rows[-1].number)
        _write([row for row in rows if row.fate != RowFate.NEW])
    return True


@dataclass
class Register:
    """What the register knows of the organisations that some rows may be about."""

    by_id: dict[int, dict[str, Any]]
    by_number: dict[tuple[str, str], int]
    by_name: dict[str, list[int]]
    keys: dict[str, str]
    many: dict[str, dict[int, list[int]]]

    @classmethod
    def around(cls, rows: list[ImportRow], *, with_many: list[str]) -> "Register":
        """Asked once for all rows."""
        wanted = {
            name: {row.after[name] for row in rows if row.after.get(name)} for name in (*NUMBERS, "name")
        }
        keys = keys_of(wanted["name"])
        alike = Q(name_key__in=set(keys.values()) - {""}, merged_into=None)
        numbered = Q(business_id__in=wanted["business_id"]) | Q(register_number__in=wanted["register_number"])
        found = list(_fetch(numbered)) + list(_fetch(alike))
        # A number may have stayed with one that was merged: its row is then about what that has become.
        become = {row["pk"]: row["merged_into"] or row["pk"] for row in found}
        by_id = {row["pk"]: row for row in found if not row["merged_into"]}
        by_id |= {row["pk"]: row for row in _fetch(Q(pk__in=set(become.values()) - by_id.keys()))}
        by_name = defaultdict(list)
        for pk, row in by_id.items():
            by_name[row["name_key"]].append(pk)
        numbers = {(name, row[name]): become[row["pk"]] for row in found for name in NUMBERS if row[name]}
        return cls(by_id, numbers, by_name, keys, {name: _chosen(name, by_id) for name in with_many})

    def judge(self, row: ImportRow) -> None:
        """Give the row its fate: new, or what it changes in which organisation."""
        values = row.after
        found = {pk for name in NUMBERS if (pk := self.by_number.get((name, values.get(name, ""))))}
        if len(found) > 1:
            names = " / ".join(sorted(self.by_id[pk]["name"] for pk in found))
            return _refuse(row, "two", names)
        candidates = list(found) or self._named(values)
        if len(candidates) > 1 and not any(values.get(name) for name in NUMBERS):
            return _refuse(row, "many")
        if len(candidates) != 1:
            return None if values.get("name") else _refuse(row, "no_name")
        return self._compare(row, candidates[0])

    def _named(self, values: dict[str, Any]) -> list[int]:
        """Organisations of the same name that nothing in the row speaks against."""
        key = self.keys.get(values.get("name", ""))
        fitting = ("home_municipality_id", *NUMBERS)
        return [
            pk
            for pk in (self.by_name.get(key, []) if key else [])
            if all(
                not values.get(name) or self.by_id[pk][name] in ("", None, values[name]) for name in fitting
            )
        ]

    def _compare(self, row: ImportRow, pk: int) -> None:
        now = self.by_id[pk] | {name: chosen.get(pk, []) for name, chosen in self.many.items()}
        changed = [name for name, value in row.after.items() if now[name] != value]
        row.organisation_id = pk
        row.before = {name: now[name] for name in changed}
        row.after = {name: row.after[name] for name in changed}
        row.fate = RowFate.CHANGED if changed else RowFate.SAME


def _refuse(row: ImportRow, code: str, what: str = "") -> None:
    row.fate, row.problems = RowFate.WRONG, [["", code, what[:200]]]


def _write(rows: list[ImportRow]) -> None:
    """The fates of the rows, in one statement."""
    values = [{name: getattr(row, name) for name in WRITTEN} for row in rows]
    changed = ", ".join(f"{name} = v.{name}" for name in WRITTEN if name != "id")
    kinds = ", ".join(f"{name} {kind}" for name, kind in WRITTEN.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE members_importrow r SET {changed} FROM jsonb_to_recordset(%s::jsonb) AS v({kinds}) WHERE r.id = v.id",  # noqa: S608
            [json.dumps(values)],
        )


def _fetch(condition: Q) -> list[dict[str, Any]]:
    """Organisations as JSON has them: days as text."""
    rows = list(
        Organisation.objects.filter(condition).order_by().values("pk", "merged_into", "name_key", *PLAIN)
    )
    for row in rows:
        for name in ("registered_on", "active_in_region_since"):
            row[name] = row[name] and row[name].isoformat()
    return rows


def _chosen(name: str, by_id: dict[int, dict[str, Any]]) -> dict[int, list[int]]:
    """Organisation id → the ids of its municipalities or categories, in order."""
    field: Any = Organisation._meta.get_field(name)
    other = field.m2m_reverse_field_name()
    links = field.remote_field.through.objects.filter(organisation__in=by_id).order_by(other)
    found = defaultdict(list)
    for organisation, thing in links.values_list("organisation_id", f"{other}_id"):
        found[organisation].append(thing)
    return found
