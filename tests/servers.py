"""Servers for the tests, apart from those of a portal that runs beside them; loaded by conftest before any setting."""

import contextlib
import fcntl
import itertools
import os
from pathlib import Path
from urllib.parse import urlsplit

import django
import pytest

from portal import embedded
from portal.texts import compile_texts

_inside = contextlib.ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the servers and compile the texts, or in a parallel worker take a database of Valkey of its own.

    Then Django may read settings.
    """
    number = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if number:
        os.environ["REDIS_URL"] = with_database(os.environ["REDIS_URL"], int(number) + 1)
    else:
        os.environ.setdefault("DICTIONARY_DIR", str(embedded.local_folder() / "dictionary"))
        os.environ["PORTAL_LOCAL"] = str(_inside.enter_context(free_folder(embedded.local_folder() / "test")))
        try:
            _inside.enter_context(embedded.provided(embedded.local_folder(), durable=False))
        except embedded.ServersError as error:
            raise pytest.UsageError(str(error)) from error
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    if not number:
        compile_texts()
    django.setup()
    # Parallel workers inherit the environment: with this in it, they would read settings before they have a database of
    # Valkey of their own.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the servers, which stops them."""
    _inside.close()


@contextlib.contextmanager
def free_folder(parent: Path) -> contextlib.AbstractContextManager[Path]:
    """A folder under `parent` that no other run of the tests uses meanwhile, the same again when runs do not overlap."""
    for number in itertools.count(1):
        folder = parent / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "run.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield folder
            return


def with_database(url: str, number: int) -> str:
    """The same Valkey, another of its numbered databases."""
    if url.startswith("unix://"):
        return f"{url}?db={number}"
    return urlsplit(url)._replace(path=f"/{number}").geturl()
