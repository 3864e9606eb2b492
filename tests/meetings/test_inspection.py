"""Inspection: whose turn it is, what inspectors answer by the link, and the next meeting in their place."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings import services
from meetings.enums import InspectionWay, InspectorState, MeetingState, MinutesState
from meetings.inspecting import candidates
from meetings.models import AgendaItem, Inspector, Proposal, Seal
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import MeetingFactory, PresenceFactory

from .minutes_scene import Scene, approve, approved, held, inspected, sign, signed, text_hash
from .seats import decide, mails, person


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Two inspectors have been asked."""
    return inspected(cast)


def suggested(scene: Scene) -> list[str]:
    """Whose turn it is."""
    return [row.person.name for row in candidates(scene.now()) if row.is_suggested]


def test_turn_goes_round_those_who_were_present(cast: Cast) -> None:
    decide(cast, inspectors=2)
    first = inspected(cast, days_ago=200)
    assert suggested(first) == ["Member 1", "Member 2"]
    second = held(cast, table=first.table, days_ago=100)
    assert [(row.person.name, row.turns) for row in candidates(second.now())] == [
        ("Member 3", 0),
        ("Member 1", 1),
        ("Member 2", 1),
    ]
    assert suggested(second) == ["Member 3", "Member 1"]


def test_nobody_is_suggested_while_the_number_is_not_decided(cast: Cast) -> None:
    assert suggested(held(cast)) == []


def test_each_inspector_gets_a_link(scene: Scene) -> None:
    assert mails("minutes_inspect") == ["member.1@example.org", "member.2@example.org"]
    assert scene.now().state == MinutesState.UNDER_INSPECTION


def test_with_the_last_approval_the_minutes_are_sealed(scene: Scene) -> None:
    one, two = scene.minutes.inspectors.all()
    approve(one)
    assert scene.now().state == MinutesState.UNDER_INSPECTION
    with pytest.raises(Refused):
        approve(one)
    approve(two)
    minutes = scene.now()
    assert minutes.state == MinutesState.APPROVED
    assert [row["name"] for row in Seal.objects.get().approvals["inspectors"]] == ["Member 1", "Member 2"]
    assert mails("minutes_approved") == [scene.cast.coordinator.email]
    with pytest.raises(Refused):
        approve(two)


def test_text_that_changed_since_it_was_read_is_not_approved(scene: Scene) -> None:
    inspector = scene.minutes.inspectors.first()
    assert inspector
    with pytest.raises(Overtaken):
        services.approve_minutes(inspector=inspector, content_hash="0" * 64, actor=None)


def test_change_that_is_asked_for_makes_it_a_draft_with_the_text_shown(scene: Scene) -> None:
    one, two = scene.minutes.inspectors.all()
    approve(one)
    with pytest.raises(Refused):
        services.ask_change(inspector=two, text="  ", actor=None)
    services.ask_change(inspector=two, text="§ 2: luku on 12.", actor=None)
    minutes = scene.now()
    assert (minutes.state, minutes.way, minutes.asked_at) == (MinutesState.DRAFT, "", None)
    assert not minutes.signatures.filter(voided_at=None).exists()
    assert [(row.state, row.text) for row in minutes.inspectors.all()] == [
        (InspectorState.WAITING, ""),
        (InspectorState.CHANGE_ASKED, "§ 2: luku on 12."),
    ]
    assert mails("minutes_change_asked") == [scene.cast.coordinator.email]
    # Mended, signed and inspected anew: the same link works again.
    services.mend_item(
        item=scene.matter, base_version=1, values={"decision_fi": "12."}, actor=scene.cast.coordinator
    )
    for role in ("chair", "secretary"):
        sign(scene, role)
    services.begin_inspection(
        minutes=scene.now(), people=[one.person, two.person], actor=scene.cast.coordinator
    )
    assert {row.key for row in scene.minutes.inspectors.all()} == {one.key, two.key}
    for inspector in scene.minutes.inspectors.all():
        approve(inspector)
    assert scene.now().is_approved


def test_who_was_absent_or_presided_cannot_inspect(cast: Cast) -> None:
    scene = signed(cast)
    for_an_item = person("Only For One")
    PresenceFactory(
        meeting=scene.meeting,
        person=for_an_item,
        seat=scene.table.seats[2],
        item=scene.matter,
        arrived_at=scene.meeting.starts_at,
    )
    refused = [person("Absent Testinen"), for_an_item, cast.member.person, cast.coordinator.person]
    for each in refused:
        with pytest.raises(Refused):
            services.begin_inspection(minutes=scene.now(), people=[each], actor=cast.coordinator)
    assert scene.now().state == MinutesState.SIGNED


@pytest.mark.parametrize(("needed", "given"), [(2, 1), (2, 3), (None, 0)])
def test_number_of_inspectors_is_that_of_the_rules(cast: Cast, needed: int | None, given: int) -> None:
    if needed is not None:
        decide(cast, inspectors=needed)
    scene = signed(cast)
    with pytest.raises(Refused):
        services.begin_inspection(
            minutes=scene.now(), people=scene.table.members[:given], actor=cast.coordinator
        )


def test_body_without_inspectors_approves_at_once(cast: Cast) -> None:
    decide(cast, inspectors=0)
    scene = signed(cast)
    services.begin_inspection(minutes=scene.now(), people=[], actor=cast.coordinator)
    assert (scene.now().state, scene.now().way) == (MinutesState.APPROVED, InspectionWay.NOBODY)


def test_only_signed_minutes_are_inspected(cast: Cast) -> None:
    scene = held(cast)
    for act in (
        lambda: services.begin_inspection(
            minutes=scene.now(), people=scene.table.members[:1], actor=cast.coordinator
        ),
        lambda: services.leave_to_next_meeting(minutes=scene.now(), actor=cast.coordinator),
    ):
        with pytest.raises(Refused):
            act()


def test_in_the_portal_one_answers_only_for_oneself(scene: Scene) -> None:
    inspector = scene.minutes.inspectors.first()
    assert inspector
    with pytest.raises(PermissionDenied):
        services.approve_minutes(
            inspector=inspector, content_hash=text_hash(scene.minutes), actor=scene.cast.outsider
        )
    with pytest.raises(PermissionDenied):
        services.ask_change(inspector=inspector, text="x", actor=scene.cast.coordinator)


def test_taken_back_to_draft_nobody_has_anything_to_answer(scene: Scene) -> None:
    one, two = scene.minutes.inspectors.all()
    approve(one)
    services.reopen_minutes(minutes=scene.now(), actor=scene.cast.coordinator)
    assert set(scene.minutes.inspectors.values_list("state", flat=True)) == {InspectorState.WAITING}
    with pytest.raises(Refused):
        approve(two)


# --- The next meeting ------------------------------------------------------------------------------------------------


def test_next_meeting_gets_the_inspection_on_its_agenda(cast: Cast, scene: Scene) -> None:
    following = MeetingFactory(body=cast.body)
    MeetingFactory(body=cast.body, starts_at=following.starts_at + timedelta(days=90))
    inspector = scene.minutes.inspectors.first()
    assert inspector
    put = services.leave_to_next_meeting(minutes=scene.now(), actor=cast.coordinator)
    assert isinstance(put, AgendaItem)
    assert put.meeting == following
    assert scene.now().way == InspectionWay.NEXT_MEETING
    with pytest.raises(Refused):
        approve(inspector)
    with pytest.raises(Refused):
        services.leave_to_next_meeting(minutes=scene.now(), actor=cast.coordinator)


def test_without_a_next_meeting_the_inspection_waits_among_the_proposals(cast: Cast) -> None:
    scene = signed(cast)
    put = services.leave_to_next_meeting(minutes=scene.now(), actor=cast.coordinator)
    assert isinstance(put, Proposal)
    assert (put.body, Proposal.objects.waiting().count()) == (cast.body, 1)


def test_later_meeting_that_was_held_approves(cast: Cast) -> None:
    scene = signed(cast, days_ago=100)
    services.leave_to_next_meeting(minutes=scene.now(), actor=cast.coordinator)
    by: Any = {"minutes": scene.now(), "actor": cast.coordinator}
    begins = timezone.now() - timedelta(days=1)
    of_another = MeetingFactory(convened=True, state=MeetingState.HELD, starts_at=begins)
    coming = MeetingFactory(body=cast.body, convened=True)
    for wrong in (of_another, coming, scene.meeting):
        with pytest.raises(Refused):
            services.approve_in_meeting(meeting=wrong, **by)
    later = MeetingFactory(body=cast.body, convened=True, state=MeetingState.HELD, starts_at=begins)
    services.approve_in_meeting(meeting=later, **by)
    assert scene.now().inspected_in == later
    assert Seal.objects.get().approvals["meeting"]["label"] == later.label


def test_approval_by_a_meeting_needs_minutes_that_were_left_to_it(cast: Cast) -> None:
    scene = approved(cast, days_ago=100)
    later = MeetingFactory(body=cast.body, convened=True, state=MeetingState.HELD, starts_at=timezone.now())
    with pytest.raises(Refused):
        services.approve_in_meeting(minutes=scene.now(), meeting=later, actor=cast.coordinator)


# --- One section at once ---------------------------------------------------------------------------------------------


def test_section_inspected_at_once_says_so_and_needs_an_outcome(cast: Cast) -> None:
    scene = held(cast)
    sign(scene)
    services.inspect_item(item=scene.matter, actor=cast.coordinator)
    assert not scene.minutes.signatures.filter(voided_at=None).exists()
    with pytest.raises(Refused):
        services.inspect_item(item=scene.matter, actor=cast.coordinator)
    scene.items[0].record.outcome = ""
    scene.items[0].record.save()
    with pytest.raises(Refused):
        services.inspect_item(item=scene.items[0], actor=cast.coordinator)
    assert Inspector.objects.count() == 0
