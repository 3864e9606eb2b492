"""Who does what in a body: coordinators, positions of trust, rights to speak, nominators."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import OfficeKind
from members.models import Body, Person, Region

from .naming import OrganisationField

NEW = "new"
SHORTEST_NAME = 3
MOST_FOUND = 8
DAY = {"type": "date"}


def people_named(region: Region, text: str) -> QuerySet[Person]:
    """Those of the region's bodies whose name holds the words; nobody for less than three letters."""
    text = text.replace("\0", " ")  # as it was sent, not as the form will clean it
    if len(text.strip()) < SHORTEST_NAME:
        return Person.objects.none()
    here = Q(mandates__seat__group__term__body__region=region)
    for link in ("offices", "speaking_rights"):
        here |= Q(**{f"{link}__body__region": region})
    here |= Q(user__body_roles__body__region=region)
    named = Person.objects.filter(*(Q(name__icontains=word) for word in text.split()))
    return named.filter(pk__in=Person.objects.filter(here).values("pk"))[:MOST_FOUND]


class PersonChoice(forms.Form):
    """Finds somebody by name among the people of the region's bodies, or takes a new name and address."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Write the name. If the portal knows it, you can choose."),
    )
    person = forms.ChoiceField(label=_("Who it is"), required=False, widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Of a new person, for invitations.")
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = list(people_named(region, self.data.get("name", "")))
        people = [(str(person.pk), describe(person)) for person in self.found]
        self.fields["person"].choices = [*people, (NEW, _("Somebody else: a new person"))] if people else []

    def clean(self) -> dict[str, Any]:
        """Ask who it is when the portal knows people of the name."""
        cleaned = super().clean() or self.cleaned_data
        if self.found and not cleaned.get("person") and "person" not in self.errors:
            self.add_error("person", _("The portal knows this name. Choose who it is."))
        return cleaned

    @property
    def who(self) -> Person:
        """The chosen person, or the new one, unsaved."""
        chosen = self.cleaned_data["person"]
        known = next((person for person in self.found if str(person.pk) == chosen), None)
        return known or Person(name=self.cleaned_data["name"], email=self.cleaned_data["email"])


def describe(person: Person) -> str:
    """The name with the latest organisation, which tells apart those of the same name."""
    mandate = person.mandates.select_related("organisation").order_by("-valid_from").first()
    organisation = mandate.organisation if mandate else None
    return f"{person.name} ({organisation.name})" if organisation else person.name


class PeriodForm(forms.Form):
    """From and until."""

    valid_from = forms.DateField(
        label=_("From"), widget=forms.DateInput(DAY, format="%Y-%m-%d"), initial=timezone.localdate
    )
    valid_until = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        required=False,
        help_text=_("The last day, if known."),
    )


class OfficeForm(PersonChoice, PeriodForm):
    """A position of trust, and why the person was chosen."""

    kind = forms.ChoiceField(label=_("Office"), choices=OfficeKind)
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("How the choice was made and why; kept with the office."),
    )
    field_order = ("kind", "name", "person", "email", "valid_from", "valid_until", "reasons")


class SpeechForm(PersonChoice, PeriodForm):
    """The right to be present and speak for a group."""

    group = forms.CharField(
        label=_("Group"), max_length=120, help_text=_("Whom the person speaks for, such as parishes.")
    )
    organisation = OrganisationField(label=_("Organisation"))
    field_order = ("group", "name", "person", "email", "organisation", "valid_from", "valid_until")

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, region=body.region, **kwargs)
        groups = [line for line in (body.speaking_groups or "").splitlines() if line.strip()]
        if groups:
            self.fields["group"].help_text = _("The group has these: %(groups)s.") % {
                "groups": ", ".join(groups)
            }


class CoordinatorForm(forms.Form):
    """Somebody who has an account."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The address with which the person signs in.")
    )
    organisation = OrganisationField(label=_("On behalf of"))


class NominatorForm(forms.Form):
    """A network or an association that may nominate."""

    name = forms.CharField(label=_("Name"), max_length=160)
    organisation = OrganisationField(label=_("Organisation"))


class LastDayForm(forms.Form):
    """The last day of an office or a right to speak."""

    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        initial=timezone.localdate,
        help_text=_("It may be to come."),
    )
