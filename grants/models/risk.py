"""What associations tell of their own plight: an activity whose funding ends or falls."""

import uuid
from datetime import date, timedelta
from typing import Self

import rules
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import FundingChannel, RiskCertainty, RiskState
from grants.rules import (
    is_secretariat,
    oversees_risks,
    reads_risk,
    regions_handled_by,
    regions_overseen_by,
    writes_risk,
)
from members.models import Municipality, Organisation, Region
from members.rules import organisation_roles_of
from portal.access import Actor
from portal.history import track
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .kind import MOST_EUROS, EuroField

FURTHEST = timedelta(days=5 * 366)
"""So far from the day of the note the funding may end: who looks further ahead is guessing, or has mistyped the year."""
LONGEST_AGO = timedelta(days=366)


class ActivityRiskQuerySet(models.QuerySet):
    """Questions about activities at risk."""

    def visible_to(self, user: Actor) -> Self:
        """Those of the organisations for which the user acts, and of the regions that the user looks after. Never public."""
        if not user.is_authenticated:
            return self.none()
        if is_secretariat(user):
            return self
        own = Q(organisation__in=organisation_roles_of(user))
        return self.filter(own | Q(region__in=regions_overseen_by(user)))

    def overseen_by(self, user: Actor) -> Self:
        """Those of the regions whose grants the user handles or one of whose bodies the user coordinates."""
        return self if is_secretariat(user) else self.filter(region__in=regions_overseen_by(user))

    def unread(self) -> Self:
        """Open ones that no officer has looked at as they are now."""
        return self.filter(state=RiskState.OPEN, read_at=None)

    def new_to(self, user: Actor) -> Self:
        """The unread ones of the regions whose grants the user handles."""
        return self.unread().filter(region__in=regions_handled_by(user))

    def for_list(self) -> Self:
        """What a list shows, in a constant number of queries; what ends first stands first."""
        rows = self.select_related("organisation").prefetch_related("municipalities")
        return rows.order_by("ends_on", "organisation__sort_key", "pk")


@no_public_page_reads
@track(exclude=["read_at"])
class ActivityRisk(Record):
    """An activity of an organisation that is at risk because a channel of its funding ends or falls."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="activity_risks", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="activity_risks", verbose_name=_("region")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.CharField(
        _("activity at risk"), max_length=200, help_text=_("For example an open meeting place.")
    )
    for_whom = models.CharField(_("for whom"), max_length=200)
    municipalities = models.ManyToManyField(
        Municipality, related_name="activity_risks", verbose_name=_("where it works")
    )
    people = models.PositiveIntegerField(
        _("people reached in a year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("A whole number; an estimate will do. Empty if you do not know."),
    )
    channel = models.CharField(_("funding that ends or falls"), max_length=20, choices=FundingChannel)
    yearly_sum = EuroField(
        _("sum that ends in a year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In euros. If the funding only falls, by how much. Empty if you do not know."),
    )
    ends_on = models.DateField(
        _("when"), help_text=_("The last day of the funding as it is now, five years ahead at most.")
    )
    certainty = models.CharField(_("how sure it is"), max_length=10, choices=RiskCertainty)
    what_helps = models.TextField(
        _("what would help"),
        max_length=2000,
        blank=True,
        help_text=_("For example rooms, a partner, or money for a year of change."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RiskState, default=RiskState.OPEN, editable=False
    )
    outcome = models.TextField(_("how it went"), max_length=1000, blank=True, editable=False)
    noted_on = models.DateField(_("noted on"), default=timezone.localdate, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("noted by"),
    )
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    # When an officer first looked at it as it is now; a change makes it new again.
    read_at = models.DateTimeField(_("read by an officer at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActivityRiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity at risk")
        verbose_name_plural = _("activities at risk")
        ordering = ["ends_on", "pk"]
        rules_permissions = {
            "view": is_secretariat | oversees_risks | reads_risk,
            "add": writes_risk,
            "change": writes_risk,
            "oversee": is_secretariat | oversees_risks,
            "delete": rules.always_deny,
        }
        indexes = [models.Index(fields=["region", "state", "ends_on"], name="grants_activityrisk_list")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(activity="") & ~Q(for_whom=""), name="grants_activityrisk_says_what_and_for_whom"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=FundingChannel.values)
                & Q(certainty__in=RiskCertainty.values)
                & Q(state__in=RiskState.values),
                name="grants_activityrisk_known_choices",
            ),
            models.CheckConstraint(
                condition=Q(people=None) | Q(people__gte=1),
                name="grants_activityrisk_reaches_somebody",
                violation_error_message=_("Write a whole number from 1, or leave it empty."),
            ),
            models.CheckConstraint(
                condition=Q(yearly_sum=None) | Q(yearly_sum__gte=1, yearly_sum__lte=MOST_EUROS),
                name="grants_activityrisk_sum_sensible",
                violation_error_message=_("Write a sum from 1 to 999 999 999 euros."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("noted_on") - LONGEST_AGO, ends_on__lte=F("noted_on") + FURTHEST),
                name="grants_activityrisk_ends_within_sight",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, outcome="")
                | ~Q(state="open") & Q(closed_on__isnull=False) & ~Q(outcome=""),
                name="grants_activityrisk_outcome_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.activity

    def get_absolute_url(self) -> str:
        """Its page, for its own people and those who look after the region."""
        return reverse("grants:risk-detail", args=[self.key])

    def clean(self) -> None:
        """Say beside the day that it is out of sight; the database would refuse it too."""
        super().clean()
        if self.ends_on and not self.is_within_sight(self.ends_on):
            raise ValidationError(
                {"ends_on": _("Write a day from a year before the note to five years after it.")}
            )

    def is_within_sight(self, day: date) -> bool:
        """Whether the funding can be told to end on the day."""
        return self.noted_on - LONGEST_AGO <= day <= self.noted_on + FURTHEST

    @property
    def place_names(self) -> str:
        """The municipalities in the order of their names in the language of the page."""
        return ", ".join(sorted(each.name for each in self.municipalities.all()))

    @property
    def is_open(self) -> bool:
        """Whether it is still to be seen how it goes."""
        return self.state == RiskState.OPEN

    @property
    def shape(self) -> str:
        """The name under which the badge of its state is registered."""
        return f"risk_{self.state}"


no_public_page_reads(ActivityRisk.municipalities.through)
