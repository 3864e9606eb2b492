"""What is asked of a nomination: a draft takes whatever has been typed, and is told what is missing when it is sent."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator, MaxLengthValidator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from members.models import Nomination, Organisation
from members.rounds import nominators_of, suggested_organisations
from members.services.nomination import FIELDS, LONGEST_TEXT
from portal.access import Actor
from portal.errors import Conflict

ORGANISATION_FIELDS = ("organisation", "organisation_name", "sender_name", "sender_email")
LONG_TEXTS = {"grounds", "statement"}
LONG = {"rows": 5, "maxlength": LONGEST_TEXT, "data-left": ""}


class NominationForm(forms.ModelForm):
    """The draft as the round asks for it; which version it was made from goes along."""

    find = forms.CharField(label=_("Y-tunnus, register number or name"), max_length=200, required=False)
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    use_required_attribute = False

    class Meta:
        model = Nomination
        fields = FIELDS
        labels = {"wish": _("The candidate stands for"), "group": _("For which seat")}
        help_texts = {
            "candidate_email": _("The candidate gets a mail and confirms by it."),
            "grounds": _("What the candidate knows and has done. Those who choose read this."),
            "organisation_name": _("Only if the search does not find the organisation."),
        }
        widgets = {
            "wish": forms.RadioSelect,
            "organisation": forms.RadioSelect,
            "grounds": forms.Textarea(LONG),
            "statement": forms.Textarea(LONG),
            "candidate_email": forms.EmailInput({"autocomplete": "off"}),
            "candidate_phone": forms.TextInput({"type": "tel", "autocomplete": "off"}),
            "sender_name": forms.TextInput({"autocomplete": "name"}),
            "sender_email": forms.EmailInput({"autocomplete": "email"}),
        }

    def __init__(self, data: Any = None, *, nomination: Nomination, user: Actor, find: str = "") -> None:
        super().__init__(
            data, instance=nomination, initial={"base_version": nomination.version, "find": find}
        )
        self.user, self.searched = user, find
        self.clashes: dict[str, Any] = {}  # fields that another window holds otherwise → its text
        nomination_round = nomination.round
        self.fields["group"].queryset = nomination_round.groups.order_by("order")
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user)
        if not nomination_round.asks_organisation:
            self._leave_out(*ORGANISATION_FIELDS, "nominator", "find")
        elif not (nominators := nominators_of(nomination_round)):
            self._leave_out("nominator")
        else:
            self.fields["nominator"].queryset = nomination_round.body.nominators.filter(
                pk__in=[each.pk for each in nominators]
            )
        if not nomination_round.asks_statement:
            self._leave_out("statement")
        elif nomination_round.statement_help:
            self.fields["statement"].help_text = nomination_round.statement_help
        for name, field in self.fields.items():
            field.required = False
            too_early = (EmailValidator, MaxLengthValidator) if name in LONG_TEXTS else EmailValidator
            field.validators = [each for each in field.validators if not isinstance(each, too_early)]

    def _leave_out(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def _post_clean(self) -> None:
        """The service stores what is right; the row must not be touched before."""

    def clean(self) -> dict[str, Any]:
        """Where two windows hold different texts and the other's was chosen, take it."""
        cleaned = super().clean() or self.cleaned_data
        for name in FIELDS:
            if self.data.get(f"keep-{name}") == "theirs":
                cleaned[name] = getattr(self.instance, name)
        return cleaned

    @property
    def base(self) -> int:
        """The version over which this was typed."""
        return self.cleaned_data.get("base_version") or 0

    @property
    def values(self) -> dict[str, Any]:
        """What can be stored as it was typed; a field that the page did not show stays as it is."""
        return {
            name: self.cleaned_data[name]
            for name in FIELDS
            if name in self.cleaned_data and (name in self.data or f"keep-{name}" in self.data)
        }

    @property
    def unsaved(self) -> list[str]:
        """The labels of what could not be stored, such as a name of a thousand letters."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]

    def with_both(self, conflict: Conflict) -> "NominationForm":
        """The form again after a conflict: this window's texts in the fields, the other's beside them."""
        data = {
            name: value.pk if isinstance(value, Model) else value for name, value in conflict.merged.items()
        }
        form = type(self)(
            data | {"base_version": conflict.record.version}, nomination=conflict.record, user=self.user
        )
        for clash in conflict.clashes:
            theirs = conflict.record.get_wish_display() if clash.field == "wish" else clash.theirs
            form.clashes[clash.field] = theirs
            form.add_error(clash.field, _("Another window holds another text. Choose which one stays."))
        return form

    def with_problems(self, problems: dict[str, Any]) -> "NominationForm":
        """The stored draft, with what is missing beside each field."""
        data = {name: self[name].value() for name in self.fields} | {"base_version": self.instance.version}
        form = type(self)(data, nomination=self.instance, user=self.user, find=self.searched)
        for name, words in problems.items():
            form.add_error(name if name in form.fields else None, words)
        return form

    def mark_needed(self, needed: set[str]) -> "NominationForm":
        """Only what may be left empty is called optional; nothing keeps a draft from being stored."""
        for name in needed & self.fields.keys():
            self.fields[name].required = True
        return self

    @property
    def organisations(self) -> list[Organisation]:
        """What there is to choose from: the organisation that is chosen, and what the search has found."""
        chosen = self.instance.organisation
        others = [self.clashes["organisation"]] if "organisation" in self.clashes else []
        found = suggested_organisations(self.searched, self.user) if self.searched else []
        return list(dict.fromkeys([*([chosen] if chosen else []), *others, *found]))

    def part(self, *names: str) -> list[tuple[forms.BoundField, Any]]:
        """The fields of a part of the page, each with what another window holds instead."""
        return [(self[name], self.clashes.get(name)) for name in names if name in self.fields]

    @property
    def seat_part(self) -> list[tuple[forms.BoundField, Any]]:
        """For which seat."""
        return self.part("group", "wish")

    @property
    def nominator_part(self) -> list[tuple[forms.BoundField, Any]]:
        """Which network."""
        return self.part("nominator")

    @property
    def name_part(self) -> list[tuple[forms.BoundField, Any]]:
        """Which organisation, when the register does not know it."""
        return self.part("organisation_name")

    @property
    def candidate_part(self) -> list[tuple[forms.BoundField, Any]]:
        """Who stands, and why."""
        return self.part("candidate_name", "candidate_email", "candidate_phone", "grounds", "statement")

    @property
    def sender_part(self) -> list[tuple[forms.BoundField, Any]]:
        """Who writes."""
        return self.part("sender_name", "sender_email")
