"""Points, choices, publishing and its correction; and who may do what of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members.comparison import balance, compare, disqualifications, place_all
from members.enums import NominationState, OrganisationSize, RoundState, RuleName, Wish
from members.models import BodyRole, Mandate, Nomination, NominationRound, Organisation, Score, Seat
from members.rounds import empty_seats, groups_of
from members.services import choosing
from members.services.choosing import Choice
from portal.errors import Overtaken, Refused
from tests.cast import BEGINNING, Cast
from tests.factories import (
    MandateFactory,
    MunicipalityFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.members.rounds import (
    choose,
    close,
    decide,
    mails,
    make_group,
    make_round,
    nominate,
    publish,
    seats_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nomination_round(cast: Cast) -> NominationRound:
    """A round that has closed, with two criteria."""
    return close(make_round(cast, criteria=2))


def score(nomination: Nomination, actor: Any, *points: int) -> None:
    criteria = nomination.round.criteria.order_by("order")
    choosing.score_nomination(
        nomination=nomination,
        points={each: (given, "Syy") for each, given in zip(criteria, points, strict=False)},
        actor=actor,
    )


# --- Points ----------------------------------------------------------------------------------------------------------


def test_others_points_show_once_ones_own_are_given(cast: Cast, nomination_round: NominationRound) -> None:
    nomination = nominate(nomination_round)
    score(nomination, cast.secretariat, 5, 4)

    def total() -> float | None:
        return compare(nomination_round, cast.coordinator)[0].cards[0].total

    assert total() is None
    score(nomination, cast.coordinator, 1)
    assert total() is None
    score(nomination, cast.coordinator, 1, 2)
    card = compare(nomination_round, cast.coordinator)[0].cards[0]
    assert (card.total, [row.average for row in card.rows], card.scorers) == (6.0, [3.0, 3.0], 2)


def test_half_an_assessment_does_not_count(cast: Cast, nomination_round: NominationRound) -> None:
    nomination = nominate(nomination_round)
    score(nomination, cast.coordinator, 2, 2)
    score(nomination, cast.secretariat, 5)
    card = compare(nomination_round, cast.coordinator)[0].cards[0]
    assert (card.total, card.scorers) == (4.0, 1)


def test_points_can_be_changed_and_keep_their_reason(cast: Cast, nomination_round: NominationRound) -> None:
    nomination = nominate(nomination_round)
    score(nomination, cast.coordinator, 1, 1)
    score(nomination, cast.coordinator, 5, 4)
    assert sorted(Score.objects.values_list("points", flat=True)) == [4, 5]


@pytest.mark.parametrize(("points", "reason"), [(6, "Syy"), (-1, "Syy"), (3, " ")])
def test_points_beyond_the_criterion_or_without_reason_are_refused(
    cast: Cast, nomination_round: NominationRound, points: int, reason: str
) -> None:
    criterion = nomination_round.criteria.first()
    assert criterion
    with pytest.raises(ValidationError):
        choosing.score_nomination(
            nomination=nominate(nomination_round),
            points={criterion: (points, reason)},
            actor=cast.coordinator,
        )
    assert Score.objects.count() == 0


def test_no_points_once_the_round_is_decided(cast: Cast) -> None:
    decided = make_round(cast, state=RoundState.DECIDED, decided_at=timezone.now())
    with pytest.raises(Refused):
        score(nominate(decided), cast.coordinator, 3)


# --- Choices ---------------------------------------------------------------------------------------------------------


def test_choices_are_noted_and_nobody_is_told(cast: Cast, nomination_round: NominationRound) -> None:
    chosen, deputy, other = (nominate(nomination_round) for _each in range(3))
    member_seat, deputy_seat = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {chosen: member_seat, deputy: deputy_seat, other: None})
    outcomes = dict(Nomination.objects.values_list("pk", "outcome"))
    assert outcomes == {chosen.pk: "member", deputy.pk: "deputy", other.pk: "not_chosen"}
    assert (mails(), Mandate.objects.filter(seat=member_seat).count()) == ([], 0)


def test_choices_can_be_turned_round(cast: Cast, nomination_round: NominationRound) -> None:
    one, two = nominate(nomination_round), nominate(nomination_round)
    member_seat, deputy_seat = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {one: member_seat, two: deputy_seat})
    choose(nomination_round, cast.coordinator, {one: deputy_seat, two: member_seat})
    assert dict(Nomination.objects.values_list("pk", "seat")) == {
        one.pk: deputy_seat.pk,
        two.pk: member_seat.pk,
    }


def refused(
    nomination_round: NominationRound, actor: Any, choices: dict[Nomination, Seat | None]
) -> set[str]:
    """The numbers of the nominations beside which something is said."""
    with pytest.raises(ValidationError) as caught:
        choose(nomination_round, actor, choices)
    assert not Nomination.objects.exclude(outcome="").exists()
    return set(caught.value.message_dict)


def test_seat_for_two_is_refused_beside_the_second(cast: Cast, nomination_round: NominationRound) -> None:
    one, two = nominate(nomination_round), nominate(nomination_round)
    seat, _deputy = seats_of(nomination_round.groups.get())
    assert refused(nomination_round, cast.coordinator, {one: seat, two: seat}) == {str(two.pk)}


def test_seat_that_is_held_or_of_another_group_is_refused(
    cast: Cast, nomination_round: NominationRound
) -> None:
    seat, _deputy = seats_of(nomination_round.groups.get())
    nomination = nominate(nomination_round)
    other, _his = seats_of(make_group(cast.term))
    assert refused(nomination_round, cast.coordinator, {nomination: other}) == {str(nomination.pk)}
    MandateFactory(seat=seat)
    assert refused(nomination_round, cast.coordinator, {nomination: seat}) == {str(nomination.pk)}


@pytest.mark.parametrize(("wish", "index"), [(Wish.MEMBER, 1), (Wish.DEPUTY, 0)])
def test_candidate_gets_only_the_place_that_was_wished(
    cast: Cast, nomination_round: NominationRound, wish: str, index: int
) -> None:
    nomination = nominate(nomination_round, wish=wish)
    seat = seats_of(nomination_round.groups.get())[index]
    assert refused(nomination_round, cast.coordinator, {nomination: seat}) == {str(nomination.pk)}


@pytest.mark.parametrize("is_rule", [True, False])
def test_member_and_deputy_come_from_different_organisations_where_the_rule_says_so(
    cast: Cast, is_rule: bool
) -> None:
    decide(RuleName.DIFFERENT_ORGANISATIONS, is_rule, cast.term)
    groups = [make_group(cast.term)]
    nomination_round = close(make_round(cast, *groups))
    one = nominate(nomination_round, organisation=None, organisation_name="Sama ry")
    two = nominate(nomination_round, organisation=None, organisation_name="Toinen ry")
    Nomination.objects.filter(pk=two.pk).update(state=NominationState.DECLINED, organisation_name="SAMA ry")
    Nomination.objects.filter(pk=two.pk).update(organisation=OrganisationFactory(name="Sama ry"))
    Nomination.objects.filter(pk=one.pk).update(organisation=Organisation.objects.get(name="Sama ry"))
    one.refresh_from_db()
    two.refresh_from_db()
    member_seat, deputy_seat = seats_of(groups[0])
    problems = choosing.problems_of_choices(
        nomination_round, [Choice(one, member_seat, "Syy"), Choice(two, deputy_seat, "Syy")]
    )
    assert set(problems) == ({two.pk} if is_rule else set())


def test_deputy_from_the_sitting_members_organisation_is_refused(cast: Cast) -> None:
    decide(RuleName.DIFFERENT_ORGANISATIONS, True, cast.term)
    group = make_group(cast.term)
    member_seat, deputy_seat = seats_of(group)
    holder = MandateFactory(seat=member_seat)
    nomination_round = close(make_round(cast, group))
    same = nominate(nomination_round, organisation=holder.organisation)
    assert refused(nomination_round, cast.coordinator, {same: deputy_seat}) == {str(same.pk)}


def test_nothing_is_chosen_while_the_round_is_open(cast: Cast) -> None:
    nomination_round = make_round(cast)
    nomination = nominate(nomination_round)
    with pytest.raises(Refused):
        choose(nomination_round, cast.coordinator, {nomination: None})


def test_choice_over_somebody_elses_is_overtaken(cast: Cast, nomination_round: NominationRound) -> None:
    nomination = nominate(nomination_round)
    seen = choosing.seal_of(nomination_round)
    choose(nomination_round, cast.secretariat, {nomination: None})
    with pytest.raises(Overtaken):
        choosing.choose(
            nomination_round=nomination_round,
            choices=[Choice(nomination, seats_of(nomination_round.groups.get())[0], "Syy")],
            seal=seen,
            actor=cast.coordinator,
        )
    nomination.refresh_from_db()
    assert nomination.outcome == "not_chosen"


# --- All that fit ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wishes", "kinds"),
    [
        (["either"], ["primary"]),
        (["either", "either"], ["primary", "personal_deputy"]),
        (["either", "member"], ["personal_deputy", "primary"]),
        (["deputy", "either"], ["personal_deputy", "primary"]),
        (["member", "member"], []),
        (["either", "either", "either"], []),
        ([], []),
    ],
)
def test_all_are_placed_as_they_wished_when_they_fit(cast: Cast, wishes: list[str], kinds: list[str]) -> None:
    nomination_round = make_round(cast)
    nominations = [nominate(nomination_round, wish=wish) for wish in wishes]
    placed = place_all(nominations, groups_of(nomination_round)[0])
    assert [placed[each.pk].kind for each in nominations if placed] == kinds


def test_empty_seats_leave_out_those_that_somebody_holds_now_or_later(cast: Cast) -> None:
    group = make_group(cast.term, members=3, deputies=0)
    now, later, past = group.seats.order_by("rank")
    today = timezone.localdate()
    MandateFactory(seat=now)
    MandateFactory(seat=later, valid_from=today + timedelta(days=10))
    MandateFactory(seat=past, valid_until=today - timedelta(days=1), end_reason="resigned")
    assert empty_seats([group], today)[0].members == [past]


# --- Who may, and who should not -------------------------------------------------------------------------------------


def acts(nomination_round: NominationRound, nomination: Nomination) -> list[Callable[[Any], Any]]:
    return [
        lambda actor: score(nomination, actor, 1, 1),
        lambda actor: choose(nomination_round, actor, {nomination: None}),
        lambda actor: publish(nomination_round, actor),
    ]


@pytest.mark.parametrize(
    "role", [role for role in Cast.ROLES[1:] if role not in {"coordinator", "secretariat"}]
)
def test_only_those_who_run_the_body_score_choose_and_publish(
    cast: Cast, nomination_round: NominationRound, role: str
) -> None:
    nomination = nominate(nomination_round)
    for act in acts(nomination_round, nomination):
        with pytest.raises(PermissionDenied):
            act(getattr(cast, role))
    nomination_round.refresh_from_db()
    assert (Score.objects.count(), nomination_round.state) == (0, "announced")


def test_coordinator_is_warned_of_being_disqualified(cast: Cast, nomination_round: NominationRound) -> None:
    reader, mine = cast.coordinator, OrganisationFactory()
    BodyRole.objects.create(user=UserFactory(), body=cast.body, valid_from=BEGINNING)
    BodyRole.objects.filter(user=reader).update(organisation=mine)
    himself = nominate(nomination_round, candidate_email=reader.email.upper())
    organisation = nominate(nomination_round, organisation=mine)
    neither = nominate(nomination_round)
    assert set(disqualifications([himself, organisation, neither], reader)) == {himself.pk, organisation.pk}


def test_balance_counts_nominations_and_choices_by_size_and_home(
    cast: Cast, nomination_round: NominationRound
) -> None:
    home = MunicipalityFactory(name_fi="Virrat")
    small = OrganisationFactory(size=OrganisationSize.SMALL, home_municipality=home)
    chosen = nominate(nomination_round, organisation=small)
    nominate(nomination_round)
    choose(nomination_round, cast.coordinator, {chosen: seats_of(nomination_round.groups.get())[0]})
    (_size, sizes), (_home, homes) = balance(Nomination.objects.for_list().order_by("pk"))
    assert sizes == [("1–4 employees", 1, 1), ("Not known", 1, 0)]
    assert {word: rest for word, *rest in homes} == {"Not known": [1, 0], home.name: [1, 1]}
