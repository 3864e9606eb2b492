"""Documents of a meeting: asked for by people, and by the portal itself when an agenda is published."""

from django.utils import timezone

from meetings.documents import offered
from meetings.models import Meeting
from portal import documents
from portal.models import Document, User


def request_document(
    *, meeting: Meeting, kind: str, language: str, audience: str, actor: User | None
) -> Document:
    """The document of what the meeting says now, made if it is not there yet. Raises PermissionDenied.

    What was last asked for is what readers get, also when it was made long ago and is right again.
    """
    document = documents.request(meeting, kind, language=language, audience=audience, actor=actor)
    Document.objects.filter(pk=document.pk).update(requested_at=timezone.now())
    return document


def request_all_documents(*, meeting: Meeting, actor: User) -> list[Document]:
    """Every kind of document that the meeting has, for each of its readers and in each language.

    What is there already and says the same is not made again. Raises PermissionDenied.
    """
    return [
        request_document(meeting=meeting, kind=kind, language=language, audience=audience, actor=actor)
        for kind, language, audience in offered(meeting)
    ]
