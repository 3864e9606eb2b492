"""Knowing of every change: marks that come and go with transactions, whatever order they end in."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from networks.models import Network
from portal import page_changes, tasks
from portal.page_changes import Generation, Watch
from tests.factories import NetworkFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

CHANGE = "UPDATE networks_network SET name_fi = name_fi || '!'"


@pytest.fixture
def watch() -> Iterator[Watch]:
    """A process that watches."""
    watch = Watch()
    yield watch
    watch.close()


@pytest.fixture
def others() -> Iterator[list[psycopg.Connection[Any]]]:
    """Two hands at SQL, each in a transaction of its own."""
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    hands = [psycopg.connect(**parameters) for _n in range(2)]
    yield hands
    for hand in hands:
        hand.close()


def present(watch: Watch) -> Generation:
    generation = watch.now()
    assert generation
    return generation


def test_generation_lasts_while_nothing_changes(watch: Watch) -> None:
    NetworkFactory()
    assert present(watch) is present(watch)


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO networks_network (name) SELECT 'x' WHERE false",
        "UPDATE networks_network SET name_fi = 'x' WHERE false",
        "DELETE FROM networks_network WHERE false",
    ],
)
def test_statement_that_changes_no_row_changes_nothing(watch: Watch, change: str) -> None:
    before = present(watch)
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert present(watch) is before


@pytest.mark.parametrize(
    "change", [CHANGE, "DELETE FROM networks_network", "TRUNCATE networks_network CASCADE"]
)
def test_change_begins_a_generation(watch: Watch, change: str) -> None:
    NetworkFactory()
    before = present(watch)
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert present(watch) is not before


def test_change_is_seen_from_its_commit_on(watch: Watch, others: list[Any]) -> None:
    NetworkFactory()
    before, (hand, _) = present(watch), others
    hand.execute(CHANGE)
    assert present(watch) is before
    hand.commit()
    assert present(watch) is not before


def test_change_that_is_rolled_back_never_was(watch: Watch, others: list[Any]) -> None:
    NetworkFactory()
    before, (hand, _) = present(watch), others
    hand.execute(CHANGE)
    hand.rollback()
    assert present(watch) is before


def test_writer_killed_before_the_commit_leaves_no_mark(watch: Watch, others: list[Any]) -> None:
    NetworkFactory()
    before, (hand, _) = present(watch), others
    hand.execute(CHANGE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [hand.info.backend_pid])
    assert present(watch) is before


def test_change_rolled_back_to_a_savepoint_is_marked_when_it_is_made_again(watch: Watch) -> None:
    NetworkFactory()
    before = present(watch)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT here")
        cursor.execute(CHANGE)
        cursor.execute("ROLLBACK TO here")
        cursor.execute(CHANGE)
    assert present(watch) is not before


def test_two_writers_neither_wait_nor_hide_one_another(watch: Watch, others: list[Any]) -> None:
    """The one with the lower number ends last, when a generation has begun that knows of the higher one."""
    first, second = NetworkFactory(), NetworkFactory()
    early, late = others
    for hand, network in ((early, first), (late, second)):
        hand.execute("SET lock_timeout = '2s'")
        hand.execute(f"{CHANGE} WHERE id = {network.pk}")
    late.commit()
    after_late = present(watch)
    early.commit()
    assert present(watch) is not after_late


def test_change_of_a_table_that_no_public_page_reads_changes_nothing(watch: Watch) -> None:
    user = UserFactory()
    before = present(watch)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_searchchange (record_table, record_id) VALUES ('networks_network', %s)",
            [user.pk],
        )
    assert present(watch) is before


def test_lost_connection_is_made_anew_and_nothing_known_before_is_trusted(watch: Watch) -> None:
    before = present(watch)
    assert watch._connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [watch._connection.info.backend_pid])
    assert watch.now() is None
    assert present(watch) is not before


def test_marks_are_forgotten_without_hiding_a_change(watch: Watch) -> None:
    NetworkFactory()
    before = present(watch)
    with connection.cursor() as cursor:
        cursor.execute(CHANGE)
    tasks.tidy_pages()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_pagechange")
        assert cursor.fetchone() == (1,)
    after = present(watch)
    assert after is not before
    assert present(watch) is after


@pytest.fixture
def watching() -> None:
    """This process watches anew; over the connection of an earlier test, which may be gone, it would learn nothing at first."""
    page_changes.watch.close()
    assert page_changes.watch.now()


def test_remembered_value_is_read_again_after_a_change_only(watching: None) -> None:
    network = NetworkFactory(name="Vanha")

    def name() -> str:
        return page_changes.remembered("name", Network.objects.get(pk=network.pk).__str__)

    assert name() == "Vanha"
    with CaptureQueriesContext(connection) as queries:
        assert page_changes.remembered("name", lambda: "never asked") == "Vanha"
    assert len(queries) == 0
    Network.objects.update(name_fi="Uusi")
    assert name() == "Uusi"


def test_within_a_transaction_nothing_is_remembered(watching: None) -> None:
    NetworkFactory()
    with transaction.atomic():
        assert [page_changes.remembered("key", lambda value=value: value) for value in (1, 2)] == [1, 2]
    assert [page_changes.remembered("key", lambda value=value: value) for value in (3, 4)] == [3, 3]


def test_too_much_is_not_remembered(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_changes, "MOST_KEPT", 2)
    generation = present(watch)
    for key in "abc":
        generation.keep(key, key)
    assert generation.made == {"c": "c"}


def test_table_is_watched_unless_said_otherwise() -> None:
    tables = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    libraries = {
        name for name in tables if name.startswith(("account_", "auth_", "django_", "mfa_", "pghistory_"))
    }
    events = {name for name in tables if name.endswith("event")}
    unread = {model._meta.db_table for model in page_changes._unread}
    assert unread >= {"meetings_meetingvisit", "portal_outgoingmail"}
    assert page_changes.watched_tables() == tables - libraries - events - unread


def test_triggers_stand_where_they_should_and_come_back() -> None:
    def standing() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [page_changes.TRIGGER]
            )
            return {table for (table,) in cursor.fetchall()}

    assert standing() == page_changes.watched_tables()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {page_changes.TRIGGER} ON networks_network")
        cursor.execute(
            f"CREATE TRIGGER {page_changes.TRIGGER} AFTER INSERT ON django_session EXECUTE FUNCTION portal_mark_page_change()"
        )
    page_changes.watch_tables(using="default")
    assert standing() == page_changes.watched_tables()
