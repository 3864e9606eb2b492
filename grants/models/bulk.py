"""One message to many applicants."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.rules import is_secretariat
from portal.access import Actor
from portal.models import Record
from portal.page_changes import no_public_page_reads


class BulkMessageQuerySet(models.QuerySet):
    """Questions about messages to many."""

    def written_by(self, user: Actor) -> Self:
        """The user's own."""
        return self.filter(writer=user.pk)

    def unfinished(self) -> Self:
        """Those that were sent, and of which not all mails are written."""
        return self.exclude(sent_at=None).filter(told__lt=F("count"))


# The worker notes here at every turn how far it is.
@no_public_page_reads
class BulkMessage(Record):
    """What an officer writes to many applicants at once: a draft with those it is for, later what was sent to whom.

    Sending it puts a `Message` into the thread of each application; `applications` keeps those who were chosen, so whoever
    could not be written to is known afterwards too.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    begun_at = models.DateTimeField(_("begun at"))
    applications = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("applications"))
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("message"), max_length=10_000, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    # Into how many threads it went, for how many of them the mails are written, and how many mails those are.
    count = models.PositiveIntegerField(default=0, editable=False)
    told = models.PositiveIntegerField(default=0, editable=False)
    mails = models.PositiveIntegerField(default=0, editable=False)

    objects = BulkMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to many")
        verbose_name_plural = _("messages to many")
        ordering = ["-begun_at", "-pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, count=0) | Q(sent_at__isnull=False) & ~Q(subject="") & ~Q(text=""),
                name="grants_bulkmessage_sent_has_words",
            ),
            models.CheckConstraint(condition=Q(told__lte=F("count")), name="grants_bulkmessage_told_of_sent"),
        ]

    def __str__(self) -> str:
        return self.subject or str(self.begun_at)

    def get_absolute_url(self) -> str:
        """The page where it is written, and where it is told afterwards what became of it."""
        return reverse("grants:bulk-detail", args=[self.key])

    @property
    def is_at_work(self) -> bool:
        """Whether the worker still writes its mails."""
        return self.sent_at is not None and self.told < self.count
