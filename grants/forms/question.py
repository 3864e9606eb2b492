"""What is asked of a section and of a question in the builder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.enums import ColumnKind, QuestionKind
from grants.holes import place_of
from grants.models import GrantKind, GrantRule, Question, QuestionSet, Section
from members.models import Region
from portal.errors import Conflict


class ReadyFormForm(forms.Form):
    """What a new ready form is called, for which kind it is, and with which questions it begins."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind: "forms.ModelChoiceField[GrantKind]" = forms.ModelChoiceField(
        GrantKind.objects.none(), label=_("Kind of grant")
    )
    source: "forms.ModelChoiceField[QuestionSet]" = forms.ModelChoiceField(
        QuestionSet.objects.none(),
        label=_("Questions to begin with"),
        required=False,
        empty_label=_("None: an empty set"),
        help_text=_("A copy is made; the original stays as it is."),
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].queryset = GrantKind.objects.filter(region=region)
        fields["source"].queryset = QuestionSet.objects.filter(region=region).order_by(
            "-is_ready_form", "name", "-number"
        )


class SectionForm(forms.ModelForm):
    """The words over a part of the questions."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Section
        fields = ("title_fi", "help_fi", "title_sv", "help_sv", "title_en", "help_en")
        labels = {
            "title_fi": _("Title"),
            "help_fi": _("Help"),
            "title_sv": _("Title in Swedish"),
            "help_sv": _("Help in Swedish"),
            "title_en": _("Title in English"),
            "help_en": _("Help in English"),
        }
        widgets = {f"help_{code}": forms.Textarea({"rows": 3}) for code in ("fi", "sv", "en")}

    def __init__(self, *args: Any, instance: Section | None = None, **kwargs: Any) -> None:
        initial = {"base_version": instance.version} if instance else {}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)  # type: ignore[misc]

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class QuestionForm(forms.ModelForm):
    """A question with its kind, limits, condition and secrecy."""

    shown_if_values = forms.MultipleChoiceField(
        label=_("… is one of these"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing if any answer will do."),
    )
    place: "forms.ModelChoiceField[Section]" = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("In the part"),
        required=False,
        empty_label=None,
        help_text=_("In another part the question goes to its end."),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FINNISH = (
        "label_fi", "help_fi", "reason_fi", "kind", "is_required", "most_words", "least", "most", "meaning", "rules",
        "shown_if", "shown_if_values", "is_secret", "secrecy_ground",
    )  # fmt: skip
    OTHERS = ("label_sv", "help_sv", "reason_sv", "label_en", "help_en", "reason_en")

    class Meta:
        model = Question
        fields = (
            "label_fi", "help_fi", "reason_fi", "label_sv", "help_sv", "reason_sv", "label_en", "help_en", "reason_en",
            "kind", "is_required", "most_words", "least", "most", "meaning", "rules", "shown_if", "is_secret",
            "secrecy_ground",
        )  # fmt: skip
        labels = {
            "label_fi": _("Question"),
            "help_fi": _("Help"),
            "reason_fi": _("Why it is asked"),
            "label_sv": _("Question in Swedish"),
            "help_sv": _("Help in Swedish"),
            "reason_sv": _("Why it is asked, in Swedish"),
            "label_en": _("Question in English"),
            "help_en": _("Help in English"),
            "reason_en": _("Why it is asked, in English"),
        }
        widgets = {
            **{
                f"{text}_{code}": forms.Textarea({"rows": 2})
                for text in ("help", "reason")
                for code in ("fi", "sv", "en")
            },
            "rules": forms.CheckboxSelectMultiple,
            "most_words": forms.NumberInput({"class": "short"}),
            "least": forms.NumberInput({"class": "short"}),
            "most": forms.NumberInput({"class": "short"}),
        }

    def __init__(
        self,
        *args: Any,
        question_set: QuestionSet,
        section: Section,
        instance: Question | None = None,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {}
        if instance:
            condition = [f"{instance.shown_if_id}:{value}" for value in instance.shown_if_values]
            initial = {
                "base_version": instance.version,
                "shown_if_values": condition,
                "place": instance.section_id,
            }
        super().__init__(*args, instance=instance, initial=initial, **kwargs)  # type: ignore[misc]
        self.fields["place"].queryset = question_set.sections.order_by("order")
        if instance is None or question_set.sections.count() < 2:  # noqa: PLR2004 - there is nowhere to go
            del self.fields["place"]
        here = (section.order, instance.order if instance else 10**6)
        questions = question_set.questions.select_related("section").prefetch_related("choices")
        before = [each for each in questions if place_of(each) < here]
        self.fields["shown_if"].queryset = Question.objects.filter(pk__in=[each.pk for each in before])
        self.fields["shown_if"].empty_label = _("Always shown")
        self.fields["rules"].queryset = GrantRule.objects.filter(region=question_set.region_id)
        self.fields["shown_if_values"].choices = [
            (each.label, [(f"{each.pk}:{choice.value}", choice.label) for choice in each.choices.all()])
            for each in before
            if each.choices.all()
        ]

    def clean(self) -> dict[str, Any]:
        """Keep only what fits the kind of the question, and the values of the question that the condition names."""
        cleaned = super().clean() or self.cleaned_data
        condition = cleaned.get("shown_if")
        pairs = [pair.split(":", 1) for pair in cleaned.get("shown_if_values", [])]
        cleaned["shown_if_values"] = [value for pk, value in pairs if condition and pk == str(condition.pk)]
        if cleaned.get("kind") != QuestionKind.TEXT:
            cleaned["most_words"] = None
        if cleaned.get("kind") not in {QuestionKind.NUMBER, QuestionKind.MONEY}:
            cleaned["least"] = cleaned["most"] = None
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", _("The most must not be less than the least."))
        if cleaned.get("is_secret") and not cleaned.get("secrecy_ground"):
            self.add_error("secrecy_ground", _("Write the ground of secrecy."))
        return cleaned

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def finnish_side(self) -> list[forms.BoundField]:
        """What every question needs."""
        return [self[name] for name in (*self.FINNISH, "place") if name in self.fields]

    @property
    def other_side(self) -> list[forms.BoundField]:
        """The other languages."""
        return [self[name] for name in self.OTHERS]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take, besides the rules."""
        names = [name for name in (*self.Meta.fields, "shown_if_values") if name != "rules"]
        return {name: self.cleaned_data[name] for name in names}

    def tell_conflict(self, conflict: Conflict) -> None:
        """Both texts: this person's in the fields, the other's beside them; saving again keeps what stands in the fields."""
        data: Any = self.data.copy()
        data["base_version"] = conflict.record.version
        self.data = data
        for clash in conflict.clashes:
            message = _("Somebody else wrote here meanwhile: “%(theirs)s”. Save again to keep yours.")
            self.add_error(clash.field, message % {"theirs": clash.theirs or "–"})


class ChoiceForm(forms.Form):
    """One of the answers that a question offers; a row without Finnish words is none."""

    value = forms.SlugField(widget=forms.HiddenInput, required=False)
    label_fi = forms.CharField(label=_("Choice"), max_length=200, required=False)
    label_sv = forms.CharField(label=_("Choice in Swedish"), max_length=200, required=False)
    label_en = forms.CharField(label=_("Choice in English"), max_length=200, required=False)


class ColumnForm(forms.Form):
    """A column of a table; a row without Finnish words is none."""

    name = forms.SlugField(widget=forms.HiddenInput, required=False)
    label_fi = forms.CharField(label=_("Column"), max_length=120, required=False)
    label_sv = forms.CharField(label=_("Column in Swedish"), max_length=120, required=False)
    label_en = forms.CharField(label=_("Column in English"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ColumnKind, initial=ColumnKind.TEXT)
    adds_up = forms.BooleanField(label=_("Is added up"), required=False)

    def clean(self) -> dict[str, Any]:
        """Texts cannot be added up."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("adds_up") and cleaned.get("kind") == ColumnKind.TEXT:
            self.add_error("adds_up", _("Texts cannot be added up."))
        return cleaned


PARTS = {
    "choices": forms.formset_factory(ChoiceForm, extra=3, max_num=60),
    "columns": forms.formset_factory(ColumnForm, extra=2, max_num=12),
}


def part_forms(question: Question | None, data: Any = None) -> dict[str, Any]:
    """Choices and columns, filled with what they are now or with what somebody has typed."""
    made = {}
    formset: Any
    for name, formset in PARTS.items():
        fields = list(formset.form.base_fields)
        records = getattr(question, name).order_by("order") if question else []
        made[name] = formset(
            data, initial=[{field: getattr(row, field) for field in fields} for row in records], prefix=name
        )
    return made


def rows_of(formset: Any) -> list[dict[str, Any]]:
    """The rows with Finnish words in their order."""
    return [form.cleaned_data for form in formset if form.cleaned_data.get("label_fi", "").strip()]
