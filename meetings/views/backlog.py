"""The backlog of a body: what waits for an agenda, taken up, declined, or meant for another meeting."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import services
from meetings.enums import ProposalSource, ProposalState
from meetings.forms import DeclineForm, TakeForm, WishForm
from meetings.models import Meeting, Proposal
from meetings.pages import BACKLOG
from meetings.workflow import PREPARED
from members import workbench
from members.models import Body
from members.views.fetching import run_by_user
from members.views.forming import attempt

PAGE = 60
"""So many are shown at a time; what waits is decided before there are more."""


@run_by_user
@require_safe
def backlog(request: HttpRequest, body: Body) -> HttpResponse:
    """What waits, or another state or source."""
    states = [(state.value, state.label) for state in ProposalState]
    sources = [(source.value, source.label) for source in ProposalSource]
    state = _one_of(states, request.GET.get("tila", "")) or ProposalState.WAITING
    source = _one_of(sources, request.GET.get("kenelta", ""))
    proposals = Proposal.objects.filter(body=body)
    counts = dict(proposals.order_by().values_list("state").annotate(Count("pk")))
    shown = proposals.filter(state=state, **({"source": source} if source else {})).for_list()
    order = "received_at" if state == ProposalState.WAITING else "-decided_at"
    return workbench.page(
        request,
        body,
        BACKLOG,
        "meetings/backlog.html",
        proposals=shown.order_by(order, "pk")[:PAGE],
        states=[(value, label, counts.get(value, 0)) for value, label in states],
        sources=sources,
        state=state,
        source=source,
    )


@run_by_user
def proposal_decide(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """One proposal, and the three things that can be done with it."""
    proposal: Proposal = get_object_or_404(Proposal.objects.for_list(), body=body, pk=pk)
    meetings = _prepared(body)
    doing = request.POST.get("act", "")
    take = TakeForm(
        request.POST if doing == "take" else None,
        meetings=meetings,
        initial={"meeting": proposal.wished_on_id},
    )
    wish = WishForm(
        request.POST if doing == "wish" else None,
        meetings=meetings,
        initial={"wished_on": proposal.wished_on_id},
    )
    decline = DeclineForm(request.POST if doing == "decline" else None)
    acts: dict[str, tuple[forms.Form, Callable[[], Any], str]] = {
        "take": (
            take,
            lambda: services.take_proposal(
                proposal=proposal, meeting=take.cleaned_data["meeting"], actor=request.user
            ),
            _("The proposal is on the agenda."),
        ),
        "wish": (
            wish,
            lambda: services.wish_for_meeting(
                proposal=proposal, meeting=wish.cleaned_data["wished_on"], actor=request.user
            ),
            _("Saved."),
        ),
        "decline": (
            decline,
            lambda: services.decline_proposal(
                proposal=proposal, reason=decline.cleaned_data["reason"], actor=request.user
            ),
            _("The proposal is declined."),
        ),
    }
    if request.method == "POST" and doing in acts:
        form, act, words = acts[doing]
        if form.is_valid() and attempt(form, act):
            messages.success(request, words)
            return redirect("meetings:backlog", body.slug)
    return workbench.page(
        request,
        body,
        BACKLOG,
        "meetings/proposal_decide.html",
        proposal=proposal,
        take=take,
        wish=wish,
        decline=decline,
        form=acts.get(doing, (take,))[0],
        has_meetings=bool(meetings),
        is_waiting=proposal.state == ProposalState.WAITING,
    )


def _prepared(body: Body) -> list[Meeting]:
    """The meetings on whose agendas something can still be put."""
    meetings = Meeting.objects.filter(body=body, state__in=PREPARED)
    return list(meetings.select_related("body").order_by("starts_at", "pk"))


def _one_of(choices: list[tuple[str, Any]], asked: str) -> str:
    return asked if asked in dict(choices) else ""
