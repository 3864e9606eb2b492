"""A meeting while it is held: who is present, what is said and decided of each item, and what is to be done."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import ActionState, Capacity, Ground, Outcome, VoteMethod, Way
from members.models import Body, Person, Seat
from members.rules import KEPT, belongs_to_body, bodies_belonged_to, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.history import track
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .agenda import AgendaItem
from .meeting import Meeting
from .plan import Guest

KEPT_BY_RUNNERS = {**KEPT, "change": is_secretariat | runs_body}


def span() -> Func:
    """The time of a presence as a PostgreSQL range; without an end it lasts."""
    return Func(F("arrived_at"), F("left_at"), function="tstzrange")


@no_public_page_reads
@track
class Session(Record):
    """A meeting was opened; the item that it is at, and who chairs it and writes."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="session", verbose_name=_("meeting"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    current_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("current item")
    )
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        rules_permissions = KEPT_BY_RUNNERS
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="meetings_session_closed_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def body_id(self) -> int:
        """The body whose meeting it is; access rules ask for it."""
        return self.meeting.body_id


class ItemRecord(Record):
    """What was said and decided of an item; without an outcome the item is still to be dealt with."""

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, related_name="record", verbose_name=_("agenda item")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    discussion = models.TextField(_("discussion"), blank=True, max_length=50_000)
    decision = models.TextField(_("decision"), blank=True, max_length=20_000)
    began_at = models.DateTimeField(_("began at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("body")
    )
    year = models.PositiveSmallIntegerField(_("year of the section"), null=True, blank=True, editable=False)
    # Numbers run within a series: the calendar year, or what the body's rule says instead.
    series = models.CharField(_("series of the section"), max_length=40, blank=True, editable=False)
    section = models.PositiveIntegerField(_("section"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("record of an item")
        verbose_name_plural = _("records of items")
        ordering = ["item__order"]
        rules_permissions = KEPT_BY_RUNNERS
        constraints = [
            models.UniqueConstraint(
                fields=["body", "series", "section"], name="meetings_itemrecord_section_unique"
            ),
            models.CheckConstraint(
                condition=Q(body=None, year=None, series="", section=None)
                | Q(body__isnull=False, year__isnull=False, section__gt=0) & ~Q(series=""),
                name="meetings_itemrecord_section_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at__isnull=False, ended_at__gte=F("began_at")),
                name="meetings_itemrecord_ended_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)


class PresenceQuerySet(models.QuerySet):
    """Questions about presences."""

    def here(self) -> Self:
        """Those who have not left; of whole meetings and of single items."""
        return self.filter(left_at=None)


@track
class Presence(Record):
    """Somebody was present, from when until when; in a seat when they counted for it, for one item when `item` is set.

    `seat` is always the member's seat, also when the deputy sits in it.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="presences", verbose_name=_("meeting"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="presences", verbose_name=_("person")
    )
    guest = models.ForeignKey(
        Guest, models.PROTECT, null=True, blank=True, related_name="presences", verbose_name=_("guest")
    )
    capacity = models.CharField(_("as what"), max_length=10, choices=Capacity)
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="presences", verbose_name=_("seat")
    )
    way = models.CharField(_("how"), max_length=8, choices=Way, default=Way.ON_SITE)
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="presences",
        verbose_name=_("only for the item"),
    )
    arrived_at = models.DateTimeField(_("arrived at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["meeting", "arrived_at", "pk"]
        rules_permissions = KEPT_BY_RUNNERS
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest=None) | Q(person=None, guest__isnull=False),
                name="meetings_presence_of_person_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(capacity="member", seat__isnull=False)
                | Q(capacity="deputy")
                | ~Q(capacity__in=["member", "deputy"]) & Q(seat=None),
                name="meetings_presence_seat_of_members_and_deputies",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gt=F("arrived_at")),
                name="meetings_presence_left_after_arriving",
                violation_error_message=_("One can leave only after arriving."),
            ),
            ExclusionConstraint(
                name="meetings_presence_one_person_in_a_seat",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
                condition=Q(item=None, seat__isnull=False),
                violation_error_message=_("Somebody else sits in this seat at that time."),
            ),
            ExclusionConstraint(
                name="meetings_presence_one_place_of_a_person",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
                condition=Q(item=None, person__isnull=False),
                violation_error_message=_("This person is in another place of the meeting at that time."),
            ),
            ExclusionConstraint(
                name="meetings_presence_one_place_of_a_guest",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    ("guest", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
                condition=Q(item=None, guest__isnull=False),
                violation_error_message=_("This guest is present at that time already."),
            ),
            models.UniqueConstraint(
                fields=["item", "seat"],
                condition=Q(item__isnull=False),
                name="meetings_presence_one_for_an_item_in_a_seat",
                violation_error_message=_("Somebody sits in this seat for the item already."),
            ),
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(item__isnull=False),
                name="meetings_presence_one_place_for_an_item",
                violation_error_message=_("This person has a place in the item already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.guest} · {self.meeting}"

    @property
    def body_id(self) -> int:
        """The body whose meeting it is; access rules ask for it."""
        return self.meeting.body_id


@track
class Disqualification(Record):
    """A person takes no part in an item, and why; they neither count there nor see its papers that are not public."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="disqualifications", verbose_name=_("agenda item")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="disqualifications", verbose_name=_("person")
    )
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    text = models.CharField(_("ground in words"), max_length=300, blank=True)
    declared_at = models.DateTimeField(_("declared at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("disqualification")
        verbose_name_plural = _("disqualifications")
        ordering = ["item", "declared_at", "pk"]
        rules_permissions = {**KEPT_BY_RUNNERS, "delete": is_secretariat | runs_body}
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"],
                name="meetings_disqualification_once",
                violation_error_message=_("This person has been found disqualified already."),
            ),
            models.CheckConstraint(
                condition=~Q(ground="other") | ~Q(text=""),
                name="meetings_disqualification_other_in_words",
                violation_error_message=_("Write the ground in words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.item}"


@track
class Motion(Record):
    """Somebody proposed something else than what was on the agenda."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="motions", verbose_name=_("agenda item")
    )
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    text = models.TextField(_("motion"), max_length=4000)
    mover = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="motions", verbose_name=_("proposed by")
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["item", "order"]
        rules_permissions = {**KEPT_BY_RUNNERS, "delete": is_secretariat | runs_body}
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="meetings_motion_order_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="meetings_motion_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@track
class MotionSupport(models.Model):
    """Somebody supported a motion."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="supports", verbose_name=_("motion"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="motion_supports", verbose_name=_("supporter")
    )

    class Meta:
        verbose_name = _("support of a motion")
        verbose_name_plural = _("supports of motions")
        ordering = ["motion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "person"], name="meetings_motionsupport_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.motion}"


@track
class Vote(Record):
    """The meeting voted in an item: between what, how, and with how many for each."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes", verbose_name=_("agenda item"))
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    question = models.CharField(_("question"), max_length=300)
    method = models.CharField(_("way of voting"), max_length=8, choices=VoteMethod, default=VoteMethod.SHOW)
    abstained = models.PositiveSmallIntegerField(_("abstained"), default=0)
    decided_by_chair = models.BooleanField(_("even, decided by the chair"), default=False)
    held_at = models.DateTimeField(_("held at"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["item", "order"]
        rules_permissions = {**KEPT_BY_RUNNERS, "delete": is_secretariat | runs_body}
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="meetings_vote_order_unique"),
        ]

    def __str__(self) -> str:
        return self.question


@track
class VoteOption(models.Model):
    """What one could vote for, and how many did."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="options", verbose_name=_("vote"))
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    text = models.CharField(_("option"), max_length=300)
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="vote_options", verbose_name=_("motion")
    )
    votes = models.PositiveSmallIntegerField(_("votes"), default=0)
    won = models.BooleanField(_("won"), default=False)

    class Meta:
        verbose_name = _("option of a vote")
        verbose_name_plural = _("options of votes")
        ordering = ["vote", "order"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "order"], name="meetings_voteoption_order_unique"),
            models.UniqueConstraint(
                fields=["vote"], condition=Q(won=True), name="meetings_voteoption_one_winner"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ActionItemQuerySet(models.QuerySet):
    """Questions about what was given to do."""

    def visible_to(self, user: Actor) -> Self:
        """Those of the bodies that the user runs or belongs to, and the user's own."""
        if is_secretariat(user):
            return self
        if not user.is_authenticated:
            return self.none()
        own = bodies_run_by(user) | bodies_belonged_to(user)
        return self.filter(Q(body__in=own) | Q(owner__user=user.pk))

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(state=ActionState.OPEN)


@no_public_page_reads
@track
class ActionItem(Record):
    """A meeting gave somebody something to do, by a day or without one."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="action_items", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="action_items", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("agenda item"),
    )
    what = models.CharField(_("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="action_items", verbose_name=_("who")
    )
    owner_name = models.CharField(
        _("somebody else"), max_length=120, blank=True, help_text=_("If the person is not in the list.")
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ActionState, default=ActionState.OPEN)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True, editable=False)
    note = models.TextField(_("what came of it"), blank=True, max_length=2000)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        rules_permissions = {**KEPT_BY_RUNNERS, "follow": is_secretariat | runs_body | belongs_to_body}
        indexes = [models.Index(fields=["state", "due_on"], name="meetings_actionitem_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, owner_name="") | Q(owner=None) & ~Q(owner_name=""),
                name="meetings_actionitem_has_one_owner",
                violation_error_message=_("Choose who does it, or write another name."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", done_at=None) | ~Q(state="open") & Q(done_at__isnull=False),
                name="meetings_actionitem_done_at_when_done",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def owner_words(self) -> Any:
        """Who does it."""
        return self.owner or self.owner_name

    @property
    def shape(self) -> str:
        """The shape of its state's badge; told here, because other things are open and done otherwise."""
        return {ActionState.OPEN: "half", ActionState.DONE: "tick", ActionState.DROPPED: "dash"}[
            ActionState(self.state)
        ]

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is still open."""
        is_past = self.due_on is not None and self.due_on < timezone.localdate()
        return self.state == ActionState.OPEN and is_past

    def get_absolute_url(self) -> str:
        """Where it is told what came of it."""
        return reverse("meetings:action-detail", args=[self.body.slug, self.pk])
