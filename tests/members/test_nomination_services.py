"""One nomination: saved by two windows, sent in the last second, answered, taken back, reminded of, removed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.enums import NominationState, RoundState, RuleName, Wish
from members.models import Nomination, NominationRound
from members.rounds import suggested_organisations
from members.services import nomination as services
from members.services import round_care
from portal.errors import Conflict, Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import NominationFactory, NominatorFactory, OrganisationFactory
from tests.members.rounds import close, decide, draft_of, full_draft, mails, make_group, make_round

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def nomination_round(cast: Cast) -> NominationRound:
    return make_round(cast)


def save(draft: Nomination, base: int, **values: Any) -> Nomination:
    return services.save_draft(nomination=draft, base_version=base, values=values)


def send(draft: Nomination, at: datetime | None = None) -> Nomination:
    return services.submit_nomination(nomination=draft, arrived_at=at or timezone.now())


# --- Drafts ----------------------------------------------------------------------------------------------------------


def test_draft_keeps_whatever_was_typed(nomination_round: NominationRound) -> None:
    saved = save(draft_of(nomination_round), 0, candidate_email="ei valmis@", grounds="x" * 9000)
    assert (saved.version, saved.candidate_email, len(saved.grounds)) == (1, "ei valmis@", 9000)


def test_saving_the_same_again_makes_no_new_version(nomination_round: NominationRound) -> None:
    draft = draft_of(nomination_round)
    assert [save(draft, base, grounds="Sama").version for base in (0, 1, 0)] == [1, 1, 1]


def test_two_windows_with_different_fields_both_keep_theirs(nomination_round: NominationRound) -> None:
    draft = draft_of(nomination_round)
    save(draft, 0, grounds="Yksi", candidate_name="")
    merged = save(draft, 0, grounds="", candidate_name="Kaksi")
    assert (merged.grounds, merged.candidate_name, merged.version) == ("Yksi", "Kaksi", 2)


def test_two_windows_with_one_field_conflict_and_nothing_is_lost(nomination_round: NominationRound) -> None:
    draft = draft_of(nomination_round)
    save(draft, 0, grounds="Yksi")
    with pytest.raises(Conflict) as caught:
        save(draft, 0, grounds="Kaksi", candidate_name="Nimi", wish=Wish.EITHER)
    (clash,) = caught.value.clashes
    assert (clash.field, clash.theirs, clash.mine) == ("grounds", "Yksi", "Kaksi")
    assert (caught.value.merged["grounds"], caught.value.merged["candidate_name"]) == ("Kaksi", "Nimi")
    draft.refresh_from_db()
    assert (draft.grounds, draft.candidate_name) == ("Yksi", "")


def test_sent_nomination_cannot_be_written_over(nomination_round: NominationRound) -> None:
    sent = send(full_draft(nomination_round))
    with pytest.raises(Refused):
        save(sent, 0, grounds="Toinen")
    sent.refresh_from_db()
    assert sent.grounds == "Tuntee asian."


def test_draft_is_begun_only_while_the_round_is_open(nomination_round: NominationRound) -> None:
    for instant in (nomination_round.opens_at - SECOND, nomination_round.closes_at):
        with pytest.raises(Refused):
            services.begin_nomination(nomination_round=nomination_round, language="fi", arrived_at=instant)
    services.begin_nomination(
        nomination_round=nomination_round, language="sv", arrived_at=nomination_round.opens_at
    )
    assert Nomination.objects.get().language == "sv"


# --- Sending ---------------------------------------------------------------------------------------------------------


def test_sending_writes_to_the_sender_and_asks_the_candidate(nomination_round: NominationRound) -> None:
    sent = send(full_draft(nomination_round))
    assert sent.state == NominationState.SUBMITTED
    assert mails() == [
        ("nomination_receipt", "lahettaja@example.org"),
        ("nomination_confirm", "ehdokas@example.org"),
    ]
    assert set(OutgoingMail.objects.values_list("is_secret", flat=True)) == {True}


@pytest.mark.parametrize(("seconds", "is_in_time"), [(-1, True), (0, False), (1, False)])
def test_the_arrival_decides_to_the_second(
    nomination_round: NominationRound, seconds: int, is_in_time: bool
) -> None:
    draft = full_draft(nomination_round)
    at = nomination_round.closes_at + seconds * SECOND
    if is_in_time:
        assert send(draft, at).submitted_at == at
    else:
        with pytest.raises(Refused):
            send(draft, at)
    draft.refresh_from_db()
    assert (draft.state == NominationState.SUBMITTED, len(mails())) == (is_in_time, 2 * is_in_time)


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, False), (0, True)])
def test_the_opening_decides_to_the_second(
    nomination_round: NominationRound, seconds: int, is_open: bool
) -> None:
    assert nomination_round.is_open(nomination_round.opens_at + seconds * SECOND) is is_open


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"group": None}, "group"),
        ({"organisation_name": ""}, "organisation"),
        ({"candidate_name": ""}, "candidate_name"),
        ({"candidate_email": "ei osoite"}, "candidate_email"),
        ({"grounds": ""}, "grounds"),
        ({"grounds": "x" * 4001}, "grounds"),
        ({"sender_name": ""}, "sender_name"),
        ({"sender_email": "a@b"}, "sender_email"),
    ],
)
def test_sending_with_something_missing_says_what(
    nomination_round: NominationRound, missing: dict[str, Any], field: str
) -> None:
    draft = full_draft(nomination_round, **missing)
    with pytest.raises(ValidationError) as caught:
        send(draft)
    draft.refresh_from_db()
    assert (set(caught.value.message_dict), draft.state, mails()) == ({field}, "draft", [])


def test_group_of_another_round_is_refused(cast: Cast, nomination_round: NominationRound) -> None:
    draft = full_draft(nomination_round, group=make_group(cast.term))
    with pytest.raises(ValidationError) as caught:
        send(draft)
    assert set(caught.value.message_dict) == {"group"}


def test_statement_and_network_are_needed_where_the_round_asks_for_them(cast: Cast) -> None:
    decide(RuleName.SELECTION, "nomination_by_networks", cast.term)
    network = NominatorFactory(body=cast.body)
    nomination_round = make_round(cast, asks_statement=True)
    draft = full_draft(nomination_round)
    with pytest.raises(ValidationError) as caught:
        send(draft)
    assert set(caught.value.message_dict) == {"statement", "nominator"}
    sent = send(full_draft(nomination_round, statement="Yhteys.", nominator=network, organisation_name=""))
    assert sent.state == NominationState.SUBMITTED


def test_place_of_a_network_takes_nominations_of_that_network_only(cast: Cast) -> None:
    decide(RuleName.SELECTION, "nomination_by_networks", cast.term)
    mine, other = NominatorFactory(body=cast.body), NominatorFactory(body=cast.body)
    nomination_round = make_round(cast, make_group(cast.term, nominator=mine))
    with pytest.raises(ValidationError) as caught:
        send(full_draft(nomination_round, nominator=other))
    assert set(caught.value.message_dict) == {"nominator"}
    assert send(full_draft(nomination_round, nominator=mine)).state == NominationState.SUBMITTED


def test_people_put_themselves_forward_once_and_confirm_it(cast: Cast) -> None:
    nomination_round = make_round(cast, asks_organisation=False)
    own = {"organisation_name": "", "sender_name": "", "sender_email": ""}
    sent = send(full_draft(nomination_round, **own))
    assert (sent.sender_email, mails()) == (
        "ehdokas@example.org",
        [("nomination_confirm", "ehdokas@example.org")],
    )
    with pytest.raises(Refused):
        send(
            full_draft(
                nomination_round,
                **own,
            )
        )
    assert Nomination.objects.sent().count() == 1


@pytest.mark.parametrize("is_registered", [True, False])
def test_organisation_nominates_once_in_a_group(
    cast: Cast, nomination_round: NominationRound, is_registered: bool
) -> None:
    organisation = OrganisationFactory() if is_registered else None
    same = {"organisation": organisation, "organisation_name": "" if is_registered else "KUVITELMA ry"}
    send(
        full_draft(
            nomination_round,
            organisation=organisation,
            organisation_name=(organisation and "") or "Kuvitelma RY",
        )
    )
    second = full_draft(nomination_round, **same, candidate_email="toinen@example.org")
    with pytest.raises(Refused):
        send(second)
    second.refresh_from_db()
    assert (second.state, Nomination.objects.sent().count(), len(mails())) == ("draft", 1, 2)


def test_organisation_nominates_in_two_groups_and_anew_after_taking_back(cast: Cast) -> None:
    groups = [make_group(cast.term), make_group(cast.term)]
    nomination_round = make_round(cast, *groups)
    first = send(full_draft(nomination_round, group=groups[0]))
    send(full_draft(nomination_round, group=groups[1]))
    services.withdraw_nomination(nomination=first, arrived_at=timezone.now())
    send(full_draft(nomination_round, group=groups[0]))
    assert Nomination.objects.sent().count() == 2


def test_draft_changed_since_it_was_seen_is_not_sent(nomination_round: NominationRound) -> None:
    draft = full_draft(nomination_round)
    save(draft, 0, grounds="Muuttui")
    with pytest.raises(Overtaken):
        send(draft)
    assert mails() == []


def test_sending_twice_sends_once(nomination_round: NominationRound) -> None:
    draft = full_draft(nomination_round)
    send(draft)
    with pytest.raises(Overtaken):
        send(draft)
    assert len(mails()) == 2


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CANCELLED, RoundState.DECIDED])
def test_round_that_is_not_announced_takes_nothing(cast: Cast, state: str) -> None:
    facts = {
        RoundState.DRAFT: {"announced_at": None},
        RoundState.CANCELLED: {"cancelled_because": "Syy"},
        RoundState.DECIDED: {"decided_at": timezone.now()},
    }
    nomination_round = make_round(cast, state=state, **facts[RoundState(state)])
    with pytest.raises(Refused):
        send(full_draft(nomination_round))


# --- Answers ---------------------------------------------------------------------------------------------------------


def test_candidate_confirms_also_after_closing_and_the_sender_is_told(
    nomination_round: NominationRound,
) -> None:
    sent = send(full_draft(nomination_round))
    close(nomination_round)
    answered = services.confirm_nomination(nomination=sent)
    assert (answered.state, mails()[-1]) == ("confirmed", ("nomination_answered", "lahettaja@example.org"))


def test_candidate_may_change_a_yes_to_a_no_and_the_choice_goes(nomination_round: NominationRound) -> None:
    group = nomination_round.groups.get()
    chosen = NominationFactory(
        round=nomination_round, group=group, outcome="member", outcome_reason="Syy", seat=group.seats.first()
    )
    declined = services.decline_nomination(nomination=chosen)
    assert (declined.state, declined.outcome, declined.seat) == ("declined", "", None)


def test_nothing_is_answered_once_the_round_is_decided(cast: Cast) -> None:
    nomination_round = make_round(cast, state=RoundState.DECIDED, decided_at=timezone.now())
    waiting = NominationFactory(
        round=nomination_round, group=nomination_round.groups.first(), state=NominationState.SUBMITTED
    )
    for answer in (services.confirm_nomination, services.decline_nomination):
        with pytest.raises(Refused):
            answer(nomination=waiting)
    waiting.refresh_from_db()
    assert waiting.state == NominationState.SUBMITTED


def test_taking_back_tells_the_candidate_and_only_before_closing(nomination_round: NominationRound) -> None:
    sent = send(full_draft(nomination_round))
    with pytest.raises(Refused):
        services.withdraw_nomination(nomination=sent, arrived_at=nomination_round.closes_at)
    withdrawn = services.withdraw_nomination(nomination=sent, arrived_at=nomination_round.closes_at - SECOND)
    assert (withdrawn.state, mails()[-1]) == ("withdrawn", ("nomination_withdrawn", "ehdokas@example.org"))
    with pytest.raises(Refused):
        services.confirm_nomination(nomination=sent)


def test_link_is_mailed_to_an_address_that_is_one(nomination_round: NominationRound) -> None:
    with pytest.raises(Refused):
        services.send_draft_link(nomination=draft_of(nomination_round, sender_email="ei"))
    services.send_draft_link(nomination=draft_of(nomination_round, sender_email="joo@example.org"))
    assert mails() == [("nomination_link", "joo@example.org")]


# --- What the clock does ---------------------------------------------------------------------------------------------


def test_candidate_is_reminded_after_three_days_and_a_day_before_closing(cast: Cast) -> None:
    sent_at = timezone.now() - timedelta(days=1)
    nomination_round = make_round(cast, closes_at=sent_at + timedelta(days=10))
    NominationFactory(
        round=nomination_round,
        group=nomination_round.groups.first(),
        state=NominationState.SUBMITTED,
        submitted_at=sent_at,
    )
    counts = [
        round_care.remind_candidates(now=sent_at + timedelta(days=days))
        for days in (2.9, 3, 3.1, 8.9, 9, 9.1, 10.1)
    ]
    assert counts == [0, 1, 0, 0, 1, 0, 0]


def test_who_was_asked_on_the_last_day_is_not_reminded_at_once(cast: Cast) -> None:
    now = timezone.now()
    nomination_round = make_round(cast, closes_at=now + timedelta(hours=20))
    group = nomination_round.groups.first()
    NominationFactory(round=nomination_round, group=group, state=NominationState.SUBMITTED, submitted_at=now)
    NominationFactory(round=nomination_round, group=group, submitted_at=now - timedelta(days=5))
    assert round_care.remind_candidates(now=now) == 0


def test_contact_data_and_mails_go_on_the_day_and_names_stay(cast: Cast) -> None:
    today = timezone.localdate()
    nomination_round = close(make_round(cast))
    nomination = NominationFactory(round=nomination_round, group=nomination_round.groups.first())
    services.decline_nomination(nomination=nomination)
    NominationRound.objects.update(remove_on=today + timedelta(days=1))
    assert round_care.remove_contact_data() == 0
    NominationRound.objects.update(remove_on=today)
    assert [round_care.remove_contact_data() for _twice in range(2)] == [1, 0]
    nomination.refresh_from_db()
    left = (nomination.candidate_email, nomination.sender_name, nomination.sender_email, mails())
    assert left == ("", "", "", [])
    assert nomination.candidate_name


def test_drafts_go_thirty_days_after_closing(cast: Cast) -> None:
    nomination_round = make_round(cast)
    draft_of(nomination_round)
    NominationFactory(round=nomination_round, group=nomination_round.groups.first())
    edge = nomination_round.closes_at + timedelta(days=30)
    assert [round_care.remove_drafts(now=edge + seconds * SECOND) for seconds in (0, 1)] == [0, 1]
    assert Nomination.objects.count() == 1


# --- The register ----------------------------------------------------------------------------------------------------


def test_organisation_is_found_by_number_and_part_of_name(cast: Cast) -> None:
    found = OrganisationFactory(name="Virtain Liikkujat ry", business_id="2077474-0", register_number="12345")
    for text in ("2077474-0", "20774740", " 12345 ", "liikkuj", "VIRTAIN"):
        assert suggested_organisations(text, cast.visitor) == [found], text
    for text in ("", "ry", "2077474-1", "Toinen"):
        assert suggested_organisations(text, cast.visitor) == [], text


def test_at_most_ten_are_suggested(cast: Cast) -> None:
    OrganisationFactory.create_batch(12)
    assert len(suggested_organisations("Testiyhdistys", cast.visitor)) == 10


# --- What the database refuses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "draft"},
        {"group": None},
        {"outcome": "member"},
        {"state": "submitted", "outcome": "member"},
        {"corrected_because": "Syy"},
    ],
)
def test_database_refuses_a_nomination_that_cannot_be(
    nomination_round: NominationRound, changes: dict[str, Any]
) -> None:
    nomination = NominationFactory(round=nomination_round, group=nomination_round.groups.first())
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.filter(pk=nomination.pk).update(**changes)


def test_database_refuses_two_choices_for_one_seat(nomination_round: NominationRound) -> None:
    group = nomination_round.groups.get()
    chosen = {"round": nomination_round, "group": group, "outcome": "member", "seat": group.seats.first()}
    NominationFactory(**chosen)
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationFactory(**chosen)
