"""How far a document is, the file itself, and asking again for what failed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import documents
from portal.enums import Audience
from portal.models import Document
from portal.parameters import whole_number

from .files import file_answer

# Milliseconds from one look to the next: most documents take half a second, and a long one need not be asked for often.
PATIENCE = (300, 300, 300, 300, 500, 700, 1000, 2000, 3000, 5000)


def readable(request: HttpRequest, key: UUID) -> Document:
    """The document, or the one that took its place; the same 404 for missing and forbidden."""
    document = get_object_or_404(Document.objects.select_related("replaced_by"), key=key)
    while document.replaced_by:
        document = document.replaced_by
    if not documents.may_read(document, request.user):
        raise Http404
    return document


def answer(request: HttpRequest, document: Document) -> HttpResponse:
    """What asking for a document ends in: its card where htmx swaps it in, else the page that has the card."""
    if not request.htmx:
        return redirect(document)
    return render(request, "portal/_document.html", card(request, document))


def card(request: HttpRequest, document: Document, *, looks: int = 0) -> dict[str, Any]:
    """What the card of a document needs to know; `looks` is how often the page has asked for it already."""
    return {
        "document": document,
        "name": documents.label(document.kind, document.language, document.audience),
        "can_make": documents.may_make(document, request.user),
        "looks": looks + 1,
        "delay": PATIENCE[min(looks, len(PATIENCE) - 1)],
    }


@never_cache
@require_safe
def document_status(request: HttpRequest, key: UUID) -> HttpResponse:
    """The card, which asks here again until the file is ready; for browsers without JavaScript a page round it."""
    document = readable(request, key)
    looks = whole_number(request.GET.get("looks", "")) or 0
    context = card(request, document, looks=looks)
    part = "portal/_document.html"
    if not request.htmx:
        part = "portal/document_status.html"
        context["refresh_seconds"] = 2 if document.is_unfinished else None
    response = render(request, part, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def document_file(request: HttpRequest, key: UUID, filename: str) -> HttpResponseBase:
    """The file, for those who may read it."""
    document = readable(request, key)
    if not document.file or document.filename != filename:
        raise Http404
    return file_answer(
        request,
        document.file,
        filename=document.filename,
        content_type="application/pdf",
        file_hash=document.file_hash,
        is_public=document.audience == Audience.PUBLIC,
    )


@require_POST
def document_retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask again for what failed, or for a new one: what changed meanwhile is in it."""
    document = readable(request, key)
    if not documents.may_make(document, request.user):
        raise Http404
    return answer(request, documents.retry(document, actor=request.user))
