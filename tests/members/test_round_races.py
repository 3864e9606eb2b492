"""Two at the same time, each with a connection of their own: sent once, answered once, published once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.enums import NominationState
from members.models import Mandate, Nomination, Score
from members.services import choosing, round_care
from members.services import nomination as services
from portal.errors import Conflict, Overtaken, Refused
from tests.cast import make_cast
from tests.factories import NominationFactory
from tests.members.rounds import choose, close, draft_of, full_draft, mails, make_round, publish, seats_of
from tests.racing import outcomes_at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def test_one_draft_sent_twice_at_once_is_sent_once() -> None:
    draft = full_draft(make_round(make_cast()))
    send = lambda: services.submit_nomination(nomination=draft, arrived_at=timezone.now())  # noqa: E731
    assert outcomes_at_once(send, send) == [Overtaken.__name__, "done"]
    assert len(mails()) == 2


def test_two_drafts_of_one_organisation_at_once_leave_one() -> None:
    nomination_round = make_round(make_cast())
    drafts = [full_draft(nomination_round, candidate_email=f"e{n}@example.org") for n in range(2)]
    acts = [
        lambda d=draft: services.submit_nomination(nomination=d, arrived_at=timezone.now())
        for draft in drafts
    ]
    assert outcomes_at_once(*acts) == [Refused.__name__, "done"]
    assert Nomination.objects.sent().count() == 1


def test_two_windows_saving_at_once_lose_nothing() -> None:
    draft = draft_of(make_round(make_cast()))
    acts = [
        lambda text=text: services.save_draft(nomination=draft, base_version=0, values={"grounds": text})
        for text in ("Yksi", "Kaksi")
    ]
    assert outcomes_at_once(*acts) == [Conflict.__name__, "done"]


def test_result_published_by_two_at_once_is_published_once() -> None:
    cast = make_cast()
    nomination_round = close(make_round(cast))
    nomination = NominationFactory(round=nomination_round, group=nomination_round.groups.get())
    seat, _deputy = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {nomination: seat})
    outcomes = outcomes_at_once(
        lambda: publish(nomination_round, cast.coordinator),
        lambda: publish(nomination_round, cast.secretariat),
    )
    assert outcomes == [Overtaken.__name__, "done"]
    assert (Mandate.objects.filter(seat=seat).count(), len(mails())) == (1, 2)


def test_candidate_who_declines_while_the_result_is_published_is_either_seated_or_gone() -> None:
    cast = make_cast()
    nomination_round = close(make_round(cast))
    nomination = NominationFactory(round=nomination_round, group=nomination_round.groups.get())
    seat, _deputy = seats_of(nomination_round.groups.get())
    choose(nomination_round, cast.coordinator, {nomination: seat})
    outcomes = outcomes_at_once(
        lambda: publish(nomination_round, cast.coordinator),
        lambda: services.decline_nomination(nomination=nomination),
    )
    nomination.refresh_from_db()
    is_seated = Mandate.objects.filter(seat=seat).exists()
    # A candidate who was faster leaves nobody to seat, and the result is published without them.
    assert outcomes.count("done") == 1 or not is_seated
    assert is_seated is (nomination.state == NominationState.CONFIRMED)


def test_two_scorers_at_once_both_count() -> None:
    cast = make_cast()
    nomination_round = make_round(cast)
    nomination = NominationFactory(round=nomination_round, group=nomination_round.groups.get())
    points = {nomination_round.criteria.get(): (3, "Syy")}
    acts = [
        lambda who=who: choosing.score_nomination(nomination=nomination, points=points, actor=who)
        for who in (cast.coordinator, cast.secretariat, cast.coordinator)
    ]
    assert outcomes_at_once(*acts) == ["done"] * 3
    assert Score.objects.count() == 2


def test_two_workers_remind_once() -> None:
    nomination_round = make_round(make_cast())
    NominationFactory(
        round=nomination_round,
        group=nomination_round.groups.get(),
        state=NominationState.SUBMITTED,
        submitted_at=nomination_round.opens_at,
    )
    remind = lambda: round_care.remind_candidates(now=nomination_round.opens_at + 4 * DAY)  # noqa: E731
    assert outcomes_at_once(remind, remind) == ["done", "done"]
    assert len(mails()) == 1
