"""Publishing: seats, letters and list in one act; and the dated correction of a mistake."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members.enums import NominationState
from members.models import Mandate, Nomination, NominationRound, Person
from members.services import choosing
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import MandateFactory, NominationFactory, PersonFactory, UserFactory
from tests.members.rounds import choose, close, mails, make_group, make_round, nominate, publish, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def nomination_round(cast: Cast) -> NominationRound:
    """A round that has closed, with two criteria."""
    return close(make_round(cast, criteria=2))


# --- Publishing ------------------------------------------------------------------------------------------------------


def test_publishing_seats_writes_and_decides_in_one_act(
    cast: Cast, nomination_round: NominationRound
) -> None:
    chosen, deputy, other = (nominate(nomination_round, sender_email=f"l{n}@example.org") for n in range(3))
    silent = nominate(nomination_round, state=NominationState.SUBMITTED, sender_email="l1@example.org")
    member_seat, deputy_seat = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {chosen: member_seat, deputy: deputy_seat, other: None})
    decided = publish(nomination_round, cast.coordinator)
    held = {each.seat: each for each in Mandate.objects.filter(seat__group=nomination_round.groups.get())}
    assert (held[member_seat].person.name, held[member_seat].decision) == (
        chosen.candidate_name,
        "Johtaja 1.2.2026 § 3",
    )
    assert held[deputy_seat].organisation == deputy.organisation
    assert (decided.state, decided.decision) == ("decided", "Johtaja 1.2.2026 § 3")
    silent.refresh_from_db()
    assert (silent.outcome, silent.outcome_reason) == ("not_chosen", "The candidate did not confirm.")
    assert mails() == [
        ("nomination_chosen_member", chosen.candidate_email),
        ("nomination_chosen_deputy", deputy.candidate_email),
        ("nomination_not_chosen", other.candidate_email),
        ("nomination_not_chosen", silent.candidate_email),
        ("round_decided", "l0@example.org"),
        ("round_decided", "l1@example.org"),
        ("round_decided", "l2@example.org"),
    ]


def test_rehearsal_shows_the_letters_and_changes_nothing(
    cast: Cast, nomination_round: NominationRound
) -> None:
    chosen = nominate(nomination_round)
    choose(nomination_round, cast.coordinator, {chosen: seats_of(nomination_round.groups.get())[0]})
    letters = choosing.rehearse_publication(
        nomination_round=nomination_round,
        publication=choosing.Publication(decision="§ 9", valid_from=timezone.localdate()),
        seal=choosing.seal_of(nomination_round),
        actor=cast.coordinator,
    )
    nomination_round.refresh_from_db()
    assert [letter.kind for letter in letters] == ["nomination_chosen_member", "round_decided"]
    assert "§ 9" in letters[0].text
    assert (nomination_round.state, OutgoingMail.objects.count(), Person.objects.filter(name=chosen.candidate_name).count()) == (
        "announced", 0, 0,
    )  # fmt: skip


def test_publishing_twice_or_over_a_changed_choice_is_overtaken(
    cast: Cast, nomination_round: NominationRound
) -> None:
    nomination = nominate(nomination_round)
    choose(nomination_round, cast.coordinator, {nomination: None})
    old = choosing.seal_of(nomination_round)
    nominate(nomination_round)
    with pytest.raises(Overtaken):
        choosing.publish_round(
            nomination_round=nomination_round,
            publication=choosing.Publication(decision="§", valid_from=timezone.localdate()),
            seal=old,
            actor=cast.coordinator,
        )
    Nomination.objects.exclude(pk=nomination.pk).delete()
    publish(nomination_round, cast.coordinator)
    sent = len(mails())
    with pytest.raises(Overtaken):
        publish(nomination_round, cast.coordinator)
    assert len(mails()) == sent


def test_publishing_with_somebody_undecided_or_without_decision_is_refused(
    cast: Cast, nomination_round: NominationRound
) -> None:
    nominate(nomination_round)
    with pytest.raises(Refused):
        publish(nomination_round, cast.coordinator)
    with pytest.raises(ValidationError):
        publish(nomination_round, cast.coordinator, decision=" ")
    nomination_round.refresh_from_db()
    assert nomination_round.state == "announced"


def test_publishing_into_a_seat_that_was_filled_meanwhile_seats_nobody(
    cast: Cast, nomination_round: NominationRound
) -> None:
    chosen, deputy = nominate(nomination_round), nominate(nomination_round)
    member_seat, deputy_seat = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {chosen: member_seat, deputy: deputy_seat})
    MandateFactory(seat=deputy_seat)
    with pytest.raises(Overtaken):
        publish(nomination_round, cast.coordinator)
    assert (Mandate.objects.filter(seat=member_seat).count(), mails()) == (0, [])


def test_round_without_candidates_is_published_empty(cast: Cast, nomination_round: NominationRound) -> None:
    assert (publish(nomination_round, cast.coordinator).state, mails()) == ("decided", [])


@pytest.mark.parametrize("is_known", [True, False])
def test_person_of_the_same_address_is_used_only_when_the_coordinator_says_so(
    cast: Cast, nomination_round: NominationRound, is_known: bool
) -> None:
    person = PersonFactory(email="Sama@example.org")
    nomination = nominate(nomination_round, candidate_email="sama@example.org")
    choose(nomination_round, cast.coordinator, {nomination: seats_of(nomination_round.groups.get())[0]})
    publish(nomination_round, cast.coordinator, known={nomination.pk} if is_known else ())
    nomination.refresh_from_db()
    assert (nomination.person == person) is is_known


def test_account_of_the_same_address_comes_to_the_new_person(
    cast: Cast, nomination_round: NominationRound
) -> None:
    user = UserFactory(email="tili@example.org")
    nomination = nominate(nomination_round, candidate_email="Tili@example.org")
    choose(nomination_round, cast.coordinator, {nomination: seats_of(nomination_round.groups.get())[0]})
    publish(nomination_round, cast.coordinator)
    assert Person.objects.get(name=nomination.candidate_name).user == user


@pytest.mark.parametrize("is_added", [True, False])
def test_organisation_by_name_is_added_only_when_the_coordinator_says_so(
    cast: Cast, nomination_round: NominationRound, is_added: bool
) -> None:
    nomination = nominate(nomination_round, organisation=None, organisation_name="Uutuus ry")
    choose(nomination_round, cast.coordinator, {nomination: seats_of(nomination_round.groups.get())[0]})
    publish(nomination_round, cast.coordinator, named={nomination.pk} if is_added else ())
    nomination.refresh_from_db()
    assert nomination.mandate
    assert str(nomination.mandate.organisation or "") == ("Uutuus ry" if is_added else "")


# --- Correction ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [0, 5])
def test_mistake_is_corrected_by_a_dated_change(
    cast: Cast, nomination_round: NominationRound, days: int
) -> None:
    wrong, right = nominate(nomination_round), nominate(nomination_round)
    seat, _deputy = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {wrong: seat, right: None})
    publish(nomination_round, cast.coordinator)
    OutgoingMail.objects.all().delete()
    today = timezone.localdate()
    choosing.correct_choice(
        nomination=Nomination.objects.select_related("round").get(pk=wrong.pk),
        replacement=Nomination.objects.get(pk=right.pk),
        first_day=today + timedelta(days=days),
        reason="Nimet menivät sekaisin.",
        actor=cast.coordinator,
    )
    wrong.refresh_from_db()
    right.refresh_from_db()
    assert wrong.mandate
    assert right.mandate
    assert (wrong.mandate.end_reason, right.mandate.valid_from) == (
        "corrected" if days else "never_began",
        today + timedelta(days=days),
    )
    assert (right.outcome, right.mandate.seat, wrong.corrected_because) == (
        "member",
        seat,
        "Nimet menivät sekaisin.",
    )
    first_mail = "mandate_ends" if days else "nomination_corrected"
    assert mails() == [
        (first_mail, wrong.candidate_email),
        ("nomination_chosen_member", right.candidate_email),
    ]
    with pytest.raises(Overtaken):
        choosing.correct_choice(
            nomination=wrong, replacement=None, first_day=today, reason="Taas", actor=cast.coordinator
        )


def test_correction_without_replacement_leaves_the_seat_empty(
    cast: Cast, nomination_round: NominationRound
) -> None:
    wrong = nominate(nomination_round)
    seat, _deputy = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {wrong: seat})
    publish(nomination_round, cast.coordinator)
    choosing.correct_choice(
        nomination=wrong,
        replacement=None,
        first_day=timezone.localdate(),
        reason="Väärä",
        actor=cast.coordinator,
    )
    assert Mandate.objects.valid_on(timezone.localdate()).filter(seat=seat).count() == 0


def test_replacement_from_another_group_or_not_confirmed_is_refused(
    cast: Cast, nomination_round: NominationRound
) -> None:
    wrong = nominate(nomination_round)
    choose(nomination_round, cast.coordinator, {wrong: seats_of(nomination_round.groups.get())[0]})
    publish(nomination_round, cast.coordinator)
    elsewhere = NominationFactory(round=nomination_round, group=make_group(cast.term))
    silent = nominate(nomination_round, state=NominationState.DECLINED)
    for replacement, error in ((elsewhere, PermissionDenied), (silent, Refused)):
        with pytest.raises(error):
            choosing.correct_choice(
                nomination=wrong,
                replacement=replacement,
                first_day=timezone.localdate(),
                reason="Syy",
                actor=cast.coordinator,
            )
    wrong.refresh_from_db()
    assert wrong.corrected_on is None
