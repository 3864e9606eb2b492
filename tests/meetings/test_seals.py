"""Approved minutes cannot be changed, neither through the portal nor through SQL; what was changed anyway is found."""

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from meetings import services
from meetings.enums import Outcome
from meetings.models import Minutes, Seal
from meetings.sealing import check_seals
from portal.errors import Refused
from tests.cast import Cast
from tests.factories import DisqualificationFactory, MotionFactory, VoteFactory

from .minutes_scene import Scene, approved, held, signed

ROWS = {
    "meetings_meeting": "place = 'Muualla'",
    "meetings_session": "closed_at = opened_at",
    "meetings_agendaitem": "title_fi = 'Muu asia'",
    "meetings_itemrecord": "decision_fi = 'Hylättiin.'",
    "meetings_presence": "arrived_at = arrived_at - interval '1 hour'",
    "meetings_disqualification": "ground = 'party'",
    "meetings_motion": "text = 'Muu'",
    "meetings_motionsupport": "person_id = motion_id",
    "meetings_vote": "question = 'Muu'",
    "meetings_voteoption": "votes = 99",
    "meetings_minutes": "approved_at = NULL, state = 'draft', way = ''",
    "meetings_signature": "voided_at = signed_at",
    "meetings_inspector": "state = 'waiting', answered_at = NULL, text = ''",
    "meetings_seal": "content = '{}'",
}

REFUSALS = r"(are approved|Cannot update or delete)"


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Approved minutes that tell of everything."""
    scene = held(cast)
    DisqualificationFactory(item=scene.matter, person=scene.table.members[2])
    motion = MotionFactory(item=scene.matter, mover=scene.table.members[0])
    motion.supports.create(person=scene.table.members[1])
    VoteFactory(item=scene.matter).options.create(order=1, text="Kyllä", votes=3, won=True)
    return approved_again(scene)


def approved_again(scene: Scene) -> Scene:
    """Sign and inspect what was written."""
    from .minutes_scene import approve, sign

    for role in ("chair", "secretary"):
        sign(scene, role)
    services.begin_inspection(
        minutes=scene.now(), people=scene.table.members[:2], actor=scene.cast.coordinator
    )
    for inspector in scene.minutes.inspectors.all():
        approve(inspector)
    return scene


def sql(statement: str) -> None:
    """What somebody does by hand."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_row_of_approved_minutes_is_changed_or_deleted_by_sql(scene: Scene) -> None:
    for table, change in ROWS.items():
        for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match=REFUSALS):
                sql(statement)


def test_nothing_is_added_to_approved_minutes(scene: Scene) -> None:
    for add in (
        lambda: MotionFactory(item=scene.matter),
        lambda: VoteFactory(item=scene.matter),
        lambda: DisqualificationFactory(item=scene.matter),
    ):
        with pytest.raises(IntegrityError, match="approved"), transaction.atomic():
            add()


def test_the_same_rows_of_minutes_that_are_only_signed_can_be_changed(cast: Cast) -> None:
    signed(cast)
    sql("UPDATE meetings_itemrecord SET decision_fi = 'Hylättiin.'")
    sql("UPDATE meetings_agendaitem SET title_fi = 'Muu asia'")


def test_stamps_and_publication_of_approved_minutes_still_change(scene: Scene) -> None:
    sql("UPDATE meetings_agendaitem SET changed_by_id = NULL")
    services.publish_minutes(minutes=scene.now(), actor=scene.cast.coordinator)
    assert scene.now().published_at is not None
    services.unpublish_minutes(minutes=scene.now(), actor=scene.cast.coordinator)
    assert scene.now().published_at is None


def test_services_refuse_to_change_approved_minutes(scene: Scene) -> None:
    by: Any = {"actor": scene.cast.coordinator}
    presence = scene.meeting.presences.first()
    values = {"decision_fi": "Toisin."}
    for act in (
        lambda: services.mend_item(item=scene.matter, base_version=1, values=values, **by),
        lambda: services.mend_presence(presence=presence, values={"left_at": timezone.now()}, **by),
        lambda: services.reopen_minutes(minutes=scene.now(), **by),
        lambda: services.choose_kind(minutes=scene.now(), kind="memo", **by),
        lambda: services.inspect_item(item=scene.matter, **by),
    ):
        with pytest.raises(Refused):
            act()


def test_section_inspected_at_once_is_fixed_before_the_rest(cast: Cast) -> None:
    scene = held(cast)
    services.inspect_item(item=scene.matter, actor=cast.coordinator)
    values = {"decision_fi": "Toisin."}
    with pytest.raises(Refused):
        services.mend_item(item=scene.matter, base_version=1, values=values, actor=cast.coordinator)
    with pytest.raises(IntegrityError, match="approved"):
        sql(f"UPDATE meetings_itemrecord SET decision_fi = 'X' WHERE item_id = {scene.matter.pk}")
    other = scene.items[0]
    services.mend_item(item=other, base_version=1, values=values, actor=cast.coordinator)
    other.record.refresh_from_db()
    assert other.record.decision_fi == "Toisin."


# --- The chain -------------------------------------------------------------------------------------------------------


def found() -> list[str]:
    """What the check says."""
    return [finding.what for finding in check_seals()[1]]


def tamper(statement: str, *tables: str) -> None:
    """Somebody who owns the database changes something with the triggers off."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    sql(statement)
    for table in tables:
        sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_seals_of_a_body_form_a_chain(cast: Cast) -> None:
    first = approved(cast, days_ago=200)
    second = approved(cast, table=first.table, days_ago=100)
    one, two = Seal.objects.order_by("number")
    assert (one.number, one.previous_hash, two.number) == (1, "", 2)
    assert two.previous_hash == one.chain_hash
    assert two.minutes_id == second.minutes.pk
    assert check_seals() == (2, [])


TAMPERED = {
    "UPDATE meetings_itemrecord SET decision_fi = 'Hylättiin.' WHERE section % 1000 = 2": [
        "differs from the facts at items.2.decision.fi"
    ],
    "UPDATE meetings_meeting SET place = 'Muualla'": ["differs from the facts at meeting.place"],
    "UPDATE meetings_seal SET content = jsonb_set(content, '{meeting,place}', '\"Muualla\"')": [
        "the sealed text was changed",
        "differs from the facts at meeting.place",
    ],
    "UPDATE meetings_seal SET approvals = jsonb_set(approvals, '{inspectors}', '[]')": [
        "the seal or its approvals were changed"
    ],
    "DELETE FROM meetings_seal": ["approved, but its seal is missing"],
    "UPDATE meetings_seal SET number = 2, previous_hash = 'x'": [
        "seal 2 stands where seal 1 should be",
        "does not hang on the seal before",
        "the seal or its approvals were changed",
    ],
}


def test_check_finds_what_was_changed_behind_the_triggers(scene: Scene) -> None:
    assert found() == []
    for statement, what in TAMPERED.items():
        before = transaction.savepoint()
        tamper(statement, statement.split()[2 if statement.startswith("DELETE") else 1])
        assert (statement, found()) == (statement, what)
        transaction.savepoint_rollback(before)


def test_person_with_a_new_name_is_no_finding(scene: Scene) -> None:
    person = scene.table.members[0]
    person.name = "Uusi Nimi"
    person.save()
    assert found() == []
    assert "Member 1" in str(Seal.objects.get().content)


def test_command_says_what_differs_and_fails(scene: Scene) -> None:
    said = StringIO()
    call_command("check_seals", stdout=said)
    assert said.getvalue() == "1 seal, nothing changed.\n"
    tamper("UPDATE meetings_meeting SET place = 'Muualla'", "meetings_meeting")
    complained = StringIO()
    with pytest.raises(CommandError, match="1 thing"):
        call_command("check_seals", stderr=complained)
    assert "differs from the facts at meeting.place" in complained.getvalue()


# --- Corrections -----------------------------------------------------------------------------------------------------


def test_correction_is_a_dated_addition_that_nobody_changes(scene: Scene) -> None:
    section = scene.matter.record.section
    row = services.correct_minutes(
        minutes=scene.now(), text=" Oikea luku on 12. ", section=section, actor=scene.cast.coordinator
    )
    assert (row.number, row.text, row.section) == (1, "Oikea luku on 12.", section)
    services.correct_minutes(minutes=scene.now(), text="Toinen.", section=None, actor=scene.cast.coordinator)
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        sql("UPDATE meetings_correction SET text = 'Muu'")
    assert found() == []
    tamper("UPDATE meetings_correction SET text = 'Muu' WHERE number = 1", "meetings_correction")
    assert found() == ["correction 1 was changed"]


def test_correction_needs_approved_minutes_a_text_and_a_section_that_is_there(scene: Scene) -> None:
    by: Any = {"actor": scene.cast.coordinator}
    with pytest.raises(ValidationError):
        services.correct_minutes(minutes=scene.now(), text=" ", section=None, **by)
    with pytest.raises(ValidationError):
        services.correct_minutes(minutes=scene.now(), text="Jotakin", section=7, **by)
    draft = held(scene.cast, table=scene.table, days_ago=3)
    with pytest.raises(Refused):
        services.correct_minutes(minutes=draft.now(), text="Jotakin", section=None, **by)


def test_outcome_of_approved_minutes_is_refused_by_the_model_too(scene: Scene) -> None:
    record = scene.matter.record
    record.outcome = Outcome.TABLED
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()
    assert Minutes.objects.get().state == "approved"
