"""The translations: compiled without gettext, and watched for what is missing."""

import gettext
import os
import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

from portal import texts


@pytest.fixture
def catalogue(settings, tmp_path):
    """A project with one Finnish catalogue, which a test fills."""
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LANGUAGES = [("fi", "Finnish")]
    file = tmp_path / "locale" / "fi" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)

    def write(*entries):
        po = polib.POFile()
        po.metadata = {
            "Content-Type": "text/plain; charset=utf-8",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        po.extend(polib.POEntry(**entry) for entry in entries)
        po.save(str(file))
        return file

    return write


def faults(*entries):
    return list(texts.faults("fi", [polib.POEntry(**entry) for entry in entries]))


def test_compiling_writes_what_django_reads_and_leaves_alone_what_is_new(catalogue):
    file = catalogue(
        {"msgid": "Meeting", "msgstr": "Kokous"}, {"msgid": "Left", "msgstr": "Vasen", "msgctxt": "side"}
    )
    assert texts.compile_texts() == [file.with_suffix(".mo")]
    with file.with_suffix(".mo").open("rb") as compiled:
        translations = gettext.GNUTranslations(compiled)
    assert translations.gettext("Meeting") == "Kokous"
    assert translations.pgettext("side", "Left") == "Vasen"
    assert texts.compile_texts() == []
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime + 5))
    assert texts.compile_texts() == [file.with_suffix(".mo")]


def test_complete_entries_have_no_fault():
    assert faults(
        {"msgid": "Meeting", "msgstr": "Kokous"},
        {"msgid": "%(n)s of {all}", "msgstr": "{all}: %(n)s"},
        {"msgid": "one seat", "msgid_plural": "%(n)s seats", "msgstr_plural": {0: "yksi paikka", 1: "%(n)s paikkaa"}},
        {"msgid": "Gone", "msgstr": "", "obsolete": True},
    ) == []  # fmt: skip


def test_each_fault_is_named():
    assert faults(
        {"msgid": "Empty", "msgstr": ""},
        {"msgid": "Guessed", "msgstr": "Arvattu", "flags": ["fuzzy"]},
        {"msgid": "Hello %(name)s", "msgstr": "Hei %(nimi)s"},
        {"msgid": "Lost {day}", "msgstr": "Hukassa"},
        {"msgid": "one", "msgid_plural": "%(n)s seats", "msgstr_plural": {0: "yksi", 1: ""}},
        {"msgid": "1", "msgid_plural": "%(n)s items", "msgstr_plural": {0: "yksi", 1: "asioita"}},
        {"msgid": "2", "msgid_plural": "%(n)s notes", "msgstr_plural": {0: "%(x)s", 1: "%(n)s"}},
    ) == [
        "untranslated: 'Empty'", "doubtful (fuzzy): 'Guessed'", "placeholders differ: 'Hello %(name)s'",
        "placeholders differ: 'Lost {day}'", "untranslated: 'one'", "placeholders differ: '1'",
        "placeholders differ: '2'",
    ]  # fmt: skip


def test_english_may_leave_its_texts_as_they_are():
    assert list(texts.faults("en", [polib.POEntry(msgid="Meeting", msgstr="")])) == []


def test_check_compares_catalogue_with_source(catalogue, tmp_path, monkeypatch):
    (tmp_path / "page.py").write_text('from django.utils.translation import gettext\ngettext("Fresh")\n')
    file = catalogue({"msgid": "Stale", "msgstr": "Vanha"})
    before = file.read_bytes()
    # Where gettext is missing, what it would find stands in for it: the comparison itself is always tried.
    if not shutil.which("xgettext"):
        monkeypatch.setattr(shutil, "which", lambda _name: "xgettext")
        monkeypatch.setattr(texts, "texts_in_source", lambda: {("", "Fresh")})
    with pytest.raises(CommandError) as raised:
        call_command("check_texts")
    assert str(raised.value).splitlines() == [
        "fi: not in the catalogue: 'Fresh'",
        "fi: no longer in the source: 'Stale'",
        "Run `make texts` and fill in what is missing.",
    ]
    assert file.read_bytes() == before
    assert [found.name for found in Path(tmp_path / "locale").rglob("*.pot")] == []


def test_check_without_gettext_says_so_and_still_finds_holes(catalogue, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    catalogue({"msgid": "Empty", "msgstr": ""})
    with pytest.raises(CommandError, match="untranslated: 'Empty'"):
        call_command("check_texts")
    assert (
        capsys.readouterr().out
        == "gettext is not installed: the catalogues were not compared with the source.\n"
    )
    catalogue({"msgid": "Full", "msgstr": "Täysi"})
    call_command("check_texts")
    assert capsys.readouterr().out.endswith("All texts are there: fi.\n")
