"""What a call says of each kind of grant that can be applied for in it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.enums import DecisionRoute
from grants.rules import OFFICERS, is_secretariat
from portal.models import Record
from portal.search import MarksChange

from .call import Call
from .kind import EuroField, GrantKind, sensible_sum
from .question import QuestionSet


class CallKind(Record):
    """A kind of grant in a call: its questions, sums, attachments, criteria and who decides."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="call_kinds", verbose_name=_("call"))
    kind = models.ForeignKey(
        GrantKind, models.PROTECT, related_name="call_kinds", verbose_name=_("kind of grant")
    )
    question_set = models.ForeignKey(
        QuestionSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="call_kinds",
        verbose_name=_("questions"),
    )
    appropriation = EuroField(_("appropriation"), null=True, blank=True)
    largest_sum = EuroField(_("largest sum for one applicant"), null=True, blank=True)
    decision_route = models.CharField(_("who decides"), max_length=10, choices=DecisionRoute, blank=True)
    decision_maker = models.CharField(_("name of the decision maker"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("kind in a call")
        verbose_name_plural = _("kinds in calls")
        ordering = ["call", "kind__order", "pk"]
        rules_permissions = {"view": is_secretariat, "change": OFFICERS}
        triggers = [MarksChange(via="call")]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "kind"],
                name="grants_callkind_kind_once",
                violation_error_message=_("The call has this kind already."),
            ),
            sensible_sum("appropriation", "grants_callkind_appropriation_sensible"),
            sensible_sum("largest_sum", "grants_callkind_largest_sum_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.call}"

    @property
    def region_id(self) -> int:
        """Access rules ask for it."""
        return self.call.region_id


class Earmark(Record):
    """A part of the appropriation that is kept for a purpose or a target group."""

    call_kind = models.ForeignKey(
        CallKind, models.CASCADE, related_name="earmarks", verbose_name=_("kind in a call")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("kept for"), max_length=160)
    amount = EuroField(_("sum"), null=True, blank=True)

    class Meta:
        verbose_name = _("earmark")
        verbose_name_plural = _("earmarks")
        ordering = ["call_kind", "order", "pk"]
        rules_permissions = {"view": is_secretariat, "change": is_secretariat}
        constraints = [sensible_sum("amount", "grants_earmark_sensible")]

    def __str__(self) -> str:
        return self.name


class RequiredAttachment(Record):
    """A file that an application must or may have."""

    call_kind = models.ForeignKey(
        CallKind, models.CASCADE, related_name="attachments", verbose_name=_("kind in a call")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("attachment"), max_length=160)
    is_required = models.BooleanField(_("must be there"), default=True)
    may_follow = models.BooleanField(
        _("may be delivered later"), default=False, help_text=_("The applicant says by when.")
    )

    class Meta:
        verbose_name = _("attachment to applications")
        verbose_name_plural = _("attachments to applications")
        ordering = ["call_kind", "order", "pk"]
        rules_permissions = {"view": is_secretariat, "change": is_secretariat}

    def __str__(self) -> str:
        return self.name


class ScoringCriterion(Record):
    """What applications of a kind are compared by, and how much it weighs."""

    call_kind = models.ForeignKey(
        CallKind, models.CASCADE, related_name="criteria", verbose_name=_("kind in a call")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("criterion"), max_length=160)
    weight = models.PositiveSmallIntegerField(
        _("weight in per cent"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    most_points = models.PositiveSmallIntegerField(
        _("most points"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("criterion of scoring")
        verbose_name_plural = _("criteria of scoring")
        ordering = ["call_kind", "order", "pk"]
        rules_permissions = {"view": is_secretariat, "change": is_secretariat}
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100), most_points__range=(1, 100)),
                name="grants_scoringcriterion_sensible",
            )
        ]

    def __str__(self) -> str:
        return self.name
