"""The portal with a clock that a test moves: the seconds in the file CLOCK_FILE are added to the time of day."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from portal.wsgi import application

__all__ = ["application"]

true_now = timezone.now


def moved_now() -> datetime:
    """What the portal takes for the present."""
    return true_now() + timedelta(seconds=float(Path(os.environ["CLOCK_FILE"]).read_text() or 0))


timezone.now = moved_now
