"""Looking for malware in files that people bring, by a ClamAV daemon where one is told in CLAMAV_URL.

The file goes over a socket in chunks (clamd's INSTREAM), so the daemon needs no access to the portal's files.
"""

import socket
import struct
from enum import Enum
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

SECONDS = 30
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
PORT = 3310


class Scan(Enum):
    """What came of looking into a file that was let through."""

    CLEAN = "clean"
    UNSCANNED = "unscanned"


def scan(file: File) -> Scan:
    """Have the file looked into; its position is at the beginning afterwards.

    Without a daemon it is not scanned. Raises ValidationError when something was found, and when a daemon is told but
    does not answer: then nobody knows what the file holds, and it can be tried again.
    """
    if not settings.CLAMAV_URL:
        return Scan.UNSCANNED
    file.seek(0)
    try:
        answer = _ask(file)
    except OSError:
        answer = ""
    finally:
        file.seek(0)
    if answer.endswith(" FOUND"):
        raise ValidationError(
            _("The file holds malware, so it was not taken and not stored anywhere. Check your computer."),
            code="malware",
        )
    if not answer.endswith(": OK"):
        raise ValidationError(
            _("The file could not be scanned for malware just now. Try again in a moment."), code="unscanned"
        )
    return Scan.CLEAN


def _ask(file: File) -> str:
    """The daemon's answer to the file, such as `stream: OK`."""
    with _connect() as connection:
        connection.sendall(b"zINSTREAM\0")
        _send(file, connection)
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            part = connection.recv(LONGEST_ANSWER)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _send(file: BinaryIO | File, connection: socket.socket) -> None:
    while chunk := file.read(CHUNK):
        connection.sendall(struct.pack("!I", len(chunk)) + chunk)
    connection.sendall(struct.pack("!I", 0))


def _connect() -> socket.socket:
    address = urlsplit(str(settings.CLAMAV_URL))
    if address.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        connection.connect(address.path)
        return connection
    return socket.create_connection((address.hostname or "localhost", address.port or PORT), timeout=SECONDS)
