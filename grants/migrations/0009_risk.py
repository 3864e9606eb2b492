"""Activities at risk."""

import uuid
from datetime import timedelta

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import rules.contrib.models
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0008_granted"),
        ("members", "0002_a_false_nomination_is_set_aside"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="ActivityRisk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "activity",
                            models.CharField(
                                help_text="For example an open meeting place.",
                                max_length=200,
                                verbose_name="activity at risk",
                            ),
                        ),
                        ("for_whom", models.CharField(max_length=200, verbose_name="for whom")),
                        (
                            "people",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="A whole number; an estimate will do. Empty if you do not know.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="people reached in a year",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("stea", "STEA"),
                                    ("ministries", "State grants of ministries"),
                                    ("esf", "ESF projects"),
                                    ("municipality", "Grants of a municipality"),
                                    ("county", "Grants of the wellbeing services county"),
                                    ("own", "Own fundraising"),
                                    ("other", "Other funding"),
                                ],
                                max_length=20,
                                verbose_name="funding that ends or falls",
                            ),
                        ),
                        (
                            "yearly_sum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="In euros. If the funding only falls, by how much. Empty if you do not know.",
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="sum that ends in a year",
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(
                                help_text="The last day of the funding as it is now, five years ahead at most.",
                                verbose_name="when",
                            ),
                        ),
                        (
                            "certainty",
                            models.CharField(
                                choices=[
                                    ("decided", "Decided"),
                                    ("likely", "Likely"),
                                    ("possible", "Possible"),
                                ],
                                max_length=10,
                                verbose_name="how sure it is",
                            ),
                        ),
                        (
                            "what_helps",
                            models.TextField(
                                blank=True,
                                help_text="For example rooms, a partner, or money for a year of change.",
                                max_length=2000,
                                verbose_name="what would help",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("averted", "Averted: it goes on"),
                                    ("ended", "The activity ended"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "outcome",
                            models.TextField(
                                blank=True, editable=False, max_length=1000, verbose_name="how it went"
                            ),
                        ),
                        (
                            "noted_on",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                editable=False,
                                verbose_name="noted on",
                            ),
                        ),
                        ("closed_on", models.DateField(editable=False, null=True, verbose_name="closed on")),
                        (
                            "read_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="read by an officer at"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "municipalities",
                            models.ManyToManyField(
                                related_name="activity_risks",
                                to="members.municipality",
                                verbose_name="where it works",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noted by",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activity_risks",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activity_risks",
                                to="members.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "activity at risk",
                        "verbose_name_plural": "activities at risk",
                        "ordering": ["ends_on", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ActivityRiskEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "activity",
                            models.CharField(
                                help_text="For example an open meeting place.",
                                max_length=200,
                                verbose_name="activity at risk",
                            ),
                        ),
                        ("for_whom", models.CharField(max_length=200, verbose_name="for whom")),
                        (
                            "people",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="A whole number; an estimate will do. Empty if you do not know.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="people reached in a year",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("stea", "STEA"),
                                    ("ministries", "State grants of ministries"),
                                    ("esf", "ESF projects"),
                                    ("municipality", "Grants of a municipality"),
                                    ("county", "Grants of the wellbeing services county"),
                                    ("own", "Own fundraising"),
                                    ("other", "Other funding"),
                                ],
                                max_length=20,
                                verbose_name="funding that ends or falls",
                            ),
                        ),
                        (
                            "yearly_sum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="In euros. If the funding only falls, by how much. Empty if you do not know.",
                                max_digits=12,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="sum that ends in a year",
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(
                                help_text="The last day of the funding as it is now, five years ahead at most.",
                                verbose_name="when",
                            ),
                        ),
                        (
                            "certainty",
                            models.CharField(
                                choices=[
                                    ("decided", "Decided"),
                                    ("likely", "Likely"),
                                    ("possible", "Possible"),
                                ],
                                max_length=10,
                                verbose_name="how sure it is",
                            ),
                        ),
                        (
                            "what_helps",
                            models.TextField(
                                blank=True,
                                help_text="For example rooms, a partner, or money for a year of change.",
                                max_length=2000,
                                verbose_name="what would help",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("averted", "Averted: it goes on"),
                                    ("ended", "The activity ended"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "outcome",
                            models.TextField(
                                blank=True, editable=False, max_length=1000, verbose_name="how it went"
                            ),
                        ),
                        (
                            "noted_on",
                            models.DateField(
                                default=django.utils.timezone.localdate,
                                editable=False,
                                verbose_name="noted on",
                            ),
                        ),
                        ("closed_on", models.DateField(editable=False, null=True, verbose_name="closed on")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "noted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="noted by",
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
                                to="grants.activityrisk",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.region",
                                verbose_name="region",
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
                migrations.AddIndex(
                    model_name="activityrisk",
                    index=models.Index(
                        fields=["region", "state", "ends_on"], name="grants_activityrisk_list"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activityrisk",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activity", ""), _negated=True),
                            models.Q(("for_whom", ""), _negated=True),
                        ),
                        name="grants_activityrisk_says_what_and_for_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activityrisk",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["stea", "ministries", "esf", "municipality", "county", "own", "other"],
                            ),
                            ("certainty__in", ["decided", "likely", "possible"]),
                            ("state__in", ["open", "averted", "ended"]),
                        ),
                        name="grants_activityrisk_known_choices",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activityrisk",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("people", None), ("people__gte", 1), _connector="OR"),
                        name="grants_activityrisk_reaches_somebody",
                        violation_error_message="Write a whole number from 1, or leave it empty.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activityrisk",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("yearly_sum", None),
                            models.Q(("yearly_sum__gte", 1), ("yearly_sum__lte", 999999999)),
                            _connector="OR",
                        ),
                        name="grants_activityrisk_sum_sensible",
                        violation_error_message="Write a sum from 1 to 999 999 999 euros.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activityrisk",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ends_on__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("noted_on"), "-", models.Value(timedelta(days=366))
                                ),
                            ),
                            (
                                "ends_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("noted_on"), "+", models.Value(timedelta(days=1830))
                                ),
                            ),
                        ),
                        name="grants_activityrisk_ends_within_sight",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activityrisk",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("outcome", ""), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("closed_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grants_activityrisk_outcome_when_closed",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activityrisk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_activityriskevent" ("activity", "certainty", "channel", "closed_on", "ends_on", "for_whom", "id", "key", "noted_by_id", "noted_on", "organisation_id", "outcome", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "state", "version", "what_helps", "yearly_sum") VALUES (NEW."activity", NEW."certainty", NEW."channel", NEW."closed_on", NEW."ends_on", NEW."for_whom", NEW."id", NEW."key", NEW."noted_by_id", NEW."noted_on", NEW."organisation_id", NEW."outcome", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."state", NEW."version", NEW."what_helps", NEW."yearly_sum"); RETURN NULL;',
                            hash="0bdaf0ca6665a1397500c524a43e8bec03733e19",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a22d5",
                            table="grants_activityrisk",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activityrisk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."activity" IS DISTINCT FROM (NEW."activity") OR OLD."certainty" IS DISTINCT FROM (NEW."certainty") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."for_whom" IS DISTINCT FROM (NEW."for_whom") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."noted_by_id" IS DISTINCT FROM (NEW."noted_by_id") OR OLD."noted_on" IS DISTINCT FROM (NEW."noted_on") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."what_helps" IS DISTINCT FROM (NEW."what_helps") OR OLD."yearly_sum" IS DISTINCT FROM (NEW."yearly_sum"))',
                            func='INSERT INTO "grants_activityriskevent" ("activity", "certainty", "channel", "closed_on", "ends_on", "for_whom", "id", "key", "noted_by_id", "noted_on", "organisation_id", "outcome", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "state", "version", "what_helps", "yearly_sum") VALUES (NEW."activity", NEW."certainty", NEW."channel", NEW."closed_on", NEW."ends_on", NEW."for_whom", NEW."id", NEW."key", NEW."noted_by_id", NEW."noted_on", NEW."organisation_id", NEW."outcome", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."state", NEW."version", NEW."what_helps", NEW."yearly_sum"); RETURN NULL;',
                            hash="84c8700c0fd97242462afe94727fc4d6267de0a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_82fd8",
                            table="grants_activityrisk",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activityrisk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_activityriskevent" ("activity", "certainty", "channel", "closed_on", "ends_on", "for_whom", "id", "key", "noted_by_id", "noted_on", "organisation_id", "outcome", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "state", "version", "what_helps", "yearly_sum") VALUES (OLD."activity", OLD."certainty", OLD."channel", OLD."closed_on", OLD."ends_on", OLD."for_whom", OLD."id", OLD."key", OLD."noted_by_id", OLD."noted_on", OLD."organisation_id", OLD."outcome", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."state", OLD."version", OLD."what_helps", OLD."yearly_sum"); RETURN NULL;',
                            hash="6d003738e60f5fd5a562621ddb7533ae5c5ce628",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ca99d",
                            table="grants_activityrisk",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
