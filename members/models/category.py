"""Classifications of associations."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.rules import KEPT
from portal.models import Record

from .region import Region


class CategoryScheme(Record):
    """A way to divide associations: the region's own categories, or the types of the association register."""

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="category_schemes",
        null=True,
        blank=True,
        help_text=_("Empty: the same for the whole country."),
    )
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    class Meta:
        verbose_name = _("category scheme")
        verbose_name_plural = _("category schemes")
        ordering = ["name"]
        rules_permissions = KEPT

    def __str__(self) -> str:
        return self.name


class Category(Record):
    """One class of a scheme, such as Perhetyö."""

    scheme = models.ForeignKey(
        CategoryScheme, models.PROTECT, related_name="categories", verbose_name=_("scheme")
    )
    slug = models.SlugField(_("short name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=160)
    aliases = ArrayField(
        models.CharField(max_length=160),
        verbose_name=_("other names"),
        default=list,
        blank=True,
        help_text=_("Names that the search finds too, separated by commas."),
    )
    has_seat = models.BooleanField(_("has seats in bodies"), default=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["scheme", "order"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["scheme", "slug"], name="members_category_slug_unique"),
            models.UniqueConstraint(
                fields=["scheme", "order"],
                name="members_category_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name
