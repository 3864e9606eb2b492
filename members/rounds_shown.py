"""Where nomination rounds show besides their own pages: front page, body's page, desk and search."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import desk, front, search
from portal.access import Actor
from portal.desk import Card
from portal.front import Block
from portal.models import User

from .enums import NominationState, RoundState
from .models import Body, Nomination, NominationRound
from .pages import Section, section
from .rounds import stage_of
from .rules import bodies_run_by

SOON = timedelta(days=7)
MOST_OF_BODY = 3


@front.block(20)
def open_rounds(request: HttpRequest) -> Block | None:
    """What can be nominated for now."""
    rounds = NominationRound.objects.visible_to(request.user).open_at(timezone.now())
    rows = [(each, *stage_of(each)) for each in rounds.select_related("body", "term").order_by("closes_at")]
    return Block("members/_front_rounds.html", {"rows": rows}) if rows else None


@section(15)
def rounds_of_body(body: Body, user: Actor, _day: date) -> Section | None:
    """The body's rounds, the latest first."""
    rounds = NominationRound.objects.visible_to(user).filter(body=body).exclude(state=RoundState.DRAFT)
    latest = rounds.select_related("body", "term").order_by("-closes_at")[:MOST_OF_BODY]
    rows = [(each, *stage_of(each)) for each in latest]
    if not rows:
        return None
    return Section(_("Nomination rounds"), "haut", "members/_body_rounds.html", {"rows": rows})


@desk.cards
def to_answer(user: User) -> Iterator[Card]:
    """Nominations that wait for the person's own answer."""
    waiting = Nomination.objects.filter(
        candidate_email__iexact=user.email,
        state=NominationState.SUBMITTED,
        round__state=RoundState.ANNOUNCED,
    )
    for nomination in waiting.select_related("round__body", "organisation"):
        yield Card(
            title=_("You have been nominated: %(round)s") % {"round": nomination.round.title},
            url=reverse("members:nomination-confirm", args=[nomination.confirm_key]),
            text=nomination.shown_organisation or nomination.round.body.short_name,
            act=_("Answer"),
        )


@desk.cards
def to_run(user: User) -> Iterator[Card]:
    """Rounds that close soon or wait for the choice, for those who coordinate the body."""
    run, now = bodies_run_by(user), timezone.now()
    if not run:
        return
    sent = Q(nominations__state__in=[NominationState.SUBMITTED, NominationState.CONFIRMED])
    rounds = NominationRound.objects.filter(
        body__in=run, state=RoundState.ANNOUNCED, opens_at__lte=now, closes_at__lte=now + SOON
    )
    for each in rounds.select_related("body").annotate(sent=Count("nominations", sent)):
        words = ngettext("%(count)d nomination", "%(count)d nominations", each.sent) % {"count": each.sent}
        is_over = each.closes_at <= now
        title = _("Choose: %(round)s") if is_over else _("Closes soon: %(round)s")
        yield Card(
            title=title % {"round": each.title},
            url=reverse("members:round-manage", args=[each.body.slug, each.pk]),
            text=f"{each.body.short_name}. {words}.",
            due=None if is_over else each.closes_at,
            act=_("Compare") if is_over else _("Open"),
        )


search.register(
    search.Source(
        model=NominationRound,
        label=gettext_lazy("Nomination round"),
        title=lambda each, _language: each.title,
        body=lambda each, _language: f"{each.body.short_name}\n{each.text}",
        url=NominationRound.get_absolute_url,
        badge=stage_of,
        related=("body", "term"),
        repeats=("body",),
    )
)
