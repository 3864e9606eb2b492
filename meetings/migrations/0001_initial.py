import uuid

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
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
        ("networks", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="discuss",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening"),
                                    ("legality", "Legality and quorum"),
                                    ("inspectors", "Inspectors of the minutes"),
                                    ("agenda", "Agenda"),
                                    ("announcements", "Announcements"),
                                    ("other", "Other matters"),
                                    ("next_meeting", "Next meeting"),
                                    ("closing", "Closing"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="standing item",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "background",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "background_fi",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                null=True,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "background_sv",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                null=True,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "background_en",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                null=True,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "proposal",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "proposal_fi",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                null=True,
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "proposal_sv",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                null=True,
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "proposal_en",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                null=True,
                                verbose_name="proposal",
                            ),
                        ),
                        ("presenter", models.CharField(blank=True, max_length=120, verbose_name="presenter")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "added_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="added at"
                            ),
                        ),
                        ("changed_at", models.DateTimeField(editable=False, verbose_name="changed at")),
                        (
                            "changed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "continues",
                            models.ForeignKey(
                                blank=True,
                                help_text="The earlier item of this matter, if another meeting has taken it up.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="continued_by",
                                to="meetings.agendaitem",
                                verbose_name="continues",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="meetings.agendaitem",
                                verbose_name="part of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agenda item",
                        "verbose_name_plural": "agenda items",
                        "ordering": ["meeting", "order"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("made_at", models.DateTimeField(verbose_name="made at")),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar feed",
                        "verbose_name_plural": "calendar feeds",
                    },
                ),
                migrations.CreateModel(
                    name="Guest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("role", models.CharField(blank=True, max_length=160, verbose_name="as what")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="guests",
                                to="meetings.agendaitem",
                                verbose_name="item",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "guest",
                        "verbose_name_plural": "guests",
                        "ordering": ["meeting", "item", "name"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("member", "Member"),
                                    ("deputy", "Deputy"),
                                    ("speaker", "Right to speak"),
                                    ("office", "Office holder"),
                                    ("guest", "Guest"),
                                ],
                                max_length=10,
                                verbose_name="as what",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "sequence",
                            models.PositiveIntegerField(
                                default=0, verbose_name="number of the calendar entry's version"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="sent at")),
                        (
                            "reminded_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reminded at"),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                        ),
                        ("diet", models.CharField(blank=True, max_length=300, verbose_name="diet")),
                        (
                            "needs",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="what you need to be able to take part",
                            ),
                        ),
                        (
                            "guest",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitation",
                                to="meetings.guest",
                                verbose_name="guest",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="members.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="members.seat",
                                verbose_name="seat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "ordering": ["meeting", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "coming",
                            models.CharField(
                                choices=[
                                    ("on_site", "Comes to the place"),
                                    ("remote", "Takes part remotely"),
                                    ("absent", "Does not come"),
                                ],
                                max_length=8,
                                verbose_name="answer",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(verbose_name="answered at")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("link", "by the link in the mail"),
                                    ("portal", "in the portal"),
                                    ("coordinator", "told to the coordinator"),
                                ],
                                max_length=12,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="meetings.agendaitem",
                                verbose_name="only for the item",
                            ),
                        ),
                        (
                            "invitation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="meetings.invitation",
                                verbose_name="invitation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "ordering": ["invitation", "answered_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
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
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("annex", "Annex"), ("background", "Background material")],
                                default="annex",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("public", "Public"),
                                    ("members", "Members"),
                                    ("staff", "Secretariat"),
                                ],
                                default="public",
                                max_length=10,
                                verbose_name="who may read",
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="materials",
                                to="meetings.agendaitem",
                                verbose_name="agenda item",
                            ),
                        ),
                        (
                            "replaced_by",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="replaces",
                                to="meetings.material",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper",
                        "verbose_name_plural": "papers",
                        "ordering": ["item", "order", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="MaterialEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("annex", "Annex"), ("background", "Background material")],
                                default="annex",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("public", "Public"),
                                    ("members", "Members"),
                                    ("staff", "Secretariat"),
                                ],
                                default="public",
                                max_length=10,
                                verbose_name="who may read",
                            ),
                        ),
                        (
                            "added_by",
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
                            "item",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.agendaitem",
                                verbose_name="agenda item",
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
                                to="meetings.material",
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.material",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("organising", "Organising meeting"),
                                    ("regular", "Regular meeting"),
                                    ("extra", "Extra meeting"),
                                    ("hyte_negotiation", "Wellbeing negotiation"),
                                ],
                                default="regular",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "title_fi",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                null=True,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "title_sv",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                null=True,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                null=True,
                                verbose_name="title",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "remote_link",
                            models.URLField(
                                blank=True,
                                help_text="Shown to the participants only.",
                                max_length=500,
                                verbose_name="remote link",
                            ),
                        ),
                        (
                            "proposals_due_on",
                            models.DateField(blank=True, null=True, verbose_name="proposals by"),
                        ),
                        (
                            "materials_due_on",
                            models.DateField(blank=True, null=True, verbose_name="papers by"),
                        ),
                        (
                            "invitation_due_on",
                            models.DateField(blank=True, null=True, verbose_name="invitation by"),
                        ),
                        (
                            "minutes_due_on",
                            models.DateField(blank=True, null=True, verbose_name="minutes by"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("convened", "Convened"),
                                    ("in_session", "In session"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="year of the number"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="number in the year"
                            ),
                        ),
                        (
                            "convened_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="convened at"
                            ),
                        ),
                        (
                            "agenda_published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="agenda published at"
                            ),
                        ),
                        (
                            "cancel_reason",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="why it was cancelled"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ["-starts_at", "-pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="AgendaItemEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="order")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="discuss",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening"),
                                    ("legality", "Legality and quorum"),
                                    ("inspectors", "Inspectors of the minutes"),
                                    ("agenda", "Agenda"),
                                    ("announcements", "Announcements"),
                                    ("other", "Other matters"),
                                    ("next_meeting", "Next meeting"),
                                    ("closing", "Closing"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="standing item",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "background",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "background_fi",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                null=True,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "background_sv",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                null=True,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "background_en",
                            models.TextField(
                                blank=True,
                                help_text="What the members should know. Paragraphs, lists, **bold** and [links](https://…).",
                                max_length=20000,
                                null=True,
                                verbose_name="background",
                            ),
                        ),
                        (
                            "proposal",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "proposal_fi",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                null=True,
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "proposal_sv",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                null=True,
                                verbose_name="proposal",
                            ),
                        ),
                        (
                            "proposal_en",
                            models.TextField(
                                blank=True,
                                help_text="What the meeting is asked to decide, in one or two sentences.",
                                max_length=10000,
                                null=True,
                                verbose_name="proposal",
                            ),
                        ),
                        ("presenter", models.CharField(blank=True, max_length=120, verbose_name="presenter")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "added_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="added at"
                            ),
                        ),
                        ("changed_at", models.DateTimeField(editable=False, verbose_name="changed at")),
                        (
                            "changed_by",
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
                            "continues",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The earlier item of this matter, if another meeting has taken it up.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.agendaitem",
                                verbose_name="continues",
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
                                to="meetings.agendaitem",
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
                                to="meetings.agendaitem",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("organising", "Organising meeting"),
                                    ("regular", "Regular meeting"),
                                    ("extra", "Extra meeting"),
                                    ("hyte_negotiation", "Wellbeing negotiation"),
                                ],
                                default="regular",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "title_fi",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                null=True,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "title_sv",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                null=True,
                                verbose_name="title",
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True,
                                help_text="Only if the meeting has one besides its number.",
                                max_length=160,
                                null=True,
                                verbose_name="title",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "remote_link",
                            models.URLField(
                                blank=True,
                                help_text="Shown to the participants only.",
                                max_length=500,
                                verbose_name="remote link",
                            ),
                        ),
                        (
                            "proposals_due_on",
                            models.DateField(blank=True, null=True, verbose_name="proposals by"),
                        ),
                        (
                            "materials_due_on",
                            models.DateField(blank=True, null=True, verbose_name="papers by"),
                        ),
                        (
                            "invitation_due_on",
                            models.DateField(blank=True, null=True, verbose_name="invitation by"),
                        ),
                        (
                            "minutes_due_on",
                            models.DateField(blank=True, null=True, verbose_name="minutes by"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("convened", "Convened"),
                                    ("in_session", "In session"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="year of the number"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="number in the year"
                            ),
                        ),
                        (
                            "convened_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="convened at"
                            ),
                        ),
                        (
                            "agenda_published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="agenda published at"
                            ),
                        ),
                        (
                            "cancel_reason",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="why it was cancelled"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                                to="meetings.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seen_at", models.DateTimeField()),
                        ("seen_before_at", models.DateTimeField(null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meeting_visits",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "visit",
                        "verbose_name_plural": "visits",
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("coordinator", "Coordinator"),
                                    ("member", "Member"),
                                    ("network", "Network"),
                                    ("organisation", "Association"),
                                    ("resident", "Resident's initiative"),
                                    ("annual_clock", "Annual clock"),
                                ],
                                max_length=12,
                                verbose_name="from",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="what and why")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="discuss",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        ("proposer_name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        (
                            "proposer_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "topic_year",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="year of the topic"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("taken", "On an agenda"),
                                    ("declined", "Not taken up"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("received_at", models.DateTimeField(editable=False, verbose_name="received at")),
                        (
                            "decided_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                        ),
                        ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reasons")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="from_proposal",
                                to="meetings.agendaitem",
                                verbose_name="agenda item",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
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
                                related_name="proposals",
                                to="members.organisation",
                                verbose_name="association",
                            ),
                        ),
                        (
                            "proposer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="proposals",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                        (
                            "wished_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="wished_proposals",
                                to="meetings.meeting",
                                verbose_name="wished for the meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposal for an agenda",
                        "verbose_name_plural": "proposals for agendas",
                        "ordering": ["body", "received_at", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Substitution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("absent", "the member does not come"),
                                    ("disqualified", "the member is disqualified"),
                                    ("vacant", "the member's seat is vacant"),
                                ],
                                max_length=12,
                                verbose_name="why",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("called", "Called, has not answered"),
                                    ("accepted", "Comes"),
                                    ("declined", "Does not come"),
                                    ("released", "Not needed after all"),
                                ],
                                default="called",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="called at")),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                        ),
                        (
                            "released_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="released at"),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutions",
                                to="members.person",
                                verbose_name="deputy",
                            ),
                        ),
                        (
                            "deputy_seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="members.seat",
                                verbose_name="deputy's seat",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutions",
                                to="meetings.agendaitem",
                                verbose_name="only for the item",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutions",
                                to="meetings.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="substitutions",
                                to="members.seat",
                                verbose_name="member's seat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "call of a deputy",
                        "verbose_name_plural": "calls of deputies",
                        "ordering": ["meeting", "called_at", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SubstitutionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("absent", "the member does not come"),
                                    ("disqualified", "the member is disqualified"),
                                    ("vacant", "the member's seat is vacant"),
                                ],
                                max_length=12,
                                verbose_name="why",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("called", "Called, has not answered"),
                                    ("accepted", "Comes"),
                                    ("declined", "Does not come"),
                                    ("released", "Not needed after all"),
                                ],
                                default="called",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("called_at", models.DateTimeField(verbose_name="called at")),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                        ),
                        (
                            "released_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="released at"),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.person",
                                verbose_name="deputy",
                            ),
                        ),
                        (
                            "deputy_seat",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="members.seat",
                                verbose_name="deputy's seat",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.agendaitem",
                                verbose_name="only for the item",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="meeting",
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
                                to="meetings.substitution",
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
                                verbose_name="member's seat",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TemplateItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="order")),
                        (
                            "standing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening"),
                                    ("legality", "Legality and quorum"),
                                    ("inspectors", "Inspectors of the minutes"),
                                    ("agenda", "Agenda"),
                                    ("announcements", "Announcements"),
                                    ("other", "Other matters"),
                                    ("next_meeting", "Next meeting"),
                                    ("closing", "Closing"),
                                ],
                                max_length=20,
                                verbose_name="standing item",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="formal",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="template_items",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "standing item of a body",
                        "verbose_name_plural": "standing items of bodies",
                        "ordering": ["body", "order"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="TemplateItemEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("order", models.PositiveSmallIntegerField(editable=False, verbose_name="order")),
                        (
                            "standing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opening", "Opening"),
                                    ("legality", "Legality and quorum"),
                                    ("inspectors", "Inspectors of the minutes"),
                                    ("agenda", "Agenda"),
                                    ("announcements", "Announcements"),
                                    ("other", "Other matters"),
                                    ("next_meeting", "Next meeting"),
                                    ("closing", "Closing"),
                                ],
                                max_length=20,
                                verbose_name="standing item",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="formal",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
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
                                to="meetings.templateitem",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="YearCounter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last_meeting", models.PositiveSmallIntegerField(default=0)),
                        ("last_section", models.PositiveIntegerField(default=0)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="year_counters",
                                to="members.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "counter of the year",
                        "verbose_name_plural": "counters of years",
                    },
                ),
                migrations.CreateModel(
                    name="YearlyTopic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "month",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="month",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "background",
                            models.TextField(blank=True, max_length=20000, verbose_name="background"),
                        ),
                        (
                            "background_fi",
                            models.TextField(
                                blank=True, max_length=20000, null=True, verbose_name="background"
                            ),
                        ),
                        (
                            "background_sv",
                            models.TextField(
                                blank=True, max_length=20000, null=True, verbose_name="background"
                            ),
                        ),
                        (
                            "background_en",
                            models.TextField(
                                blank=True, max_length=20000, null=True, verbose_name="background"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="discuss",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="yearly_topics",
                                to="members.body",
                                verbose_name="body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "yearly topic",
                        "verbose_name_plural": "yearly topics",
                        "ordering": ["body", "month", "pk"],
                    },
                    bases=(rules.contrib.models.RulesModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ProposalEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("coordinator", "Coordinator"),
                                    ("member", "Member"),
                                    ("network", "Network"),
                                    ("organisation", "Association"),
                                    ("resident", "Resident's initiative"),
                                    ("annual_clock", "Annual clock"),
                                ],
                                max_length=12,
                                verbose_name="from",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="what and why")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="discuss",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
                            ),
                        ),
                        (
                            "topic_year",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="year of the topic"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("taken", "On an agenda"),
                                    ("declined", "Not taken up"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("received_at", models.DateTimeField(editable=False, verbose_name="received at")),
                        (
                            "decided_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                        ),
                        ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reasons")),
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
                            "item",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.agendaitem",
                                verbose_name="agenda item",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="networks.network",
                                verbose_name="network",
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
                                verbose_name="association",
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
                                to="meetings.proposal",
                            ),
                        ),
                        (
                            "proposer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                        (
                            "wished_on",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.meeting",
                                verbose_name="wished for the meeting",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="meetings.yearlytopic",
                                verbose_name="yearly topic",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="YearlyTopicEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "month",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="month",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_fi", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_sv", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        (
                            "background",
                            models.TextField(blank=True, max_length=20000, verbose_name="background"),
                        ),
                        (
                            "background_fi",
                            models.TextField(
                                blank=True, max_length=20000, null=True, verbose_name="background"
                            ),
                        ),
                        (
                            "background_sv",
                            models.TextField(
                                blank=True, max_length=20000, null=True, verbose_name="background"
                            ),
                        ),
                        (
                            "background_en",
                            models.TextField(
                                blank=True, max_length=20000, null=True, verbose_name="background"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decide", "To decide"),
                                    ("discuss", "To discuss"),
                                    ("note", "To note"),
                                    ("formal", "Procedure"),
                                    ("break", "Break"),
                                ],
                                default="discuss",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="minutes",
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
                                to="meetings.yearlytopic",
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
                    model_name="invitation",
                    name="meeting",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                migrations.AddField(
                    model_name="guest",
                    name="meeting",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                migrations.AddField(
                    model_name="agendaitem",
                    name="meeting",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.meeting",
                        verbose_name="meeting",
                    ),
                ),
                migrations.AddField(
                    model_name="proposal",
                    name="topic",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="meetings.yearlytopic",
                        verbose_name="yearly topic",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="answer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="aa563b7524821b5de9cc1b8fe15d5db402f7e9f3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_42151",
                            table="meetings_answer",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="material",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="meetings_material_not_empty"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="material",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("replaced_by", models.F("pk")), _negated=True),
                        name="meetings_material_not_replaced_by_itself",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="material",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'meetings_material', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'meetings_material', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="c57dd396c4eca9a6dbbe8e8c58113ffd22492f34",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_cc66a",
                            table="meetings_material",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="material",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_materialevent" ("added_at", "added_by_id", "audience", "content_type", "file_hash", "filename", "id", "item_id", "key", "kind", "order", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "size", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."added_at", NEW."added_by_id", NEW."audience", NEW."content_type", NEW."file_hash", NEW."filename", NEW."id", NEW."item_id", NEW."key", NEW."kind", NEW."order", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaced_by_id", NEW."size", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="bc84cc50039548f37e5d5e9909497bf07acb7f2a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aa1dd",
                            table="meetings_material",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="material",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."file_hash" IS DISTINCT FROM (NEW."file_hash") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."replaced_by_id" IS DISTINCT FROM (NEW."replaced_by_id") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_fi" IS DISTINCT FROM (NEW."title_fi") OR OLD."title_sv" IS DISTINCT FROM (NEW."title_sv"))',
                            func='INSERT INTO "meetings_materialevent" ("added_at", "added_by_id", "audience", "content_type", "file_hash", "filename", "id", "item_id", "key", "kind", "order", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "size", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."added_at", NEW."added_by_id", NEW."audience", NEW."content_type", NEW."file_hash", NEW."filename", NEW."id", NEW."item_id", NEW."key", NEW."kind", NEW."order", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaced_by_id", NEW."size", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="c929118845aa9a86cdc83badcf67a04e021f8b36",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_21b27",
                            table="meetings_material",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="material",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_materialevent" ("added_at", "added_by_id", "audience", "content_type", "file_hash", "filename", "id", "item_id", "key", "kind", "order", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_by_id", "size", "title", "title_en", "title_fi", "title_sv") VALUES (OLD."added_at", OLD."added_by_id", OLD."audience", OLD."content_type", OLD."file_hash", OLD."filename", OLD."id", OLD."item_id", OLD."key", OLD."kind", OLD."order", OLD."pages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."replaced_by_id", OLD."size", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv"); RETURN NULL;',
                            hash="1b77fb6a78fb9551792617e84924f3466886bed3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e04a5",
                            table="meetings_material",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="meeting",
                    index=models.Index(fields=["body", "-starts_at"], name="meetings_meeting_of_body"),
                ),
                migrations.AddIndex(
                    model_name="meeting",
                    index=models.Index(fields=["ends_at", "starts_at"], name="meetings_meeting_coming"),
                ),
                migrations.AddConstraint(
                    model_name="meeting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="meetings_meeting_ends_after_beginning",
                        violation_error_message="The meeting must end after it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meeting",
                    constraint=models.UniqueConstraint(
                        fields=("body", "year", "number"), name="meetings_meeting_number_unique"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meeting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", None), ("year", None)),
                            models.Q(("number__gt", 0), ("year__isnull", False)),
                            _connector="OR",
                        ),
                        name="meetings_meeting_number_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meeting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agenda_published_at", None),
                                ("convened_at", None),
                                ("number", None),
                                ("state", "draft"),
                            ),
                            models.Q(
                                ("convened_at__isnull", False),
                                ("number__isnull", False),
                                ("state__in", ["convened", "in_session"]),
                            ),
                            models.Q(("number__isnull", False), ("state", "held")),
                            ("state", "cancelled"),
                            _connector="OR",
                        ),
                        name="meetings_meeting_number_from_convening",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meeting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_meeting_cancelled_with_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'meetings_meeting', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'meetings_meeting', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="6990425ca8cb0371b58ebe88297e06359ec49c0f",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_e7673",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_meetingevent" ("agenda_published_at", "body_id", "cancel_reason", "convened_at", "ends_at", "id", "invitation_due_on", "key", "kind", "materials_due_on", "minutes_due_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proposals_due_on", "remote_link", "starts_at", "state", "title", "title_en", "title_fi", "title_sv", "version", "year") VALUES (NEW."agenda_published_at", NEW."body_id", NEW."cancel_reason", NEW."convened_at", NEW."ends_at", NEW."id", NEW."invitation_due_on", NEW."key", NEW."kind", NEW."materials_due_on", NEW."minutes_due_on", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."proposals_due_on", NEW."remote_link", NEW."starts_at", NEW."state", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."version", NEW."year"); RETURN NULL;',
                            hash="52039793033403c044ab1af760808dcd80d77a9d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_61d9e",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_meetingevent" ("agenda_published_at", "body_id", "cancel_reason", "convened_at", "ends_at", "id", "invitation_due_on", "key", "kind", "materials_due_on", "minutes_due_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proposals_due_on", "remote_link", "starts_at", "state", "title", "title_en", "title_fi", "title_sv", "version", "year") VALUES (NEW."agenda_published_at", NEW."body_id", NEW."cancel_reason", NEW."convened_at", NEW."ends_at", NEW."id", NEW."invitation_due_on", NEW."key", NEW."kind", NEW."materials_due_on", NEW."minutes_due_on", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."proposals_due_on", NEW."remote_link", NEW."starts_at", NEW."state", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."version", NEW."year"); RETURN NULL;',
                            hash="ba489bd76701514d910aacb431f02d8c1a69df6f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_495b8",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="meeting",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_meetingevent" ("agenda_published_at", "body_id", "cancel_reason", "convened_at", "ends_at", "id", "invitation_due_on", "key", "kind", "materials_due_on", "minutes_due_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proposals_due_on", "remote_link", "starts_at", "state", "title", "title_en", "title_fi", "title_sv", "version", "year") VALUES (OLD."agenda_published_at", OLD."body_id", OLD."cancel_reason", OLD."convened_at", OLD."ends_at", OLD."id", OLD."invitation_due_on", OLD."key", OLD."kind", OLD."materials_due_on", OLD."minutes_due_on", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."proposals_due_on", OLD."remote_link", OLD."starts_at", OLD."state", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv", OLD."version", OLD."year"); RETURN NULL;',
                            hash="3ade63d4bd8b0ee404246817c922c0937fdfb907",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4bf26",
                            table="meetings_meeting",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("revoked_at", None)),
                        fields=("meeting", "person"),
                        name="meetings_invitation_person_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest", None), ("person__isnull", False)),
                            models.Q(("guest__isnull", False), ("person", None)),
                            _connector="OR",
                        ),
                        name="meetings_invitation_of_person_or_guest",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capacity__in", ["member", "deputy"]), ("seat__isnull", False)),
                            models.Q(
                                models.Q(("capacity__in", ["member", "deputy"]), _negated=True),
                                ("seat", None),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_invitation_seat_of_members_and_deputies",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="guest",
                    constraint=models.UniqueConstraint(
                        fields=("meeting", "item", "name"),
                        name="meetings_guest_once",
                        nulls_distinct=False,
                        violation_error_message="This guest has been asked already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agendaitem",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("meeting", "order"),
                        name="meetings_agendaitem_order_unique",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agendaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 600)),
                        name="meetings_agendaitem_minutes_sensible",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agendaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parent", models.F("pk")), _negated=True),
                            models.Q(("continues", models.F("pk")), _negated=True),
                        ),
                        name="meetings_agendaitem_not_of_itself",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agendaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="marks_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN\n                RETURN NULL;\n            END IF;\n            IF TG_OP <> 'DELETE' THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'meetings_agendaitem', NEW.\"id\" WHERE NEW.\"id\" IS NOT NULL;\n            END IF;\n            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.\"id\" IS DISTINCT FROM OLD.\"id\" THEN\n                INSERT INTO portal_searchchange (record_table, record_id) SELECT 'meetings_agendaitem', OLD.\"id\" WHERE OLD.\"id\" IS NOT NULL;\n            END IF;\n            RETURN NULL;\n        ",
                            hash="ac1e3698f8b5d3f0b156ac27c56859177df1597f",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_marks_change_85644",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agendaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_agendaitemevent" ("added_at", "background", "background_en", "background_fi", "background_sv", "changed_at", "changed_by_id", "continues_id", "id", "key", "kind", "meeting_id", "minutes", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter", "proposal", "proposal_en", "proposal_fi", "proposal_sv", "standing", "title", "title_en", "title_fi", "title_sv", "version") VALUES (NEW."added_at", NEW."background", NEW."background_en", NEW."background_fi", NEW."background_sv", NEW."changed_at", NEW."changed_by_id", NEW."continues_id", NEW."id", NEW."key", NEW."kind", NEW."meeting_id", NEW."minutes", NEW."order", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."presenter", NEW."proposal", NEW."proposal_en", NEW."proposal_fi", NEW."proposal_sv", NEW."standing", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."version"); RETURN NULL;',
                            hash="c077a7262969cbe7c06e94126eb354154f092b92",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f98e2",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agendaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_agendaitemevent" ("added_at", "background", "background_en", "background_fi", "background_sv", "changed_at", "changed_by_id", "continues_id", "id", "key", "kind", "meeting_id", "minutes", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter", "proposal", "proposal_en", "proposal_fi", "proposal_sv", "standing", "title", "title_en", "title_fi", "title_sv", "version") VALUES (NEW."added_at", NEW."background", NEW."background_en", NEW."background_fi", NEW."background_sv", NEW."changed_at", NEW."changed_by_id", NEW."continues_id", NEW."id", NEW."key", NEW."kind", NEW."meeting_id", NEW."minutes", NEW."order", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."presenter", NEW."proposal", NEW."proposal_en", NEW."proposal_fi", NEW."proposal_sv", NEW."standing", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv", NEW."version"); RETURN NULL;',
                            hash="abc09316794b119f59752cf28ae8c27ebe78aec1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ca6ee",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agendaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_agendaitemevent" ("added_at", "background", "background_en", "background_fi", "background_sv", "changed_at", "changed_by_id", "continues_id", "id", "key", "kind", "meeting_id", "minutes", "order", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter", "proposal", "proposal_en", "proposal_fi", "proposal_sv", "standing", "title", "title_en", "title_fi", "title_sv", "version") VALUES (OLD."added_at", OLD."background", OLD."background_en", OLD."background_fi", OLD."background_sv", OLD."changed_at", OLD."changed_by_id", OLD."continues_id", OLD."id", OLD."key", OLD."kind", OLD."meeting_id", OLD."minutes", OLD."order", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."presenter", OLD."proposal", OLD."proposal_en", OLD."proposal_fi", OLD."proposal_sv", OLD."standing", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv", OLD."version"); RETURN NULL;',
                            hash="db3088c830cda1e016d70bee0b3ad458da40a8a8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2c12a",
                            table="meetings_agendaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meetingvisit",
                    constraint=models.UniqueConstraint(
                        fields=("user", "meeting"), name="meetings_meetingvisit_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitution",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["called", "accepted"])),
                        fields=("meeting", "item", "seat"),
                        name="meetings_substitution_one_open_for_a_seat",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitution",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["called", "accepted"])),
                        fields=("meeting", "item", "deputy"),
                        name="meetings_substitution_one_open_for_a_person",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("seat", models.F("deputy_seat")), _negated=True),
                        name="meetings_substitution_of_another_seat",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", False), ("state", "released")),
                            models.Q(models.Q(("state", "released"), _negated=True), ("released_at", None)),
                            _connector="OR",
                        ),
                        name="meetings_substitution_released_at_when_released",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="substitution",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "called")),
                            models.Q(("answered_at__isnull", False), ("state__in", ["accepted", "declined"])),
                            ("state", "released"),
                            _connector="OR",
                        ),
                        name="meetings_substitution_answered_at_when_answered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="substitution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_substitutionevent" ("answered_at", "called_at", "cause", "deputy_id", "deputy_seat_id", "id", "item_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "seat_id", "state") VALUES (NEW."answered_at", NEW."called_at", NEW."cause", NEW."deputy_id", NEW."deputy_seat_id", NEW."id", NEW."item_id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."seat_id", NEW."state"); RETURN NULL;',
                            hash="004f143ebfb81ac05f6a961c6ce00d413995924d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b1cd7",
                            table="meetings_substitution",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="substitution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_substitutionevent" ("answered_at", "called_at", "cause", "deputy_id", "deputy_seat_id", "id", "item_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "seat_id", "state") VALUES (NEW."answered_at", NEW."called_at", NEW."cause", NEW."deputy_id", NEW."deputy_seat_id", NEW."id", NEW."item_id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."seat_id", NEW."state"); RETURN NULL;',
                            hash="171424ff8837fd64f4fc83885603e602f56a72bb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a4fab",
                            table="meetings_substitution",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="substitution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_substitutionevent" ("answered_at", "called_at", "cause", "deputy_id", "deputy_seat_id", "id", "item_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "seat_id", "state") VALUES (OLD."answered_at", OLD."called_at", OLD."cause", OLD."deputy_id", OLD."deputy_seat_id", OLD."id", OLD."item_id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."released_at", OLD."seat_id", OLD."state"); RETURN NULL;',
                            hash="27dbb47d3f1e59ee75756ddca78e8b8e6c4e3660",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9d699",
                            table="meetings_substitution",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="templateitem",
                    constraint=models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("body", "order"),
                        name="meetings_templateitem_order_unique",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="templateitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("standing", ""), _negated=True),
                        fields=("body", "standing"),
                        name="meetings_templateitem_standing_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="templateitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("minutes__range", (1, 600))),
                        name="meetings_templateitem_minutes_sensible",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="templateitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_templateitemevent" ("body_id", "id", "kind", "minutes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."body_id", NEW."id", NEW."kind", NEW."minutes", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."standing", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="231bc349bf870ed8d1295362fa5a6e247add9e30",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d4111",
                            table="meetings_templateitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="templateitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_templateitemevent" ("body_id", "id", "kind", "minutes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."body_id", NEW."id", NEW."kind", NEW."minutes", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."standing", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="8eb92d8bc88f03ef1bbc670284189fbdf812a3ee",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2f4ca",
                            table="meetings_templateitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="templateitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_templateitemevent" ("body_id", "id", "kind", "minutes", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "title", "title_en", "title_fi", "title_sv") VALUES (OLD."body_id", OLD."id", OLD."kind", OLD."minutes", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."standing", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv"); RETURN NULL;',
                            hash="a8d4c74ae0c3133ce5e61bb773406bbdb3dae6a7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cc39f",
                            table="meetings_templateitem",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="yearcounter",
                    constraint=models.UniqueConstraint(
                        fields=("body", "year"), name="meetings_yearcounter_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="yearlytopic",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("month__range", (1, 12))), name="meetings_yearlytopic_month"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="yearlytopic",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("minutes__range", (1, 600))),
                        name="meetings_yearlytopic_minutes_sensible",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="yearlytopic",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_yearlytopicevent" ("background", "background_en", "background_fi", "background_sv", "body_id", "id", "kind", "minutes", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."background", NEW."background_en", NEW."background_fi", NEW."background_sv", NEW."body_id", NEW."id", NEW."kind", NEW."minutes", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="38e1085924b5adccee19dce02a62cd386920e7de",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8b870",
                            table="meetings_yearlytopic",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="yearlytopic",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "meetings_yearlytopicevent" ("background", "background_en", "background_fi", "background_sv", "body_id", "id", "kind", "minutes", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "title_fi", "title_sv") VALUES (NEW."background", NEW."background_en", NEW."background_fi", NEW."background_sv", NEW."body_id", NEW."id", NEW."kind", NEW."minutes", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."title_en", NEW."title_fi", NEW."title_sv"); RETURN NULL;',
                            hash="4c55e51117f5fcb1025054c026d0d296eba1b936",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3a45f",
                            table="meetings_yearlytopic",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="yearlytopic",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_yearlytopicevent" ("background", "background_en", "background_fi", "background_sv", "body_id", "id", "kind", "minutes", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "title_fi", "title_sv") VALUES (OLD."background", OLD."background_en", OLD."background_fi", OLD."background_sv", OLD."body_id", OLD."id", OLD."kind", OLD."minutes", OLD."month", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title", OLD."title_en", OLD."title_fi", OLD."title_sv"); RETURN NULL;',
                            hash="f41b4f8283544fabbe985ef5e24246b4141f240e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ff08b",
                            table="meetings_yearlytopic",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="proposal",
                    constraint=models.UniqueConstraint(
                        fields=("topic", "topic_year"), name="meetings_proposal_topic_once_a_year"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="proposal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="meetings_proposal_decided_at_when_decided",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="proposal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_proposal_declined_says_why",
                        violation_error_message="Write the reason: whoever proposed this will read it.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="proposal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_proposalevent" ("body_id", "decided_at", "id", "item_id", "key", "kind", "minutes", "network_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposer_id", "reason", "received_at", "source", "state", "text", "title", "topic_id", "topic_year", "wished_on_id") VALUES (NEW."body_id", NEW."decided_at", NEW."id", NEW."item_id", NEW."key", NEW."kind", NEW."minutes", NEW."network_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposer_id", NEW."reason", NEW."received_at", NEW."source", NEW."state", NEW."text", NEW."title", NEW."topic_id", NEW."topic_year", NEW."wished_on_id"); RETURN NULL;',
                            hash="038e2ee0b5f859e9ace2a8be7bd68525bcb29f02",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0c87c",
                            table="meetings_proposal",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="proposal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."network_id" IS DISTINCT FROM (NEW."network_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."proposer_id" IS DISTINCT FROM (NEW."proposer_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."topic_id" IS DISTINCT FROM (NEW."topic_id") OR OLD."topic_year" IS DISTINCT FROM (NEW."topic_year") OR OLD."wished_on_id" IS DISTINCT FROM (NEW."wished_on_id"))',
                            func='INSERT INTO "meetings_proposalevent" ("body_id", "decided_at", "id", "item_id", "key", "kind", "minutes", "network_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposer_id", "reason", "received_at", "source", "state", "text", "title", "topic_id", "topic_year", "wished_on_id") VALUES (NEW."body_id", NEW."decided_at", NEW."id", NEW."item_id", NEW."key", NEW."kind", NEW."minutes", NEW."network_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposer_id", NEW."reason", NEW."received_at", NEW."source", NEW."state", NEW."text", NEW."title", NEW."topic_id", NEW."topic_year", NEW."wished_on_id"); RETURN NULL;',
                            hash="d002a963e4b5d20566714c9c28b81a3709efadc8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bc9b4",
                            table="meetings_proposal",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="proposal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "meetings_proposalevent" ("body_id", "decided_at", "id", "item_id", "key", "kind", "minutes", "network_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposer_id", "reason", "received_at", "source", "state", "text", "title", "topic_id", "topic_year", "wished_on_id") VALUES (OLD."body_id", OLD."decided_at", OLD."id", OLD."item_id", OLD."key", OLD."kind", OLD."minutes", OLD."network_id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposer_id", OLD."reason", OLD."received_at", OLD."source", OLD."state", OLD."text", OLD."title", OLD."topic_id", OLD."topic_year", OLD."wished_on_id"); RETURN NULL;',
                            hash="8e8852c5561c5c40777b83ba59927e987ea7e054",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_16e73",
                            table="meetings_proposal",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
