"""Applications that come after the closing."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.rules import is_secretariat
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .application import Application


@no_public_page_reads
class LateRequest(Record):
    """An applicant whose draft was not sent in time asks to send it all the same; an officer answers with a reason."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="late_requests", verbose_name=_("application")
    )
    reason = models.TextField(_("why it was not sent in time"), max_length=2000)
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    is_accepted = models.BooleanField(_("accepted"), null=True, editable=False)
    answer = models.TextField(_("reason of the answer"), max_length=2000, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("request to come late")
        verbose_name_plural = _("requests to come late")
        ordering = ["application", "asked_at", "pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at=None),
                name="grants_laterequest_one_open",
                violation_error_message=_("You have asked already, and the officers have not answered yet."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, is_accepted=None)
                | Q(answered_at__isnull=False, is_accepted__isnull=False) & ~Q(answer=""),
                name="grants_laterequest_answer_says_why",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grants_laterequest_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.asked_at}"
