"""Valkey, driven by its own server program."""

import contextlib
import fcntl
import time
from pathlib import Path

from . import places
from .programs import ServersError, connect, lock, make_own_folder, run

SECONDS_TO_START = 20


class Valkey:
    """The Valkey whose data lie in a folder's home."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """With `durable` off it keeps nothing on the disk."""
        self.durable = durable
        self.data = places.home(folder) / "valkey"
        self.log = places.home(folder) / "valkey.log"
        self.run_folder = places.run_folder(folder)
        self.socket = self.run_folder / "valkey.sock"
        self.url = f"unix://{self.socket}"
        # Held by its process from birth to death, so that the kernel tells when it is gone.
        self.life = folder / "valkey.lock"

    def is_up(self) -> bool:
        """Whether it answers."""
        return self._ask("PING") == "+PONG"

    def start(self) -> None:
        """Start it unless it runs. Raises ServersError."""
        if self.is_up():
            return
        make_own_folder(self.data)
        with lock(self.life, fcntl.LOCK_SH) as life:
            run(
                places.valkey_program(), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700",
                "--daemonize", "yes", "--pidfile", f"{self.run_folder}/valkey.pid", "--dir", str(self.data),
                "--logfile", str(self.log), "--save", "60 1" if self.durable else "", keep=life,
            )  # fmt: skip
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.is_up():
            if time.monotonic() > deadline:
                raise ServersError(
                    f"Valkey does not answer: read {self.log}, or delete {self.data} to start it without old data."
                )
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it if it runs, and wait until it is gone."""
        self._ask("SHUTDOWN NOW FORCE")
        with lock(self.life, fcntl.LOCK_EX):
            return

    def _ask(self, command: str) -> str:
        """The first line of the answer; nothing where no server answers."""
        connection = connect(self.socket)
        if connection is None:
            return ""
        with connection, contextlib.suppress(OSError):
            connection.settimeout(SECONDS_TO_START)
            connection.sendall(f"{command}\r\n".encode())
            return connection.recv(100).decode().partition("\r\n")[0]
        return ""
