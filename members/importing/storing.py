"""Checked rows are written into the register, a batch at a time, in SQL.

What the database does itself for every row (history, marks for the search) is done here too. An organisation that
somebody has changed since the check is left alone, and its row says so.
"""
# ruff: noqa: S608 - what is put into the SQL are names of our own columns; all values are parameters

import json
from typing import Any

import pghistory
from django.db import connection, transaction

from members.enums import ImportState, RowFate
from members.models import Organisation, OrganisationImport

from .checking import MANY, PLAIN
from .reading import advance

ROWS_AT_ONCE = 1_000
STORED = (RowFate.NEW, RowFate.CHANGED)

DEFAULTS = {
    "legal_form": "association",
    "business_id": "",
    "register_number": "",
    "other_names": [],
    "size": "",
    "description": "",
    "website": "",
    "email": "",
    "phone": "",
    "is_listed": True,
    "is_example": False,
}
NEW_COLUMNS = ", ".join(dict.fromkeys([*PLAIN, *DEFAULTS]))
BATCH = "r.run_id = %(run)s AND r.number > %(after)s AND r.number <= %(through)s"
TAKEN = """UPDATE members_importrow r SET fate = 'wrong', problems = '[["", "taken", ""]]'"""

# A number that was free at the check may be another's now.
REFUSE_TAKEN_NUMBERS = f"""
    {TAKEN}
    WHERE {BATCH} AND r.fate = 'changed' AND EXISTS (
        SELECT FROM members_organisation o
        WHERE o.business_id <> '' AND o.business_id = r.after->>'business_id' AND o.id <> r.organisation_id
    ) OR {BATCH} AND r.fate = 'changed' AND EXISTS (
        SELECT FROM members_organisation o
        WHERE o.register_number <> '' AND o.register_number = r.after->>'register_number' AND o.id <> r.organisation_id
    )
"""
GIVE_IDS = f"""
    UPDATE members_importrow r SET organisation_id = nextval(pg_get_serial_sequence('members_organisation', 'id'))
    WHERE {BATCH} AND r.fate = 'new'
"""
INSERT = f"""
    INSERT INTO members_organisation (id, {NEW_COLUMNS})
    SELECT r.organisation_id, {", ".join(f"n.{name}" for name in NEW_COLUMNS.split(", "))}
    FROM members_importrow r, jsonb_populate_record(NULL::members_organisation, %(defaults)s::jsonb || r.after) n
    WHERE {BATCH} AND r.fate = 'new' ORDER BY r.number
    ON CONFLICT DO NOTHING
"""
REFUSE_NOT_INSERTED = f"""
    {TAKEN}, organisation_id = NULL
    WHERE {BATCH} AND r.fate = 'new'
        AND NOT EXISTS (SELECT FROM members_organisation o WHERE o.id = r.organisation_id)
"""
# The record must still say what it said at the check, in the columns that are to change.
UPDATE = f"""
    UPDATE members_organisation o SET {", ".join(f"{name} = n.{name}" for name in PLAIN)}
    FROM (
        SELECT n.* FROM members_importrow r
        JOIN members_organisation c ON c.id = r.organisation_id,
        jsonb_populate_record(c, r.after - %(many)s::text[]) n
        WHERE {BATCH} AND r.fate = 'changed' AND c.merged_into_id IS NULL
            AND to_jsonb(c) @> (r.before - %(many)s::text[])
        FOR NO KEY UPDATE OF c
    ) n
    WHERE o.id = n.id
    RETURNING o.id
"""
REFUSE_NOT_UPDATED = f"""
    {TAKEN} WHERE {BATCH} AND r.fate = 'changed' AND NOT r.organisation_id = ANY(%(updated)s)
"""


def store(run: OrganisationImport) -> bool:
    """Write the next rows; whether there were any. Raises Stopped."""
    waiting = run.rows.filter(number__gt=run.stored_through, fate__in=STORED).order_by("number")
    numbers = list(waiting.values_list("number", flat=True)[:ROWS_AT_ONCE])
    if not numbers:
        return False
    values = {
        "run": run.pk,
        "after": run.stored_through,
        "through": numbers[-1],
        "many": list(MANY),
        "defaults": json.dumps(DEFAULTS),
    }
    with transaction.atomic(), pghistory.context(user=run.confirmed_by_id), connection.cursor() as cursor:
        # The row of the run is taken first: whoever cancels waits for the batch, or is waited for.
        advance(run, ImportState.STORING, stored_through=numbers[-1])
        stored = _store(cursor, values, [name for name in MANY if name in run.columns])
        advance(run, ImportState.STORING, rows_stored=run.rows_stored + stored)
    return True


def _store(cursor: Any, values: dict[str, Any], many: list[str]) -> int:
    cursor.execute(REFUSE_TAKEN_NUMBERS, values)
    cursor.execute(GIVE_IDS, values)
    cursor.execute(INSERT, values)
    inserted = cursor.rowcount
    cursor.execute(REFUSE_NOT_INSERTED, values)
    cursor.execute(UPDATE, values)
    updated = [pk for (pk,) in cursor.fetchall()]
    cursor.execute(REFUSE_NOT_UPDATED, {**values, "updated": updated})
    for name in many:
        for sql in _link(name):
            cursor.execute(sql, values)
    return inserted + len(updated)


def _link(name: str) -> tuple[str, str]:
    """SQL that takes away links that the rows do not name, and makes those that they name."""
    field: Any = Organisation._meta.get_field(name)
    table, column = field.m2m_db_table(), field.m2m_reverse_name()
    rows = f"{BATCH} AND r.fate IN ('new', 'changed') AND r.after ? '{name}'"
    unlink = f"""
        DELETE FROM {table} t USING members_importrow r
        WHERE {rows} AND t.organisation_id = r.organisation_id AND NOT r.after->'{name}' @> to_jsonb(t.{column})
    """
    link = f"""
        INSERT INTO {table} (organisation_id, {column})
        SELECT r.organisation_id, thing::bigint
        FROM members_importrow r, jsonb_array_elements_text(r.after->'{name}') thing
        WHERE {rows}
        ON CONFLICT DO NOTHING
    """
    return unlink, link
