"""Unfinished drafts are reminded of before the call closes: 7 days, 2 days and 3 hours before, each once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from grants.enums import ApplicationState, ReminderKind
from grants.models import Application, Call, DraftReminder

from .telling import tell_applicant

BEFORE = {
    ReminderKind.THREE_HOURS: timedelta(hours=3),
    ReminderKind.TWO_DAYS: timedelta(days=2),
    ReminderKind.WEEK: timedelta(days=7),
}


def due_kind(closes_at: datetime, now: datetime) -> ReminderKind | None:
    """The reminder whose time it is: the one nearest to the closing, so that nobody gets all three at once."""
    left = closes_at - now
    if left <= timedelta(0):
        return None
    return next((kind for kind, before in BEFORE.items() if left <= before), None)


def remind_of_drafts(now: datetime | None = None) -> int:
    """Write to those who have a draft in a call that closes soon; how many drafts were reminded of.

    The row is claimed before the mail is written, in the same transaction: a second run finds it there.
    """
    now = now or timezone.now()
    count = 0
    for call in Call.objects.open_at(now).filter(closes_at__lte=now + max(BEFORE.values())):
        kind = due_kind(call.closes_at, now) if call.closes_at else None
        if kind is None or call.closes_at is None:
            continue
        drafts = Application.objects.filter(
            call=call, state=ApplicationState.DRAFT, is_paper=False
        ).for_list()
        # Whoever began after the reminder's time has seen the closing time a moment ago.
        begun_before = drafts.filter(created_at__lte=call.closes_at - BEFORE[kind])
        told = DraftReminder.objects.filter(kind=kind, closes_at=call.closes_at, application__call=call)
        for draft in begun_before.exclude(pk__in=told.values("application")):
            count += _remind(draft, kind, call.closes_at, now)
    return count


@transaction.atomic
def _remind(draft: Application, kind: ReminderKind, closes_at: datetime, now: datetime) -> bool:
    _row, is_new = DraftReminder.objects.get_or_create(
        application=draft, kind=kind, closes_at=closes_at, defaults={"sent_at": now}
    )
    if is_new:
        tell_applicant(draft, "application_reminder")
    return is_new
