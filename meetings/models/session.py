"""A meeting while it is held: who is present, and what is said and decided of each item."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import Capacity, Ground, Outcome, Way
from members.models import Body, Person, Seat
from members.rules import KEPT, is_secretariat, runs_body
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
                | Q(body__isnull=False, year__isnull=False, section__isnull=False, section__gt=0)
                & ~Q(series=""),
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
