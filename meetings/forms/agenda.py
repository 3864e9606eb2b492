"""What an item of the agenda says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.enums import ItemKind
from meetings.models import AgendaItem
from meetings.services.merging import version_of
from portal.errors import Conflict
from portal.markdown import MarkdownField, MarkdownWidget


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

    FINNISH = ("title_fi", "kind", "minutes", "presenter", "background_fi", "proposal_fi")
    SWEDISH = ("title_sv", "background_sv", "proposal_sv")
    TEXTS = FINNISH + SWEDISH

    item: AgendaItem | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes: dict[str, Any] = {}  # fields that somebody else changed at the same time → their texts

    @classmethod
    def of(cls, item: AgendaItem, data: Any = None) -> "AgendaItemForm":
        """The form of an item, filled with what it says now or with what somebody has typed."""
        facts = {name: getattr(item, name) for name in cls.TEXTS}
        form = cls(data, initial=facts | {"base_version": item.version})
        form.item = item
        return form

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
        kinds = dict(ItemKind.choices)
        for clash in conflict.clashes:
            form.clashes[clash.field] = kinds[clash.theirs] if clash.field == "kind" else clash.theirs
            form.add_error(
                clash.field, _("Somebody else changed this too. Nothing is lost: choose what stays.")
            )
        return form

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
    def has_swedish(self) -> bool:
        """Whether the Swedish side opens with the page: it has text, or something in it is wrong."""
        return any(self[name].value() or self[name].errors for name in self.SWEDISH)
