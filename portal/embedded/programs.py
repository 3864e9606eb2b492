"""Running programs as the right account, and the locks and sockets by which they are known to live."""

import contextlib
import fcntl
import os
import pwd
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .places import ACCOUNT


class ServersError(Exception):
    """The servers cannot run; the text is one sentence that says what to do."""


def run(
    *command: str, text: str = "", as_account: bool = True, keep: int | None = None, **variables: str
) -> None:
    """Run a program to its end, as the servers' account where we are root. Raises ServersError with its words.

    `keep` is an open file that the program and what it leaves behind shall hold.
    """
    account: dict[str, Any] = {}
    if as_account and os.geteuid() == 0:
        account = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": ()}
    try:
        # In a session of its own: Ctrl-C in the terminal must not reach a server before those that use it.
        done = subprocess.run(
            command, input=text, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", **variables},
            start_new_session=True, pass_fds=() if keep is None else (keep,), check=False, **account,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise ServersError(
            f"{command[0]} is missing: install it, or start the portal as an ordinary user."
        ) from error
    if done.returncode:
        words = " ".join(done.stdout.split()[-60:])
        raise ServersError(f"{Path(command[0]).name} failed; mend what it says and start again: {words}")


def make_own_folder(path: Path) -> None:
    """Make a folder that only the servers' account may enter. Raises ServersError if it is somebody else's."""
    path.mkdir(mode=0o700, exist_ok=True)
    owner = os.geteuid()
    if owner == 0:
        account = pwd.getpwnam(ACCOUNT)
        owner = account.pw_uid
        os.chown(path, owner, account.pw_gid, follow_symlinks=False)
    if path.lstat().st_uid != owner:
        raise ServersError(f"{path} belongs to somebody else: remove it, the portal needs it.")


def connect(path: Path) -> socket.socket | None:
    """A connection to the server behind a Unix socket, or nothing where none answers."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


@contextlib.contextmanager
def lock(path: Path, how: int) -> Iterator[int]:
    """Hold a lock on the file; the kernel lets go of it however the holder ends. Gives the open file."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, how)
        yield file
    finally:
        os.close(file)  # never an explicit unlock: a child may have been given the open file


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn the system's refusals into sentences."""
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as error:
        raise ServersError(
            f"{error.filename or folder} cannot be written ({error.strerror}): give yourself the right to write there,"
            f" or name another folder in the variable PORTAL_LOCAL."
        ) from error
