"""What happens in a meeting: it is opened, people come and go, items are handled, texts are saved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings import services
from meetings.enums import Capacity, ItemKind, MeetingState, Outcome, Standing, VoteMethod, Way
from meetings.models import ItemRecord, Presence, Session, Substitution, VoteOption
from meetings.services.presence import expected
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MeetingFactory, PersonFactory, PresenceFactory

from .seats import convened, lay_table, say
from .sessions import Scene, in_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return in_session(cast)


def here(scene: Scene) -> list[tuple[str, str, bool]]:
    rows = Presence.objects.here().filter(meeting=scene.meeting, item=None).select_related("person", "guest")
    return sorted((str(row.person or row.guest), row.capacity, row.seat_id is not None) for row in rows)


def test_opening_makes_session_with_officers_of_the_day_and_a_record_for_each_item_but_breaks(
    cast: Cast,
) -> None:
    scene = in_session(cast, items=2)
    session = Session.objects.get()
    assert (session.chair, str(session.secretary)) == (scene.table.members[0], "Coordinator")
    assert scene.meeting.state == MeetingState.IN_SESSION
    assert list(ItemRecord.objects.values_list("item__order", "outcome")) == [(1, ""), (2, "")]
    assert not Presence.objects.exists()


def test_only_a_convened_meeting_is_opened_and_by_those_who_run_it(cast: Cast) -> None:
    draft = MeetingFactory(body=cast.body)
    with pytest.raises(Refused):
        services.open_meeting(meeting=draft, actor=cast.coordinator)
    meeting = convened(cast)
    with pytest.raises(PermissionDenied):
        services.open_meeting(meeting=meeting, actor=cast.member)
    assert not Session.objects.exists()


def test_nothing_is_written_of_a_meeting_that_is_not_in_session(cast: Cast) -> None:
    item = AgendaItemFactory(meeting=convened(cast))
    with pytest.raises(Refused):
        services.begin_item(item=item, actor=cast.coordinator)
    with pytest.raises(Refused):
        services.save_record(
            item=item, typed={"discussion_fi": services.Typed("A", 1)}, actor=cast.coordinator
        )


def test_answers_suggest_who_is_present_and_marking_them_writes_them_from_the_beginning(cast: Cast) -> None:
    table = lay_table(cast, members=2, deputies=1)
    meeting = convened(cast)
    say(meeting, table.members[0], "remote" if meeting.remote_link else "on_site")
    say(meeting, table.members[1], "absent")
    say(meeting, table.deputies[1][0], "on_site")
    services.open_meeting(meeting=meeting, actor=cast.coordinator)
    meeting.refresh_from_db()
    suggested = [(row.person.name, row.capacity) for row in expected(meeting)]
    assert suggested == [("Member 1", Capacity.MEMBER), ("Deputy 21", Capacity.DEPUTY)]
    services.mark_expected(meeting=meeting, actor=cast.coordinator)
    opened_at = Session.objects.get().opened_at
    assert set(Presence.objects.values_list("arrived_at", flat=True)) == {opened_at}
    assert expected(meeting) == []


def test_member_takes_the_seat_back_and_the_deputy_stays_as_a_listener(scene: Scene) -> None:
    scene.sit_instead(0)
    scene.sit(0)
    assert here(scene) == [("Deputy 11", Capacity.DEPUTY, False), ("Member 1", Capacity.MEMBER, True)]


def test_listening_deputy_steps_in_when_the_member_leaves(scene: Scene) -> None:
    presence = scene.sit(0)
    deputy = scene.table.deputies[0][0]
    services.arrive(meeting=scene.meeting, person=deputy, actor=scene.cast.coordinator)
    services.leave(presence=presence, actor=scene.cast.coordinator)
    scene.sit_instead(0)
    assert here(scene) == [("Deputy 11", Capacity.DEPUTY, True)]


def test_deputy_does_not_sit_beside_the_member(scene: Scene) -> None:
    scene.sit(0)
    with pytest.raises(ValidationError):
        scene.sit_instead(0)


def test_stranger_does_not_get_a_seat(scene: Scene) -> None:
    with pytest.raises(Refused):
        scene.sit_instead(0, PersonFactory())
    with pytest.raises(Refused):
        scene.sit_instead(0, scene.table.deputies[1][0])


def test_clock_times_are_written_but_not_those_to_come(scene: Scene) -> None:
    opened = Session.objects.get().opened_at
    Session.objects.update(opened_at=opened - timedelta(hours=1))
    at = timezone.now() - timedelta(minutes=20)
    presence = scene.sit(0, at=at, way=Way.REMOTE)
    assert (presence.arrived_at, presence.way) == (at, Way.REMOTE)
    with pytest.raises(Refused):
        scene.sit(1, at=timezone.now() + timedelta(minutes=5))
    with pytest.raises(ValidationError):
        services.leave(presence=presence, at=at - timedelta(minutes=1), actor=scene.cast.coordinator)


def test_correction_that_puts_two_in_a_seat_is_refused(scene: Scene) -> None:
    Session.objects.update(opened_at=timezone.now() - timedelta(hours=1))
    first = scene.sit(0, at=timezone.now() - timedelta(minutes=30))
    services.leave(presence=first, at=timezone.now() - timedelta(minutes=20), actor=scene.cast.coordinator)
    scene.sit_instead(0, at=timezone.now() - timedelta(minutes=10))
    with pytest.raises(ValidationError):
        services.correct_presence(
            presence=first, values={"left_at": timezone.now()}, actor=scene.cast.coordinator
        )
    corrected = timezone.now() - timedelta(minutes=15)
    services.correct_presence(presence=first, values={"left_at": corrected}, actor=scene.cast.coordinator)
    first.refresh_from_db()
    assert first.left_at == corrected


def test_second_who_says_that_somebody_left_is_told_so(scene: Scene) -> None:
    presence = scene.sit(0)
    services.leave(presence=presence, actor=scene.cast.coordinator)
    with pytest.raises(Overtaken):
        services.leave(presence=presence, actor=scene.cast.coordinator)


def test_guest_whom_nobody_asked_is_welcome(scene: Scene) -> None:
    row = services.welcome_guest(
        meeting=scene.meeting, name="Aino Asiantuntija", role="asiantuntija", actor=scene.cast.coordinator
    )
    assert (row.guest.role, row.capacity, row.seat) == ("asiantuntija", Capacity.GUEST, None)


@pytest.mark.parametrize("same", ["seat", "person"])
def test_database_refuses_two_in_a_seat_and_one_in_two_places(same: str) -> None:
    first = PresenceFactory()
    again = {"meeting": first.meeting, same: getattr(first, same)}
    with pytest.raises(IntegrityError), transaction.atomic():
        PresenceFactory(**again)
    first.left_at = timezone.now()
    first.save()
    PresenceFactory(arrived_at=first.left_at, **again)


def test_going_on_ends_an_item_and_notes_what_is_only_procedure(scene: Scene) -> None:
    item = scene.items[0]
    item.kind = ItemKind.FORMAL
    item.save()
    scene.begin(0)
    scene.begin(1)
    first, second = scene.record(0), scene.record(1)
    assert (first.outcome, first.ended_at is not None) == (Outcome.NOTED, True)
    assert (second.outcome, second.began_at is not None, second.ended_at) == ("", True, None)
    assert Session.objects.get().current_item == scene.items[1]


def test_break_comes_after_the_current_item(scene: Scene) -> None:
    scene.begin(0)
    pause = services.add_break(meeting=scene.meeting, minutes=10, actor=scene.cast.coordinator)
    assert [item.pk for item in scene.meeting.items.order_by("order")] == [
        scene.items[0].pk,
        pause.pk,
        scene.items[1].pk,
        scene.items[2].pk,
    ]
    assert (pause.title_sv, Session.objects.get().current_item) == ("Paus", pause)


def test_texts_are_saved_field_by_field_and_no_text_is_overwritten(scene: Scene) -> None:
    scene.begin(0)
    base = scene.record(0).version
    scene.write(0, base=base, discussion_fi="Ensimmäisen.")
    saved = scene.write(0, base=base, discussion_fi="Toisen.", decision_fi="Hyväksyttiin.")
    assert [(clash.field, clash.theirs, clash.mine) for clash in saved.clashes] == [
        ("discussion_fi", "Ensimmäisen.", "Toisen.")
    ]
    record = scene.record(0)
    assert (record.discussion_fi, record.decision_fi) == ("Ensimmäisen.", "Hyväksyttiin.")
    saved = scene.write(0, discussion_fi="Ensimmäisen. Toisen.")
    assert (saved.clashes, scene.record(0).discussion_fi) == ([], "Ensimmäisen. Toisen.")


def test_text_that_was_not_touched_does_not_undo_what_another_wrote(scene: Scene) -> None:
    base = scene.record(0).version
    scene.write(0, base=base, discussion_fi="Toisen teksti.")
    scene.write(0, base=base, discussion_fi="", decision_fi="Päätös.")
    record = scene.record(0)
    assert (record.discussion_fi, record.decision_fi) == ("Toisen teksti.", "Päätös.")


def test_unknown_outcome_is_refused(scene: Scene) -> None:
    with pytest.raises(ValidationError):
        scene.write(0, outcome="perhaps")


def test_chair_changes_for_one_item_or_for_the_rest_and_the_past_stays(scene: Scene) -> None:
    chair, other, third = scene.table.members
    for number in range(3):
        scene.sit(number)
    act = {"meeting": scene.meeting, "role": "chair", "actor": scene.cast.coordinator}
    scene.begin(0)
    scene.begin(1)
    services.change_officer(person=other, item=scene.items[1], **act)
    scene.begin(2)
    services.change_officer(person=third, **act)
    assert [scene.record(number).chair for number in range(3)] == [chair, other, None]
    assert Session.objects.get().chair == third


def test_chair_must_be_present_and_not_disqualified(scene: Scene) -> None:
    other = scene.table.members[1]
    act = {"meeting": scene.meeting, "role": "chair", "person": other, "actor": scene.cast.coordinator}
    with pytest.raises(Refused):
        services.change_officer(**act)
    scene.sit(1)
    services.disqualify(item=scene.items[0], person=other, ground="party", actor=scene.cast.coordinator)
    with pytest.raises(Refused):
        services.change_officer(item=scene.items[0], **act)


def test_disqualified_needs_a_ground_in_words_when_it_is_another_one(scene: Scene) -> None:
    scene.sit(0)
    act = {"item": scene.items[0], "person": scene.table.members[0], "actor": scene.cast.coordinator}
    with pytest.raises(ValidationError):
        services.disqualify(ground="other", **act)
    with pytest.raises(Refused):
        services.disqualify(**{**act, "person": PersonFactory()}, ground="party")
    services.disqualify(ground="other", text="Sukulainen hakijana.", **act)
    with pytest.raises(ValidationError):
        services.disqualify(ground="party", **act)


def test_deputy_sits_for_the_item_and_is_released_when_the_member_was_not_disqualified_after_all(
    scene: Scene,
) -> None:
    scene.sit(0)
    item, deputy = scene.items[0], scene.table.deputies[0][0]
    act = {"item": item, "seat": scene.table.seats[0], "person": deputy, "actor": scene.cast.coordinator}
    with pytest.raises(Refused):
        services.seat_for_item(**act)
    row = services.disqualify(
        item=item, person=scene.table.members[0], ground="party", actor=scene.cast.coordinator
    )
    services.seat_for_item(**act)
    call = Substitution.objects.get(item=item)
    assert (call.deputy, call.state, call.cause) == (deputy, "accepted", "disqualified")
    services.requalify(disqualification=row, actor=scene.cast.coordinator)
    call.refresh_from_db()
    assert (call.state, Presence.objects.filter(item=item).exists()) == ("released", False)


def test_motion_gets_supporters_later_too_but_not_its_mover(scene: Scene) -> None:
    for number in range(2):
        scene.sit(number)
    mover, other, absent = scene.table.members
    motion = services.add_motion(
        item=scene.items[0], text="Lisätään kohta.", mover=mover, actor=scene.cast.coordinator
    )
    services.support_motion(motion=motion, person=other, actor=scene.cast.coordinator)
    for person in (mover, absent):
        with pytest.raises(Refused):
            services.support_motion(motion=motion, person=person, actor=scene.cast.coordinator)
    assert [row.person for row in motion.supports.all()] == [other]


def vote(scene: Scene, *counts: int, **facts: object) -> object:
    choices = [services.Choice(f"Vaihtoehto {n}", votes) for n, votes in enumerate(counts)]
    return services.record_vote(
        item=scene.items[0], question="Kumpi?", choices=choices, actor=scene.cast.coordinator, **facts
    )


def test_vote_records_counts_and_what_won(scene: Scene) -> None:
    for number in range(3):
        scene.sit(number)
    vote(scene, 1, 2, method=VoteMethod.WRITTEN)
    assert list(VoteOption.objects.values_list("votes", "won")) == [(1, False), (2, True)]


def test_no_more_votes_than_there_are_people_who_may_vote(scene: Scene) -> None:
    for number in range(3):
        scene.sit(number)
    services.disqualify(
        item=scene.items[0], person=scene.table.members[0], ground="party", actor=scene.cast.coordinator
    )
    with pytest.raises(Refused):
        vote(scene, 1, 2)
    with pytest.raises(Refused):
        vote(scene, 2, 0, abstained=1)
    vote(scene, 2, 0)


def test_even_vote_is_decided_by_the_chair_among_what_is_even(scene: Scene) -> None:
    for number in range(2):
        scene.sit(number)
    for choice in (None, 2):
        with pytest.raises(Refused):
            vote(scene, 1, 1, 0, chairs_choice=choice)
    row = vote(scene, 1, 1, 0, chairs_choice=1)
    assert (row.decided_by_chair, row.options.get(won=True).order) == (True, 2)


def test_voted_motion_is_not_removed(scene: Scene) -> None:
    for number in range(2):
        scene.sit(number)
    motion = services.add_motion(item=scene.items[0], text="Lisätään.", actor=scene.cast.coordinator)
    row = services.record_vote(
        item=scene.items[0],
        question="Kumpi?",
        choices=[services.Choice("Pohja", 2), services.Choice("Esitys", 0, motion)],
        actor=scene.cast.coordinator,
    )
    with pytest.raises(Refused):
        services.remove_motion(motion=motion, actor=scene.cast.coordinator)
    services.remove_vote(vote=row, actor=scene.cast.coordinator)
    services.remove_motion(motion=motion, actor=scene.cast.coordinator)
    assert not scene.items[0].motions.exists()


def test_facts_are_written_into_the_record_in_both_languages_once(scene: Scene) -> None:
    scene.sit(0)
    item = scene.items[0]
    item.standing = Standing.LEGALITY
    item.save()
    scene.write(0, discussion_fi="Puheenjohtaja totesi.")
    record = services.write_from_facts(item=item, actor=scene.cast.coordinator)
    assert record.discussion_fi.startswith("Puheenjohtaja totesi.\n\n")
    assert bool(record.decision_fi and record.discussion_sv and record.decision_sv)
    with pytest.raises(Refused):
        services.write_from_facts(item=item, actor=scene.cast.coordinator)


@pytest.mark.parametrize("role", ["visitor", "member", "deputy", "speaker", "outsider", "officer"])
def test_only_those_who_run_the_body_write(scene: Scene, role: str) -> None:
    user = scene.cast.everybody()[role]
    with pytest.raises(PermissionDenied):
        services.begin_item(item=scene.items[0], actor=user)
    with pytest.raises(PermissionDenied):
        services.close_meeting(meeting=scene.meeting, actor=user)
