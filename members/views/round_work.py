"""Nomination rounds at the workbench of a body: made, announced, extended, cancelled, and what has come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members import workbench
from members.enums import NominationState, RoundState, RuleName
from members.forms.round import (
    AnnounceForm,
    CancelForm,
    CriterionFormSet,
    ExtendForm,
    RoundForm,
    criteria_from,
    criteria_of,
    full_hour,
)
from members.models import Body, NominationRound, SettingAside, Term
from members.rounds import (
    FITTING,
    GroupSeats,
    empty_seats,
    groups_of,
    holes_of,
    organisations_concerned,
    stage_of,
)
from members.services import round as services
from members.services.round_mail import WAITING, senders_of
from members.workbench import ROUNDS
from portal.errors import Overtaken, Refused
from portal.parameters import whole_number

from .fetching import run_by_user

SENT = Q(nominations__state__in=[NominationState.SUBMITTED, NominationState.CONFIRMED])


def run_round(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page about one round, for those who run its body; what a service refuses is said on the round's own page."""

    @run_by_user
    @wraps(view)
    def run(request: HttpRequest, body: Body, pk: int, **kwargs: Any) -> HttpResponseBase:
        rounds = NominationRound.objects.filter(body=body).select_related("term__rules_version", "follows")
        nomination_round = rounds.filter(pk=pk).first()
        if nomination_round is None:
            raise Http404
        nomination_round.body = body
        try:
            return view(request, nomination_round, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("members:round-manage", body.slug, pk)

    return run


def round_page(
    request: HttpRequest, nomination_round: NominationRound, template: str, **context: Any
) -> HttpResponse:
    """A page of the workbench below the list of rounds."""
    shape, stage = stage_of(nomination_round)
    return workbench.page(
        request,
        nomination_round.body,
        ROUNDS,
        template,
        round=nomination_round,
        shape=shape,
        stage=stage,
        **context,
    )


@run_by_user
@require_safe
def round_workbench(request: HttpRequest, body: Body) -> HttpResponse:
    """All rounds of the body, the newest first."""
    rounds = body.rounds.select_related("term").annotate(
        sent=Count("nominations", SENT),
        confirmed=Count("nominations", Q(nominations__state=NominationState.CONFIRMED)),
    )
    rows = [(each, *stage_of(each)) for each in rounds]
    return workbench.page(request, body, ROUNDS, "members/round_workbench.html", rows=rows)


@run_by_user
def round_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """A new draft, from the empty seats of a term or from a round that left seats empty."""
    follows = body.rounds.filter(pk=whole_number(request.GET.get("jatkoa", "")) or 0).first()
    terms = list(
        body.terms.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())).order_by("starts_on")
    )
    wished = whole_number(request.GET.get("kausi", ""))
    term = follows.term if follows else next((each for each in terms if each.pk == wished), None)
    term = term or (terms[0] if terms else None)
    if term is None:
        messages.error(
            request, _("Make a term with groups of seats first: a round fills the seats of a term.")
        )
        return redirect("members:body-workbench", body.slug)
    seats = empty_seats(term.groups.order_by("order"), max(term.starts_on, timezone.localdate()))
    form = RoundForm(request.POST or None, seats=seats, initial=_beginning(term, seats, follows))
    criteria = CriterionFormSet(request.POST or None, initial=criteria_of(follows) if follows else None)
    if request.method == "POST" and form.is_valid() and criteria.is_valid():
        try:
            made = services.make_round(
                body=body,
                values=form.values | {"term": term},
                groups=form.cleaned_data["groups"],
                criteria=criteria_from(criteria),
                follows=follows,
                actor=request.user,
            )
        except ValidationError as error:
            _add_errors(form, error)
        else:
            messages.success(request, _("The draft is saved. Others see the round when you announce it."))
            return redirect("members:round-manage", body.slug, made.pk)
    return workbench.page(
        request,
        body,
        ROUNDS,
        "members/round_form.html",
        form=form,
        criteria=criteria,
        term=term,
        terms=[] if follows else terms,
        follows=follows,
    )


def _beginning(term: Term, seats: list[GroupSeats], follows: NominationRound | None) -> dict[str, Any]:
    """What a new round begins with: all empty seats; after another round what that one said."""
    groups = [row.group for row in seats if row.all]
    selection = term.rules_version.value(RuleName.SELECTION)
    facts: dict[str, Any] = {
        "groups": groups,
        "opens_at": full_hour(9, 1),
        "closes_at": full_hour(16, 29),
        "takes_all_that_fit": selection == FITTING,
    }
    if follows:
        former = {*follows.groups.values_list("pk", flat=True)}
        facts |= {name: getattr(follows, name) for name in RoundForm.Meta.fields}
        facts |= {"groups": [group for group in groups if group.pk in former], "remove_on": None}
    return facts


def _add_errors(form: RoundForm, error: ValidationError) -> None:
    """Beside the field that asks for it, if one does."""
    for name, words in error.message_dict.items():
        form.add_error(name if name in form.fields else None, words)


@run_round
def round_edit(request: HttpRequest, nomination_round: NominationRound) -> HttpResponseBase:
    """Change a draft."""
    if nomination_round.state != RoundState.DRAFT:
        raise Refused(_("The round has been announced, so what it says stays. You can extend or cancel it."))
    seats = empty_seats(nomination_round.term.groups.order_by("order"), nomination_round.first_day)
    facts = RoundForm.facts_of(nomination_round)
    form = RoundForm(request.POST or None, instance=nomination_round, initial=facts, seats=seats)
    criteria = CriterionFormSet(request.POST or None, initial=criteria_of(nomination_round))
    if request.method == "POST" and form.is_valid() and criteria.is_valid():
        try:
            services.change_round(
                nomination_round=nomination_round,
                base_version=form.cleaned_data["base_version"] or 0,
                values=form.values,
                groups=form.cleaned_data["groups"],
                criteria=criteria_from(criteria),
                actor=request.user,
            )
        except ValidationError as error:
            _add_errors(form, error)
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
        else:
            messages.success(request, _("Saved."))
            return _to_round(nomination_round)
    return round_page(request, nomination_round, "members/round_form.html", form=form, criteria=criteria)


@run_round
@require_safe
def round_manage(request: HttpRequest, nomination_round: NominationRound) -> HttpResponse:
    """The round with its next step, and what has come in."""
    nominations = list(
        nomination_round.nominations.exclude(state=NominationState.DRAFT)
        .for_list()
        .select_related("mandate")
        .order_by("group__order", "submitted_at", "pk")
    )
    aside = SettingAside.objects.filter(nomination__in=nominations, taken_back_at=None)
    reasons = {each.nomination_id: each for each in aside.select_related("done_by")}
    drafts = nomination_round.nominations.filter(state=NominationState.DRAFT).count()
    is_draft = nomination_round.state == RoundState.DRAFT
    is_announced = nomination_round.state == RoundState.ANNOUNCED
    return round_page(
        request,
        nomination_round,
        "members/round_manage.html",
        nominations=[(each, reasons.get(each.pk)) for each in nominations],
        drafts=drafts,
        groups=groups_of(nomination_round),
        criteria=nomination_round.criteria.all(),
        holes=holes_of(nomination_round) if is_draft else [],
        is_announced=is_announced,
        is_closed=is_announced and nomination_round.closes_at <= timezone.now(),
        left_empty=_left_empty(nomination_round),
    )


def _left_empty(nomination_round: NominationRound) -> int:
    """How many of the seats that a decided round looked for are still empty."""
    if nomination_round.state != RoundState.DECIDED:
        return 0
    rows = empty_seats(nomination_round.groups.all(), timezone.localdate())
    return sum(len(row.all) for row in rows)


@run_round
def round_announce(request: HttpRequest, nomination_round: NominationRound) -> HttpResponseBase:
    """Say whom it tells, then announce."""
    form = AnnounceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        tells = form.cleaned_data["tells_by_mail"]
        services.announce_round(nomination_round=nomination_round, tells_by_mail=tells, actor=request.user)
        messages.success(request, _("The round is announced."))
        return _to_round(nomination_round)
    return round_page(
        request,
        nomination_round,
        "members/round_announce.html",
        holes=holes_of(nomination_round),
        concerned=organisations_concerned(nomination_round).count(),
    )


@run_round
def round_extend(request: HttpRequest, nomination_round: NominationRound) -> HttpResponseBase:
    """Let the round close later."""
    former = timezone.localtime(nomination_round.closes_at)
    form = ExtendForm(request.POST or None, initial={"closes_at": former})
    drafts = nomination_round.nominations.filter(state=NominationState.DRAFT)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend_round(nomination_round=nomination_round, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("closes_at", str(refusal))
        else:
            messages.success(request, _("The round is extended."))
            return _to_round(nomination_round)
    told = len([*senders_of(drafts)])
    return round_page(
        request, nomination_round, "members/round_extend.html", act=_("Extend the time"), form=form, told=told
    )


@run_round
def round_cancel(request: HttpRequest, nomination_round: NominationRound) -> HttpResponseBase:
    """Ask for the reason, and cancel."""
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.cancel_round(nomination_round=nomination_round, reason=reason, actor=request.user)
        messages.success(request, _("The round is cancelled."))
        return _to_round(nomination_round)
    waiting = nomination_round.nominations.filter(state__in=WAITING)
    return round_page(
        request,
        nomination_round,
        "members/round_cancel.html",
        act=_("Cancel the round"),
        form=form,
        waiting=waiting.count(),
    )


def _to_round(nomination_round: NominationRound) -> HttpResponseBase:
    return redirect("members:round-manage", nomination_round.body.slug, nomination_round.pk)
