"""The rules of a body, one beside another."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.body_rules import TYPES
from members.enums import RuleName, RuleStatus
from members.models import Body, BodyRule, BodyRules, CategoryScheme
from members.rule_sets import contradictions
from members.services import rules_stamp
from members.services.rules import day_problem
from portal.enums import Language

UNDECIDED = {RuleStatus.OPEN, RuleStatus.NOT_STATED}
TEXTS = tuple(f"text_{code}" for code in Language.values)
FIELDS = ("status", "value", "options", *TEXTS)


class RulesForm(forms.Form):
    """A version of the rules: from when, and of each rule what it says and how sure that is."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=160, help_text=_("Such as “Working rules 2026”; readers see it.")
    )
    valid_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The version before this ends on the day before."),
    )
    category_scheme: Any = forms.ModelChoiceField(
        CategoryScheme.objects.none(),
        label=_("Classification"),
        required=False,
        help_text=_("When seats are divided by category or by type of association."),
    )

    def __init__(self, *args: Any, body: Body, version: BodyRules | None, **kwargs: Any) -> None:
        shown = version or BodyRules(body=body)
        initial: dict[str, Any] = {
            "base": rules_stamp(version),
            "category_scheme": shown.category_scheme,
            "valid_from": _first_day_after(version),
        }
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)  # type: ignore[misc]
        self.former = version
        own = CategoryScheme.objects.filter(region=body.region_id)
        self.fields["category_scheme"].queryset = own | CategoryScheme.objects.filter(region=None)
        for rule in shown.by_name.values():
            self._add(rule)

    def _add(self, rule: BodyRule) -> None:
        """The fields of one rule, filled with how it stands."""
        kind = TYPES[rule.name]
        value, options = kind.field(), kind.options_field()
        value.label, value.help_text = _("Value"), ""
        options.label = _("Options of an open rule")
        fields = {
            "value": value,
            "status": forms.ChoiceField(label=_("How sure"), choices=RuleStatus),
            "options": options,
            **{
                f"text_{language.value}": forms.CharField(
                    label=language.label, required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
                )
                for language in Language
            },
        }
        for name, field in fields.items():
            stored = getattr(rule, name)
            field.initial = _as_typed(stored)
            self.fields[f"{rule.name}-{name}"] = field

    def clean_valid_from(self) -> date:
        """Say beside the day that a version begins on it already, or later."""
        day: date = self.cleaned_data["valid_from"]
        is_as_seen = (
            self.data.get("base") == self["base"].initial
        )  # else the service tells that somebody was faster
        if is_as_seen and (words := day_problem(self.former, day)):
            raise ValidationError(words)
        return day

    def clean(self) -> dict[str, Any]:
        """Say beside the rule what does not fit: value against status, and rules against one another."""
        cleaned = super().clean() or self.cleaned_data
        for name in RuleName.values:
            self._settle(name)
        values = {name: cleaned.get(f"{name}-value") for name in RuleName.values}
        self._tell({name: [text] for name, text in contradictions(values).items()})
        return cleaned

    def _settle(self, name: str) -> None:
        """A value that was written into a rule without one decides it; one that was left there is a mistake to be told."""
        cleaned, value, status = self.cleaned_data, f"{name}-value", f"{name}-status"
        if cleaned.get(value) is None and cleaned.get(status) == RuleStatus.DECIDED:
            self.add_error(value, _("Choose what was decided."))
        if cleaned.get(value) is not None and cleaned.get(status) in UNDECIDED:
            if value in self.changed_data:
                cleaned[status] = RuleStatus.DECIDED
            else:
                self.add_error(
                    status, _("It has a value. Choose “Not decided” there, or another status here.")
                )
        if cleaned.get(status) != RuleStatus.OPEN:
            cleaned[f"{name}-options"] = []

    def _tell(self, errors: dict[str, Any]) -> None:
        for name, messages in errors.items():
            self.add_error(name if name in self.fields else f"{name}-value", messages)

    def add_refusal(self, error: ValidationError) -> None:
        """What the service found wrong, beside the fields that it is about."""
        self._tell(error.message_dict if hasattr(error, "error_dict") else {"title": error.messages})

    @property
    def rules(self) -> dict[str, dict[str, Any]]:
        """What the service takes: rule → its fields."""
        return {name: dict(self._fields(name)) for name in RuleName.values}

    def _fields(self, name: str) -> Iterator[tuple[str, Any]]:
        for field in FIELDS:
            value = self.cleaned_data[f"{name}-{field}"]
            yield field, (value or None) if field in TEXTS else value

    @property
    def facts(self) -> dict[str, Any]:
        """The rest of what the service takes."""
        names = [name for name in ("base", "title", "valid_from", "category_scheme") if name in self.fields]
        return {name: self.cleaned_data[name] for name in names} | {"rules": self.rules}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each rule with its words, help and fields, for the page."""
        return [
            {
                "label": RuleName(name).label,
                "help": TYPES[name].help,
                "value": self[f"{name}-value"],
                "status": self[f"{name}-status"],
                "more": [self[f"{name}-{field}"] for field in ("options", *TEXTS)],
                "is_open": any(self[f"{name}-{field}"].errors for field in ("options", *TEXTS)),
            }
            for name in RuleName.values
        ]

    def draft(self, body: Body) -> BodyRules:
        """What would come of it, unsaved, to be compared with what there is."""
        version = BodyRules(body=body)
        version.by_name = {
            name: BodyRule(version=version, name=name, **fields) for name, fields in self.rules.items()
        }
        return version


class CorrectionForm(RulesForm):
    """The same for a version by which nothing has gone; its day stays."""

    def __init__(self, *args: Any, version: BodyRules, **kwargs: Any) -> None:
        super().__init__(*args, version=version, initial={"title": version.title}, **kwargs)
        del self.fields["valid_from"]


def _first_day_after(version: BodyRules | None) -> date:
    """Today, or the first day on which a version after this one can begin."""
    today = timezone.localdate()
    return max(today, version.valid_from + timedelta(days=1)) if version else today


def _as_typed(stored: Any) -> Any:
    """A stored value as a browser sends it back: `True`, `14`; nothing for none."""
    if isinstance(stored, list):
        return [str(each) for each in stored]
    return "" if stored is None else str(stored)
