"""When two names of organisations are the same name, written differently."""

from collections.abc import Iterable

from django.db import connection

NAME_KEY = "regexp_replace(lower({}), '\\m(ry|r\\.y|rf|r\\.f|sr|sf)\\M\\.?|[^[:alnum:]]+', '', 'g')"
"""SQL for the letters and digits of a name, without the ending that its legal form gives it."""


def keys_of(names: Iterable[str]) -> dict[str, str]:
    """Name → its key, as the database makes it for the column `name_key`."""
    with connection.cursor() as cursor:
        sql = f"SELECT name, {NAME_KEY.format('name')} FROM unnest(%s::text[]) AS name"  # noqa: S608 - no value in it
        cursor.execute(sql, [list(set(names))])
        return dict(cursor.fetchall())
