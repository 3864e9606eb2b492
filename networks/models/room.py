"""Rooms that associations offer to one another, and rooms that they look for."""

from datetime import date, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Municipality, Organisation
from members.rules import KEPT, is_secretariat, organisation_roles_of
from networks.enums import RoomKind, RoomPrice, RoomState
from networks.rules import edits_room_notice, runs_body_near
from portal.access import Actor
from portal.history import track
from portal.models import Record
from portal.search import MarksChange

LONGEST_SHOWN = timedelta(days=366)
"""A year at most from the day on which its people last said that the notice still holds."""
MOST_SEATS = 5_000
CONTACT = ("contact_name", "contact_email")
SHAPES: dict[str, str] = {RoomState.SHOWN: "dot", RoomState.OVER: "dash", RoomState.ENDED: "square"}


class RoomNoticeQuerySet(models.QuerySet):
    """Questions about notices."""

    def visible_to(self, user: Actor) -> Self:
        """Everybody sees what is shown today; an organisation's people all of their own, the secretariat all."""
        if is_secretariat(user):
            return self
        own = organisation_roles_of(user)
        shown = shown_to_all(timezone.localdate())
        return self.filter(shown | Q(organisation__in=own)) if own else self.filter(shown)

    def shown_on(self, day: date) -> Self:
        """What everybody sees on the day."""
        return self.filter(shown_to_all(day))

    def for_list(self) -> Self:
        """What a list shows, in one query; those that were put up or lengthened last come first."""
        return self.select_related("organisation", "municipality").order_by("-renewed_on", "-pk")


def shown_to_all(day: date) -> Q:
    """Neither taken down nor past its last day, and of an organisation in the public register."""
    return Q(ended_at=None, shown_until__gte=day, organisation__is_listed=True)


@track(exclude=[*CONTACT, "version"])
class RoomNotice(Record):
    """An organisation offers a room in a municipality, or looks for one, until a day.

    Its contact data is nowhere else, the history included, so that it is gone once it is removed.
    """

    kind = models.CharField(_("kind"), max_length=5, choices=RoomKind, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="room_notices", verbose_name=_("organisation")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="room_notices", verbose_name=_("municipality")
    )
    title = models.CharField(_("heading"), max_length=100)
    place = models.CharField(_("address or part of town"), max_length=120, blank=True)
    description = models.TextField(_("what and for what"), max_length=2000)
    seats = models.PositiveSmallIntegerField(
        _("number of people"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
    )
    price = models.CharField(_("price"), max_length=10, choices=RoomPrice, blank=True)
    times = models.CharField(_("when, in words"), max_length=200, blank=True)
    is_step_free = models.BooleanField(_("step-free"), default=False)
    has_induction_loop = models.BooleanField(_("induction loop"), default=False)
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), default=False)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact"), blank=True)
    put_up_on = models.DateField(_("put up on"), editable=False)
    renewed_on = models.DateField(_("put up or lengthened on"), editable=False)
    shown_until = models.DateField(_("shown until"))
    ended_at = models.DateTimeField(_("taken down at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoomNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of a room")
        verbose_name_plural = _("notices of rooms")
        ordering = ["-renewed_on", "-pk"]
        rules_permissions = {
            **KEPT,
            "change": is_secretariat | edits_room_notice,
            "end": is_secretariat | edits_room_notice | runs_body_near,
        }
        triggers = [MarksChange()]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="offer", price__in=RoomPrice.values) | Q(kind="wish", price=""),
                name="networks_roomnotice_price_of_an_offer",
                violation_error_message=_("An offer tells its price; a wish has none."),
            ),
            models.CheckConstraint(
                condition=Q(seats=None) | Q(seats__gte=1, seats__lte=MOST_SEATS),
                name="networks_roomnotice_seats_in_reason",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__gte=F("renewed_on"))
                & Q(
                    shown_until__lte=ExpressionWrapper(
                        F("renewed_on") + Value(LONGEST_SHOWN), output_field=models.DateTimeField()
                    )
                ),
                name="networks_roomnotice_shown_a_year_at_most",
                violation_error_message=_("Choose a day from today to a year ahead."),
            ),
            models.CheckConstraint(
                condition=Q(renewed_on__gte=F("put_up_on")), name="networks_roomnotice_renewed_after_put_up"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(contact_name="", contact_email=""),
                name="networks_roomnotice_ended_keeps_no_contact",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The notice's own page."""
        return reverse("networks:room-detail", args=[self.pk])

    def clean(self) -> None:
        """Say beside the field what the database would refuse."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.kind == RoomKind.OFFER and not self.price:
            errors["price"] = _("Tell what the room costs.")
        last = self.renewed_on + LONGEST_SHOWN
        if self.shown_until and not self.renewed_on <= self.shown_until <= last:
            errors["shown_until"] = _("Choose a day from today to a year ahead.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_offer(self) -> bool:
        """Whether there is a room."""
        return self.kind == RoomKind.OFFER

    @property
    def state(self) -> RoomState:
        """Where it stands today."""
        if self.ended_at:
            return RoomState.ENDED
        return RoomState.SHOWN if self.shown_until >= timezone.localdate() else RoomState.OVER

    @property
    def shape(self) -> str:
        """The shape of the state's badge."""
        return SHAPES[self.state]

    @property
    def access(self) -> list[Any]:
        """What makes the room accessible, or must; in words."""
        ticks = ("is_step_free", "has_induction_loop", "has_accessible_toilet")
        return [self._meta.get_field(name).verbose_name for name in ticks if getattr(self, name)]  # type: ignore[union-attr]

    @property
    def reached_at(self) -> str:
        """The address for answers: the notice's own, else the organisation's."""
        return self.contact_email or self.organisation.email
