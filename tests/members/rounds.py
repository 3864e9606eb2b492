"""What tests of nomination rounds begin with: a round with one group of two empty seats, and forms as browsers send them."""

from datetime import timedelta
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from members.enums import NominationState, RoundState, RuleName, RuleStatus
from members.models import Body, Criterion, Nomination, NominationRound, Seat, SeatGroup, SettingAside, Term
from members.services import choosing
from members.services.choosing import Choice, Publication
from portal.models import OutgoingMail, User
from tests.cast import Cast
from tests.factories import (
    DeputySeatFactory,
    MandateFactory,
    NominationFactory,
    NominationRoundFactory,
    OrganisationFactory,
    SeatFactory,
    SeatGroupFactory,
    UserFactory,
)


def make_group(term: Term, *, members: int = 1, deputies: int = 1, **fields: Any) -> SeatGroup:
    """A group with empty seats; each deputy is that of the member of the same number."""
    group = SeatGroupFactory(term=term, **fields)
    seats = [SeatFactory(group=group, rank=number + 1) for number in range(members)]
    for number in range(deputies):
        DeputySeatFactory(deputises=seats[number])
    return group


def make_round(cast: Cast, *groups: SeatGroup, criteria: int = 1, **fields: Any) -> NominationRound:
    """An open round of the cast's body for the groups, one of its own unless told."""
    wanted = list(groups) or [make_group(cast.term)]
    made = NominationRoundFactory(
        term=cast.term,
        body=cast.body,
        groups=wanted,
        text_fi="Haemme jäseniä.",
        remove_on=timezone.localdate() + timedelta(days=90),
        **fields,
    )
    for order in range(1, criteria + 1):
        Criterion.objects.create(round=made, order=order, name_fi=f"Peruste {order}", most_points=5)
    return made


def close(nomination_round: NominationRound) -> NominationRound:
    """The same round, a minute after it closed."""
    nomination_round.closes_at = timezone.now() - timedelta(minutes=1)
    nomination_round.save(update_fields=["closes_at"])
    return nomination_round


def decide(rule: RuleName, value: Any, term: Term) -> None:
    """The term's rules lay this down."""
    term.rules_version.rules.update_or_create(
        name=rule, defaults={"status": RuleStatus.DECIDED, "value": value}
    )


def seats_of(group: SeatGroup) -> tuple[Seat, Seat]:
    """The member's seat and the deputy's of a group with one of each."""
    return group.seats.get(deputises=None), group.seats.get(deputises__isnull=False)


def typed(nomination: Nomination, **changes: Any) -> dict[str, Any]:
    """The whole form of a draft as a browser sends it."""
    group = nomination.round.groups.order_by("order").first()
    return {
        "base_version": nomination.version,
        "group": group.pk if group else "",
        "wish": "either",
        "organisation": "",
        "organisation_name": "Kuvitelma ry",
        "candidate_name": "Ehdokas Testinen",
        "candidate_email": "ehdokas@example.org",
        "candidate_phone": "",
        "grounds": "Tuntee asian.",
        "statement": "",
        "sender_name": "Lähettäjä Testinen",
        "sender_email": "lahettaja@example.org",
        "act": "save",
        **changes,
    }


def draft_of(nomination_round: NominationRound, **fields: Any) -> Nomination:
    """A draft that somebody has begun."""
    return Nomination.objects.create(
        round=nomination_round, state=NominationState.DRAFT, created_at=timezone.now(), **fields
    )


def full_draft(nomination_round: NominationRound, **fields: Any) -> Nomination:
    """A draft in which nothing is missing."""
    values = {
        "group": nomination_round.groups.first(),
        "organisation_name": "Kuvitelma ry",
        "candidate_name": "Ehdokas Testinen",
        "candidate_email": "ehdokas@example.org",
        "grounds": "Tuntee asian.",
        "sender_name": "Lähettäjä Testinen",
        "sender_email": "lahettaja@example.org",
    }
    return draft_of(nomination_round, **values | fields)


def nominate(nomination_round: NominationRound, **fields: Any) -> Nomination:
    """A nomination that the candidate has confirmed, for the round's first group."""
    return NominationFactory(round=nomination_round, group=nomination_round.groups.first(), **fields)


def choose(nomination_round: NominationRound, actor: User, choices: dict[Nomination, Seat | None]) -> None:
    """Note the choices, as somebody who has just looked."""
    choosing.choose(
        nomination_round=nomination_round,
        choices=[Choice(each, seat, "Perustelu.", is_refused=seat is None) for each, seat in choices.items()],
        seal=choosing.seal_of(nomination_round),
        actor=actor,
    )


def publish(nomination_round: NominationRound, actor: User, **facts: Any) -> NominationRound:
    """Publish what was chosen, from today on."""
    publication = Publication(
        **{"decision": "Johtaja 1.2.2026 § 3", "valid_from": timezone.localdate()} | facts
    )
    return choosing.publish_round(
        nomination_round=nomination_round,
        publication=publication,
        seal=choosing.seal_of(nomination_round),
        actor=actor,
    )


def mails() -> list[tuple[str, str]]:
    """Kind and address of every mail, in the order in which they were written."""
    return list(OutgoingMail.objects.order_by("pk").values_list("kind", "to_address"))


def text_of(response: HttpResponse) -> str:
    """The page as text, with signs for their codes."""
    return unescape(response.content.decode())


def rounds_of(body: Body, term: Term, group: SeatGroup) -> dict[str, Any]:
    """What the pages about rounds show: an open round with nominations, a draft, and a decided one with its choice."""
    common = {"term": term, "body": body, "groups": [group]}
    opened = NominationRoundFactory(**common, remove_on=timezone.localdate() + timedelta(days=90))
    Criterion.objects.create(round=opened, order=1, name_fi="Kokemus", most_points=5)
    aside = NominationFactory(round=opened, group=group, state=NominationState.SET_ASIDE)
    runner = UserFactory()
    SettingAside.objects.create(
        nomination=aside, reason="Ei järjestön.", done_at=timezone.now(), done_by=runner
    )
    decided = NominationRoundFactory(**common, state=RoundState.DECIDED, decided_at=timezone.now())
    seat = SeatFactory(group=group, rank=99)
    return {
        "round": opened,
        "nomination_draft": full_draft(opened, organisation_name="", organisation=OrganisationFactory()),
        "aside": aside,
        "nomination": NominationFactory(round=opened, group=group),
        "draft_round": NominationRoundFactory(**common, state=RoundState.DRAFT, announced_at=None),
        "decided_round": decided,
        "chosen": NominationFactory(
            round=decided,
            group=group,
            outcome="member",
            outcome_reason="Kokemus.",
            seat=seat,
            mandate=MandateFactory(seat=seat),
        ),
    }
