"""Files of applications: judged, scanned, counted, promised; malware is never stored."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grants import services
from grants.models import Attachment
from grants.services import attaching
from portal import scanning
from portal.errors import Refused
from tests.cast import Cast
from tests.grants.applying_scene import DAY, begin, complete, make_call, send
from tests.test_routes import close

# The test file that every scanner knows, in two parts, lest a scanner on this machine finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """An empty draft."""
    call = make_call(cast.body.region)
    draft = begin(call, cast.organisation, cast.applicant)
    return SimpleNamespace(call=call, draft=draft, actor=cast.applicant, cast=cast)


def add(
    scene: SimpleNamespace, content: bytes = b"Tilinpito", name: str = "tili.txt", **values: Any
) -> Attachment:
    facts = {"application": scene.draft, "arrived_at": timezone.now(), "actor": scene.actor}
    return services.add_attachment(file=ContentFile(content, name=name), **facts | values)


class Clamd:
    """A daemon that speaks INSTREAM and knows one signature."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.seen: list[bytes] = []
        self.answer: bytes | None = None
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                connection, _peer = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(size)
                self.seen.append(content)
                found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
                connection.sendall(self.answer if self.answer is not None else found)

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(timeout=5)


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    daemon = Clamd()
    settings.CLAMAV_URL = daemon.address
    yield daemon
    daemon.close()


def stored_files() -> list[str]:
    try:
        folders, _files = default_storage.listdir("applications")
    except FileNotFoundError:
        return []
    return [name for folder in folders for name in default_storage.listdir(f"applications/{folder}")[1]]


def test_clean_file_is_scanned_whole_and_stored(scene: SimpleNamespace, clamd: Clamd) -> None:
    content = b"a" * (scanning.CHUNK + 1)
    attachment = add(scene, content)
    assert attachment.scan == "clean"
    assert clamd.seen == [content]
    with attachment.file.open() as stored:
        assert stored.read() == content


def test_eicar_is_refused_and_never_stored(scene: SimpleNamespace, clamd: Clamd) -> None:
    with pytest.raises(ValidationError) as refused:
        add(scene, EICAR, "tili.txt")
    assert refused.value.code == "malware"
    assert not Attachment.objects.exists()
    assert stored_files() == []


@pytest.mark.parametrize("answer", [b"", b"stream: size limit exceeded. ERROR\0"])
def test_file_is_not_taken_when_the_daemon_cannot_say(
    scene: SimpleNamespace, clamd: Clamd, answer: bytes
) -> None:
    clamd.answer = answer
    with pytest.raises(ValidationError) as refused:
        add(scene)
    assert refused.value.code == "unscanned"
    assert stored_files() == []


def test_daemon_that_is_away_refuses(scene: SimpleNamespace, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(ValidationError):
        add(scene)


def test_without_a_daemon_the_page_says_not_scanned(scene: SimpleNamespace, client_of: Any) -> None:
    attachment = add(scene, required=scene.call.accounts)
    assert attachment.scan == "unscanned"
    page = client_of("applicant").get(f"{scene.draft.get_absolute_url()}liitteet/").content.decode()
    assert attachment.get_scan_display() in page


def test_pdf_named_jpg_is_taken_as_pdf(scene: SimpleNamespace) -> None:
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    file = ContentFile(b"", name="kuva.jpg")
    pdf.save(file.file)
    file.size = file.file.tell()
    attachment = services.add_attachment(
        application=scene.draft, file=file, arrived_at=timezone.now(), actor=scene.actor
    )
    assert (attachment.filename, attachment.content_type) == ("kuva.pdf", "application/pdf")


def test_too_large_a_file_is_refused(scene: SimpleNamespace, settings: Any) -> None:
    settings.UPLOAD_LARGEST_BYTES = 10
    with pytest.raises(ValidationError):
        add(scene, b"a" * 11)


def test_same_file_twice_is_there_once(scene: SimpleNamespace) -> None:
    """The first answer was lost, so the whole file was sent again."""
    assert add(scene).pk == add(scene).pk
    assert len(stored_files()) == 1


def test_number_of_files_has_an_end(scene: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST_FILES", 2)
    add(scene, b"1")
    add(scene, b"2")
    with pytest.raises(Refused):
        add(scene, b"3")


@pytest.mark.parametrize("role", ["outsider", "officer", "member", "secretariat"])
def test_others_attach_and_read_nothing(
    scene: SimpleNamespace, role: str, client_of: Callable[[str], Any]
) -> None:
    attachment = add(scene)
    with pytest.raises(PermissionDenied):
        add(scene, actor=getattr(scene.cast, role))
    url = f"{scene.draft.get_absolute_url()}liitteet/{attachment.key}/"
    response = client_of(role).get(url)
    if response.streaming:
        assert b"".join(response.streaming_content) == b"Tilinpito"
    close(response)
    assert response.status_code == (200 if role == "secretariat" else 404)


def test_after_closing_no_file_comes(scene: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        add(scene, arrived_at=scene.call.call.closes_at)


def test_promise_is_kept_until_the_file_comes(scene: SimpleNamespace) -> None:
    due_on = timezone.localdate() + timedelta(days=3)
    values = {"application": scene.draft, "required": scene.call.accounts, "actor": scene.actor}
    services.promise_attachment(due_on=due_on, reason="Kokous", arrived_at=timezone.now(), **values)
    assert scene.draft.promises.get().due_on == due_on
    with pytest.raises(ValidationError):
        services.promise_attachment(
            due_on=timezone.localdate() - DAY, reason="", arrived_at=timezone.now(), **values
        )
    add(scene, required=scene.call.accounts)
    assert not scene.draft.promises.exists()


def test_file_of_a_sending_stays_when_it_is_taken_away(scene: SimpleNamespace) -> None:
    scene.draft = complete(scene.call, scene.cast.organisation, scene.actor)
    attachment, other = add(scene), add(scene, b"muu")
    send(scene.draft, scene.actor)
    services.remove_attachment(attachment=attachment, arrived_at=timezone.now(), actor=scene.actor)
    attachment.refresh_from_db()
    assert attachment.removed_at is not None
    assert default_storage.exists(attachment.file.name)
    assert list(scene.draft.attachments.current()) == [other]


def test_bad_and_good_file_at_once_by_page(scene: SimpleNamespace, client_of: Any) -> None:
    url = f"{scene.draft.get_absolute_url()}liitteet/"
    files = [
        SimpleUploadedFile("tili.txt", b"Tili", "text/plain"),
        SimpleUploadedFile("ohjelma.exe", b"MZ\x00\x01", "application/pdf"),
    ]
    page = client_of("applicant").post(
        url, {"files": files, "required": scene.call.accounts.pk, "question": ""}, follow=True
    )
    assert list(scene.draft.attachments.values_list("filename", flat=True)) == ["tili.txt"]
    assert "ohjelma.exe" in page.content.decode()
