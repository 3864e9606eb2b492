"""Files that nobody should bring to an application: told in words, nothing of them stored, the good ones taken."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.services.attaching import MOST_FILES
from tests.grants.test_attachments import scene, stored_files
from tests.portal.test_uploads import office, picture

__all__ = ["scene"]


def bring(client: Any, draft: Any, files: list[SimpleUploadedFile]) -> str:
    """The page after the files were sent to the application."""
    url = f"{draft.get_absolute_url()}liitteet/"
    response = client.post(url, {"files": files, "question": ""}, follow=True)
    assert response.status_code < 500
    return response.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pommi.docx", lambda: office(".docx", word__bomb=b"\0" * 30_000_000)),
        ("makro.docx", lambda: office(".docx", **{"word__vbaProject.bin": b"x"})),
        ("suuri.txt", lambda: b"a" * 50_000_000),
        ("ohjelma.pdf", lambda: b"MZ\x90\x00\x03"),
    ],
)
def test_file_is_refused_in_words_beside_a_good_one(
    scene: SimpleNamespace, client_of: Any, name: str, content: Any
) -> None:
    files = [SimpleUploadedFile(name, content()), SimpleUploadedFile("tili.txt", b"Tilinpito")]
    page = bring(client_of("applicant"), scene.draft, files)
    assert name in page
    assert list(scene.draft.attachments.values_list("filename", flat=True)) == ["tili.txt"]
    assert len(stored_files()) == 1


def test_picture_that_calls_itself_a_document_is_taken_for_what_it_is(
    scene: SimpleNamespace, client_of: Any
) -> None:
    bring(client_of("applicant"), scene.draft, [SimpleUploadedFile("tili.pdf", picture("PNG"))])
    assert list(scene.draft.attachments.values_list("filename", "content_type")) == [
        ("tili.png", "image/png")
    ]


def test_files_beyond_the_most_are_refused_in_words(scene: SimpleNamespace, client_of: Any) -> None:
    page = bring(client_of("applicant"), scene.draft, numbered(MOST_FILES + 5))
    assert scene.draft.attachments.count() == len(stored_files()) == MOST_FILES
    assert str(MOST_FILES) in page


def test_a_thousand_files_at_once_are_answered_and_none_is_stored(
    scene: SimpleNamespace, client_of: Any
) -> None:
    url = f"{scene.draft.get_absolute_url()}liitteet/"
    response = client_of("applicant").post(url, {"files": numbered(1000), "question": ""})
    assert response.status_code == 400
    assert "<h1" in response.content.decode()
    assert not scene.draft.attachments.exists()
    assert stored_files() == []


def numbered(count: int) -> list[SimpleUploadedFile]:
    """So many small files, each of another content."""
    return [SimpleUploadedFile(f"{number}.txt", b"%d" % number) for number in range(count)]
