"""Rounds in which people are put forward for the seats of a body."""

from datetime import date, datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import RoundState
from members.rules import KEPT, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.models import Record
from portal.search import MarksChange

from .body import Body
from .term import SeatGroup, Term

RUNNERS = is_secretariat | runs_body


class NominationRoundQuerySet(models.QuerySet):
    """Questions about rounds."""

    def visible_to(self, user: Actor) -> Self:
        """Drafts only for those who run the body; the others for everybody who may see the body."""
        seen = self.filter(body__in=Body.objects.visible_to(user))
        if is_secretariat(user):
            return seen
        return seen.filter(~Q(state=RoundState.DRAFT) | Q(body__in=bodies_run_by(user)))

    def run_by(self, user: Actor) -> Self:
        """The rounds of the bodies that the user coordinates."""
        return self if is_secretariat(user) else self.filter(body__in=bodies_run_by(user))

    def open_at(self, instant: datetime) -> Self:
        """Those that take nominations at the instant; the closing minute itself is too late."""
        return self.filter(state=RoundState.ANNOUNCED, opens_at__lte=instant, closes_at__gt=instant)


class NominationRound(Record):
    """A time in which people can be put forward for groups of seats of a term."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="rounds", verbose_name=_("body"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="rounds", verbose_name=_("term"))
    groups = models.ManyToManyField(SeatGroup, related_name="rounds", verbose_name=_("groups of seats"))
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("second round of"),
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what is looked for"), blank=True)
    begins_on = models.DateField(
        _("the chosen begin on"),
        null=True,
        blank=True,
        help_text=_(
            "The first day in the seats. Empty: the first day of the term, or the day of publishing."
        ),
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    state = models.CharField(
        _("state"), max_length=10, choices=RoundState, default=RoundState.DRAFT, editable=False
    )
    announced_at = models.DateTimeField(_("announced at"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decision = models.CharField(
        _("decision"), max_length=200, blank=True, help_text=_("Who decided, when and in which section.")
    )
    cancelled_because = models.TextField(_("why it was cancelled"), blank=True, editable=False)
    extended_because = models.TextField(_("why the time was extended"), blank=True, editable=False)
    asks_organisation = models.BooleanField(
        _("an organisation nominates"),
        default=True,
        help_text=_("Without this, people put themselves forward, as for a customer panel."),
    )
    asks_statement = models.BooleanField(
        _("a statement is required"),
        default=False,
        help_text=_("The organisation tells how it is linked with the county's work."),
    )
    statement_help = models.TextField(_("what the statement should tell"), blank=True)
    takes_all_that_fit = models.BooleanField(
        _("all are accepted while they fit"),
        default=False,
        help_text=_("The criteria are used only when there are more candidates than seats."),
    )
    remove_on = models.DateField(
        _("contact data is removed on"),
        null=True,
        blank=True,
        help_text=_(
            "On this day the contact data of candidates and nominators goes; what was decided stays."
        ),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    tells_by_mail = models.BooleanField(_("organisations are told by mail"), default=False, editable=False)
    told_at = models.DateTimeField(_("organisations were told at"), null=True, editable=False)

    objects = NominationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination round")
        verbose_name_plural = _("nomination rounds")
        ordering = ["-opens_at"]
        rules_permissions = {**KEPT, "add": RUNNERS, "change": RUNNERS}
        triggers = [MarksChange()]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="members_nominationround_closes_after_opening",
                violation_error_message=_("The round must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(state="decided", decided_at__isnull=False)
                | ~Q(state="decided") & Q(decided_at=None),
                name="members_nominationround_decided_at_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", announced_at=None)
                | Q(state="cancelled")
                | Q(state__in=["announced", "decided"], announced_at__isnull=False),
                name="members_nominationround_announced_at_when_announced",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""),
                name="members_nominationround_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The round's public page."""
        return reverse("members:round-detail", args=[self.pk])

    def clean(self) -> None:
        """Say beside the closing time that it is too early, and that the term is another body's."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The round must close after it opens.")})
        if self.term_id and self.body_id and self.term.body_id != self.body_id:
            raise ValidationError({"term": _("Choose a term of this body.")})
        if self.begins_on and self.term_id and not _lies_in(self.term, self.begins_on):
            raise ValidationError(
                {"begins_on": _("The day must lie within the term %s.") % self.term.period_text}
            )

    @property
    def first_day(self) -> date:
        """The day from which the chosen sit in their seats, as far as it is known."""
        return self.begins_on or max(self.term.starts_on, timezone.localdate())

    def is_open(self, instant: datetime | None = None) -> bool:
        """Whether it takes nominations at the instant, now unless told."""
        instant = instant or timezone.now()
        return self.state == RoundState.ANNOUNCED and self.opens_at <= instant < self.closes_at


def _lies_in(term: Term, day: date) -> bool:
    return term.starts_on <= day and (term.ends_on is None or day <= term.ends_on)


class Criterion(Record):
    """What candidates of a round are compared by."""

    round = models.ForeignKey(
        NominationRound, models.CASCADE, related_name="criteria", verbose_name=_("round")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("criterion"), max_length=160)
    explanation = models.TextField(_("explanation"), blank=True)
    most_points = models.PositiveSmallIntegerField(_("most points"), default=5)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["round", "order"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["round", "order"],
                name="members_criterion_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(most_points__range=(1, 100)), name="members_criterion_points_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name
