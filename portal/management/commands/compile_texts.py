"""`manage.py compile_texts`: make the translations readable for Django."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.texts import compile_texts


class Command(BaseCommand):
    """Compiles every catalogue that has changed."""

    help = "Compile the translations, without the system's gettext; what is up to date is left alone."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was written."""
        for file in compile_texts():
            self.stdout.write(f"Wrote {file}")
