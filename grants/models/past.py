"""What was granted before this portal, and what is told of funding beside the region's own grants."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.rules import KEPT
from members.models import Region
from portal.access import Actor
from portal.models import Record
from portal.search import MarksChange

from .kind import GrantKind

FIRST_YEAR, LAST_YEAR = 2000, 2100


class GrantedPurposeQuerySet(models.QuerySet):
    """Questions about granted purposes."""

    def visible_to(self, user: Actor) -> Self:
        """What public money was given for is public."""
        return self

    def for_list(self) -> Self:
        """The latest year first, in each year the kinds in their order."""
        return self.select_related("kind").order_by("-year", "kind__order", "order", "pk")


class GrantedPurpose(Record):
    """A purpose for which a kind of grant was given in a year; the lists of the sources are examples, not complete."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="granted_purposes", verbose_name=_("region")
    )
    kind = models.ForeignKey(
        GrantKind, models.PROTECT, related_name="granted_purposes", verbose_name=_("kind of grant")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("purpose"), max_length=200)
    note = models.TextField(_("note for the staff"), blank=True)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    objects = GrantedPurposeQuerySet.as_manager()

    class Meta:
        verbose_name = _("granted purpose")
        verbose_name_plural = _("granted purposes")
        ordering = ["region", "-year", "kind", "order"]
        rules_permissions = KEPT
        triggers = [MarksChange()]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "kind", "order"], name="grants_grantedpurpose_place_once"
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="grants_grantedpurpose_year_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"

    def get_absolute_url(self) -> str:
        """Where it stands in the list of its year."""
        return f"{reverse('grants:granted-list')}?vuosi={self.year}#tarkoitus-{self.pk}"


class FundingNoticeQuerySet(models.QuerySet):
    """Questions about notices."""

    def visible_to(self, user: Actor) -> Self:
        """Notices are public."""
        return self

    def shown_on(self, day: object) -> Self:
        """Those that still hold on the day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day))


class FundingNotice(Record):
    """Something about the funding of associations that applicants should know, told with its source and date."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="funding_notices", verbose_name=_("region")
    )
    slug = models.SlugField(_("short name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text = models.TextField(_("text"), max_length=1000)
    url = models.URLField(_("address of more"), blank=True)
    dated_on = models.DateField(_("date of the source"))
    valid_until = models.DateField(
        _("shown until"), null=True, blank=True, help_text=_("Empty: until somebody takes it away.")
    )
    source = models.TextField(_("sources"), help_text=_("One on each line; shown with the notice."))

    objects = FundingNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice about funding")
        verbose_name_plural = _("notices about funding")
        ordering = ["region", "order", "pk"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="grants_fundingnotice_slug_unique"),
            models.CheckConstraint(condition=~Q(source=""), name="grants_fundingnotice_names_its_source"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("dated_on")),
                name="grants_fundingnotice_not_over_before_its_date",
                violation_error_message=_("It cannot be over before the date of its source."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
