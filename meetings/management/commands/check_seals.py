"""Checks the chain of seals against what the database says now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from meetings.sealing import check_seals


class Command(BaseCommand):
    """`manage.py check_seals`: says of each approved minutes what differs, and fails when anything does."""

    help = "Check that approved minutes are as they were sealed, and that no seal of a chain is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when anything differs."""
        with translation.override(None):
            count, findings = check_seals()
            for finding in findings:
                meeting = finding.minutes.meeting
                self.stderr.write(f"{meeting.body.slug} {meeting.label}: {finding.what}")
        if findings:
            raise CommandError(f"{_counted(len(findings), 'thing')} not as it was sealed.")
        self.stdout.write(f"{_counted(count, 'seal')}, nothing changed.")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
