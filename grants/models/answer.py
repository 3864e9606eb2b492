"""What applicants answer and attach."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.enums import ScanState
from grants.rules import is_secretariat
from portal.models import StoredFile
from portal.page_changes import no_public_page_reads

from .application import Application
from .call_kind import RequiredAttachment


# One row for each answer, written at every pause of somebody who types.
@no_public_page_reads
class Answer(models.Model):
    """The answer to the question of a name, as `grants.forms.answers` cleans it; its version grows with each change."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="answers", verbose_name=_("application")
    )
    name = models.SlugField(_("question"), max_length=60)
    value = models.JSONField(_("answer"), null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "name"], name="grants_answer_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="grants_answer_version_from_one"),
        ]

    def __str__(self) -> str:
        return self.name


class AttachmentQuerySet(models.QuerySet):
    """Questions about attachments."""

    def current(self) -> Self:
        """Without those that were taken away."""
        return self.filter(removed_at=None)


@no_public_page_reads
class Attachment(StoredFile):
    """A file of an application: a required attachment, or the answer to a question that takes files.

    What a submission has named stays when it is taken away from the application.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="attachments", verbose_name=_("application")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    required = models.ForeignKey(
        RequiredAttachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("attachment"),
    )
    question = models.SlugField(_("question"), max_length=60, blank=True)
    is_paper = models.BooleanField(_("the paper itself, scanned"), default=False, editable=False)
    scan = models.CharField(_("malware scan"), max_length=10, choices=ScanState, default=ScanState.UNSCANNED)
    removed_at = models.DateTimeField(_("taken away at"), null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["application", "pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.CheckConstraint(
                condition=Q(required=None) | Q(question=""), name="grants_attachment_in_one_place"
            ),
            models.CheckConstraint(
                condition=Q(is_paper=False) | Q(required=None, question=""),
                name="grants_attachment_paper_is_no_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.filename


@no_public_page_reads
class AttachmentPromise(models.Model):
    """A required attachment that the applicant delivers later, and by when."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="promises", verbose_name=_("application")
    )
    required = models.ForeignKey(RequiredAttachment, models.PROTECT, related_name="promises")
    due_on = models.DateField(_("delivered by"))
    reason = models.CharField(_("why later"), max_length=300, blank=True)
    promised_at = models.DateTimeField()
    promised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("attachment delivered later")
        verbose_name_plural = _("attachments delivered later")
        constraints = [
            models.UniqueConstraint(fields=["application", "required"], name="grants_attachmentpromise_once")
        ]

    def __str__(self) -> str:
        return f"{self.required_id} · {self.due_on}"
