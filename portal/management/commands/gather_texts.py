"""`manage.py gather_texts`: bring the catalogues of translations up to date with the source."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.texts import gather_texts


class Command(BaseCommand):
    """Adds new texts to the catalogues and removes those that are gone."""

    help = "Gather all texts of the source into locale/; needs the system's gettext."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the catalogues."""
        gather_texts()
