"""Documents that the worker makes."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.enums import Audience, DocumentState, Language

UNFINISHED = (DocumentState.QUEUED, DocumentState.RENDERING)
GIVEN_UP = (DocumentState.FAILED, DocumentState.REPLACED)


class DocumentQuerySet(models.QuerySet):
    """Questions about documents."""

    def about(self, subject: models.Model) -> Self:
        """Everything ever asked for about the record, the newest first."""
        subject_type = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=subject_type, subject_id=subject.pk)

    def of(self, subject: models.Model, kind: str) -> Self:
        """The same of one kind."""
        return self.about(subject).filter(kind=kind)

    def ready(self) -> Self:
        """Those that can be read."""
        return self.filter(state=DocumentState.READY)

    def unfinished(self) -> Self:
        """Those that the worker still has something to do with."""
        return self.filter(state__in=UNFINISHED)


class Document(models.Model):
    """One file made, or to be made, from one content of a record, in one language, for one audience."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience)

    state = models.CharField(_("state"), max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    title = models.CharField(_("title"), max_length=300)
    filename = models.CharField(_("file name"), max_length=200)
    file = models.FileField(_("file"), blank=True, max_length=200)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    sources = models.JSONField(_("hashes of the files that are in it"), default=list, blank=True)
    done = models.PositiveIntegerField(_("parts that are done"), default=0)
    total = models.PositiveIntegerField(_("parts in all"), default=0)
    problems = models.JSONField(_("what went wrong, untranslated"), default=list, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        help_text=_("The document that already has the content which this one would have got."),
    )

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("asked for by"),
    )
    requested_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("work began at"), null=True, blank=True)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "kind", "language", "audience"],
                name="portal_document_subject",
            ),
            models.Index(
                fields=["requested_at"],
                condition=Q(state__in=["queued", "rendering"]),
                name="portal_document_unfinished",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id", "language", "audience", "content_hash"],
                condition=~Q(state__in=["failed", "replaced"]),
                name="portal_document_content_once",
            ),
            models.CheckConstraint(
                condition=Q(state="ready", ready_at__isnull=False, size__gt=0, pages__gt=0) & ~Q(file="")
                | ~Q(state="ready") & Q(ready_at__isnull=True, file=""),
                name="portal_document_file_when_ready",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problems=[]), name="portal_document_failure_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="replaced", replaced_by__isnull=False)
                | ~Q(state="replaced") & Q(replaced_by__isnull=True),
                name="portal_document_replaced_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", started_at__isnull=True)
                | Q(state__in=["rendering", "ready", "replaced"], started_at__isnull=False)
                | Q(state="failed"),
                name="portal_document_started_when_rendering",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that tells how far the work is, and shows the way to the file."""
        return reverse("document-status", args=[self.key])

    @property
    def file_url(self) -> str:
        """The file itself, behind the access check."""
        return reverse("document-file", args=[self.key, self.filename])

    @property
    def retry_url(self) -> str:
        """Where to ask again, by POST."""
        return reverse("document-retry", args=[self.key])

    @property
    def is_unfinished(self) -> bool:
        """Whether the worker still has something to do."""
        return self.state in UNFINISHED

    @property
    def is_ready(self) -> bool:
        """Whether it can be read."""
        return self.state == DocumentState.READY

    @property
    def failure(self) -> str:
        """What went wrong, in the reader's language; a line for each thing to mend."""
        return "\n".join(gettext(message) % values for message, values in self.problems)
