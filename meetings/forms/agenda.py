"""What an item of the agenda says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.continuing import offered
from meetings.enums import ItemKind
from meetings.models import AgendaItem, Meeting
from meetings.services.merging import version_of
from portal.errors import Conflict
from portal.markdown import MarkdownField, MarkdownWidget


def wholes_of(meeting: Meeting, item: AgendaItem | None) -> list[tuple[int, str]]:
    """The items of the agenda that the item can be a part of."""
    wholes = meeting.items.filter(parent=None).exclude(kind=ItemKind.BREAK)
    if item:
        wholes = wholes.exclude(pk=item.pk)
    return list(wholes.values_list("pk", "title_fi"))


class AgendaItemForm(forms.Form):
    """An item in Finnish and, if wanted, in Swedish; whoever wrote it over which version is told to the service."""

    title_fi = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("What the meeting does"), choices=ItemKind, initial=ItemKind.DISCUSS)
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=1,
        max_value=600,
        initial=10,
        widget=forms.NumberInput({"class": "short"}),
    )
    presenter = forms.CharField(
        label=_("Presenter"), max_length=120, required=False, help_text=_("Name or task, such as chair.")
    )
    background_fi = MarkdownField(
        label=_("Background"),
        max_length=20_000,
        required=False,
        help_text=_("What the members should know before the meeting."),
    )
    proposal_fi = MarkdownField(
        label=_("Proposal"),
        max_length=10_000,
        required=False,
        help_text=_("What the meeting is asked to decide, in one or two sentences."),
        widget=MarkdownWidget({"rows": 4}),
    )
    title_sv = forms.CharField(label=_("Title in Swedish"), max_length=200, required=False)
    background_sv = MarkdownField(label=_("Background in Swedish"), max_length=20_000, required=False)
    proposal_sv = MarkdownField(
        label=_("Proposal in Swedish"),
        max_length=10_000,
        required=False,
        widget=MarkdownWidget({"rows": 4}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    parent_id = forms.TypedChoiceField(
        label=pgettext_lazy("agenda item", "Part of"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("An item with parts takes as long as they do together."),
    )
    continues_id = forms.TypedChoiceField(
        label=_("Continues"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The earlier item of this matter. Readers see where it has been."),
    )

    FINNISH = ("title_fi", "kind", "minutes", "presenter", "background_fi", "proposal_fi")
    PLACES = ("parent_id", "continues_id")
    SWEDISH = ("title_sv", "background_sv", "proposal_sv")
    TEXTS = FINNISH + SWEDISH + PLACES

    def __init__(self, *args: Any, meeting: Meeting, item: AgendaItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        wholes = [] if item and item.parts.exists() else wholes_of(meeting, item)
        parent: Any = self.fields["parent_id"]
        parent.choices = [("", _("A whole item of its own")), *wholes]
        continues: Any = self.fields["continues_id"]
        chosen = item.continues if item else None
        continues.choices = [("", _("A new matter")), *offered(meeting, chosen)]
        self.clashes: dict[str, Any] = {}  # fields that somebody else changed at the same time → their texts

    @classmethod
    def of(cls, item: AgendaItem, data: Any = None) -> "AgendaItemForm":
        """The form of an item, filled with what it says now or with what somebody has typed."""
        facts = {name: getattr(item, name) for name in cls.TEXTS}
        return cls(data, meeting=item.meeting, item=item, initial=facts | {"base_version": item.version})

    def clean(self) -> dict[str, Any]:
        """Where two people wrote at the same time and this one chose the other's text, take it from the history."""
        cleaned = super().clean() or self.cleaned_data
        chosen = [name for name in self.TEXTS if self.data.get(f"keep-{name}") == "theirs"]
        theirs = self.item and chosen and version_of(self.item, cleaned.get("base_version") or 0)
        for name in chosen if theirs else []:
            cleaned[name] = getattr(theirs, name)
            self.errors.pop(name, None)
        return cleaned

    def with_both(self, conflict: Conflict) -> "AgendaItemForm":
        """The form again after a conflict: this person's texts in the fields, the other's beside them."""
        form = type(self).of(conflict.record, conflict.merged | {"base_version": conflict.record.version})
        for clash in conflict.clashes:
            form.clashes[clash.field] = form.in_words(clash.field, clash.theirs)
            form.add_error(
                clash.field, _("Somebody else changed this too. Nothing is lost: choose what stays.")
            )
        return form

    def in_words(self, name: str, value: Any) -> Any:
        """A choice as people read it; a text as it is."""
        choices: Any = getattr(self.fields[name], "choices", None)
        if choices is None:
            return value
        found: list[Any] = []
        for key, label in choices:
            found += label if isinstance(label, list) else [(key, label)]
        return str(dict(found).get("" if value is None else value, ""))

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.TEXTS}

    @property
    def finnish_side(self) -> list[tuple[forms.BoundField, Any]]:
        """The fields that every item needs, each with the text of somebody else where the two clash."""
        return [(self[name], self.clashes.get(name)) for name in self.FINNISH]

    @property
    def swedish_side(self) -> list[tuple[forms.BoundField, Any]]:
        """The fields that may be left empty."""
        return [(self[name], self.clashes.get(name)) for name in self.SWEDISH]

    @property
    def places(self) -> list[tuple[forms.BoundField, Any]]:
        """Where the item belongs; what there is nothing to choose for is left out."""
        fields: Any = self.fields
        return [(self[name], self.clashes.get(name)) for name in self.PLACES if len(fields[name].choices) > 1]

    @property
    def has_swedish(self) -> bool:
        """Whether the Swedish side opens with the page: it has text, or something in it is wrong."""
        return any(self[name].value() or self[name].errors for name in self.SWEDISH)
