"""What is asked of a nomination round: its facts, its criteria, and the acts on it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.models import NominationRound, SeatGroup
from members.rounds import GroupSeats

DATE: dict[str, Any] = {"type": "date"}


class InstantField(forms.SplitDateTimeField):
    """A day and a time of the clock in Helsinki."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.SplitDateTimeWidget(
            date_attrs={**DATE, "aria-label": _("Day")},  # type: ignore[dict-item]
            time_attrs={"type": "time", "aria-label": _("Time of the clock")},  # type: ignore[dict-item]
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )
        super().__init__(widget=widget, **kwargs)

    def compress(self, data_list: Any) -> datetime | None:
        """The instant; in the two nights of the year a clock shows some times twice or not at all, which nobody can mean."""
        try:
            return super().compress(data_list)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise ValidationError(
                _(
                    "The clocks are turned that night, so this time comes twice or not at all. "
                    "Choose a time before 3.00 or from 4.00 on."
                ),
                code=error.code,
            ) from error


class RoundForm(forms.ModelForm):
    """The facts of a draft; the groups are those of the term."""

    groups: "forms.ModelMultipleChoiceField[SeatGroup]" = forms.ModelMultipleChoiceField(
        SeatGroup.objects.none(),
        label=_("Groups whose seats are to be filled"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens_at = InstantField(label=_("Opens at"))
    closes_at = InstantField(
        label=_("Closes at"), help_text=_("A nomination that arrives in this minute is too late.")
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = (
        "title_fi", "title_sv", "text_fi", "text_sv", "groups", "opens_at", "closes_at", "begins_on", "asks_organisation",
        "asks_statement", "statement_help_fi", "takes_all_that_fit", "remove_on",
    )  # fmt: skip

    class Meta:
        model = NominationRound
        fields = (
            "title_fi", "title_sv", "text_fi", "text_sv", "begins_on", "asks_organisation", "asks_statement",
            "statement_help_fi", "takes_all_that_fit", "remove_on",
        )  # fmt: skip
        labels = {
            "title_fi": _("Title"),
            "title_sv": _("Title in Swedish"),
            "text_fi": _("What is looked for"),
            "text_sv": _("What is looked for, in Swedish"),
            "statement_help_fi": _("What the statement should tell"),
        }
        widgets = {
            "text_fi": forms.Textarea({"rows": 5}),
            "text_sv": forms.Textarea({"rows": 3}),
            "statement_help_fi": forms.Textarea({"rows": 2}),
            "begins_on": forms.DateInput(DATE, format="%Y-%m-%d"),
            "remove_on": forms.DateInput(DATE, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, seats: Iterable[GroupSeats], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(seats)
        field: Any = self.fields["groups"]
        field.queryset = SeatGroup.objects.filter(pk__in=[row.group.pk for row in rows]).order_by("order")
        words = {row.group.pk: f"{row.group.name}: {empty_in_words(row)}" for row in rows}
        field.label_from_instance = lambda group: words[group.pk]

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        names = (*self.Meta.fields, "opens_at", "closes_at")
        return {name: self.cleaned_data[name] for name in names}

    @classmethod
    def facts_of(cls, nomination_round: NominationRound) -> dict[str, Any]:
        """What the form begins with that is no field of the record itself."""
        return {
            "groups": list(nomination_round.groups.all()),
            "opens_at": timezone.localtime(nomination_round.opens_at),
            "closes_at": timezone.localtime(nomination_round.closes_at),
            "base_version": nomination_round.version,
        }


def empty_in_words(row: GroupSeats) -> str:
    """`1 member, 1 deputy`; or that no seat is empty."""
    words = []
    if members := len(row.members):
        words.append(ngettext("%d member", "%d members", members) % members)
    if deputies := len(row.deputies):
        words.append(ngettext("%d deputy", "%d deputies", deputies) % deputies)
    return ", ".join(words) or str(_("no empty seats"))


class CriterionForm(forms.Form):
    """One criterion; a row without a name is none."""

    place = forms.IntegerField(
        label=_("Place in the list"),
        min_value=1,
        max_value=99,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )
    name_fi = forms.CharField(label=_("Criterion"), max_length=160, required=False)
    name_sv = forms.CharField(label=_("Criterion in Swedish"), max_length=160, required=False)
    explanation_fi = forms.CharField(
        label=_("Explanation"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    most_points = forms.IntegerField(
        label=_("Most points"),
        min_value=1,
        max_value=100,
        initial=5,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )


CriterionFormSet = forms.formset_factory(CriterionForm, extra=2, max_num=20)


def criteria_from(formset: Any) -> list[dict[str, Any]]:
    """The named criteria in the order of their places; those without a place come last as they stand."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("name_fi", "").strip()]
    rows.sort(key=lambda row: row.get("place") or len(rows) + 1)
    return [
        {name: row[name] for name in ("name_fi", "name_sv", "explanation_fi")}
        | {"most_points": row.get("most_points") or 5}
        for row in rows
    ]


def criteria_of(nomination_round: NominationRound) -> list[dict[str, Any]]:
    """What the rows of criteria begin with."""
    names = ("name_fi", "name_sv", "explanation_fi", "most_points")
    rows = nomination_round.criteria.order_by("order")
    return [{name: getattr(each, name) for name in names} | {"place": each.order} for each in rows]


class AnnounceForm(forms.Form):
    """Whether mails go out."""

    tells_by_mail = forms.BooleanField(required=False)


class ExtendForm(forms.Form):
    """Until when, and why."""

    closes_at = InstantField(label=_("Closes at"))
    reason = forms.CharField(
        label=_("Why the time is extended"),
        help_text=_("Everybody can read this on the round's page."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class CancelForm(forms.Form):
    """Why a round is cancelled."""

    reason = forms.CharField(
        label=_("Why the round is cancelled"),
        help_text=_("Everybody can read this on the round's page."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class SettingAsideForm(forms.Form):
    """Why a nomination is set aside."""

    reason = forms.CharField(
        label=_("Why the nomination is set aside"),
        help_text=_("The sender and the candidate get this by mail."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


def full_hour(hour: int, days: int) -> datetime:
    """A full hour some days from now, to begin a form with."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)
