"""A message to a body."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ContactForm(forms.Form):
    """Who writes what. The field that people do not see is filled in by programs that fill in everything."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer comes here."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    message = forms.CharField(label=_("Message"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def people_fields(self) -> list[forms.BoundField]:
        """What people see."""
        return [field for field in self if field.name != "website"]

    @property
    def is_from_program(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])
