"""`manage.py check_texts`: fail while a translation is missing."""

import shutil
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import texts


class Command(BaseCommand):
    """Checks each catalogue by itself, and against the source where gettext is installed."""

    help = "Check that every text has its translations."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError that lists what is missing."""
        found = {language: polib.pofile(str(file)) for language, file in texts.catalogues()}
        faults = [
            f"{language}: there is no catalogue"
            for language, _name in settings.LANGUAGES
            if language not in found
        ]
        for language, catalogue in found.items():
            faults += [f"{language}: {fault}" for fault in texts.faults(language, catalogue)]
        if shutil.which("xgettext"):
            wanted = texts.texts_in_source()
            for language, catalogue in found.items():
                has = {texts.key(entry) for entry in catalogue if not entry.obsolete}
                faults += [f"{language}: not in the catalogue: {text!r}" for _, text in sorted(wanted - has)]
                faults += [
                    f"{language}: no longer in the source: {text!r}" for _, text in sorted(has - wanted)
                ]
        else:
            self.stdout.write("gettext is not installed: the catalogues were not compared with the source.")
        if faults:
            raise CommandError("\n".join([*faults, "Run `make texts` and fill in what is missing."]))
        self.stdout.write(f"All texts are there: {', '.join(found)}.")
