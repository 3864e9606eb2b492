"""Copies of many applications as one ZIP: asked for, how far it is, and the file."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.models import CopyArchive
from portal.access import require
from portal.errors import Refused
from portal.views.files import file_answer

from .officer_list import list_url, meant

LOOKED_AGAIN_MS = 1000


@login_required
@require_POST
def archive_create(request: HttpRequest) -> HttpResponseBase:
    """Have the copies of the chosen applications made into one file."""
    try:
        archive = services.request_archive(applications=meant(request), actor=request.user)
    except PermissionDenied as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(list_url(request))
    return redirect(archive)


def _own(request: HttpRequest, key: UUID) -> CopyArchive:
    """The asker's own, while they handle grants. Raises Http404."""
    require(request.user, "grants.handle_application")
    archive = CopyArchive.objects.filter(key=key, asked_by=request.user.pk).first()
    if archive is None:
        raise Http404
    return archive


@never_cache
@login_required
@require_safe
def archive_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far it is; the state alone for htmx, which asks again until it is ready."""
    archive = _own(request, key)
    context = {
        "archive": archive,
        "whole": len(archive.applications),
        "delay": LOOKED_AGAIN_MS,
        "refresh_seconds": archive.is_at_work and 5,
    }
    page = "grants/_archive.html" if request.htmx else "grants/archive_detail.html"
    return render(request, page, context)


@login_required
@require_safe
def archive_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file."""
    archive = _own(request, key)
    if not archive.file:
        raise Http404
    return file_answer(
        request,
        archive.file,
        filename=f"hakemukset-{timezone.localdate(archive.asked_at)}.zip",
        content_type="application/zip",
        file_hash=archive.file_hash,
        is_public=False,
    )
