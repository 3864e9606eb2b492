"""What is asked of a call, of its kinds, and for the acts on it."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import CallState, DecisionRoute
from grants.models import Call, CallKind, GrantKind, Principles, QuestionSet
from grants.services.call import STAYS
from members.forms.round import InstantField
from members.models import Category, Organisation, Region
from networks.models import Network
from portal import formats
from portal.errors import Conflict
from portal.markdown import MarkdownField
from portal.parameters import whole_number

from .answers import MoneyField

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
CODES = ("fi", "sv", "en")


class CallForm(forms.ModelForm):
    """What a call says; a draft may lack anything but its title."""

    text_fi = MarkdownField(label=_("Text"), max_length=20_000, required=False)
    text_sv = MarkdownField(label=_("Text in Swedish"), max_length=20_000, required=False)
    text_en = MarkdownField(label=_("Text in English"), max_length=20_000, required=False)
    opens_at = InstantField(label=_("Opens at"), required=False)
    closes_at = InstantField(
        label=_("Closes at"),
        required=False,
        help_text=_(
            "An application that arrives at this time or later is late. Empty for a continuous call."
        ),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FINNISH = (
        "title_fi", "summary_fi", "text_fi", "opens_at", "closes_at", "is_continuous", "supplements_until", "use_from",
        "use_until", "principles", "contact_role_fi", "contact_email", "contact_phone", "case_number",
    )  # fmt: skip
    OTHERS = (
        "title_sv", "summary_sv", "text_sv", "contact_role_sv", "title_en", "summary_en", "text_en", "contact_role_en",
    )  # fmt: skip

    class Meta:
        model = Call
        fields = (
            "title_fi", "title_sv", "title_en", "summary_fi", "summary_sv", "summary_en", "text_fi", "text_sv", "text_en",
            "is_continuous", "supplements_until", "use_from", "use_until", "principles", "contact_role_fi",
            "contact_role_sv", "contact_role_en", "contact_email", "contact_phone", "case_number",
        )  # fmt: skip
        labels = {
            "title_fi": _("Title"),
            "title_sv": _("Title in Swedish"),
            "title_en": _("Title in English"),
            "summary_fi": _("In one sentence"),
            "summary_sv": _("In one sentence, in Swedish"),
            "summary_en": _("In one sentence, in English"),
            "contact_role_fi": _("Who answers questions"),
            "contact_role_sv": _("Who answers questions, in Swedish"),
            "contact_role_en": _("Who answers questions, in English"),
        }
        widgets = {"supplements_until": DAY, "use_from": DAY, "use_until": DAY}

    def __init__(
        self, data: Any = None, *, region: Region, instance: Call | None = None, **kwargs: Any
    ) -> None:
        facts: dict[str, Any] = {}
        if instance is not None:
            facts = {name: _local(getattr(instance, name)) for name in ("opens_at", "closes_at")}
            facts["base_version"] = instance.version
        super().__init__(data, instance=instance, initial=facts | kwargs.pop("initial", {}), **kwargs)
        self.fields["principles"].queryset = Principles.objects.filter(region=region)
        self.is_published = instance is not None and instance.state == CallState.PUBLISHED
        if self.is_published:
            for name in STAYS:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Say beside the field what does not fit together; the database would refuse it too."""
        cleaned = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The call must close after it opens."))
        if closes_at and not opens_at and "opens_at" not in self.errors:
            self.add_error("opens_at", _("Write when the call opens, too."))
        use_from, use_until = cleaned.get("use_from"), cleaned.get("use_until")
        if use_from and use_until and use_until < use_from:
            self.add_error("use_until", _("The last day of use is before the first day."))
        return cleaned

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def finnish_side(self) -> list[forms.BoundField]:
        """What every call needs."""
        return [self[name] for name in self.FINNISH]

    @property
    def other_side(self) -> list[forms.BoundField]:
        """The other languages; what is left empty is shown in Finnish."""
        return [self[name] for name in self.OTHERS]

    @property
    def values(self) -> dict[str, Any]:
        """What the services take; what stays in a published call is not among it."""
        names = (*self.Meta.fields, "opens_at", "closes_at")
        return {name: self.cleaned_data[name] for name in names if not (self.is_published and name in STAYS)}

    def with_both(self, conflict: Conflict, region: Region) -> "CallForm":
        """The form again after a conflict: this person's words in the fields, the other's beside them."""
        data = self.data.copy()
        data["base_version"] = conflict.record.version
        form = type(self)(data, instance=conflict.record, region=region)
        for clash in conflict.clashes:
            theirs = formats.moment(clash.theirs) if isinstance(clash.theirs, datetime) else clash.theirs
            message = _("Somebody else wrote here meanwhile: “%(theirs)s”. Save again to keep yours.")
            form.add_error(clash.field, message % {"theirs": theirs or "–"})
        return form


def _local(instant: datetime | None) -> datetime | None:
    return timezone.localtime(instant) if instant else None


class TitleForm(forms.Form):
    """What a copy of a call is called."""

    title = forms.CharField(label=_("Title of the new call"), max_length=160)


class ExtendForm(forms.Form):
    """Until when, and why."""

    closes_at = InstantField(label=_("Closes at"))
    reason = forms.CharField(
        label=_("Why the time is extended"),
        help_text=_("Everybody can read this on the call's page."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class ReasonForm(forms.Form):
    """Why a call is cancelled."""

    reason = forms.CharField(
        label=_("Why the call is cancelled"),
        help_text=_("Everybody can read this on the call's page."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class AnnounceForm(forms.Form):
    """Whom the call is told to by mail: everybody, or networks, associations of categories, and single ones by name."""

    MOST_SHOWN = 50

    everybody = forms.BooleanField(
        label=_("All organisations of the region that have an e-mail address in the register"),
        required=False,
    )
    networks: "forms.ModelMultipleChoiceField[Network]" = forms.ModelMultipleChoiceField(
        Network.objects.none(),
        label=_("Networks"),
        help_text=_("The network's own address and the addresses of its members."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    categories: "forms.ModelMultipleChoiceField[Category]" = forms.ModelMultipleChoiceField(
        Category.objects.none(),
        label=_("All organisations of these categories"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    find = forms.CharField(
        label=_("Find an organisation by name"),
        max_length=100,
        required=False,
        help_text=_("Count the receivers to see what was found."),
    )
    organisations: "forms.ModelMultipleChoiceField[Organisation]" = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Organisations"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = Organisation.objects.listed().filter(home_municipality__region=region).exclude(email="")
        fields: Any = self.fields
        fields["networks"].queryset = Network.objects.filter(region=region)
        fields["categories"].queryset = Category.objects.filter(organisations__in=self.known).distinct()
        fields["organisations"].queryset = self.known
        # A register of thousands is not listed: what is found or chosen is.
        shown = list(self.known.filter(name__icontains=self.sought)[: self.MOST_SHOWN]) if self.sought else []
        chosen = [pk for pk in self._chosen if pk not in {each.pk for each in shown}]
        shown += list(self.known.filter(pk__in=chosen))
        fields["organisations"].choices = [(each.pk, each.name) for each in shown]

    @property
    def sought(self) -> str:
        """The name that is looked for."""
        return str(self.data.get("find", "")).replace("\0", "").strip()[:100] if self.is_bound else ""

    @property
    def _chosen(self) -> list[int]:
        given = self.data.getlist("organisations") if self.is_bound else []
        return [pk for pk in map(whole_number, given) if pk is not None]

    @property
    def receivers(self) -> dict[str, Any]:
        """What the service takes."""
        networks = self.cleaned_data["networks"]
        if self.cleaned_data["everybody"]:
            return {"networks": networks, "organisations": self.known}
        chosen = Q(pk__in=[each.pk for each in self.cleaned_data["organisations"]])
        chosen |= Q(categories__in=self.cleaned_data["categories"])
        return {"networks": networks, "organisations": self.known.filter(chosen).distinct()}


class KindForm(forms.ModelForm):
    """Sums and who decides."""

    appropriation = MoneyField(label=_("Appropriation"), required=False, help_text=_("In euros."))
    largest_sum = MoneyField(
        label=_("Largest sum for one applicant"), required=False, help_text=_("Empty: not limited.")
    )
    decision_route = forms.ChoiceField(
        label=_("Who decides"), required=False, choices=[("", _("Not decided")), *DecisionRoute.choices]
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = CallKind
        fields = (
            "appropriation", "largest_sum", "decision_route", "decision_maker_fi", "decision_maker_sv",
            "decision_maker_en",
        )  # fmt: skip
        labels = {
            "decision_maker_fi": _("Name of the decision maker"),
            "decision_maker_sv": _("Name of the decision maker in Swedish"),
            "decision_maker_en": _("Name of the decision maker in English"),
        }

    def __init__(self, *args: Any, instance: CallKind, **kwargs: Any) -> None:
        facts = {"base_version": instance.call.version}
        super().__init__(*args, instance=instance, initial=facts, **kwargs)  # type: ignore[misc]

    def _post_clean(self) -> None:
        """The service checks the record."""

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RowForm(forms.Form):
    """A row of a list; one without a Finnish name is none."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True


class EarmarkForm(RowForm):
    """What a part of the appropriation is kept for."""

    name_fi = forms.CharField(label=_("Kept for"), max_length=160, required=False)
    name_sv = forms.CharField(label=_("Kept for, in Swedish"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Kept for, in English"), max_length=160, required=False)
    amount = MoneyField(label=_("Sum"), required=False)


class AttachmentForm(RowForm):
    """A file that is asked for."""

    name_fi = forms.CharField(label=_("Attachment"), max_length=160, required=False)
    name_sv = forms.CharField(label=_("Attachment in Swedish"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Attachment in English"), max_length=160, required=False)
    is_required = forms.BooleanField(label=_("Must be there"), required=False, initial=True)
    may_follow = forms.BooleanField(label=_("May be delivered later"), required=False)


class CriterionForm(RowForm):
    """What applications are compared by."""

    name_fi = forms.CharField(label=_("Criterion"), max_length=160, required=False)
    name_sv = forms.CharField(label=_("Criterion in Swedish"), max_length=160, required=False)
    name_en = forms.CharField(label=_("Criterion in English"), max_length=160, required=False)
    weight = forms.IntegerField(
        label=_("Weight in per cent"),
        min_value=1,
        max_value=100,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )
    most_points = forms.IntegerField(
        label=_("Most points"),
        min_value=1,
        max_value=100,
        initial=5,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )

    def clean(self) -> dict[str, Any]:
        """A named criterion weighs something."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name_fi") and not cleaned.get("weight") and "weight" not in self.errors:
            self.add_error("weight", _("Write how much it weighs, from 1 to 100."))
        cleaned["most_points"] = cleaned.get("most_points") or 5
        return cleaned


PARTS = {
    "earmarks": forms.formset_factory(EarmarkForm, extra=2, max_num=30),
    "attachments": forms.formset_factory(AttachmentForm, extra=2, max_num=30),
    "criteria": forms.formset_factory(CriterionForm, extra=2, max_num=30),
}


def part_forms(call_kind: CallKind, data: Any = None) -> dict[str, Any]:
    """The lists of a kind, filled with what they say now or with what somebody has typed."""
    made = {}
    formset: Any
    for name, formset in PARTS.items():
        fields = list(formset.form.base_fields)
        rows = [
            {field: getattr(row, field) for field in fields}
            for row in getattr(call_kind, name).order_by("order")
        ]
        made[name] = formset(data, initial=rows, prefix=name)
    return made


def rows_of(formset: Any) -> list[dict[str, Any]]:
    """The named rows of a list in their order."""
    return [form.cleaned_data for form in formset if form.cleaned_data.get("name_fi", "").strip()]


class KindChoiceForm(forms.Form):
    """Which kind a call gets."""

    kind: "forms.ModelChoiceField[GrantKind]" = forms.ModelChoiceField(
        GrantKind.objects.none(), label=_("Kind of grant"), empty_label=None
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = GrantKind.objects.filter(region=call.region_id, is_in_use=True)
        self.fields["kind"].queryset = free.exclude(call_kinds__call=call)


class SourceForm(forms.Form):
    """Where the questions of a kind come from."""

    source: "forms.ModelChoiceField[QuestionSet]" = forms.ModelChoiceField(
        QuestionSet.objects.none(),
        label=_("Questions to begin with"),
        required=False,
        empty_label=_("None: an empty set"),
        help_text=_("A copy is made; the original stays as it is."),
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = QuestionSet.objects.filter(region=region).order_by("-is_ready_form", "name", "-number")
        self.fields["source"].queryset = sets


def are_valid(*forms_and_lists: Any) -> bool:
    """Whether all are right as they were typed; each is asked, so that each tells what is wrong with it."""
    return sum(not each.is_valid() for each in forms_and_lists) == 0
