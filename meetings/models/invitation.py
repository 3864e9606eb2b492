"""Who is asked to a meeting, what they answer, and who comes for whom."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import AnswerChannel, CallCause, CallState, Capacity, Coming
from members.models import Person, Seat
from members.rules import KEPT
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .agenda import AgendaItem
from .meeting import Meeting
from .plan import Guest

OPEN_CALLS = [CallState.CALLED, CallState.ACCEPTED]


class InvitationQuerySet(models.QuerySet):
    """Questions about invitations."""

    def in_force(self) -> Self:
        """Those that have not been taken back."""
        return self.filter(revoked_at=None)


@no_public_page_reads
class Invitation(Record):
    """Somebody is asked to a meeting in one capacity; the key opens the answer page until the meeting is over."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="invitations", verbose_name=_("meeting")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("person")
    )
    guest = models.OneToOneField(
        Guest, models.CASCADE, null=True, blank=True, related_name="invitation", verbose_name=_("guest")
    )
    capacity = models.CharField(_("as what"), max_length=10, choices=Capacity)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("seat")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("number of the calendar entry's version"), default=0)
    sent_at = models.DateTimeField(_("sent at"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    # Personal data, kept apart from the answers, which nobody can change: it goes after the meeting.
    diet = models.CharField(_("diet"), max_length=300, blank=True)
    needs = models.CharField(_("what you need to be able to take part"), max_length=300, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["meeting", "pk"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(revoked_at=None, person__isnull=False),
                name="meetings_invitation_person_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest=None) | Q(person=None, guest__isnull=False),
                name="meetings_invitation_of_person_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=["member", "deputy"], seat__isnull=False)
                | ~Q(capacity__in=["member", "deputy"]) & Q(seat=None),
                name="meetings_invitation_seat_of_members_and_deputies",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.guest} · {self.meeting}"

    @property
    def body_id(self) -> int:
        """The body whose meeting it is; access rules ask for it."""
        return self.meeting.body_id


@no_public_page_reads
class Answer(models.Model):
    """What somebody answered, and when; a later answer counts instead of an earlier one, and none is ever changed."""

    invitation = models.ForeignKey(
        Invitation, models.PROTECT, related_name="answers", verbose_name=_("invitation")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("only for the item"),
    )
    coming = models.CharField(_("answer"), max_length=8, choices=Coming)
    answered_at = models.DateTimeField(_("answered at"))
    channel = models.CharField(_("how"), max_length=12, choices=AnswerChannel)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["invitation", "answered_at", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.invitation} · {self.get_coming_display()}"


class SubstitutionQuerySet(models.QuerySet):
    """Questions about calls of deputies."""

    def open(self) -> Self:
        """Those that wait for an answer, or were accepted."""
        return self.filter(state__in=OPEN_CALLS)


@no_public_page_reads
class Substitution(Record):
    """A deputy is called to a member's seat for a meeting, or for one item of it."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="substitutions", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name=_("only for the item"),
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="substitutions", verbose_name=_("member's seat")
    )
    deputy_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("deputy's seat"))
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="substitutions", verbose_name=_("deputy"))
    cause = models.CharField(_("why"), max_length=12, choices=CallCause)
    state = models.CharField(_("state"), max_length=10, choices=CallState, default=CallState.CALLED)
    called_at = models.DateTimeField(_("called at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("call of a deputy")
        verbose_name_plural = _("calls of deputies")
        ordering = ["meeting", "called_at", "pk"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "seat"],
                condition=Q(state__in=["called", "accepted"]),
                nulls_distinct=False,
                name="meetings_substitution_one_open_for_a_seat",
            ),
            models.UniqueConstraint(
                fields=["meeting", "item", "deputy"],
                condition=Q(state__in=["called", "accepted"]),
                nulls_distinct=False,
                name="meetings_substitution_one_open_for_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(seat=models.F("deputy_seat")), name="meetings_substitution_of_another_seat"
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | ~Q(state="released") & Q(released_at=None),
                name="meetings_substitution_released_at_when_released",
            ),
            models.CheckConstraint(
                condition=Q(state="called", answered_at=None)
                | Q(state__in=["accepted", "declined"], answered_at__isnull=False)
                | Q(state="released"),
                name="meetings_substitution_answered_at_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} · {self.seat}"

    @property
    def body_id(self) -> int:
        """The body whose meeting it is; access rules ask for it."""
        return self.meeting.body_id


@no_public_page_reads
class CalendarFeed(models.Model):
    """The secret address under which somebody's own calendar is read by another program; it can be renewed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("user")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user)
