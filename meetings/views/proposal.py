"""Proposals: made by anybody, followed by whoever made them, decided by those who run the body."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import services
from meetings.enums import ProposalSource
from meetings.forms import ProposalForm
from meetings.models import Proposal
from meetings.proposing import is_open, meetings_to_wish, sources_of
from members.models import Body
from members.views.forming import attempt
from portal.access import get_visible
from portal.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_create(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A form for everybody who sees the body; whoever has signed in is known already."""
    body: Body = get_visible(Body.objects.select_related("region"), request.user, slug=slug)  # type: ignore[assignment]
    form = ProposalForm(
        request.POST or None,
        sources=sources_of(body, request.user),
        is_known=request.user.is_authenticated,
        meetings=meetings_to_wish(body, request.user),
    )
    if request.method == "POST" and form.is_valid():
        if form.is_from_program:
            messages.success(request, _("Thank you. Your proposal has been received."))
            return redirect(body.get_absolute_url())
        if proposal := _made(request, body, form):
            messages.success(request, _("Thank you. Your proposal has been received."))
            return redirect(proposal)
    context = {"body": body, "form": form, "is_open": is_open(body)}
    return render(request, "meetings/proposal_form.html", context)


@never_cache
@require_safe
def proposal_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """What became of a proposal: for whoever made it; a resident's receipt has the key."""
    proposal = _own(request, key)
    response = render(request, "meetings/proposal_detail.html", {"proposal": proposal, "body": proposal.body})
    response["X-Robots-Tag"] = "noindex"
    # The address is the key: it must not travel along to the pages that this one leads to.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_POST
def proposal_withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take one's own proposal back."""
    proposal = _own(request, key)
    actor = request.user if request.user.is_authenticated else None
    try:
        services.withdraw_proposal(proposal=proposal, actor=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your proposal is withdrawn."))
    return redirect(proposal)


@login_required
@require_safe
def own_proposals(request: HttpRequest) -> HttpResponse:
    """All that the signed-in person has proposed, the latest first."""
    proposals = Proposal.objects.own(request.user).for_list().order_by("-received_at", "-pk")
    return render(request, "meetings/own_proposals.html", {"proposals": proposals})


def _own(request: HttpRequest, key: UUID) -> Proposal:
    """A person's own, or a resident's by its key."""
    proposal = Proposal.objects.for_list().filter(key=key).first()
    if proposal is None:
        raise Http404
    is_residents = proposal.source == ProposalSource.RESIDENT and proposal.proposer_id is None
    if not is_residents and (not request.user.is_authenticated or proposal.proposer_id != request.user.pk):
        raise Http404
    return proposal


def _made(request: HttpRequest, body: Body, form: ProposalForm) -> Proposal | None:
    """The proposal; nothing when it was refused or too many came from one network."""
    if not ratelimit.consume(request, action="proposal"):
        form.add_error(None, _("Many proposals have come from your network just now. Try again in an hour."))
        return None
    actor = request.user if request.user.is_authenticated else None

    def make() -> Proposal:
        return services.make_proposal(body=body, values=form.values, **form.chosen, actor=actor)

    made: Proposal | None = attempt(form, make)
    return made
