"""Calls for applications."""

import uuid
from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import CallPhase, CallState
from grants.rules import OFFICERS, is_secretariat, regions_handled_by
from members.models import Organisation, Region
from networks.models import Network
from portal.access import Actor
from portal.models import Record
from portal.search import MarksChange

from .kind import Principles


class CallQuerySet(models.QuerySet):
    """Questions about calls."""

    def visible_to(self, user: Actor) -> Self:
        """Drafts, and what was cancelled as a draft, only for those who handle grants; the rest for everybody."""
        if is_secretariat(user):
            return self
        return self.filter(Q(published_at__isnull=False) | Q(region__in=regions_handled_by(user)))

    def handled_by(self, user: Actor) -> Self:
        """The calls of the regions whose grants the user handles."""
        return self if is_secretariat(user) else self.filter(region__in=regions_handled_by(user))

    def published(self) -> Self:
        """Those that everybody knows of and that were not cancelled."""
        return self.filter(state=CallState.PUBLISHED)

    def open_at(self, instant: datetime) -> Self:
        """Those that take applications at the instant; the closing instant itself is too late."""
        not_closed = Q(closes_at=None) | Q(closes_at__gt=instant)
        return self.published().filter(not_closed, opens_at__lte=instant)

    def coming_at(self, instant: datetime) -> Self:
        """Those that open later; the next one first."""
        return self.published().filter(opens_at__gt=instant).order_by("opens_at", "pk")

    def closed_at(self, instant: datetime) -> Self:
        """Those that have closed; the latest first."""
        return self.published().filter(closes_at__lte=instant).order_by("-closes_at", "-pk")

    def for_list(self) -> Self:
        """What a list shows, in a constant number of queries."""
        return self.select_related("region").prefetch_related("call_kinds__kind")


class Call(Record):
    """A time in which grants can be applied for; a draft may lack anything."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="grant_calls", verbose_name=_("region"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(
        _("in one sentence"),
        max_length=300,
        blank=True,
        help_text=_("What is granted and to whom; shown in lists."),
    )
    text = models.TextField(
        _("text"),
        blank=True,
        max_length=20_000,
        help_text=_("What applicants should know. Paragraphs, lists, **bold** and [links](https://…)."),
    )
    is_continuous = models.BooleanField(
        _("continuous"), default=False, help_text=_("It is open until it is closed by hand.")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("An application that comes at this instant is late.")
    )
    supplements_until = models.DateField(_("supplements by"), null=True, blank=True)
    use_from = models.DateField(_("may be used from"), null=True, blank=True)
    use_until = models.DateField(_("may be used until"), null=True, blank=True)
    principles = models.ForeignKey(
        Principles,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("principles"),
    )
    contact_role = models.CharField(
        _("who answers questions"),
        max_length=160,
        blank=True,
        help_text=_("A role, such as the grants team."),
    )
    contact_email = models.EmailField(_("e-mail for questions"), blank=True)
    contact_phone = models.CharField(_("phone for questions"), max_length=30, blank=True)
    case_number = models.CharField(_("the county's case number"), max_length=60, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
        verbose_name=_("copied from"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CallState, default=CallState.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    cancelled_because = models.TextField(_("why it was cancelled"), blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant call")
        verbose_name_plural = _("grant calls")
        ordering = ["-opens_at", "-pk"]
        rules_permissions = {
            "view": is_secretariat,
            "add": OFFICERS,
            "change": OFFICERS,
            "delete": is_secretariat,
        }
        triggers = [MarksChange()]
        indexes = [models.Index(fields=["state", "opens_at", "closes_at"], name="grants_call_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at__isnull=False, closes_at__gt=F("opens_at")),
                name="grants_call_closes_after_opening",
                violation_error_message=_("The call must close after it opens."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(opens_at__isnull=False) & (Q(closes_at__isnull=False) | Q(is_continuous=True)),
                name="grants_call_published_with_times",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False)
                | Q(state="cancelled"),
                name="grants_call_published_at_when_published",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""),
                name="grants_call_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=Q(use_from=None) | Q(use_until=None) | Q(use_until__gte=F("use_from")),
                name="grants_call_use_ends_after_beginning",
                violation_error_message=_("The last day of use is before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The call's public page."""
        return reverse("grants:call-detail", args=[self.slug])

    @property
    def edit_url(self) -> str:
        """Where the officer prepares the call."""
        return reverse("grants:call-edit", args=[self.key])

    def clean(self) -> None:
        """Say beside the field what the database would refuse."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The call must close after it opens.")})
        if self.closes_at and not self.opens_at:
            raise ValidationError({"opens_at": _("Write when the call opens, too.")})
        if self.use_from and self.use_until and self.use_until < self.use_from:
            raise ValidationError({"use_until": _("The last day of use is before the first day.")})

    def is_open(self, instant: datetime | None = None) -> bool:
        """Whether it takes applications at the instant, now unless told."""
        return self.phase(instant) == CallPhase.OPEN

    def phase(self, instant: datetime | None = None) -> CallPhase:
        """What the call is at the instant, now unless told; the closing instant itself is too late."""
        if self.state != CallState.PUBLISHED or self.opens_at is None:
            return CallPhase.CANCELLED if self.state == CallState.CANCELLED else CallPhase.DRAFT
        instant = instant or timezone.now()
        if instant < self.opens_at:
            return CallPhase.COMING
        return CallPhase.OPEN if self.closes_at is None or instant < self.closes_at else CallPhase.CLOSED

    @property
    def phase_state(self) -> str:
        """The name under which the badge of the call's phase is registered."""
        return f"grant_{self.phase().value}"


class CallExtension(models.Model):
    """A call was let close later: from when to when, why, by whom. Nothing changes these rows."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="extensions", verbose_name=_("call"))
    closed_at = models.DateTimeField(_("was to close"))
    closes_at = models.DateTimeField(_("closes"))
    reason = models.TextField(_("reason"), max_length=1000)
    extended_at = models.DateTimeField(_("extended at"))
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("extended by")
    )

    class Meta:
        verbose_name = _("extension of a call")
        verbose_name_plural = _("extensions of calls")
        ordering = ["call", "extended_at"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("closed_at")), name="grants_callextension_later_than_before"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grants_callextension_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.closes_at}"


class CallAnnouncement(models.Model):
    """The call was told by mail: to which networks and organisations, how many mails, by whom."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="announcements", verbose_name=_("call"))
    networks = models.ManyToManyField(Network, blank=True, related_name="+", verbose_name=_("networks"))
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("organisations")
    )
    announced_at = models.DateTimeField(_("announced at"))
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("announced by")
    )
    extension = models.ForeignKey(
        CallExtension,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="announcements",
        verbose_name=_("told of the extension"),
    )
    mails = models.PositiveIntegerField(_("number of mails"), default=0)
    told_at = models.DateTimeField(_("mails were written at"), null=True, editable=False)

    class Meta:
        verbose_name = _("announcement of a call")
        verbose_name_plural = _("announcements of calls")
        ordering = ["call", "announced_at"]

    def __str__(self) -> str:
        return f"{self.call} · {self.announced_at}"
