"""Setting a false nomination aside at the workbench, and letting it count again."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from members.enums import NominationState
from members.forms.round import SettingAsideForm
from members.models import Nomination, NominationRound
from members.services import setting_aside as services

from .round_work import round_page, run_round


@run_round
def nomination_set_aside(
    request: HttpRequest, nomination_round: NominationRound, nomination: int
) -> HttpResponseBase:
    """Ask for the reason, and set the nomination aside."""
    found = _sent(nomination_round, nomination)
    form = SettingAsideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.set_nomination_aside(nomination=found, reason=reason, actor=request.user)
        messages.success(
            request, _("The nomination of %(name)s is set aside.") % {"name": found.candidate_name}
        )
        return redirect("members:round-manage", nomination_round.body.slug, nomination_round.pk)
    return round_page(
        request,
        nomination_round,
        "members/nomination_set_aside.html",
        act=_("Set the nomination aside"),
        form=form,
        nomination=found,
        can_nominate=nomination_round.is_open(),
    )


@run_round
def nomination_take_back(
    request: HttpRequest, nomination_round: NominationRound, nomination: int
) -> HttpResponseBase:
    """Ask, then let a nomination count again that was set aside."""
    found = _sent(nomination_round, nomination)
    if request.method == "POST":
        services.take_back_setting_aside(nomination=found, actor=request.user)
        messages.success(
            request, _("The nomination of %(name)s counts again.") % {"name": found.candidate_name}
        )
        return redirect("members:round-manage", nomination_round.body.slug, nomination_round.pk)
    return round_page(
        request,
        nomination_round,
        "members/nomination_take_back.html",
        act=_("Let the nomination count again"),
        form=forms.Form(),
        nomination=found,
        aside=found.settings_aside.filter(taken_back_at=None).first(),
    )


def _sent(nomination_round: NominationRound, pk: int) -> Nomination:
    """A nomination of the round; a draft is its writer's alone."""
    sent = nomination_round.nominations.exclude(state=NominationState.DRAFT).for_list()
    nomination = sent.filter(pk=pk).first()
    if nomination is None:
        raise Http404
    nomination.round = nomination_round
    return nomination
