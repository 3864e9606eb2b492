"""What is said between applicants and officers, reminders, and how officers look at the list."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.enums import ReminderKind
from grants.rules import is_secretariat
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .application import Application
from .bulk import BulkMessage


@no_public_page_reads
class Message(Record):
    """Something that the applicant and the officers say to each other about an application."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="messages", verbose_name=_("application")
    )
    is_from_applicant = models.BooleanField(_("from the applicant"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    # Only a message to many has one: there the reader has not asked anything, so it says first what it is about.
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("message"), max_length=10_000)
    bulk = models.ForeignKey(
        BulkMessage, models.PROTECT, null=True, blank=True, editable=False, related_name="messages"
    )
    sent_at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["application", "sent_at", "pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="grants_message_not_empty"),
            models.UniqueConstraint(fields=["bulk", "application"], name="grants_message_of_bulk_once"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SupplementRequestQuerySet(models.QuerySet):
    """Questions about supplement requests."""

    def waiting(self) -> Self:
        """Those that have been neither answered nor taken back."""
        return self.filter(answered_at=None, cancelled_at=None)


@no_public_page_reads
class SupplementRequest(Record):
    """An officer asks to supplement a sent application: only the named questions and attachments open, until the due time."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="supplement_requests", verbose_name=_("application")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(_("what is missing"), max_length=10_000)
    questions = ArrayField(
        models.SlugField(max_length=60), verbose_name=_("questions to supplement"), default=list, blank=True
    )
    attachments = models.ManyToManyField(
        "grants.RequiredAttachment",
        blank=True,
        related_name="+",
        verbose_name=_("attachments to supplement"),
    )
    due_at = models.DateTimeField(_("due"))
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    objects = SupplementRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("supplement request")
        verbose_name_plural = _("supplement requests")
        ordering = ["application", "asked_at", "pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at=None, cancelled_at=None),
                name="grants_supplementrequest_one_open",
                violation_error_message=_("A supplement has been asked for already, and not been answered."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("asked_at")), name="grants_supplementrequest_due_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.due_at}"


@no_public_page_reads
class DraftReminder(models.Model):
    """A reminder of an unfinished draft was sent: each of its kind once for a closing time."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=3, choices=ReminderKind)
    closes_at = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder of a draft")
        verbose_name_plural = _("reminders of drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "closes_at"], name="grants_draftreminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.kind}"


@no_public_page_reads
class SavedView(Record):
    """How an officer likes to look at the list of applications: filters, order and columns under a name."""

    region = models.ForeignKey("members.Region", models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="grant_views", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    columns = ArrayField(models.CharField(max_length=60), verbose_name=_("columns"), default=list, blank=True)
    is_shared = models.BooleanField(_("for the other officers too"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.UniqueConstraint(fields=["user", "region", "name"], name="grants_savedview_name_unique")
        ]

    def __str__(self) -> str:
        return self.name
