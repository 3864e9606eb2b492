"""The translations: gathered from the source, compiled for Django, checked for what is missing."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

# The ids are English already: an English catalogue may leave them as they are.
SOURCE_LANGUAGE = "en"

Key = tuple[str, str]


def catalogues() -> Iterator[tuple[str, Path]]:
    """Language and file of each catalogue of the project."""
    for folder in settings.LOCALE_PATHS:
        for file in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            yield file.parts[-3], file


def compile_texts() -> list[Path]:
    """Write a `.mo` file beside each catalogue that has changed since; gives what was written. Needs no gettext."""
    written = []
    for _language, file in catalogues():
        target = file.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= file.stat().st_mtime:
            continue
        # Put in place in one step: a web process may be reading the old one.
        new = target.with_suffix(".mo.new")
        polib.pofile(str(file)).save_as_mofile(str(new))
        new.replace(target)
        written.append(target)
    return written


class _Gathering(makemessages.Command):
    """Guesses no translation of a new text from those of similar ones: a wrong text is worse than a missing one."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def gather_texts(command: makemessages.Command | None = None) -> None:
    """Bring the catalogues up to date with the source. Needs gettext."""
    with contextlib.chdir(settings.BASE_DIR):
        call_command(
            command or _Gathering(),
            locale=[language for language, _name in settings.LANGUAGES],
            ignore_patterns=[".venv", ".local", "tests"],
            no_location=True,
            no_obsolete=True,
            verbosity=0,
        )


def texts_in_source() -> set[Key]:
    """Context and id of every text in the source. Needs gettext."""
    extraction = _Extraction()
    gather_texts(extraction)
    return extraction.gathered


def key(entry: polib.POEntry) -> Key:
    """What Django finds a text by: context and id."""
    return entry.msgctxt or "", entry.msgid


def faults(language: str, catalogue: polib.POFile) -> Iterator[str]:
    """What is wrong in one catalogue: texts untranslated or doubtful, placeholders lost or invented."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        named = placeholders(entry.msgid_plural or entry.msgid)
        if entry.fuzzy:
            yield f"doubtful (fuzzy): {entry.msgid!r}"
        elif language != SOURCE_LANGUAGE and not all(texts):
            yield f"untranslated: {entry.msgid!r}"
        # The singular may say "one meeting" without a number; anything else names exactly what the source names.
        elif any(text and placeholders(text) != named for text in texts[bool(entry.msgid_plural) :]) or any(
            placeholders(text) - named for text in texts
        ):
            yield f"placeholders differ: {entry.msgid!r}"


def placeholders(text: str) -> set[tuple[str, str]]:
    """The names in `%(name)s` and `{name}`."""
    return set(re.findall(r"%\((\w+)\)|\{(\w*)\}", text))


class _Extraction(makemessages.Command):
    """Django's own gathering of texts, which here leaves the catalogues alone."""

    gathered: set[Key] = set()

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Keep what was gathered."""
        self.gathered = {key(entry) for entry in polib.pofile(potfile)}
