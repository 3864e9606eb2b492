"""What the machine must bring besides Python: Pango and a font for the documents, a browser and ClamAV for the tests.

Each thing that is missing is one sentence that says what to do. Started by root on Debian, the portal does it itself.
"""

import argparse
import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from ctypes.util import find_library

# The libraries that WeasyPrint opens, by the name of the Debian package that holds each.
LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
# The documents' own font first; the others have all letters of Finnish, Swedish and Sámi too.
FONTS = ("Open Sans", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica Neue", "Verdana")
FONT_PACKAGE = "fonts-open-sans"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_PACKAGE = "chromium"
SCANNER = "clamd"
SCANNER_PACKAGE = "clamav-daemon"


class MachineError(Exception):
    """Something is missing on this machine; the text is one sentence for each thing, saying what to do."""


def prepare(*, tests: bool = False) -> None:
    """See that the machine has all that is needed, for the tests too if so told, installing it where we may. Raises MachineError."""
    missing = dict(_missing(tests=tests))
    if os.geteuid() == 0 and shutil.which("apt-get"):
        # Another font would do, but the documents were set in their own: where we may, we bring it.
        wanted = [*missing, *([FONT_PACKAGE] if _font() != FONTS[0] and FONT_PACKAGE not in missing else [])]
        if wanted:
            _install(wanted)
            missing = dict(_missing(tests=tests))
    if missing:
        raise MachineError("\n".join(missing.values()))


def check_port(host: str, port: int) -> None:
    """Raises MachineError if another program listens where the portal shall."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise MachineError(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}): stop the program that uses it, or choose"
                f" another one with `make run PORT={port + 1}`."
            ) from error


def find_browser() -> str | None:
    """The Chromium for the tests: the one that CHROMIUM names, else the first found."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else BROWSERS
    return next((path for name in names if (path := shutil.which(name))), None)


def find_scanner() -> str | None:
    """The ClamAV daemon for the tests; where it is installed only root has its folder among those to search."""
    return shutil.which(SCANNER) or shutil.which(SCANNER, path="/usr/sbin")


def _missing(*, tests: bool) -> Iterator[tuple[str, str]]:
    """Debian's package and a sentence for each thing that is missing."""
    for package, library in LIBRARIES.items():
        if not _loads(library):
            yield (
                package,
                f"The library {library} is missing, without which no PDF can be made: install {package}.",
            )
    if _font() not in FONTS:
        yield FONT_PACKAGE, f"No font for the PDFs is installed: install {FONT_PACKAGE} (the font Open Sans)."
    if tests and not find_browser():
        yield (
            BROWSER_PACKAGE,
            f"The tests need a browser: install {BROWSER_PACKAGE}, or name one in CHROMIUM.",
        )
    if tests and not find_scanner():
        yield SCANNER_PACKAGE, f"The tests need a ClamAV daemon: install {SCANNER_PACKAGE}."


def _loads(library: str) -> bool:
    names = [library, find_library(library.removeprefix("lib").partition(".so")[0])]
    for name in filter(None, names):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _font() -> str:
    """The family that the renderer would really take for our first font."""
    try:
        fontconfig = ctypes.CDLL(find_library("fontconfig") or "libfontconfig.so.1")
    except OSError:
        return ""
    for function in (fontconfig.FcNameParse, fontconfig.FcFontMatch):
        function.restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(FONTS[0].encode()))
    fontconfig.FcConfigSubstitute(None, pattern, 0)
    fontconfig.FcDefaultSubstitute(pattern)
    match = ctypes.c_void_p(fontconfig.FcFontMatch(None, pattern, ctypes.byref(ctypes.c_int())))
    family = ctypes.c_char_p()
    if match and fontconfig.FcPatternGetString(match, b"family", 0, ctypes.byref(family)) == 0:
        return (family.value or b"").decode()
    return ""


def _install(packages: list[str]) -> None:
    print(f"Installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "--quiet"],
        ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if done.returncode and "install" in command:
            print(done.stdout, file=sys.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Check, and as root on Debian install, what the machine must bring."
    )
    parser.add_argument("--tests", action="store_true", help="what the tests need too: a browser and ClamAV")
    try:
        prepare(tests=parser.parse_args().tests)
    except MachineError as error:
        sys.exit(str(error))
