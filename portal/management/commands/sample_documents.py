"""Writes one document of every kind and language, for looking at and for checking."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import documents
from portal.enums import Language
from portal.rendering.assembly import finish
from portal.rendering.pdf import render
from portal.rendering.problems import Unprintable


class Command(BaseCommand):
    """`manage.py sample_documents FOLDER`: each file is named after what it would be called, and its language.

    Each is made for the audience that is told the most."""

    help = "Write one document of every kind and language, made from the demo, into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder is made if need be; files of the same name in it are replaced."""
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        """Raises CommandError when a kind has no example in the database or one cannot be printed."""
        folder.mkdir(parents=True, exist_ok=True)
        for kind in documents.kinds.values():
            subject = kind.sample()
            if subject is None:
                raise CommandError(
                    f"There is nothing to make a sample of {kind.name} from: load the demo first."
                )
            for language in Language.values:
                audience = kind.audiences[-1]
                content = documents.build(subject, kind.name, language=language, audience=audience)
                file = folder / f"{Path(content.page.filename).stem}.{language}.pdf"
                try:
                    finish(kind, content.page, render(content.html), file, lambda _done, _total: None)
                except Unprintable as error:
                    raise CommandError(f"{file.name}: {error}") from error
                self.stdout.write(str(file))
