"""Nominations beside each other: points, who fits, who is disqualified, and how the choice is spread."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import fmean

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.models import User

from .enums import NominationOutcome, NominationState, OrganisationSize, RoundState, Wish
from .models import Criterion, Nomination, NominationRound, Score, Seat
from .rounds import GroupSeats, groups_of
from .rules import organisation_roles_of

CHOSEN = {NominationOutcome.MEMBER, NominationOutcome.DEPUTY}


@dataclass
class Row:
    """One criterion of one nomination: the mean of the points, and what each scorer gave with the reason."""

    criterion: Criterion
    scores: list[Score] = field(default_factory=list)

    @property
    def average(self) -> float | None:
        """The mean of the points, when anybody has given some."""
        return fmean(score.points for score in self.scores) if self.scores else None


@dataclass
class Card:
    """A nomination as it stands beside the others; others' points show once one has given all of one's own."""

    nomination: Nomination
    rows: list[Row]
    own: dict[int, Score]
    scorers: int
    total: float | None
    may_see: bool
    disqualification: str

    @property
    def is_scored_by_reader(self) -> bool:
        """Whether the reader has given points on every criterion."""
        return bool(self.rows) and len(self.own) == len(self.rows)


@dataclass
class GroupComparison:
    """A group with its empty seats and what has been sent for it."""

    seats: GroupSeats
    cards: list[Card] = field(default_factory=list)

    @property
    def confirmed(self) -> list[Nomination]:
        """Those who can be chosen, in the order in which they came."""
        return [card.nomination for card in self.cards if card.nomination.state == NominationState.CONFIRMED]


def compare(nomination_round: NominationRound, reader: User) -> list[GroupComparison]:
    """The round's nominations by group."""
    groups = {row.group.pk: GroupComparison(row) for row in groups_of(nomination_round)}
    criteria = list(nomination_round.criteria.all())
    given: dict[int, list[Score]] = defaultdict(list)
    for score in Score.objects.filter(criterion__round=nomination_round).select_related("scorer"):
        given[score.nomination_id].append(score)
    sent = nomination_round.nominations.sent().for_list()
    nominations = list(sent.order_by("submitted_at", "pk"))
    barred = disqualifications(nominations, reader)
    for nomination in nominations:
        nomination.round = nomination_round
        card = _card(nomination, criteria, given[nomination.pk], reader, barred.get(nomination.pk, ""))
        if nomination.group_id in groups:
            groups[nomination.group_id].cards.append(card)
    return list(groups.values())


def _card(
    nomination: Nomination, criteria: list[Criterion], scores: list[Score], reader: User, barred: str
) -> Card:
    """Only whole assessments count: a scorer who has left a criterion out would weigh too little."""
    by_scorer: dict[int, list[Score]] = defaultdict(list)
    for score in scores:
        by_scorer[score.scorer_id].append(score)
    own = {score.criterion_id: score for score in by_scorer.get(reader.pk, [])}
    whole = [given for given in by_scorer.values() if len(given) == len(criteria)]
    may_see = len(own) == len(criteria) or nomination.round.state == RoundState.DECIDED
    rows = {criterion.pk: Row(criterion) for criterion in criteria}
    for given in whole if may_see else []:
        for score in given:
            rows[score.criterion_id].scores.append(score)
    total = fmean(sum(score.points for score in given) for given in whole) if whole and may_see else None
    return Card(nomination, list(rows.values()), own, len(whole), total, may_see, barred)


def disqualifications(nominations: Iterable[Nomination], reader: User) -> dict[int, str]:
    """Nomination → why the reader should leave the choice to others."""
    organisations = set(organisation_roles_of(reader)) | set(
        reader.body_roles.exclude(organisation=None).values_list("organisation_id", flat=True)
    )
    person = getattr(reader, "person", None)
    found = {}
    for nomination in nominations:
        is_reader = nomination.candidate_email.lower() == reader.email.lower()
        if is_reader or (person and nomination.person_id == person.pk):
            found[nomination.pk] = _("You are the candidate yourself.")
        elif nomination.organisation_id in organisations:
            found[nomination.pk] = _("You act for the organisation that nominates.")
    return found


def place_all(nominations: list[Nomination], seats: GroupSeats) -> dict[int, Seat]:
    """Nomination → seat when everybody fits, in the order in which they came and as they wished; else nothing."""
    members, deputies, placed = list(seats.members), list(seats.deputies), {}
    # Those who want one kind of place only come first, so that nobody is left without for another's sake.
    for nomination in sorted(nominations, key=lambda each: each.wish == Wish.EITHER):
        wanted = [deputies] if nomination.wish == Wish.DEPUTY else [members]
        if nomination.wish == Wish.EITHER:
            wanted.append(deputies)
        free = next((kind for kind in wanted if kind), None)
        if free is None:
            return {}
        placed[nomination.pk] = free.pop(0)
    return placed


def balance(nominations: Iterable[Nomination]) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """How nominations and choices are spread, by size and by home of the organisation: (word, nominated, chosen)."""
    known = list(nominations)
    unknown = pgettext("size or home of an organisation", "Not known")
    sizes = dict(OrganisationSize.choices)

    def size_of(nomination: Nomination) -> str:
        organisation = nomination.organisation
        return str(sizes[organisation.size]) if organisation and organisation.size else unknown

    def home_of(nomination: Nomination) -> str:
        home = nomination.organisation.home_municipality if nomination.organisation else None
        return home.name if home else unknown

    return [
        (title, _counted(known, word))
        for title, word in (
            (_("By size of the organisation"), size_of),
            (_("By municipality of the organisation"), home_of),
        )
    ]


def _counted(nominations: list[Nomination], word: Callable[[Nomination], str]) -> list[tuple[str, int, int]]:
    nominated = Counter(word(each) for each in nominations)
    chosen = Counter(word(each) for each in nominations if each.outcome in CHOSEN)
    return [(name, count, chosen[name]) for name, count in sorted(nominated.items())]
