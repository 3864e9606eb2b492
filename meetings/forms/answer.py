"""Is somebody coming, and what do they need?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.answers import WORDS, choices_of
from meetings.models import Invitation


class AnswerForm(forms.Form):
    """The answer to an invitation; what was answered before, or chosen in the mail, is chosen already."""

    coming = forms.ChoiceField(label=_("Are you coming?"), widget=forms.RadioSelect)
    diet = forms.CharField(label=_("Diet"), required=False, max_length=300)
    needs = forms.CharField(
        label=_("What you need to be able to take part"),
        required=False,
        max_length=300,
        help_text=_("Such as an interpreter or room for a wheelchair."),
    )

    def __init__(self, *args: Any, invitation: Invitation, chosen: str = "", **kwargs: Any) -> None:
        coming = WORDS.get(chosen) or getattr(invitation, "coming", None)
        initial = {"coming": coming, "diet": invitation.diet, "needs": invitation.needs}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["coming"].choices = [
            (choice.value, choice.label) for choice in choices_of(invitation.meeting)
        ]

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("coming", "diet", "needs")}
