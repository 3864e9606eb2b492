"""A nomination that was found to be false is set aside with a reason, and can be taken back."""

import django.db.models.deletion
import rules.contrib.models
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    """One more state, and a row for each time that it was used."""

    dependencies = [
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.AlterField(
                    model_name="nomination",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waits for the candidate"),
                            ("confirmed", "Confirmed by the candidate"),
                            ("declined", "Declined by the candidate"),
                            ("withdrawn", "Withdrawn"),
                            ("set_aside", "Set aside"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                migrations.CreateModel(
                    name="SettingAside",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why it was set aside")),
                        ("done_at", models.DateTimeField(verbose_name="set aside at")),
                        ("taken_back_at", models.DateTimeField(null=True, verbose_name="taken back at")),
                        (
                            "done_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="set aside by",
                            ),
                        ),
                        (
                            "nomination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settings_aside",
                                to="members.nomination",
                                verbose_name="nomination",
                            ),
                        ),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken back by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "setting aside of a nomination",
                        "verbose_name_plural": "settings aside of nominations",
                        "ordering": ["nomination", "done_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at", None)),
                                fields=("nomination",),
                                name="members_settingaside_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="members_settingaside_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("taken_back_at", None), ("taken_back_by", None)),
                                    models.Q(
                                        ("taken_back_at__gte", models.F("done_at")),
                                        ("taken_back_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="members_settingaside_taken_back_by_somebody",
                            ),
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
            ]
        ),
    ]
