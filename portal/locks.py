"""Locks of the worker: who holds one is at work, and when they die the database frees it at once.

They are PostgreSQL's advisory locks, held by the session, so the worker needs a session of its own: no pooler that
shares one between clients.
"""

import contextlib
from collections.abc import Iterator

from django.db import DatabaseError, connection


@contextlib.contextmanager
def alone(space: int, number: int) -> Iterator[bool]:
    """Whether nobody else holds this number of the space, now and until the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [space, number])
        is_alone = cursor.fetchone()[0]
    try:
        yield is_alone
    finally:
        if is_alone:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [space, number])
            except DatabaseError:
                connection.close()  # the session is lost, and its locks with it


def held(space: int) -> list[int]:
    """The numbers of the space that somebody is at work on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [space],
        )
        return [number for (number,) in cursor.fetchall()]
