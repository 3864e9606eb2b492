"""What is told of a body, and how it ends."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from members.enums import BodyStatus
from members.models import Body, Municipality, Organisation
from members.services import body_stamp
from members.services.body import regions_of_founder
from portal.enums import Language
from portal.models import User

from .naming import OrganisationField, OrganisationsField
from .profile import LinesField

CODES = Language.values


class BodyForm(forms.ModelForm):
    """What a form about a body has in common: the service checks the record, the form its own fields."""

    organisers = OrganisationsField(label=_("Organisers"))

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the record; a text that is missing in a language is missing, not empty."""
        names = [
            name for name in self.cleaned_data if name in (self._meta.fields or ()) and name not in LINKS
        ]
        return {name: self._value(name) for name in names}

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        is_text = isinstance(Body._meta.get_field(name), TranslationField)
        return None if is_text and value == "" else value


LINKS = ("organisers", "area", "member_organisations")


class FoundingForm(BodyForm):
    """What must be known of a new body; the rest can be told later."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(state.value, state.label) for state in (BodyStatus.PLANNED, BodyStatus.ACTIVE)],
        initial=BodyStatus.PLANNED,
        widget=forms.RadioSelect,
        help_text=_("Nobody is seated in a planned body. You can begin its work later."),
    )
    on_behalf_of = OrganisationField(
        label=_("You coordinate it on behalf of"),
        help_text=_("The name or Y-tunnus of your organisation. You become the coordinator of the body."),
    )
    field_order = ("region", "name_fi", "short_name_fi", "kind", "status")

    class Meta:
        model = Body
        fields = (
            *("region", "name_fi", "short_name_fi", "kind", "status", "description_fi", "parent"),
            *("legal_basis", "founding_decision_fi", "joining_fi", "area", "is_public"),
        )
        widgets = {
            **{
                name: forms.Textarea({"rows": 3})
                for name in ("description_fi", "legal_basis", "founding_decision_fi", "joining_fi")
            },
            "area": forms.CheckboxSelectMultiple,
        }
        labels = {
            "name_fi": _("Official name"),
            "short_name_fi": _("Name in use"),
            "description_fi": _("Description"),
            "founding_decision_fi": _("Founding decision"),
            "joining_fi": _("How to take part"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = regions_of_founder(user)
        self.fields["region"].queryset = regions
        self.fields["region"].empty_label = None
        self.fields["parent"].queryset = Body.objects.visible_to(user).filter(region__in=regions)
        self.fields["area"].queryset = Municipality.objects.filter(region__in=regions)

    def clean(self) -> dict[str, Any]:
        """Say beside the field what belongs to another region."""
        cleaned = super().clean() or self.cleaned_data
        region, parent = cleaned.get("region"), cleaned.get("parent")
        if parent and parent.region != region:
            self.add_error("parent", _("Choose a body of the same region."))
        if any(place.region_id != getattr(region, "pk", None) for place in cleaned.get("area") or ()):
            self.add_error("area", _("Choose municipalities of the same region."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        rest = {name: self.cleaned_data[name] for name in ("organisers", "area", "on_behalf_of")}
        return {"values": self.values, **rest}


TEXTS = {
    _("Names"): ("name", "short_name"),
    _("What it is for"): ("description", "purpose", "tasks", "mission", "vision"),
    _("How to take part"): ("joining", "speaking_groups"),
    _("Founding and place"): ("founded", "founding_decision", "outer_parent"),
    _("Contact"): ("coordination", "secretariat", "contact_roles"),
}
"""Heading → the texts under it, each in all languages."""

FACTS = {
    _("Names"): ("kind", "name_variants"),
    _("How to take part"): ("member_organisations",),
    _("Founding and place"): ("parent", "organisers", "area", "legal_basis", "is_statutory", "is_public"),
    _("Contact"): ("role_email", "website"),
}
"""Heading → what is the same in all languages."""

SHORT = {"name", "short_name", "founded", "outer_parent"}


class DetailsForm(BodyForm):
    """All that is told of a body, with the languages side by side."""

    base = forms.CharField(widget=forms.HiddenInput)
    member_organisations = OrganisationsField(
        label=_("Organisations that take part"),
        help_text=_("For a group without seats, of which only the organisations are told. One on each line."),
    )
    name_variants = LinesField(longest=160, most=20, label=_("Other names"), help_text=_("One on each line."))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)

    class Meta:
        model = Body
        fields = (
            *(f"{text}_{code}" for texts in TEXTS.values() for text in texts for code in CODES),
            *("kind", "parent", "area", "legal_basis", "is_statutory", "is_public", "role_email", "website"),
        )
        widgets = {
            **{
                f"{text}_{code}": forms.Textarea({"rows": 3})
                for texts in TEXTS.values()
                for text in texts
                for code in CODES
                if text not in SHORT
            },
            "legal_basis": forms.Textarea({"rows": 2}),
            "area": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, instance: Body, user: User, **kwargs: Any) -> None:
        linked = {name: getattr(instance, name).all() for name in ("organisers", "member_organisations")}
        initial = {"base": body_stamp(instance), "name_variants": instance.name_variants, **linked}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)  # type: ignore[misc]
        same_region = Body.objects.visible_to(user).filter(region=instance.region_id)
        self.fields["parent"].queryset = same_region.exclude(pk=instance.pk)
        self.fields["area"].queryset = instance.region.municipalities.all()
        for name, field in self.fields.items():
            if language := self._language(name):
                field.label, field.help_text = language, ""

    def _language(self, name: str) -> str:
        """The language of a text; what it is, and the help, stand above the three."""
        stem, _line, code = name.rpartition("_")
        return str(Language(code).label) if stem and code in CODES else ""

    @property
    def parts(
        self,
    ) -> list[tuple[Any, list[tuple[str, Any, list[forms.BoundField]]], list[forms.BoundField]]]:
        """Heading, the texts with their words, help and languages, and the other fields under it."""
        return [
            (
                heading,
                [self._text(text) for text in texts],
                [self[name] for name in FACTS.get(heading, ())],
            )
            for heading, texts in TEXTS.items()
        ]

    def _text(self, text: str) -> tuple[str, Any, list[forms.BoundField]]:
        column: Any = Body._meta.get_field(text)
        return str(column.verbose_name), column.help_text, [self[f"{text}_{code}"] for code in CODES]

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return super().values | {"name_variants": self.cleaned_data["name_variants"]}

    @property
    def links(self) -> dict[str, list[Organisation] | list[Municipality]]:
        """What the body is linked to."""
        return {name: list(self.cleaned_data[name]) for name in LINKS}

    def after_other(self, body: Body, user: User) -> "DetailsForm":
        """The form again when somebody else was faster: this person's texts, to be saved over the other's on purpose."""
        data = self.data.copy()
        data["base"] = body_stamp(body)
        return type(self)(data, instance=body, user=user)


class EndForm(forms.Form):
    """When and why a body ends."""

    day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        help_text=_("Today or earlier."),
    )
    reason = forms.CharField(
        label=_("Why the body ends"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody reads this on the body's page."),
    )
