"""What the acts on a seat ask: who, for which organisation, from or until which day."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import EndReason, RuleName
from members.finding import asked
from members.models import Mandate, Organisation, Person, Seat
from members.services.succession import first_deputy

MOST_FOUND = 8
NEW = "new"


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


def decision_field() -> forms.CharField:
    """Whose decision it is; may be told later."""
    return forms.CharField(
        label=_("Decision"),
        max_length=200,
        required=False,
        help_text=_("Who decided, when and in which section."),
    )


def people_named(name: str) -> list[Person]:
    """People whose name holds all the words, with what tells them apart."""
    words = Q()
    for word in name.split()[:5]:
        words &= Q(name__icontains=word)
    found = Person.objects.filter(words) if name.split() else Person.objects.none()
    return list(found.prefetch_related("mandates__organisation")[:MOST_FOUND])


def organisations_named(query: str) -> list[Organisation]:
    """Those that hold the text in their name, also before the search has read them; then what the register finds."""
    named = Organisation.objects.filter(merged_into=None, name__icontains=query)
    found = [*named.select_related("home_municipality")[:MOST_FOUND]]
    if len(found) < MOST_FOUND:
        found += asked(query).select_related("home_municipality")[:MOST_FOUND]
    return list(dict.fromkeys(found))[:MOST_FOUND]


class Found(forms.ChoiceField):
    """What was found, to choose from: the choices are known only when the question beside it has been read."""

    widget = forms.RadioSelect

    def validate(self, value: Any) -> None:
        """Left to the form."""


class ActForm(forms.Form):
    """An act on a mandate: `facts` is what the service takes besides the mandate and the actor."""

    def __init__(self, *args: Any, seat: Seat, mandate: Mandate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat, self.mandate = seat, mandate

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the page; what there is to choose from only when something was found."""
        return [field for field in self if not isinstance(field.field, Found) or field.field.choices]

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes, without what was asked only to find it."""
        return {name: value for name, value in self.cleaned_data.items() if not name.endswith("_query")}


class OrganisationPart(forms.Form):
    """An organisation found by its name or number: when several are found the person chooses."""

    organisation_query = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        help_text=_("Name, Y-tunnus or register number. Empty: for nobody."),
    )
    organisation = Found(label=_("Which of these organisations"), required=False)

    chosen_organisation: Organisation | None = None

    def clean_organisation_query(self) -> str:
        """Look the organisation up; one that is found alone, or whose name is the same, needs no choice."""
        query = self.cleaned_data["organisation_query"].strip()
        if not query:
            return query
        found = organisations_named(query)
        if not found:
            raise forms.ValidationError(
                _("No organisation was found. Check the spelling, or add it to the register first.")
            )
        self.fields["organisation"].choices = [(str(each.pk), _words(each)) for each in found]
        same = [each for each in found if each.name.casefold() == query.casefold()]
        if len(found) == 1 or len(same) == 1:
            self.chosen_organisation = (same or found)[0]
        return query

    def clean_organisation(self) -> Organisation | None:
        """What was chosen, or what was found alone. Nothing when nothing was asked for or found."""
        known = dict(self.fields["organisation"].choices)
        chosen = self.cleaned_data["organisation"]
        if chosen in known:
            return Organisation.objects.get(pk=chosen)
        if self.chosen_organisation or not known:
            return self.chosen_organisation
        raise forms.ValidationError(_("Several were found. Choose one."))


def _words(organisation: Organisation) -> str:
    parts = [organisation.name, organisation.home_municipality, organisation.business_id]
    return " · ".join(str(part) for part in parts if part)


class PersonPart(forms.Form):
    """A person found by name, or made anew."""

    person_name = forms.CharField(label=_("Person"), max_length=120, help_text=_("First name and last name."))
    person = Found(label=_("Who is meant"), required=False)
    person_email = forms.EmailField(
        label=_("E-mail address of a new person"),
        required=False,
        help_text=_("Not needed for somebody whom the portal knows already."),
    )

    def clean_person_name(self) -> str:
        """Look the person up."""
        name = " ".join(self.cleaned_data["person_name"].split())
        if found := people_named(name):
            choices = [(str(each.pk), _words_of(each)) for each in found]
            self.fields["person"].choices = [*choices, (NEW, _("Somebody new: %s") % name)]
        return name

    def clean_person(self) -> Person | None:
        """Who was chosen; None for somebody new. Namesakes are never taken for each other."""
        known = dict(self.fields["person"].choices)
        chosen = self.cleaned_data["person"]
        if known and chosen not in known:
            raise forms.ValidationError(_("The portal knows this name. Choose who is meant."))
        return Person.objects.get(pk=chosen) if chosen in known and chosen != NEW else None


def _words_of(person: Person) -> str:
    """No contact data: anybody who runs some body can ask for any name."""
    organisations = {str(each.organisation) for each in person.mandates.all() if each.organisation}
    return " · ".join([person.name, *sorted(organisations)])


class AppointForm(PersonPart, OrganisationPart, ActForm):
    """Who gets a free seat, and for how long."""

    valid_from = day_field(_("First day"))
    valid_until = day_field(_("Last day"), required=False, help_text=_("Empty: until the end of the term."))
    decision = decision_field()

    field_order = ["person_name", "person", "person_email", "organisation_query", "organisation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = free_from(self.seat)


class LastDayForm(ActForm):
    """Until which day somebody holds a seat."""

    last_day = day_field(_("Last day"), help_text=_("May be a coming day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate()


class EndForm(LastDayForm):
    """Somebody leaves: when, why, and what happens to the deputy."""

    REASONS = ("resigned", "other")

    reason = forms.ChoiceField(label=_("Why it ends"), widget=forms.RadioSelect, initial="resigned")
    succeeds = forms.TypedChoiceField(
        label=_("The deputy"),
        widget=forms.RadioSelect,
        coerce=lambda text: text == "yes",
        empty_value=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(value, EndReason(value).label) for value in self.REASONS]
        deputy = first_deputy(self.seat, timezone.localdate())
        rule = self.seat.group.term.rules_version.value(RuleName.DEPUTY_SUCCEEDS)
        if not deputy or rule is False:
            del self.fields["succeeds"]
            return
        field = self.fields["succeeds"]
        field.choices = [
            ("yes", _("%s becomes the member the day after") % deputy.person),
            ("no", _("%s stays deputy, and the member's seat becomes vacant") % deputy.person),
        ]
        field.initial = "yes" if rule else None
        field.help_text = "" if rule else _("The rules have not decided this, so it is asked here.")


class ReplaceForm(PersonPart, OrganisationPart, LastDayForm):
    """Who comes in somebody's place, and when."""

    decision = decision_field()

    field_order = ["last_day", "person_name", "person", "person_email", "organisation_query", "organisation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.mandate and self.mandate.organisation:
            self.fields["organisation_query"].initial = self.mandate.organisation.name


class CorrectForm(ReplaceForm):
    """A mistake ends on a day; the right person is told if there is one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["person_name"]
        name.required = False
        name.label = _("The right person")
        name.help_text = _("Empty: the seat becomes vacant.")


class MoveForm(OrganisationPart, LastDayForm):
    """For which organisation somebody goes on."""

    decision = decision_field()

    field_order = ["last_day", "organisation_query", "organisation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_query"].required = True
        self.fields["organisation_query"].help_text = _("Name, Y-tunnus or register number.")


class MoveUpForm(ActForm):
    """From which day the deputy is the member."""

    first_day = day_field(_("First day as the member"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = free_from(self.seat)


def free_from(seat: Seat) -> date:
    """The first day on which the seat can be given, as things stand: today, or the term's first day."""
    today, term = timezone.localdate(), seat.group.term
    last = seat.mandates.exclude(end_reason="never_began").order_by("-valid_until").first()
    days = [today, term.starts_on]
    if last and last.valid_until and last.valid_until >= today:
        days.append(last.valid_until + timedelta(days=1))
    return max(days)
