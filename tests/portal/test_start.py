"""`make run` as a whole: it comes up from nothing, stops cleanly however it is stopped, and says what is wrong."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from portal import machine
from portal.demo import sign_ins
from portal.embedded import Servers, places

pytestmark = pytest.mark.servers

OPEN = re.compile(r"The portal is open at (http://localhost:\d+/)")


class Run:
    """One start of the portal, in a session of its own as in a terminal."""

    def __init__(self, folder, **variables):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.folder = folder
        inherited = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        self.conductor = subprocess.Popen(
            [sys.executable, "-m", "portal.start"], cwd=settings.BASE_DIR, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={
                **inherited, "PORTAL_LOCAL": str(folder), "PORT": str(self.port), "WEB_WORKERS": "1",
                "WORKER_PROCESSES": "1", "DICTIONARY_DIR": str(settings.DICTIONARY_DIR), **variables,
            },
        )  # fmt: skip
        self.output = ""

    def wait_until_open(self):
        """Read what is printed until the address."""
        for line in self.conductor.stdout:
            self.output += line
            if OPEN.search(line):
                return OPEN.search(line)[1]
        return pytest.fail(f"The portal did not open:\n{self.output}")

    def end(self, number, whole_terminal=False):
        if whole_terminal:
            os.killpg(self.conductor.pid, number)
        else:
            self.conductor.send_signal(number)
        return self.wait()

    def wait(self):
        with self.conductor.stdout:
            self.output += self.conductor.stdout.read()
        return self.conductor.wait(timeout=60)

    def processes(self):
        """Whatever still runs with the folder in its environment or its command, servers included."""
        marks = (os.fsencode(f"PORTAL_LOCAL={self.folder}"), places.fingerprint(self.folder).encode())
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                text = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
                if any(mark in text for mark in marks):
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found

    def processes_after(self, seconds):
        deadline = time.monotonic() + seconds
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.1)
        return self.processes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("start") / "local"
    yield folder
    Servers(folder).remove()


def users(servers):
    """Address and moment of joining of everybody who has an account."""
    with psycopg.connect(servers.database_url) as connection:
        return dict(connection.execute("SELECT email, date_joined FROM portal_user").fetchall())


def test_first_start_brings_everything_up_and_ctrl_c_stops_it(folder):
    run = Run(folder)
    address = run.wait_until_open()
    with urllib.request.urlopen(address, timeout=20) as page:
        sheet = re.search(rb'href="(/static/portal\.[0-9a-f]+\.css)"', page.read())
    assert sheet
    with urllib.request.urlopen(address.rstrip("/") + sheet[1].decode(), timeout=20) as file:
        assert file.headers["Content-Type"].startswith("text/css")
    assert len(run.processes()) >= 6
    assert run.end(signal.SIGINT, whole_terminal=True) == 0
    assert run.processes() == []
    assert [email for _who, email, _password in sign_ins() if email not in run.output] == []
    assert "Traceback" not in run.output


def test_second_start_is_quick_and_keeps_the_data(folder):
    with Servers(folder) as servers:
        before = users(servers)
    began = time.monotonic()
    run = Run(folder)
    run.wait_until_open()
    seconds = time.monotonic() - began
    assert users(Servers(folder)) == before
    assert {email for _who, email, _password in sign_ins()} <= set(before)
    assert run.end(signal.SIGTERM) == 0
    assert run.processes() == []
    # Eight on a machine at rest; other tests run beside this one.
    assert seconds < 20


def test_end_of_one_part_ends_all_with_a_failure(folder):
    run = Run(folder)
    run.wait_until_open()
    web = next(int(found[1]) for found in re.finditer(r"web +started \(pid=(\d+)\)", run.output))
    os.kill(web, signal.SIGKILL)
    assert run.wait() not in {0, None}
    assert run.processes_after(5) == []


def test_given_servers_are_used_and_a_killed_conductor_leaves_nothing(tmp_path, folder):
    with Servers(folder) as servers:
        with psycopg.connect(servers.database_url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE given")
        url = servers.database_url.replace("/portal?", "/given?")
        static = str(folder / "static")
        run = Run(tmp_path / "local", DATABASE_URL=url, REDIS_URL=servers.redis_url, STATIC_ROOT=static)
        run.wait_until_open()
        assert not (tmp_path / "local" / "servers").exists()
        assert "Sign in as" not in run.output
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM portal_user").fetchone() == (0,)
        assert run.end(signal.SIGKILL) == -signal.SIGKILL
        assert run.processes_after(15) == []


def test_taken_port_is_one_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = Run(folder, PORT=str(port))
        assert run.wait() == 1
    assert run.output == (
        f"Port {port} cannot be used (Address already in use): stop the program that uses it, or choose another one"
        f" with `make run PORT={port + 1}`.\n"
    )


def test_nonsense_in_a_variable_is_one_sentence(folder):
    run = Run(folder, PORT="eight thousand")
    assert run.wait() == 1
    assert run.output == "PORT is 'eight thousand'; write a whole number.\n"


def test_missing_things_are_one_sentence_each(monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lambda _name, **_where: None)
    monkeypatch.setattr(machine, "_loads", lambda library: "harfbuzz" in library)
    monkeypatch.setattr(machine, "_font", lambda: "Comic Sans")
    with pytest.raises(machine.MachineError) as raised:
        machine.prepare(tests=True)
    assert str(raised.value).splitlines() == [
        "The library libpango-1.0.so.0 is missing, without which no PDF can be made: install libpango-1.0-0.",
        "The library libpangoft2-1.0.so.0 is missing, without which no PDF can be made: install libpangoft2-1.0-0.",
        "No font for the PDFs is installed: install fonts-open-sans (the font Open Sans).",
        "The tests need a browser: install chromium, or name one in CHROMIUM.",
        "The tests need a ClamAV daemon: install clamav-daemon.",
    ]


def test_root_installs_what_is_missing(monkeypatch):
    there, commands = set(), []
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        machine.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    monkeypatch.setattr(machine, "_loads", lambda library: library in there)
    monkeypatch.setattr(machine, "_font", lambda: "Open Sans")

    def run(command, **options):
        commands.append(command)
        there.update(machine.LIBRARIES.values())
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setattr(machine.subprocess, "run", run)
    machine.prepare()
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert commands[1][-3:] == list(machine.LIBRARIES)


def test_machine_of_the_tests_has_all_that_it_needs():
    machine.prepare(tests=True)
    assert machine._font() in machine.FONTS
    assert Path(machine.find_browser() or "").is_file()
    assert Path(machine.find_scanner() or "").is_file()
