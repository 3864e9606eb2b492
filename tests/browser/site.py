"""The portal as people meet it: its own web server, worker and database, with the demo in it, apart from other tests."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from meetings.demo_minutes import CHAIR
from members import demo as people
from portal.models import User

from .databases import DEMO, create, demo_files, drop, switched_to

ROLES = {
    "applicant": people.APPLICANT,
    "member": people.MEMBER,
    "deputy": people.DEPUTY,
    "speaker": people.SPEAKER,
    "chair": CHAIR,
    "coordinator": people.COORDINATOR,
    "officer": people.OFFICER,
    "secretariat": people.SECRETARIAT,
    "outsider": people.OUTSIDER,
}
"""Who of the demo plays which of the cast."""

WORKER = (
    "celery", "--app=portal", "--quiet", "worker", "--beat", "--concurrency=1", "--loglevel=WARNING",
    "--without-gossip", "--without-mingle",
)  # fmt: skip


class Site:
    """A running portal; while it runs, the models in this process read and write its database."""

    def __init__(self, address: str, environment: dict[str, str], folder: Path) -> None:
        self.address, self.environment, self.folder = address, environment, folder

    def move_clock(self, to: datetime) -> None:
        """From now on the portal goes on as if it were that instant; only for a site of `tests.browser.clock`."""
        seconds = (to - timezone.now()).total_seconds()
        waiting = self.clock.with_suffix(".new")
        waiting.write_text(str(seconds))
        waiting.replace(self.clock)

    @property
    def clock(self) -> Path:
        """Where the server of a site with a moved clock reads by how much."""
        return self.folder / "clock"

    def user(self, role: str) -> User:
        """Who of the demo has the role."""
        return User.objects.get(email=ROLES[role].email)

    def client(self, role: str) -> Client:
        """A client of this process in which that person has signed in."""
        client = Client()
        client.force_login(self.user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def cookie_of(self, role: str) -> str:
        """A session of that person."""
        return self.client(role).cookies[settings.SESSION_COOKIE_NAME].value

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """With a worker and its clock."""
        schedule = f"--schedule={self.folder / 'schedule'}"
        with running((*WORKER, schedule), self.environment):
            yield


@contextlib.contextmanager
def open_site(folder: Path, application: str = "portal.wsgi") -> Iterator[Site]:
    """A portal on a copy of the demo's database and files."""
    name = f"test_portal_open_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    files = shutil.copytree(demo_files(), folder / "files")
    with contextlib.ExitStack() as inside:
        inside.callback(drop, name)
        database_url = create(name, DEMO)
        inside.enter_context(switched_to(name))
        inside.enter_context(override_settings(MEDIA_ROOT=files))
        cache.clear()
        # The door is open before the server has started: whoever knocks waits.
        door = inside.enter_context(socket.create_server(("127.0.0.1", 0)))
        address = "http://127.0.0.1:{1}".format(*door.getsockname())
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(files),
            "BASE_URL": address,
            "WEB_WORKERS": "1",
            "CLOCK_FILE": str(folder / "clock"),
        }
        server = ("gunicorn", "--config=python:portal.web", f"--bind=fd://{door.fileno()}", application)
        inside.enter_context(running(server, environment, door=door.fileno()))
        site = Site(address, environment, folder)
        site.move_clock(timezone.now())
        yield site


@contextlib.contextmanager
def running(
    command: tuple[str, ...], environment: dict[str, str], *, door: int | None = None
) -> Iterator[None]:
    """A program of the virtual environment, killed with all its children when it is no longer needed."""
    process = subprocess.Popen(
        # Celery warns of root, who may well run the tests.
        [sys.executable, "-W", "ignore:::celery.platforms", "-m", *command],
        cwd=settings.BASE_DIR,
        env=environment,
        pass_fds=() if door is None else (door,),
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)
