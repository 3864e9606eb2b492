"""Forms about activities at risk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from grants.enums import FundingChannel, RiskState
from grants.models import ActivityRisk
from grants.risks import ALL, UNREAD
from members.models import Municipality, Region
from portal.errors import Conflict
from portal.formats import euros, plain_day

from .answers import SPACES, MoneyField

MOST_PEOPLE = 10_000_000
SUM: Any = ActivityRisk._meta.get_field("yearly_sum")
PEOPLE: Any = ActivityRisk._meta.get_field("people")


class PeopleField(forms.IntegerField):
    """A whole number of people; `1 200` is fine."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=MOST_PEOPLE, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "class": "short"})

    def to_python(self, value: Any) -> int | None:
        """The number without the spaces that part its thousands."""
        return super().to_python(SPACES.sub("", value) if isinstance(value, str) else value)


class RiskForm(forms.ModelForm):
    """What ends, where, for whom and when."""

    people = PeopleField(label=capfirst(PEOPLE.verbose_name), help_text=PEOPLE.help_text, required=False)
    yearly_sum = MoneyField(
        label=capfirst(SUM.verbose_name), help_text=SUM.help_text, required=False, min_value=1
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("activity", "for_whom", "municipalities", "people", "channel", "yearly_sum", "ends_on")

    class Meta:
        model = ActivityRisk
        fields = (
            *("activity", "for_whom", "municipalities", "people", "channel", "yearly_sum", "ends_on"),
            *("certainty", "what_helps"),
        )
        widgets = {
            "municipalities": forms.CheckboxSelectMultiple,
            "ends_on": forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
            "certainty": forms.RadioSelect,
            "what_helps": forms.Textarea({"rows": 4}),
        }

    def __init__(
        self, data: Any = None, *, region: Region, instance: ActivityRisk | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, instance=instance, **kwargs)
        self.fields["municipalities"].queryset = region.municipalities.all()
        self.fields["certainty"].choices = self.fields["certainty"].choices[1:]  # without the empty one
        if instance is not None:
            self.initial["base_version"] = instance.version

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def opened_with(self) -> str:
        """Hidden fields with the municipalities with which the form was opened."""
        return self["municipalities"].as_hidden(only_initial=True)

    @property
    def base_municipalities(self) -> list[Municipality]:
        """The municipalities with which the form was opened; what cannot be read takes nothing away."""
        field, name = self.fields["municipalities"], self["municipalities"].html_initial_name
        try:
            return list(field.clean(self.data.getlist(name)))
        except ValidationError:
            return []

    @property
    def municipalities(self) -> list[Municipality]:
        """The municipalities that are ticked."""
        return list(self.cleaned_data["municipalities"])

    @property
    def values(self) -> dict[str, Any]:
        """All else that the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name != "municipalities"}

    def with_both(self, conflict: Conflict) -> "RiskForm":
        """The form again after a conflict: this person's words in the fields, the other's beside them."""
        data = self.data.copy()
        data["base_version"] = conflict.record.version
        form = type(self)(data, instance=conflict.record, region=conflict.record.region)
        for clash in conflict.clashes:
            message = _("Somebody else wrote here meanwhile: “%(theirs)s”. Save again to keep yours.")
            form.add_error(clash.field, message % {"theirs": _in_words(conflict.record, clash.field)})
        return form


def _in_words(risk: ActivityRisk, name: str) -> str:
    value = getattr(risk, name)
    if value in (None, ""):
        return "–"
    if name == "yearly_sum":
        return euros(value)
    if name == "ends_on":
        return plain_day(value)
    words = getattr(risk, f"get_{name}_display", None)
    return str(words() if words else value)


class CloseForm(forms.Form):
    """How it went."""

    state = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(each.value, each.label) for each in RiskState if each != RiskState.OPEN],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label=_("In a few words"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example who pays now, or where people can go instead."),
    )


class RiskFilterForm(forms.Form):
    """What the county looks for; an address with nonsense in it is as if that part were not there."""

    kunta: Any = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Municipality"),
        required=False,
        empty_label=_("All"),
        to_field_name="code",
    )
    kanava = forms.ChoiceField(label=_("Funding"), required=False)
    vuosi = forms.TypedChoiceField(label=_("Ends in"), required=False, coerce=int, empty_value=None)
    tila = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, years: list[int], municipalities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kunta"].queryset = municipalities
        fields["kanava"].choices = [("", _("All")), *FundingChannel.choices]
        fields["vuosi"].choices = [("", _("All years")), *((year, str(year)) for year in years)]
        closed = [(each.value, each.label) for each in RiskState if each != RiskState.OPEN]
        fields["tila"].choices = [
            ("", RiskState.OPEN.label),
            (UNREAD, _("New to the officers")),
            *closed,
            (ALL, _("All")),
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense."""
        self.is_valid()
        return self.cleaned_data
