"""A year of meetings, yearly topics, and what every agenda begins with."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from meetings.deadlines import NAMES
from meetings.enums import ItemKind, Standing
from meetings.models import TemplateItem, YearlyTopic
from meetings.year_plan import MOST, Suggestion
from members.models import Body
from portal.formats import month_name
from portal.markdown import MarkdownField, MarkdownWidget

from .meeting import DUE_LABELS


def minutes_field(usual: int) -> forms.IntegerField:
    """How long something takes."""
    widget = forms.NumberInput({"class": "short"})
    return forms.IntegerField(
        label=_("Length in minutes"), initial=usual, min_value=1, max_value=600, widget=widget
    )


def day_field(label: Any) -> forms.DateField:
    """A day that may be left empty."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class PlannedForm(forms.Form):
    """One meeting of the year; without a day it is left out, and a deadline without a day is counted."""

    day = day_field(_("Day"))
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    proposals_due_on = day_field(DUE_LABELS["proposals_due_on"])
    materials_due_on = day_field(DUE_LABELS["materials_due_on"])
    invitation_due_on = day_field(DUE_LABELS["invitation_due_on"])
    minutes_due_on = day_field(DUE_LABELS["minutes_due_on"])

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    @classmethod
    def facts_of(cls, suggestion: Suggestion) -> dict[str, Any]:
        """A suggestion as what the form begins with."""
        times = {"day": suggestion.day, "begins": suggestion.begins, "ends": suggestion.ends}
        return times | suggestion.deadlines.facts

    def clean(self) -> dict[str, Any]:
        """What does not fit together is told beside its field."""
        cleaned = super().clean() or self.cleaned_data
        day: date | None = cleaned.get("day")
        if day is None:
            return cleaned
        if day.year != self.year:
            self.add_error("day", _("This day is in another year."))
            return cleaned
        begins, ends = self._instant(day, "begins"), self._instant(day, "ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The meeting ends before it begins. Write a later time."))
        for name in NAMES[:3]:
            if (due := cleaned.get(name)) and due > day:
                self.add_error(name, _("This must be before the meeting."))
        if (due := cleaned.get(NAMES[3])) and due < day:
            self.add_error(NAMES[3], _("This must be after the meeting."))
        cleaned["starts_at"], cleaned["ends_at"] = begins, ends
        return cleaned

    def _instant(self, day: date, clock: str) -> datetime | None:
        hour: time | None = self.cleaned_data.get(clock)
        if hour is None:
            return None
        try:
            return from_current_timezone(datetime.combine(day, hour))
        except forms.ValidationError:
            self.add_error(clock, _("The clocks are changed at that hour. Write another time."))
            return None

    @property
    def times(self) -> list[forms.BoundField]:
        """When."""
        return [self[name] for name in ("day", "begins", "ends")]

    @property
    def dues(self) -> list[forms.BoundField]:
        """What is to be done by when."""
        return [self[name] for name in NAMES]

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", *NAMES)}


class PlanFormSet(forms.BaseFormSet):
    """The meetings of one year."""

    def clean(self) -> None:
        """Two meetings on one day would be a slip."""
        days = [form.cleaned_data.get("day") for form in self.forms if form.is_valid()]
        for form, day in zip(self.forms, days, strict=False):
            if day and days.count(day) > 1:
                form.add_error("day", _("There are two meetings on this day. Change one of them."))

    @property
    def values(self) -> list[dict[str, Any]]:
        """What the service takes: the meetings that have a day."""
        return [form.values for form in self.forms if form.cleaned_data.get("day")]


PlanForms = forms.formset_factory(
    PlannedForm, formset=PlanFormSet, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True
)


class PlaceForm(forms.Form):
    """Where all of them are held; each can be changed afterwards."""

    place = forms.CharField(label=_("Place"), max_length=200, required=False)


class TopicForm(forms.ModelForm):
    """What a body takes up every year."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=int)
    title_fi = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("What the meeting does"), choices=ItemKind, initial=ItemKind.DISCUSS)
    minutes = minutes_field(15)
    background_fi = MarkdownField(
        label=_("Background"), max_length=20_000, required=False, widget=MarkdownWidget({"rows": 4})
    )
    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=200, required=False)
    background_sv = MarkdownField(
        label=_("Background in Swedish"),
        max_length=20_000,
        required=False,
        widget=MarkdownWidget({"rows": 4}),
    )

    class Meta:
        model = YearlyTopic
        fields = ("month", "title_fi", "kind", "minutes", "background_fi", "title_sv", "background_sv")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months: Any = self.fields["month"]
        months.choices = [(number, month_name(number)) for number in range(1, 13)]
        kinds: Any = self.fields["kind"]
        kinds.choices = [choice for choice in ItemKind.choices if choice[0] != ItemKind.BREAK]

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TemplateItemForm(forms.ModelForm):
    """An item that each new agenda of a body begins with."""

    standing = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        help_text=_("The portal knows these by what they are, whatever their titles say."),
    )
    title_fi = forms.CharField(label=_("Title"), max_length=200)
    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("What the meeting does"), choices=ItemKind, initial=ItemKind.DISCUSS)
    minutes = minutes_field(5)

    class Meta:
        model = TemplateItem
        fields = ("standing", "title_fi", "title_sv", "kind", "minutes")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = body.template_items.exclude(pk=self.instance.pk).values_list("standing", flat=True)
        free = [choice for choice in Standing.choices if choice[0] not in set(others)]
        standing: Any = self.fields["standing"]
        standing.choices = [("", _("An item of your own")), *free]

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
