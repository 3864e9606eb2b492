"""`manage.py build_dictionary`: make the search's dictionaries, once."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.search import words


class Command(BaseCommand):
    """Makes what is missing; with everything there it does nothing."""

    help = (
        "Make the search's dictionaries where they are missing (takes about seven seconds and 700 MB, once)."
    )
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """Make the dictionaries and say which."""
        made = words.build_dictionaries()
        state = f"made for {', '.join(made)}" if made else "are there already"
        self.stdout.write(f"The search's dictionaries {state}: {words.dictionary_folder()}")
