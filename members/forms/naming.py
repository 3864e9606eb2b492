"""Fields in which organisations and people are named, by those who cannot look through a hundred thousand choices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.finding import near_names, numbered
from members.models import Organisation
from members.numbers import tidied

MOST = 60


def organisation_named(text: str) -> Organisation:
    """The listed organisation with the name, Y-tunnus or register number. Raises ValidationError that names near ones."""
    text = " ".join(text.replace("\0", " ").split())  # looked for before the field's own checks refuse a NUL
    found = list(Organisation.objects.listed().filter(name__iexact=text)[:2])
    if not found and (ids := numbered(*tidied(text))):
        found = list(Organisation.objects.listed().filter(pk__in=ids)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(
            _("Several organisations are called “%(name)s”. Write the Y-tunnus instead.") % {"name": text}
        )
    message = _("No organisation in the register is called “%(name)s”.") % {"name": text}
    if near := near_names(text):
        message += " " + _("Did you mean: %(names)s?") % {"names": ", ".join(each.name for each in near)}
    raise ValidationError(message)


class OrganisationField(forms.CharField):
    """One organisation, by its name or number."""

    default_help = gettext_lazy("Its name or Y-tunnus as in the register of organisations.")

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"max_length": 200, "required": False, "help_text": self.default_help}
        super().__init__(**usual | kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The name."""
        return value.name if isinstance(value, Organisation) else value

    def to_python(self, value: Any) -> Any:
        """The organisation; None when nothing was written."""
        text = super().to_python(value)
        return organisation_named(text) if text else None

    def run_validators(self, value: Any) -> None:
        """What was found needs no more checks; what was written is short enough to look for."""


class OrganisationsField(forms.CharField):
    """Several organisations, one on each line."""

    widget = forms.Textarea({"rows": 3})
    default_help = gettext_lazy("One on each line: the name or Y-tunnus as in the register of organisations.")

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"max_length": 6000, "required": False, "help_text": self.default_help}
        super().__init__(**usual | kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The names, one on each line."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(organisation.name for organisation in value)

    def to_python(self, value: Any) -> Any:
        """The organisations; each line that names none is told."""
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(_("At most %(most)d organisations.") % {"most": MOST})
        found, errors = [], []
        for line in lines:
            try:
                found.append(organisation_named(line))
            except ValidationError as error:
                errors.extend(error.messages)
        if errors:
            raise ValidationError(errors)
        return list(dict.fromkeys(found))

    def run_validators(self, value: Any) -> None:
        """What was found needs no more checks."""
