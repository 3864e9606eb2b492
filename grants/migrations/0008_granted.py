"""What was granted in earlier years, and notices about funding."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import rules.contrib.models
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0007_list"),
        ("members", "0002_a_false_nomination_is_set_aside"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="FundingNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, verbose_name="short name")),
                        ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        ("text", models.TextField(max_length=1000, verbose_name="text")),
                        ("text_fi", models.TextField(max_length=1000, null=True, verbose_name="text")),
                        ("text_sv", models.TextField(max_length=1000, null=True, verbose_name="text")),
                        ("text_en", models.TextField(max_length=1000, null=True, verbose_name="text")),
                        ("url", models.URLField(blank=True, verbose_name="address of more")),
                        ("dated_on", models.DateField(verbose_name="date of the source")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="Empty: until somebody takes it away.",
                                null=True,
                                verbose_name="shown until",
                            ),
                        ),
                        (
                            "source",
                            models.TextField(
                                help_text="One on each line; shown with the notice.", verbose_name="sources"
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funding_notices",
                                to="members.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice about funding",
                        "verbose_name_plural": "notices about funding",
                        "ordering": ["region", "order", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="FundingNoticeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="short name")),
                        ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        ("text", models.TextField(max_length=1000, verbose_name="text")),
                        ("text_fi", models.TextField(max_length=1000, null=True, verbose_name="text")),
                        ("text_sv", models.TextField(max_length=1000, null=True, verbose_name="text")),
                        ("text_en", models.TextField(max_length=1000, null=True, verbose_name="text")),
                        ("url", models.URLField(blank=True, verbose_name="address of more")),
                        ("dated_on", models.DateField(verbose_name="date of the source")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="Empty: until somebody takes it away.",
                                null=True,
                                verbose_name="shown until",
                            ),
                        ),
                        (
                            "source",
                            models.TextField(
                                help_text="One on each line; shown with the notice.", verbose_name="sources"
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
                                to="grants.fundingnotice",
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
                migrations.CreateModel(
                    name="GrantedPurpose",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("label", models.CharField(max_length=200, verbose_name="purpose")),
                        ("label_fi", models.CharField(max_length=200, null=True, verbose_name="purpose")),
                        ("label_sv", models.CharField(max_length=200, null=True, verbose_name="purpose")),
                        ("label_en", models.CharField(max_length=200, null=True, verbose_name="purpose")),
                        ("note", models.TextField(blank=True, verbose_name="note for the staff")),
                        (
                            "source",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="sources"
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="granted_purposes",
                                to="grants.grantkind",
                                verbose_name="kind of grant",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="granted_purposes",
                                to="members.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "granted purpose",
                        "verbose_name_plural": "granted purposes",
                        "ordering": ["region", "-year", "kind", "order"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="GrantedPurposeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("label", models.CharField(max_length=200, verbose_name="purpose")),
                        ("label_fi", models.CharField(max_length=200, null=True, verbose_name="purpose")),
                        ("label_sv", models.CharField(max_length=200, null=True, verbose_name="purpose")),
                        ("label_en", models.CharField(max_length=200, null=True, verbose_name="purpose")),
                        ("note", models.TextField(blank=True, verbose_name="note for the staff")),
                        (
                            "source",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="sources"
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="grants.grantkind",
                                verbose_name="kind of grant",
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
                                to="grants.grantedpurpose",
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
                migrations.AddConstraint(
                    model_name="fundingnotice",
                    constraint=models.UniqueConstraint(
                        fields=("region", "slug"), name="grants_fundingnotice_slug_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundingnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="grants_fundingnotice_names_its_source",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fundingnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("dated_on")), _connector="OR"
                        ),
                        name="grants_fundingnotice_not_over_before_its_date",
                        violation_error_message="It cannot be over before the date of its source.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fundingnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_fundingnoticeevent" ("dated_on", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "source", "text", "text_en", "text_fi", "text_sv", "url", "valid_until") VALUES (NEW."dated_on", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."slug", NEW."source", NEW."text", NEW."text_en", NEW."text_fi", NEW."text_sv", NEW."url", NEW."valid_until"); RETURN NULL;',
                            hash="a546a75bf79d7f9781b26eb2927d4642931989de",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a1a3b",
                            table="grants_fundingnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fundingnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_fundingnoticeevent" ("dated_on", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "source", "text", "text_en", "text_fi", "text_sv", "url", "valid_until") VALUES (NEW."dated_on", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."slug", NEW."source", NEW."text", NEW."text_en", NEW."text_fi", NEW."text_sv", NEW."url", NEW."valid_until"); RETURN NULL;',
                            hash="0934da272fa4084ec883f772f579357529f2cef0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2dc15",
                            table="grants_fundingnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="fundingnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_fundingnoticeevent" ("dated_on", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "slug", "source", "text", "text_en", "text_fi", "text_sv", "url", "valid_until") VALUES (OLD."dated_on", OLD."id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."slug", OLD."source", OLD."text", OLD."text_en", OLD."text_fi", OLD."text_sv", OLD."url", OLD."valid_until"); RETURN NULL;',
                            hash="7ce65ca7a64b1ebd46f009afd2b0ef621dbb4fb3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ccda4",
                            table="grants_fundingnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="grantedpurpose",
                    constraint=models.UniqueConstraint(
                        fields=("region", "year", "kind", "order"), name="grants_grantedpurpose_place_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="grantedpurpose",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("year__range", (2000, 2100))),
                        name="grants_grantedpurpose_year_sensible",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grantedpurpose",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'grants_grantedpurpose', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'grants_grantedpurpose', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="d5392c409ddb2711470f3acace0d49846022730e",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_d2779",
                            table="grants_grantedpurpose",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grantedpurpose",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_grantedpurposeevent" ("id", "kind_id", "label", "label_en", "label_fi", "label_sv", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "year") VALUES (NEW."id", NEW."kind_id", NEW."label", NEW."label_en", NEW."label_fi", NEW."label_sv", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."source", NEW."year"); RETURN NULL;',
                            hash="26d5db671d65fe9dbe755c3e65497a5194b2fbd4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_819e1",
                            table="grants_grantedpurpose",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grantedpurpose",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_grantedpurposeevent" ("id", "kind_id", "label", "label_en", "label_fi", "label_sv", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "year") VALUES (NEW."id", NEW."kind_id", NEW."label", NEW."label_en", NEW."label_fi", NEW."label_sv", NEW."note", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."source", NEW."year"); RETURN NULL;',
                            hash="dd346ccc24e5eaf276857c4e6868c948f0f25263",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0c979",
                            table="grants_grantedpurpose",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grantedpurpose",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_grantedpurposeevent" ("id", "kind_id", "label", "label_en", "label_fi", "label_sv", "note", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "source", "year") VALUES (OLD."id", OLD."kind_id", OLD."label", OLD."label_en", OLD."label_fi", OLD."label_sv", OLD."note", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."source", OLD."year"); RETURN NULL;',
                            hash="b1623a3d3ef01b535b2cac5d8f79608d766cd99e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cd8c8",
                            table="grants_grantedpurpose",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
