"""`manage.py reindex`: build the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from portal import search


class Command(BaseCommand):
    """Goes through all records in batches; the portal may run meanwhile."""

    help = "Build the search index anew, kind by kind."

    def handle(self, **options: Any) -> None:
        """Index every record of every kind, and forget what is no longer there."""
        for source in search.sources():
            done = 0
            for done in search.rebuild(source):
                self.stdout.write(f"\r{source.kind}: {done}", ending="")
                self.stdout.flush()
            self.stdout.write(f"\r{source.kind}: {done}")
        self.stdout.write(f"Words: {search.tidy()}")
