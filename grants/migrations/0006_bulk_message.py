"""One message to many applicants, and the subject that such a message has."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import rules.contrib.models
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0005_sent_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="message",
                    name="subject",
                    field=models.CharField(blank=True, max_length=150, verbose_name="subject"),
                ),
                migrations.CreateModel(
                    name="BulkMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("begun_at", models.DateTimeField(verbose_name="begun at")),
                        (
                            "applications",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveBigIntegerField(),
                                size=None,
                                verbose_name="applications",
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=150, verbose_name="subject")),
                        ("text", models.TextField(blank=True, max_length=10000, verbose_name="message")),
                        ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="sent at")),
                        ("count", models.PositiveIntegerField(default=0, editable=False)),
                        ("told", models.PositiveIntegerField(default=0, editable=False)),
                        ("mails", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "writer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message to many",
                        "verbose_name_plural": "messages to many",
                        "ordering": ["-begun_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("count", 0), ("sent_at", None)),
                                    models.Q(
                                        ("sent_at__isnull", False),
                                        models.Q(("subject", ""), _negated=True),
                                        models.Q(("text", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="grants_bulkmessage_sent_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("told__lte", models.F("count"))),
                                name="grants_bulkmessage_told_of_sent",
                            ),
                        ],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
            ]
        ),
        Together(
            [
                migrations.AddField(
                    model_name="message",
                    name="bulk",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="grants.bulkmessage",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.UniqueConstraint(
                        fields=("bulk", "application"), name="grants_message_of_bulk_once"
                    ),
                ),
            ]
        ),
    ]
