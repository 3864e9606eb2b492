"""The demo's database, made once for all processes of a run, and copies of it."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

DEMO = "test_portal_demo"
PREPARE = "from portal.start import prepare_portal; prepare_portal(own_database=True)"


@contextlib.contextmanager
def prepared_demo() -> Iterator[None]:
    """The database `DEMO` is there; the first process that comes makes it and the last one drops it."""
    gate, users = settings.LOCAL_DIR / "demo.gate", settings.LOCAL_DIR / "demo.users"
    with gate.open("w") as entrance, users.open("w") as presence:
        with locked(entrance):
            if is_alone(presence):
                make_demo()
            fcntl.flock(presence, fcntl.LOCK_SH)
        yield
        with locked(entrance):
            if is_alone(presence):
                drop(DEMO)


def make_demo() -> None:
    """Tables, texts, static files and the demo, as `make run` makes them."""
    shutil.rmtree(demo_files(), ignore_errors=True)
    environment = {**os.environ, "DATABASE_URL": create(DEMO), "DATA_DIR": str(demo_files())}
    subprocess.run([sys.executable, "-c", PREPARE], cwd=settings.BASE_DIR, env=environment, check=True)


def demo_files() -> Path:
    """Where the papers of the demo lie."""
    return settings.LOCAL_DIR / "demo-files"


@contextlib.contextmanager
def locked(file: IO[str]) -> Iterator[None]:
    """One process at a time."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def is_alone(file: IO[str]) -> bool:
    """Whether no other process holds the file."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def create(name: str, template: str = "template1") -> str:
    """A new database; gives its address."""
    drop(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    there = connection.settings_dict
    user = quote(there["USER"]) + (there["PASSWORD"] and f":{quote(there['PASSWORD'])}")
    port = there["PORT"] and f"&port={there['PORT']}"
    return f"postgresql://{user}@/{name}?host={quote(there['HOST'], safe='')}{port}"


def drop(name: str) -> None:
    """Drop a database, whoever is in it.

    WITH (FORCE) would fail when autovacuum is at it, which runs as another role; without it PostgreSQL sends that away.
    """
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user",
            [name],
        )
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextlib.contextmanager
def switched_to(name: str) -> Iterator[None]:
    """The models of this process use another database."""
    former = connection.settings_dict["NAME"]
    _use(name)
    try:
        yield
    finally:
        _use(former)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
