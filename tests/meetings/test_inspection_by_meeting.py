"""Minutes that are left to the next meeting: what it decides approves them, gives them back, or leaves them waiting."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings import services
from meetings.enums import MeetingState, MinutesState, Outcome, ProposalState
from meetings.models import AgendaItem, ItemRecord, Meeting, Proposal, Seal
from portal.errors import Refused
from tests.cast import Cast
from tests.factories import MeetingFactory

from .minutes_scene import Scene, sign, signed
from .pages import address


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Minutes that both have signed."""
    return signed(cast, number=900)


@pytest.fixture
def following(scene: Scene) -> Meeting:
    """The next meeting, which begins in a moment; the minutes are left to it."""
    times = {
        "starts_at": timezone.now() + timedelta(minutes=1),
        "ends_at": timezone.now() + timedelta(hours=2),
    }
    meeting = MeetingFactory(body=scene.cast.body, **times)
    leave(scene)
    return services.convene_meeting(meeting=meeting, actor=scene.cast.coordinator)


def leave(scene: Scene) -> AgendaItem | Proposal:
    return services.leave_to_next_meeting(minutes=scene.now(), actor=scene.cast.coordinator)


def decide(scene: Scene, meeting: Meeting, outcome: str) -> AgendaItem:
    """The meeting is held, and ends its only item so."""
    by = {"actor": scene.cast.coordinator}
    services.open_meeting(meeting=meeting, **by)
    item = meeting.items.get()
    version = ItemRecord.objects.get(item=item).version
    services.save_record(item=item, typed={"outcome": services.Typed(outcome, version)}, **by)
    services.close_meeting(meeting=Meeting.objects.get(pk=meeting.pk), **by)
    return item


def test_closing_says_beforehand_what_becomes_of_them(
    scene: Scene, following: Meeting, client: Client
) -> None:
    services.open_meeting(meeting=following, actor=scene.cast.coordinator)
    client.force_login(scene.cast.coordinator)
    records = ItemRecord.objects.filter(item__meeting=following)
    found = []
    for outcome in (Outcome.DECIDED, Outcome.SENT_BACK, Outcome.NOTED):
        records.update(outcome=outcome)
        forecast = client.get(address(following, "paata/")).context["forecast"]
        found.append((forecast.approved, forecast.sent_back))
    assert found == [([scene.minutes], []), ([], [scene.minutes]), ([], [])]


def test_meeting_that_so_decides_approves_and_seals(scene: Scene, following: Meeting) -> None:
    item = decide(scene, following, Outcome.DECIDED)
    assert scene.minutes.meeting.label in item.title_fi
    assert scene.minutes.meeting.label in item.title_sv
    minutes = scene.now()
    assert (minutes.state, minutes.inspected_in) == (MinutesState.APPROVED, following)
    assert Seal.objects.get().approvals["meeting"]["label"] == following.label


def test_meeting_that_sends_them_back_makes_them_a_draft(scene: Scene, following: Meeting) -> None:
    decide(scene, following, Outcome.SENT_BACK)
    assert (scene.now().state, scene.now().way, Seal.objects.count()) == (MinutesState.DRAFT, "", 0)


def test_meeting_that_decides_nothing_leaves_them_to_be_left_again(scene: Scene, following: Meeting) -> None:
    decide(scene, following, Outcome.DROPPED)
    assert scene.now().state == MinutesState.UNDER_INSPECTION
    put = leave(scene)
    assert isinstance(put, Proposal)
    assert put.inspects == scene.minutes


def test_tabled_inspection_goes_on_to_the_meeting_after_or_waits(scene: Scene, following: Meeting) -> None:
    after = MeetingFactory(body=scene.cast.body, starts_at=following.starts_at + timedelta(days=90))
    tabled = decide(scene, following, Outcome.TABLED)
    carried = after.items.get()
    assert (carried.continues, carried.from_proposal.inspects) == (tabled, scene.minutes)
    services.cancel_meeting(meeting=after, reason="Este", actor=scene.cast.coordinator)
    waiting = Proposal.objects.waiting().get()
    assert (waiting.inspects, waiting.continues) == (scene.minutes, tabled)


def test_tabled_inspection_waits_where_no_meeting_is_prepared(scene: Scene, following: Meeting) -> None:
    tabled = decide(scene, following, Outcome.TABLED)
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.item, proposal.continues) == (ProposalState.WAITING, None, tabled)


def test_text_changed_after_signing_is_not_approved_but_signed_anew(scene: Scene, following: Meeting) -> None:
    ItemRecord.objects.filter(item=scene.matter).update(decision_fi="Muutettu ohi palvelun.")
    decide(scene, following, Outcome.DECIDED)
    assert (Meeting.objects.get(pk=following.pk).state, scene.now().state) == (
        MeetingState.HELD,
        MinutesState.DRAFT,
    )


def test_minutes_that_were_signed_anew_keep_their_place_on_the_agenda(
    scene: Scene, following: Meeting
) -> None:
    services.reopen_minutes(minutes=scene.now(), actor=scene.cast.coordinator)
    for role in ("chair", "secretary"):
        sign(scene, role)
    assert leave(scene) == following.items.get()
    with pytest.raises(Refused):
        leave(scene)
