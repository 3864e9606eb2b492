"""Documents of a meeting: asked for by people, and by the portal itself when an agenda is published."""

from django.db.models import Q
from django.utils import timezone

from meetings.models import Material, Meeting
from portal import documents
from portal.enums import Audience, Language
from portal.models import Document, User

LANGUAGES = (Language.FINNISH, Language.SWEDISH)
"""The languages in which agendas are written."""


def request_document(
    *, meeting: Meeting, kind: str, language: str, audience: str, actor: User | None
) -> Document:
    """The document of what the meeting says now, made if it is not there yet. Raises PermissionDenied.

    What was last asked for is what readers get, also when it was made long ago and is right again.
    """
    document = documents.request(meeting, kind, language=language, audience=audience, actor=actor)
    Document.objects.filter(pk=document.pk).update(requested_at=timezone.now())
    return document


def audiences_of(meeting: Meeting) -> list[Audience]:
    """For whom the agenda is made: the members have one of their own when it tells them more than the public one."""
    for_members = Q(item__meeting=meeting, audience=Audience.MEMBERS)
    if meeting.remote_link or Material.objects.current().filter(for_members).exists():
        return [Audience.PUBLIC, Audience.MEMBERS]
    return [Audience.PUBLIC]
