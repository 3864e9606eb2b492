"""`manage.py load_demo`: invented people, a present term, a meeting soon, and a sign-in for each role."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import demo


class Command(BaseCommand):
    """Makes what the demo lacks and prints who can sign in."""

    help = "Loads the demo: invented people and organisations, with dates counted from today."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then, unless it is to be quiet, print a line for each sign-in."""
        try:
            demo.load()
        except demo.DemoError as error:
            raise CommandError(str(error)) from error
        if not options["verbosity"]:
            return
        people = demo.sign_ins()
        width = max((len(email) for _role, email, _password in people), default=0)
        self.stdout.write("Sign-ins of the demo:")
        for role, email, password in people:
            self.stdout.write(f"  {email:<{width}}  {password}  {role}")
