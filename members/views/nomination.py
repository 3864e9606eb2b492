"""One nomination, for whoever holds its key: the sender writes and sends it, the candidate answers."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.enums import NominationState, RoundState
from members.forms.nomination import NominationForm
from members.models import Nomination, NominationRound
from members.rounds import groups_of, suggested_organisations
from members.services import nomination as services
from portal.access import get_visible
from portal.errors import Conflict, Overtaken, Refused

LONGEST_SEARCH = 200


@never_cache
def nomination_create(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What is needed, and the button that begins a draft: following a link makes none."""
    rounds = NominationRound.objects.select_related("body", "term__rules_version")
    nomination_round: Any = get_visible(rounds, request.user, pk=pk)
    if nomination_round.state == RoundState.DRAFT:
        raise Http404
    if request.method == "POST":
        try:
            draft = services.begin_nomination(
                nomination_round=nomination_round,
                language=get_language() or "fi",
                arrived_at=request.arrived_at,
                values=_beginning(request, nomination_round),
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(nomination_round)
        return redirect("members:nomination-edit", draft.key)
    context = {"round": nomination_round, "is_open": nomination_round.is_open(), "now": timezone.now()}
    return render(request, "members/nomination_create.html", context)


def _beginning(request: HttpRequest, nomination_round: NominationRound) -> dict[str, Any]:
    """What is known beforehand: the only group there is, and who has signed in."""
    groups = [row.group for row in groups_of(nomination_round)]
    values: dict[str, Any] = {"group": groups[0]} if len(groups) == 1 else {}
    if request.user.is_authenticated:
        who = "sender" if nomination_round.asks_organisation else "candidate"
        values |= {f"{who}_name": request.user.name, f"{who}_email": request.user.email}
    return values


@never_cache
def nomination_edit(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The draft to write in; once it is sent, the receipt."""
    nomination = _get(key=key)
    if nomination.state != NominationState.DRAFT:
        return _sent_page(request, nomination)
    find = " ".join(request.GET.get("etsi", "")[:LONGEST_SEARCH].split())
    form = NominationForm(request.POST or None, nomination=nomination, user=request.user, find=find)
    if request.method != "POST":
        return _form_page(request, form)
    form.is_valid()  # what is right is stored, whatever else is wrong
    return _autosave(request, form) if request.htmx else _save(request, form)


def _sent_page(request: HttpRequest, nomination: Nomination) -> HttpResponse:
    if request.htmx:
        return _saved(request, nomination, problem=_("The nomination has been sent already."))
    return render(request, "members/nomination_receipt.html", _context(nomination))


def _autosave(request: HttpRequest, form: NominationForm) -> HttpResponse:
    """Only the line about saving comes back: whoever types is not disturbed."""
    try:
        saved = _stored(form)
    except Conflict as conflict:
        return _saved(request, form.instance, problem=str(conflict), has_conflict=True)
    except Refused as refusal:
        return _saved(request, form.instance, problem=str(refusal))
    return _saved(request, saved, unsaved=form.unsaved)


def _save(request: HttpRequest, form: NominationForm) -> HttpResponseBase:
    """A button was pressed: the draft is stored first, then what the button says is done."""
    try:
        form.instance = _stored(form)
    except Conflict as conflict:
        return _form_page(request, form.with_both(conflict))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("members:nomination-edit", form.instance.key)
    if form.errors:
        return _form_page(request, form.with_problems({name: form.errors[name] for name in form.errors}))
    return _act(request, form)


def _stored(form: NominationForm) -> Nomination:
    return services.save_draft(nomination=form.instance, base_version=form.base, values=form.values)


def _act(request: HttpRequest, form: NominationForm) -> HttpResponseBase:
    """What the pressed button does with the draft, which is stored by now."""
    draft, here = form.instance, redirect("members:nomination-edit", form.instance.key)
    if "find" in request.POST.getlist("act"):
        here["Location"] += f"?{urlencode({'etsi': form.cleaned_data.get('find', '')})}#organisation-choices"
        return here
    if "link" in request.POST.getlist("act"):
        try:
            services.send_draft_link(nomination=draft)
            messages.success(
                request, _("The link was sent to %(address)s.") % {"address": draft.sender_email}
            )
        except Refused as refusal:
            return _form_page(request, form.with_problems({"sender_email": str(refusal)}))
    if "send" in request.POST.getlist("act"):
        try:
            services.submit_nomination(nomination=draft, arrived_at=request.arrived_at)
        except ValidationError as error:
            return _form_page(request, form.with_problems(error.message_dict))
        except Overtaken as overtaken:
            messages.info(request, str(overtaken))
        except Refused as refusal:
            return _form_page(request, form.with_problems({"": str(refusal)}))
    return here


def _form_page(request: HttpRequest, form: NominationForm) -> HttpResponse:
    nomination = form.instance
    form.mark_needed({"wish", *services.needed_in(nomination.round)})
    context = _context(nomination) | {"form": form}
    return render(request, "members/nomination_form.html", context)


def _context(nomination: Nomination) -> dict[str, Any]:
    nomination_round = nomination.round
    now = timezone.now()
    return {
        "nomination": nomination,
        "round": nomination_round,
        "body": nomination_round.body,
        "is_open": nomination_round.is_open(now),
        "now": now,
    }


def _saved(request: HttpRequest, nomination: Nomination, **more: Any) -> HttpResponse:
    """The line that says so, and the version over which the page goes on."""
    return render(
        request, "members/_nomination_saved.html", {"nomination": nomination, "is_part": True, **more}
    )


@never_cache
@require_safe
def nomination_organisations(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the search has found, as part of the form."""
    nomination = _get(key=key)
    find = " ".join(request.GET.get("find", "")[:LONGEST_SEARCH].split())
    found = suggested_organisations(find, request.user)
    chosen = [nomination.organisation] if nomination.organisation else []
    context = {
        "organisations": list(dict.fromkeys([*chosen, *found])),
        "chosen": nomination.organisation,
        "searched": find,
        "is_found": bool(found),
    }
    return render(request, "members/_nomination_organisations.html", context)


@never_cache
def nomination_withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Ask, then take the nomination back."""
    nomination = _get(key=key)
    if request.method == "POST":
        try:
            services.withdraw_nomination(nomination=nomination, arrived_at=request.arrived_at)
            messages.success(
                request, _("The nomination has been taken back. The candidate was told by mail.")
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("members:nomination-edit", key)
    return render(request, "members/nomination_withdraw.html", _context(nomination))


@never_cache
def nomination_confirm(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """What was written about the candidate, and the two answers; only pressing a button answers."""
    nomination = _get(confirm_key=key)
    if nomination.state == NominationState.DRAFT:
        raise Http404
    if request.method == "POST":
        answers = {"confirm": services.confirm_nomination, "decline": services.decline_nomination}
        answer = answers.get(request.POST.get("answer", ""))
        if answer is None:
            return HttpResponse(status=HTTPStatus.BAD_REQUEST)
        try:
            answer(nomination=nomination)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("members:nomination-confirm", key)
    return render(request, "members/nomination_confirm.html", _context(nomination))


def _get(**lookup: UUID) -> Nomination:
    """The nomination with the secret key; the key is all the right there is."""
    rows = Nomination.objects.for_list().select_related("round__body", "round__term__rules_version")
    nomination = rows.filter(**lookup).first()
    if nomination is None:
        raise Http404
    return nomination
