"""The tables of organisations, bodies, terms and seats, with the rules that the database keeps."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
import rules.contrib.models
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="BodyRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("seat_scheme", "How seats are divided"),
                                    ("primaries_per_group", "Members per group"),
                                    ("deputies_per_group", "Deputies per group"),
                                    ("deputy_kind", "Personal or ranked deputies"),
                                    (
                                        "different_organisations",
                                        "Member and deputy from different organisations",
                                    ),
                                    (
                                        "deputy_succeeds",
                                        "The deputy becomes the member when the member leaves",
                                    ),
                                    ("selection", "How members are chosen"),
                                    ("selected_by", "Who chooses the members"),
                                    ("term_kind", "Kind of term"),
                                    ("term_years", "Length of the term in years"),
                                    ("renewed_share", "Share of seats renewed at each turn"),
                                    ("chair", "How the chair is chosen"),
                                    ("meetings_least", "Meetings a year at least"),
                                    ("meetings_most", "Meetings a year at most"),
                                    ("notice_days", "Days from invitation to meeting"),
                                    ("quorum", "Seats needed for a decision"),
                                    ("inspectors", "Inspectors of the minutes"),
                                    ("fee", "Meeting fee and expenses"),
                                    ("record_kind", "Minutes or memo"),
                                    ("numbering", "How section numbers run"),
                                ],
                                max_length=30,
                                verbose_name="rule",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("fixed", "Laid down"),
                                    ("open", "Open"),
                                    ("not_stated", "Not stated"),
                                    ("decided", "Decided"),
                                ],
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("value", models.JSONField(blank=True, null=True, verbose_name="value")),
                        ("options", models.JSONField(blank=True, default=list, verbose_name="options")),
                        ("text", models.TextField(blank=True, verbose_name="in words")),
                        ("text_fi", models.TextField(blank=True, null=True, verbose_name="in words")),
                        ("text_sv", models.TextField(blank=True, null=True, verbose_name="in words")),
                        ("text_en", models.TextField(blank=True, null=True, verbose_name="in words")),
                        ("source", models.CharField(blank=True, max_length=160, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "rule",
                        "verbose_name_plural": "rules",
                        "ordering": ["version", "name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="CategoryScheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True, verbose_name="short name")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        (
                            "source",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="sources"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "category scheme",
                        "verbose_name_plural": "category schemes",
                        "ordering": ["name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Municipality",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, verbose_name="short name")),
                        (
                            "code",
                            models.CharField(
                                max_length=3,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{3}$", "The code has three digits, such as 020."
                                    )
                                ],
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                        (
                            "latitude",
                            models.DecimalField(decimal_places=2, max_digits=5, verbose_name="latitude"),
                        ),
                        (
                            "longitude",
                            models.DecimalField(decimal_places=2, max_digits=5, verbose_name="longitude"),
                        ),
                    ],
                    options={
                        "verbose_name": "municipality",
                        "verbose_name_plural": "municipalities",
                        "ordering": ["name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Region",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True, verbose_name="short name")),
                        (
                            "name",
                            models.CharField(
                                help_text="Such as Pirkanmaan hyvinvointialue.",
                                max_length=120,
                                verbose_name="name",
                            ),
                        ),
                        (
                            "name_fi",
                            models.CharField(
                                help_text="Such as Pirkanmaan hyvinvointialue.",
                                max_length=120,
                                null=True,
                                verbose_name="name",
                            ),
                        ),
                        (
                            "name_sv",
                            models.CharField(
                                help_text="Such as Pirkanmaan hyvinvointialue.",
                                max_length=120,
                                null=True,
                                verbose_name="name",
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                help_text="Such as Pirkanmaan hyvinvointialue.",
                                max_length=120,
                                null=True,
                                verbose_name="name",
                            ),
                        ),
                        (
                            "area_name",
                            models.CharField(
                                help_text="Such as Pirkanmaa.",
                                max_length=120,
                                verbose_name="name of the area",
                            ),
                        ),
                        (
                            "area_name_fi",
                            models.CharField(
                                help_text="Such as Pirkanmaa.",
                                max_length=120,
                                null=True,
                                verbose_name="name of the area",
                            ),
                        ),
                        (
                            "area_name_sv",
                            models.CharField(
                                help_text="Such as Pirkanmaa.",
                                max_length=120,
                                null=True,
                                verbose_name="name of the area",
                            ),
                        ),
                        (
                            "area_name_en",
                            models.CharField(
                                help_text="Such as Pirkanmaa.",
                                max_length=120,
                                null=True,
                                verbose_name="name of the area",
                            ),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                    ],
                    options={
                        "verbose_name": "region",
                        "verbose_name_plural": "regions",
                        "ordering": ["area_name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("cooperation_group", "Cooperation group"),
                                    ("advisory_board", "Advisory board"),
                                    ("forum", "Forum"),
                                    ("working_group", "Working group"),
                                    ("multidisciplinary", "Multidisciplinary group"),
                                    ("influence_body", "Influence body"),
                                    ("customer_panel", "Customer panel"),
                                    ("free_group", "Free group"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("planned", "Planned"), ("active", "Active"), ("ended", "Ended")],
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("status_note", models.TextField(blank=True, verbose_name="note on the status")),
                        ("name", models.CharField(max_length=160, verbose_name="official name")),
                        (
                            "name_fi",
                            models.CharField(max_length=160, null=True, verbose_name="official name"),
                        ),
                        (
                            "name_sv",
                            models.CharField(max_length=160, null=True, verbose_name="official name"),
                        ),
                        (
                            "name_en",
                            models.CharField(max_length=160, null=True, verbose_name="official name"),
                        ),
                        (
                            "short_name",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "short_name_fi",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                null=True,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "short_name_sv",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                null=True,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "short_name_en",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                null=True,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "name_variants",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=160),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="other names",
                            ),
                        ),
                        (
                            "outer_parent",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        (
                            "outer_parent_fi",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                null=True,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        (
                            "outer_parent_sv",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                null=True,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        (
                            "outer_parent_en",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                null=True,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "description_fi",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_sv",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_en",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                        ("purpose_fi", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_sv", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_en", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("mission", models.TextField(blank=True, verbose_name="mission")),
                        ("mission_fi", models.TextField(blank=True, null=True, verbose_name="mission")),
                        ("mission_sv", models.TextField(blank=True, null=True, verbose_name="mission")),
                        ("mission_en", models.TextField(blank=True, null=True, verbose_name="mission")),
                        ("vision", models.TextField(blank=True, verbose_name="vision")),
                        ("vision_fi", models.TextField(blank=True, null=True, verbose_name="vision")),
                        ("vision_sv", models.TextField(blank=True, null=True, verbose_name="vision")),
                        ("vision_en", models.TextField(blank=True, null=True, verbose_name="vision")),
                        (
                            "tasks",
                            models.TextField(blank=True, help_text="One on each line.", verbose_name="tasks"),
                        ),
                        (
                            "tasks_fi",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="tasks"
                            ),
                        ),
                        (
                            "tasks_sv",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="tasks"
                            ),
                        ),
                        (
                            "tasks_en",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="tasks"
                            ),
                        ),
                        (
                            "speaking_groups",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        (
                            "speaking_groups_fi",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        (
                            "speaking_groups_sv",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        (
                            "speaking_groups_en",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        ("founded", models.CharField(blank=True, max_length=120, verbose_name="founded")),
                        (
                            "founded_fi",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="founded"),
                        ),
                        (
                            "founded_sv",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="founded"),
                        ),
                        (
                            "founded_en",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="founded"),
                        ),
                        ("founding_decision", models.TextField(blank=True, verbose_name="founding decision")),
                        (
                            "founding_decision_fi",
                            models.TextField(blank=True, null=True, verbose_name="founding decision"),
                        ),
                        (
                            "founding_decision_sv",
                            models.TextField(blank=True, null=True, verbose_name="founding decision"),
                        ),
                        (
                            "founding_decision_en",
                            models.TextField(blank=True, null=True, verbose_name="founding decision"),
                        ),
                        ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                        (
                            "joining",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                verbose_name="how to take part",
                            ),
                        ),
                        (
                            "joining_fi",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                null=True,
                                verbose_name="how to take part",
                            ),
                        ),
                        (
                            "joining_sv",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                null=True,
                                verbose_name="how to take part",
                            ),
                        ),
                        (
                            "joining_en",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                null=True,
                                verbose_name="how to take part",
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "is_statutory",
                            models.BooleanField(blank=True, null=True, verbose_name="statutory"),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=True,
                                help_text="Everybody sees the body, its seats and what it has published.",
                                verbose_name="public",
                            ),
                        ),
                        ("coordination", models.TextField(blank=True, verbose_name="coordination")),
                        (
                            "coordination_fi",
                            models.TextField(blank=True, null=True, verbose_name="coordination"),
                        ),
                        (
                            "coordination_sv",
                            models.TextField(blank=True, null=True, verbose_name="coordination"),
                        ),
                        (
                            "coordination_en",
                            models.TextField(blank=True, null=True, verbose_name="coordination"),
                        ),
                        (
                            "secretariat",
                            models.TextField(
                                blank=True, help_text="Who prepares the meetings.", verbose_name="secretariat"
                            ),
                        ),
                        (
                            "secretariat_fi",
                            models.TextField(
                                blank=True,
                                help_text="Who prepares the meetings.",
                                null=True,
                                verbose_name="secretariat",
                            ),
                        ),
                        (
                            "secretariat_sv",
                            models.TextField(
                                blank=True,
                                help_text="Who prepares the meetings.",
                                null=True,
                                verbose_name="secretariat",
                            ),
                        ),
                        (
                            "secretariat_en",
                            models.TextField(
                                blank=True,
                                help_text="Who prepares the meetings.",
                                null=True,
                                verbose_name="secretariat",
                            ),
                        ),
                        (
                            "contact_roles",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="contacts by role"
                            ),
                        ),
                        (
                            "contact_roles_fi",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="contacts by role",
                            ),
                        ),
                        (
                            "contact_roles_sv",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="contacts by role",
                            ),
                        ),
                        (
                            "contact_roles_en",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="contacts by role",
                            ),
                        ),
                        (
                            "role_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="the body's own e-mail address"
                            ),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "source",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="sources"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="members.body",
                                verbose_name="parent body",
                            ),
                        ),
                        (
                            "area",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Empty: the whole region.",
                                related_name="bodies",
                                to="members.municipality",
                                verbose_name="area",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "body",
                        "verbose_name_plural": "bodies",
                        "ordering": ["status", "short_name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BodyDocument",
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
                                choices=[
                                    ("working_rules", "Working rules"),
                                    ("strategy", "Strategy"),
                                    ("founding_decision", "Founding decision"),
                                    ("action_plan", "Action plan"),
                                    ("comparison", "Comparison of options"),
                                    ("other", "Another document"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("is_public", models.BooleanField(default=True, verbose_name="everybody may read")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document of a body",
                        "verbose_name_plural": "documents of bodies",
                        "ordering": ["body", "kind", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BodyDocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("working_rules", "Working rules"),
                                    ("strategy", "Strategy"),
                                    ("founding_decision", "Founding decision"),
                                    ("action_plan", "Action plan"),
                                    ("comparison", "Comparison of options"),
                                    ("other", "Another document"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("is_public", models.BooleanField(default=True, verbose_name="everybody may read")),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
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
                                to="members.bodydocument",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BodyDocumentVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                editable=False, max_length=200, upload_to="", verbose_name="file"
                            ),
                        ),
                        (
                            "filename",
                            models.CharField(editable=False, max_length=200, verbose_name="file name"),
                        ),
                        (
                            "content_type",
                            models.CharField(editable=False, max_length=100, verbose_name="type"),
                        ),
                        (
                            "size",
                            models.PositiveBigIntegerField(editable=False, verbose_name="size in bytes"),
                        ),
                        (
                            "pages",
                            models.PositiveIntegerField(editable=False, null=True, verbose_name="pages"),
                        ),
                        (
                            "file_hash",
                            models.CharField(
                                editable=False, max_length=64, verbose_name="SHA-256 of the file"
                            ),
                        ),
                        ("added_at", models.DateTimeField(editable=False, verbose_name="added at")),
                        ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="version")),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        (
                            "approved_by",
                            models.CharField(
                                blank=True,
                                help_text="Who, when and in which section.",
                                max_length=200,
                                verbose_name="approved by",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="members.bodydocument",
                                verbose_name="document",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version of a document",
                        "verbose_name_plural": "versions of documents",
                        "ordering": ["document", "-number"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BodyRole",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roles",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="body_roles",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "coordinator",
                        "verbose_name_plural": "coordinators",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BodyRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "is_example",
                            models.BooleanField(
                                default=False,
                                help_text="Shown beside the rules: nobody has decided these.",
                                verbose_name="invented example",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rules_versions",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "category_scheme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.categoryscheme",
                                verbose_name="category scheme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version of the rules",
                        "verbose_name_plural": "versions of the rules",
                        "ordering": ["body", "-valid_from"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BodyRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("seat_scheme", "How seats are divided"),
                                    ("primaries_per_group", "Members per group"),
                                    ("deputies_per_group", "Deputies per group"),
                                    ("deputy_kind", "Personal or ranked deputies"),
                                    (
                                        "different_organisations",
                                        "Member and deputy from different organisations",
                                    ),
                                    (
                                        "deputy_succeeds",
                                        "The deputy becomes the member when the member leaves",
                                    ),
                                    ("selection", "How members are chosen"),
                                    ("selected_by", "Who chooses the members"),
                                    ("term_kind", "Kind of term"),
                                    ("term_years", "Length of the term in years"),
                                    ("renewed_share", "Share of seats renewed at each turn"),
                                    ("chair", "How the chair is chosen"),
                                    ("meetings_least", "Meetings a year at least"),
                                    ("meetings_most", "Meetings a year at most"),
                                    ("notice_days", "Days from invitation to meeting"),
                                    ("quorum", "Seats needed for a decision"),
                                    ("inspectors", "Inspectors of the minutes"),
                                    ("fee", "Meeting fee and expenses"),
                                    ("record_kind", "Minutes or memo"),
                                    ("numbering", "How section numbers run"),
                                ],
                                max_length=30,
                                verbose_name="rule",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("fixed", "Laid down"),
                                    ("open", "Open"),
                                    ("not_stated", "Not stated"),
                                    ("decided", "Decided"),
                                ],
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("value", models.JSONField(blank=True, null=True, verbose_name="value")),
                        ("options", models.JSONField(blank=True, default=list, verbose_name="options")),
                        ("text", models.TextField(blank=True, verbose_name="in words")),
                        ("text_fi", models.TextField(blank=True, null=True, verbose_name="in words")),
                        ("text_sv", models.TextField(blank=True, null=True, verbose_name="in words")),
                        ("text_en", models.TextField(blank=True, null=True, verbose_name="in words")),
                        ("source", models.CharField(blank=True, max_length=160, verbose_name="source")),
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
                                to="members.bodyrule",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.bodyrules",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, verbose_name="short name")),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                        (
                            "aliases",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=160),
                                blank=True,
                                default=list,
                                help_text="Names that the search finds too, separated by commas.",
                                size=None,
                                verbose_name="other names",
                            ),
                        ),
                        ("has_seat", models.BooleanField(default=True, verbose_name="has seats in bodies")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="categories",
                                to="members.categoryscheme",
                                verbose_name="scheme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "category",
                        "verbose_name_plural": "categories",
                        "ordering": ["scheme", "order"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="BodyRulesEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "is_example",
                            models.BooleanField(
                                default=False,
                                help_text="Shown beside the rules: nobody has decided these.",
                                verbose_name="invented example",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
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
                                to="members.bodyrules",
                            ),
                        ),
                        (
                            "category_scheme",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.categoryscheme",
                                verbose_name="category scheme",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="JoinRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("editor", "Editor"), ("reader", "Reader")],
                                max_length=10,
                                verbose_name="role asked for",
                            ),
                        ),
                        ("message", models.TextField(blank=True, max_length=1000, verbose_name="message")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(editable=False, verbose_name="asked at")),
                        (
                            "decided_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="join_requests",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "request to act for an organisation",
                        "verbose_name_plural": "requests to act for organisations",
                        "ordering": ["asked_at"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="NominationRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("text", models.TextField(blank=True, verbose_name="what is looked for")),
                        (
                            "text_fi",
                            models.TextField(blank=True, null=True, verbose_name="what is looked for"),
                        ),
                        (
                            "text_sv",
                            models.TextField(blank=True, null=True, verbose_name="what is looked for"),
                        ),
                        (
                            "text_en",
                            models.TextField(blank=True, null=True, verbose_name="what is looked for"),
                        ),
                        (
                            "begins_on",
                            models.DateField(
                                blank=True,
                                help_text="The first day in the seats. Empty: the first day of the term, or the day of publishing.",
                                null=True,
                                verbose_name="the chosen begin on",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(verbose_name="opens at")),
                        ("closes_at", models.DateTimeField(verbose_name="closes at")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("announced", "Announced"),
                                    ("decided", "Decided"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "announced_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="announced at"),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                help_text="Who decided, when and in which section.",
                                max_length=200,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "cancelled_because",
                            models.TextField(blank=True, editable=False, verbose_name="why it was cancelled"),
                        ),
                        (
                            "extended_because",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why the time was extended"
                            ),
                        ),
                        (
                            "asks_organisation",
                            models.BooleanField(
                                default=True,
                                help_text="Without this, people put themselves forward, as for a customer panel.",
                                verbose_name="an organisation nominates",
                            ),
                        ),
                        (
                            "asks_statement",
                            models.BooleanField(
                                default=False,
                                help_text="The organisation tells how it is linked with the county's work.",
                                verbose_name="a statement is required",
                            ),
                        ),
                        (
                            "statement_help",
                            models.TextField(blank=True, verbose_name="what the statement should tell"),
                        ),
                        (
                            "statement_help_fi",
                            models.TextField(
                                blank=True, null=True, verbose_name="what the statement should tell"
                            ),
                        ),
                        (
                            "statement_help_sv",
                            models.TextField(
                                blank=True, null=True, verbose_name="what the statement should tell"
                            ),
                        ),
                        (
                            "statement_help_en",
                            models.TextField(
                                blank=True, null=True, verbose_name="what the statement should tell"
                            ),
                        ),
                        (
                            "takes_all_that_fit",
                            models.BooleanField(
                                default=False,
                                help_text="The criteria are used only when there are more candidates than seats.",
                                verbose_name="all are accepted while they fit",
                            ),
                        ),
                        (
                            "remove_on",
                            models.DateField(
                                blank=True,
                                help_text="On this day the contact data of candidates and nominators goes; what was decided stays.",
                                null=True,
                                verbose_name="contact data is removed on",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "tells_by_mail",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="organisations are told by mail"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="organisations were told at"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="members.nominationround",
                                verbose_name="second round of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nomination round",
                        "verbose_name_plural": "nomination rounds",
                        "ordering": ["-opens_at"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.CharField(max_length=160, verbose_name="criterion")),
                        ("name_fi", models.CharField(max_length=160, null=True, verbose_name="criterion")),
                        ("name_sv", models.CharField(max_length=160, null=True, verbose_name="criterion")),
                        ("name_en", models.CharField(max_length=160, null=True, verbose_name="criterion")),
                        ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                        (
                            "explanation_fi",
                            models.TextField(blank=True, null=True, verbose_name="explanation"),
                        ),
                        (
                            "explanation_sv",
                            models.TextField(blank=True, null=True, verbose_name="explanation"),
                        ),
                        (
                            "explanation_en",
                            models.TextField(blank=True, null=True, verbose_name="explanation"),
                        ),
                        (
                            "most_points",
                            models.PositiveSmallIntegerField(default=5, verbose_name="most points"),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="members.nominationround",
                                verbose_name="round",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "criterion",
                        "verbose_name_plural": "criteria",
                        "ordering": ["round", "order"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Nominator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="nominators",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nominator",
                        "verbose_name_plural": "nominators",
                        "ordering": ["body", "order"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Office",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("vice_chair", "Vice chair"),
                                    ("secretary", "Secretary"),
                                    ("presenter", "Presenter"),
                                ],
                                max_length=12,
                                verbose_name="office",
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, verbose_name="reasons")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offices",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "office",
                        "verbose_name_plural": "offices",
                        "ordering": ["body", "kind", "-valid_from"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "legal_form",
                            models.CharField(
                                choices=[
                                    ("association", "Registered association"),
                                    ("foundation", "Foundation"),
                                    ("company", "Limited company"),
                                    ("cooperative", "Cooperative"),
                                    ("parish", "Parish or religious community"),
                                    ("public", "Public organisation"),
                                    ("unregistered", "Unregistered group"),
                                ],
                                default="association",
                                max_length=20,
                                verbose_name="legal form",
                            ),
                        ),
                        (
                            "business_id",
                            models.CharField(
                                blank=True,
                                help_text="Seven digits, a dash and a check digit: 1234567-1.",
                                max_length=9,
                                verbose_name="Y-tunnus",
                            ),
                        ),
                        (
                            "register_number",
                            models.CharField(
                                blank=True,
                                help_text="1-6 digits, without dots.",
                                max_length=6,
                                validators=[
                                    django.core.validators.RegexValidator("^\\d{1,6}$", "Write 1-6 digits.")
                                ],
                                verbose_name="association register number",
                            ),
                        ),
                        (
                            "registered_on",
                            models.DateField(blank=True, null=True, verbose_name="registered on"),
                        ),
                        (
                            "active_in_region_since",
                            models.DateField(
                                blank=True, null=True, verbose_name="active in the region since"
                            ),
                        ),
                        (
                            "other_names",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                help_text="Names that the search finds too, separated by commas.",
                                size=None,
                                verbose_name="other names",
                            ),
                        ),
                        (
                            "size",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("volunteers", "Volunteers only"),
                                    ("small", "1–4 employees"),
                                    ("medium", "5–19 employees"),
                                    ("large", "20 employees or more"),
                                ],
                                max_length=10,
                                verbose_name="size",
                            ),
                        ),
                        (
                            "is_service_producer",
                            models.BooleanField(
                                blank=True,
                                help_text="Whether it sells social or health services.",
                                null=True,
                                verbose_name="produces services",
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        (
                            "is_listed",
                            models.BooleanField(
                                default=True,
                                help_text="What a visitor of the portal adds is listed once the secretariat has accepted it.",
                                verbose_name="in the public register",
                            ),
                        ),
                        ("is_example", models.BooleanField(default=False, verbose_name="invented example")),
                        (
                            "sort_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    django.db.models.functions.text.Lower("name"),
                                    models.Value("åäöæø"),
                                    models.Value("{|}|}"),
                                    function="translate",
                                ),
                                output_field=models.CharField(max_length=200),
                            ),
                        ),
                        (
                            "name_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    models.F("name"),
                                    template="regexp_replace(lower(%(expressions)s), '\\m(ry|r\\.y|rf|r\\.f|sr|sf)\\M\\.?|[^[:alnum:]]+', '', 'g')",
                                ),
                                output_field=models.CharField(max_length=200),
                            ),
                        ),
                        (
                            "categories",
                            models.ManyToManyField(
                                blank=True,
                                related_name="organisations",
                                to="members.category",
                                verbose_name="categories",
                            ),
                        ),
                        (
                            "home_municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisations",
                                to="members.municipality",
                                verbose_name="home municipality",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="doubles",
                                to="members.organisation",
                                verbose_name="merged into",
                            ),
                        ),
                        (
                            "municipalities",
                            models.ManyToManyField(
                                blank=True,
                                related_name="active_organisations",
                                to="members.municipality",
                                verbose_name="acts in",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "ordering": ["sort_key", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="NominatorEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
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
                                to="members.nominator",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("term_ended", "The term ended"),
                                    ("resigned", "Resigned"),
                                    ("moved_up", "Became the member"),
                                    ("replaced", "Replaced by the organisation"),
                                    ("organisation_changed", "Goes on for another organisation"),
                                    ("corrected", "A mistake was corrected"),
                                    ("body_ended", "The body ended"),
                                    ("never_began", "Elected but never began"),
                                    ("other", "Another reason"),
                                ],
                                max_length=20,
                                verbose_name="why it ended",
                            ),
                        ),
                        ("decision", models.CharField(blank=True, max_length=200, verbose_name="decision")),
                        ("paired_seat_id", models.BigIntegerField(editable=False, null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mandate",
                        "verbose_name_plural": "mandates",
                        "ordering": ["seat", "-valid_from"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="JoinRequestEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("editor", "Editor"), ("reader", "Reader")],
                                max_length=10,
                                verbose_name="role asked for",
                            ),
                        ),
                        ("message", models.TextField(blank=True, max_length=1000, verbose_name="message")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(editable=False, verbose_name="asked at")),
                        (
                            "decided_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                to="members.joinrequest",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BodyRoleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
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
                                to="members.bodyrole",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.organisation",
                                verbose_name="on behalf of",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "legal_form",
                            models.CharField(
                                choices=[
                                    ("association", "Registered association"),
                                    ("foundation", "Foundation"),
                                    ("company", "Limited company"),
                                    ("cooperative", "Cooperative"),
                                    ("parish", "Parish or religious community"),
                                    ("public", "Public organisation"),
                                    ("unregistered", "Unregistered group"),
                                ],
                                default="association",
                                max_length=20,
                                verbose_name="legal form",
                            ),
                        ),
                        (
                            "business_id",
                            models.CharField(
                                blank=True,
                                help_text="Seven digits, a dash and a check digit: 1234567-1.",
                                max_length=9,
                                verbose_name="Y-tunnus",
                            ),
                        ),
                        (
                            "register_number",
                            models.CharField(
                                blank=True,
                                help_text="1-6 digits, without dots.",
                                max_length=6,
                                validators=[
                                    django.core.validators.RegexValidator("^\\d{1,6}$", "Write 1-6 digits.")
                                ],
                                verbose_name="association register number",
                            ),
                        ),
                        (
                            "registered_on",
                            models.DateField(blank=True, null=True, verbose_name="registered on"),
                        ),
                        (
                            "active_in_region_since",
                            models.DateField(
                                blank=True, null=True, verbose_name="active in the region since"
                            ),
                        ),
                        (
                            "other_names",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                help_text="Names that the search finds too, separated by commas.",
                                size=None,
                                verbose_name="other names",
                            ),
                        ),
                        (
                            "size",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("volunteers", "Volunteers only"),
                                    ("small", "1–4 employees"),
                                    ("medium", "5–19 employees"),
                                    ("large", "20 employees or more"),
                                ],
                                max_length=10,
                                verbose_name="size",
                            ),
                        ),
                        (
                            "is_service_producer",
                            models.BooleanField(
                                blank=True,
                                help_text="Whether it sells social or health services.",
                                null=True,
                                verbose_name="produces services",
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        (
                            "is_listed",
                            models.BooleanField(
                                default=True,
                                help_text="What a visitor of the portal adds is listed once the secretariat has accepted it.",
                                verbose_name="in the public register",
                            ),
                        ),
                        ("is_example", models.BooleanField(default=False, verbose_name="invented example")),
                        (
                            "name_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    models.F("name"),
                                    template="regexp_replace(lower(%(expressions)s), '\\m(ry|r\\.y|rf|r\\.f|sr|sf)\\M\\.?|[^[:alnum:]]+', '', 'g')",
                                ),
                                output_field=models.CharField(max_length=200),
                            ),
                        ),
                        (
                            "home_municipality",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.municipality",
                                verbose_name="home municipality",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.organisation",
                                verbose_name="merged into",
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
                                to="members.organisation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                editable=False, max_length=200, upload_to="", verbose_name="file"
                            ),
                        ),
                        (
                            "filename",
                            models.CharField(editable=False, max_length=200, verbose_name="file name"),
                        ),
                        (
                            "content_type",
                            models.CharField(editable=False, max_length=100, verbose_name="type"),
                        ),
                        (
                            "size",
                            models.PositiveBigIntegerField(editable=False, verbose_name="size in bytes"),
                        ),
                        (
                            "pages",
                            models.PositiveIntegerField(editable=False, null=True, verbose_name="pages"),
                        ),
                        (
                            "file_hash",
                            models.CharField(
                                editable=False, max_length=64, verbose_name="SHA-256 of the file"
                            ),
                        ),
                        ("added_at", models.DateTimeField(editable=False, verbose_name="added at")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("checking", "Being checked"),
                                    ("checked", "Checked, nothing stored yet"),
                                    ("storing", "Being stored"),
                                    ("stored", "Stored"),
                                    ("cancelled", "Cancelled"),
                                    ("failed", "Failed"),
                                ],
                                default="checking",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "columns",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="columns",
                            ),
                        ),
                        (
                            "unknown_columns",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                default=list,
                                editable=False,
                                size=None,
                                verbose_name="columns left out",
                            ),
                        ),
                        ("is_read", models.BooleanField(default=False, editable=False, verbose_name="read")),
                        (
                            "rows_read",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="rows read"),
                        ),
                        (
                            "checked_through",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="checked through row"
                            ),
                        ),
                        (
                            "stored_through",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="stored through row"
                            ),
                        ),
                        (
                            "rows_stored",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="rows stored"
                            ),
                        ),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="attempts"
                            ),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "broken",
                                        "The file cannot be read. Save it again as XLSX or CSV, and try again.",
                                    ),
                                    (
                                        "encoding",
                                        "The letters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX.",
                                    ),
                                    (
                                        "no_columns",
                                        "No column tells which organisation a row is about. Name the columns in the first row.",
                                    ),
                                    ("no_rows", "The file has only a heading row, or nothing at all."),
                                    (
                                        "too_many",
                                        "The file has more rows or columns than the portal takes at once. Bring it in parts.",
                                    ),
                                    (
                                        "unexpected",
                                        "Something unexpected happened. What was stored is kept; try again.",
                                    ),
                                ],
                                editable=False,
                                max_length=12,
                                verbose_name="why it failed",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="told to store at"),
                        ),
                        (
                            "finished_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="finished at"),
                        ),
                        (
                            "forgotten_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="file and rows deleted at"
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import of organisations",
                        "verbose_name_plural": "imports of organisations",
                        "ordering": ["-added_at"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="row")),
                        ("cells", models.JSONField(default=dict, verbose_name="cells")),
                        (
                            "fate",
                            models.CharField(
                                choices=[
                                    ("new", "New"),
                                    ("changed", "Changed"),
                                    ("same", "No change"),
                                    ("repeated", "Twice in the file"),
                                    ("wrong", "Cannot be stored"),
                                ],
                                max_length=10,
                                verbose_name="what becomes of it",
                            ),
                        ),
                        ("problems", models.JSONField(default=list, verbose_name="problems")),
                        ("before", models.JSONField(default=dict, verbose_name="before")),
                        ("after", models.JSONField(default=dict, verbose_name="after")),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="members.organisation",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="members.organisationimport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "row of an import",
                        "verbose_name_plural": "rows of imports",
                        "ordering": ["run", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationInvitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("editor", "Editor"), ("reader", "Reader")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(editable=False, verbose_name="asked at")),
                        (
                            "answered_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="answered at"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation to act for an organisation",
                        "verbose_name_plural": "invitations to act for organisations",
                        "ordering": ["asked_at"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="OrganisationInvitationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("editor", "Editor"), ("reader", "Reader")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(editable=False, verbose_name="asked at")),
                        (
                            "answered_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="answered at"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                to="members.organisationinvitation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationRole",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("editor", "Editor"), ("reader", "Reader")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "verified_by",
                            models.CharField(
                                choices=[
                                    ("register_extract", "Register extract"),
                                    ("suomi_fi", "Suomi.fi mandate"),
                                    ("secretariat", "By the secretariat"),
                                    ("owner", "By an owner of the organisation"),
                                ],
                                max_length=20,
                                verbose_name="verified by",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roles",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisation_roles",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "role in an organisation",
                        "verbose_name_plural": "roles in organisations",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="OrganisationRoleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("editor", "Editor"), ("reader", "Reader")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "verified_by",
                            models.CharField(
                                choices=[
                                    ("register_extract", "Register extract"),
                                    ("suomi_fi", "Suomi.fi mandate"),
                                    ("secretariat", "By the secretariat"),
                                    ("owner", "By an owner of the organisation"),
                                ],
                                max_length=20,
                                verbose_name="verified by",
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
                                to="members.organisationrole",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "unit",
                        "verbose_name_plural": "units",
                        "ordering": ["organisation", "name", "-valid_from"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        (
                            "contact_is_public",
                            models.BooleanField(
                                default=False,
                                help_text="Only with the person's own consent.",
                                verbose_name="contact data may be shown",
                            ),
                        ),
                        (
                            "contact_agreed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="agreed to it at"
                            ),
                        ),
                        (
                            "contact_agreed_how",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Empty: by the person in the portal.",
                                max_length=200,
                                verbose_name="how the consent was given",
                            ),
                        ),
                        (
                            "invited_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="invited to sign in at"
                            ),
                        ),
                        ("is_example", models.BooleanField(default=False, verbose_name="invented example")),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "ordering": ["name", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="OutsideSeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        ("group", models.CharField(max_length=200, verbose_name="group")),
                        (
                            "convener",
                            models.CharField(blank=True, max_length=200, verbose_name="who convenes it"),
                        ),
                        ("behalf", models.CharField(blank=True, max_length=200, verbose_name="on behalf of")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outside_seats",
                                to="members.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seat in a group elsewhere",
                        "verbose_name_plural": "seats in groups elsewhere",
                        "ordering": ["person", "-valid_from"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="OfficeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("vice_chair", "Vice chair"),
                                    ("secretary", "Secretary"),
                                    ("presenter", "Presenter"),
                                ],
                                max_length=12,
                                verbose_name="office",
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, verbose_name="reasons")),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
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
                                to="members.office",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Nomination",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("confirm_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waits for the candidate"),
                                    ("confirmed", "Confirmed by the candidate"),
                                    ("declined", "Declined by the candidate"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "wish",
                            models.CharField(
                                choices=[
                                    ("either", "Member or deputy"),
                                    ("member", "Member only"),
                                    ("deputy", "Deputy only"),
                                ],
                                default="either",
                                max_length=10,
                                verbose_name="stands for",
                            ),
                        ),
                        (
                            "organisation_name",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="name of an organisation that is not in the register",
                            ),
                        ),
                        (
                            "candidate_name",
                            models.CharField(blank=True, max_length=120, verbose_name="candidate's name"),
                        ),
                        (
                            "candidate_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="candidate's e-mail address"
                            ),
                        ),
                        (
                            "candidate_phone",
                            models.CharField(blank=True, max_length=30, verbose_name="candidate's phone"),
                        ),
                        (
                            "grounds",
                            models.TextField(blank=True, max_length=4000, verbose_name="why this candidate"),
                        ),
                        (
                            "statement",
                            models.TextField(blank=True, max_length=4000, verbose_name="statement"),
                        ),
                        (
                            "sender_name",
                            models.CharField(blank=True, max_length=120, verbose_name="your name"),
                        ),
                        (
                            "sender_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="your e-mail address"),
                        ),
                        (
                            "language",
                            models.CharField(
                                default="fi", editable=False, max_length=2, verbose_name="language"
                            ),
                        ),
                        ("created_at", models.DateTimeField(editable=False, verbose_name="begun at")),
                        (
                            "saved_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="saved at"),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="sent at"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="candidate answered at"
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="candidate was reminded at"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("member", "Member"),
                                    ("deputy", "Deputy"),
                                    ("not_chosen", "Not chosen"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("outcome_reason", models.TextField(blank=True, verbose_name="reasons")),
                        (
                            "corrected_on",
                            models.DateField(editable=False, null=True, verbose_name="choice corrected from"),
                        ),
                        (
                            "corrected_because",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why the choice was corrected"
                            ),
                        ),
                        (
                            "mandate",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nomination",
                                to="members.mandate",
                                verbose_name="mandate",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nominations",
                                to="members.nominationround",
                                verbose_name="round",
                            ),
                        ),
                        (
                            "nominator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nominations",
                                to="members.nominator",
                                verbose_name="nominated by the network",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nominations",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nominations",
                                to="members.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nomination",
                        "verbose_name_plural": "nominations",
                        "ordering": ["round", "group", "submitted_at", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PersonAct",
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
                                choices=[
                                    ("name_changed", "Name changed"),
                                    ("contact_changed", "Contact data changed"),
                                    ("consent_given", "Consent given: contact data is public"),
                                    ("consent_withdrawn", "Consent taken back: contact data is not public"),
                                    ("invited", "Invited to sign in"),
                                    ("account_linked", "Signed in for the first time"),
                                    ("merged", "Joined with another record of the same person"),
                                    ("contact_removed", "Contact data removed"),
                                ],
                                max_length=20,
                                verbose_name="what was done",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("done_at", models.DateTimeField(verbose_name="when")),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: by the portal itself.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by whom",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="acts",
                                to="members.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "act on a person's record",
                        "verbose_name_plural": "acts on people's records",
                        "ordering": ["-done_at", "-pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PlannedAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("title", models.CharField(max_length=200, verbose_name="what is done")),
                        (
                            "title_fi",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_sv",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_en",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=160, verbose_name="who does it"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="ready by")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("dropped", "Dropped"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, verbose_name="what came of it")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "planned action",
                        "verbose_name_plural": "planned actions",
                        "ordering": ["body", "-year", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="PlannedActionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("title", models.CharField(max_length=200, verbose_name="what is done")),
                        (
                            "title_fi",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_sv",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "title_en",
                            models.CharField(max_length=200, null=True, verbose_name="what is done"),
                        ),
                        (
                            "responsible",
                            models.CharField(blank=True, max_length=160, verbose_name="who does it"),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="ready by")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("dropped", "Dropped"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, verbose_name="what came of it")),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
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
                                to="members.plannedaction",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BodyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("slug", models.SlugField(db_index=False, max_length=80, verbose_name="address")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("cooperation_group", "Cooperation group"),
                                    ("advisory_board", "Advisory board"),
                                    ("forum", "Forum"),
                                    ("working_group", "Working group"),
                                    ("multidisciplinary", "Multidisciplinary group"),
                                    ("influence_body", "Influence body"),
                                    ("customer_panel", "Customer panel"),
                                    ("free_group", "Free group"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("planned", "Planned"), ("active", "Active"), ("ended", "Ended")],
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("status_note", models.TextField(blank=True, verbose_name="note on the status")),
                        ("name", models.CharField(max_length=160, verbose_name="official name")),
                        (
                            "name_fi",
                            models.CharField(max_length=160, null=True, verbose_name="official name"),
                        ),
                        (
                            "name_sv",
                            models.CharField(max_length=160, null=True, verbose_name="official name"),
                        ),
                        (
                            "name_en",
                            models.CharField(max_length=160, null=True, verbose_name="official name"),
                        ),
                        (
                            "short_name",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "short_name_fi",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                null=True,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "short_name_sv",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                null=True,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "short_name_en",
                            models.CharField(
                                help_text="The everyday name, such as Järjestöyhteistyöryhmä.",
                                max_length=80,
                                null=True,
                                verbose_name="name in use",
                            ),
                        ),
                        (
                            "name_variants",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=160),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="other names",
                            ),
                        ),
                        (
                            "outer_parent",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        (
                            "outer_parent_fi",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                null=True,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        (
                            "outer_parent_sv",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                null=True,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        (
                            "outer_parent_en",
                            models.CharField(
                                blank=True,
                                help_text="Such as a committee of the county, when the parent body is not run here.",
                                max_length=200,
                                null=True,
                                verbose_name="parent outside the portal",
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "description_fi",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_sv",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        (
                            "description_en",
                            models.TextField(blank=True, null=True, verbose_name="description"),
                        ),
                        ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                        ("purpose_fi", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_sv", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("purpose_en", models.TextField(blank=True, null=True, verbose_name="purpose")),
                        ("mission", models.TextField(blank=True, verbose_name="mission")),
                        ("mission_fi", models.TextField(blank=True, null=True, verbose_name="mission")),
                        ("mission_sv", models.TextField(blank=True, null=True, verbose_name="mission")),
                        ("mission_en", models.TextField(blank=True, null=True, verbose_name="mission")),
                        ("vision", models.TextField(blank=True, verbose_name="vision")),
                        ("vision_fi", models.TextField(blank=True, null=True, verbose_name="vision")),
                        ("vision_sv", models.TextField(blank=True, null=True, verbose_name="vision")),
                        ("vision_en", models.TextField(blank=True, null=True, verbose_name="vision")),
                        (
                            "tasks",
                            models.TextField(blank=True, help_text="One on each line.", verbose_name="tasks"),
                        ),
                        (
                            "tasks_fi",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="tasks"
                            ),
                        ),
                        (
                            "tasks_sv",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="tasks"
                            ),
                        ),
                        (
                            "tasks_en",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="tasks"
                            ),
                        ),
                        (
                            "speaking_groups",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        (
                            "speaking_groups_fi",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        (
                            "speaking_groups_sv",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        (
                            "speaking_groups_en",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="groups with the right to speak",
                            ),
                        ),
                        ("founded", models.CharField(blank=True, max_length=120, verbose_name="founded")),
                        (
                            "founded_fi",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="founded"),
                        ),
                        (
                            "founded_sv",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="founded"),
                        ),
                        (
                            "founded_en",
                            models.CharField(blank=True, max_length=120, null=True, verbose_name="founded"),
                        ),
                        ("founding_decision", models.TextField(blank=True, verbose_name="founding decision")),
                        (
                            "founding_decision_fi",
                            models.TextField(blank=True, null=True, verbose_name="founding decision"),
                        ),
                        (
                            "founding_decision_sv",
                            models.TextField(blank=True, null=True, verbose_name="founding decision"),
                        ),
                        (
                            "founding_decision_en",
                            models.TextField(blank=True, null=True, verbose_name="founding decision"),
                        ),
                        ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                        (
                            "joining",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                verbose_name="how to take part",
                            ),
                        ),
                        (
                            "joining_fi",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                null=True,
                                verbose_name="how to take part",
                            ),
                        ),
                        (
                            "joining_sv",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                null=True,
                                verbose_name="how to take part",
                            ),
                        ),
                        (
                            "joining_en",
                            models.TextField(
                                blank=True,
                                help_text="What somebody who wants to become a member should do.",
                                null=True,
                                verbose_name="how to take part",
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "is_statutory",
                            models.BooleanField(blank=True, null=True, verbose_name="statutory"),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=True,
                                help_text="Everybody sees the body, its seats and what it has published.",
                                verbose_name="public",
                            ),
                        ),
                        ("coordination", models.TextField(blank=True, verbose_name="coordination")),
                        (
                            "coordination_fi",
                            models.TextField(blank=True, null=True, verbose_name="coordination"),
                        ),
                        (
                            "coordination_sv",
                            models.TextField(blank=True, null=True, verbose_name="coordination"),
                        ),
                        (
                            "coordination_en",
                            models.TextField(blank=True, null=True, verbose_name="coordination"),
                        ),
                        (
                            "secretariat",
                            models.TextField(
                                blank=True, help_text="Who prepares the meetings.", verbose_name="secretariat"
                            ),
                        ),
                        (
                            "secretariat_fi",
                            models.TextField(
                                blank=True,
                                help_text="Who prepares the meetings.",
                                null=True,
                                verbose_name="secretariat",
                            ),
                        ),
                        (
                            "secretariat_sv",
                            models.TextField(
                                blank=True,
                                help_text="Who prepares the meetings.",
                                null=True,
                                verbose_name="secretariat",
                            ),
                        ),
                        (
                            "secretariat_en",
                            models.TextField(
                                blank=True,
                                help_text="Who prepares the meetings.",
                                null=True,
                                verbose_name="secretariat",
                            ),
                        ),
                        (
                            "contact_roles",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="contacts by role"
                            ),
                        ),
                        (
                            "contact_roles_fi",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="contacts by role",
                            ),
                        ),
                        (
                            "contact_roles_sv",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="contacts by role",
                            ),
                        ),
                        (
                            "contact_roles_en",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="contacts by role",
                            ),
                        ),
                        (
                            "role_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="the body's own e-mail address"
                            ),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "source",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="sources"
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="parent body",
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
                                to="members.body",
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
                    name="RegionRole",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("grant_officer", "Grant officer")],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roles",
                                to="members.region",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="region_roles",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "role in the region",
                        "verbose_name_plural": "roles in the region",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="RegionRoleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("grant_officer", "Grant officer")],
                                max_length=20,
                                verbose_name="role",
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
                                to="members.regionrole",
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
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField(verbose_name="points")),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="members.criterion",
                                verbose_name="criterion",
                            ),
                        ),
                        (
                            "nomination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="members.nomination",
                                verbose_name="nomination",
                            ),
                        ),
                        (
                            "scorer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "score",
                        "verbose_name_plural": "scores",
                        "ordering": ["nomination", "criterion"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ScoreEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("points", models.PositiveSmallIntegerField(verbose_name="points")),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "criterion",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.criterion",
                                verbose_name="criterion",
                            ),
                        ),
                        (
                            "nomination",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.nomination",
                                verbose_name="nomination",
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
                                to="members.score",
                            ),
                        ),
                        (
                            "scorer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
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
                                choices=[
                                    ("primary", "Member"),
                                    ("personal_deputy", "Deputy"),
                                    ("ranked_deputy", "Deputy of the group"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="number within its kind"
                            ),
                        ),
                        (
                            "deputises",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to="members.seat",
                                verbose_name="deputy of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seat",
                        "verbose_name_plural": "seats",
                        "ordering": ["group", "kind", "rank"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="MandateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("term_ended", "The term ended"),
                                    ("resigned", "Resigned"),
                                    ("moved_up", "Became the member"),
                                    ("replaced", "Replaced by the organisation"),
                                    ("organisation_changed", "Goes on for another organisation"),
                                    ("corrected", "A mistake was corrected"),
                                    ("body_ended", "The body ended"),
                                    ("never_began", "Elected but never began"),
                                    ("other", "Another reason"),
                                ],
                                max_length=20,
                                verbose_name="why it ended",
                            ),
                        ),
                        ("decision", models.CharField(blank=True, max_length=200, verbose_name="decision")),
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
                                to="members.mandate",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.seat",
                                verbose_name="seat",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SeatGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                help_text="Who agreed to a group that came in the middle of the term, and when.",
                                max_length=200,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_groups",
                                to="members.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_groups",
                                to="members.municipality",
                                verbose_name="municipality",
                            ),
                        ),
                        (
                            "nominator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_groups",
                                to="members.nominator",
                                verbose_name="nominator",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_groups",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "group of seats",
                        "verbose_name_plural": "groups of seats",
                        "ordering": ["term", "order"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SpeakingRight",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                help_text="Whom the person speaks for, such as parishes.",
                                max_length=120,
                                verbose_name="group",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="speaking_rights",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="speaking_rights",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="speaking_rights",
                                to="members.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "right to speak",
                        "verbose_name_plural": "rights to speak",
                        "ordering": ["body", "group", "person"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SpeakingRightEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField(verbose_name="from")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="The last day, if known.",
                                null=True,
                                verbose_name="until",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                help_text="Whom the person speaks for, such as parishes.",
                                max_length=120,
                                verbose_name="group",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.person",
                                verbose_name="person",
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
                                to="members.speakingright",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Term",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        (
                            "starts_precision",
                            models.CharField(
                                choices=[
                                    ("day", "to the day"),
                                    ("month", "to the month"),
                                    ("year", "to the year"),
                                ],
                                default="day",
                                max_length=5,
                                verbose_name="first day is known",
                            ),
                        ),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "ends_precision",
                            models.CharField(
                                choices=[
                                    ("day", "to the day"),
                                    ("month", "to the month"),
                                    ("year", "to the year"),
                                ],
                                default="day",
                                max_length=5,
                                verbose_name="last day is known",
                            ),
                        ),
                        (
                            "dates_text",
                            models.CharField(blank=True, max_length=200, verbose_name="dates in words"),
                        ),
                        (
                            "dates_text_fi",
                            models.CharField(
                                blank=True, max_length=200, null=True, verbose_name="dates in words"
                            ),
                        ),
                        (
                            "dates_text_sv",
                            models.CharField(
                                blank=True, max_length=200, null=True, verbose_name="dates in words"
                            ),
                        ),
                        (
                            "dates_text_en",
                            models.CharField(
                                blank=True, max_length=200, null=True, verbose_name="dates in words"
                            ),
                        ),
                        (
                            "tasks",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="tasks of this term"
                            ),
                        ),
                        (
                            "tasks_fi",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="tasks of this term",
                            ),
                        ),
                        (
                            "tasks_sv",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="tasks of this term",
                            ),
                        ),
                        (
                            "tasks_en",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="tasks of this term",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "rules_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="members.bodyrules",
                                verbose_name="rules that the term runs by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "term",
                        "verbose_name_plural": "terms",
                        "ordering": ["body", "-starts_on"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SeatGroupEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=160, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=160, null=True, verbose_name="name")),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                help_text="Who agreed to a group that came in the middle of the term, and when.",
                                max_length=200,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.municipality",
                                verbose_name="municipality",
                            ),
                        ),
                        (
                            "nominator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.nominator",
                                verbose_name="nominator",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
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
                                to="members.seatgroup",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.term",
                                verbose_name="term",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="NominationRoundEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("text", models.TextField(blank=True, verbose_name="what is looked for")),
                        (
                            "text_fi",
                            models.TextField(blank=True, null=True, verbose_name="what is looked for"),
                        ),
                        (
                            "text_sv",
                            models.TextField(blank=True, null=True, verbose_name="what is looked for"),
                        ),
                        (
                            "text_en",
                            models.TextField(blank=True, null=True, verbose_name="what is looked for"),
                        ),
                        (
                            "begins_on",
                            models.DateField(
                                blank=True,
                                help_text="The first day in the seats. Empty: the first day of the term, or the day of publishing.",
                                null=True,
                                verbose_name="the chosen begin on",
                            ),
                        ),
                        ("opens_at", models.DateTimeField(verbose_name="opens at")),
                        ("closes_at", models.DateTimeField(verbose_name="closes at")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("announced", "Announced"),
                                    ("decided", "Decided"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "announced_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="announced at"),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                help_text="Who decided, when and in which section.",
                                max_length=200,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "cancelled_because",
                            models.TextField(blank=True, editable=False, verbose_name="why it was cancelled"),
                        ),
                        (
                            "extended_because",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why the time was extended"
                            ),
                        ),
                        (
                            "asks_organisation",
                            models.BooleanField(
                                default=True,
                                help_text="Without this, people put themselves forward, as for a customer panel.",
                                verbose_name="an organisation nominates",
                            ),
                        ),
                        (
                            "asks_statement",
                            models.BooleanField(
                                default=False,
                                help_text="The organisation tells how it is linked with the county's work.",
                                verbose_name="a statement is required",
                            ),
                        ),
                        (
                            "statement_help",
                            models.TextField(blank=True, verbose_name="what the statement should tell"),
                        ),
                        (
                            "statement_help_fi",
                            models.TextField(
                                blank=True, null=True, verbose_name="what the statement should tell"
                            ),
                        ),
                        (
                            "statement_help_sv",
                            models.TextField(
                                blank=True, null=True, verbose_name="what the statement should tell"
                            ),
                        ),
                        (
                            "statement_help_en",
                            models.TextField(
                                blank=True, null=True, verbose_name="what the statement should tell"
                            ),
                        ),
                        (
                            "takes_all_that_fit",
                            models.BooleanField(
                                default=False,
                                help_text="The criteria are used only when there are more candidates than seats.",
                                verbose_name="all are accepted while they fit",
                            ),
                        ),
                        (
                            "remove_on",
                            models.DateField(
                                blank=True,
                                help_text="On this day the contact data of candidates and nominators goes; what was decided stays.",
                                null=True,
                                verbose_name="contact data is removed on",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "tells_by_mail",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="organisations are told by mail"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="organisations were told at"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.nominationround",
                                verbose_name="second round of",
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
                                to="members.nominationround",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.term",
                                verbose_name="term",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TermEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        (
                            "starts_precision",
                            models.CharField(
                                choices=[
                                    ("day", "to the day"),
                                    ("month", "to the month"),
                                    ("year", "to the year"),
                                ],
                                default="day",
                                max_length=5,
                                verbose_name="first day is known",
                            ),
                        ),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "ends_precision",
                            models.CharField(
                                choices=[
                                    ("day", "to the day"),
                                    ("month", "to the month"),
                                    ("year", "to the year"),
                                ],
                                default="day",
                                max_length=5,
                                verbose_name="last day is known",
                            ),
                        ),
                        (
                            "dates_text",
                            models.CharField(blank=True, max_length=200, verbose_name="dates in words"),
                        ),
                        (
                            "dates_text_fi",
                            models.CharField(
                                blank=True, max_length=200, null=True, verbose_name="dates in words"
                            ),
                        ),
                        (
                            "dates_text_sv",
                            models.CharField(
                                blank=True, max_length=200, null=True, verbose_name="dates in words"
                            ),
                        ),
                        (
                            "dates_text_en",
                            models.CharField(
                                blank=True, max_length=200, null=True, verbose_name="dates in words"
                            ),
                        ),
                        (
                            "tasks",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="tasks of this term"
                            ),
                        ),
                        (
                            "tasks_fi",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="tasks of this term",
                            ),
                        ),
                        (
                            "tasks_sv",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="tasks of this term",
                            ),
                        ),
                        (
                            "tasks_en",
                            models.TextField(
                                blank=True,
                                help_text="One on each line.",
                                null=True,
                                verbose_name="tasks of this term",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.body",
                                verbose_name="body",
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
                                to="members.term",
                            ),
                        ),
                        (
                            "rules_version",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.bodyrules",
                                verbose_name="rules that the term runs by",
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
                migrations.AddField(
                    model_name="bodyrule",
                    name="version",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="members.bodyrules",
                        verbose_name="version",
                    ),
                ),
                migrations.AddField(
                    model_name="nominator",
                    name="organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominators",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="joinrequest",
                    name="organisation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="join_requests",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="bodyrole",
                    name="organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_roles",
                        to="members.organisation",
                        verbose_name="on behalf of",
                    ),
                ),
                migrations.AddField(
                    model_name="body",
                    name="member_organisations",
                    field=models.ManyToManyField(
                        blank=True,
                        help_text="For a group without seats, of which only the organisations are told.",
                        related_name="bodies_without_seats",
                        to="members.organisation",
                        verbose_name="organisations that take part",
                    ),
                ),
                migrations.AddField(
                    model_name="body",
                    name="organisers",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="organised_bodies",
                        to="members.organisation",
                        verbose_name="organisers",
                    ),
                ),
                migrations.AddField(
                    model_name="office",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="members.person",
                        verbose_name="person",
                    ),
                ),
                migrations.AddField(
                    model_name="mandate",
                    name="person",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="members.person",
                        verbose_name="person",
                    ),
                ),
                migrations.AddField(
                    model_name="municipality",
                    name="region",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="municipalities",
                        to="members.region",
                        verbose_name="region",
                    ),
                ),
                migrations.AddField(
                    model_name="categoryscheme",
                    name="region",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty: the same for the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="category_schemes",
                        to="members.region",
                    ),
                ),
                migrations.AddField(
                    model_name="body",
                    name="region",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="members.region",
                        verbose_name="region",
                    ),
                ),
                migrations.AddField(
                    model_name="nomination",
                    name="seat",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="members.seat",
                        verbose_name="chosen for the seat",
                    ),
                ),
                migrations.AddField(
                    model_name="mandate",
                    name="seat",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="members.seat",
                        verbose_name="seat",
                    ),
                ),
                migrations.AddField(
                    model_name="seat",
                    name="group",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="members.seatgroup",
                        verbose_name="group",
                    ),
                ),
                migrations.AddField(
                    model_name="nominationround",
                    name="groups",
                    field=models.ManyToManyField(
                        related_name="rounds", to="members.seatgroup", verbose_name="groups of seats"
                    ),
                ),
                migrations.AddField(
                    model_name="nomination",
                    name="group",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="members.seatgroup",
                        verbose_name="group of seats",
                    ),
                ),
                migrations.AddField(
                    model_name="seatgroup",
                    name="term",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="members.term",
                        verbose_name="term",
                    ),
                ),
                migrations.AddField(
                    model_name="nominationround",
                    name="term",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="members.term",
                        verbose_name="term",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodydocument",
                    constraint=models.UniqueConstraint(
                        fields=("body", "title_fi"), name="members_bodydocument_title_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodydocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_bodydocument', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_bodydocument', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="4df49dade8ba65fafc9ad19508984bb9b04875e7",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_f0c05",
                            table="members_bodydocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodydocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodydocumentevent" ("body_id", "id", "is_public", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."body_id", NEW."id", NEW."is_public", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="4ede30457f4bb31b85ee2b139a265012d249efbe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_df496",
                            table="members_bodydocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodydocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_bodydocumentevent" ("body_id", "id", "is_public", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."body_id", NEW."id", NEW."is_public", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="5b8c1b3c3664573cf80632f762a56e5d76681354",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8981b",
                            table="members_bodydocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodydocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodydocumentevent" ("body_id", "id", "is_public", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "title_fi", "title_sv") VALUES (OLD."body_id", OLD."id", OLD."is_public", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv"); RETURN NULL;',
                            hash="d583fe7cce1daf737b41e4ea10ee9733c69502da",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fc475",
                            table="members_bodydocument",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodydocumentversion",
                    constraint=models.UniqueConstraint(
                        fields=("document", "number"), name="members_bodydocumentversion_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodydocumentversion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="members_bodydocumentversion_not_empty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodyrule",
                    constraint=models.UniqueConstraint(
                        fields=("version", "name"), name="members_bodyrule_name_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodyrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["open", "not_stated"]), _negated=True),
                            ("value__isnull", True),
                            _connector="OR",
                        ),
                        name="members_bodyrule_undecided_has_no_value",
                        violation_error_message="A rule that is open or not stated has no value.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodyrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "decided"), _negated=True),
                            ("value__isnull", False),
                            _connector="OR",
                        ),
                        name="members_bodyrule_decided_has_value",
                        violation_error_message="Write the value that was decided.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyruleevent" ("id", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "status", "text", "text_en", "text_fi", "text_sv", "value", "version_id") VALUES (NEW."id", NEW."name", NEW."options", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."status", NEW."text", NEW."text_en", NEW."text_fi", NEW."text_sv", NEW."value", NEW."version_id"); RETURN NULL;',
                            hash="a28029b2f1b98eb5a210ff7897a8bc8307578c95",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fec18",
                            table="members_bodyrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_bodyruleevent" ("id", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "status", "text", "text_en", "text_fi", "text_sv", "value", "version_id") VALUES (NEW."id", NEW."name", NEW."options", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."status", NEW."text", NEW."text_en", NEW."text_fi", NEW."text_sv", NEW."value", NEW."version_id"); RETURN NULL;',
                            hash="561a0758d4b63a4bcb1af4afe11143fc93592a76",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5ad85",
                            table="members_bodyrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyruleevent" ("id", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "status", "text", "text_en", "text_fi", "text_sv", "value", "version_id") VALUES (OLD."id", OLD."name", OLD."options", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."status", OLD."text", OLD."text_en", OLD."text_fi", OLD."text_sv", OLD."value", OLD."version_id"); RETURN NULL;',
                            hash="398004cf5b08fc4c21dbf9a7c0b22aa49ef5517a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_91f72",
                            table="members_bodyrule",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="category",
                    constraint=models.UniqueConstraint(
                        fields=("scheme", "slug"), name="members_category_slug_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="category",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("scheme", "order"),
                        name="members_category_order_unique",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodyrules",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_bodyrules_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodyrules",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("body", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="members_bodyrules_one_version_at_a_time",
                        violation_error_message="Another version of the rules is in force on these days.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrules",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyrulesevent" ("body_id", "category_scheme_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."category_scheme_id", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="3f5ac8b137a5765fbd74aace65095a883864f3f0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7a9fe",
                            table="members_bodyrules",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrules",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_bodyrulesevent" ("body_id", "category_scheme_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."category_scheme_id", NEW."id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="03aa58c31c08fac12481d76d284cad70bfe2af9e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6fa19",
                            table="members_bodyrules",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrules",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyrulesevent" ("body_id", "category_scheme_id", "id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid_from", "valid_until") VALUES (OLD."body_id", OLD."category_scheme_id", OLD."id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="34dcf5d7a4a3a7db3de12310f0e8851296c32f68",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e278e",
                            table="members_bodyrules",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="criterion",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("round", "order"),
                        name="members_criterion_order_unique",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="criterion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("most_points__range", (1, 100))),
                        name="members_criterion_points_range",
                    ),
                ),
                migrations.AddIndex(
                    model_name="organisation",
                    index=models.Index(
                        models.F("sort_key"),
                        models.F("id"),
                        include=("is_listed",),
                        name="members_organisation_sort",
                    ),
                ),
                migrations.AddIndex(
                    model_name="organisation",
                    index=models.Index(
                        models.F("home_municipality"),
                        models.F("sort_key"),
                        models.F("id"),
                        condition=models.Q(("is_listed", True)),
                        name="members_organisation_home",
                    ),
                ),
                migrations.AddIndex(
                    model_name="organisation",
                    index=models.Index(
                        models.F("legal_form"),
                        models.F("sort_key"),
                        models.F("id"),
                        condition=models.Q(("is_listed", True)),
                        name="members_organisation_lega",
                    ),
                ),
                migrations.AddIndex(
                    model_name="organisation",
                    index=models.Index(
                        models.F("size"),
                        models.F("sort_key"),
                        models.F("id"),
                        condition=models.Q(("is_listed", True)),
                        name="members_organisation_size",
                    ),
                ),
                migrations.AddIndex(
                    model_name="organisation",
                    index=models.Index(fields=["name_key"], name="members_organisation_name_key"),
                ),
                migrations.AddIndex(
                    model_name="organisation",
                    index=django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                        ),
                        name="members_organisation_name_part",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("business_id", ""), _negated=True),
                        fields=("business_id",),
                        name="members_organisation_business_id_unique",
                        violation_error_message="An organisation with this Y-tunnus is in the register already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("register_number", ""), _negated=True),
                        fields=("register_number",),
                        name="members_organisation_register_number_unique",
                        violation_error_message="An organisation with this number is in the register already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("business_id", ""), ("business_id__regex", "^\\d{7}-\\d$"), _connector="OR"
                        ),
                        name="members_organisation_business_id_form",
                        violation_error_message="Write the Y-tunnus as 1234567-1.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="members_organisation_not_merged_into_itself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("merged_into", None), ("is_listed", False), _connector="OR"),
                        name="members_organisation_merged_is_not_listed",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_organisation', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_organisation', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="8a953726385d184c30980c4abfeb82052550c46b",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_98e88",
                            table="members_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_organisationevent" ("active_in_region_since", "business_id", "description", "email", "home_municipality_id", "id", "is_example", "is_listed", "is_service_producer", "legal_form", "merged_into_id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "register_number", "registered_on", "size", "website") VALUES (NEW."active_in_region_since", NEW."business_id", NEW."description", NEW."email", NEW."home_municipality_id", NEW."id", NEW."is_example", NEW."is_listed", NEW."is_service_producer", NEW."legal_form", NEW."merged_into_id", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."register_number", NEW."registered_on", NEW."size", NEW."website"); RETURN NULL;',
                            hash="cb86f295d59297e2d3b682d0bc10ab7b1e713d8f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d68e8",
                            table="members_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."active_in_region_since" IS DISTINCT FROM (NEW."active_in_region_since") OR OLD."business_id" IS DISTINCT FROM (NEW."business_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."home_municipality_id" IS DISTINCT FROM (NEW."home_municipality_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."is_listed" IS DISTINCT FROM (NEW."is_listed") OR OLD."is_service_producer" IS DISTINCT FROM (NEW."is_service_producer") OR OLD."legal_form" IS DISTINCT FROM (NEW."legal_form") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_key" IS DISTINCT FROM (NEW."name_key") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."register_number" IS DISTINCT FROM (NEW."register_number") OR OLD."registered_on" IS DISTINCT FROM (NEW."registered_on") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                            func='INSERT INTO "members_organisationevent" ("active_in_region_since", "business_id", "description", "email", "home_municipality_id", "id", "is_example", "is_listed", "is_service_producer", "legal_form", "merged_into_id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "register_number", "registered_on", "size", "website") VALUES (NEW."active_in_region_since", NEW."business_id", NEW."description", NEW."email", NEW."home_municipality_id", NEW."id", NEW."is_example", NEW."is_listed", NEW."is_service_producer", NEW."legal_form", NEW."merged_into_id", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."register_number", NEW."registered_on", NEW."size", NEW."website"); RETURN NULL;',
                            hash="a221b832e039c0268f8a6c530e377e02c5b58cca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f4b2a",
                            table="members_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_organisationevent" ("active_in_region_since", "business_id", "description", "email", "home_municipality_id", "id", "is_example", "is_listed", "is_service_producer", "legal_form", "merged_into_id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "register_number", "registered_on", "size", "website") VALUES (OLD."active_in_region_since", OLD."business_id", OLD."description", OLD."email", OLD."home_municipality_id", OLD."id", OLD."is_example", OLD."is_listed", OLD."is_service_producer", OLD."legal_form", OLD."merged_into_id", OLD."name", OLD."other_names", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."register_number", OLD."registered_on", OLD."size", OLD."website"); RETURN NULL;',
                            hash="08a0987d44eee5a98e8582a8ae94feaee3b5a741",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5a0df",
                            table="members_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nominator",
                    constraint=models.UniqueConstraint(
                        fields=("body", "name"), name="members_nominator_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nominator",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("body", "order"),
                        name="members_nominator_order_unique",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nominator",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_nominatorevent" ("body_id", "id", "name", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."body_id", NEW."id", NEW."name", NEW."order", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="7535902315b574f62b1b69cde82b7eb42e91fd56",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a7069",
                            table="members_nominator",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nominator",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_nominatorevent" ("body_id", "id", "name", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."body_id", NEW."id", NEW."name", NEW."order", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="3a69a7000d24783040a003c95f05c04a4a826983",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3de2d",
                            table="members_nominator",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nominator",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_nominatorevent" ("body_id", "id", "name", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."body_id", OLD."id", OLD."name", OLD."order", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="2d0bf8fd5fde7f1b898cb6f1bcec8992a7531252",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a720f",
                            table="members_nominator",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="joinrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("user", "organisation"),
                        name="members_joinrequest_one_waiting",
                        violation_error_message="You have asked already. You get a mail when it is decided.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="joinrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="members_joinrequest_decided_at_when_decided",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="joinrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_joinrequestevent" ("asked_at", "decided_at", "decided_by_id", "id", "message", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state", "user_id") VALUES (NEW."asked_at", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."message", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."state", NEW."user_id"); RETURN NULL;',
                            hash="6733840a09ca6073658ca54d06b9b8656fe082f7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_99ce1",
                            table="members_joinrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="joinrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_joinrequestevent" ("asked_at", "decided_at", "decided_by_id", "id", "message", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state", "user_id") VALUES (NEW."asked_at", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."message", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."state", NEW."user_id"); RETURN NULL;',
                            hash="34d0498fca01529e19fe1be73c3a0414909856bf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6377b",
                            table="members_joinrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="joinrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_joinrequestevent" ("asked_at", "decided_at", "decided_by_id", "id", "message", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state", "user_id") VALUES (OLD."asked_at", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."message", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."state", OLD."user_id"); RETURN NULL;',
                            hash="95fcc95266252213e18ac3faaf2b66d5c93f3c36",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_07287",
                            table="members_joinrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bodyrole",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_bodyrole_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyroleevent" ("body_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="8f03cebd0ef47cddcdfae44da8bae5826c54de54",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e0398",
                            table="members_bodyrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_bodyroleevent" ("body_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="df24636bee43bfeb5a5fdcc380fd7d36dd3aec5b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_222ea",
                            table="members_bodyrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bodyrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyroleevent" ("body_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "valid_from", "valid_until") VALUES (OLD."body_id", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="0a65d3528cc6f1d98db77b08ac9e88b81a4a20c5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a7a34",
                            table="members_bodyrole",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="members_organisationimport_not_empty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("rows_stored__lte", models.F("rows_read"))),
                        name="members_organisationimport_stored_of_read",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state", "failed"), ("failure", ""), _connector="XOR"),
                        name="members_organisationimport_failed_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["storing", "stored"]), _negated=True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="members_organisationimport_stored_when_told",
                    ),
                ),
                migrations.AddIndex(
                    model_name="importrow",
                    index=models.Index(fields=["run", "fate", "number"], name="members_importrow_fate"),
                ),
                migrations.AddConstraint(
                    model_name="importrow",
                    constraint=models.UniqueConstraint(
                        fields=("run", "number"), name="members_importrow_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationinvitation",
                    constraint=models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        models.F("organisation"),
                        condition=models.Q(("state", "waiting")),
                        name="members_organisationinvitation_one_waiting",
                        violation_error_message="This person has been asked already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationinvitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="members_organisationinvitation_answered_at_when_answered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisationinvitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_organisationinvitationevent" ("answered_at", "asked_at", "asked_by_id", "email", "id", "key", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state") VALUES (NEW."answered_at", NEW."asked_at", NEW."asked_by_id", NEW."email", NEW."id", NEW."key", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."state"); RETURN NULL;',
                            hash="4e16229f5efe81e069783024b23a3ca7a07165d8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_33337",
                            table="members_organisationinvitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisationinvitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_organisationinvitationevent" ("answered_at", "asked_at", "asked_by_id", "email", "id", "key", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state") VALUES (NEW."answered_at", NEW."asked_at", NEW."asked_by_id", NEW."email", NEW."id", NEW."key", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."state"); RETURN NULL;',
                            hash="079fe47b5b418e8623877475e35632496302978f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bef68",
                            table="members_organisationinvitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisationinvitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_organisationinvitationevent" ("answered_at", "asked_at", "asked_by_id", "email", "id", "key", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state") VALUES (OLD."answered_at", OLD."asked_at", OLD."asked_by_id", OLD."email", OLD."id", OLD."key", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."state"); RETURN NULL;',
                            hash="064cda639a83abc3497cb3b235426e8415e24ce7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1db5a",
                            table="members_organisationinvitation",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationrole",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_organisationrole_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationrole",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("organisation", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="members_organisationrole_one_at_a_time",
                        violation_error_message="The person has a role in this organisation on these days.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisationrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_organisationroleevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_until", "verified_by") VALUES (NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id", NEW."valid_from", NEW."valid_until", NEW."verified_by"); RETURN NULL;',
                            hash="48a574a33735eb3973583496651252595c86d076",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1f86c",
                            table="members_organisationrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisationrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_organisationroleevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_until", "verified_by") VALUES (NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."user_id", NEW."valid_from", NEW."valid_until", NEW."verified_by"); RETURN NULL;',
                            hash="25814c09b431501082ef67d1c4cf02be295b67af",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f9cf8",
                            table="members_organisationrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisationrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_organisationroleevent" ("id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "valid_from", "valid_until", "verified_by") VALUES (OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id", OLD."valid_from", OLD."valid_until", OLD."verified_by"); RETURN NULL;',
                            hash="1c7ba88d6adfc01941a6474e524ea967050f5832",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9d323",
                            table="members_organisationrole",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationunit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_organisationunit_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisationunit",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organisation", "="),
                            ("name", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="members_organisationunit_name_once",
                        violation_error_message="The organisation has a unit of this name on these days.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                        ),
                        name="members_person_name_part",
                    ),
                ),
                migrations.AddIndex(
                    model_name="person",
                    index=models.Index(
                        django.db.models.functions.text.Upper("email"), name="members_person_email"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact_agreed_at__isnull", False), ("contact_is_public", True)),
                            models.Q(
                                ("contact_agreed_at", None),
                                ("contact_agreed_how", ""),
                                ("contact_is_public", False),
                            ),
                            _connector="OR",
                        ),
                        name="members_person_contact_public_when_agreed",
                        violation_error_message="Contact data is shown only with the person's own consent.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="outsideseat",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_outsideseat_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="office",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_office_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="office",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind__in", ["chair", "vice_chair"])),
                        expressions=[
                            ("body", "="),
                            ("kind", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="members_office_one_chair_at_a_time",
                        violation_error_message="Somebody else holds this office on these days.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="office",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_officeevent" ("body_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="261c376b9746bffb5f562b4253151fe4a90a44bc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d3446",
                            table="members_office",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="office",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_officeevent" ("body_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="831d2206500072f5febc0738ab16ee44a407e4b6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8d8ea",
                            table="members_office",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="office",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_officeevent" ("body_id", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "valid_from", "valid_until") VALUES (OLD."body_id", OLD."id", OLD."kind", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reasons", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="2868586e34fc2f98dab0fac6636d2dbc2dc922ae",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b9b48",
                            table="members_office",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plannedaction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("year__range", (2000, 2200))), name="members_plannedaction_year"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_plannedactionevent" ("body_id", "due_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible", "state", "title", "title_en", "title_fi", "title_sv", "year") VALUES (NEW."body_id", NEW."due_on", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."responsible", NEW."state", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."year"); RETURN NULL;',
                            hash="d94bd3543b806342e28d4b7713af5574842be95b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_51b46",
                            table="members_plannedaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_plannedactionevent" ("body_id", "due_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible", "state", "title", "title_en", "title_fi", "title_sv", "year") VALUES (NEW."body_id", NEW."due_on", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."responsible", NEW."state", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."year"); RETURN NULL;',
                            hash="17bf2fb22882ff09fb5777a1e343ce9b9bd817c7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_21153",
                            table="members_plannedaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_plannedactionevent" ("body_id", "due_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible", "state", "title", "title_en", "title_fi", "title_sv", "year") VALUES (OLD."body_id", OLD."due_on", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."responsible", OLD."state", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv", OLD."year"); RETURN NULL;',
                            hash="855b8d387ea96f8be39bfcbec3115ea9b4c4e60d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c2489",
                            table="members_plannedaction",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="municipality",
                    constraint=models.UniqueConstraint(
                        fields=("region", "slug"), name="members_municipality_slug_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="municipality",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d{3}$")),
                        name="members_municipality_code_three_digits",
                        violation_error_message="The code has three digits, such as 020.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="body",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="members_body_not_its_own_parent",
                        violation_error_message="A body cannot be its own parent.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="body",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ended_on", None), ("status", "ended"), _connector="OR"),
                        name="members_body_only_ended_has_last_day",
                        violation_error_message="Only a body that has ended has a last day.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_body', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_body', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="7d358315e99075a2c621f0684a9cc7e5b6043ab3",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_40527",
                            table="members_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyevent" ("contact_roles", "contact_roles_en", "contact_roles_fi", "contact_roles_sv", "coordination", "coordination_en", "coordination_fi", "coordination_sv", "description", "description_en", "description_fi", "description_sv", "ended_on", "founded", "founded_en", "founded_fi", "founded_sv", "founding_decision", "founding_decision_en", "founding_decision_fi", "founding_decision_sv", "id", "is_public", "is_statutory", "joining", "joining_en", "joining_fi", "joining_sv", "kind", "legal_basis", "mission", "mission_en", "mission_fi", "mission_sv", "name", "name_en", "name_fi", "name_sv", "name_variants", "outer_parent", "outer_parent_en", "outer_parent_fi", "outer_parent_sv", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_en", "purpose_fi", "purpose_sv", "region_id", "role_email", "secretariat", "secretariat_en", "secretariat_fi", "secretariat_sv", "short_name", "short_name_en", "short_name_fi", "short_name_sv", "slug", "source", "speaking_groups", "speaking_groups_en", "speaking_groups_fi", "speaking_groups_sv", "status", "status_note", "tasks", "tasks_en", "tasks_fi", "tasks_sv", "vision", "vision_en", "vision_fi", "vision_sv", "website") VALUES (NEW."contact_roles", NEW."contact_roles_en", NEW."contact_roles_fi", NEW."contact_roles_sv", NEW."coordination", NEW."coordination_en", NEW."coordination_fi", NEW."coordination_sv", NEW."description", NEW."description_en", NEW."description_fi", NEW."description_sv", NEW."ended_on", NEW."founded", NEW."founded_en", NEW."founded_fi", NEW."founded_sv", NEW."founding_decision", NEW."founding_decision_en", NEW."founding_decision_fi", NEW."founding_decision_sv", NEW."id", NEW."is_public", NEW."is_statutory", NEW."joining", NEW."joining_en", NEW."joining_fi", NEW."joining_sv", NEW."kind", NEW."legal_basis", NEW."mission", NEW."mission_en", NEW."mission_fi", NEW."mission_sv", NEW."name", NEW."name_en", NEW."name_fi", NEW."name_sv", NEW."name_variants", NEW."outer_parent", NEW."outer_parent_en", NEW."outer_parent_fi", NEW."outer_parent_sv", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."purpose_en", NEW."purpose_fi", NEW."purpose_sv", NEW."region_id", NEW."role_email", NEW."secretariat", NEW."secretariat_en", NEW."secretariat_fi", NEW."secretariat_sv", NEW."short_name", NEW."short_name_en", NEW."short_name_fi", NEW."short_name_sv", NEW."slug", NEW."source", NEW."speaking_groups", NEW."speaking_groups_en", NEW."speaking_groups_fi", NEW."speaking_groups_sv", NEW."status", NEW."status_note", NEW."tasks", NEW."tasks_en", NEW."tasks_fi", NEW."tasks_sv", NEW."vision", NEW."vision_en", NEW."vision_fi", NEW."vision_sv", NEW."website"); RETURN NULL;',
                            hash="0a8343ac0796ff83e8fc930c377500fce5a65baf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_20ab9",
                            table="members_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_bodyevent" ("contact_roles", "contact_roles_en", "contact_roles_fi", "contact_roles_sv", "coordination", "coordination_en", "coordination_fi", "coordination_sv", "description", "description_en", "description_fi", "description_sv", "ended_on", "founded", "founded_en", "founded_fi", "founded_sv", "founding_decision", "founding_decision_en", "founding_decision_fi", "founding_decision_sv", "id", "is_public", "is_statutory", "joining", "joining_en", "joining_fi", "joining_sv", "kind", "legal_basis", "mission", "mission_en", "mission_fi", "mission_sv", "name", "name_en", "name_fi", "name_sv", "name_variants", "outer_parent", "outer_parent_en", "outer_parent_fi", "outer_parent_sv", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_en", "purpose_fi", "purpose_sv", "region_id", "role_email", "secretariat", "secretariat_en", "secretariat_fi", "secretariat_sv", "short_name", "short_name_en", "short_name_fi", "short_name_sv", "slug", "source", "speaking_groups", "speaking_groups_en", "speaking_groups_fi", "speaking_groups_sv", "status", "status_note", "tasks", "tasks_en", "tasks_fi", "tasks_sv", "vision", "vision_en", "vision_fi", "vision_sv", "website") VALUES (NEW."contact_roles", NEW."contact_roles_en", NEW."contact_roles_fi", NEW."contact_roles_sv", NEW."coordination", NEW."coordination_en", NEW."coordination_fi", NEW."coordination_sv", NEW."description", NEW."description_en", NEW."description_fi", NEW."description_sv", NEW."ended_on", NEW."founded", NEW."founded_en", NEW."founded_fi", NEW."founded_sv", NEW."founding_decision", NEW."founding_decision_en", NEW."founding_decision_fi", NEW."founding_decision_sv", NEW."id", NEW."is_public", NEW."is_statutory", NEW."joining", NEW."joining_en", NEW."joining_fi", NEW."joining_sv", NEW."kind", NEW."legal_basis", NEW."mission", NEW."mission_en", NEW."mission_fi", NEW."mission_sv", NEW."name", NEW."name_en", NEW."name_fi", NEW."name_sv", NEW."name_variants", NEW."outer_parent", NEW."outer_parent_en", NEW."outer_parent_fi", NEW."outer_parent_sv", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."purpose_en", NEW."purpose_fi", NEW."purpose_sv", NEW."region_id", NEW."role_email", NEW."secretariat", NEW."secretariat_en", NEW."secretariat_fi", NEW."secretariat_sv", NEW."short_name", NEW."short_name_en", NEW."short_name_fi", NEW."short_name_sv", NEW."slug", NEW."source", NEW."speaking_groups", NEW."speaking_groups_en", NEW."speaking_groups_fi", NEW."speaking_groups_sv", NEW."status", NEW."status_note", NEW."tasks", NEW."tasks_en", NEW."tasks_fi", NEW."tasks_sv", NEW."vision", NEW."vision_en", NEW."vision_fi", NEW."vision_sv", NEW."website"); RETURN NULL;',
                            hash="2c116b76e235d689703d79e3ad01a228556d952b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4295e",
                            table="members_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_bodyevent" ("contact_roles", "contact_roles_en", "contact_roles_fi", "contact_roles_sv", "coordination", "coordination_en", "coordination_fi", "coordination_sv", "description", "description_en", "description_fi", "description_sv", "ended_on", "founded", "founded_en", "founded_fi", "founded_sv", "founding_decision", "founding_decision_en", "founding_decision_fi", "founding_decision_sv", "id", "is_public", "is_statutory", "joining", "joining_en", "joining_fi", "joining_sv", "kind", "legal_basis", "mission", "mission_en", "mission_fi", "mission_sv", "name", "name_en", "name_fi", "name_sv", "name_variants", "outer_parent", "outer_parent_en", "outer_parent_fi", "outer_parent_sv", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_en", "purpose_fi", "purpose_sv", "region_id", "role_email", "secretariat", "secretariat_en", "secretariat_fi", "secretariat_sv", "short_name", "short_name_en", "short_name_fi", "short_name_sv", "slug", "source", "speaking_groups", "speaking_groups_en", "speaking_groups_fi", "speaking_groups_sv", "status", "status_note", "tasks", "tasks_en", "tasks_fi", "tasks_sv", "vision", "vision_en", "vision_fi", "vision_sv", "website") VALUES (OLD."contact_roles", OLD."contact_roles_en", OLD."contact_roles_fi", OLD."contact_roles_sv", OLD."coordination", OLD."coordination_en", OLD."coordination_fi", OLD."coordination_sv", OLD."description", OLD."description_en", OLD."description_fi", OLD."description_sv", OLD."ended_on", OLD."founded", OLD."founded_en", OLD."founded_fi", OLD."founded_sv", OLD."founding_decision", OLD."founding_decision_en", OLD."founding_decision_fi", OLD."founding_decision_sv", OLD."id", OLD."is_public", OLD."is_statutory", OLD."joining", OLD."joining_en", OLD."joining_fi", OLD."joining_sv", OLD."kind", OLD."legal_basis", OLD."mission", OLD."mission_en", OLD."mission_fi", OLD."mission_sv", OLD."name", OLD."name_en", OLD."name_fi", OLD."name_sv", OLD."name_variants", OLD."outer_parent", OLD."outer_parent_en", OLD."outer_parent_fi", OLD."outer_parent_sv", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."purpose_en", OLD."purpose_fi", OLD."purpose_sv", OLD."region_id", OLD."role_email", OLD."secretariat", OLD."secretariat_en", OLD."secretariat_fi", OLD."secretariat_sv", OLD."short_name", OLD."short_name_en", OLD."short_name_fi", OLD."short_name_sv", OLD."slug", OLD."source", OLD."speaking_groups", OLD."speaking_groups_en", OLD."speaking_groups_fi", OLD."speaking_groups_sv", OLD."status", OLD."status_note", OLD."tasks", OLD."tasks_en", OLD."tasks_fi", OLD."tasks_sv", OLD."vision", OLD."vision_en", OLD."vision_fi", OLD."vision_sv", OLD."website"); RETURN NULL;',
                            hash="43a0f2a3921f1a8042f7ef761fc8fb945e0130d3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cc990",
                            table="members_body",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="regionrole",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_regionrole_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="regionrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_regionroleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "user_id", "valid_from", "valid_until") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."role", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="4d07abe4876b4dade6fe54f7b2a581c6dc0ff301",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8a9d0",
                            table="members_regionrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="regionrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_regionroleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "user_id", "valid_from", "valid_until") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."role", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="43dc32da2261c9ade377eedd0ed87fc035433faf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e7131",
                            table="members_regionrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="regionrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_regionroleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "user_id", "valid_from", "valid_until") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."role", OLD."user_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="96b3c48eabce106bd98412b224930c8f568cd215",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4c38d",
                            table="members_regionrole",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="score",
                    constraint=models.UniqueConstraint(
                        fields=("nomination", "criterion", "scorer"), name="members_score_once_each"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="score",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="members_score_has_reason"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="score",
                    trigger=pgtrigger.compiler.Trigger(
                        name="within_criterion",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                        SELECT FROM members_criterion c\n                        JOIN members_nomination n ON n.round_id = c.round_id\n                        WHERE c.id = NEW.criterion_id AND n.id = NEW.nomination_id AND NEW.points <= c.most_points\n                    ) THEN\n                        RAISE EXCEPTION 'score % does not fit its criterion', NEW.id\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_score_within_criterion';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="0c5fac7704b02110a6dc17e4ba8bd68072c26cb6",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_within_criterion_4bf03",
                            table="members_score",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="score",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_scoreevent" ("criterion_id", "id", "nomination_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason", "scorer_id") VALUES (NEW."criterion_id", NEW."id", NEW."nomination_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."reason", NEW."scorer_id"); RETURN NULL;',
                            hash="d436d825adfb2e4f4cc62c46edf68e6dd583ccab",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_abf3a",
                            table="members_score",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="score",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_scoreevent" ("criterion_id", "id", "nomination_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason", "scorer_id") VALUES (NEW."criterion_id", NEW."id", NEW."nomination_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."reason", NEW."scorer_id"); RETURN NULL;',
                            hash="1f910ba74100b5424a793551577fdf6d245d739c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_084a5",
                            table="members_score",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="score",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_scoreevent" ("criterion_id", "id", "nomination_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason", "scorer_id") VALUES (OLD."criterion_id", OLD."id", OLD."nomination_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."reason", OLD."scorer_id"); RETURN NULL;',
                            hash="76bfa497398a325ce9a6e24a4e1d49dc13974b62",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cb457",
                            table="members_score",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mandate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_mandate_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mandate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("end_reason", ""), ("valid_until__isnull", False), _connector="OR"
                        ),
                        name="members_mandate_end_reason_needs_end",
                        violation_error_message="A reason for the end needs the last day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mandate",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("end_reason", "never_began"), _negated=True),
                        expressions=[
                            ("seat", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="members_mandate_one_person_in_a_seat",
                        violation_error_message="Somebody else holds this seat on these days.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mandate",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("end_reason", "never_began"), _negated=True),
                        expressions=[
                            ("person", "="),
                            ("paired_seat_id", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="members_mandate_not_member_and_own_deputy",
                        violation_error_message="One person cannot be the member and the deputy of the same seat.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mandate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="within_term",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE bounds RECORD;",
                            func="\n                    SELECT t.starts_on, t.ends_on, COALESCE(s.deputises_id, s.id) AS pair INTO bounds\n                    FROM members_seat s\n                    JOIN members_seatgroup g ON g.id = s.group_id\n                    JOIN members_term t ON t.id = g.term_id\n                    WHERE s.id = NEW.seat_id\n                    FOR SHARE OF t;\n                    NEW.paired_seat_id = bounds.pair;\n                    IF NEW.valid_from < bounds.starts_on\n                        OR COALESCE(NEW.valid_until, 'infinity') > COALESCE(bounds.ends_on, 'infinity')\n                    THEN\n                        RAISE EXCEPTION 'mandate % lies outside its term', NEW.id\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_mandate_within_term';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="3f13515d3781e94737abd699678798d316085ed1",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_within_term_9db72",
                            table="members_mandate",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mandate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_mandateevent" ("decision", "end_reason", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id", "valid_from", "valid_until") VALUES (NEW."decision", NEW."end_reason", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seat_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="84f15e1d28b5522ed6197d0a369e21b8183c6455",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f1361",
                            table="members_mandate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mandate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."decision" IS DISTINCT FROM (NEW."decision") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."seat_id" IS DISTINCT FROM (NEW."seat_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))',
                            func='INSERT INTO "members_mandateevent" ("decision", "end_reason", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id", "valid_from", "valid_until") VALUES (NEW."decision", NEW."end_reason", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seat_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="aa8115b0421175e49daf6e1e75448764b79309f1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_564f0",
                            table="members_mandate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mandate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_mandateevent" ("decision", "end_reason", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id", "valid_from", "valid_until") VALUES (OLD."decision", OLD."end_reason", OLD."id", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seat_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="85020ba15bf198faf83f7bc29fa29df7a6abbf7b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_12add",
                            table="members_mandate",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seat",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deputises__isnull", False), ("kind", "personal_deputy")),
                            models.Q(
                                models.Q(("kind", "personal_deputy"), _negated=True), ("deputises", None)
                            ),
                            _connector="OR",
                        ),
                        name="members_seat_personal_deputy_has_member",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seat",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("deputises", None)),
                        fields=("group", "kind", "rank"),
                        name="members_seat_rank_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seat",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("deputises__isnull", False)),
                        fields=("deputises", "rank"),
                        name="members_seat_deputy_rank_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seat",
                    trigger=pgtrigger.compiler.Trigger(
                        name="stays_what_it_is",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."deputises_id" IS DISTINCT FROM (NEW."deputises_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="f6d3a2381746463b8d34bda7c12da7caeca8d533",
                            operation="UPDATE",
                            pgid="pgtrigger_stays_what_it_is_4fb95",
                            table="members_seat",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seat",
                    trigger=pgtrigger.compiler.Trigger(
                        name="deputises_member_of_group",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."deputises_id" IS NOT NULL)',
                            func="\n                    IF NOT EXISTS (\n                        SELECT FROM members_seat s\n                        WHERE s.id = NEW.deputises_id AND s.group_id = NEW.group_id AND s.kind = 'primary'\n                    ) THEN\n                        RAISE EXCEPTION 'seat % is no member''s seat of the group', NEW.deputises_id\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_seat_deputises_member_of_group';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="c0c0aa484ccdd3b3a2b7216be8d9ea81ab193a5c",
                            operation="INSERT",
                            pgid="pgtrigger_deputises_member_of_group_fd2c9",
                            table="members_seat",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["submitted", "confirmed"]), ("organisation__isnull", False)
                        ),
                        fields=("round", "group", "organisation"),
                        name="members_nomination_organisation_once_in_group",
                        violation_error_message="The organisation has nominated somebody for this group already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.UniqueConstraint(
                        models.F("round"),
                        models.F("group"),
                        django.db.models.functions.text.Lower("organisation_name"),
                        condition=models.Q(
                            ("state__in", ["submitted", "confirmed"]),
                            ("organisation", None),
                            models.Q(("organisation_name", ""), _negated=True),
                        ),
                        name="members_nomination_named_organisation_once_in_group",
                        violation_error_message="The organisation has nominated somebody for this group already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.UniqueConstraint(
                        models.F("round"),
                        models.F("group"),
                        django.db.models.functions.text.Lower("candidate_email"),
                        condition=models.Q(
                            ("state__in", ["submitted", "confirmed"]),
                            ("nominator", None),
                            ("organisation", None),
                            ("organisation_name", ""),
                            models.Q(("candidate_email", ""), _negated=True),
                        ),
                        name="members_nomination_own_name_once_in_group",
                        violation_error_message="You have put yourself forward for this group already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("mandate", None), ("seat__isnull", False)),
                        fields=("round", "seat"),
                        name="members_nomination_one_for_a_seat",
                        violation_error_message="Somebody else is chosen for this seat.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["member", "deputy"]), ("seat__isnull", False)),
                            models.Q(
                                models.Q(("outcome__in", ["member", "deputy"]), _negated=True), ("seat", None)
                            ),
                            _connector="OR",
                        ),
                        name="members_nomination_seat_when_chosen",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), ("submitted_at", None)),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True), ("submitted_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="members_nomination_submitted_at_when_sent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("group__isnull", False), _connector="OR"),
                        name="members_nomination_sent_has_group",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["", "not_chosen"]), ("state", "confirmed"), _connector="OR"
                        ),
                        name="members_nomination_only_confirmed_is_chosen",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("mandate", None), ("outcome__in", ["member", "deputy"]), _connector="OR"
                        ),
                        name="members_nomination_mandate_when_chosen",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nomination",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrected_because", ""), ("corrected_on", None)),
                            models.Q(
                                ("corrected_on__isnull", False),
                                ("mandate__isnull", False),
                                models.Q(("corrected_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="members_nomination_correction_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="speakingright",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="members_speakingright_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="speakingright",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_speakingrightevent" ("body_id", "group", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."group", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="342f36bdf291498b38660605811cd9fc458441a9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_43e34",
                            table="members_speakingright",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="speakingright",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_speakingrightevent" ("body_id", "group", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_until") VALUES (NEW."body_id", NEW."group", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="fb146fe640a6deeb7476d6ea86b760951c6473ce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c8d94",
                            table="members_speakingright",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="speakingright",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_speakingrightevent" ("body_id", "group", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_until") VALUES (OLD."body_id", OLD."group", OLD."id", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="cfc3517af4b0f57b5ee88d23a5fbc494af792481",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2c998",
                            table="members_speakingright",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="term",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="members_term_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="term",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("body", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="members_term_one_at_a_time",
                        violation_error_message="The body has another term on these days.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="term",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keeps_its_mandates",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF EXISTS (\n                        SELECT FROM members_mandate m\n                        JOIN members_seat s ON s.id = m.seat_id\n                        JOIN members_seatgroup g ON g.id = s.group_id\n                        WHERE g.term_id = NEW.id\n                            AND (m.valid_from < NEW.starts_on OR m.valid_until > NEW.ends_on\n                                OR m.valid_until IS NULL AND NEW.ends_on IS NOT NULL)\n                    ) THEN\n                        RAISE EXCEPTION 'term % would leave mandates outside', NEW.id\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_term_keeps_its_mandates';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="a2afe68662b1d7a622059ac4d78639315295786d",
                            operation='UPDATE OF "starts_on", "ends_on"',
                            pgid="pgtrigger_keeps_its_mandates_9b6e4",
                            table="members_term",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="term",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_termevent" ("body_id", "dates_text", "dates_text_en", "dates_text_fi", "dates_text_sv", "ends_on", "ends_precision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules_version_id", "starts_on", "starts_precision", "tasks", "tasks_en", "tasks_fi", "tasks_sv") VALUES (NEW."body_id", NEW."dates_text", NEW."dates_text_en", NEW."dates_text_fi", NEW."dates_text_sv", NEW."ends_on", NEW."ends_precision", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rules_version_id", NEW."starts_on", NEW."starts_precision", NEW."tasks", NEW."tasks_en", NEW."tasks_fi", NEW."tasks_sv"); RETURN NULL;',
                            hash="a1c481d3afbe138bff5468330f8e59a4b67259ce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d8e11",
                            table="members_term",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="term",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_termevent" ("body_id", "dates_text", "dates_text_en", "dates_text_fi", "dates_text_sv", "ends_on", "ends_precision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules_version_id", "starts_on", "starts_precision", "tasks", "tasks_en", "tasks_fi", "tasks_sv") VALUES (NEW."body_id", NEW."dates_text", NEW."dates_text_en", NEW."dates_text_fi", NEW."dates_text_sv", NEW."ends_on", NEW."ends_precision", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rules_version_id", NEW."starts_on", NEW."starts_precision", NEW."tasks", NEW."tasks_en", NEW."tasks_fi", NEW."tasks_sv"); RETURN NULL;',
                            hash="f13f3ef09ece5ecc74ba51a4c524d416df752b3a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9fb10",
                            table="members_term",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="term",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_termevent" ("body_id", "dates_text", "dates_text_en", "dates_text_fi", "dates_text_sv", "ends_on", "ends_precision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rules_version_id", "starts_on", "starts_precision", "tasks", "tasks_en", "tasks_fi", "tasks_sv") VALUES (OLD."body_id", OLD."dates_text", OLD."dates_text_en", OLD."dates_text_fi", OLD."dates_text_sv", OLD."ends_on", OLD."ends_precision", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rules_version_id", OLD."starts_on", OLD."starts_precision", OLD."tasks", OLD."tasks_en", OLD."tasks_fi", OLD."tasks_sv"); RETURN NULL;',
                            hash="b5e3603ac2f988e4bf7f769775a0dbc0fed37078",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8d118",
                            table="members_term",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seatgroup",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("term", "order"),
                        name="members_seatgroup_order_unique",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seatgroup",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("category__isnull", False)),
                        fields=("term", "category"),
                        name="members_seatgroup_category_once",
                        violation_error_message="The term has this group already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seatgroup",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("municipality__isnull", False)),
                        fields=("term", "municipality"),
                        name="members_seatgroup_municipality_once",
                        violation_error_message="The term has this group already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seatgroup",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False)),
                        fields=("term", "organisation"),
                        name="members_seatgroup_organisation_once",
                        violation_error_message="The term has this group already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seatgroup",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("nominator__isnull", False)),
                        fields=("term", "nominator"),
                        name="members_seatgroup_nominator_once",
                        violation_error_message="The term has this group already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seatgroup",
                    constraint=models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.Func(
                                "category",
                                "municipality",
                                "organisation",
                                "nominator",
                                function="num_nonnulls",
                                output_field=models.IntegerField(),
                            ),
                            1,
                        ),
                        name="members_seatgroup_stands_for_one_thing",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seatgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keeps_its_term",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."term_id" IS DISTINCT FROM (NEW."term_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="f5154769fc3f1b58a952bb67075f9bca2755c658",
                            operation="UPDATE",
                            pgid="pgtrigger_keeps_its_term_188c5",
                            table="members_seatgroup",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seatgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_seatgroupevent" ("category_id", "decision", "id", "municipality_id", "name", "name_en", "name_fi", "name_sv", "nominator_id", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term_id") VALUES (NEW."category_id", NEW."decision", NEW."id", NEW."municipality_id", NEW."name", NEW."name_en", NEW."name_fi", NEW."name_sv", NEW."nominator_id", NEW."order", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."term_id"); RETURN NULL;',
                            hash="26cd311ba47903e302ae33c847abb428eff9fed2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c5e00",
                            table="members_seatgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seatgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_seatgroupevent" ("category_id", "decision", "id", "municipality_id", "name", "name_en", "name_fi", "name_sv", "nominator_id", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term_id") VALUES (NEW."category_id", NEW."decision", NEW."id", NEW."municipality_id", NEW."name", NEW."name_en", NEW."name_fi", NEW."name_sv", NEW."nominator_id", NEW."order", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."term_id"); RETURN NULL;',
                            hash="f53a4c37e013022fcedd685ae6d8eca7046edce9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_736d4",
                            table="members_seatgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seatgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_seatgroupevent" ("category_id", "decision", "id", "municipality_id", "name", "name_en", "name_fi", "name_sv", "nominator_id", "order", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term_id") VALUES (OLD."category_id", OLD."decision", OLD."id", OLD."municipality_id", OLD."name", OLD."name_en", OLD."name_fi", OLD."name_sv", OLD."nominator_id", OLD."order", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."term_id"); RETURN NULL;',
                            hash="3a122378f489460315c624b3c86a94db72ab4e0e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_536b9",
                            table="members_seatgroup",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nominationround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="members_nominationround_closes_after_opening",
                        violation_error_message="The round must close after it opens.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nominationround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", False), ("state", "decided")),
                            models.Q(models.Q(("state", "decided"), _negated=True), ("decided_at", None)),
                            _connector="OR",
                        ),
                        name="members_nominationround_decided_at_when_decided",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nominationround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("announced_at", None), ("state", "draft")),
                            ("state", "cancelled"),
                            models.Q(
                                ("announced_at__isnull", False), ("state__in", ["announced", "decided"])
                            ),
                            _connector="OR",
                        ),
                        name="members_nominationround_announced_at_when_announced",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="nominationround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="members_nominationround_cancelled_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nominationround",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_nominationround', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'members_nominationround', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="448a8512358545b0f93b740512577fda5c8df4a4",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_bc79e",
                            table="members_nominationround",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nominationround",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_nominationroundevent" ("announced_at", "asks_organisation", "asks_statement", "begins_on", "body_id", "cancelled_because", "closes_at", "decided_at", "decision", "extended_because", "follows_id", "id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remove_on", "state", "statement_help", "statement_help_en", "statement_help_fi", "statement_help_sv", "takes_all_that_fit", "tells_by_mail", "term_id", "text", "text_en", "text_fi", "text_sv", "title", "title_en", "title_fi", "title_sv", "told_at", "version") VALUES (NEW."announced_at", NEW."asks_organisation", NEW."asks_statement", NEW."begins_on", NEW."body_id", NEW."cancelled_because", NEW."closes_at", NEW."decided_at", NEW."decision", NEW."extended_because", NEW."follows_id", NEW."id", NEW."opens_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remove_on", NEW."state", NEW."statement_help", NEW."statement_help_en", NEW."statement_help_fi", NEW."statement_help_sv", NEW."takes_all_that_fit", NEW."tells_by_mail", NEW."term_id", NEW."text", NEW."text_en", NEW."text_fi", NEW."text_sv", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."told_at", NEW."version"); RETURN NULL;',
                            hash="c2c7f71948f649a42196dcfeaf2e5d5475711097",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f513d",
                            table="members_nominationround",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nominationround",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "members_nominationroundevent" ("announced_at", "asks_organisation", "asks_statement", "begins_on", "body_id", "cancelled_because", "closes_at", "decided_at", "decision", "extended_because", "follows_id", "id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remove_on", "state", "statement_help", "statement_help_en", "statement_help_fi", "statement_help_sv", "takes_all_that_fit", "tells_by_mail", "term_id", "text", "text_en", "text_fi", "text_sv", "title", "title_en", "title_fi", "title_sv", "told_at", "version") VALUES (NEW."announced_at", NEW."asks_organisation", NEW."asks_statement", NEW."begins_on", NEW."body_id", NEW."cancelled_because", NEW."closes_at", NEW."decided_at", NEW."decision", NEW."extended_because", NEW."follows_id", NEW."id", NEW."opens_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remove_on", NEW."state", NEW."statement_help", NEW."statement_help_en", NEW."statement_help_fi", NEW."statement_help_sv", NEW."takes_all_that_fit", NEW."tells_by_mail", NEW."term_id", NEW."text", NEW."text_en", NEW."text_fi", NEW."text_sv", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."told_at", NEW."version"); RETURN NULL;',
                            hash="a7650dded497f5ca23d1939385fae03fdb20baf3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5aac6",
                            table="members_nominationround",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="nominationround",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "members_nominationroundevent" ("announced_at", "asks_organisation", "asks_statement", "begins_on", "body_id", "cancelled_because", "closes_at", "decided_at", "decision", "extended_because", "follows_id", "id", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remove_on", "state", "statement_help", "statement_help_en", "statement_help_fi", "statement_help_sv", "takes_all_that_fit", "tells_by_mail", "term_id", "text", "text_en", "text_fi", "text_sv", "title", "title_en", "title_fi", "title_sv", "told_at", "version") VALUES (OLD."announced_at", OLD."asks_organisation", OLD."asks_statement", OLD."begins_on", OLD."body_id", OLD."cancelled_because", OLD."closes_at", OLD."decided_at", OLD."decision", OLD."extended_because", OLD."follows_id", OLD."id", OLD."opens_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remove_on", OLD."state", OLD."statement_help", OLD."statement_help_en", OLD."statement_help_fi", OLD."statement_help_sv", OLD."takes_all_that_fit", OLD."tells_by_mail", OLD."term_id", OLD."text", OLD."text_en", OLD."text_fi", OLD."text_sv", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv", OLD."told_at", OLD."version"); RETURN NULL;',
                            hash="39195ae397fd22c9268c031b7f99f976b2e81b75",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d678b",
                            table="members_nominationround",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
