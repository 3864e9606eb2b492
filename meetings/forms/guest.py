"""Somebody from outside who is asked to a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Guest, Meeting


class GuestForm(forms.ModelForm):
    """Who, as what, and for the whole meeting or for one item."""

    class Meta:
        model = Guest
        fields = ("name", "role", "email", "item")
        labels = {"item": _("Asked to")}
        help_texts = {
            "role": _("Such as expert by experience, or service manager."),
            "email": _("The invitation goes here. Without an address you tell the guest yourself."),
            "item": _("Whoever is asked to one item is told when it comes up."),
        }

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items: Any = self.fields["item"]
        items.queryset = meeting.items.all()
        items.empty_label = _("The whole meeting")
        items.label_from_instance = lambda item: item.title_fi

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
