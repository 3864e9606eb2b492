"""Regions and their municipalities."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.enums import RegionRoleKind
from members.rules import KEPT
from portal.history import track
from portal.models import Record

from .base import Period, ends_after_beginning


class Region(Record):
    """A wellbeing services county."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, help_text=_("Such as Pirkanmaan hyvinvointialue."))
    area_name = models.CharField(_("name of the area"), max_length=120, help_text=_("Such as Pirkanmaa."))
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["area_name"]
        rules_permissions = KEPT

    def __str__(self) -> str:
        return self.area_name


class Municipality(Record):
    """A municipality of a region; its code is the three digits of the national classification."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="municipalities", verbose_name=_("region")
    )
    slug = models.SlugField(_("short name"), max_length=60)
    code = models.CharField(
        _("code"),
        max_length=3,
        unique=True,
        validators=[RegexValidator(r"^\d{3}$", _("The code has three digits, such as 020."))],
    )
    name = models.CharField(_("name"), max_length=80)
    latitude = models.DecimalField(_("latitude"), max_digits=5, decimal_places=2)
    longitude = models.DecimalField(_("longitude"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="members_municipality_slug_unique"),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{3}$"),
                name="members_municipality_code_three_digits",
                violation_error_message=_("The code has three digits, such as 020."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track
class RegionRole(Record, Period):
    """A user's work for a whole region, such as handling its grants."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="region_roles")
    region = models.ForeignKey(Region, models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=RegionRoleKind)

    class Meta:
        verbose_name = _("role in the region")
        verbose_name_plural = _("roles in the region")
        rules_permissions = KEPT
        constraints = [ends_after_beginning("members_regionrole_ends_after_beginning")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
