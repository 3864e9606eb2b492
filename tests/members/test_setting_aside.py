"""A false nomination is set aside: the real organisation can nominate, those concerned are told, and it can be undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.enums import NominationState, RoundState
from members.models import Nomination, NominationRound, SettingAside
from members.services import nomination as services
from members.services import round_care
from members.services.setting_aside import set_nomination_aside, take_back_setting_aside
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import NominationFactory, OrganisationFactory
from tests.members.rounds import (
    choose,
    close,
    full_draft,
    mails,
    make_round,
    nominate,
    publish,
    seats_of,
    text_of,
)

pytestmark = pytest.mark.django_db
REASON = "Järjestö ei ole lähettänyt tätä."


@pytest.fixture
def nomination_round(cast: Cast) -> NominationRound:
    cast.body.role_email = "ryhma@example.org"
    cast.body.save(update_fields=["role_email"])
    return make_round(cast)


@pytest.fixture
def false(nomination_round: NominationRound) -> Nomination:
    """Sent in an organisation's name by somebody who does not act for it."""
    return nominate(nomination_round, state=NominationState.SUBMITTED, answered_at=None)


def set_aside(nomination: Nomination, cast: Cast, reason: str = REASON) -> Nomination:
    return set_nomination_aside(nomination=nomination, reason=reason, actor=cast.coordinator)


def test_real_organisation_nominates_once_the_false_one_is_set_aside(cast: Cast, false: Nomination) -> None:
    draft = full_draft(false.round, organisation=false.organisation, organisation_name="")
    with pytest.raises(Refused) as refused:
        services.submit_nomination(nomination=draft, arrived_at=timezone.now())
    assert cast.body.role_email in str(refused.value)
    set_aside(false, cast)
    services.submit_nomination(nomination=draft, arrived_at=timezone.now())
    assert list(Nomination.objects.sent()) == [draft]


def test_it_is_logged_and_sender_and_candidate_get_the_reason(cast: Cast, false: Nomination) -> None:
    set_aside(false, cast, f"  {REASON} ")
    logged = SettingAside.objects.get()
    assert (logged.nomination, logged.reason, logged.done_by) == (false, REASON, cast.coordinator)
    assert mails() == [
        ("nomination_set_aside", false.sender_email),
        ("nomination_set_aside", false.candidate_email),
    ]
    assert all(REASON in mail.text for mail in OutgoingMail.objects.all())


def test_one_address_gets_one_mail(cast: Cast, nomination_round: NominationRound) -> None:
    same = nominate(nomination_round, sender_email="sama@example.org", candidate_email="Sama@example.org")
    set_aside(same, cast)
    assert len(mails()) == 1


def test_who_does_not_run_the_body_may_not(cast: Cast, false: Nomination) -> None:
    for actor in (cast.member, cast.officer, cast.outsider):
        with pytest.raises(PermissionDenied):
            set_nomination_aside(nomination=false, reason=REASON, actor=actor)
    set_aside(false, cast)
    with pytest.raises(PermissionDenied):
        take_back_setting_aside(nomination=false, actor=cast.member)
    assert take_back_setting_aside(nomination=false, actor=cast.secretariat).state == "submitted"


def test_without_a_reason_nothing_happens(cast: Cast, false: Nomination) -> None:
    with pytest.raises(Refused):
        set_aside(false, cast, " \n")
    false.refresh_from_db()
    assert (false.state, mails()) == ("submitted", [])


@pytest.mark.parametrize("state", ["draft", "declined", "withdrawn"])
def test_what_does_not_count_is_not_set_aside(
    cast: Cast, nomination_round: NominationRound, state: str
) -> None:
    other = nominate(nomination_round, state=state, submitted_at=None if state == "draft" else timezone.now())
    with pytest.raises(Refused):
        set_aside(other, cast)


def test_second_is_told_that_somebody_was_faster(cast: Cast, false: Nomination) -> None:
    set_aside(false, cast)
    with pytest.raises(Overtaken):
        set_aside(false, cast)
    take_back_setting_aside(nomination=false, actor=cast.coordinator)
    with pytest.raises(Overtaken):
        take_back_setting_aside(nomination=false, actor=cast.coordinator)


def test_candidate_and_sender_of_it_have_nothing_to_do_and_nobody_is_reminded(
    cast: Cast, false: Nomination
) -> None:
    set_aside(false, cast)
    for act in (services.confirm_nomination, services.decline_nomination):
        with pytest.raises(Refused):
            act(nomination=false)
    with pytest.raises(Refused):
        services.withdraw_nomination(nomination=false, arrived_at=timezone.now())
    assert round_care.remind_candidates(now=false.round.closes_at - timedelta(hours=1)) == 0
    false.refresh_from_db()
    assert false.state == NominationState.SET_ASIDE


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("submitted", ["nomination_confirm", "nomination_counts_again"]),
        ("confirmed", ["nomination_counts_again"]),
    ],
)
def test_taken_back_it_counts_as_before_and_those_concerned_are_told(
    cast: Cast, nomination_round: NominationRound, state: str, kinds: list[str]
) -> None:
    answered_at = timezone.now() if state == "confirmed" else None
    nomination = nominate(nomination_round, state=state, answered_at=answered_at)
    set_aside(nomination, cast)
    assert take_back_setting_aside(nomination=nomination, actor=cast.coordinator).state == state
    assert [kind for kind, _address in mails()[2:]] == kinds
    logged = SettingAside.objects.get()
    assert (logged.taken_back_by, logged.taken_back_at is None) == (cast.coordinator, False)
    set_aside(nomination, cast)  # and the log tells of both
    assert SettingAside.objects.count() == 2


def test_it_stays_aside_when_the_organisation_has_nominated_meanwhile(cast: Cast, false: Nomination) -> None:
    set_aside(false, cast)
    NominationFactory(round=false.round, group=false.group, organisation=false.organisation)
    with pytest.raises(Refused) as refused:
        take_back_setting_aside(nomination=false, actor=cast.coordinator)
    assert str(false.organisation) in str(refused.value)
    false.refresh_from_db()
    assert (false.state, SettingAside.objects.get().taken_back_at) == ("set_aside", None)


def test_choice_of_it_is_undone_and_the_result_goes_without_it(
    cast: Cast, nomination_round: NominationRound
) -> None:
    false, real = nominate(nomination_round), nominate(nomination_round, organisation=OrganisationFactory())
    seat, _deputy = seats_of(nomination_round.groups.get())
    close(nomination_round)
    choose(nomination_round, cast.coordinator, {false: seat, real: None})
    assert set_aside(false, cast).seat is None
    choose(nomination_round, cast.coordinator, {real: seat})
    publish(nomination_round, cast.coordinator)
    false.refresh_from_db()
    assert (false.outcome, false.mandate, seat.mandates.get().person.name) == ("", None, real.candidate_name)
    with pytest.raises(Refused):
        take_back_setting_aside(nomination=false, actor=cast.coordinator)


@pytest.mark.parametrize("state", [RoundState.DECIDED, RoundState.CANCELLED])
def test_after_the_end_of_the_round_nothing_is_set_aside(cast: Cast, state: RoundState) -> None:
    decided_at = timezone.now() if state == RoundState.DECIDED else None
    over = make_round(cast, state=state, decided_at=decided_at, cancelled_because="" if decided_at else "Syy")
    with pytest.raises(Refused):
        set_aside(nominate(over), cast)


def test_database_keeps_the_log_whole(cast: Cast, false: Nomination) -> None:
    row = {"nomination": false, "done_at": timezone.now(), "done_by": cast.coordinator}
    SettingAside.objects.create(**row, reason=REASON)
    wrong: list[dict[str, Any]] = [
        {"reason": REASON},  # a second one at the same time
        {"reason": "", "taken_back_at": timezone.now(), "taken_back_by": cast.coordinator},
        {"reason": REASON, "taken_back_at": timezone.now()},
    ]
    names = ["one_at_a_time", "has_reason", "taken_back_by_somebody"]
    for fields, name in zip(wrong, names, strict=True):
        with pytest.raises(IntegrityError, match=f"members_settingaside_{name}"), transaction.atomic():
            SettingAside.objects.create(**row, **fields)


def test_coordinator_does_and_undoes_it_on_the_pages(cast: Cast, client_of: Any, false: Nomination) -> None:
    coordinator: Client = client_of("coordinator")
    manage = reverse("members:round-manage", args=[cast.body.slug, false.round_id])
    aside = reverse("members:nomination-set-aside", args=[cast.body.slug, false.round_id, false.pk])
    assert aside in text_of(coordinator.get(manage))
    assert false.sender_email in text_of(coordinator.get(aside))
    assert "field-wrong" in text_of(coordinator.post(aside, {"reason": ""}))
    page = text_of(coordinator.post(aside, {"reason": REASON}, follow=True))
    back = reverse("members:nomination-take-back", args=[cast.body.slug, false.round_id, false.pk])
    assert (REASON in page, back in page, aside in page) == (True, True, False)
    assert REASON in text_of(coordinator.get(back))
    page = text_of(coordinator.post(back, follow=True))
    assert (aside in page, back in page) == (True, False)


def test_receipt_and_question_say_that_it_does_not_count(
    cast: Cast, client: Client, false: Nomination
) -> None:
    set_aside(false, cast)
    receipt = text_of(client.get(reverse("members:nomination-edit", args=[false.key])))
    question = text_of(client.get(reverse("members:nomination-confirm", args=[false.confirm_key])))
    assert cast.body.role_email in receipt
    assert 'name="answer"' not in question
    assert reverse("members:nomination-withdraw", args=[false.key]) not in receipt
