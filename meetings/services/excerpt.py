"""Excerpts: one section of approved minutes is sent to somebody whom it concerns."""

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.enums import MinutesState
from meetings.models import AgendaItem, Excerpt, ItemInspection, Minutes
from portal import documents, mail
from portal.enums import Audience
from portal.errors import Refused
from portal.history import act
from portal.mail import Attachment, Receiver
from portal.models import User

from .minutes import lock_run

EXCERPT = "minutes_excerpt"


@act
def send_excerpt(*, item: AgendaItem, name: str, email: str, language: str, actor: User) -> Excerpt:
    """Send one section as a PDF by mail, and write down to whom.

    A section can be sent when the minutes are approved, or when it was inspected at once. Raises PermissionDenied,
    Refused before that, and ValidationError for what is no address.
    """
    minutes = lock_run(item.meeting.minutes, actor=actor)
    if not can_be_sent(minutes, item):
        raise Refused(_("An excerpt can be sent when the minutes, or this section, are inspected."))
    row = Excerpt(
        minutes=minutes,
        item=item,
        name=name.strip(),
        email=email.strip(),
        language=language,
        sent_at=timezone.now(),
        sent_by=actor,
    )
    row.full_clean()
    row.save()
    document = documents.request(item, EXCERPT, language=language, audience=Audience.STAFF, actor=actor)
    receiver = Receiver(row.email, row.name, language)
    context = {"minutes": minutes, "meeting": minutes.meeting, "item": item, "name": row.name}
    mail.post(EXCERPT, to=receiver, context=context, about=row, attachments=[Attachment.of(document)])
    return row


def can_be_sent(minutes: Minutes, item: AgendaItem) -> bool:
    """Whether what the section says is fixed."""
    return minutes.state == MinutesState.APPROVED or ItemInspection.objects.filter(item=item).exists()
