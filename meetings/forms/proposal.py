"""What somebody proposes to a body, and what the coordinator does with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.enums import ItemKind, ProposalSource
from meetings.models import Meeting
from meetings.proposing import Source
from portal.formats import plain_day
from portal.markdown import MarkdownField

KINDS = [(kind.value, kind.label) for kind in (ItemKind.DISCUSS, ItemKind.DECIDE, ItemKind.NOTE)]


def named(meeting: Meeting) -> str:
    """`Meeting 4/2026, 10.12.2026`; the day once for a draft, which is called by it."""
    return f"{meeting.name}, {plain_day(meeting.day)}" if meeting.number else meeting.name


class MeetingChoice(forms.ChoiceField):
    """One of a few meetings, or none."""

    meetings: dict[str, Meeting] = {}

    def offer(self, meetings: list[Meeting], *, nothing: Any = None) -> None:
        """These are the choices, after the words for none of them."""
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        first = [("", nothing)] if nothing else []
        self.choices = [*first, *((meeting.pk, named(meeting)) for meeting in meetings)]

    def clean(self, value: Any) -> Meeting | None:
        """The meeting."""
        return self.meetings.get(super().clean(value))


class ProposalForm(forms.Form):
    """What should be taken up, and for whom it is proposed; a resident tells a name and an address instead."""

    source = forms.ChoiceField(label=_("Whose proposal is it?"))
    title = forms.CharField(
        label=_("What should the group take up?"), max_length=200, help_text=_("In one sentence.")
    )
    text = MarkdownField(
        label=_("Why, and what should come of it?"),
        max_length=20_000,
        required=False,
        help_text=_("What the members should know to be able to talk about it."),
    )
    kind = forms.ChoiceField(label=_("What the meeting should do"), choices=KINDS, required=False)
    wished_on = MeetingChoice(label=_("For which meeting?"), required=False)
    proposer_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    proposer_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We tell you there what becomes of the proposal. It is not published."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self, *args: Any, sources: list[Source], is_known: bool, meetings: list[Meeting], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {source.word: source for source in sources}
        if len(sources) > 1:
            choice: Any = self.fields["source"]
            choice.choices = [(word, source.label) for word, source in self.sources.items()]
        else:
            del self.fields["source"]
        if is_known:
            del self.fields["proposer_name"], self.fields["proposer_email"]
        if meetings:
            wish: Any = self.fields["wished_on"]
            wish.offer(meetings, nothing=_("Any meeting"))
        else:
            del self.fields["wished_on"]

    @property
    def people_fields(self) -> list[forms.BoundField]:
        """What people see."""
        return [field for field in self if field.name != "website"]

    @property
    def is_from_program(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data["website"])

    @property
    def chosen(self) -> dict[str, Any]:
        """The source and on whose behalf; a resident's initiative where there is nothing else."""
        word = self.cleaned_data.get("source") or next(iter(self.sources), "")
        source = self.sources.get(word)
        if source is None:
            return {"source": ProposalSource.RESIDENT}
        return {"source": source.source, "behalf": source.behalf}

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes besides."""
        names = ("title", "text", "wished_on", "proposer_name", "proposer_email")
        values = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return values | {"kind": self.cleaned_data["kind"] or ItemKind.DISCUSS}


class TakeForm(forms.Form):
    """On whose agenda a proposal is put."""

    meeting = MeetingChoice(label=_("On the agenda of"))

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting: Any = self.fields["meeting"]
        meeting.offer(meetings)


class WishForm(forms.Form):
    """For which meeting a proposal is meant."""

    wished_on = MeetingChoice(label=_("Meant for"), required=False)

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wish: Any = self.fields["wished_on"]
        wish.offer(meetings, nothing=_("Any meeting"))


class DeclineForm(forms.Form):
    """Why a proposal is not taken up."""

    reason = forms.CharField(
        label=_("Why it is not taken up"),
        help_text=_("Whoever proposed it gets this by mail."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
