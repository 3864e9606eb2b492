"""The profile of an organisation, as its own people write it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.enums import LegalForm, OrganisationRoleKind
from members.models import Organisation, OrganisationRole, OrganisationUnit
from members.numbers import tidy_business_id, tidy_register_number
from members.rules import is_secretariat
from members.services.organisation import MANY, NUMBERS, value_of
from portal.errors import Conflict
from portal.models import User

from .organisation import categories_by_scheme

LONGEST_PASTED = 40
DAY = {"type": "date"}


class NumberField(forms.CharField):
    """A number as people paste it, with spaces, dots or letters of a country, made into the way it is kept."""

    def __init__(self, tidy: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_PASTED, required=False, **kwargs)
        self.tidy = tidy

    def to_python(self, value: Any) -> str:
        """The number, or the ValidationError that says what is wrong with it."""
        return self.tidy(super().to_python(value) or "")


class LinesField(forms.CharField):
    """Several texts, one on each line."""

    widget = forms.Textarea({"rows": 3})

    def __init__(self, *, longest: int, most: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.longest, self.most = longest, most

    def prepare_value(self, value: Any) -> Any:
        """The lines as one text."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines that have something on them, each once."""
        # The check for NULs that every field of text has finds none inside a list.
        text = (super().to_python(value) or "").replace("\0", " ")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        if len(lines) > self.most or any(len(line) > self.longest for line in lines):
            message = _("At most %(most)s lines of %(longest)s letters each.")
            raise ValidationError(message % {"most": self.most, "longest": self.longest})
        return lines


def business_id_field() -> NumberField:
    """Asks for a Y-tunnus."""
    return NumberField(tidy_business_id, label=_("Y-tunnus"), help_text=_("Such as 1234567-1."))


def register_number_field() -> NumberField:
    """Asks for the number in the register of associations."""
    return NumberField(
        tidy_register_number,
        label=_("Association register number"),
        help_text=_("1–6 digits, such as 123456."),
    )


class ProfileForm(forms.ModelForm):
    """What the register says of an organisation. It carries what it was opened with, so that only changes are written."""

    business_id = business_id_field()
    register_number = register_number_field()
    other_names = LinesField(
        longest=200,
        most=20,
        label=_("Other names"),
        help_text=_("One on each line. The search finds them too."),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Organisation
        fields = (
            *("name", "other_names", "legal_form", "business_id", "register_number", "registered_on"),
            *("description", "categories", "home_municipality", "municipalities", "active_in_region_since"),
            *("size", "is_service_producer", "website", "email", "phone"),
        )
        widgets = {
            "registered_on": forms.DateInput(DAY, format="%Y-%m-%d"),
            "active_in_region_since": forms.DateInput(DAY, format="%Y-%m-%d"),
            "description": forms.Textarea({"rows": 5}),
            "categories": forms.CheckboxSelectMultiple,
            "municipalities": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = list(categories_by_scheme())
        self.fields["description"].max_length = 4000
        if not is_secretariat(user):
            for name in NUMBERS:
                if getattr(self.instance, name):
                    self.fields[name].disabled = True
                    self.fields[name].help_text = _("Only the secretariat changes this.")
        self.open = [name for name, field in self.fields.items() if not field.disabled]

    def _post_clean(self) -> None:
        """The service checks the record as it is then; the fields were checked one by one."""

    @property
    def opened_with(self) -> list[str]:
        """Hidden fields with what the form was opened with."""
        return [self[name].as_hidden(only_initial=True) for name in self.open]

    @property
    def base(self) -> dict[str, Any]:
        """What the form was opened with; where that cannot be read, nothing, so that any other value is a clash."""
        found: dict[str, Any] = {}
        for name in self.open:
            field = self.fields[name]
            raw = field.hidden_widget().value_from_datadict(
                self.data, self.files, self[name].html_initial_name
            )
            try:
                value = field.clean(raw)
            except ValidationError:
                value = None
            found[name] = list(value or ()) if name in MANY else value
        return found

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        return {name: list(cleaned[name]) if name in MANY else cleaned[name] for name in self.open}

    def with_both(self, conflict: Conflict, user: User) -> "ProfileForm":
        """The form again after a conflict: this person's texts in the fields, the other's in words above them."""
        data = self.data.copy()
        for clash in conflict.clashes:
            field, name = self.fields[clash.field], self[clash.field].html_initial_name
            theirs = clash.theirs if clash.field in MANY else [clash.theirs]
            prepared = [field.prepare_value(each) for each in theirs]
            data.setlist(name, ["" if value is None else str(value) for value in prepared])
        form = type(self)(data, instance=conflict.record, user=user)
        for clash in conflict.clashes:
            message = _("Somebody else wrote here meanwhile: “%(theirs)s”. Save again to keep yours.")
            form.add_error(
                clash.field, message % {"theirs": self._in_words(clash.field, clash.theirs) or "–"}
            )
        return form

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(map(str, value))
        choices = getattr(self.fields[name], "choices", None)
        words = dict(choices) if choices and isinstance(value, str) else {}
        return str(words.get(value, value if value is not None else ""))


def opened(organisation: Organisation, user: User) -> ProfileForm:
    """The form with what the register says now."""
    initial = {name: value_of(organisation, name) for name in MANY}
    return ProfileForm(instance=organisation, initial=initial, user=user)


class NewOrganisationForm(forms.ModelForm):
    """An organisation that is not in the register, and how the person acts for it."""

    business_id = business_id_field()
    register_number = register_number_field()
    message = forms.CharField(
        label=_("How do you act for the organisation?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The secretariat reads this. Tell for example that you are its chair, and since when."),
    )
    is_none_of_these = forms.BooleanField(
        label=_("The organisation is none of these"), required=False, widget=forms.HiddenInput
    )

    field_order = ("business_id", "register_number", "legal_form", "name", "home_municipality", "message")

    class Meta:
        model = Organisation
        fields = ("name", "legal_form", "business_id", "register_number", "home_municipality")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_secretariat(user):
            self.fields["message"].required = False

    def clean(self) -> dict[str, Any]:
        """Only a group without registration may lack both numbers."""
        cleaned = super().clean() or self.cleaned_data
        has_number = any(cleaned.get(name) or name in self.errors for name in NUMBERS)
        if not has_number and cleaned.get("legal_form") not in {"", None, LegalForm.UNREGISTERED}:
            message = _(
                "Write the Y-tunnus or the register number, or choose “Unregistered group” as the legal form."
            )
            self.add_error("business_id", message)
        return cleaned

    def _post_clean(self) -> None:
        """The service checks the whole record."""

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class JoinForm(forms.Form):
    """A wish to act for an organisation."""

    role = forms.ChoiceField(
        label=_("What do you want to do?"),
        widget=forms.RadioSelect,
        initial=OrganisationRoleKind.EDITOR,
        choices=[
            (
                OrganisationRoleKind.OWNER,
                _("Owner: change the profile, apply and decide who else acts for it"),
            ),
            (OrganisationRoleKind.EDITOR, _("Editor: change the profile and write applications")),
            (OrganisationRoleKind.READER, _("Reader: see what the organisation sees")),
        ],
    )
    message = forms.CharField(
        label=_("How do you act for the organisation?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever decides reads this. Tell for example that you are its chair, and since when."),
    )


class InviteForm(forms.ModelForm):
    """Whom to ask to act for the organisation."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    class Meta:
        model = OrganisationRole
        fields = ("role",)

    field_order = ("email", "role")


class UnitForm(forms.ModelForm):
    """A unit by the name that it has for a time."""

    class Meta:
        model = OrganisationUnit
        fields = ("name", "valid_from", "valid_until")
        widgets = {
            "valid_from": forms.DateInput(DAY, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(DAY, format="%Y-%m-%d"),
        }
