"""One application for those who handle it: what was sent, what is said, and what may be asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.copies import COPY
from grants.forms.applying import MessageForm
from grants.forms.handling import HandlingForm, HandOverForm, LateForm, LateReasonForm, SupplementForm
from grants.handling import flagged, noticed_beside
from grants.models import Application
from grants.services.applying import open_request
from grants.services.sending import delivered_files
from portal.access import is_secretariat
from portal.errors import Refused
from portal.models import Document, User

from .officer_list import back_to, place_of

View = Callable[..., HttpResponseBase]


def handled_by_user(view: View) -> View:
    """A page for those who handle the application: the view gets it in place of its key."""

    @never_cache
    @login_required
    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        objects = Application.objects
        # Drafts are the applicant's own, but the secretariat hands them over and lets them come late.
        shown = objects.all() if is_secretariat(request.user) else objects.opened_to_officers(request.user)
        rows = flagged(shown).for_list()
        rows = rows.select_related("call__region", "handler", "question_set")
        application = rows.filter(key=key).first()
        if application is None:
            raise Http404
        try:
            return view(request, application, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return back_to(request, application)

    return run


@handled_by_user
@require_safe
def officer_application(request: HttpRequest, application: Application) -> HttpResponseBase:
    """The latest sending, with everything round it; of a paper that is being typed in, the typing."""
    if application.is_being_entered:
        return redirect(application)
    return _page(request, application)


def _page(request: HttpRequest, application: Application, **forms: Any) -> HttpResponse:
    submissions = list(application.submissions.order_by("-number"))
    services.mark_read(application=application, by_applicant=False)
    context: dict[str, Any] = {
        "application": application,
        "call": application.call,
        "submissions": submissions,
        "steps": application.steps.select_related("actor"),
        "conversation": application.messages.select_related("author"),
        "message_form": MessageForm(auto_id="id_message_%s"),
        "handling_form": HandlingForm(application=application, user=request.user, auto_id="id_handling_%s"),
        "supplement": open_request(application),
        "supplement_form": SupplementForm(application=application, auto_id="id_supplement_%s"),
        "late_form": LateForm(auto_id="id_late_%s"),
        "late_reason_form": LateReasonForm(auto_id="id_reason_%s"),
        "late_requests": application.late_requests.select_related("asked_by"),
        "beside": noticed_beside(application, request.user),
        **place_of(request, application),
        "hand_over_form": HandOverForm(auto_id="id_hand_over_%s") if is_secretariat(request.user) else None,
    }
    if submissions:
        last = submissions[0]
        context |= {
            "submission": last,
            "content": last.content,
            "attachments": last.attachments,
            "delivered": delivered_files(application),
            "copy": Document.objects.of(last, COPY).first(),
        }
    return render(request, "grants/officer_application.html", context | forms)


@handled_by_user
@require_POST
def application_handling(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Say who handles it, and under which number the county does."""
    form = HandlingForm(request.POST, application=application, user=request.user, auto_id="id_handling_%s")
    if form.is_valid():
        services.change_handling(application=application, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return back_to(request, application)
    return _page(request, application, handling_form=form, form=form)


@handled_by_user
@require_POST
def supplement_ask(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Open the named questions and attachments to the applicant."""
    form = SupplementForm(request.POST, application=application, auto_id="id_supplement_%s")
    if form.is_valid():
        try:
            services.ask_supplement(application=application, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The request was sent. The applicant gets a mail."))
            return back_to(request, application)
    return _page(request, application, supplement_form=form, form=form)


@handled_by_user
@require_POST
def supplement_cancel(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Take the request back."""
    services.cancel_supplement(application=application, actor=request.user)
    messages.success(request, _("The request has been taken back."))
    return back_to(request, application)


@handled_by_user
@require_POST
def application_late(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Let it be sent after the closing, with a reason."""
    form = LateForm(request.POST, auto_id="id_late_%s")
    if form.is_valid():
        try:
            services.allow_late(application=application, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The applicant may send it late and gets a mail."))
            return back_to(request, application)
    return _page(request, application, late_form=form, form=form)


@handled_by_user
@require_POST
def late_decline(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Say no to who asked to come late, with a reason."""
    return _with_reason(
        request, application, services.decline_late, _("Answered. The applicant gets a mail.")
    )


@handled_by_user
@require_POST
def late_take(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Take into handling what came late, with a reason."""
    return _with_reason(request, application, services.take_late, _("Taken. The applicant gets a mail."))


def _with_reason(
    request: HttpRequest, application: Application, service: Callable[..., Any], done: str
) -> HttpResponseBase:
    form = LateReasonForm(request.POST, auto_id="id_reason_%s")
    if form.is_valid():
        service(application=application, reason=form.cleaned_data["reason"], actor=request.user)
        messages.success(request, done)
        return back_to(request, application)
    return _page(request, application, late_reason_form=form, form=form)


@handled_by_user
@require_POST
def application_hand_over(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Make somebody else responsible for it; only the secretariat."""
    if not is_secretariat(request.user):
        raise Http404
    form = HandOverForm(request.POST, auto_id="id_hand_over_%s")
    if form.is_valid():
        to = User.objects.filter(email__iexact=form.cleaned_data["to"], is_active=True).first()
        if to is None:
            form.add_error("to", _("Nobody signs in with this address. Ask the person to register first."))
        else:
            try:
                services.hand_over(
                    application=application, to=to, reason=form.cleaned_data["reason"], actor=request.user
                )
            except PermissionDenied as error:
                raise Http404 from error
            messages.success(request, _("The application was handed over. Both get a mail."))
            return back_to(request, application)
    return _page(request, application, hand_over_form=form, form=form)
