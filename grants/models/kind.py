"""What kinds of grants there are, and the rules that they follow."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.enums import DecisionRoute, RuleCheck, RuleTest, RuleType
from grants.rules import KEPT
from members.enums import LegalForm
from members.models import Region
from members.models.base import Period, ends_after_beginning
from portal.access import Actor
from portal.models import Record

NOT_DECIDED = _("Empty while it has not been decided.")
MOST_EUROS = 999_999_999


class EuroField(models.DecimalField):
    """A sum in euros with cents: not negative, and not astronomic."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs |= {"max_digits": 12, "decimal_places": 2}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.validators = [*self.validators, MinValueValidator(0), MaxValueValidator(MOST_EUROS)]

    def deconstruct(self) -> Any:
        """For migrations it is a plain column, so that they import nothing from here."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs


def sensible_sum(field: str, name: str) -> models.CheckConstraint:
    """The constraint that a sum, where there is one, is neither negative nor astronomic."""
    within = Q(**{f"{field}__gte": 0, f"{field}__lte": MOST_EUROS})
    return models.CheckConstraint(
        condition=Q(**{field: None}) | within,
        name=name,
        violation_error_message=_("Write a sum from 0 to 999 999 999 euros."),
    )


class GrantKindQuerySet(models.QuerySet):
    """Questions about kinds of grants."""

    def visible_to(self, user: Actor) -> Self:
        """What grants there are is public."""
        return self


class GrantKind(Record):
    """A kind of grant that a region gives; what the sources leave open is empty, which means "not decided"."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="grant_kinds", verbose_name=_("region"))
    slug = models.SlugField(_("short name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    examples = models.TextField(_("examples"), blank=True, help_text=_("One on each line."))
    requires_registered = models.BooleanField(
        _("the applicant must be registered"), null=True, blank=True, help_text=NOT_DECIDED
    )
    legal_forms = ArrayField(
        models.CharField(max_length=20, choices=LegalForm),
        verbose_name=_("who may apply"),
        null=True,
        blank=True,
        help_text=_("The legal forms of the applicants. Empty while it has not been decided."),
    )
    least_years = models.PositiveSmallIntegerField(
        _("years of activity in the region at least"), null=True, blank=True, help_text=NOT_DECIDED
    )
    largest_sum = EuroField(_("largest sum"), null=True, blank=True, help_text=NOT_DECIDED)
    decision_route = models.CharField(
        _("who decides"), max_length=10, choices=DecisionRoute, blank=True, help_text=NOT_DECIDED
    )
    decision_maker = models.CharField(
        _("name of the decision maker"), max_length=160, blank=True, help_text=NOT_DECIDED
    )
    requires_negotiation = models.BooleanField(
        _("a partnership discussion belongs to it"), null=True, blank=True, help_text=NOT_DECIDED
    )
    uses_light_form = models.BooleanField(
        _("a light form is enough"), null=True, blank=True, help_text=NOT_DECIDED
    )
    signatories = models.PositiveSmallIntegerField(
        _("signatories"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2)],
        help_text=_("How many must sign: one or two. Empty while it has not been decided."),
    )
    is_in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("Calls can be made only of kinds that are in use.")
    )
    note = models.TextField(_("note for the staff"), blank=True)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    objects = GrantKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of grant")
        verbose_name_plural = _("kinds of grants")
        ordering = ["region", "order", "pk"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="grants_grantkind_slug_unique"),
            sensible_sum("largest_sum", "grants_grantkind_largest_sum_sensible"),
            models.CheckConstraint(
                condition=Q(signatories=None) | Q(signatories__range=(1, 2)),
                name="grants_grantkind_one_or_two_signatories",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PrinciplesQuerySet(models.QuerySet):
    """Questions about principles."""

    def visible_to(self, user: Actor) -> Self:
        """Principles are public."""
        return self

    def valid_on(self, day: date) -> Self:
        """Those in force on the day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


class Principles(Record, Period):
    """What the region has decided to be its principles of grants for a year."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="grant_principles", verbose_name=_("region")
    )
    title = models.CharField(_("title"), max_length=200)
    content = models.TextField(_("content"), blank=True, help_text=_("One principle on each line."))
    decided_by = models.CharField(_("decided by"), max_length=160, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    section = models.CharField(_("section"), max_length=20, blank=True, help_text=_("Such as § 276."))
    document_url = models.URLField(_("address of the document"), blank=True)
    note = models.TextField(_("note for the staff"), blank=True)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    objects = PrinciplesQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("principles of grants")
        verbose_name_plural = _("principles of grants")
        ordering = ["region", "-valid_from"]
        rules_permissions = KEPT
        constraints = [ends_after_beginning("grants_principles_ends_after_beginning")]

    def __str__(self) -> str:
        return self.title

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def lines(self) -> list[str]:
        """The principles one by one."""
        return [line for line in self.content.splitlines() if line.strip()]


class GrantRuleQuerySet(models.QuerySet):
    """Questions about rules."""

    def visible_to(self, user: Actor) -> Self:
        """Rules are public."""
        return self

    def of_kind(self, kind: GrantKind) -> Self:
        """The rules that applications for this kind are held against."""
        return self.filter(kinds=kind, is_in_use=True).order_by("order", "pk")


class GrantRule(Record):
    """What an applicant, or the activity that is applied for, must fulfil."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="grant_rules", verbose_name=_("region"))
    code = models.CharField(_("code"), max_length=20, help_text=_("Such as AV-01."))
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("rule"))
    kinds = models.ManyToManyField(
        GrantKind, blank=True, related_name="rules", verbose_name=_("kinds of grants")
    )
    principles = models.ForeignKey(
        Principles,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("from the principles"),
    )
    type = models.CharField(_("about"), max_length=12, choices=RuleType)
    check_by = models.CharField(_("checked"), max_length=30, choices=RuleCheck)
    test = models.CharField(
        _("what the portal looks at"),
        max_length=12,
        choices=RuleTest,
        blank=True,
        help_text=_("Empty for what only an official can judge."),
    )
    field = models.CharField(
        _("told by"), max_length=60, blank=True, help_text=_("The part of the application that tells it.")
    )
    is_in_use = models.BooleanField(_("in use"), default=True)
    note = models.TextField(_("note for the staff"), blank=True)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    objects = GrantRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of grants")
        verbose_name_plural = _("rules of grants")
        ordering = ["region", "order", "pk"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="grants_grantrule_code_unique"),
            models.CheckConstraint(
                condition=Q(check_by="assessor", test="") | ~Q(check_by="assessor") & ~Q(test=""),
                name="grants_grantrule_test_unless_official",
                violation_error_message=_(
                    "Choose what the portal looks at, or let an official check the rule: one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class YearlyAppropriation(Record):
    """What the region's budget has for grants in a year; unknown when the sources do not say."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="grant_appropriations", verbose_name=_("region")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    amount = EuroField(_("sum"), null=True, blank=True)
    is_earmarked = models.BooleanField(_("earmarked"), null=True, blank=True)
    note = models.TextField(_("note for the staff"), blank=True)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    class Meta:
        verbose_name = _("appropriation of a year")
        verbose_name_plural = _("appropriations of years")
        ordering = ["region", "year"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="grants_yearlyappropriation_once"),
            sensible_sum("amount", "grants_yearlyappropriation_sensible"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class ProcessStep(Record):
    """A step on the way from budget to grant, and who takes it; told to applicants on the public page."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="grant_steps", verbose_name=_("region"))
    slug = models.SlugField(_("short name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"))
    actor = models.CharField(_("who"), max_length=200)
    action = models.TextField(_("what"))
    note = models.TextField(_("note for the staff"), blank=True)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    class Meta:
        verbose_name = _("step of handling")
        verbose_name_plural = _("steps of handling")
        ordering = ["region", "order"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="grants_processstep_slug_unique")
        ]

    def __str__(self) -> str:
        return self.actor


class LegalText(Record):
    """A text of law that pages and letters print; only a confirmed one is printed."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="grant_legal_texts", verbose_name=_("region")
    )
    slug = models.SlugField(_("short name"), max_length=60)
    text = models.TextField(_("text"))
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))
    is_confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("The secretariat has checked it against the law.")
    )

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering = ["region", "slug"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="grants_legaltext_slug_unique")
        ]

    def __str__(self) -> str:
        return self.slug
