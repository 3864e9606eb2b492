"""The people of an application: who writes or reads it, and who signs it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from grants.enums import ApplicationRoleKind
from grants.rules import is_secretariat
from portal.models import Record
from portal.page_changes import no_public_page_reads


class ApplicationRoleQuerySet(models.QuerySet):
    """Questions about roles."""

    def in_force(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at=None)


@no_public_page_reads
class ApplicationRole(Record):
    """Somebody writes or reads an application; invited by mail, it waits for its user."""

    application = models.ForeignKey(
        "grants.Application", models.CASCADE, related_name="roles", verbose_name=_("application")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="application_roles",
        verbose_name=_("user"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=10, choices=ApplicationRoleKind)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("reason"), blank=True, help_text=_("Such as why it was handed over."))

    objects = ApplicationRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in an application")
        verbose_name_plural = _("roles in applications")
        ordering = ["application", "given_at", "pk"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"],
                condition=Q(ended_at=None),
                name="grants_applicationrole_once",
                violation_error_message=_("The person has a role in this application already."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                "application",
                condition=Q(ended_at=None, user=None),
                name="grants_applicationrole_invited_once",
                violation_error_message=_("This person has been asked already."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""), name="grants_applicationrole_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.email} · {self.get_role_display()}"


@no_public_page_reads
class Signatory(Record):
    """One of the one or two people who sign an application for the applicant."""

    application = models.ForeignKey(
        "grants.Application", models.CASCADE, related_name="signatories", verbose_name=_("application")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=120)
    task = models.CharField(_("task in the organisation"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, editable=False)
    signed_at = models.DateTimeField(_("signed at"), null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    signed_hash = models.CharField(_("SHA-256 of what was signed"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["application", "order"]
        rules_permissions = {"view": is_secretariat}
        constraints = [
            models.UniqueConstraint(fields=["application", "order"], name="grants_signatory_order_unique"),
            models.CheckConstraint(condition=Q(order__range=(1, 2)), name="grants_signatory_one_or_two"),
        ]

    def __str__(self) -> str:
        return self.name
