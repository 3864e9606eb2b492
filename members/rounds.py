"""What pages and acts ask about nomination rounds: which seats are empty, what is missing, whom a round concerns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .enums import BodyStatus, EndReason, RoundState, RuleName, SeatKind
from .models import Mandate, NominationRound, Nominator, Organisation, Seat, SeatGroup
from .numbers import tidied
from .rules import Actor

NETWORKS_ONLY = "nomination_by_networks"
NETWORKS_TOO = "nomination_by_associations_and_networks"
FITTING = "open_registration_with_criteria_if_oversubscribed"
MOST_SUGGESTED = 10
LEAST_SEARCHED = 3  # a trigram; less would go through the whole register


@dataclass
class GroupSeats:
    """A group of seats with those of its seats that are empty from a day on."""

    group: SeatGroup
    members: list[Seat] = field(default_factory=list)
    deputies: list[Seat] = field(default_factory=list)

    @property
    def all(self) -> list[Seat]:
        """The empty seats, members' first."""
        return self.members + self.deputies


def empty_seats(groups: Iterable[SeatGroup], day: date) -> list[GroupSeats]:
    """The groups in their order, each with the seats in which nobody sits from the day on."""
    rows = {group.pk: GroupSeats(group) for group in groups}
    held = Mandate.objects.overlapping(day, None).exclude(end_reason=EndReason.NEVER_BEGAN)
    seats = Seat.objects.filter(group__in=rows).exclude(pk__in=held.values("seat"))
    for seat in seats.order_by("kind", "deputises__rank", "rank"):
        row = rows[seat.group_id]
        seat.group = row.group
        (row.members if seat.kind == SeatKind.PRIMARY else row.deputies).append(seat)
    return list(rows.values())


def groups_of(nomination_round: NominationRound) -> list[GroupSeats]:
    """The groups that the round looks for, with their empty seats."""
    return empty_seats(nomination_round.groups.order_by("order"), nomination_round.first_day)


def holes_of(nomination_round: NominationRound) -> list[str]:
    """What is missing before the round can be announced, each as a sentence that says what to do."""
    groups = list(nomination_round.groups.all())
    holes = []
    if nomination_round.body.status == BodyStatus.ENDED:
        holes.append(_("The body has ended, so nobody can be looked for."))
    if not groups:
        holes.append(_("Choose the groups whose seats are to be filled."))
    if not nomination_round.text.strip():
        holes.append(_("Write what is looked for."))
    if nomination_round.closes_at <= timezone.now():
        holes.append(_("The closing time has passed. Write a later one."))
    if nomination_round.takes_all_that_fit and not nomination_round.criteria.exists():
        holes.append(_("Write the criteria by which you choose if there are more candidates than seats."))
    if nomination_round.remove_on is None:
        holes.append(_("Say on which day the contact data is removed."))
    elif nomination_round.remove_on <= timezone.localdate(nomination_round.closes_at):
        holes.append(_("The contact data would be removed before the round has closed. Write a later day."))
    if twice := also_looked_for(nomination_round, groups):
        holes.append(_("Another round already looks for: %s.") % ", ".join(twice))
    return holes


def also_looked_for(nomination_round: NominationRound, groups: Iterable[SeatGroup]) -> list[str]:
    """The names of the groups that another announced round looks for."""
    others = NominationRound.objects.filter(state=RoundState.ANNOUNCED).exclude(pk=nomination_round.pk)
    return [
        group.name for group in SeatGroup.objects.filter(pk__in=[g.pk for g in groups], rounds__in=others)
    ]


def organisations_concerned(nomination_round: NominationRound) -> QuerySet[Organisation]:
    """The organisations with an e-mail address that the groups of the round stand for; for open seats the whole region's."""
    groups = list(nomination_round.groups.select_related("nominator"))
    concerned = Q(pk=None)
    for group in groups:
        if group.category_id:
            concerned |= Q(categories=group.category_id)
        elif group.organisation_id:
            concerned |= Q(pk=group.organisation_id)
        elif group.municipality_id:
            concerned |= Q(home_municipality=group.municipality_id)
        elif group.nominator:
            concerned |= Q(pk=group.nominator.organisation_id)
        else:
            concerned |= Q(home_municipality__region=nomination_round.body.region_id)
    if nominators := nominators_of(nomination_round):
        concerned |= Q(pk__in=[each.organisation_id for each in nominators if each.organisation_id])
    known = Organisation.objects.filter(merged_into=None).exclude(email="")
    return known.filter(concerned).distinct()


def nominators_of(nomination_round: NominationRound) -> list[Nominator]:
    """The networks that may nominate in the round; none where the rules leave it to organisations or people."""
    if not nomination_round.asks_organisation:
        return []
    selection = nomination_round.term.rules_version.value(RuleName.SELECTION)
    if selection not in {NETWORKS_ONLY, NETWORKS_TOO}:
        return []
    return list(nomination_round.body.nominators.all())


def needs_nominator(nomination_round: NominationRound) -> bool:
    """Whether only networks nominate, so that each nomination must name one."""
    rules = nomination_round.term.rules_version
    return rules.value(RuleName.SELECTION) == NETWORKS_ONLY and bool(nominators_of(nomination_round))


def decided_by(nomination_round: NominationRound) -> list[tuple[str, str]]:
    """What the rules of the term say of the choice and of the fee: word and value, "not decided" included."""
    rules = nomination_round.term.rules_version
    return [
        (_("Who chooses"), rules.words(RuleName.SELECTED_BY)),
        (_("Fee and expenses"), rules.words(RuleName.FEE)),
    ]


def suggested_organisations(text: str, user: Actor) -> list[Organisation]:
    """At most ten organisations that have the text as their Y-tunnus or register number, or in their name."""
    text = " ".join(text.split())
    business_id, register_number = tidied(text)
    if business_id or register_number:
        known = Q(business_id=business_id or None) | Q(register_number=register_number or None)
    elif len(text) >= LEAST_SEARCHED:
        known = Q(name__icontains=text)
    else:
        return []
    found = Organisation.objects.visible_to(user).filter(known).select_related("home_municipality")
    return list(found[:MOST_SUGGESTED])


def stage_of(nomination_round: NominationRound) -> tuple[str, str]:
    """The badge of a round: shape and word; an announced one is coming, open or closed by the clock."""
    if nomination_round.state != RoundState.ANNOUNCED:
        shapes = {RoundState.DRAFT: "ring", RoundState.DECIDED: "tick", RoundState.CANCELLED: "dash"}
        return shapes[RoundState(nomination_round.state)], nomination_round.get_state_display()
    if nomination_round.is_open():
        return "dot", pgettext("round stage", "Open")
    if nomination_round.opens_at > timezone.now():
        return "ring", pgettext("round stage", "Opens later")
    return "half", pgettext("round stage", "Closed, being decided")
