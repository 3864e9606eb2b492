"""What is asked of terms and of their groups of seats."""

import calendar
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.enums import Precision, RuleName, SeatKind
from members.models import Body, BodyRules, Seat, SeatGroup, Term
from portal.formats import day_range

from .seat import day_field, decision_field


def widest(day: date, precision: str, *, is_last: bool) -> date:
    """The day that a month or a year begins or ends with, when no more is known."""
    if precision == Precision.DAY:
        return day
    month = day.month if precision == Precision.MONTH else (12 if is_last else 1)
    return date(day.year, month, calendar.monthrange(day.year, month)[1] if is_last else 1)


class TermForm(forms.ModelForm):
    """The days of a term, each as exactly as it is known, and the rules that it runs by."""

    class Meta:
        model = Term
        fields = (
            "starts_on",
            "starts_precision",
            "ends_on",
            "ends_precision",
            "dates_text_fi",
            "rules_version",
            "tasks_fi",
            "tasks_sv",
            "tasks_en",
        )
        widgets = {
            "starts_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "tasks_fi": forms.Textarea({"rows": 4}),
            "tasks_sv": forms.Textarea({"rows": 4}),
            "tasks_en": forms.Textarea({"rows": 4}),
        }

    ROWS = (
        ("starts_on", "starts_precision"),
        ("ends_on", "ends_precision"),
        ("dates_text_fi",),
        ("rules_version",),
    )
    OTHERS = ("tasks_fi", "tasks_sv", "tasks_en")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = _("Empty: until further notice.")
        self.fields["dates_text_fi"].label = _("Dates in words")
        for code, label in (
            ("fi", _("Tasks in Finnish")),
            ("sv", _("Tasks in Swedish")),
            ("en", _("Tasks in English")),
        ):
            self.fields[f"tasks_{code}"].label = label
        self.fields["dates_text_fi"].help_text = _(
            "If figures do not tell them, such as “the council's term 2025–2029”."
        )
        version = self.fields["rules_version"]
        version.queryset = BodyRules.objects.filter(body=body).order_by("-valid_from")
        version.required = False
        version.empty_label = _("Those in force on the first day")
        version.label_from_instance = _version_words
        if self.instance.pk:
            version.empty_label = None

    def clean(self) -> dict[str, Any]:
        """Widen the days that are known only to the month or year."""
        cleaned = super().clean() or self.cleaned_data
        for name, is_last in (("starts", False), ("ends", True)):
            day, precision = cleaned.get(f"{name}_on"), cleaned.get(f"{name}_precision")
            if day and precision:
                cleaned[f"{name}_on"] = widest(day, precision, is_last=is_last)
        return cleaned

    def _post_clean(self) -> None:
        """Left to the service, which knows the body."""

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields that stand beside each other."""
        return [[self[name] for name in row] for row in self.ROWS]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that may be left alone."""
        return [self[name] for name in self.OTHERS]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take; the rules only when some were chosen."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if values["rules_version"] is None:
            del values["rules_version"]
        return values


def _version_words(version: BodyRules) -> str:
    return f"{version.title} ({day_range(version.valid_from, version.valid_until)})"


class NextTermForm(TermForm):
    """The days of the term that follows."""

    decision = decision_field()


class LastDayForm(forms.Form):
    """The day on which a term ends."""

    last_day = day_field(_("Last day of the term"))


NAMES = ("name_fi", "name_sv", "name_en")


class GroupForm(forms.Form):
    """The names of a group of seats."""

    name_fi = forms.CharField(label=_("Name"), max_length=160)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)

    @property
    def names(self) -> dict[str, str]:
        """By the names of the fields."""
        return {name: self.cleaned_data[name] for name in NAMES}

    @classmethod
    def of(cls, group: SeatGroup, data: Any = None) -> "GroupForm":
        """The form of a group that there is."""
        return cls(data, initial={name: getattr(group, name) for name in NAMES})


class NewGroupForm(GroupForm):
    """A group that is not there yet, and how many seats it has."""

    members = forms.IntegerField(label=_("Members"), min_value=1, max_value=40)
    deputies = forms.IntegerField(label=_("Deputies"), min_value=0, max_value=40)
    decision = decision_field()

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = term.rules_version
        self.fields["members"].initial = rules.value(RuleName.PRIMARIES) or 1
        self.fields["deputies"].initial = rules.value(RuleName.DEPUTIES) or 0
        self.fields["decision"].help_text = _("Needed once the term has begun: who agreed to it, and when.")


class NewSeatForm(forms.Form):
    """One more seat of a group: a member's, the deputy's of a member, or one of the group's."""

    place = forms.ChoiceField(label=_("What the seat is"))
    decision = decision_field()

    def __init__(self, *args: Any, group: SeatGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["decision"].help_text = _("Needed once the term has begun: who agreed to it, and when.")
        self.members = {str(seat.pk): seat for seat in group.seats.filter(kind=SeatKind.PRIMARY)}
        deputies = [
            (
                pk,
                _("Deputy of member %d") % seat.rank
                if len(self.members) > 1
                else SeatKind.PERSONAL_DEPUTY.label,
            )
            for pk, seat in self.members.items()
        ]
        others = [(kind.value, kind.label) for kind in (SeatKind.PRIMARY, SeatKind.RANKED_DEPUTY)]
        self.fields["place"].choices = [others[0], *deputies, others[1]]

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        place = self.cleaned_data["place"]
        member: Seat | None = self.members.get(place)
        kind = SeatKind.PERSONAL_DEPUTY if member else SeatKind(place)
        return {"kind": kind, "deputises": member, "decision": self.cleaned_data["decision"]}
