"""The pages of an application on who applies, where the money goes, and who signs."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants import services
from grants.forms.applying import DetailsForm, typed_details, typed_signatories
from grants.models import Application
from grants.presence import note_presence
from grants.progress import Part, progress_of
from grants.services.details import ACCOUNT, CONTACTS
from portal.errors import Conflict, Refused

from .fetching_application import open_to_readers
from .showing_application import form_context, may_write_now, saved_line


@open_to_readers
def application_contacts(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Who applies, and who is asked when something is unclear."""
    return _details(request, application, CONTACTS, "contacts")


@open_to_readers
def application_account(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Where the money goes, and who signs."""
    return _details(request, application, ACCOUNT, "account")


def _details(
    request: HttpRequest, application: Application, names: tuple[str, ...], page: str
) -> HttpResponseBase:
    clash: Conflict | None = None
    if request.method == "POST":
        values, bases = typed_details(request.POST, names)
        try:
            application = services.change_details(
                application=application,
                values=values,
                bases=bases,
                arrived_at=request.arrived_at,
                actor=request.user,
            )
            if page == "account":
                services.change_signatories(
                    application=application,
                    rows=typed_signatories(request.POST),
                    arrived_at=request.arrived_at,
                    actor=request.user,
                )
        except Conflict as conflict:
            clash = conflict
        except Refused as refusal:
            if not request.htmx:
                raise
            return saved_line(request, application, problem=str(refusal))
        if request.htmx:
            others = note_presence(application, request.user)
            if clash:
                return saved_line(request, application, problem=str(clash), has_conflict=True, others=others)
            form = DetailsForm(instance=application, names=names)
            marks = {row["field"].name: row["base"] for row in form.rows}
            return saved_line(request, application, bases=marks, others=others)
        if clash is None and not _part(application, page).problems:
            messages.success(request, _("Saved."))
            return redirect(_next_url(application, page))
    return _details_page(request, application, names, page, clash)


def _details_page(
    request: HttpRequest,
    application: Application,
    names: tuple[str, ...],
    page: str,
    clash: Conflict | None,
) -> HttpResponse:
    application = Application.objects.select_related(
        "call__region", "call_kind__kind", "organisation", "question_set"
    ).get(pk=application.pk)
    may_write, why_closed, _names = may_write_now(request, application)
    form = DetailsForm(instance=application, names=names, clashes=clash.clashes if clash else ())
    for field in form.fields.values():
        field.disabled = not may_write
    for problem in _part(application, page).problems:
        is_filled = bool(getattr(application, problem.field, ""))
        if problem.field in form.fields and (is_filled or request.method == "POST"):
            form.problems.setdefault(problem.field, []).append(problem.text)
    signatories: list[Any] = list(application.signatories.all())
    signatories += [None] * (2 - len(signatories))
    context = form_context(request, application) | {
        "form": form,
        "page": page,
        "signatories": list(enumerate(signatories, 1)),
        "wanted": application.call_kind.kind.signatories,
        "may_write": may_write,
        "why_closed": why_closed,
        "conflict": clash,
        "saved_at": application.saved_at,
        "others": note_presence(application, request.user) if may_write else [],
        "url": request.path,
    }
    return render(request, "grants/application_details.html", context)


def _part(application: Application, name: str) -> Part:
    return next(part for part in progress_of(application).parts if part.name == name)


def _next_url(application: Application, name: str) -> str:
    parts = progress_of(application).parts
    place = next(place for place, each in enumerate(parts) if each.name == name)
    if place + 1 < len(parts):
        return parts[place + 1].url
    return reverse("grants:application-send", args=[application.key])
