"""From the file to rows: each is cleaned and told apart from the others, not yet compared with the register."""

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from django.db import connection, transaction

from members.enums import ImportFailure, ImportState, RowFate
from members.models import ImportRow, OrganisationImport

from .columns import BY_HEADING, TELLING, Column, Names, clean, columns_of
from .files import Row, Unreadable, rows

ROWS_AT_ONCE = 2_000
CELL_KEPT = 200  # letters of a cell as it was read, to be shown beside what is wrong with it

Line = tuple[int, dict[str, str], str, list[list[str]], dict[str, Any]]


class Stopped(Exception):  # noqa: N818 - it is no error
    """Somebody has cancelled the import meanwhile."""


def read(run: OrganisationImport) -> None:
    """Write a row of the database for each row of the file; what an interrupted reading left is thrown away.

    Raises Unreadable for a file that says nothing, and Stopped.
    """
    run.rows.all().delete()
    with (
        run.file.storage.open(str(run.file)) as file,
        closing(rows(file, run.content_type, BY_HEADING)) as found,
    ):
        first = next(found, None)
        if first is None:
            raise Unreadable(ImportFailure.NO_ROWS)
        columns, unknown = columns_of(first[1])
        names = [column.name for column in columns if column]
        if not TELLING.intersection(names):
            raise Unreadable(ImportFailure.NO_COLUMNS)
        advance(run, ImportState.CHECKING, columns=names, unknown_columns=unknown, rows_read=0)
        done, lines_left = 0, _lines(found, columns)
        while lines := tuple(islice(lines_left, ROWS_AT_ONCE)):
            done += len(lines)
            with transaction.atomic():
                _copy(run, lines)
                advance(run, ImportState.CHECKING, rows_read=done)
    if not done:
        raise Unreadable(ImportFailure.NO_ROWS)
    advance(run, ImportState.CHECKING, is_read=True)


def advance(run: OrganisationImport, present: ImportState, /, **marks: Any) -> None:
    """Note how far the work has come; what has come so far was no vain attempt. Raises Stopped."""
    if not OrganisationImport.objects.filter(pk=run.pk, state=present).update(**marks, attempts=0):
        raise Stopped
    for name, value in marks.items():
        setattr(run, name, value)


def _lines(found: Iterator[Row], columns: list[Column | None]) -> Iterator[Line]:
    """The rows, cleaned; of two about one organisation the first counts."""
    names = Names.read()
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in found:
        filled = {column.name: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
        values, problems = clean(filled, names)
        keys = _keys(values)
        if not keys and not any(name in TELLING for name, *_rest in problems):
            problems.append(["", "nothing", ""])
        fate = RowFate.WRONG if problems else RowFate.NEW
        if not problems and (earlier := next((seen[key] for key in keys if key in seen), None)):
            fate, problems = RowFate.REPEATED, [["", "row", str(earlier)]]
        for key in keys if fate == RowFate.NEW else ():
            seen.setdefault(key, number)
        shown = {name: cell[:CELL_KEPT] for name, cell in filled.items()}
        yield number, shown, fate, problems, values


def _keys(values: dict[str, Any]) -> list[tuple[str, ...]]:
    """By what a row is the same organisation as another one: a number, or without any its name and home."""
    numbers: list[tuple[str, ...]] = [
        (name, values[name]) for name in ("business_id", "register_number") if values.get(name)
    ]
    if numbers or not values.get("name"):
        return numbers
    return [
        (
            "name",
            "".join(filter(str.isalnum, values["name"].lower())),
            str(values.get("home_municipality_id")),
        )
    ]


def _copy(run: OrganisationImport, lines: tuple[Line, ...]) -> None:
    table = ImportRow._meta.db_table
    columns = "run_id, number, cells, fate, problems, before, after"
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for number, cells, fate, problems, values in lines:
            copy.write_row(
                (run.pk, number, json.dumps(cells), str(fate), json.dumps(problems), "{}", json.dumps(values))
            )
