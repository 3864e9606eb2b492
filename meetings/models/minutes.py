"""The minutes of a meeting: signed, inspected, and what corrects them afterwards."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import InspectionWay, InspectorState, MinutesState, RecordKind, SignatureRole
from members.models import Person
from members.rules import KEPT, bodies_belonged_to, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.enums import Language
from portal.models import Record
from portal.page_changes import no_public_page_reads
from portal.search import MarksChange

from .agenda import AgendaItem
from .meeting import Meeting

APPEND_ONLY = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class MinutesQuerySet(models.QuerySet):
    """Questions about minutes."""

    def visible_to(self, user: Actor) -> Self:
        """Published minutes of public bodies for everybody, signed ones for those who belong to the body.

        A draft is for those who run the body and those who are to sign it; who is to inspect sees what is inspected.
        """
        if is_secretariat(user):
            return self
        published = Q(published_at__isnull=False)
        seen = published & Q(meeting__body__is_public=True)
        if user.is_authenticated:
            belonged = Q(meeting__body__in=bodies_belonged_to(user))
            signs = Q(meeting__session__chair__user=user.pk) | Q(meeting__session__secretary__user=user.pk)
            inspects = ~Q(state=MinutesState.DRAFT) & Q(
                pk__in=Inspector.objects.filter(person__user=user.pk).values("minutes")
            )
            seen |= Q(meeting__body__in=bodies_run_by(user)) | signs | inspects
            seen |= belonged & (published | ~Q(state=MinutesState.DRAFT))
        return self.filter(seen)

    def published(self) -> Self:
        """Those that were given to the public."""
        return self.filter(published_at__isnull=False)

    def for_list(self) -> Self:
        """What a list shows, in one query."""
        return self.select_related("meeting__body")


class Minutes(Record):
    """What is written of a held meeting, and how far it is signed and inspected; what it says follows from the facts.

    The kind is empty while the body has not decided whether minutes or a memo are written and nobody has chosen.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes", verbose_name=_("meeting"))
    record_kind = models.CharField(_("what is written"), max_length=8, choices=RecordKind, blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=MinutesState, default=MinutesState.DRAFT, editable=False
    )
    way = models.CharField(_("who inspects"), max_length=12, choices=InspectionWay, blank=True)
    inspected_in = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="inspected_minutes",
        verbose_name=_("the meeting that inspected"),
    )
    made_at = models.DateTimeField(_("made at"), editable=False)
    asked_at = models.DateTimeField(_("signatures asked for at"), null=True, blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes of meetings")
        ordering = ["-meeting__starts_at", "-pk"]
        rules_permissions = {
            "view": is_secretariat,
            "add": is_secretariat,
            "change": is_secretariat | runs_body,
            "delete": KEPT["delete"],
        }
        triggers = [MarksChange()]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(record_kind=""), name="meetings_minutes_kind_when_signed"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "signed"], way="")
                | Q(state__in=["under_inspection", "approved"]) & ~Q(way=""),
                name="meetings_minutes_way_when_inspected",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | ~Q(state="approved") & Q(approved_at=None),
                name="meetings_minutes_approved_at_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state="approved"),
                name="meetings_minutes_published_when_approved",
                violation_error_message=_("Only inspected minutes are published."),
            ),
            models.CheckConstraint(
                condition=Q(inspected_in=None) | Q(way="next_meeting") & ~Q(inspected_in=F("meeting")),
                name="meetings_minutes_inspected_in_another_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.meeting.body}"

    @property
    def name(self) -> str:
        """`Minutes 4/2026`; a memo is called a memo."""
        return f"{self.word} {self.meeting.label}"

    @property
    def word(self) -> str:
        """What it is called: minutes, until a memo was chosen."""
        return str(RecordKind(self.record_kind or RecordKind.MINUTES).label)

    @property
    def body_id(self) -> int:
        """The body whose meeting it was; access rules ask for it."""
        return self.meeting.body_id

    @property
    def is_draft(self) -> bool:
        """Whether what it says can still be changed."""
        return self.state == MinutesState.DRAFT

    @property
    def is_approved(self) -> bool:
        """Whether it is sealed."""
        return self.state == MinutesState.APPROVED

    @property
    def edit_url(self) -> str:
        """Where the minutes are written."""
        return reverse("meetings:minutes-edit", args=[self.meeting.key])

    def get_absolute_url(self) -> str:
        """Where the minutes are read."""
        return f"{self.meeting.get_absolute_url()}poytakirja/"


@no_public_page_reads
class Signature(models.Model):
    """Somebody has signed what the minutes said: the hash is that of the signed text; a change makes it void."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="signatures", verbose_name=_("minutes"))
    role = models.CharField(_("as what"), max_length=9, choices=SignatureRole)
    person = models.ForeignKey(Person, models.PROTECT, related_name="signatures", verbose_name=_("person"))
    signed_at = models.DateTimeField(_("signed at"))
    content_hash = models.CharField(_("hash of the text"), max_length=64)
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["minutes", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "role"],
                condition=Q(voided_at=None),
                name="meetings_signature_one_in_force_for_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


@no_public_page_reads
class Inspector(models.Model):
    """Somebody who was present checks the minutes; the key opens the page of the inspection while it goes on."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="inspectors", verbose_name=_("minutes"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="inspections", verbose_name=_("person"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    chosen_at = models.DateTimeField(_("chosen at"))
    state = models.CharField(
        _("state"), max_length=12, choices=InspectorState, default=InspectorState.WAITING
    )
    text = models.TextField(_("what should be changed"), blank=True, max_length=5000)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    content_hash = models.CharField(_("hash of the text"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("inspector")
        verbose_name_plural = _("inspectors")
        ordering = ["minutes", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person"], name="meetings_inspector_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None, text="")
                | ~Q(state="waiting") & Q(answered_at__isnull=False),
                name="meetings_inspector_answered_at_when_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state="change_asked") | ~Q(text=""),
                name="meetings_inspector_says_what_to_change",
                violation_error_message=_("Write what should be changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.minutes}"

    @property
    def path(self) -> str:
        """The page behind the link of the mail."""
        return reverse("meetings:inspection", args=[self.key])


class ItemInspection(models.Model):
    """A section that the meeting inspected at once: what it says is fixed, before the rest of the minutes is."""

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, related_name="inspection", verbose_name=_("agenda item")
    )
    inspected_at = models.DateTimeField(_("inspected at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    content_hash = models.CharField(_("hash of the section"), max_length=64)

    class Meta:
        verbose_name = _("section inspected at once")
        verbose_name_plural = _("sections inspected at once")
        ordering = ["inspected_at", "pk"]
        triggers = [*APPEND_ONLY]

    def __str__(self) -> str:
        return str(self.item)


class Correction(models.Model):
    """A mistake found in approved minutes, corrected by a dated addition that hangs on the chain of the seal."""

    minutes = models.ForeignKey(
        Minutes, models.PROTECT, related_name="corrections", verbose_name=_("minutes")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    section = models.PositiveIntegerField(_("section"), null=True, blank=True)
    text = models.TextField(_("correction"), max_length=5000)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    chain_hash = models.CharField(_("hash in the chain"), max_length=64)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["minutes", "number"]
        triggers = [*APPEND_ONLY, MarksChange(via="minutes")]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="meetings_correction_number_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="meetings_correction_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.number}"


@no_public_page_reads
class Excerpt(models.Model):
    """One section was sent to somebody whom it concerns."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="excerpts", verbose_name=_("minutes"))
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="excerpts", verbose_name=_("agenda item")
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FINNISH)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )

    class Meta:
        verbose_name = _("excerpt sent")
        verbose_name_plural = _("excerpts sent")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} · {self.item}"
