"""Migrations of many steps that run as one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from portal.migrating import Together


@pytest.mark.django_db
def test_together_makes_and_takes_back_what_its_steps_say() -> None:
    thing = Together(
        [
            migrations.CreateModel("Box", [("id", models.AutoField(primary_key=True))]),
            migrations.CreateModel(
                "Thing",
                [
                    ("id", models.AutoField(primary_key=True)),
                    ("box", models.ForeignKey("portal.Box", models.CASCADE)),
                ],
            ),
        ]
    )
    grown = Together(
        [
            migrations.AddField("Thing", "size", models.IntegerField(default=1)),
            migrations.AddConstraint(
                "Thing", models.CheckConstraint(condition=models.Q(size__gt=0), name="portal_thing_size")
            ),
        ]
    )
    states = [ProjectState()]
    for step in (thing, grown):
        states.append(states[-1].clone())
        step.state_forwards("portal", states[-1])
        with connection.schema_editor() as editor:
            step.database_forwards("portal", editor, states[-2], states[-1])

    def names() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
                " WHERE relname = 'portal_thing' AND attnum > 0 AND NOT attisdropped"
                " UNION SELECT conname FROM pg_constraint WHERE conname = 'portal_thing_size'"
            )
            return {name for (name,) in cursor.fetchall()}

    assert names() == {"id", "box_id", "size", "portal_thing_size"}
    with connection.schema_editor() as editor:
        grown.database_backwards("portal", editor, states[2], states[1])
    assert names() == {"id", "box_id"}
    with connection.schema_editor() as editor:
        thing.database_backwards("portal", editor, states[1], states[0])
    assert names() == set()


def test_together_can_be_reversed_only_if_all_steps_can() -> None:
    assert Together([migrations.RunSQL("SELECT 1", "SELECT 1")]).reversible
    assert not Together([migrations.RunSQL("SELECT 1", "SELECT 1"), migrations.RunSQL("SELECT 1")]).reversible
