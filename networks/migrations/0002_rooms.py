"""Notices of rooms that are offered and looked for, with their history."""

import datetime as dt

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import rules.contrib.models
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    """Two tables, then their rules and triggers."""

    dependencies = [
        ("members", "0002_a_false_nomination_is_set_aside"),
        ("networks", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="RoomNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("offer", "Offered"), ("wish", "Looked for")],
                                editable=False,
                                max_length=5,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=100, verbose_name="heading")),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="address or part of town"
                            ),
                        ),
                        ("description", models.TextField(max_length=2000, verbose_name="what and for what")),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5000),
                                ],
                                verbose_name="number of people",
                            ),
                        ),
                        (
                            "price",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "Free of charge"),
                                    ("at_cost", "At cost"),
                                    ("rent", "For rent"),
                                ],
                                max_length=10,
                                verbose_name="price",
                            ),
                        ),
                        (
                            "times",
                            models.CharField(blank=True, max_length=200, verbose_name="when, in words"),
                        ),
                        ("is_step_free", models.BooleanField(default=False, verbose_name="step-free")),
                        (
                            "has_induction_loop",
                            models.BooleanField(default=False, verbose_name="induction loop"),
                        ),
                        (
                            "has_accessible_toilet",
                            models.BooleanField(default=False, verbose_name="accessible toilet"),
                        ),
                        (
                            "contact_name",
                            models.CharField(blank=True, max_length=120, verbose_name="contact"),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="e-mail address of the contact"
                            ),
                        ),
                        ("put_up_on", models.DateField(editable=False, verbose_name="put up on")),
                        (
                            "renewed_on",
                            models.DateField(editable=False, verbose_name="put up or lengthened on"),
                        ),
                        ("shown_until", models.DateField(verbose_name="shown until")),
                        (
                            "ended_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="taken down at"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="room_notices",
                                to="members.municipality",
                                verbose_name="municipality",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="room_notices",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice of a room",
                        "verbose_name_plural": "notices of rooms",
                        "ordering": ["-renewed_on", "-pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="RoomNoticeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("offer", "Offered"), ("wish", "Looked for")],
                                editable=False,
                                max_length=5,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=100, verbose_name="heading")),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="address or part of town"
                            ),
                        ),
                        ("description", models.TextField(max_length=2000, verbose_name="what and for what")),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5000),
                                ],
                                verbose_name="number of people",
                            ),
                        ),
                        (
                            "price",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "Free of charge"),
                                    ("at_cost", "At cost"),
                                    ("rent", "For rent"),
                                ],
                                max_length=10,
                                verbose_name="price",
                            ),
                        ),
                        (
                            "times",
                            models.CharField(blank=True, max_length=200, verbose_name="when, in words"),
                        ),
                        ("is_step_free", models.BooleanField(default=False, verbose_name="step-free")),
                        (
                            "has_induction_loop",
                            models.BooleanField(default=False, verbose_name="induction loop"),
                        ),
                        (
                            "has_accessible_toilet",
                            models.BooleanField(default=False, verbose_name="accessible toilet"),
                        ),
                        ("put_up_on", models.DateField(editable=False, verbose_name="put up on")),
                        (
                            "renewed_on",
                            models.DateField(editable=False, verbose_name="put up or lengthened on"),
                        ),
                        ("shown_until", models.DateField(verbose_name="shown until")),
                        (
                            "ended_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="taken down at"),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.municipality",
                                verbose_name="municipality",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="networks.roomnotice",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ]
        ),
        Together(
            [
                migrations.AddConstraint(
                    model_name="roomnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "offer"), ("price__in", ["free", "at_cost", "rent"])),
                            models.Q(("kind", "wish"), ("price", "")),
                            _connector="OR",
                        ),
                        name="networks_roomnotice_price_of_an_offer",
                        violation_error_message="An offer tells its price; a wish has none.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roomnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("seats", None),
                            models.Q(("seats__gte", 1), ("seats__lte", 5000)),
                            _connector="OR",
                        ),
                        name="networks_roomnotice_seats_in_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roomnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("shown_until__gte", models.F("renewed_on")),
                            (
                                "shown_until__lte",
                                models.ExpressionWrapper(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("renewed_on"), "+", models.Value(dt.timedelta(days=366))
                                    ),
                                    output_field=models.DateTimeField(),
                                ),
                            ),
                        ),
                        name="networks_roomnotice_shown_a_year_at_most",
                        violation_error_message="Choose a day from today to a year ahead.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roomnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("renewed_on__gte", models.F("put_up_on"))),
                        name="networks_roomnotice_renewed_after_put_up",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roomnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            models.Q(("contact_email", ""), ("contact_name", "")),
                            _connector="OR",
                        ),
                        name="networks_roomnotice_ended_keeps_no_contact",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="roomnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'networks_roomnotice', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'networks_roomnotice', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="05aa31b20f9cc6dbb305a2722889949e51fb4cc9",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_aabd2",
                            table="networks_roomnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="roomnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "networks_roomnoticeevent" ("description", "ended_at", "has_accessible_toilet", "has_induction_loop", "id", "is_step_free", "kind", "municipality_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "price", "put_up_on", "renewed_on", "seats", "shown_until", "times", "title") VALUES (NEW."description", NEW."ended_at", NEW."has_accessible_toilet", NEW."has_induction_loop", NEW."id", NEW."is_step_free", NEW."kind", NEW."municipality_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."price", NEW."put_up_on", NEW."renewed_on", NEW."seats", NEW."shown_until", NEW."times", NEW."title"); RETURN NULL;',
                            hash="26b217bee79908f6b9deb69e5ddd971f4c2843a8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_11b9f",
                            table="networks_roomnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="roomnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."has_accessible_toilet" IS DISTINCT FROM (NEW."has_accessible_toilet") OR OLD."has_induction_loop" IS DISTINCT FROM (NEW."has_induction_loop") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_step_free" IS DISTINCT FROM (NEW."is_step_free") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."price" IS DISTINCT FROM (NEW."price") OR OLD."put_up_on" IS DISTINCT FROM (NEW."put_up_on") OR OLD."renewed_on" IS DISTINCT FROM (NEW."renewed_on") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."shown_until" IS DISTINCT FROM (NEW."shown_until") OR OLD."times" IS DISTINCT FROM (NEW."times") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                            func='INSERT INTO "networks_roomnoticeevent" ("description", "ended_at", "has_accessible_toilet", "has_induction_loop", "id", "is_step_free", "kind", "municipality_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "price", "put_up_on", "renewed_on", "seats", "shown_until", "times", "title") VALUES (NEW."description", NEW."ended_at", NEW."has_accessible_toilet", NEW."has_induction_loop", NEW."id", NEW."is_step_free", NEW."kind", NEW."municipality_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."price", NEW."put_up_on", NEW."renewed_on", NEW."seats", NEW."shown_until", NEW."times", NEW."title"); RETURN NULL;',
                            hash="957370bce5cf856e6bd4fa822b9e9e06233ec189",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3524d",
                            table="networks_roomnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="roomnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "networks_roomnoticeevent" ("description", "ended_at", "has_accessible_toilet", "has_induction_loop", "id", "is_step_free", "kind", "municipality_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "price", "put_up_on", "renewed_on", "seats", "shown_until", "times", "title") VALUES (OLD."description", OLD."ended_at", OLD."has_accessible_toilet", OLD."has_induction_loop", OLD."id", OLD."is_step_free", OLD."kind", OLD."municipality_id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."price", OLD."put_up_on", OLD."renewed_on", OLD."seats", OLD."shown_until", OLD."times", OLD."title"); RETURN NULL;',
                            hash="484e65fc38c1fa416daa221a1379e40e11bd128e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f2df6",
                            table="networks_roomnotice",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
