"""A person's contact data and seats in groups elsewhere."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from members.models import OutsideSeat, Person

PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()/-]{4,28}$", _("Write the number in digits, such as 040 123 4567 or +358 40 123 4567.")
)


class ContactForm(forms.Form):
    """Name, e-mail address and phone, and whether everybody may see the latter two."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    is_public = forms.BooleanField(
        label=_("Everybody may see my e-mail address and phone number"),
        required=False,
        help_text=_(
            "They are shown beside your seats on public pages and in the open data. You can take this back at any time; "
            "it takes effect at once."
        ),
    )
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, person: Person, data: Any = None) -> "ContactForm":
        """The form filled with what the person's record says now, or with what somebody has typed."""
        facts = {name: getattr(person, name) for name in ("name", "email", "phone")}
        return cls(data, initial=facts | {"is_public": person.contact_is_public, "base": person.contact_mark})

    @property
    def changes(self) -> dict[str, Any]:
        """What the service takes."""
        values = {name: self.cleaned_data[name] for name in ("name", "email", "phone")}
        rest = {name: self.cleaned_data[name] for name in ("base", "is_public")}
        return {"values": values, **rest}


class ContactOnBehalfForm(ContactForm):
    """The same, filled in by a coordinator: a new consent needs the way in which it was given."""

    how = forms.CharField(
        label=_("How the person told you of the consent"),
        max_length=200,
        required=False,
        help_text=_("Needed for a new consent, such as “by e-mail on 2.3.2026”. It is kept with your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
        self.fields["is_public"].label = _("Everybody may see the e-mail address and the phone number")
        self.fields["is_public"].help_text = _("Only with the person's own consent.")

    @property
    def changes(self) -> dict[str, Any]:
        """With how the consent was given."""
        return super().changes | {"how": self.cleaned_data["how"]}


class OutsideSeatForm(forms.ModelForm):
    """A group outside the portal."""

    class Meta:
        model = OutsideSeat
        fields = ("group", "convener", "behalf", "valid_from", "valid_until")
        labels = {"valid_from": _("First day"), "valid_until": _("Last day")}
        help_texts = {
            "convener": _("Such as a municipality or the wellbeing services county."),
            "behalf": _("Such as the network that chose you."),
            "valid_until": _("Empty while it goes on."),
        }
        widgets = {
            name: forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            for name in ("valid_from", "valid_until")
        }

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PersonSearchForm(forms.Form):
    """A part of a name, or the beginning of an address."""

    q = forms.CharField(label=_("Name or e-mail address"), max_length=120, required=False)


class OldContactForm(forms.Form):
    """How long contact data is kept after the last seat, office or right to speak."""

    kuukaudet = forms.IntegerField(
        label=_("Months since the last seat, office or right to speak ended"), min_value=1, max_value=600
    )
