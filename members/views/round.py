"""The public pages of nomination rounds."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from members.comparison import CHOSEN
from members.enums import RoundState
from members.models import Nomination, NominationRound
from members.rounds import decided_by, groups_of, stage_of
from portal.access import get_visible
from portal.page_cache import same_for_visitors

MOST_PAST = 40


@same_for_visitors
@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """Rounds that are open, coming and past."""
    now = timezone.now()
    known = NominationRound.objects.visible_to(request.user).exclude(state=RoundState.DRAFT)
    known = known.select_related("body", "term")
    announced = known.filter(state=RoundState.ANNOUNCED)
    over = ~Q(state=RoundState.ANNOUNCED) | Q(closes_at__lte=now)
    lists = [
        (pgettext("nomination rounds", "Open now"), announced.open_at(now).order_by("closes_at")),
        (pgettext("nomination rounds", "Coming"), announced.filter(opens_at__gt=now).order_by("opens_at")),
        (pgettext("nomination rounds", "Over"), known.filter(over).order_by("-closes_at")[:MOST_PAST]),
    ]
    context = {"lists": [(title, [(each, *stage_of(each)) for each in rounds]) for title, rounds in lists]}
    return render(request, "members/round_list.html", context)


@same_for_visitors
@require_safe
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is looked for, by whom and until when; once decided, who was chosen."""
    rounds = NominationRound.objects.select_related("body", "term__rules_version", "follows")
    nomination_round: Any = get_visible(rounds, request.user, pk=pk)
    now = timezone.now()
    context = {
        "round": nomination_round,
        "body": nomination_round.body,
        "groups": groups_of(nomination_round),
        "criteria": nomination_round.criteria.all(),
        "rules": decided_by(nomination_round),
        "stage": stage_of(nomination_round),
        "is_open": nomination_round.is_open(now),
        "results": results_of(nomination_round),
        "runs": request.user.has_perm("members.change_nominationround", nomination_round),
    }
    return render(request, "members/round_detail.html", context)


def results_of(nomination_round: NominationRound) -> list[Nomination]:
    """Who was chosen, by group; what was corrected stays in the list with its correction."""
    if nomination_round.state != RoundState.DECIDED:
        return []
    chosen = nomination_round.nominations.filter(outcome__in=CHOSEN).for_list()
    return list(chosen.select_related("mandate", "group").order_by("group__order", "-outcome", "pk"))
