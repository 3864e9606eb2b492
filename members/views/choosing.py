"""Comparing, scoring, choosing and publishing at the workbench."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from members.comparison import CHOSEN, Card, balance, compare
from members.enums import NominationState, RoundState
from members.forms.choosing import (
    CorrectionForm,
    PublicationForm,
    ScoreForm,
    choice_forms,
)
from members.models import NominationRound
from members.services import choosing as services
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from portal.tables import csv_answer

from .round_work import round_page, run_round


@run_round
@require_safe
def round_compare(request: HttpRequest, nomination_round: NominationRound) -> HttpResponse:
    """The nominations beside each other, group by group."""
    groups = compare(nomination_round, request.user)
    return round_page(
        request,
        nomination_round,
        "members/round_compare.html",
        groups=groups,
        criteria=nomination_round.criteria.all(),
        can_score=nomination_round.state == RoundState.ANNOUNCED,
        balance=balance(card.nomination for group in groups for card in group.cards),
    )


@run_round
@require_safe
def round_table(_request: HttpRequest, nomination_round: NominationRound) -> HttpResponse:
    """All that was sent, as a file."""
    header = [
        _("Group of seats"), _("Candidate"), _("E-mail address"), _("Phone"), _("Stands for"), _("Organisation"),
        _("Municipality"), _("Network"), _("Why this candidate"), _("Statement"), _("State"), _("Sent at"), _("Outcome"),
        _("Reasons"),
    ]  # fmt: skip
    sent = nomination_round.nominations.exclude(state=NominationState.DRAFT).for_list()
    rows = (
        (
            each.group,
            each.candidate_name,
            each.candidate_email,
            each.candidate_phone,
            each.get_wish_display(),
            each.shown_organisation,
            each.organisation and each.organisation.home_municipality,
            each.nominator,
            each.grounds,
            each.statement,
            each.get_state_display(),
            each.submitted_at and timezone.localtime(each.submitted_at).replace(tzinfo=None),
            each.get_outcome_display(),
            each.outcome_reason,
        )
        for each in sent.order_by("group__order", "submitted_at", "pk")
    )
    return csv_answer(f"ehdokkaat-{nomination_round.body.slug}-{nomination_round.pk}.csv", header, rows)


def _card_of(request: HttpRequest, nomination_round: NominationRound, pk: int) -> Card:
    for group in compare(nomination_round, request.user):
        for card in group.cards:
            if card.nomination.pk == pk:
                return card
    raise Http404


@run_round
def nomination_score(
    request: HttpRequest, nomination_round: NominationRound, nomination: int
) -> HttpResponseBase:
    """Points and reasons on each criterion; others' show once one's own are given."""
    card = _card_of(request, nomination_round, nomination)
    criteria = list(nomination_round.criteria.all())
    form = ScoreForm(request.POST or None, criteria=criteria, own=card.own)
    if request.method == "POST" and form.is_valid():
        services.score_nomination(nomination=card.nomination, points=form.points, actor=request.user)
        messages.success(
            request, _("Your points for %(name)s are saved.") % {"name": card.nomination.candidate_name}
        )
        return redirect("members:round-compare", nomination_round.body.slug, nomination_round.pk)
    return round_page(
        request,
        nomination_round,
        "members/nomination_score.html",
        form=form,
        card=card,
        nomination=card.nomination,
    )


@run_round
def round_choose(request: HttpRequest, nomination_round: NominationRound) -> HttpResponseBase:
    """Who is meant for which seat, and why; nobody is told yet."""
    groups = compare(nomination_round, request.user)
    forms = choice_forms(groups, nomination_round, request.POST or None)
    are_valid = [form.is_valid() for form in forms.values()]
    if request.method == "POST" and all(are_valid):
        try:
            services.choose(
                nomination_round=nomination_round,
                choices=[form.choice for form in forms.values()],
                seal=request.POST.get("seal", ""),
                actor=request.user,
            )
        except ValidationError as error:
            for pk, words in error.message_dict.items():
                forms[int(pk)].add_error("seat", words)
        else:
            if "preview" in request.POST:
                return redirect("members:round-publish", nomination_round.body.slug, nomination_round.pk)
            messages.success(request, _("The choices are saved. Nobody has been told of them yet."))
            return redirect("members:round-choose", nomination_round.body.slug, nomination_round.pk)
    for form in forms.values():
        form.mark_needed()
    rows = [(group, [(card, forms.get(card.nomination.pk)) for card in group.cards]) for group in groups]
    return round_page(
        request,
        nomination_round,
        "members/round_choose.html",
        rows=rows,
        wrong=[form for form in forms.values() if form.errors],
        seal=services.seal_of(nomination_round),
        is_closed=nomination_round.closes_at <= timezone.now(),
        is_announced=nomination_round.state == RoundState.ANNOUNCED,
        balance=balance(card.nomination for group in groups for card in group.cards),
    )


@run_round
def round_publish(request: HttpRequest, nomination_round: NominationRound) -> HttpResponseBase:
    """Each letter as it would go out; then seats, letters and list in one act."""
    if nomination_round.state == RoundState.DECIDED:
        messages.info(request, _("The result has been published already."))
        return redirect("members:round-manage", nomination_round.body.slug, nomination_round.pk)
    form = _publication_form(request, nomination_round)
    seal = request.POST.get("seal") or services.seal_of(nomination_round)
    letters: list[OutgoingMail] = []
    problem = ""
    if form.is_valid() or not form.is_bound:
        publication = form.publication if form.is_bound else form.proposal
        facts = {"publication": publication, "seal": seal, "actor": request.user}
        try:
            if "publish" in request.POST:
                services.publish_round(nomination_round=nomination_round, **facts)
                messages.success(request, _("The result is published and the letters are on their way."))
                return redirect("members:round-manage", nomination_round.body.slug, nomination_round.pk)
            letters = services.rehearse_publication(nomination_round=nomination_round, **facts)
        except ValidationError as error:
            problem = " ".join(error.messages)
        except Overtaken:
            raise
        except Refused as refusal:
            problem = str(refusal)
    chosen = (
        nomination_round.nominations.filter(outcome__in=CHOSEN)
        .for_list()
        .order_by("group__order", "-outcome")
    )
    return round_page(
        request,
        nomination_round,
        "members/round_publish.html",
        form=form,
        letters=letters,
        problem=problem,
        chosen=chosen,
        seal=seal,
        told=ngettext("%(count)d letter goes out", "%(count)d letters go out", len(letters))
        % {"count": len(letters)},
    )


def _publication_form(request: HttpRequest, nomination_round: NominationRound) -> PublicationForm:
    """People are taken for the same when address and name agree; the rest is for the coordinator to say."""
    chosen = list(nomination_round.nominations.exclude(seat=None).for_list())
    people = {each.pk: person for each in chosen if (person := services.known_person(each))}
    same = [
        each.pk
        for each in chosen
        if each.pk in people and services.is_same_name(people[each.pk].name, each.candidate_name)
    ]
    named = [each for each in chosen if each.organisation_name and not each.organisation_id]
    return PublicationForm(
        request.POST or None,
        known=[
            (each.pk, f"{each.candidate_name} = {people[each.pk].name}")
            for each in chosen
            if each.pk in people
        ],
        named=[(each.pk, each.organisation_name) for each in named],
        initial={
            "decision": nomination_round.decision,
            "valid_from": nomination_round.first_day,
            "known": same,
        },
    )


@run_round
def choice_correct(
    request: HttpRequest, nomination_round: NominationRound, nomination: int
) -> HttpResponseBase:
    """Mend a mistaken publishing from a day on."""
    wrong = (
        nomination_round.nominations.filter(pk=nomination, mandate__isnull=False, corrected_on=None)
        .for_list()
        .select_related("mandate")
        .first()
    )
    if wrong is None or wrong.mandate is None:
        raise Http404
    candidates = nomination_round.nominations.confirmed().filter(group=wrong.group, mandate=None).for_list()
    initial = {"first_day": max(timezone.localdate(), wrong.mandate.valid_from)}
    form = CorrectionForm(request.POST or None, candidates=candidates, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_choice(nomination=wrong, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("first_day", error.messages)
        else:
            messages.success(request, _("The choice is corrected. What was published stays in the list."))
            return redirect("members:round-manage", nomination_round.body.slug, nomination_round.pk)
    return round_page(
        request,
        nomination_round,
        "members/choice_correct.html",
        act=_("Correct a mistake"),
        form=form,
        nomination=wrong,
    )
