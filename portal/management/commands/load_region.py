"""`manage.py load_region pirkanmaa`: the facts of a region into the database; without a name, of all regions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import facts


class Command(BaseCommand):
    """Loads what the database does not have yet; what people have changed stays as they made it."""

    help = "Loads the facts of regions. Records that exist already are left alone; what differs is told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The names of folders in portal/regions."""
        text = "the name of a folder in portal/regions, such as pirkanmaa; all of them when none is named"
        parser.add_argument("regions", nargs="*", metavar="region", help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and, unless it is to be quiet, tell what was made and what differs."""
        try:
            loading = facts.load(*(options["regions"] or facts.regions()))
        except facts.FactsError as error:
            raise CommandError(str(error)) from error
        if not options["verbosity"]:
            return
        made = ", ".join(f"{count} {label}" for label, count in sorted(loading.made.items()))
        self.stdout.write(f"Made: {made or 'nothing, all of it was there'}.")
        if loading.differing:
            self.stdout.write("Left as they are in the portal, though the files say otherwise:")
            self.stdout.write("\n".join(f"  {place}" for place in loading.differing))
