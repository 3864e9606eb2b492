"""What was sent, exactly as it was."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.rules import is_secretariat, reads_what_was_sent
from portal.enums import Language
from portal.models import Record
from portal.page_changes import no_public_page_reads
from portal.search import MarksChange

from .application import Application
from .kind import EuroField
from .question import QuestionSet


@no_public_page_reads
class Submission(Record):
    """One sending of an application: a whole picture of it, which nothing changes; handling reads the latest one."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="submissions", verbose_name=_("application")
    )
    number = models.PositiveSmallIntegerField(_("number of the sending"))
    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, related_name="+", verbose_name=_("questions")
    )
    # The instant that counts: the arrival of the request.
    arrived_at = models.DateTimeField(_("arrived at"))
    stored_at = models.DateTimeField(_("stored at"))
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sent by")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    content = models.JSONField(_("content"))  # applicant, contacts, account, questions and answers
    attachments = models.JSONField(_("attachments"), default=list)  # key, name, size and SHA-256 of each
    eligibility = models.JSONField(_("checks of the rules"), default=list)
    requested_sum = EuroField(_("sum applied for"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    is_supplement = models.BooleanField(_("answers a supplement request"), default=False)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["application", "number"]
        rules_permissions = {"view": is_secretariat, "read": reads_what_was_sent}
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            MarksChange(via="application"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="grants_submission_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="grants_submission_number_from_one"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="grants_submission_has_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.number}"
