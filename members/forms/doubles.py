"""Which of two values stays when two records become one."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django_stubs_ext import StrOrPromise

from members.models import Organisation
from members.services.doubles import CHOSEN, differing
from portal.history import written

KEPT, DOUBLE = "kept", "double"


class MergeForm(forms.Form):
    """A choice for each field in which both say something else."""

    def __init__(self, *args: Any, kept: Organisation, double: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in differing(kept, double):
            self.fields[name] = forms.ChoiceField(
                label=capfirst(_label(name)),
                choices=[(KEPT, in_words(kept, name)), (DOUBLE, in_words(double, name))],
                widget=forms.RadioSelect,
                initial=KEPT,
            )

    @property
    def from_double(self) -> set[str]:
        """The fields whose value comes from the double."""
        return {name for name in CHOSEN if self.cleaned_data.get(name) == DOUBLE}


def in_words(organisation: Organisation, name: str) -> str:
    """A value as people read it."""
    display = getattr(organisation, f"get_{name}_display", None)
    return str(display()) if display else written(getattr(organisation, name))


def _label(name: str) -> StrOrPromise:
    field: Any = Organisation._meta.get_field(name)
    return field.verbose_name
