"""What each rule of a body can say: which values it takes, how it is asked for, and how it reads in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from .enums import RuleName

NOT_DECIDED = pgettext_lazy("rule value", "Not decided")
OPTIONS_HELP = _("Only for an open rule: what there is to choose from.")


@dataclass(frozen=True)
class OneOf:
    """A rule that takes one of some values; the keys are what is stored."""

    help: StrOrPromise
    options: Mapping[Any, StrOrPromise]

    def check(self, value: Any) -> None:
        """Raise ValidationError for a value that the rule cannot have; a yes is no 1."""
        if not any(value == key and type(value) is type(key) for key in self.options):
            known = ", ".join(str(key) for key in self.options)
            raise ValidationError(
                _("%(value)r is not among the values of this rule: %(known)s."),
                params={"value": value, "known": known},
            )

    def words(self, value: Any) -> str:
        """The value as people read it."""
        return str(self.options[value])

    def field(self) -> forms.Field:
        """Asks for the value; left open it is not decided."""
        by_text = {str(key): key for key in self.options}
        choices = [("", NOT_DECIDED), *((str(key), label) for key, label in self.options.items())]
        return forms.TypedChoiceField(
            choices=choices, coerce=by_text.__getitem__, empty_value=None, required=False, help_text=self.help
        )

    def options_field(self) -> forms.Field:
        """Asks between which values an open rule is to be decided."""
        by_text = {str(key): key for key in self.options}
        return forms.TypedMultipleChoiceField(
            choices=[(str(key), label) for key, label in self.options.items()],
            coerce=by_text.__getitem__,
            required=False,
            widget=forms.SelectMultiple({"size": 3}),
            help_text=OPTIONS_HELP,
        )


@dataclass(frozen=True)
class InWords:
    """A rule that is a few words."""

    help: StrOrPromise

    def check(self, value: Any) -> None:
        """Raise ValidationError for anything but some words."""
        if not isinstance(value, str) or not value.strip():
            raise ValidationError(_("Write the value in words."))

    def words(self, value: Any) -> str:
        """The words themselves."""
        return str(value)

    def field(self) -> forms.Field:
        """Asks for the words; left empty it is not decided."""
        return forms.CharField(max_length=160, empty_value=None, required=False, help_text=self.help)

    def options_field(self) -> forms.Field:
        """Asks between which words an open rule is to be decided."""
        return SimpleArrayField(
            forms.CharField(max_length=160),
            delimiter="\n",
            required=False,
            widget=forms.Textarea,
            help_text=OPTIONS_HELP,
        )


def numbers(least: int, most: int, **words: StrOrPromise) -> dict[Any, StrOrPromise]:
    """The numbers from least to most, after values that have a word instead of a number."""
    return {**words, **{number: str(number) for number in range(least, most + 1)}}


YES_NO = {True: _("Yes"), False: _("No")}

TYPES: dict[str, OneOf | InWords] = {
    RuleName.SEAT_SCHEME: OneOf(
        _("What each group of seats stands for."),
        {
            "category": _("By association category"),
            "association_type": _("By type in the register of associations"),
            "municipality": _("By municipality"),
            "organisation": _("By organisation"),
            "network": _("By network"),
            "association_or_network": _("By association or network"),
            "open": _("Open registration"),
        },
    ),
    RuleName.PRIMARIES: OneOf(_("How many members each group of seats has."), numbers(1, 40)),
    RuleName.DEPUTIES: OneOf(_("How many deputies each group of seats has."), numbers(0, 40)),
    RuleName.DEPUTY_KIND: OneOf(
        _("A personal deputy stands in for one member; ranked deputies for whoever of the group is away."),
        {"personal": _("Personal"), "ranked": _("Ranked within the group"), "none": _("No deputies")},
    ),
    RuleName.DIFFERENT_ORGANISATIONS: OneOf(
        _("Whether a member and the deputy must come from different organisations."), YES_NO
    ),
    RuleName.DEPUTY_SUCCEEDS: OneOf(
        _("Whether the deputy takes the seat when the member leaves in the middle of the term."), YES_NO
    ),
    RuleName.SELECTION: OneOf(
        _("The way in which members are found."),
        {
            "application": _("Open application"),
            "nomination_by_networks": _("Networks nominate"),
            "nomination_by_associations_and_networks": _("Associations and networks nominate"),
            "registration_then_selection_by_type": _("Registration, then choice by type"),
            "open_registration_with_criteria_if_oversubscribed": _(
                "Open registration; criteria decide when there are more names than seats"
            ),
        },
    ),
    RuleName.SELECTED_BY: InWords(_("The office or body that makes the choice.")),
    RuleName.TERM_KIND: OneOf(
        _("What the length of the term follows."),
        {"council_term": _("The council's term"), "years": _("A number of years"), "agreed": _("As agreed")},
    ),
    RuleName.TERM_YEARS: OneOf(_("The length of the term, if it is a number of years."), numbers(1, 8)),
    RuleName.RENEWED_SHARE: OneOf(
        _("How many of the seats change hands when a term turns."),
        {"none": _("No fixed share"), "half": _("Half")},
    ),
    RuleName.CHAIR: OneOf(
        _("Who makes somebody the chair."),
        {
            "elected": _("The body elects"),
            "appointed": _("The county appoints"),
            "rotating": _("The turn rotates"),
            "none": _("No chair"),
        },
    ),
    RuleName.MEETINGS_LEAST: OneOf(_("The year's plan has at least this many."), numbers(1, 24)),
    RuleName.MEETINGS_MOST: OneOf(
        _("The year's plan has at most this many."), numbers(1, 24, no_limit=_("No limit"))
    ),
    RuleName.NOTICE_DAYS: OneOf(
        _("The invitation goes out at least this many days before the meeting."), numbers(1, 60)
    ),
    RuleName.QUORUM: OneOf(
        _("How many member seats must be filled in the meeting, by the member or the deputy."),
        numbers(
            1,
            40,
            over_half=_("More than half of the seats"),
            half=_("At least half of the seats"),
            third=_("At least a third of the seats"),
        ),
    ),
    RuleName.INSPECTORS: OneOf(_("How many people check the minutes."), numbers(0, 4)),
    RuleName.FEE: OneOf(
        _("What is paid for sitting in the body."),
        {
            "none": _("No fee and no expenses"),
            "no_fee": _("No fee"),
            "fee_rule": _("By the county's rules on fees"),
            "other": _("Another agreed way"),
        },
    ),
    RuleName.RECORD_KIND: OneOf(
        _("What is written of a meeting."), {"minutes": _("Minutes"), "memo": _("Memo")}
    ),
    RuleName.NUMBERING: OneOf(
        _("Where the numbers of sections begin again."),
        {
            "year": _("Each calendar year"),
            "term": _("Each term"),
            "meeting": _("Each meeting"),
            "running": _("Never; they run on"),
        },
    ),
}


def check(name: str, value: Any, options: Iterable[Any]) -> None:
    """Raise ValidationError for a value, or an option of an open rule, that the rule cannot have; None is no value."""
    for each in ([] if value is None else [value]) + list(options):
        TYPES[name].check(each)


def words(name: str, value: Any) -> str:
    """The value in words; None reads as not decided."""
    return str(NOT_DECIDED) if value is None else TYPES[name].words(value)


def seats_needed(quorum: Any, seats: int) -> int | None:
    """How many of the seats a decision needs; None when the rule is not decided."""
    if quorum is None:
        return None
    shares = {"over_half": seats // 2 + 1, "half": -(-seats // 2), "third": -(-seats // 3)}
    return shares.get(quorum, quorum)
