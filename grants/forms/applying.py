"""Forms of applicants. A form knows for each field what it was based on, so that only what was typed is saved."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from grants.accounts import tidy_iban
from grants.enums import QuestionKind
from grants.fingerprints import fingerprint
from grants.models import Application, Question
from grants.services.details import ACCOUNT, CONTACTS, SIGNING
from grants.services.sharing import INVITED_AS
from members.models import Organisation
from portal.errors import Clash

from .answers import AnswersForm, read_answers

LONGEST_NUMBER = 9
NEEDED = {"contact_name", "contact_email", "contact_phone", "iban", "iban_holder"}


def base_of(version: int, value: Any, question: Question | None = None) -> str:
    """What a field of the page is based on: the version of the answer, and a mark of what it said."""
    return f"{version}:{fingerprint(value, question)}"


def read_base(text: str) -> tuple[int, str]:
    """The version and the mark; a base that makes no sense was never given to anybody, so it fits no answer."""
    version, _colon, mark = text.partition(":")
    return (int(version) if version.isdecimal() and len(version) <= LONGEST_NUMBER else 0), mark


class SectionForm(AnswersForm):
    """The questions of a section with what is kept, and with what is wrong in it, though nothing was sent."""

    def __init__(
        self,
        *,
        questions: Iterable[Question],
        answers: Mapping[str, Any],
        versions: Mapping[str, int],
        shown: Iterable[Question],
        places: Iterable[tuple[str, str]] = (),
        problems: Mapping[str, list[str]] | None = None,
        clashes: Iterable[Clash] = (),
    ) -> None:
        self.all_questions = list(questions)
        self.shown_names = {question.name for question in shown}
        self.clashes = {clash.field: clash for clash in clashes}
        self.problems = dict(problems or {})
        typed = {**answers, **{name: clash.mine for name, clash in self.clashes.items()}}
        some = [each for each in self.all_questions if each.kind != QuestionKind.FILE]
        super().__init__(questions=some, answers=typed, places=places)
        self.bases = {
            each.name: base_of(versions.get(each.name, 0), answers.get(each.name), each) for each in some
        }
        self.use_required_attribute = False
        for name, field in self.fields.items():
            field.required = self._question(
                name
            ).is_required  # only what may be left empty is called optional

    def _question(self, name: str) -> Question:
        return next(each for each in self.questions if each.name == name)

    @property
    def errors(self) -> ErrorDict:
        """What is wrong, told beside the fields and in the summary."""
        shown = {name: ErrorList(words) for name, words in self.problems.items() if name in self.fields}
        return ErrorDict(shown)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the page shows: each question with its field, and the other's text where two wrote."""
        rows = []
        for question in self.all_questions:
            clash = self.clashes.get(question.name)
            rows.append(
                {
                    "question": question,
                    "field": self[question.name] if question.name in self.fields else None,
                    "is_shown": question.name in self.shown_names,
                    "base": self.bases.get(question.name, ""),
                    "theirs": clash.theirs if clash else None,
                    "has_clash": clash is not None,
                }
            )
        return rows


class Typed:
    """What came from the page of a section: which answers were typed, and on which versions they were based."""

    def __init__(self, data: Any, questions: Iterable[Question], places: Iterable[tuple[str, str]]) -> None:
        by_name = {question.name: question for question in questions}
        values = read_answers(by_name.values(), data, places=places)
        bases = {name: read_base(data.get(f"base-{name}", "")) for name in values}
        dropped = {name for name in values if data.get(f"keep-{name}") == "theirs"}
        self.values = {
            name: value
            for name, value in values.items()
            if fingerprint(value, by_name[name]) != bases[name][1] and name not in dropped
        }
        self.versions = {name: bases[name][0] for name in self.values}


class DetailsForm(forms.ModelForm):
    """Fields of the application itself, saved like answers."""

    class Meta:
        model = Application
        fields = [*CONTACTS, *ACCOUNT]

    def __init__(
        self, *args: Any, names: Iterable[str], clashes: Iterable[Clash] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = list(names)
        for name in set(self.fields) - set(kept):
            del self.fields[name]
        self.use_required_attribute = False
        self.clashes = {clash.field: clash for clash in clashes}
        self.problems: dict[str, list[str]] = {}
        help_texts = {
            "iban": _("To which the grant is paid. It must be the applicant's own."),
            "deputy_name": _("Who answers when the contact is away."),
        }
        for name, field in self.fields.items():
            field.required = False
            field.help_text = help_texts.get(name, field.help_text)
            if name in NEEDED:
                field.required = True
            if isinstance(field, forms.EmailField):
                # A draft keeps whatever was typed; the summary tells what is wrong with it.
                self.fields[name] = forms.CharField(
                    label=field.label,
                    required=name in NEEDED,
                    max_length=254,
                    widget=forms.EmailInput({"autocomplete": "email"}),
                )
        for name, clash in self.clashes.items():
            self.initial[name] = clash.mine

    @property
    def errors(self) -> ErrorDict:
        """What is wrong with what is kept; for a form that was sent, Django's own."""
        if self.is_bound:
            return super().errors
        return ErrorDict({name: ErrorList(words) for name, words in self.problems.items()})

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the page shows of each field."""
        return [
            {
                "field": self[name],
                "base": fingerprint(getattr(self.instance, name)),
                "has_clash": name in self.clashes,
                "theirs": self.clashes[name].theirs if name in self.clashes else None,
            }
            for name in self.fields
        ]


def typed_details(data: Any, names: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What came of these fields, tidied and cut to what fits, and the marks of what it was based on."""
    values, bases = {}, {}
    for name in names:
        if name in data and data.get(f"keep-{name}") != "theirs":
            longest = Application._meta.get_field(name).max_length  # type: ignore[union-attr]
            text = " ".join(data.get(name, "").replace("\0", "").split())
            values[name] = (tidy_iban(text) if name == "iban" else text)[:longest]
            bases[name] = data.get(f"base-{name}", "")
    return values, bases


def typed_signatories(data: Any) -> list[dict[str, str]]:
    """The rows of the one or two who sign."""
    lengths = {"name": 120, "task": 120, "email": 254}
    return [
        {
            name: " ".join(data.get(f"{name}_{place}", "").replace("\0", "").split())[: lengths[name]]
            for name in SIGNING
        }
        for place in (1, 2)
    ]


class BeginForm(forms.Form):
    """For whom a grant is applied for."""

    applicant = forms.ChoiceField(label=_("Who applies?"), widget=forms.RadioSelect)
    group_name = forms.CharField(
        label=_("Name of the group"),
        max_length=200,
        required=False,
        help_text=_("For a group that is not registered."),
    )

    GROUP = "group"

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation], takes_groups: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        choices = [(pk, each.name) for pk, each in self.organisations.items()]
        if takes_groups:
            choices.append((self.GROUP, str(_("A group that is not registered"))))
        else:
            del self.fields["group_name"]
        self.fields["applicant"].choices = choices
        if len(choices) == 1:
            self.fields["applicant"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """A group needs a name, of signs that can be seen: others would hide it, or turn round what stands beside it."""
        cleaned = super().clean() or {}
        name = cleaned.get("group_name", "")
        cleaned["group_name"] = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip()
        if cleaned.get("applicant") == self.GROUP and not cleaned.get("group_name", "").strip():
            self.add_error("group_name", _("Write the name of the group."))
        return cleaned

    @property
    def organisation(self) -> Organisation | None:
        """The chosen organisation; None for a group."""
        return self.organisations.get(self.cleaned_data["applicant"])


class ColleagueForm(forms.Form):
    """Somebody to write or read along."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("May"),
        choices=[(role.value, role.label) for role in INVITED_AS],
        widget=forms.RadioSelect,
        initial=INVITED_AS[0].value,
    )


class MessageForm(forms.Form):
    """A message to the other side."""

    text = forms.CharField(
        label=_("Message"), max_length=10_000, widget=forms.Textarea({"rows": 4, "data-left": "1"})
    )


class AskLateForm(forms.Form):
    """Why a draft was not sent in time."""

    reason = forms.CharField(
        label=_("Why was it not sent in time?"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class WithdrawForm(forms.Form):
    """Why an application is taken back; nobody has to tell."""

    reason = forms.CharField(
        label=_("Why?"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )


class PromiseForm(forms.Form):
    """By when an attachment follows."""

    due_on = forms.DateField(
        label=_("It comes by"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Why later"), max_length=300, required=False)
