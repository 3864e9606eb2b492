"""What people see when something is not as it should be: what happened, and the way on."""

import re
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from portal import context, navigation
from portal.enums import Language
from portal.many_files import MOST_AT_ONCE

LANGUAGE_PREFIX = re.compile(r"/([a-z]{2})(?=/|$)")
# Never shown again, whatever was typed: what lets in, and what only the form itself understands.
SECRET_FIELD = re.compile(r"csrf|pass|code|token|next|login|version|^_", re.IGNORECASE)


TOO_MUCH = (RequestDataTooBig, TooManyFilesSent, TooManyFieldsSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request itself could not be understood, so nothing of it is used on the page but the language it was made in."""
    with translation.override(
        translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    ):
        if isinstance(exception, TOO_MUCH):
            return _too_much(request, exception)
        return _plain("400.html", HTTPStatus.BAD_REQUEST)


def _too_much(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More files, bytes or fields at once than are taken: by how many, and the way back; a part of a page gets a line."""
    context = {
        "too_many_files": isinstance(exception, TooManyFilesSent),
        "most_files": MOST_AT_ONCE,
        "largest_file": settings.UPLOAD_LARGEST_BYTES,
        "largest_together": settings.REQUEST_LARGEST_BYTES,
        "largest_text": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        "page_url": _came_from(request),
    }
    if request.headers.get("HX-Request"):
        line = render_to_string("components/too_much.html", context)
        return HttpResponse(line, status=HTTPStatus.BAD_REQUEST, headers={"X-Not-Saved": "1"})
    return _plain("400_too_much.html", HTTPStatus.BAD_REQUEST, **context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Missing and forbidden alike; an unknown language in the address is told by name."""
    found = LANGUAGE_PREFIX.match(request.path)
    unknown = found[1] if found and found[1] in LANG_INFO and found[1] not in Language.values else ""
    languages = {}
    if unknown:
        languages = {
            "unknown_language": LANG_INFO[unknown]["name_local"],
            "known_languages": navigation.language_links(request.path.removeprefix(f"/{unknown}") or "/"),
        }
    return render(request, "404.html", languages, status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Something broke here; the page needs neither the database nor the session, which may be what broke."""
    return _plain("500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page stood open too long, or the person signed out meanwhile: what was typed is shown, so that none is lost."""
    typed = [
        text
        for name, texts in request.POST.lists()
        if not SECRET_FIELD.search(name)
        for text in texts
        if not text.isdecimal() and len(text) > 1
    ]
    return render(
        request,
        "403_csrf.html",
        {"typed": typed, "page_url": _came_from(request)},
        status=HTTPStatus.FORBIDDEN,
    )


def _came_from(request: HttpRequest) -> str:
    """The page of ours from which the request was made."""
    came_from = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours else ""


def _plain(template: str, status: HTTPStatus, **said: Any) -> HttpResponse:
    return HttpResponse(render_to_string(template, {**context.names(), **said}), status=status)
