"""Minutes while they are written: who sees them, who changes and signs them, and what makes a signature void."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from meetings import services
from meetings.enums import MinutesState, RecordKind
from meetings.models import Minutes, Session, Signature
from portal.errors import Conflict, Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import MeetingFactory

from .minutes_scene import Scene, approved, held, inspected, sign, signed, text_hash
from .seats import decide, mails


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A draft."""
    return held(cast)


def readers(cast: Cast) -> set[str]:
    """Who of the cast sees the minutes."""
    return {role for role, user in cast.everybody().items() if Minutes.objects.visible_to(user).exists()}


# --- Who reads -------------------------------------------------------------------------------------------------------

WRITERS = {"coordinator", "secretariat", "member"}  # the member of the cast chaired, and is to sign
BELONG = WRITERS | {"deputy", "speaker"}


def test_draft_is_seen_by_those_who_write_and_sign_it(cast: Cast) -> None:
    held(cast)
    assert readers(cast) == WRITERS


def test_signed_minutes_are_seen_by_the_body_and_published_ones_by_everybody(cast: Cast) -> None:
    scene = approved(cast)
    assert readers(cast) == BELONG
    services.publish_minutes(minutes=scene.now(), actor=cast.coordinator)
    assert readers(cast) == set(Cast.ROLES)
    cast.body.is_public = False
    cast.body.save()
    assert readers(cast) == BELONG


def test_signed_minutes_are_hidden_again_when_they_are_taken_back(cast: Cast) -> None:
    scene = signed(cast)
    assert readers(cast) == BELONG
    services.reopen_minutes(minutes=scene.now(), actor=cast.coordinator)
    assert readers(cast) == WRITERS


# --- The kind --------------------------------------------------------------------------------------------------------


def test_kind_is_that_of_the_rules_and_else_chosen(cast: Cast) -> None:
    decide(cast, record_kind="memo")
    ruled = services.begin_minutes(MeetingFactory(body=cast.body, convened=True))
    assert ruled.record_kind == RecordKind.MEMO
    assert services.begin_minutes(ruled.meeting) == ruled
    with pytest.raises(Refused):
        services.choose_kind(minutes=ruled, kind="minutes", actor=cast.coordinator)
    with pytest.raises(Refused):
        services.choose_kind(minutes=ruled, kind="poem", actor=cast.coordinator)


def test_nothing_is_signed_before_the_kind_is_chosen(cast: Cast) -> None:
    scene = held(cast)
    Minutes.objects.update(record_kind="")
    with pytest.raises(Refused):
        sign(scene)
    with pytest.raises(Refused):
        services.ask_signatures(minutes=scene.now(), actor=cast.coordinator)
    services.choose_kind(minutes=scene.now(), kind="memo", actor=cast.coordinator)
    sign(scene)
    assert Signature.objects.get().person == cast.member.person


# --- Signing ---------------------------------------------------------------------------------------------------------


def test_minutes_are_signed_when_both_have_signed(scene: Scene) -> None:
    sign(scene, "chair")
    assert scene.now().state == MinutesState.DRAFT
    sign(scene, "secretary")
    assert scene.now().state == MinutesState.SIGNED
    assert {row.content_hash for row in Signature.objects.all()} == {text_hash(scene.minutes)}


def test_nobody_signs_for_another(cast: Cast, scene: Scene) -> None:
    for role in Cast.ROLES[1:]:
        if role != "member":
            with pytest.raises(PermissionDenied):
                services.sign_minutes(
                    minutes=scene.now(),
                    role="chair",
                    content_hash=text_hash(scene.minutes),
                    actor=getattr(cast, role),
                )
    assert not Signature.objects.exists()


def test_one_signs_once_and_only_what_one_has_read(scene: Scene) -> None:
    with pytest.raises(Overtaken):
        services.sign_minutes(
            minutes=scene.now(), role="chair", content_hash="0" * 64, actor=scene.cast.member
        )
    sign(scene)
    with pytest.raises(Refused):
        sign(scene)


def test_a_change_makes_signatures_void(scene: Scene) -> None:
    by: Any = {"actor": scene.cast.coordinator}
    sign(scene)
    sign(scene, "secretary")
    services.mend_item(item=scene.matter, base_version=1, values={"decision_fi": "Toisin."}, **by)
    assert scene.now().state == MinutesState.DRAFT
    assert not Signature.objects.filter(voided_at=None).exists()
    sign(scene)
    presence = scene.meeting.presences.last()
    services.mend_presence(
        presence=presence, values={"left_at": presence.arrived_at.replace(minute=59, hour=23)}, **by
    )
    assert not Signature.objects.filter(voided_at=None).exists()


def test_a_change_that_changes_nothing_leaves_signatures(scene: Scene) -> None:
    sign(scene)
    values = {"decision_fi": "Hyväksyttiin."}
    services.mend_item(item=scene.matter, base_version=1, values=values, actor=scene.cast.coordinator)
    assert Signature.objects.filter(voided_at=None).count() == 1


def test_signature_under_facts_that_changed_by_another_way_does_not_hold(scene: Scene) -> None:
    sign(scene)
    scene.meeting.items.filter(pk=scene.matter.pk).update(title_fi="Toinen otsikko")
    sign(scene, "secretary")
    assert scene.now().state == MinutesState.DRAFT
    assert [row.role for row in Signature.objects.filter(voided_at=None)] == ["secretary"]


def test_inspection_does_not_begin_under_facts_that_changed_since(cast: Cast) -> None:
    scene = signed(cast)
    scene.meeting.items.filter(pk=scene.matter.pk).update(title_fi="Toinen otsikko")
    with pytest.raises(Refused):
        services.begin_inspection(minutes=scene.now(), people=scene.table.members[:1], actor=cast.coordinator)


def test_chair_and_secretary_are_told_when_the_text_is_ready(cast: Cast, scene: Scene) -> None:
    assert services.ask_signatures(minutes=scene.now(), actor=cast.coordinator) == 2
    assert mails("minutes_sign") == [cast.coordinator.email, cast.member.email]
    assert scene.now().asked_at is not None
    sign(scene)
    OutgoingMail.objects.all().delete()
    assert services.ask_signatures(minutes=scene.now(), actor=cast.coordinator) == 1


def test_chair_who_was_left_open_is_named_from_those_present(cast: Cast, scene: Scene) -> None:
    Session.objects.update(chair=None)
    with pytest.raises(Refused):
        sign(scene, "secretary")
    by: Any = {"minutes": scene.now(), "role": "chair", "actor": cast.coordinator}
    with pytest.raises(Refused):
        services.name_officer(person=cast.deputy.person, **by)
    services.name_officer(person=scene.table.members[0], **by)
    with pytest.raises(Refused):
        services.name_officer(person=scene.table.members[1], **by)
    assert Session.objects.get().chair == scene.table.members[0]


# --- Mending ---------------------------------------------------------------------------------------------------------


def test_two_who_mend_one_section_keep_both_texts(scene: Scene) -> None:
    by: Any = {"item": scene.matter, "actor": scene.cast.coordinator}
    services.mend_item(base_version=1, values={"discussion_fi": "Toinen."}, **by)
    saved = services.mend_item(
        base_version=1, values={"discussion_fi": "Keskusteltiin.", "decision_fi": "Kolmas."}, **by
    )
    assert (saved.record.discussion_fi, saved.record.decision_fi, saved.theirs) == (
        "Toinen.",
        "Kolmas.",
        ["discussion_fi"],
    )
    with pytest.raises(Conflict) as conflict:
        services.mend_item(base_version=1, values={"discussion_fi": "Neljäs."}, **by)
    (clash,) = conflict.value.clashes
    assert (clash.theirs, clash.mine) == ("Toinen.", "Neljäs.")


def test_minutes_under_inspection_are_not_mended(cast: Cast) -> None:
    scene = inspected(cast)
    with pytest.raises(Refused):
        services.mend_item(
            item=scene.matter, base_version=1, values={"decision_fi": "X"}, actor=cast.coordinator
        )


def test_outcome_is_not_taken_away(scene: Scene) -> None:
    with pytest.raises(Refused):
        services.mend_item(
            item=scene.matter, base_version=1, values={"outcome": ""}, actor=scene.cast.coordinator
        )


def test_presence_cannot_end_before_it_begins(scene: Scene) -> None:
    presence = scene.meeting.presences.first()
    with pytest.raises(ValidationError):
        services.mend_presence(
            presence=presence, values={"left_at": presence.arrived_at}, actor=scene.cast.coordinator
        )


def test_only_those_who_run_the_body_write(cast: Cast, scene: Scene) -> None:
    for role in set(Cast.ROLES[1:]) - {"coordinator", "secretariat"}:
        by: Any = {"actor": getattr(cast, role)}
        for act in (
            lambda by=by: services.mend_item(item=scene.matter, base_version=1, values={}, **by),
            lambda by=by: services.mend_presence(presence=scene.meeting.presences.first(), values={}, **by),
            lambda by=by: services.choose_kind(minutes=scene.now(), kind="memo", **by),
            lambda by=by: services.ask_signatures(minutes=scene.now(), **by),
            lambda by=by: services.reopen_minutes(minutes=scene.now(), **by),
            lambda by=by: services.inspect_item(item=scene.matter, **by),
            lambda by=by: services.publish_minutes(minutes=scene.now(), **by),
            lambda by=by: services.unpublish_minutes(minutes=scene.now(), **by),
            lambda by=by: services.correct_minutes(minutes=scene.now(), text="x", section=None, **by),
            lambda by=by: services.begin_inspection(minutes=scene.now(), people=[], **by),
            lambda by=by: services.leave_to_next_meeting(minutes=scene.now(), **by),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_draft_is_neither_published_nor_taken_back(scene: Scene) -> None:
    for act in (services.publish_minutes, services.unpublish_minutes, services.reopen_minutes):
        with pytest.raises(Refused):
            act(minutes=scene.now(), actor=scene.cast.coordinator)
