"""The tables of the directory of networks and of the service lines."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import rules.contrib.models
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="ContactPerson",
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
                        ("topics", models.CharField(blank=True, max_length=200, verbose_name="topics")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact_roles",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact person",
                        "verbose_name_plural": "contact persons",
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Network",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                        (
                            "name_variants",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="other names",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("jarjestoverkosto", "Network of associations"),
                                    ("asiantuntijaverkosto", "Network of professionals"),
                                    ("jarjesto", "Single association"),
                                    ("jarjestojen_yhteistyoelin", "Cooperation body of associations"),
                                    ("verkostojarjesto", "Network organisation"),
                                    ("valtakunnallinen_verkosto", "National network"),
                                    ("verkkopalvelu", "Web service"),
                                    ("foorumi", "Forum"),
                                    ("jarjestoyhteistyon_rakenne", "Structure of cooperation"),
                                    ("jarjestoyhteistyoryhma", "Cooperation group"),
                                    ("sisainen_verkosto", "Internal network of the county"),
                                    ("monialainen_yhteistyoryhma", "Multidisciplinary group"),
                                    ("viranomaisverkosto", "Network of authorities"),
                                    ("toimintamalli", "Way of working"),
                                    ("kohtaamispaikka", "Open meeting place"),
                                    ("palveluverkosto", "Service network"),
                                    ("vapaaehtoistoiminta", "Coordinated volunteering"),
                                    ("jalkautuva_yhteistyo", "Outreach"),
                                    ("osallisuus", "Participation of clients and residents"),
                                    ("vaikuttamistoimielin", "Influence body"),
                                ],
                                max_length=40,
                                verbose_name="kind",
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
                        (
                            "needs_description",
                            models.BooleanField(
                                default=False,
                                help_text="The sources give only the name.",
                                verbose_name="needs a description",
                            ),
                        ),
                        (
                            "is_represented",
                            models.BooleanField(
                                blank=True,
                                help_text="Unknown when the sources do not say.",
                                null=True,
                                verbose_name="represented in the network of cooperation",
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
                        (
                            "meetings_a_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="meetings a year"
                            ),
                        ),
                        ("meeting_note", models.TextField(blank=True, verbose_name="note on meetings")),
                        (
                            "meeting_note_fi",
                            models.TextField(blank=True, null=True, verbose_name="note on meetings"),
                        ),
                        (
                            "meeting_note_sv",
                            models.TextField(blank=True, null=True, verbose_name="note on meetings"),
                        ),
                        (
                            "meeting_note_en",
                            models.TextField(blank=True, null=True, verbose_name="note on meetings"),
                        ),
                        (
                            "member_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of members"
                            ),
                        ),
                        (
                            "member_count_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("exact", "exactly"),
                                    ("approx", "about"),
                                    ("almost", "almost"),
                                    ("more_than", "more than"),
                                    ("at_least", "at least"),
                                ],
                                max_length=10,
                                verbose_name="the number is known",
                            ),
                        ),
                        (
                            "member_count_text",
                            models.CharField(blank=True, max_length=300, verbose_name="members in words"),
                        ),
                        (
                            "member_count_text_fi",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="members in words"
                            ),
                        ),
                        (
                            "member_count_text_sv",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="members in words"
                            ),
                        ),
                        (
                            "member_count_text_en",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="members in words"
                            ),
                        ),
                        (
                            "coordinator",
                            models.CharField(blank=True, max_length=300, verbose_name="coordinator"),
                        ),
                        (
                            "coordinator_fi",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="coordinator"
                            ),
                        ),
                        (
                            "coordinator_sv",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="coordinator"
                            ),
                        ),
                        (
                            "coordinator_en",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="coordinator"
                            ),
                        ),
                        ("area", models.CharField(blank=True, max_length=200, verbose_name="area")),
                        (
                            "area_fi",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="area"),
                        ),
                        (
                            "area_sv",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="area"),
                        ),
                        (
                            "area_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="area"),
                        ),
                        (
                            "figures",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="figures"
                            ),
                        ),
                        (
                            "figures_fi",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="figures"
                            ),
                        ),
                        (
                            "figures_sv",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="figures"
                            ),
                        ),
                        (
                            "figures_en",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="figures"
                            ),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "other_links",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.URLField(),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="other links",
                            ),
                        ),
                        (
                            "role_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="the network's own e-mail address"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note for the staff")),
                        (
                            "source",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="sources"
                            ),
                        ),
                        (
                            "sort_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    django.db.models.functions.text.Lower("name_fi"),
                                    models.Value("åäöæø"),
                                    models.Value("{|}|}"),
                                    function="translate",
                                ),
                                output_field=models.CharField(max_length=200),
                            ),
                        ),
                        (
                            "also_categories",
                            models.ManyToManyField(
                                blank=True,
                                related_name="also_networks",
                                to="members.category",
                                verbose_name="also in categories",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="networks",
                                to="members.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="networks.network",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="networks",
                                to="members.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "network",
                        "verbose_name_plural": "networks",
                        "ordering": ["sort_key", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="NetworkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("slug", models.SlugField(db_index=False, max_length=120, verbose_name="address")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                        (
                            "name_variants",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="other names",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("jarjestoverkosto", "Network of associations"),
                                    ("asiantuntijaverkosto", "Network of professionals"),
                                    ("jarjesto", "Single association"),
                                    ("jarjestojen_yhteistyoelin", "Cooperation body of associations"),
                                    ("verkostojarjesto", "Network organisation"),
                                    ("valtakunnallinen_verkosto", "National network"),
                                    ("verkkopalvelu", "Web service"),
                                    ("foorumi", "Forum"),
                                    ("jarjestoyhteistyon_rakenne", "Structure of cooperation"),
                                    ("jarjestoyhteistyoryhma", "Cooperation group"),
                                    ("sisainen_verkosto", "Internal network of the county"),
                                    ("monialainen_yhteistyoryhma", "Multidisciplinary group"),
                                    ("viranomaisverkosto", "Network of authorities"),
                                    ("toimintamalli", "Way of working"),
                                    ("kohtaamispaikka", "Open meeting place"),
                                    ("palveluverkosto", "Service network"),
                                    ("vapaaehtoistoiminta", "Coordinated volunteering"),
                                    ("jalkautuva_yhteistyo", "Outreach"),
                                    ("osallisuus", "Participation of clients and residents"),
                                    ("vaikuttamistoimielin", "Influence body"),
                                ],
                                max_length=40,
                                verbose_name="kind",
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
                        (
                            "needs_description",
                            models.BooleanField(
                                default=False,
                                help_text="The sources give only the name.",
                                verbose_name="needs a description",
                            ),
                        ),
                        (
                            "is_represented",
                            models.BooleanField(
                                blank=True,
                                help_text="Unknown when the sources do not say.",
                                null=True,
                                verbose_name="represented in the network of cooperation",
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
                        (
                            "meetings_a_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="meetings a year"
                            ),
                        ),
                        ("meeting_note", models.TextField(blank=True, verbose_name="note on meetings")),
                        (
                            "meeting_note_fi",
                            models.TextField(blank=True, null=True, verbose_name="note on meetings"),
                        ),
                        (
                            "meeting_note_sv",
                            models.TextField(blank=True, null=True, verbose_name="note on meetings"),
                        ),
                        (
                            "meeting_note_en",
                            models.TextField(blank=True, null=True, verbose_name="note on meetings"),
                        ),
                        (
                            "member_count",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of members"
                            ),
                        ),
                        (
                            "member_count_precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("exact", "exactly"),
                                    ("approx", "about"),
                                    ("almost", "almost"),
                                    ("more_than", "more than"),
                                    ("at_least", "at least"),
                                ],
                                max_length=10,
                                verbose_name="the number is known",
                            ),
                        ),
                        (
                            "member_count_text",
                            models.CharField(blank=True, max_length=300, verbose_name="members in words"),
                        ),
                        (
                            "member_count_text_fi",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="members in words"
                            ),
                        ),
                        (
                            "member_count_text_sv",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="members in words"
                            ),
                        ),
                        (
                            "member_count_text_en",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="members in words"
                            ),
                        ),
                        (
                            "coordinator",
                            models.CharField(blank=True, max_length=300, verbose_name="coordinator"),
                        ),
                        (
                            "coordinator_fi",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="coordinator"
                            ),
                        ),
                        (
                            "coordinator_sv",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="coordinator"
                            ),
                        ),
                        (
                            "coordinator_en",
                            models.CharField(
                                blank=True, max_length=300, null=True, verbose_name="coordinator"
                            ),
                        ),
                        ("area", models.CharField(blank=True, max_length=200, verbose_name="area")),
                        (
                            "area_fi",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="area"),
                        ),
                        (
                            "area_sv",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="area"),
                        ),
                        (
                            "area_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="area"),
                        ),
                        (
                            "figures",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="figures"
                            ),
                        ),
                        (
                            "figures_fi",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="figures"
                            ),
                        ),
                        (
                            "figures_sv",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="figures"
                            ),
                        ),
                        (
                            "figures_en",
                            models.TextField(
                                blank=True, help_text="One on each line.", null=True, verbose_name="figures"
                            ),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "other_links",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.URLField(),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="other links",
                            ),
                        ),
                        (
                            "role_email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="the network's own e-mail address"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note for the staff")),
                        (
                            "source",
                            models.TextField(
                                blank=True, help_text="One on each line.", verbose_name="sources"
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
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="networks.network",
                                verbose_name="part of",
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
                                to="networks.network",
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
                    name="NetworkMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("role", models.CharField(blank=True, max_length=120, verbose_name="role")),
                        ("is_group", models.BooleanField(default=False, verbose_name="a group of members")),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.municipality",
                                verbose_name="municipality",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="networks.network",
                                verbose_name="network",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="network_memberships",
                                to="members.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member of a network",
                        "verbose_name_plural": "members of networks",
                        "ordering": ["network", "is_group", "name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ServiceLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_fi", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_sv", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("is_example", models.BooleanField(default=False, verbose_name="invented example")),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_lines",
                                to="members.region",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "service line",
                        "verbose_name_plural": "service lines",
                        "ordering": ["name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ContactPersonEvent",
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
                        ("topics", models.CharField(blank=True, max_length=200, verbose_name="topics")),
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
                                to="networks.contactperson",
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
                            "service_line",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="networks.serviceline",
                                verbose_name="service line",
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
                    model_name="contactperson",
                    name="service_line",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="networks.serviceline",
                        verbose_name="service line",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="network",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="networks_network_not_its_own_parent",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="network",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'networks_network', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'networks_network', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="80c511b2ba8585d9153fa483b434f025d39fc8b9",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_5c6b0",
                            table="networks_network",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="network",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "networks_networkevent" ("area", "area_en", "area_fi", "area_sv", "category_id", "coordinator", "coordinator_en", "coordinator_fi", "coordinator_sv", "description", "description_en", "description_fi", "description_sv", "figures", "figures_en", "figures_fi", "figures_sv", "founded", "founded_en", "founded_fi", "founded_sv", "id", "is_represented", "kind", "meeting_note", "meeting_note_en", "meeting_note_fi", "meeting_note_sv", "meetings_a_year", "member_count", "member_count_precision", "member_count_text", "member_count_text_en", "member_count_text_fi", "member_count_text_sv", "name", "name_en", "name_fi", "name_sv", "name_variants", "needs_description", "note", "other_links", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role_email", "slug", "source", "website") VALUES (NEW."area", NEW."area_en", NEW."area_fi", NEW."area_sv", NEW."category_id", NEW."coordinator", NEW."coordinator_en", NEW."coordinator_fi", NEW."coordinator_sv", NEW."description", NEW."description_en", NEW."description_fi", NEW."description_sv", NEW."figures", NEW."figures_en", NEW."figures_fi", NEW."figures_sv", NEW."founded", NEW."founded_en", NEW."founded_fi", NEW."founded_sv", NEW."id", NEW."is_represented", NEW."kind", NEW."meeting_note", NEW."meeting_note_en", NEW."meeting_note_fi", NEW."meeting_note_sv", NEW."meetings_a_year", NEW."member_count", NEW."member_count_precision", NEW."member_count_text", NEW."member_count_text_en", NEW."member_count_text_fi", NEW."member_count_text_sv", NEW."name", NEW."name_en", NEW."name_fi", NEW."name_sv", NEW."name_variants", NEW."needs_description", NEW."note", NEW."other_links", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."role_email", NEW."slug", NEW."source", NEW."website"); RETURN NULL;',
                            hash="a8ceb7de1ca74b9bb9347d6b49ed2dad067728fe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_18ce1",
                            table="networks_network",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="network",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."area" IS DISTINCT FROM (NEW."area") OR OLD."area_en" IS DISTINCT FROM (NEW."area_en") OR OLD."area_fi" IS DISTINCT FROM (NEW."area_fi") OR OLD."area_sv" IS DISTINCT FROM (NEW."area_sv") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."coordinator" IS DISTINCT FROM (NEW."coordinator") OR OLD."coordinator_en" IS DISTINCT FROM (NEW."coordinator_en") OR OLD."coordinator_fi" IS DISTINCT FROM (NEW."coordinator_fi") OR OLD."coordinator_sv" IS DISTINCT FROM (NEW."coordinator_sv") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."description_en" IS DISTINCT FROM (NEW."description_en") OR OLD."description_fi" IS DISTINCT FROM (NEW."description_fi") OR OLD."description_sv" IS DISTINCT FROM (NEW."description_sv") OR OLD."figures" IS DISTINCT FROM (NEW."figures") OR OLD."figures_en" IS DISTINCT FROM (NEW."figures_en") OR OLD."figures_fi" IS DISTINCT FROM (NEW."figures_fi") OR OLD."figures_sv" IS DISTINCT FROM (NEW."figures_sv") OR OLD."founded" IS DISTINCT FROM (NEW."founded") OR OLD."founded_en" IS DISTINCT FROM (NEW."founded_en") OR OLD."founded_fi" IS DISTINCT FROM (NEW."founded_fi") OR OLD."founded_sv" IS DISTINCT FROM (NEW."founded_sv") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_represented" IS DISTINCT FROM (NEW."is_represented") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."meeting_note" IS DISTINCT FROM (NEW."meeting_note") OR OLD."meeting_note_en" IS DISTINCT FROM (NEW."meeting_note_en") OR OLD."meeting_note_fi" IS DISTINCT FROM (NEW."meeting_note_fi") OR OLD."meeting_note_sv" IS DISTINCT FROM (NEW."meeting_note_sv") OR OLD."meetings_a_year" IS DISTINCT FROM (NEW."meetings_a_year") OR OLD."member_count" IS DISTINCT FROM (NEW."member_count") OR OLD."member_count_precision" IS DISTINCT FROM (NEW."member_count_precision") OR OLD."member_count_text" IS DISTINCT FROM (NEW."member_count_text") OR OLD."member_count_text_en" IS DISTINCT FROM (NEW."member_count_text_en") OR OLD."member_count_text_fi" IS DISTINCT FROM (NEW."member_count_text_fi") OR OLD."member_count_text_sv" IS DISTINCT FROM (NEW."member_count_text_sv") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fi" IS DISTINCT FROM (NEW."name_fi") OR OLD."name_sv" IS DISTINCT FROM (NEW."name_sv") OR OLD."name_variants" IS DISTINCT FROM (NEW."name_variants") OR OLD."needs_description" IS DISTINCT FROM (NEW."needs_description") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."other_links" IS DISTINCT FROM (NEW."other_links") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."role_email" IS DISTINCT FROM (NEW."role_email") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                            func='INSERT INTO "networks_networkevent" ("area", "area_en", "area_fi", "area_sv", "category_id", "coordinator", "coordinator_en", "coordinator_fi", "coordinator_sv", "description", "description_en", "description_fi", "description_sv", "figures", "figures_en", "figures_fi", "figures_sv", "founded", "founded_en", "founded_fi", "founded_sv", "id", "is_represented", "kind", "meeting_note", "meeting_note_en", "meeting_note_fi", "meeting_note_sv", "meetings_a_year", "member_count", "member_count_precision", "member_count_text", "member_count_text_en", "member_count_text_fi", "member_count_text_sv", "name", "name_en", "name_fi", "name_sv", "name_variants", "needs_description", "note", "other_links", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role_email", "slug", "source", "website") VALUES (NEW."area", NEW."area_en", NEW."area_fi", NEW."area_sv", NEW."category_id", NEW."coordinator", NEW."coordinator_en", NEW."coordinator_fi", NEW."coordinator_sv", NEW."description", NEW."description_en", NEW."description_fi", NEW."description_sv", NEW."figures", NEW."figures_en", NEW."figures_fi", NEW."figures_sv", NEW."founded", NEW."founded_en", NEW."founded_fi", NEW."founded_sv", NEW."id", NEW."is_represented", NEW."kind", NEW."meeting_note", NEW."meeting_note_en", NEW."meeting_note_fi", NEW."meeting_note_sv", NEW."meetings_a_year", NEW."member_count", NEW."member_count_precision", NEW."member_count_text", NEW."member_count_text_en", NEW."member_count_text_fi", NEW."member_count_text_sv", NEW."name", NEW."name_en", NEW."name_fi", NEW."name_sv", NEW."name_variants", NEW."needs_description", NEW."note", NEW."other_links", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."role_email", NEW."slug", NEW."source", NEW."website"); RETURN NULL;',
                            hash="a1624c54c5ce8b20e2f9dd55e41d6d7b15c6e184",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d086d",
                            table="networks_network",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="network",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "networks_networkevent" ("area", "area_en", "area_fi", "area_sv", "category_id", "coordinator", "coordinator_en", "coordinator_fi", "coordinator_sv", "description", "description_en", "description_fi", "description_sv", "figures", "figures_en", "figures_fi", "figures_sv", "founded", "founded_en", "founded_fi", "founded_sv", "id", "is_represented", "kind", "meeting_note", "meeting_note_en", "meeting_note_fi", "meeting_note_sv", "meetings_a_year", "member_count", "member_count_precision", "member_count_text", "member_count_text_en", "member_count_text_fi", "member_count_text_sv", "name", "name_en", "name_fi", "name_sv", "name_variants", "needs_description", "note", "other_links", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role_email", "slug", "source", "website") VALUES (OLD."area", OLD."area_en", OLD."area_fi", OLD."area_sv", OLD."category_id", OLD."coordinator", OLD."coordinator_en", OLD."coordinator_fi", OLD."coordinator_sv", OLD."description", OLD."description_en", OLD."description_fi", OLD."description_sv", OLD."figures", OLD."figures_en", OLD."figures_fi", OLD."figures_sv", OLD."founded", OLD."founded_en", OLD."founded_fi", OLD."founded_sv", OLD."id", OLD."is_represented", OLD."kind", OLD."meeting_note", OLD."meeting_note_en", OLD."meeting_note_fi", OLD."meeting_note_sv", OLD."meetings_a_year", OLD."member_count", OLD."member_count_precision", OLD."member_count_text", OLD."member_count_text_en", OLD."member_count_text_fi", OLD."member_count_text_sv", OLD."name", OLD."name_en", OLD."name_fi", OLD."name_sv", OLD."name_variants", OLD."needs_description", OLD."note", OLD."other_links", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."role_email", OLD."slug", OLD."source", OLD."website"); RETURN NULL;',
                            hash="e094d23255f473810ad7e01d1d7efb2e960ec4ab",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a2393",
                            table="networks_network",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="networkmember",
                    constraint=models.UniqueConstraint(
                        fields=("network", "name"), name="networks_networkmember_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="networkmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change_of_network",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'networks_network', NEW.\"network_id\" WHERE NEW.\"network_id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"network_id\" IS DISTINCT FROM OLD.\"network_id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'networks_network', OLD.\"network_id\" WHERE OLD.\"network_id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="a3953714f9e8a6294bcf53c0e71ef62991533d64",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_of_network_7b51d",
                            table="networks_networkmember",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serviceline",
                    constraint=models.UniqueConstraint(
                        fields=("region", "name"), name="networks_serviceline_name_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serviceline",
                    constraint=models.UniqueConstraint(
                        fields=("region", "name_fi"), name="networks_serviceline_name_unique-fi"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serviceline",
                    constraint=models.UniqueConstraint(
                        fields=("region", "name_sv"), name="networks_serviceline_name_unique-sv"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serviceline",
                    constraint=models.UniqueConstraint(
                        fields=("region", "name_en"), name="networks_serviceline_name_unique-en"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="networks_contactperson_ends_after_beginning",
                        violation_error_message="The last day is before the first day.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "networks_contactpersonevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "topics", "user_id", "valid_from", "valid_until") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service_line_id", NEW."topics", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="b5b2b811eabda45f998640721ac5e0261d184c5d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_397d6",
                            table="networks_contactperson",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "networks_contactpersonevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "topics", "user_id", "valid_from", "valid_until") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service_line_id", NEW."topics", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                            hash="848e6361f14fa54dd4ccee4c32d34d1fc5d3cc23",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_779e4",
                            table="networks_contactperson",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "networks_contactpersonevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_line_id", "topics", "user_id", "valid_from", "valid_until") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service_line_id", OLD."topics", OLD."user_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                            hash="ef0c3e52167a97d00e02c9b431b99849089134cc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_100da",
                            table="networks_contactperson",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
