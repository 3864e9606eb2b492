"""Quorum while a meeting goes on: over seats, from who is present, for each item apart."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings import services
from meetings.models import Presence, Session
from meetings.quorum import Floor
from tests.cast import Cast
from tests.factories import PresenceFactory

from .seats import decide
from .sessions import Scene, in_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return in_session(cast)


def states(scene: Scene, item: int | None = None) -> list[str]:
    """The states of the table's three seats."""
    floor = Floor(scene.meeting)
    quorum = floor.now() if item is None else floor.of_item(scene.items[item])
    by_seat = {line.seat.pk: line.state for line in quorum.lines}
    return [by_seat[seat.pk] for seat in scene.table.seats]


def test_members_and_deputies_count_and_nobody_else(scene: Scene) -> None:
    scene.sit(0)
    scene.sit_instead(1)
    services.arrive(meeting=scene.meeting, person=scene.table.deputies[2][0], actor=scene.cast.coordinator)
    services.welcome_guest(meeting=scene.meeting, name="Vieras", actor=scene.cast.coordinator)
    assert states(scene) == ["primary", "deputy", "absent"]
    assert (Floor(scene.meeting).now().filled, Floor(scene.meeting).now().has_quorum) == (2, True)


def test_whoever_left_counts_in_the_items_before_and_not_after(scene: Scene) -> None:
    presence = scene.sit(0)
    scene.begin(0)
    scene.begin(1)
    services.leave(presence=presence, actor=scene.cast.coordinator)
    assert (states(scene, 0)[0], states(scene, 1)[0], states(scene)[0]) == ("primary", "absent", "absent")


def test_disqualified_does_not_count_in_the_item_only(scene: Scene) -> None:
    for number in range(2):
        scene.sit(number)
    services.disqualify(
        item=scene.items[0], person=scene.table.members[0], ground="party", actor=scene.cast.coordinator
    )
    quorum = Floor(scene.meeting).of_item(scene.items[0])
    assert (states(scene, 0)[0], states(scene, 1)[0]) == ("disqualified", "primary")
    assert (quorum.filled, quorum.has_quorum) == (1, False)
    assert scene.table.members[0] not in quorum.people


def test_deputy_for_the_item_counts_in_it_and_in_no_other(scene: Scene) -> None:
    scene.sit(0)
    services.disqualify(
        item=scene.items[0], person=scene.table.members[0], ground="party", actor=scene.cast.coordinator
    )
    services.seat_for_item(
        item=scene.items[0],
        seat=scene.table.seats[0],
        person=scene.table.deputies[0][0],
        actor=scene.cast.coordinator,
    )
    assert (states(scene, 0)[0], states(scene, 1)[0]) == ("deputy", "primary")


def test_deputy_for_the_item_never_counts_beside_a_member_who_may_decide(scene: Scene) -> None:
    scene.sit(0)
    PresenceFactory(
        meeting=scene.meeting,
        item=scene.items[0],
        person=scene.table.deputies[0][0],
        seat=scene.table.seats[0],
        capacity="deputy",
    )
    quorum = Floor(scene.meeting).of_item(scene.items[0])
    assert (states(scene, 0)[0], quorum.filled) == ("primary", 1)


def test_person_counts_once_also_when_written_in_two_seats(scene: Scene) -> None:
    scene.sit_instead(0)
    PresenceFactory(
        meeting=scene.meeting,
        item=scene.items[0],
        person=scene.table.deputies[0][0],
        seat=scene.table.seats[1],
        capacity="deputy",
    )
    assert Floor(scene.meeting).of_item(scene.items[0]).filled == 1


def test_deputies_do_not_count_where_the_rules_have_none(scene: Scene) -> None:
    scene.sit_instead(0)
    decide(scene.cast, deputy_kind="none")
    fresh = type(scene.meeting).objects.get(pk=scene.meeting.pk)
    assert Floor(fresh).now().filled == 0


@pytest.mark.parametrize(
    ("present", "verdict", "words"),
    [
        (1, "Ei päätösvaltainen.", "Paikoista 1/4 on läsnä. Tarvitaan 2."),
        (2, "Päätösvaltainen.", "Paikoista 2/4 on läsnä. Tarvitaan 2."),
    ],
)
def test_words_say_whether_the_meeting_can_decide(
    scene: Scene, present: int, verdict: str, words: str
) -> None:
    for number in range(present):
        scene.sit(number)
    with translation.override("fi"):
        quorum = Floor(scene.meeting).now()
        assert (quorum.verdict, quorum.words) == (verdict, words)


def test_undecided_rule_is_said_to_be_undecided(cast: Cast) -> None:
    scene = in_session(cast, quorum=None)
    scene.sit(0)
    quorum = Floor(scene.meeting).of_item(scene.items[0])
    assert quorum.has_quorum is None
    with translation.override("fi"):
        assert quorum.verdict == "Päätösvaltaisuudesta ei ole päätetty."
        assert quorum.words == (
            "Tässä asiassa paikoista on mukana 1/4. Ryhmä ei ole päättänyt, montako tarvitaan."
        )


def test_end_of_a_closed_meeting_is_what_its_presence_is_asked_for(scene: Scene) -> None:
    scene.sit(0)
    Session.objects.update(closed_at=timezone.now() + timedelta(seconds=1))
    Presence.objects.update(left_at=timezone.now() + timedelta(minutes=1))
    assert states(scene)[0] == "primary"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["member", "deputy", "leave", "disqualify", "sit_in", "begin", "requalify"]),
        st.integers(0, 2),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_order_of_acts_counts_two_in_a_seat_or_one_twice(cast: Cast, acts: list[tuple[str, int]]) -> None:
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from portal.errors import Refused

    with transaction.atomic():
        scene = in_session(cast)
        for act, number in acts:
            try:
                do(scene, act, number)
            except (Refused, ValidationError):
                continue
        for item in scene.items:
            quorum = Floor(scene.meeting).of_item(item)
            people = [person.pk for person in quorum.people]
            assert len(people) == len(set(people)) <= len(quorum.lines)
            shut_out = set(item.disqualifications.values_list("person", flat=True))
            assert not shut_out & set(people)
            for line in quorum.lines:
                member_is_here = any(
                    row.person == line.member and row.seat_id == line.seat.pk
                    for row in Floor(scene.meeting).here(timezone.now())
                )
                if line.state == "deputy" and member_is_here:
                    assert line.member.pk in shut_out or scene.record(scene.items.index(item)).ended_at
        transaction.set_rollback(True)


def do(scene: Scene, act: str, number: int) -> None:
    """One act of a meeting, as the secretary would do it."""
    actor = scene.cast.coordinator
    item, member = scene.items[0], scene.table.members[number]
    deputy, seat = scene.table.deputies[number][0], scene.table.seats[number]
    if act == "member":
        scene.sit(number)
    elif act == "deputy":
        scene.sit_instead(number)
    elif act == "leave":
        row = Presence.objects.here().filter(meeting=scene.meeting, seat=seat, item=None).first()
        if row:
            services.leave(presence=row, actor=actor)
    elif act == "disqualify":
        services.disqualify(item=item, person=member, ground="party", actor=actor)
    elif act == "sit_in":
        services.seat_for_item(item=item, seat=seat, person=deputy, actor=actor)
    elif act == "requalify":
        row = item.disqualifications.filter(person=member).first()
        if row:
            row.item = item
            services.requalify(disqualification=row, actor=actor)
    else:
        scene.begin(number)
