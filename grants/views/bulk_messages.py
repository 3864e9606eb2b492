"""One message to many applicants: chosen from the list, written, looked at, sent, and what became of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.forms.handling import BulkMessageForm
from grants.models import BulkMessage, CopyArchive, Message
from grants.reach import Reach, reach_of
from grants.services.bulk_message import words_hash
from portal import mail
from portal.access import require
from portal.errors import Refused

from .officer_list import list_url, meant

PAGE = 100
LOOKED_AGAIN_MS = 1000
MOST_LISTED = 50

View = Callable[..., HttpResponseBase]


def own_message(view: View) -> View:
    """A page for the writer of a message to many, while the writer handles grants: the view gets it in place of its key."""

    @never_cache
    @login_required
    @wraps(view)
    def run(request: HttpRequest, key: UUID) -> HttpResponseBase:
        require(request.user, "grants.handle_application")
        bulk = BulkMessage.objects.written_by(request.user).filter(key=key).first()
        if bulk is None:
            raise Http404
        try:
            return view(request, bulk)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(bulk)

    return run


@login_required
@require_POST
def bulk_create(request: HttpRequest) -> HttpResponseBase:
    """Begin a message to the chosen applications."""
    try:
        bulk = services.begin_bulk_message(applications=meant(request), actor=request.user)
    except PermissionDenied as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(list_url(request))
    return redirect(bulk)


@never_cache
@login_required
@require_safe
def bulk_list(request: HttpRequest) -> HttpResponse:
    """What the officer has written to many, and the files of copies that wait to be fetched."""
    require(request.user, "grants.handle_application")
    context = {
        "written": BulkMessage.objects.written_by(request.user)[:MOST_LISTED],
        "archives": CopyArchive.objects.filter(asked_by=request.user.pk)[:MOST_LISTED],
    }
    return render(request, "grants/bulk_list.html", context)


@own_message
def bulk_detail(request: HttpRequest, bulk: BulkMessage) -> HttpResponseBase:
    """Where it is written, and where its writer sees afterwards what became of it."""
    if bulk.sent_at:
        return _show(request, bulk)
    form = BulkMessageForm(request.POST or None, initial={"subject": bulk.subject, "text": bulk.text})
    if request.method == "POST":
        is_whole = form.is_valid()
        # What is not whole yet is kept too: nothing typed is lost.
        kept = {
            name: form.data.get(name, "").replace("\0", "")[: form.fields[name].max_length]
            for name in ("subject", "text")
        }
        services.change_bulk_message(bulk=bulk, actor=request.user, **kept)
        if is_whole:
            return redirect("grants:bulk-send", bulk.key)
    context = {"bulk": bulk, "form": form, **_reached(request, reach_of(bulk, request.user))}
    return render(request, "grants/bulk_form.html", context)


def _show(request: HttpRequest, bulk: BulkMessage) -> HttpResponse:
    """The message as it was sent; how far its mails are alone for htmx, which asks again until they are written."""
    context: dict[str, Any] = {
        "bulk": bulk,
        "delay": LOOKED_AGAIN_MS,
        "refresh_seconds": bulk.is_at_work and 5,
    }
    if request.htmx:
        return render(request, "grants/_bulk_mails.html", context)
    context |= _reached(request, reach_of(bulk, request.user))
    return render(request, "grants/bulk_detail.html", context)


@own_message
def bulk_send(request: HttpRequest, bulk: BulkMessage) -> HttpResponseBase:
    """A look at the message, its mail and those who get it; then it is sent, however often the button is pressed."""
    if bulk.sent_at:
        return redirect(bulk)
    if request.method == "POST":
        services.send_bulk_message(bulk=bulk, seen=request.POST.get("seen", ""), actor=request.user)
        return redirect(bulk)
    if not bulk.subject or not bulk.text:
        messages.error(request, _("Write the message first."))
        return redirect(bulk)
    reach = reach_of(bulk, request.user)
    first = reach.reached[0] if reach.reached else None
    context = {"bulk": bulk, "seen": words_hash(bulk), **_reached(request, reach)}
    if first is not None:
        application = first.application
        said = Message(application=application, subject=bulk.subject, text=bulk.text)
        receiver = mail.Receiver("", application.contact_name, application.language)
        words = {"application": application, "message": said}
        context["mail"] = mail.preview("application_message", to=receiver, context=words)
    return render(request, "grants/bulk_send.html", context)


@own_message
@require_POST
def bulk_drop(request: HttpRequest, bulk: BulkMessage) -> HttpResponseBase:
    """Throw away what was not sent."""
    services.drop_bulk_message(bulk=bulk, actor=request.user)
    messages.success(request, _("The message was thrown away. Nobody got it."))
    return redirect("grants:officer-list")


def _reached(request: HttpRequest, reach: Reach) -> dict[str, Any]:
    page = Paginator(reach.reached, PAGE).get_page(request.GET.get("page"))
    return {"reach": reach, "page": page}
