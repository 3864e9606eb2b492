"""The command that writes one document of every kind and language."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal import documents
from tests.factories import UserFactory

from .letters import LETTER, letters

__all__ = ["letters"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]


@pytest.fixture(autouse=True)
def only_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """No kinds of other apps, whose samples need other records."""
    monkeypatch.setattr(documents, "kinds", {LETTER.name: LETTER})


def test_sample_documents_writes_one_of_each_kind_and_language(tmp_path: Path) -> None:
    user = UserFactory()
    call_command("sample_documents", tmp_path / "samples", stdout=StringIO())
    files = sorted((tmp_path / "samples").iterdir())
    assert [file.name for file in files] == [f"kirje-{user.pk}.{code}.pdf" for code in ("en", "fi", "sv")]
    assert {file.read_bytes()[:8] for file in files} == {b"%PDF-1.7"}


def test_sample_documents_without_anything_to_show_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="make a sample of letter from: load the demo first"):
        call_command("sample_documents", tmp_path)


def test_sample_documents_unprintable_sample_fails_with_its_name(tmp_path: Path) -> None:
    user = UserFactory(name="Aino 🎉")
    with pytest.raises(CommandError, match=f"kirje-{user.pk}.fi.pdf: The sign “🎉”"):
        call_command("sample_documents", tmp_path)
