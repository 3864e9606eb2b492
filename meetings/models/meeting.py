"""Meetings of bodies."""

import uuid
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.enums import MeetingKind, MeetingState
from meetings.workflow import COMING
from members.models import Body, BodyRules
from members.rules import belongs_to_body, bodies_belonged_to, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.models import Record
from portal.page_changes import no_public_page_reads, remembered
from portal.search import MarksChange


class MeetingQuerySet(models.QuerySet):
    """Questions about meetings."""

    def visible_to(self, user: Actor) -> Self:
        """What was never convened only for those who run the body; the rest of public bodies for everybody."""
        if is_secretariat(user):
            return self
        run, belonged = bodies_run_by(user), bodies_belonged_to(user)
        known = Q(number__isnull=False)
        return self.filter(Q(body__in=run) | known & Q(body__in=belonged) | known & Q(body__is_public=True))

    def with_agenda_for(self, user: Actor) -> Self:
        """Those whose agenda the user may read: published ones, and all of the bodies that the user runs."""
        if is_secretariat(user):
            return self
        published = Q(agenda_published_at__isnull=False)
        own = bodies_belonged_to(user)
        return self.filter(
            Q(body__in=bodies_run_by(user)) | published & (Q(body__is_public=True) | Q(body__in=own))
        )

    def coming_at(self, instant: datetime) -> Self:
        """Meetings that people know of and that are not over; the next one first."""
        return self.filter(state__in=COMING, ends_at__gte=instant).order_by("starts_at", "pk")

    def for_list(self) -> Self:
        """What a list shows, in one query."""
        return self.select_related("body")


class Meeting(Record):
    """A meeting of a body; it has a number n/year from being convened on."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind, default=MeetingKind.REGULAR)
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Only if the meeting has one besides its number.")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    remote_link = models.URLField(
        _("remote link"), max_length=500, blank=True, help_text=_("Shown to the participants only.")
    )
    proposals_due_on = models.DateField(_("proposals by"), null=True, blank=True)
    materials_due_on = models.DateField(_("papers by"), null=True, blank=True)
    invitation_due_on = models.DateField(_("invitation by"), null=True, blank=True)
    minutes_due_on = models.DateField(_("minutes by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=MeetingState, default=MeetingState.DRAFT, editable=False
    )
    year = models.PositiveSmallIntegerField(_("year of the number"), null=True, blank=True, editable=False)
    number = models.PositiveSmallIntegerField(_("number in the year"), null=True, blank=True, editable=False)
    convened_at = models.DateTimeField(_("convened at"), null=True, blank=True, editable=False)
    agenda_published_at = models.DateTimeField(
        _("agenda published at"), null=True, blank=True, editable=False
    )
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True, max_length=1000)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        rules_permissions = {
            "view": is_secretariat,
            "add": is_secretariat,
            "change": is_secretariat | runs_body,
            "delete": is_secretariat,
            "join": is_secretariat | runs_body | belongs_to_body,
        }
        triggers = [MarksChange()]
        indexes = [
            models.Index(fields=["body", "-starts_at"], name="meetings_meeting_of_body"),
            models.Index(fields=["ends_at", "starts_at"], name="meetings_meeting_coming"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meetings_meeting_ends_after_beginning",
                violation_error_message=_("The meeting must end after it begins."),
            ),
            models.UniqueConstraint(fields=["body", "year", "number"], name="meetings_meeting_number_unique"),
            models.CheckConstraint(
                condition=Q(year=None, number=None) | Q(year__isnull=False, number__gt=0),
                name="meetings_meeting_number_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, convened_at=None, agenda_published_at=None)
                | Q(state__in=["convened", "in_session"], number__isnull=False, convened_at__isnull=False)
                | Q(state="held", number__isnull=False)
                | Q(state="cancelled"),
                name="meetings_meeting_number_from_convening",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="meetings_meeting_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.label}"

    @property
    def label(self) -> str:
        """`4/2026`, or the day of a draft that has no number yet."""
        if self.number:
            return f"{self.number}/{self.year}"
        return f"{self.day.day}.{self.day.month}.{self.day.year}"

    @property
    def name(self) -> str:
        """`Meeting 4/2026`, or what else it is called: its own title, or its kind when it is not a regular one."""
        if self.title:
            return self.title
        kind = gettext("Meeting") if self.kind == MeetingKind.REGULAR else self.get_kind_display()
        return f"{kind} {self.label}"

    @property
    def day(self) -> date:
        """The day of the meeting by the clock in Helsinki."""
        return timezone.localdate(self.starts_at)

    @cached_property
    def rules(self) -> BodyRules:
        """What the body's rules of the day say."""
        return remembered(("rules", self.body_id, self.day), self._read_rules)

    def _read_rules(self) -> BodyRules:
        rules = self.body.rules_on(self.day)
        _ = rules.by_name  # read along, so that nobody has to ask for it later
        return rules

    @property
    def minutes_long(self) -> int:
        """The length of the meeting in minutes."""
        return int(self.ends_at.timestamp() - self.starts_at.timestamp()) // 60

    def get_absolute_url(self) -> str:
        """The meeting's page: by number when it has one, by an opaque key before."""
        if self.number:
            return reverse("meetings:meeting-detail", args=[self.body.slug, self.year, self.number])
        return reverse("meetings:draft-detail", args=[self.body.slug, self.key])

    @property
    def edit_url(self) -> str:
        """Where the meeting is prepared; the address stays when it gets its number."""
        return reverse("meetings:meeting-edit", args=[self.key])


class YearCounter(models.Model):
    """The last numbers that a body has given in a calendar year; the row is locked while a number is taken."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="year_counters")
    year = models.PositiveSmallIntegerField()
    last_meeting = models.PositiveSmallIntegerField(default=0)
    last_section = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of the year")
        verbose_name_plural = _("counters of years")
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="meetings_yearcounter_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.year}"


@no_public_page_reads
class MeetingVisit(models.Model):
    """When somebody last looked at a meeting, and when on the visit before: what changed after that one is new to them."""

    ONE_VISIT = timedelta(minutes=30)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="meeting_visits")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField()
    seen_before_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [models.UniqueConstraint(fields=["user", "meeting"], name="meetings_meetingvisit_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.meeting}"
