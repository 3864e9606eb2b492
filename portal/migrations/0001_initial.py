"""The tables of the shared part, and the database extensions that all apps need."""

import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # The owner of the database may create these without being a superuser.
        django.contrib.postgres.operations.BtreeGistExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.UnaccentExtension(),
        Together(
            [
                migrations.CreateModel(
                    name="SearchChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("record_table", models.CharField(max_length=80)),
                        ("record_id", models.PositiveBigIntegerField()),
                    ],
                    options={
                        "verbose_name": "search change",
                        "verbose_name_plural": "search changes",
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")],
                                default="fi",
                                max_length=2,
                                verbose_name="language of mails",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Take the tick away to close the account; history stays.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="May use the admin panel and sees everything.",
                                verbose_name="secretariat",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="account made"
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "ordering": ["name", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        ("subject_id", models.PositiveBigIntegerField()),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("public", "Public"),
                                    ("members", "Members"),
                                    ("staff", "Secretariat"),
                                ],
                                max_length=10,
                                verbose_name="audience",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting its turn"),
                                    ("rendering", "Being made"),
                                    ("ready", "Ready"),
                                    ("failed", "Did not succeed"),
                                    ("replaced", "Replaced by a newer one"),
                                ],
                                default="queued",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("content_hash", models.CharField(max_length=64, verbose_name="hash of the content")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("filename", models.CharField(max_length=200, verbose_name="file name")),
                        (
                            "file",
                            models.FileField(blank=True, max_length=200, upload_to="", verbose_name="file"),
                        ),
                        (
                            "file_hash",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                        ),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="size in bytes"
                            ),
                        ),
                        ("pages", models.PositiveIntegerField(blank=True, null=True, verbose_name="pages")),
                        (
                            "problems",
                            models.JSONField(
                                blank=True, default=list, verbose_name="what went wrong, untranslated"
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("requested_at", models.DateTimeField(verbose_name="asked for at")),
                        (
                            "started_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="work began at"),
                        ),
                        ("ready_at", models.DateTimeField(blank=True, null=True, verbose_name="ready at")),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="The document that already has the content which this one would have got.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaces",
                                to="portal.document",
                                verbose_name="replaced by",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="documents",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                        (
                            "subject_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document",
                        "verbose_name_plural": "documents",
                        "ordering": ["-requested_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="OutgoingMail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("to_address", models.EmailField(max_length=254, verbose_name="to")),
                        ("to_name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        ("kind", models.CharField(max_length=60, verbose_name="kind")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("text", models.TextField(verbose_name="text")),
                        ("html", models.TextField(blank=True, verbose_name="HTML")),
                        ("about_id", models.PositiveBigIntegerField(blank=True, null=True)),
                        (
                            "is_secret",
                            models.BooleanField(
                                default=False,
                                help_text="Holds a code: the text is wiped as soon as it is on its way.",
                                verbose_name="secret",
                            ),
                        ),
                        (
                            "message_id",
                            models.CharField(max_length=120, unique=True, verbose_name="Message-ID"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting its turn"),
                                    ("sending", "Being sent"),
                                    ("sent", "Sent"),
                                    ("kept", "Kept in the portal"),
                                    ("failed", "Could not be sent"),
                                ],
                                default="queued",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        ("failure", models.TextField(blank=True, verbose_name="why it could not be sent")),
                        ("created_at", models.DateTimeField(verbose_name="written at")),
                        (
                            "due_at",
                            models.DateTimeField(
                                help_text="Moves on after each attempt that did not succeed.",
                                verbose_name="to be sent at",
                            ),
                        ),
                        (
                            "claimed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="sending began at"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        (
                            "about_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                        (
                            "resent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="sent again by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mail",
                        "verbose_name_plural": "mails",
                        "ordering": ["-created_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("record_id", models.PositiveBigIntegerField()),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Finnish"), ("sv", "Swedish"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("vector", django.contrib.postgres.search.SearchVectorField()),
                        (
                            "record_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "search entry",
                        "verbose_name_plural": "search entries",
                    },
                ),
                migrations.CreateModel(
                    name="SearchWord",
                    fields=[
                        ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                        (
                            "plain",
                            models.CharField(
                                help_text="Without the dots and rings of ä, ö and å.", max_length=60
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "search word",
                        "verbose_name_plural": "search words",
                        "indexes": [
                            django.contrib.postgres.indexes.GistIndex(
                                fields=["plain"],
                                name="portal_searchword_nearest",
                                opclasses=["gist_trgm_ops"],
                            ),
                        ],
                    },
                ),
            ]
        ),
        Together(
            [
                migrations.AddConstraint(
                    model_name="user",
                    constraint=models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="portal_user_email_unique",
                        violation_error_message="This address already has an account.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="document",
                    index=models.Index(
                        fields=["subject_type", "subject_id", "kind", "language", "audience"],
                        name="portal_document_subject",
                    ),
                ),
                migrations.AddIndex(
                    model_name="document",
                    index=models.Index(
                        condition=models.Q(("state__in", ["queued", "rendering"])),
                        fields=["requested_at"],
                        name="portal_document_unfinished",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["failed", "replaced"]), _negated=True),
                        fields=("kind", "subject_type", "subject_id", "language", "audience", "content_hash"),
                        name="portal_document_content_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("pages__gt", 0),
                                ("ready_at__isnull", False),
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                ("file", ""),
                                ("ready_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="portal_document_file_when_ready",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("problems", []), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_document_failure_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_by__isnull", False), ("state", "replaced")),
                            models.Q(
                                models.Q(("state", "replaced"), _negated=True), ("replaced_by__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="portal_document_replaced_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="document",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at__isnull", True), ("state", "queued")),
                            models.Q(
                                ("started_at__isnull", False),
                                ("state__in", ["rendering", "ready", "replaced"]),
                            ),
                            ("state", "failed"),
                            _connector="OR",
                        ),
                        name="portal_document_started_when_rendering",
                    ),
                ),
                migrations.AddIndex(
                    model_name="outgoingmail",
                    index=models.Index(
                        condition=models.Q(("state__in", ["queued", "sending"])),
                        fields=["state", "due_at"],
                        name="portal_mail_unsent",
                    ),
                ),
                migrations.AddIndex(
                    model_name="outgoingmail",
                    index=models.Index(fields=["about_type", "about_id"], name="portal_mail_about"),
                ),
                migrations.AddConstraint(
                    model_name="outgoingmail",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state__in", ["sent", "kept"])),
                            models.Q(
                                models.Q(("state__in", ["sent", "kept"]), _negated=True),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="portal_mail_sent_at_when_sent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="outgoingmail",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_mail_failure_has_reason",
                    ),
                ),
                migrations.AddIndex(
                    model_name="searchentry",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], name="portal_searchentry_vector"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="searchentry",
                    constraint=models.UniqueConstraint(
                        fields=("record_type", "record_id", "language"), name="portal_searchentry_record_once"
                    ),
                ),
            ]
        ),
    ]
