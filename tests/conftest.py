"""Fixtures for all tests: servers of their own, the cast, and a client for each of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import translation

pytest_plugins = ["tests.servers", "tests.workers", "tests.quickness"]


@pytest.fixture(autouse=True)
def quick_and_separate(settings: Any, tmp_path: Path) -> None:
    """Cheap passwords, files in the test's own folder, and static files straight from where they lie."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path / "files"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def in_finnish() -> None:
    """The language of a page that an earlier test asked for stays on in the thread; here it goes."""
    translation.activate("fi")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Nothing that one test counted or remembered reaches the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """At the end nobody else is in the database: a process that a test killed may hold its connection a moment longer."""
    from portal.page_changes import watch

    yield
    watch.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def cast(db: None) -> Any:
    """The people of the portal, each with a role."""
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture
def scene(cast: Any) -> Any:
    """What the addresses of all routes name; see `tests.test_routes`."""
    from tests.test_routes import make_scene

    return make_scene(cast)


@pytest.fixture
def client_of(cast: Any) -> Callable[[str], Client]:
    """`client_of("member")`: a browser in which that one of the cast has signed in."""
    return lambda role: signed_in(cast, role)


def signed_in(cast: Any, role: str) -> Client:
    """A browser in which that one of the cast has signed in."""
    client = Client()
    if role != "visitor":
        client.force_login(getattr(cast, role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@contextmanager
def rows_for_many(blocker: Any, files: Path) -> Iterator[None]:
    """What is made inside, and its files, is there for all tests meanwhile: in a transaction round those of theirs."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"], "MEDIA_ROOT": files}
    with blocker.unblock(), override_settings(**quick), transaction.atomic():
        translation.activate("fi")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def region(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The real region without invented people, loaded once for all tests of a class."""
    from portal import facts

    with rows_for_many(django_db_blocker, tmp_path_factory.mktemp("files")):
        facts.load("pirkanmaa")
        yield


@pytest.fixture(scope="class")
def loaded_demo(region: None) -> None:
    """The region with the demo of today, once for all tests of a class."""
    from portal import demo

    demo.load()


@pytest.fixture(scope="module")
def settled_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the papers of `settled` lie as long as it does."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def settled_rows(
    django_db_setup: None, django_db_blocker: Any, settled_files: Path
) -> Iterator[SimpleNamespace]:
    """The rows and sessions of `settled`."""
    from tests.cast import Cast, make_cast
    from tests.test_routes import make_scene

    with rows_for_many(django_db_blocker, settled_files):
        cast = make_cast()
        scene = make_scene(cast)
        yield SimpleNamespace(scene=scene, clients={role: signed_in(cast, role) for role in Cast.ROLES})


@pytest.fixture
def settled(db: None, settled_rows: SimpleNamespace, settled_files: Path, settings: Any) -> SimpleNamespace:
    """The scene of all routes, and `client_of`: made once for a module whose tests take back all that they change."""
    settings.MEDIA_ROOT = settled_files
    clients = settled_rows.clients
    return SimpleNamespace(scene=settled_rows.scene, client_of=lambda role: deepcopy(clients[role]))
