"""How a process knows whether anything that public pages show has changed since it last looked.

Every table but those that no public page reads has a trigger. It leaves the number of the transaction in
`portal_pagechange`, in that same transaction, whatever made the change: the portal, the admin panel or a hand at SQL. So
the mark is seen from the very commit on that makes the change seen, and is gone if that is rolled back; nobody can die
between the two, and no two writers wait for one another.

Numbers are given in another order than transactions end, so the highest one tells nothing. A process remembers a snapshot
instead, which knows of every transaction whether it had ended, and asks whether there is a mark that it does not see.
"""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
from django.apps import apps
from django.db import connections, models, transaction
from pghistory.models import Event

M = TypeVar("M", bound=type[models.Model])
T = TypeVar("T")

MOST_KEPT = 500  # pages mostly, so some 30 MB
_NOTHING: Any = object()

# Tables of libraries: accounts, sessions, permissions and the like.
OTHERS = {"account", "admin", "auth", "contenttypes", "mfa", "pghistory", "sessions"}
TRIGGER = "changes_pages"

_unread: set[type[models.Model]] = set()

CHANGED = """
    SELECT pg_current_snapshot()::text, EXISTS (
        SELECT FROM portal_pagechange
        WHERE xid >= pg_snapshot_xmin(%(known)s) AND NOT pg_visible_in_snapshot(xid, %(known)s)
    )
"""


def no_public_page_reads(model: M) -> M:
    """Say of a model that is written often that its changes change no public page; a decorator."""
    _unread.add(model)
    return model


def watched_tables() -> set[str]:
    """The tables whose changes are marked."""
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and model._meta.app_label not in OTHERS
        and model not in _unread
        and not issubclass(model, Event)
    }


def watch_tables(using: str, **_: Any) -> None:
    """Put the trigger on the tables that are to be watched, and take it off the others; runs after every migrate."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('portal_pagechange')")
        if cursor.fetchone() == (None,):  # migrated back to a time before
            return
        cursor.execute(
            "SELECT relname, EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = %s)"
            " FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
            [TRIGGER],
        )
        state = dict(cursor.fetchall())
        watched = watched_tables()
        for table, has_trigger in state.items():
            if table in watched and not has_trigger:
                cursor.execute(
                    f'CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"'
                    " EXECUTE FUNCTION portal_mark_page_change()"
                )
            elif has_trigger and table not in watched:
                cursor.execute(f'DROP TRIGGER {TRIGGER} ON "{table}"')
    forget(using)


def forget(using: str = "default") -> None:
    """Delete all marks; that in itself is a change, so nobody misses one that went unseen.

    It also frees a restored database from marks with numbers that it has not reached.
    """
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM portal_pagechange")
        cursor.execute("INSERT INTO portal_pagechange VALUES (pg_current_xact_id())")


@dataclass(eq=False)
class Generation:
    """What was made from the same data: nothing that pages show has changed since the snapshot."""

    snapshot: str
    made: dict[Hashable, Any] = field(default_factory=dict)

    def keep(self, key: Hashable, value: Any) -> None:
        """Remember what was made; when it is too much, all of it is made anew as it is asked for."""
        if len(self.made) >= MOST_KEPT:
            self.made.clear()
        self.made[key] = value


class Watch:
    """Asks for changes over a connection of its own, one thread at a time; a question costs 0.1 ms."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[Any] | None = None
        self._last: Generation | None = None

    def last(self) -> Generation | None:
        """The generation as it was last asked for."""
        return self._last

    def now(self) -> Generation | None:
        """The generation that holds at some instant within this call; None when the database does not answer.

        Whatever is made from what was read after this call, and put into this very generation, is never met again
        after a change: not even if the change came while it was being made.
        """
        with self._lock:
            try:
                snapshot, is_changed = self._ask()
            except psycopg.Error:
                self.close()
                return None
            if self._last is None or is_changed:
                self._last = Generation(snapshot)
            return self._last

    def _ask(self) -> tuple[str, bool]:
        if self._connection is None:
            self._connection = _connect()
        known = self._last.snapshot if self._last else "1:1:"
        return self._connection.execute(CHANGED, {"known": known}).fetchone() or ("", True)

    def close(self) -> None:
        """Leave the database and forget what was known of it: it may come back with an older state."""
        if self._connection:
            self._connection.close()
        self._connection = self._last = None


def _connect() -> psycopg.Connection[Any]:
    """A connection with Django's own parameters, by-passing its layers; the index of marks is always used."""
    parameters = connections["default"].get_connection_params() | {"cursor_factory": psycopg.Cursor}
    connection = psycopg.connect(**parameters | {"prepare_threshold": 0, "autocommit": True})
    connection.execute("SET enable_seqscan = off")
    return connection


watch = Watch()


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` reads from watched tables; read once for as long as nothing changes in any of them.

    The key holds all that it depends on besides, the day for one. Many requests share the value, so nobody may change
    it. Within a transaction it is read each time: the watch does not see what is not committed.
    """
    generation = None if connections["default"].in_atomic_block else watch.now()
    if generation is None:
        return make()
    value = generation.made.get(key, _NOTHING)
    if value is _NOTHING:
        value = make()
        generation.keep(key, value)
    return value
