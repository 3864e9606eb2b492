"""PostgreSQL, driven by its own programs."""

import contextlib
import fcntl
import shutil
from pathlib import Path
from urllib.parse import quote

from . import places
from .programs import ServersError, connect, lock, run

LOCALE = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
)


class Postgres:
    """The PostgreSQL whose data lie in a folder's home."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """With `durable` off it does not wait for the disk: for tests, whose data nobody will miss."""
        self.durable = durable
        self.home = places.home(folder)
        self.data = self.home / "postgres"
        self.log = self.home / "postgres.log"
        self.run_folder = places.run_folder(folder)
        self.url = f"postgresql://portal@/portal?host={quote(str(self.run_folder), safe='')}"
        # Held by all its processes from birth to death, so that the kernel tells when all are gone.
        self.life = folder / "postgres.lock"

    def is_up(self) -> bool:
        """Whether it takes connections, or is about to."""
        if connection := connect(self.run_folder / ".s.PGSQL.5432"):
            connection.close()
        return connection is not None

    def start(self) -> None:
        """Start it unless it runs, making its data at first. Raises ServersError."""
        if self.is_up():
            return
        self._make_data()
        # After a power cut the number in the file may belong to any other process, and PostgreSQL would not start.
        with contextlib.suppress(BlockingIOError), lock(self.life, fcntl.LOCK_EX | fcntl.LOCK_NB):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.run_folder,
            "unix_socket_permissions": "0700",
            "shared_buffers": "128MB",
            "jit": "off",  # our queries are short; compiling them costs more than it saves
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        with lock(self.life, fcntl.LOCK_SH) as life:
            run(
                places.postgres_program("pg_ctl"), "start", "--wait", "--timeout=60", f"--log={self.log}",
                "--options=" + " ".join(f"-c {name}={value}" for name, value in settings.items()),
                keep=life, PGDATA=str(self.data),
            )  # fmt: skip

    def stop(self) -> None:
        """Stop it if it runs, and wait until it is gone."""
        if self.is_up():
            run(
                places.postgres_program("pg_ctl"), "stop", "--mode=fast", "--wait", "--timeout=60",
                PGDATA=str(self.data),
            )  # fmt: skip
        with lock(self.life, fcntl.LOCK_EX):
            return

    def _make_data(self) -> None:
        """Make a new database cluster if there is none; the version of one that is there must be ours."""
        version = self.data / "PG_VERSION"
        if not version.exists():
            self._initialise()
        elif (theirs := version.read_text().strip()) != places.postgres_version():
            raise ServersError(
                f"The data in {self.data} are of PostgreSQL {theirs}, but this portal brings {places.postgres_version()}:"
                f" move them over with pg_dump of version {theirs}, or delete them with `make clean` to start anew."
            )

    def _initialise(self) -> None:
        new = self.home / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        run(
            places.postgres_program("initdb"), f"--pgdata={new}", "--username=postgres", "--auth=trust",
            "--no-instructions", *LOCALE, *(() if self.durable else ("--no-sync",)), "--set=timezone=UTC",
            "--set=log_timezone=UTC",
        )  # fmt: skip
        # The portal's role may make databases (tests do) but is no superuser, as on a well-kept server.
        run(
            places.postgres_program("postgres"), "--single", "-D", str(new), "template1",
            text="CREATE ROLE portal LOGIN CREATEDB\nCREATE DATABASE portal OWNER portal\n",
        )  # fmt: skip
        new.rename(self.data)
