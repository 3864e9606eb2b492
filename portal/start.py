"""`make run`: bring the portal up on this machine, from whatever state it is in, and run it until Ctrl-C.

Everything that must be done first is done in this one process, and left out when it is up to date, so that a second
start takes seconds. Then web, worker and beat run side by side; when one of them ends, all end.
"""

import contextlib
import ctypes
import datetime as dt
import hashlib
import http.client
import multiprocessing
import os
import shlex
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from honcho.manager import Manager
from honcho.printer import Message, Printer
from honcho.process import Popen, Process

from portal import embedded, environment, machine

SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
CELERY = ("celery", "--app=portal", "--quiet")


def main() -> int:
    """Run the portal; gives the exit status: 0 after Ctrl-C or SIGTERM, else that of the part that ended."""
    # Until the conductor takes over, a polite request to end must unwind what has been started.
    for number in SIGNALS:
        signal.signal(number, lambda *_: sys.exit(0))
    multiprocessing.set_start_method("fork")
    try:
        host = environment.text("HOST") or "127.0.0.1"
        port = environment.integer("PORT", 8000, least=1, most=65535)
        machine.check_port(host, port)
        machine.prepare()
        with embedded.provided(embedded.local_folder()) as missing:
            prepare_portal(own_database="DATABASE_URL" in missing)
            return Conductor(host, port).run()
    except (machine.MachineError, embedded.ServersError, ImproperlyConfigured) as error:
        print(error, file=sys.stderr)
        return 1


def prepare_portal(*, own_database: bool) -> None:
    """Tables, translations, the words of the search, static files, and in an empty database of our own the demo."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if own_database:
        os.environ.setdefault("DEMO", "1")
    import django

    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from portal.search import words
    from portal.texts import compile_texts

    # In a process of its own: it takes 700 MB, which this one would keep, and a core that is idle now.
    dictionaries = multiprocessing.Process(target=words.build_dictionaries, daemon=True)
    dictionaries.start()
    compile_texts()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    dictionaries.join()
    if dictionaries.exitcode:
        sys.exit("The dictionaries of the search could not be made; the reason stands above.")
    if settings.DEMO and not apps.get_model("portal", "User").objects.exists():
        print("Loading the regions and the demo …", flush=True)
        call_command("load_region", verbosity=0)
        call_command("load_demo", verbosity=0)
    connections.close_all()


def collect_static() -> None:
    """Collect static files, unless all of them are as they were the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            state.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".collected"
    if not stamp.exists() or stamp.read_text() != state.hexdigest():
        print("Collecting static files …", flush=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state.hexdigest())


class Conductor(Manager):
    """Runs web, worker and beat, says when the portal is open, and stops all with the first that ends."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(TerminalPrinter())
        self.host, self.port = "127.0.0.1" if host == "0.0.0.0" else host, port  # noqa: S104 - compared, not bound
        self._process_ctor = Part
        self._procmgr.terminate = _ask_to_end
        processes = environment.integer("WORKER_PROCESSES", 2, least=1, most=64)
        log = f"--loglevel={environment.text('LOG_LEVEL', 'WARNING')}"
        alone = ("--without-gossip", "--without-mingle")  # there is no other worker to look for
        schedule = embedded.local_folder() / "beat-schedule"
        self._add("web", "gunicorn", "--config=python:portal.web", "portal.wsgi")
        self._add("worker", *CELERY, "worker", f"--concurrency={processes}", *alone, log)
        self._add("beat", *CELERY, "beat", f"--schedule={schedule}", "--pidfile=", log)

    def _add(self, name: str, *command: str) -> None:
        # Celery warns of root, who may well try the portal on a machine made for that.
        line = shlex.join([sys.executable, "-W", "ignore:::celery.platforms", "-m", *command])
        variables = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.add_process(name, f"exec {line}", env=variables, cwd=str(Path(__file__).parent.parent))

    def run(self) -> int:
        """Gives the exit status; being asked to end is success."""
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        self.loop()
        asked_to_end = self.returncode in {130, 143}
        return 0 if asked_to_end else self.returncode or 1

    def terminate(self) -> None:
        """Stop all parts, if need be as soon as the last of them has started."""
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(0.1, self.terminate).start()

    def _start(self) -> None:
        # Ctrl-C in the terminal reaches the forked processes too; they must not take it for theirs.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        super()._start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        threading.Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        """Say that the portal is open once it answers."""
        while not _answers(self.host, self.port):
            time.sleep(0.1)
        name = "localhost" if self.host == "127.0.0.1" else self.host
        lines = [f"The portal is open at http://{name}:{self.port}/ (Ctrl-C stops it)."]
        if environment.boolean("DEMO", default=False):
            from portal.demo import sign_ins

            people = sign_ins()
            widths = [max(map(len, column)) for column in zip(*people, strict=True)]
            lines.append("Sign in as (role, e-mail address, password):")
            lines += ["  " + "  ".join(map(str.ljust, person, widths)) for person in people]
        now = dt.datetime.now()  # noqa: DTZ005 - the printer shows local time
        self.events.put(Message("line", "\n".join(lines), now, "portal", None))


def _ask_to_end(pid: int) -> None:
    """Ask the main process alone: it lets its children finish what they are at, where honcho would end them midway."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return bool(connection.getresponse().status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class TerminalPrinter(Printer):
    """Prints what the parts say; with nobody left to read it, the portal ends as after Ctrl-C."""

    def write(self, message: Message) -> None:
        """Print one message."""
        try:
            super().write(message)
        except OSError:
            self.output = Path(os.devnull).open("w")  # noqa: SIM115 - it stays open until the end
            os.kill(os.getpid(), signal.SIGTERM)


class Part(Process):
    """One program, which ends together with the conductor even when the conductor is killed outright."""

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:  # noqa: FBT001, FBT002 - honcho's own
        """Start the program and pass on what it prints."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        _end_with_parent(signal.SIGKILL)
        self._child_ctor = partial(Popen, preexec_fn=_before_program)
        super().run(events, ignore_signals)


def _before_program() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    _end_with_parent(signal.SIGTERM)


def _end_with_parent(number: int) -> None:
    """Have the kernel signal this process when its parent ends; only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, number)


if __name__ == "__main__":
    sys.exit(main())
