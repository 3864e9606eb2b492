"""The secret address of one's own calendar."""

import uuid

from django.db import transaction
from django.utils import timezone

from meetings.models import CalendarFeed
from portal.models import User


@transaction.atomic
def renew_feed(*, actor: User) -> CalendarFeed:
    """Give a person a new secret address; the one before leads nowhere."""
    values = {"key": uuid.uuid4(), "made_at": timezone.now()}
    row, _is_new = CalendarFeed.objects.update_or_create(user=actor, defaults=values)
    return row
