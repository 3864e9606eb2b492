"""Bodies, their coordinators and their rules."""

from datetime import date
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members import body_rules
from members.enums import BodyKind, BodyStatus, RuleName, RuleStatus
from members.rules import KEPT, bodies_belonged_to, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.history import track
from portal.models import Record
from portal.search import MarksChange

from .base import Period, days, ends_after_beginning
from .category import CategoryScheme
from .organisation import Organisation
from .region import Municipality, Region

# Told here and not to portal.badges, where "open" belongs to what can be applied for.
STATUS_SHAPES: dict[str, str] = {
    RuleStatus.FIXED: "tick",
    RuleStatus.DECIDED: "tick",
    RuleStatus.OPEN: "half",
    RuleStatus.NOT_STATED: "ring",
}


class BodyQuerySet(models.QuerySet):
    """Questions about bodies."""

    def visible_to(self, user: Actor) -> Self:
        """Public bodies for everybody; the others for those who run or belong to them and for the secretariat."""
        if is_secretariat(user):
            return self
        own = bodies_run_by(user) | bodies_belonged_to(user)
        return self.filter(Q(is_public=True) | Q(pk__in=own))

    def run_by(self, user: Actor) -> Self:
        """The bodies that the user coordinates today; all of them for the secretariat."""
        return self if is_secretariat(user) else self.filter(pk__in=bodies_run_by(user))

    def of_person(self, *, user_id: int, day: date) -> Self:
        """The bodies in which the user's person has a seat, an office or the right to speak on the day."""
        from .person import Office, SpeakingRight
        from .term import Mandate

        person = {"person__user_id": user_id}
        return self.filter(
            Q(pk__in=Mandate.objects.valid_on(day).filter(**person).values("seat__group__term__body"))
            | Q(pk__in=Office.objects.valid_on(day).filter(**person).values("body"))
            | Q(pk__in=SpeakingRight.objects.valid_on(day).filter(**person).values("body"))
        )


class Body(Record):
    """A group that meets, such as the cooperation group of a region."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="bodies", verbose_name=_("region"))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    status = models.CharField(_("status"), max_length=10, choices=BodyStatus)
    status_note = models.TextField(_("note on the status"), blank=True)
    name = models.CharField(_("official name"), max_length=160)
    short_name = models.CharField(
        _("name in use"), max_length=80, help_text=_("The everyday name, such as Järjestöyhteistyöryhmä.")
    )
    name_variants = ArrayField(
        models.CharField(max_length=160), verbose_name=_("other names"), default=list, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent body")
    )
    outer_parent = models.CharField(
        _("parent outside the portal"),
        max_length=200,
        blank=True,
        help_text=_("Such as a committee of the county, when the parent body is not run here."),
    )
    description = models.TextField(_("description"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    mission = models.TextField(_("mission"), blank=True)
    vision = models.TextField(_("vision"), blank=True)
    tasks = models.TextField(_("tasks"), blank=True, help_text=_("One on each line."))
    speaking_groups = models.TextField(
        _("groups with the right to speak"), blank=True, help_text=_("One on each line.")
    )
    founded = models.CharField(_("founded"), max_length=120, blank=True)
    founding_decision = models.TextField(_("founding decision"), blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    joining = models.TextField(
        _("how to take part"),
        blank=True,
        help_text=_("What somebody who wants to become a member should do."),
    )
    area = models.ManyToManyField(
        Municipality,
        blank=True,
        related_name="bodies",
        verbose_name=_("area"),
        help_text=_("Empty: the whole region."),
    )
    member_organisations = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="bodies_without_seats",
        verbose_name=_("organisations that take part"),
        help_text=_("For a group without seats, of which only the organisations are told."),
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    is_statutory = models.BooleanField(_("statutory"), null=True, blank=True)
    is_public = models.BooleanField(
        _("public"),
        default=True,
        help_text=_("Everybody sees the body, its seats and what it has published."),
    )
    coordination = models.TextField(_("coordination"), blank=True)
    secretariat = models.TextField(_("secretariat"), blank=True, help_text=_("Who prepares the meetings."))
    contact_roles = models.TextField(_("contacts by role"), blank=True, help_text=_("One on each line."))
    role_email = models.EmailField(_("the body's own e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    organisers = models.ManyToManyField(
        Organisation, blank=True, related_name="organised_bodies", verbose_name=_("organisers")
    )
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["status", "short_name"]
        rules_permissions = {**KEPT, "change": is_secretariat | runs_body, "run": is_secretariat | runs_body}
        triggers = [MarksChange()]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=models.F("pk")),
                name="members_body_not_its_own_parent",
                violation_error_message=_("A body cannot be its own parent."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(status="ended"),
                name="members_body_only_ended_has_last_day",
                violation_error_message=_("Only a body that has ended has a last day."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        """The body's public page."""
        return reverse("members:body-detail", args=[self.slug])

    def rules_on(self, day: date) -> "BodyRules":
        """The rules of the term that runs on the day, else those in force; without any, a version that says nothing."""
        term = self.terms.on_day(day).select_related("rules_version").first()
        version = term.rules_version if term else self.rules_versions.valid_on(day).first()
        return version or BodyRules(body=self)


@track
class Nominator(Record):
    """A network or association that may nominate members of a body, by the body's own rules."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="nominators", verbose_name=_("body"))
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=160)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominators",
        verbose_name=_("organisation"),
    )

    class Meta:
        verbose_name = _("nominator")
        verbose_name_plural = _("nominators")
        ordering = ["body", "order"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="members_nominator_once"),
            models.UniqueConstraint(
                fields=["body", "order"],
                name="members_nominator_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track
class BodyRole(Record, Period):
    """A user coordinates a body; several people can, so that nothing hangs on one of them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="body_roles", verbose_name=_("user")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="roles", verbose_name=_("body"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="body_roles",
        verbose_name=_("on behalf of"),
    )

    class Meta:
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")
        rules_permissions = KEPT
        constraints = [ends_after_beginning("members_bodyrole_ends_after_beginning")]

    def __str__(self) -> str:
        return f"{self.user} · {self.body}"


@track
class BodyRules(Record, Period):
    """The rules of a body as they stand from a day on; a term points to the version it runs by."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="rules_versions", verbose_name=_("body"))
    title = models.CharField(_("title"), max_length=160)
    is_example = models.BooleanField(
        _("invented example"),
        default=False,
        help_text=_("Shown beside the rules: nobody has decided these."),
    )
    category_scheme = models.ForeignKey(
        CategoryScheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category scheme"),
    )

    class Meta:
        verbose_name = _("version of the rules")
        verbose_name_plural = _("versions of the rules")
        ordering = ["body", "-valid_from"]
        rules_permissions = {**KEPT, "change": is_secretariat | runs_body}
        constraints = [
            ends_after_beginning("members_bodyrules_ends_after_beginning"),
            ExclusionConstraint(
                name="members_bodyrules_one_version_at_a_time",
                expressions=[("body", "="), (days(), "&&")],
                violation_error_message=_("Another version of the rules is in force on these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {self.title}"

    @cached_property
    def by_name(self) -> dict[str, "BodyRule"]:
        """A rule for every name there is, in their order; what the version does not mention is not stated."""
        written = {rule.name: rule for rule in self.rules.all()} if self.pk else {}
        return {
            name: written.get(name) or BodyRule(version=self, name=name, status=RuleStatus.NOT_STATED)
            for name in RuleName.values
        }

    def add_missing_rules(self) -> None:
        """Write down each rule that the version does not mention, as not stated, so that it can be decided."""
        BodyRule.objects.bulk_create(rule for rule in self.by_name.values() if not rule.pk)

    def value(self, name: RuleName) -> Any:
        """What the rule lays down; None when it is not decided."""
        return self.by_name[name].value

    def words(self, name: RuleName) -> str:
        """What the rule lays down in words; "not decided" when it is not."""
        return body_rules.words(name, self.value(name))

    def seats_needed(self, seats: int) -> int | None:
        """How many of the member seats a decision needs; None when the body has not decided it."""
        return body_rules.seats_needed(self.value(RuleName.QUORUM), seats)


class BodyRule(Record):
    """One rule in one version, and how sure it is; an open rule has no value but may have options."""

    version = models.ForeignKey(BodyRules, models.CASCADE, related_name="rules", verbose_name=_("version"))
    name = models.CharField(_("rule"), max_length=30, choices=RuleName)
    status = models.CharField(_("status"), max_length=12, choices=RuleStatus)
    value = models.JSONField(_("value"), null=True, blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    text = models.TextField(_("in words"), blank=True)
    source = models.CharField(_("source"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["version", "name"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="members_bodyrule_name_once"),
            models.CheckConstraint(
                condition=~Q(status__in=["open", "not_stated"]) | Q(value__isnull=True),
                name="members_bodyrule_undecided_has_no_value",
                violation_error_message=_("A rule that is open or not stated has no value."),
            ),
            models.CheckConstraint(
                condition=~Q(status="decided") | Q(value__isnull=False),
                name="members_bodyrule_decided_has_value",
                violation_error_message=_("Write the value that was decided."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_name_display()

    def clean(self) -> None:
        """Refuse a value or an option that this rule cannot have."""
        super().clean()
        if self.name:
            try:
                body_rules.check(self.name, self.value, self.options)
            except ValidationError as error:
                raise ValidationError({"value": error}) from error

    @property
    def status_shape(self) -> str:
        """The shape of the status badge."""
        return STATUS_SHAPES[self.status]

    @property
    def words(self) -> str:
        """The value in words; "not decided" when there is none."""
        return body_rules.words(self.name, self.value)

    @property
    def options_in_words(self) -> list[str]:
        """Between what the body has still to choose."""
        return [body_rules.words(self.name, option) for option in self.options]
