"""Files of applicants and a real ClamAV daemon, which knows one signature that is written here by hand."""

import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Attachment
from portal import machine
from tests.grants.test_attachments import EICAR, add, scene, stored_files

__all__ = ["scene"]

# Without signatures of its own the daemon asks the network for nothing.
CONFIGURATION = """
Foreground yes
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
StreamMaxLength 30M
"""


@pytest.fixture(scope="module")
def daemon() -> Iterator[str]:
    """The address of a running daemon; a machine that has none fails, for a test that skips itself proves nothing."""
    program = machine.find_scanner()
    assert program, f"Install {machine.SCANNER_PACKAGE}; `make test` does it as root on Debian."
    # The path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="clamd") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        (folder / "signatures/own.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder))
        folder.chmod(0o755)
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [program, f"--config-file={folder / 'clamd.conf'}"], stdout=log, stderr=subprocess.STDOUT
            )
        try:
            until = time.monotonic() + 60
            while not (folder / "clamd.sock").exists():
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail((folder / "log").read_text())
                time.sleep(0.05)
            yield f"unix://{folder / 'clamd.sock'}"
        finally:
            process.kill()
            process.wait(timeout=20)


@pytest.fixture
def scanned(scene: SimpleNamespace, daemon: str, settings: Any) -> SimpleNamespace:
    """A draft whose files the daemon looks into."""
    settings.CLAMAV_URL = daemon
    return scene


def packed(content: bytes) -> bytes:
    """A document of LibreOffice in which the content lies as a picture."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", "<office:document-content/>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("Pictures/a.png", content)
    return file.getvalue()


def test_clean_file_passes_the_daemon(scanned: SimpleNamespace) -> None:
    assert add(scanned).scan == "clean"
    assert add(scanned, packed(b"kuva"), "liite.odt").scan == "clean"


@pytest.mark.parametrize(("content", "name"), [(EICAR, "tili.txt"), (packed(EICAR), "liite.odt")])
def test_eicar_is_caught_and_never_stored(scanned: SimpleNamespace, content: bytes, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add(scanned, content, name)
    assert refused.value.code == "malware"
    assert not Attachment.objects.exists()
    assert stored_files() == []
    left = [path for path in Path(portal_settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert left == []


def test_eicar_by_page_is_told_and_the_clean_file_beside_it_is_taken(
    scanned: SimpleNamespace, client_of: Any
) -> None:
    files = [SimpleUploadedFile("tili.txt", b"Tilinpito"), SimpleUploadedFile("kuva.txt", EICAR)]
    url = f"{scanned.draft.get_absolute_url()}liitteet/"
    page = client_of("applicant").post(url, {"files": files, "question": ""}, follow=True).content.decode()
    assert list(scanned.draft.attachments.values_list("filename", "scan")) == [("tili.txt", "clean")]
    assert "kuva.txt" in page
