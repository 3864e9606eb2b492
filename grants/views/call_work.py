"""Calls at the officers' workbench: made, changed, published, extended, told."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.enums import ApplicationState, CallState
from grants.forms.call import AnnounceForm, CallForm, ExtendForm, KindChoiceForm, ReasonForm, TitleForm
from grants.holes import heading_of, holes_of
from grants.models import Call
from grants.services.announcing import receivers_of
from portal import mail
from portal.enums import Language
from portal.errors import Conflict, Refused
from portal.history import events_of

from .fetching import add_errors, for_officers, handled_call, regions_of


def badge_of(call: Call) -> dict[str, Any]:
    """Shape and word of where the call is now."""
    return {"shape": call.phase_state, "phase": call.phase().label}


@for_officers
@require_safe
def call_workbench(request: HttpRequest) -> HttpResponse:
    """All calls of the regions that the officer handles, the newest first."""
    counted = Count("applications", Q(applications__state=ApplicationState.SUBMITTED))
    calls = Call.objects.handled_by(request.user).for_list().annotate(sent=counted)
    rows = [{"call": call, **badge_of(call)} for call in calls.order_by("-pk")]
    return render(request, "grants/call_workbench.html", {"rows": rows})


@for_officers
def call_create(request: HttpRequest) -> HttpResponseBase:
    """A new draft."""
    regions = regions_of(request.user)
    asked = request.GET.get("alue")
    region = next((each for each in regions if each.slug == asked), regions[0] if regions else None)
    if region is None:
        raise Http404
    form = CallForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            call = services.make_call(region=region, values=form.values, actor=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The draft is saved. Others see the call when you publish it."))
            return redirect(call.edit_url)
    context = {"form": form, "region": region, "regions": regions if len(regions) > 1 else []}
    return render(request, "grants/call_form.html", context)


@handled_call
def call_change(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Change what the call says; the words of two people who wrote at the same time are both shown."""
    form = CallForm(request.POST or None, region=call.region, instance=call)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["base_version"] or 0
        now = Call.objects.get(pk=call.pk)
        try:
            services.change_call(call=now, base_version=version, values=form.values, actor=request.user)
        except Conflict as conflict:
            form = form.with_both(conflict, call.region)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(call.edit_url)
    return render(request, "grants/call_form.html", {"form": form, "call": call, **badge_of(call)})


@handled_call
@require_safe
def call_edit(request: HttpRequest, call: Call) -> HttpResponse:
    """The call with its next step: what is missing, its kinds, who was told."""
    kinds = call.call_kinds.select_related("kind", "question_set").annotate(
        asked=Count("question_set__questions", distinct=True),
        sent=Count("applications", Q(applications__state=ApplicationState.SUBMITTED), distinct=True),
        drafts=Count("applications", Q(applications__state=ApplicationState.DRAFT), distinct=True),
    )
    holes = holes_of(call) if call.state == CallState.DRAFT else []
    context = {
        "call": call,
        "kinds": kinds,
        "holes": holes,
        "blocking": [hole for hole in holes if hole.blocks],
        "holes_heading": heading_of(holes),
        "kind_form": KindChoiceForm(call=call),
        "announcements": call.announcements.order_by("-announced_at").annotate(
            networks_count=Count("networks", distinct=True),
            organisations_count=Count("organisations", distinct=True),
        ),
        "extensions": call.extensions.order_by("-extended_at").select_related("extended_by"),
        "is_draft": call.state == CallState.DRAFT,
        "is_published": call.state == CallState.PUBLISHED,
        "phase_value": call.phase().value,
        **badge_of(call),
    }
    return render(request, "grants/call_edit.html", context)


@handled_call
def call_publish(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Say what happens, then publish."""
    holes = [hole for hole in holes_of(call) if hole.blocks]
    if request.method == "POST":
        services.publish_call(call=call, actor=request.user)
        messages.success(request, _("The call is published."))
        return redirect(call.edit_url)
    return render(request, "grants/call_publish.html", {"call": call, "holes": holes, **badge_of(call)})


@handled_call
@require_POST
def call_withdraw(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Take it back to draft."""
    services.withdraw_call(call=call, actor=request.user)
    messages.success(request, _("The call is a draft again."))
    return redirect(call.edit_url)


@handled_call
@require_POST
def call_close(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Close a continuous call."""
    services.close_call(call=call, actor=request.user)
    messages.success(request, _("The call is closed."))
    return redirect(call.edit_url)


@handled_call
def call_extend(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Let the call close later."""
    form = ExtendForm(request.POST or None, initial={"closes_at": call.closes_at})
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_call(call=call, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("closes_at", str(refusal))
        else:
            messages.success(request, _("The call is extended."))
            return redirect(call.edit_url)
    title, button = _("Extend the time"), _("Extend the time")
    text = _("It is told on the call's page, and by mail to those who were told of the call or have a draft.")
    return form_page(request, call, form, title=title, button=button, text=text)


@handled_call
def call_cancel(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Ask for the reason, and cancel."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.cancel_call(call=call, reason=form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("The call is cancelled."))
        return redirect(call.edit_url)
    text = _("Those who have begun an application are told by mail. This cannot be undone.")
    title = _("Cancel the call")
    return form_page(request, call, form, title=title, button=title, text=text, danger=True)


@handled_call
def call_copy(request: HttpRequest, call: Call) -> HttpResponseBase:
    """A new draft from this call."""
    form = TitleForm(request.POST or None, initial={"title": call.title_fi})
    if request.method == "POST" and form.is_valid():
        try:
            copy = services.copy_call(call=call, title=form.cleaned_data["title"], actor=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The copy is a draft: write its times before you publish it."))
            return redirect(copy.edit_url)
    text = _("Texts, kinds, questions, attachments and criteria come along; times and applications do not.")
    return form_page(request, call, form, title=_("Copy the call"), button=_("Make the copy"), text=text)


@handled_call
def call_announce(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Choose whom to tell, see the mail and how many it reaches, then send."""
    form = AnnounceForm(request.POST or None, region=call.region)
    number = None
    if request.method == "POST" and form.is_valid():
        number = len(receivers_of(**form.receivers))
        if "send" in request.POST:
            services.announce_call(call=call, actor=request.user, **form.receivers)
            messages.success(request, _("The mails are being written."))
            return redirect(call.edit_url)
    facts = {"call": call, "url": call.get_absolute_url(), "extension": None}
    previews = [
        (
            code,
            label,
            mail.preview(
                "grant_call_announced", to=mail.Receiver("jarjesto@example.org", "", code), context=facts
            ),
        )
        for code, label in Language.choices
    ]
    page = {"call": call, "form": form, "number": number, "previews": previews, **badge_of(call)}
    return render(request, "grants/call_announce.html", page)


@handled_call
@require_safe
def call_history(request: HttpRequest, call: Call) -> HttpResponse:
    """What was changed in the call, when and by whom."""
    return render(
        request, "grants/call_history.html", {"call": call, "events": events_of(call), **badge_of(call)}
    )


def form_page(request: HttpRequest, call: Call, form: Any, **context: Any) -> HttpResponse:
    """A page with one form about a call."""
    back = context.pop("back", "") or reverse("grants:call-edit", args=[call.key])
    return render(
        request,
        "grants/form_page.html",
        {"call": call, "form": form, "back": back, **context, **badge_of(call)},
    )
