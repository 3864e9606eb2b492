"""The documents of a meeting on its workbench."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.documents import LANGUAGES, Offered, offered
from meetings.models import Meeting
from portal import documents
from portal.enums import DocumentState
from portal.models import Document
from portal.views.documents import answer

from .fetching import run_by_user


@dataclass(frozen=True)
class DocumentCard:
    """One of the documents that the meeting can have, and whether it says what the meeting says now."""

    offered: Offered
    document: Document | None
    is_stale: bool

    @property
    def can_make(self) -> bool:
        """Making it again is offered only when another file would come of it."""
        return self.is_stale or self.document is None or self.document.state == DocumentState.FAILED

    @property
    def name(self) -> str:
        """`Agenda, Swedish`, and for whom if there is one for others too."""
        return documents.label(*self.offered)


@dataclass(frozen=True)
class DocumentGroup:
    """The documents of one kind."""

    label: str | Promise
    cards: list[DocumentCard]


def documents_context(meeting: Meeting, *, is_checked: bool = False) -> dict[str, Any]:
    """What the list of documents shows; where there are files, it asks by itself whether they are up to date."""
    groups = document_cards(meeting, is_checked=is_checked)
    files = [card for group in groups for card in group.cards if card.document and card.document.is_ready]
    return {"meeting": meeting, "documents": groups, "documents_are_checked": is_checked or not files}


def document_cards(meeting: Meeting, *, is_checked: bool = False) -> list[DocumentGroup]:
    """Every document that the meeting can have, kind by kind, each as it was last asked for.

    Whether they still say what the meeting says is told only when they are to be checked: each is built for that.
    """
    asked = Document.objects.about(meeting).exclude(state=DocumentState.REPLACED)
    latest = {
        (each.kind, each.language, each.audience): each for each in asked.order_by("requested_at", "pk")
    }
    cards = []
    for each in offered(meeting):
        document = latest.get((each.kind, each.language, each.audience))
        cards.append(DocumentCard(each, document, is_checked and _is_stale(meeting, document)))
    groups = groupby(cards, key=lambda card: card.offered.kind)
    return [DocumentGroup(documents.kinds[kind].label, list(own)) for kind, own in groups]


def _is_stale(meeting: Meeting, document: Document | None) -> bool:
    """Whether the document says something else than the meeting; one on its way takes what it says when its turn comes."""
    if document is None or document.is_unfinished:
        return False
    now = documents.build(meeting, document.kind, language=document.language, audience=document.audience)
    return document.content_hash != now.hash


@run_by_user
@require_POST
def document_create(
    request: HttpRequest, meeting: Meeting, kind: str, language: str, audience: str
) -> HttpResponse:
    """Have one document made."""
    known = documents.kinds.get(kind)
    if known is None or known.model is not Meeting or language not in LANGUAGES:
        raise Http404
    if audience not in known.audiences:
        raise Http404
    document = services.request_document(
        meeting=meeting, kind=kind, language=language, audience=audience, actor=request.user
    )
    return answer(request, document)


@run_by_user
@require_safe
def documents_list(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """The list alone, with whether each document still says what the meeting says."""
    if not request.htmx:
        return _to_the_list(meeting)
    return render(request, "meetings/_documents.html", documents_context(meeting, is_checked=True))


@run_by_user
@require_POST
def documents_create(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Have all of them made; the list then tells how far each is."""
    made = services.request_all_documents(meeting=meeting, actor=request.user)
    if request.htmx:
        return render(request, "meetings/_documents.html", documents_context(meeting, is_checked=True))
    waiting = any(document.is_unfinished for document in made)
    said = _("The documents are being made.") if waiting else _("All documents are up to date.")
    messages.success(request, said)
    return _to_the_list(meeting)


def _to_the_list(meeting: Meeting) -> HttpResponseBase:
    return redirect(f"{reverse('meetings:meeting-edit', args=[meeting.key])}#documents")
