"""Copies of many applications in one file."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.rules import is_secretariat
from portal.enums import DocumentState
from portal.models import Record
from portal.page_changes import no_public_page_reads

UNFINISHED = (DocumentState.QUEUED, DocumentState.RENDERING)


# The worker notes here at every turn how far it is.
@no_public_page_reads
class CopyArchive(Record):
    """A ZIP of the PDF copies of the applications that an officer has chosen, made by the worker; for that officer alone."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for at"))
    applications = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("applications"))
    state = models.CharField(
        _("state"), max_length=10, choices=DocumentState, default=DocumentState.QUEUED, editable=False
    )
    done = models.PositiveIntegerField(_("parts that are done"), default=0)
    missing = models.PositiveIntegerField(_("copies that could not be made"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    file = models.FileField(_("file"), blank=True, max_length=200)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)

    class Meta:
        verbose_name = _("archive of copies")
        verbose_name_plural = _("archives of copies")
        ordering = ["-asked_at", "-pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.CheckConstraint(
                condition=Q(state="ready", size__gt=0) & ~Q(file="") | ~Q(state="ready") & Q(file=""),
                name="grants_copyarchive_file_when_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at} ({len(self.applications)})"

    def get_absolute_url(self) -> str:
        """The page that tells how far the work is."""
        return reverse("grants:archive-detail", args=[self.key])

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has something to do with it."""
        return self.state in UNFINISHED
