"""What is typed while a meeting goes on."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import ActionState, Ground, Outcome, VoteMethod, Way
from meetings.models import ActionItem, AgendaItem, ItemRecord, Meeting, Motion
from meetings.services.record import FIELDS, TEXTS, Typed
from meetings.services.session import OFFICERS
from meetings.services.voting import Choice
from members.models import Person
from portal.errors import Clash
from portal.markdown import MarkdownField, MarkdownWidget
from portal.parameters import whole_number

MOST_OPTIONS = 12


class RecordForm(forms.Form):
    """What is written of an item: each field knows the version that it was filled from."""

    discussion_fi = MarkdownField(
        label=_("Discussion"),
        max_length=50_000,
        required=False,
        help_text=_("Write what was said. The text comes into the minutes."),
        widget=MarkdownWidget({"rows": 6}),
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome, required=False, widget=forms.RadioSelect)
    decision_fi = MarkdownField(
        label=_("Decision"), max_length=20_000, required=False, widget=MarkdownWidget({"rows": 3})
    )
    discussion_sv = MarkdownField(
        label=_("Discussion in Swedish"),
        max_length=50_000,
        required=False,
        widget=MarkdownWidget({"rows": 5}),
    )
    decision_sv = MarkdownField(
        label=_("Decision in Swedish"),
        max_length=20_000,
        required=False,
        widget=MarkdownWidget({"rows": 3}),
    )

    def __init__(self, data: Any = None, *, record: ItemRecord, clashes: list[Clash] | None = None) -> None:
        super().__init__(data, initial={name: getattr(record, name) for name in FIELDS})
        self.record = record
        self.clashes = {clash.field: clash for clash in clashes or []}

    @property
    def typed(self) -> dict[str, Typed]:
        """What the service takes: the fields that the page showed, each with the version that it was filled from.

        Of a field where two people wrote, the button that was pressed says what stays: the other's text, this one, or
        both below each other; it counts only over the very text that was shown.
        """
        found = {}
        for name in FIELDS:
            if name not in self.cleaned_data or f"base-{name}" not in self.data:
                continue
            base = whole_number(self.data[f"base-{name}"]) or 0
            value = self.cleaned_data[name]
            choice = self.data.get(f"keep-{name}")
            if choice:
                base = whole_number(self.data.get(f"seen-{name}", "")) or 0
                theirs = getattr(self.record, name) or ""
                if base == self.record.version and choice == "theirs":
                    value = theirs
                elif base == self.record.version and choice == "both":
                    value = f"{theirs}\n\n{value}"
            found[name] = Typed(value, base)
        return found

    @property
    def finnish(self) -> list[dict[str, Any]]:
        """The texts that every record has, in the order in which they are spoken; the outcome stands between them."""
        return [self.part(name) for name in ("discussion_fi", "outcome", "decision_fi")]

    @property
    def swedish(self) -> list[dict[str, Any]]:
        """The texts behind the switch."""
        return [self.part(name) for name in ("discussion_sv", "decision_sv")]

    @property
    def has_swedish(self) -> bool:
        """Whether the switch stands open."""
        return any(self[name].value() for name in ("discussion_sv", "decision_sv"))

    def part(self, name: str) -> dict[str, Any]:
        """A field with the version that it was filled from, and the other's text where two wrote."""
        clash = self.clashes.get(name)
        base = self.data.get(f"base-{name}") if clash else self.record.version
        return {
            "field": self[name],
            "name": name,
            "base": base,
            "clash": clash,
            "seen": self.record.version,
            "is_text": name in TEXTS,
        }


class PersonField(forms.ModelChoiceField):
    """One of some people, by name."""

    def __init__(self, people: QuerySet[Person], **how: Any) -> None:
        super().__init__(people, empty_label=str(_("Choose")), **how)


class DisqualifyForm(forms.Form):
    """Who takes no part, and why."""

    prefix = "disqualify"

    def __init__(self, data: Any = None, *, people: QuerySet[Person]) -> None:
        super().__init__(data)
        self.fields = {
            "person": PersonField(people, label=_("Who is disqualified")),
            "ground": forms.ChoiceField(label=_("Ground"), choices=Ground),
            "text": forms.CharField(
                label=_("In words"),
                max_length=300,
                required=False,
                help_text=_("Needed for another ground; comes into the minutes."),
            ),
        }


class MotionForm(forms.Form):
    """What is proposed instead, by whom, and who supports it at once."""

    prefix = "motion"

    def __init__(self, data: Any = None, *, people: QuerySet[Person]) -> None:
        super().__init__(data)
        self.fields = {
            "text": forms.CharField(
                label=_("What is proposed"), max_length=4000, widget=forms.Textarea({"rows": 3})
            ),
            "mover": PersonField(people, label=_("Proposed by"), required=False),
            "supporter": PersonField(people, label=_("Supported by"), required=False),
        }


class VoteForm(forms.Form):
    """A vote: the question, how it was voted, and how many for each option; the rows are read by themselves."""

    prefix = "vote"

    question = forms.CharField(label=_("On what was voted"), max_length=300)
    method = forms.ChoiceField(label=_("Way of voting"), choices=VoteMethod)
    abstained = forms.IntegerField(
        label=_("Abstained"),
        min_value=0,
        max_value=500,
        initial=0,
        widget=forms.NumberInput({"class": "short"}),
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, motions: list[Motion]) -> None:
        super().__init__(data, initial={"question": item.title})
        self.item, self.motions = item, motions

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The options as they stand: what was typed, else the agenda's proposal, each motion, and an empty one."""
        if self.is_bound:
            typed = [self._typed(number) for number in range(MOST_OPTIONS)]
            used = [row for row in typed if row["text"] or row["votes"]]
            return self._numbered([*used, {"text": "", "votes": "", "motion": ""}])
        rows: list[dict[str, Any]] = [{"text": _("The proposal on the agenda"), "votes": "", "motion": ""}]
        rows += [{"text": motion.text[:300], "votes": "", "motion": motion.pk} for motion in self.motions]
        return self._numbered([*rows, {"text": "", "votes": "", "motion": ""}])

    @property
    def choices(self) -> list[Choice]:
        """What the service takes."""
        by_pk = {motion.pk: motion for motion in self.motions}
        return [
            Choice(row["text"], whole_number(row["votes"]) or 0, by_pk.get(whole_number(row["motion"]) or 0))
            for row in self.rows
            if row["text"]
        ]

    @property
    def chairs_choice(self) -> int | None:
        """The number of the option that the chair voted for, if told."""
        told = whole_number(self.data.get("vote-chair", ""))
        return told - 1 if told else None

    @property
    def told_chair(self) -> str:
        """What was chosen for the chair, to show again."""
        return self.data.get("vote-chair", "")

    def _typed(self, number: int) -> dict[str, Any]:
        names = {"text": "option", "votes": "votes", "motion": "motion"}
        return {
            key: " ".join(str(self.data.get(f"vote-{name}-{number}", "")).split())[:300]
            for key, name in names.items()
        }

    @staticmethod
    def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | {"number": number} for number, row in enumerate(rows[:MOST_OPTIONS])]


class ActionForm(forms.ModelForm):
    """What somebody is to do, and by when."""

    prefix = "action"

    class Meta:
        model = ActionItem
        fields = ("what", "owner", "owner_name", "due_on")
        widgets = {"due_on": forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = PersonField(people, label=_("Who"), required=False)

    def _post_clean(self) -> None:
        """The service checks the row, with the meeting that it belongs to."""

    def clean(self) -> dict[str, Any]:
        """Either somebody of the list or another name."""
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("owner")) == bool(cleaned.get("owner_name")):
            self.add_error("owner", _("Choose who does it, or write another name."))
        return cleaned


class SettleForm(forms.Form):
    """What came of something that was to be done."""

    state = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(ActionState.DONE, _("It is done")), (ActionState.DROPPED, _("It is not needed any more"))],
        initial=ActionState.DONE,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("In words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Such as where the result is found. Needed when it is dropped."),
    )


class OfficerForm(forms.Form):
    """Somebody else chairs or writes, in this item or from now on."""

    prefix = "officer"

    def __init__(self, data: Any = None, *, people: QuerySet[Person]) -> None:
        super().__init__(data)
        self.fields = {
            "role": forms.ChoiceField(label=_("Task"), choices=list(OFFICERS.items())),
            "person": PersonField(people, label=_("Who")),
            "span": forms.ChoiceField(
                label=_("For how long"),
                choices=[("item", _("This item")), ("rest", _("The rest of the meeting"))],
            ),
        }


class PresenceForm(forms.Form):
    """How and when somebody arrives, leaves, or did: clock times of the meeting's day."""

    way = forms.ChoiceField(choices=Way, required=False)
    arrived = forms.TimeField(required=False)
    left = forms.TimeField(required=False)
    at = forms.TimeField(required=False)

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data)
        self.meeting = meeting

    def instant(self, name: str) -> datetime | None:
        """A clock time as an instant; None when it was left empty, which is now."""
        clock: time | None = self.cleaned_data.get(name)
        if clock is None:
            return None
        day = timezone.localdate(self.meeting.session.opened_at)
        return timezone.make_aware(datetime.combine(day, clock))


class WelcomeForm(forms.Form):
    """Somebody from outside who is present."""

    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.CharField(label=_("As what"), max_length=160, required=False)
    way = forms.ChoiceField(label=_("How"), choices=Way)


def problem_of(errors: Mapping[str, Any]) -> str:
    """All that is wrong, in one line."""
    return " ".join(str(message) for messages in errors.values() for message in messages)
