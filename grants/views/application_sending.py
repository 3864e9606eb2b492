"""Looking an application over, sending it, the receipt, its sendings beside each other, withdrawing and deleting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.comparing import compare
from grants.copies import COPY, DRAFT
from grants.enums import ApplicationState
from grants.forms.applying import AskLateForm, MessageForm, WithdrawForm
from grants.models import Application
from grants.rules import edits_application
from grants.services.applying import answerable_request
from grants.services.sending import sending_at, whole_sending
from portal import documents
from portal.access import require
from portal.enums import Audience
from portal.errors import Overtaken, Refused
from portal.models import Document
from portal.parameters import whole_number
from portal.views.documents import answer

from .fetching_application import read_by_user, seen_by_user, written_by_user
from .officer_list import back_to
from .showing_application import base_context


@written_by_user
def application_send(request: HttpRequest, application: Application) -> HttpResponseBase:
    """The application as its reader will see it, what is missing, and the button that sends it."""
    # Whatever is sent while a supplement is waited for answers it, also while the call still is open.
    supplement = answerable_request(application, request.arrived_at)
    if request.method == "POST":
        try:
            _send(request, application, is_supplement=supplement is not None)
        except Overtaken as overtaken:
            messages.info(request, str(overtaken))
        except Refused as refusal:
            messages.error(request, str(refusal))
        except ValidationError:
            if supplement is None:
                return redirect(f"{application.get_absolute_url()}?puuttuu=1")
        else:
            if application.is_being_entered:
                return redirect("grants:officer-application", application.key)
            return redirect("grants:application-receipt", application.key)
        return redirect("grants:application-send", application.key)
    why_closed = ""
    try:
        sending = sending_at(application, request.arrived_at)
    except Refused as refusal:
        sending, why_closed = whole_sending(application), str(refusal)
    context = base_context(request, application) | {
        "problems": sending.problems,
        "content": sending.content,
        "attachments": sending.attachments,
        "seen": sending.digest,
        "may_be_sent": not why_closed,
        "why_closed": why_closed,
        "supplement": supplement,
    }
    return render(request, "grants/application_send.html", context)


def _send(request: HttpRequest, application: Application, *, is_supplement: bool) -> None:
    seen = request.POST.get("seen", "")
    if application.is_being_entered:
        sent = services.register_paper(application=application, seen_hash=seen, actor=request.user)
        words = _("Registered: %(reference)s.") % {"reference": sent.application.reference}
        messages.success(request, words)
        return
    send = services.submit_supplement if is_supplement else services.submit
    send(application=application, seen_hash=seen, arrived_at=request.arrived_at, actor=request.user)


@seen_by_user
@require_safe
def application_receipt(request: HttpRequest, application: Application) -> HttpResponse:
    """That it arrived: reference, instant and hash of the last sending, and its copy."""
    sent = application.submissions.order_by("-number").first()
    if sent is None:
        raise Http404
    copy = Document.objects.of(sent, COPY).first()
    context = base_context(request, application) | {"submission": sent, "copy": copy}
    return render(request, "grants/application_receipt.html", context)


@seen_by_user
@require_safe
def application_sendings(request: HttpRequest, application: Application, number: int) -> HttpResponse:
    """One sending as it was, and what it changed from the one before, or from another that is chosen."""
    sendings = list(application.submissions.order_by("number"))
    sent = next((each for each in sendings if each.number == number), None)
    if sent is None:
        raise Http404
    earlier = [each for each in sendings if each.number < number]
    chosen = whole_number(request.GET.get("vrt", ""))
    before = next((each for each in earlier if each.number == chosen), earlier[-1] if earlier else None)
    context = base_context(request, application) | {
        "submission": sent,
        "content": sent.content,
        "attachments": sent.attachments,
        "sendings_before": earlier,
        "before": before,
        "comparison": compare(before, sent) if before else None,
    }
    return render(request, "grants/application_sending.html", context)


@written_by_user
def application_withdraw(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Ask, then take the application back."""
    if application.state != ApplicationState.SUBMITTED:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw(
            application=application,
            reason=form.cleaned_data["reason"],
            arrived_at=request.arrived_at,
            actor=request.user,
        )
        messages.success(request, _("The application has been withdrawn."))
        return redirect(application)
    return render(
        request, "grants/application_withdraw.html", base_context(request, application) | {"form": form}
    )


@written_by_user
def application_delete(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Ask, then delete the draft."""
    if application.state != ApplicationState.DRAFT:
        raise Http404
    if request.method == "POST":
        back = "grants:officer-list" if application.is_being_entered else "grants:application-list"
        services.delete_draft(application=application, actor=request.user)
        messages.success(request, _("The draft has been deleted."))
        return redirect(back)
    return render(request, "grants/application_delete.html", base_context(request, application))


@written_by_user
@require_POST
def application_ask_late(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask the officers to let a draft come although the call has closed."""
    form = AskLateForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.ask_late(
            application=application, reason=reason, arrived_at=request.arrived_at, actor=request.user
        )
        messages.success(request, _("Asked. The officers answer, and you get a mail."))
    else:
        messages.error(request, _("Write why it was not sent in time."))
    return redirect(application)


@seen_by_user
@require_POST
def application_message(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Write to the officers, or as one of them to the applicant."""
    form = MessageForm(request.POST)
    if form.is_valid():
        services.send_message(application=application, text=form.cleaned_data["text"], actor=request.user)
        messages.success(request, _("The message was sent."))
    else:
        messages.error(request, _("Write a message of at most 10 000 characters."))
    if edits_application(request.user, application):
        return redirect(f"{application.get_absolute_url()}#viestit")
    return back_to(request, application)


@read_by_user
@require_POST
def application_print(request: HttpRequest, application: Application) -> HttpResponse:
    """The draft as PDF, for the board of the association."""
    require(request.user, "grants.print_application", application)
    document = documents.request(
        application,
        DRAFT,
        language=get_language() or "fi",
        audience=Audience.MEMBERS,
        actor=request.user,
    )
    return answer(request, document)
