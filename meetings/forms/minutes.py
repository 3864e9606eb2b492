"""What is written and asked of minutes."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.documents import LANGUAGES
from meetings.enums import Outcome
from meetings.inspecting import Candidate
from meetings.models import ItemRecord, Minutes, Presence
from meetings.services.merging import version_of
from portal.enums import Language
from portal.errors import Conflict
from portal.markdown import MarkdownField, MarkdownWidget


class MinutesItemForm(forms.Form):
    """What the minutes say of an item, in Finnish and, if wanted, in Swedish."""

    discussion_fi = MarkdownField(label=_("Discussion"), max_length=50_000, required=False)
    decision_fi = MarkdownField(
        label=_("Decision"), max_length=20_000, required=False, widget=MarkdownWidget({"rows": 5})
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome)
    discussion_sv = MarkdownField(label=_("Discussion in Swedish"), max_length=50_000, required=False)
    decision_sv = MarkdownField(
        label=_("Decision in Swedish"), max_length=20_000, required=False, widget=MarkdownWidget({"rows": 5})
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FINNISH = ("discussion_fi", "decision_fi", "outcome")
    SWEDISH = ("discussion_sv", "decision_sv")
    TEXTS = FINNISH + SWEDISH

    record: ItemRecord | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes: dict[str, Any] = {}  # fields that somebody else changed at the same time → their texts

    @classmethod
    def of(cls, record: ItemRecord, data: Any = None) -> "MinutesItemForm":
        """The form of a record, filled with what it says now or with what somebody has typed."""
        facts = {name: getattr(record, name) for name in cls.TEXTS}
        form = cls(data, initial=facts | {"base_version": record.version})
        form.record = record
        return form

    def clean(self) -> dict[str, Any]:
        """Where two people wrote at the same time and this one chose the other's text, take it from the history."""
        cleaned = super().clean() or self.cleaned_data
        chosen = [name for name in self.TEXTS if self.data.get(f"keep-{name}") == "theirs"]
        theirs = self.record and chosen and version_of(self.record, cleaned.get("base_version") or 0)
        for name in chosen if theirs else []:
            cleaned[name] = getattr(theirs, name)
            self.errors.pop(name, None)
        return cleaned

    def with_both(self, conflict: Conflict) -> "MinutesItemForm":
        """The form again after a conflict: this person's texts in the fields, the other's beside them."""
        form = type(self).of(conflict.record, conflict.merged | {"base_version": conflict.record.version})
        outcomes = dict(Outcome.choices)
        for clash in conflict.clashes:
            form.clashes[clash.field] = outcomes[clash.theirs] if clash.field == "outcome" else clash.theirs
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
        """The fields of every section, each with the text of somebody else where the two clash."""
        return [(self[name], self.clashes.get(name)) for name in self.FINNISH]

    @property
    def swedish_side(self) -> list[tuple[forms.BoundField, Any]]:
        """The fields that may be left empty."""
        return [(self[name], self.clashes.get(name)) for name in self.SWEDISH]

    @property
    def has_swedish(self) -> bool:
        """Whether there is anything to show in Swedish."""
        return any(self[name].value() for name in self.SWEDISH)


class PresenceTimesForm(forms.Form):
    """When somebody came and left, by the clock of the day of the meeting."""

    arrived = forms.TimeField(label=_("Came at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    left = forms.TimeField(
        label=_("Left at"),
        help_text=_("Empty: stayed to the end."),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, presence: Presence, **kwargs: Any) -> None:
        self.presence = presence
        arrived = timezone.localtime(presence.arrived_at)
        left = presence.left_at and timezone.localtime(presence.left_at)
        kwargs["initial"] = {"arrived": arrived.time(), "left": left and left.time()}
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes; a time that was not touched keeps its seconds."""
        changed = set(self.changed_data)
        names = {"arrived": "arrived_at", "left": "left_at"}
        return {names[name]: self._instant(name) for name in names if name in changed}

    def clean(self) -> dict[str, Any]:
        """Say beside the end that it must come after the beginning; the database would refuse it too."""
        cleaned = super().clean() or self.cleaned_data
        arrived, left = cleaned.get("arrived"), cleaned.get("left")
        if arrived and left and left <= arrived:
            self.add_error("left", _("One can leave only after arriving."))
        return cleaned

    def _instant(self, name: str) -> datetime | None:
        clock = self.cleaned_data[name]
        return from_current_timezone(datetime.combine(self.presence.meeting.day, clock)) if clock else None


class InspectorsForm(forms.Form):
    """Who inspects, of those who were present."""

    people = forms.TypedMultipleChoiceField(
        label=_("Inspectors"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[Candidate], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"people": [row.person.pk for row in people if row.is_suggested]})
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(row.person.pk, row.person.name) for row in people]


class ChangeForm(forms.Form):
    """What an inspector wants changed."""

    text = forms.CharField(
        label=_("What should be changed"),
        help_text=_("Say which § and what it should say. Those who write the minutes read it."),
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
    )


class CorrectionForm(forms.Form):
    """What is put right in approved minutes."""

    section = forms.TypedChoiceField(label=_("Which §"), coerce=int, empty_value=None, required=False)
    text = forms.CharField(
        label=_("Correction"),
        help_text=_("Say what stands in the minutes and what is right."),
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [item["section"] for item in minutes.seal.content["items"] if item["section"]]
        self.fields["section"].choices = [("", _("The whole")), *((n, f"§ {n}") for n in numbers)]


class ExcerptForm(forms.Form):
    """To whom a section is sent."""

    name = forms.CharField(label=_("Receiver's name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(each.value, Language(each).label) for each in LANGUAGES],
        initial=Language.FINNISH,
    )
