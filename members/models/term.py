"""Terms, their seats and who sits in them."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from members.enums import EndReason, Precision, SeatKind
from members.rules import KEPT
from portal.formats import plain_day
from portal.history import track
from portal.models import Record

from .base import Period, PeriodQuerySet, days, ends_after_beginning, refuse_reversed
from .body import Body, BodyRules, Nominator
from .category import Category
from .organisation import Organisation
from .person import Person
from .region import Municipality

STANDS_FOR = ("category", "municipality", "organisation", "nominator")
"""What a group of seats may stand for; open seats stand for none of these."""


class TermQuerySet(models.QuerySet):
    """Questions about terms."""

    def on_day(self, day: date) -> Self:
        """The term that runs on the day; a body has one at a time."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Term(Record):
    """The time for which a body is seated.

    Days that are known only to the month or year are stored as the widest that they can be.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="terms", verbose_name=_("body"))
    rules_version = models.ForeignKey(
        BodyRules, models.PROTECT, related_name="terms", verbose_name=_("rules that the term runs by")
    )
    starts_on = models.DateField(_("first day"))
    starts_precision = models.CharField(
        _("first day is known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    ends_precision = models.CharField(
        _("last day is known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    dates_text = models.CharField(_("dates in words"), max_length=200, blank=True)
    tasks = models.TextField(_("tasks of this term"), blank=True, help_text=_("One on each line."))

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["body", "-starts_on"]
        rules_permissions = KEPT
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="members_term_ends_after_beginning",
                violation_error_message=_("The last day is before the first day."),
            ),
            ExclusionConstraint(
                name="members_term_one_at_a_time",
                expressions=[("body", "="), (days("starts_on", "ends_on"), "&&")],
                violation_error_message=_("The body has another term on these days."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keeps_its_mandates",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("starts_on", "ends_on"),
                func="""
                    IF EXISTS (
                        SELECT FROM members_mandate m
                        JOIN members_seat s ON s.id = m.seat_id
                        JOIN members_seatgroup g ON g.id = s.group_id
                        WHERE g.term_id = NEW.id
                            AND (m.valid_from < NEW.starts_on OR m.valid_until > NEW.ends_on
                                OR m.valid_until IS NULL AND NEW.ends_on IS NOT NULL)
                    ) THEN
                        RAISE EXCEPTION 'term % would leave mandates outside', NEW.id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_term_keeps_its_mandates';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.period_text}"

    def clean(self) -> None:
        """Say beside the days what the database would refuse."""
        super().clean()
        refuse_reversed(self.starts_on, self.ends_on, "ends_on")
        if self.pk and self.starts_on and Mandate.objects.outside(self).exists():
            raise ValidationError(
                {"ends_on": _("Mandates would lie outside the term. End them first, then change the term.")}
            )

    @property
    def period_text(self) -> str:
        """The days in figures, each only as exactly as it is known: `1.8.2025–31.5.2029`, `2023–2025`."""
        return f"{_as_known(self.starts_on, self.starts_precision)}–{_as_known(self.ends_on, self.ends_precision)}"


def _as_known(day: date | None, precision: str) -> str:
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.MONTH:
        return f"{day.month}/{day.year}"
    return plain_day(day)


class SeatGroup(Record):
    """What a group of seats stands for in a term: a category, an association type, a network's place, or open seats."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="groups", verbose_name=_("term"))
    order = models.PositiveSmallIntegerField(_("order"))
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seat_groups",
        verbose_name=_("category"),
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seat_groups",
        verbose_name=_("municipality"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seat_groups",
        verbose_name=_("organisation"),
    )
    nominator = models.ForeignKey(
        Nominator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seat_groups",
        verbose_name=_("nominator"),
    )
    name = models.CharField(_("name"), max_length=160)
    decision = models.CharField(
        _("decision"),
        max_length=200,
        blank=True,
        help_text=_("Who agreed to a group that came in the middle of the term, and when."),
    )

    class Meta:
        verbose_name = _("group of seats")
        verbose_name_plural = _("groups of seats")
        ordering = ["term", "order"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["term", "order"],
                name="members_seatgroup_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            *(
                models.UniqueConstraint(
                    fields=["term", thing],
                    condition=Q((f"{thing}__isnull", False)),
                    name=f"members_seatgroup_{thing}_once",
                    violation_error_message=_("The term has this group already."),
                )
                for thing in STANDS_FOR
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Func(*STANDS_FOR, function="num_nonnulls", output_field=IntegerField()), 1
                ),
                name="members_seatgroup_stands_for_one_thing",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="keeps_its_term", fields=["term"])]

    def __str__(self) -> str:
        return self.name

    def make_seats(self, *, members: int, deputies: int, ranked: bool = False) -> None:
        """The group's seats: members', and deputies' shared out to them one by one, or ranked for the whole group."""
        primaries = [
            self.seats.create(kind=SeatKind.PRIMARY, rank=number) for number in range(1, members + 1)
        ]
        for number in range(deputies):
            if ranked:
                self.seats.create(kind=SeatKind.RANKED_DEPUTY, rank=number + 1)
                continue
            rank, index = divmod(number, members)
            self.seats.create(kind=SeatKind.PERSONAL_DEPUTY, rank=rank + 1, deputises=primaries[index])


class Seat(Record):
    """A place that one person at a time can hold: a member's, the personal deputy's of it, or a ranked deputy's."""

    group = models.ForeignKey(SeatGroup, models.PROTECT, related_name="seats", verbose_name=_("group"))
    kind = models.CharField(_("kind"), max_length=20, choices=SeatKind)
    rank = models.PositiveSmallIntegerField(_("number within its kind"), default=1)
    deputises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("deputy of")
    )

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["group", "kind", "rank"]
        rules_permissions = KEPT
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="personal_deputy", deputises__isnull=False)
                | ~Q(kind="personal_deputy") & Q(deputises=None),
                name="members_seat_personal_deputy_has_member",
            ),
            models.UniqueConstraint(
                fields=["group", "kind", "rank"],
                condition=Q(deputises=None),
                name="members_seat_rank_once",
            ),
            models.UniqueConstraint(
                fields=["deputises", "rank"],
                condition=Q(deputises__isnull=False),
                name="members_seat_deputy_rank_once",
            ),
        ]
        triggers = [
            # Mandates remember the pair that their seat belongs to, so a seat stays what it was made as.
            pgtrigger.ReadOnly(name="stays_what_it_is", fields=["group", "kind", "deputises"]),
            pgtrigger.Trigger(
                name="deputises_member_of_group",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__deputises__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM members_seat s
                        WHERE s.id = NEW.deputises_id AND s.group_id = NEW.group_id AND s.kind = 'primary'
                    ) THEN
                        RAISE EXCEPTION 'seat % is no member''s seat of the group', NEW.deputises_id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_seat_deputises_member_of_group';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group.term} · {self.group} · {self.get_kind_display()}"

    def clean(self) -> None:
        """Say which seats a personal deputy can stand in for."""
        super().clean()
        member = self.deputises
        if member and (member.group_id != self.group_id or member.kind != SeatKind.PRIMARY):
            raise ValidationError({"deputises": _("Choose a member's seat of the same group.")})


class MandateQuerySet(PeriodQuerySet):
    """Questions about mandates."""

    def valid_on(self, day: date) -> Self:
        """Mandates in force on the day; one that never began never was."""
        return super().valid_on(day).exclude(end_reason=EndReason.NEVER_BEGAN)

    def outside(self, term: Term) -> Self:
        """The term's mandates that do not lie within its days."""
        late = Q(valid_until__gt=term.ends_on) | Q(valid_until=None) if term.ends_on else Q(pk=None)
        return self.filter(Q(valid_from__lt=term.starts_on) | late, seat__group__term=term)

    def of_body(self, body: Body) -> Self:
        """The mandates of all terms of a body."""
        return self.filter(seat__group__term__body=body)

    def as_members(self) -> Self:
        """Those of members; deputies are never counted as members."""
        return self.filter(seat__kind=SeatKind.PRIMARY)


@track(exclude=["paired_seat_id"])
class Mandate(Record, Period):
    """A person holds a seat for a time, put forward by an organisation."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates", verbose_name=_("seat"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("organisation"),
    )
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=EndReason, blank=True)
    decision = models.CharField(_("decision"), max_length=200, blank=True)
    # The member's seat in a pair of member and deputy, kept by the database; one person cannot be both.
    paired_seat_id = models.BigIntegerField(null=True, editable=False)

    objects = MandateQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["seat", "-valid_from"]
        rules_permissions = KEPT
        constraints = [
            ends_after_beginning("members_mandate_ends_after_beginning"),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(valid_until__isnull=False),
                name="members_mandate_end_reason_needs_end",
                violation_error_message=_("A reason for the end needs the last day."),
            ),
            ExclusionConstraint(
                name="members_mandate_one_person_in_a_seat",
                expressions=[("seat", "="), (days(), "&&")],
                condition=~Q(end_reason="never_began"),
                violation_error_message=_("Somebody else holds this seat on these days."),
            ),
            ExclusionConstraint(
                name="members_mandate_not_member_and_own_deputy",
                expressions=[("person", "="), ("paired_seat_id", "="), (days(), "&&")],
                condition=~Q(end_reason="never_began"),
                violation_error_message=_("One person cannot be the member and the deputy of the same seat."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="within_term",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("bounds", "RECORD")],
                func="""
                    SELECT t.starts_on, t.ends_on, COALESCE(s.deputises_id, s.id) AS pair INTO bounds
                    FROM members_seat s
                    JOIN members_seatgroup g ON g.id = s.group_id
                    JOIN members_term t ON t.id = g.term_id
                    WHERE s.id = NEW.seat_id
                    FOR SHARE OF t;
                    NEW.paired_seat_id = bounds.pair;
                    IF NEW.valid_from < bounds.starts_on
                        OR COALESCE(NEW.valid_until, 'infinity') > COALESCE(bounds.ends_on, 'infinity')
                    THEN
                        RAISE EXCEPTION 'mandate % lies outside its term', NEW.id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_mandate_within_term';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.seat}"

    def clean(self) -> None:
        """Say beside the fields what the database would refuse; an empty last day means the last day of the term."""
        super().clean()
        if not self.seat_id or not self.valid_from:
            return
        term = self.seat.group.term
        self.valid_until = self.valid_until or term.ends_on
        if self.valid_from < term.starts_on or (self.valid_until or date.max) > (term.ends_on or date.max):
            raise ValidationError(
                {"valid_from": _("The mandate must lie within the term %s.") % term.period_text}
            )
        if self.person_id and self._is_other_half_of_pair():
            raise ValidationError(
                {"person": _("One person cannot be the member and the deputy of the same seat.")}
            )

    def _is_other_half_of_pair(self) -> bool:
        if self.end_reason == EndReason.NEVER_BEGAN:
            return False
        held = Mandate.objects.overlapping(self.valid_from, self.valid_until)
        held = held.filter(person=self.person_id, paired_seat_id=self.seat.deputises_id or self.seat_id)
        return held.exclude(seat=self.seat_id).exclude(end_reason=EndReason.NEVER_BEGAN).exists()
