"""What the pages of rooms ask for."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from members.models import Municipality
from portal.search.narrowing import narrow

from .enums import RoomKind
from .models import RoomNotice

ON_A_PAGE = 25
ACCESS = {
    "portaaton": ("is_step_free", _("Step-free all the way into the room")),
    "silmukka": ("has_induction_loop", _("Induction loop")),
    "wc": ("has_accessible_toilet", _("Accessible toilet")),
}
"""Name in the address → the field that must be ticked, and its label."""


class RoomSearchForm(forms.Form):
    """What the reader looks for; a part of the address that is nonsense is as if it were not there."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    kunta: Any = forms.ModelChoiceField(
        Municipality.objects.order_by("name"),
        label=_("Municipality"),
        required=False,
        empty_label=_("All municipalities"),
    )
    esteettomyys = forms.MultipleChoiceField(
        label=_("Accessibility"),
        required=False,
        choices=[(name, label) for name, (_field, label) in ACCESS.items()],
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    laji = forms.ChoiceField(required=False, choices=RoomKind.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()

    @property
    def kind(self) -> str:
        """Which of the two lists is shown: what is offered, unless asked otherwise."""
        return self.cleaned_data.get("laji") or RoomKind.OFFER

    @property
    def is_search(self) -> bool:
        """Whether the lists are narrowed."""
        return any(value for name, value in self.cleaned_data.items() if name != "laji")

    @cached_property
    def notices(self) -> QuerySet[RoomNotice]:
        """The notices of both kinds that are asked for."""
        found = RoomNotice.objects.shown_on(timezone.localdate())
        if municipality := self.cleaned_data.get("kunta"):
            found = found.filter(municipality=municipality)
        ticked = [ACCESS[name][0] for name in self.cleaned_data.get("esteettomyys", ())]
        found = found.filter(**dict.fromkeys(ticked, True))
        return narrow(found, self.cleaned_data.get("q", ""))

    def counts(self) -> list[tuple[str, Any, int]]:
        """Each kind with its word and the number of its notices."""
        counted = self.notices.order_by().values("kind").annotate(number=Count("pk"))
        numbers = dict(counted.values_list("kind", "number"))
        return [(kind.value, kind.label, numbers.get(kind.value, 0)) for kind in RoomKind]

    def page(self, number: str | None) -> Page:
        """A page of the chosen kind."""
        return Paginator(self.notices.filter(kind=self.kind).for_list(), ON_A_PAGE).get_page(number)


COMMON_WORDS: dict[str, tuple[Any, Any]] = {
    "municipality": (_("Municipality"), ""),
    "place": (_("Address or part of town"), ""),
    "contact_name": (_("Whom to ask"), _("Everybody sees it. It may also be an office or a task.")),
    "contact_email": (_("E-mail address for answers"), _("Everybody sees it.")),
    "shown_until": (_("Shown until"), _("At most a year ahead. You can lengthen it later.")),
}
OFFER_WORDS: dict[str, tuple[Any, Any]] = {
    **COMMON_WORDS,
    "title": (_("Heading"), _("Such as “Meeting room for 20 near the station”.")),
    "description": (
        _("What is the room, and what is it good for?"),
        _("Its size and equipment, who may use it, and what it is not for."),
    ),
    "seats": (_("How many people have room?"), ""),
    "price": (_("Price"), ""),
    "times": (_("When is it free?"), _("Such as “weekdays from 16 to 20”.")),
    "access": (_("Accessibility"), _("Tick only what you know to be so.")),
}
WISH_WORDS: dict[str, tuple[Any, Any]] = {
    **COMMON_WORDS,
    "title": (_("Heading"), _("Such as “Room for a peer group, Tuesday evenings”.")),
    "description": (
        _("What do you need the room for?"),
        _("What you do there, and what the room must have."),
    ),
    "seats": (_("For how many people?"), ""),
    "times": (_("When do you need it?"), _("Such as “every second Tuesday from 17 to 19”.")),
    "access": (_("What the room must have"), ""),
}


class DayInput(forms.DateInput):
    """A day, as browsers ask for one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RoomForm(forms.ModelForm):
    """What a notice says; the words of its labels are those of its kind."""

    access = forms.MultipleChoiceField(
        required=False, choices=list(ACCESS.values()), widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    field_order = (
        *("title", "municipality", "place", "description", "seats", "price", "times", "access"),
        *("contact_name", "contact_email", "shown_until"),
    )

    class Meta:
        model = RoomNotice
        fields = (
            *("title", "municipality", "place", "description", "seats", "price", "times"),
            *("contact_name", "contact_email", "shown_until"),
        )
        widgets = {
            "description": forms.Textarea({"rows": 5}),
            "price": forms.RadioSelect,
            "shown_until": DayInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notice, price = self.instance, self.fields.pop("price")
        self.fields["municipality"].queryset = Municipality.objects.order_by("name")
        self.initial["access"] = [name for name, _label in ACCESS.values() if getattr(notice, name)]
        self.initial["version"] = notice.version
        if notice.is_offer:
            price.choices, price.required = notice._meta.get_field("price").choices, True
            self.fields["price"] = price
            self.order_fields(self.field_order)
        if notice.pk:
            del self.fields["shown_until"]
        words = OFFER_WORDS if notice.is_offer else WISH_WORDS
        for name in self.fields.keys() & words.keys():
            self.fields[name].label, self.fields[name].help_text = words[name]
        if email := notice.organisation.email:
            hint = _("Everybody sees it. If you leave it empty, answers come to %(email)s.")
            self.fields["contact_email"].help_text = hint % {"email": email}

    def _post_clean(self) -> None:
        """The service checks the record as it is then; the fields were checked one by one."""

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        ticked = self.cleaned_data["access"]
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("access", "version")}
        return told | {name: name in ticked for name, _label in ACCESS.values()}

    def against(self, notice: RoomNotice) -> "RoomForm":
        """The form again with what was typed, on top of what somebody else has saved meanwhile."""
        data = self.data.copy()
        data["version"] = str(notice.version)
        return type(self)(data, instance=notice)


class ExtendForm(forms.Form):
    """Another last day."""

    shown_until = forms.DateField(
        label=_("Shown until"), help_text=_("From today to a year ahead."), widget=DayInput()
    )
