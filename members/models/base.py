"""What has a beginning and, perhaps, an end."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class PeriodQuerySet(models.QuerySet):
    """Questions about periods of days."""

    def valid_on(self, day: date) -> Self:
        """What is in force on the day; an end that is still to come has not ended anything."""
        return self.overlapping(day, day)

    def overlapping(self, first: date, last: date | None) -> Self:
        """What is in force on some day from first to last; without a last day for ever after the first."""
        lasting = self.filter(Q(valid_until=None) | Q(valid_until__gte=first))
        return lasting.filter(valid_from__lte=last) if last else lasting


class Period(models.Model):
    """Days from–until, both included; no end means until further notice."""

    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day, if known."))

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Say beside the last day that it is too early; PostgreSQL could not even compare a reversed period."""
        super().clean()
        refuse_reversed(self.valid_from, self.valid_until, "valid_until")


def refuse_reversed(first: date | None, last: date | None, field: str) -> None:
    """Raise ValidationError at the field when the last day is before the first."""
    if first and last and last < first:
        raise ValidationError({field: _("The last day is before the first day.")})


def days(start: str = "valid_from", end: str = "valid_until") -> Func:
    """The days of a period as a PostgreSQL range, for exclusion constraints."""
    return Func(F(start), F(end), Value("[]"), function="daterange")


def ends_after_beginning(name: str) -> models.CheckConstraint:
    """The constraint that a period does not end before it begins."""
    return models.CheckConstraint(
        condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The last day is before the first day."),
    )
