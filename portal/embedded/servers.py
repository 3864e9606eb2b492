"""Both servers together: started by the first who needs them, stopped by the last who leaves."""

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

from . import places
from .places import ACCOUNT, ROOT_FOLDER
from .postgres import Postgres
from .programs import ServersError, explained, lock, make_own_folder, run
from .valkey import Valkey

# The watch lives as long as the servers do: it imports this package alone, not the portal with Celery and Django.
WATCH = "import sys; sys.path.append(sys.argv[1]); from embedded.servers import watch; watch(sys.argv[2], int(sys.argv[3]))"


class Servers:
    """A pair of servers whose data lie in `folder`; used as a context, they run for as long as somebody is inside.

    Whoever is inside holds a shared lock, which the kernel takes back however a process ends. The one who leaves and
    finds nobody else there stops the servers. A watch process waits for that moment too, for those who are killed.
    """

    def __init__(
        self, folder: Path, *, durable: bool = True, postgres: bool = True, valkey: bool = True
    ) -> None:
        """With `durable` off nothing waits for the disk: for tests, whose data nobody will miss."""
        self.folder = folder.absolute()
        self.home = places.home(folder)
        self.run_folder = places.run_folder(folder)
        self.postgres = Postgres(self.folder, durable=durable)
        self.valkey = Valkey(self.folder, durable=durable)
        self._wanted = [
            server for server, wanted in ((self.postgres, postgres), (self.valkey, valkey)) if wanted
        ]
        self.database_url, self.redis_url = self.postgres.url, self.valkey.url
        self._users = self.folder / "users.lock"
        self._watch = self.folder / "watch.lock"
        self._inside = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Start what does not run yet. Raises ServersError."""
        with explained(self.folder), contextlib.ExitStack() as inside:
            self.folder.mkdir(parents=True, exist_ok=True)
            inside.enter_context(lock(self._users, fcntl.LOCK_SH))
            with lock(self.folder / "start.lock", fcntl.LOCK_EX):
                self._make_folders()
                self._start_watch()
                for server in self._wanted:
                    server.start()
            self._inside = inside.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        """Leave; the last one out stops the servers."""
        self._inside.close()
        try:
            with lock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB):
                self._stop_watch()
                self.stop()
        except BlockingIOError:
            # Either others are inside, and this returns at once, or the watch is just stopping the servers.
            with lock(self._users, fcntl.LOCK_SH):
                return

    def remove(self) -> None:
        """Delete the servers' data. Raises ServersError while somebody uses them."""
        if not self.folder.exists():
            return
        try:
            with explained(self.folder), lock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB):
                self._stop_watch()
                self._delete()
        except BlockingIOError:
            raise ServersError(
                f"The servers of {self.folder} are in use: stop the portal (Ctrl-C where it runs) first."
            ) from None

    def alone(self) -> contextlib.AbstractContextManager[int]:
        """Wait until nobody is inside, and keep everybody out."""
        return lock(self._users, fcntl.LOCK_EX)

    def stop(self) -> None:
        """Stop both servers, whoever uses them."""
        self.postgres.stop()
        self.valkey.stop()

    def _delete(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.run_folder, ignore_errors=True)
        if os.geteuid() == 0:
            (self.folder / "servers").unlink(missing_ok=True)
            if not any(ROOT_FOLDER.glob("data-*")):
                shutil.rmtree(ROOT_FOLDER, ignore_errors=True)

    def _make_folders(self) -> None:
        if os.geteuid() == 0:
            _make_account()
            places.copy_software()
            self._link_home()
        make_own_folder(self.home)
        make_own_folder(self.run_folder)

    def _link_home(self) -> None:
        """As root: have the portal's folder point to its data. Raises ServersError where that would mix up data."""
        link = self.folder / "servers"
        if link.is_symlink():
            if link.readlink() != self.home:
                raise ServersError(
                    f"The data in {link.readlink()} were made for another folder than {self.folder}: move this copy of"
                    f" the portal back, or remove {link} to start with new data."
                )
        elif link.exists():
            raise ServersError(
                f"The data in {link} were made by {link.owner()}: start the portal as {link.owner()}, not as root."
            )
        else:
            if self.home.exists():  # left behind by a folder that has been deleted, its link with it
                self.stop()
                shutil.rmtree(self.home)
            link.symlink_to(self.home)

    def _start_watch(self) -> None:
        """Unless one is there: the lock passes to the new process with the open file, without a gap."""
        try:
            with lock(self._watch, fcntl.LOCK_EX | fcntl.LOCK_NB) as file:
                package = Path(__file__).parent.parent
                command = [sys.executable, "-I", "-c", WATCH, str(package), str(self.folder), str(file)]
                # By way of a shell that ends at once: the watch is then nobody's child and leaves no zombie.
                started = subprocess.run(
                    ["/bin/sh", "-c", '"$@" >/dev/null 2>&1 & echo $!', "sh", *command], stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, pass_fds=(file,), start_new_session=True, cwd="/", check=True,
                )  # fmt: skip
                os.ftruncate(file, 0)
                os.pwrite(file, started.stdout, 0)
        except BlockingIOError:
            return

    def _stop_watch(self) -> None:
        try:
            with lock(self._watch, fcntl.LOCK_EX | fcntl.LOCK_NB):
                return
        except BlockingIOError:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(self._watch.read_text()), signal.SIGTERM)
            with lock(self._watch, fcntl.LOCK_EX):
                return


def watch(folder: str, watch_lock: int) -> None:
    """The whole life of the watch process: wait until nobody is inside, however they left, then stop the servers."""
    servers = Servers(Path(folder))
    with servers.alone():
        servers.stop()
        # Given up while nobody can come in: whoever comes next sees that a new watch is needed.
        os.close(watch_lock)
        # Ended in here as well: whoever waits to come in, or to leave, finds this process gone.
        os._exit(0)


def _make_account() -> None:
    """As root: the account of the servers and the folder that it may enter."""
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        options = ("--system", "--user-group", "--no-create-home", "--home-dir=/", "--shell=/bin/false")
        run("useradd", *options, ACCOUNT, as_account=False)
    ROOT_FOLDER.mkdir(exist_ok=True)
    ROOT_FOLDER.chmod(0o755)
