"""What is asked of those who compare and choose."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.comparison import GroupComparison, place_all
from members.enums import NominationOutcome, SeatKind
from members.models import Criterion, Nomination, NominationRound, Score, Seat
from members.services.choosing import Choice, Publication

REFUSED = "none"


class ScoreForm(forms.Form):
    """Points and a reason on every criterion."""

    def __init__(
        self, *args: Any, criteria: Iterable[Criterion], own: dict[int, Score], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            score = own.get(criterion.pk)
            self.fields[f"points-{criterion.pk}"] = forms.IntegerField(
                label=_now("Points, 0–%(most)d") % {"most": criterion.most_points},
                min_value=0,
                max_value=criterion.most_points,
                initial=score.points if score else None,
                widget=forms.NumberInput({"class": "short"}),
            )
            self.fields[f"reason-{criterion.pk}"] = forms.CharField(
                label=_("Reason"),
                max_length=2000,
                initial=score.reason if score else "",
                widget=forms.Textarea({"rows": 3}),
            )

    @property
    def rows(self) -> list[tuple[Criterion, forms.BoundField, forms.BoundField]]:
        """Each criterion with its two fields."""
        return [(each, self[f"points-{each.pk}"], self[f"reason-{each.pk}"]) for each in self.criteria]

    @property
    def points(self) -> dict[Criterion, tuple[int, str]]:
        """What the service takes."""
        cleaned = self.cleaned_data
        return {each: (cleaned[f"points-{each.pk}"], cleaned[f"reason-{each.pk}"]) for each in self.criteria}


class ChoiceForm(forms.Form):
    """What is meant to become of one nomination."""

    seat = forms.ChoiceField(label=_("Choice"), required=False)
    reason = forms.CharField(
        label=_("Reasons"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self, data: Any, *, nomination: Nomination, seats: list[Seat], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, prefix=f"n{nomination.pk}", initial=initial)
        self.nomination, self.seats = nomination, {str(seat.pk): seat for seat in seats}
        self.fields["seat"].choices = [
            ("", _("Not decided yet")),
            *((pk, seat_in_words(seat, seats)) for pk, seat in self.seats.items()),
            (REFUSED, _("Not chosen")),
        ]

    def mark_needed(self) -> None:
        """Both are needed before the result is published; until then nothing keeps the choices from being saved."""
        for field in self.fields.values():
            field.required = True

    @property
    def choice(self) -> Choice:
        """What the service takes."""
        wished = self.cleaned_data["seat"]
        reason = self.cleaned_data["reason"]
        return Choice(self.nomination, self.seats.get(wished), reason, is_refused=wished == REFUSED)


def seat_in_words(seat: Seat, seats: list[Seat]) -> str:
    """Member, or deputy; with a number where the group has several."""
    word = _now("Member") if seat.kind == SeatKind.PRIMARY else _now("Deputy")
    same = [each for each in seats if each.kind == seat.kind]
    return f"{word} {same.index(seat) + 1}" if len(same) > 1 else word


def choice_forms(
    groups: Iterable[GroupComparison], nomination_round: NominationRound, data: Any = None
) -> dict[int, ChoiceForm]:
    """Nomination → its form; where all fit and none is chosen yet, everybody is preselected with that reason."""
    forms_by_pk = {}
    for group in groups:
        confirmed = group.confirmed
        untouched = not any(nomination.outcome for nomination in confirmed)
        fitting = nomination_round.takes_all_that_fit and untouched
        placed = place_all(confirmed, group.seats) if fitting else {}
        for nomination in confirmed:
            seat = placed.get(nomination.pk)
            initial = {"seat": _stored(nomination), "reason": nomination.outcome_reason}
            if seat:
                initial = {"seat": str(seat.pk), "reason": _now("There are seats for all candidates.")}
            forms_by_pk[nomination.pk] = ChoiceForm(
                data, nomination=nomination, seats=group.seats.all, initial=initial
            )
    return forms_by_pk


def _stored(nomination: Nomination) -> str:
    if nomination.seat_id:
        return str(nomination.seat_id)
    return REFUSED if nomination.outcome == NominationOutcome.NOT_CHOSEN else ""


class PublicationForm(forms.Form):
    """What is said when the result is published."""

    decision = forms.CharField(
        label=_("Decision"), max_length=200, help_text=_("Who decided, when and in which section.")
    )
    valid_from = forms.DateField(
        label=_("The chosen begin on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    known = forms.TypedMultipleChoiceField(
        label=_("People who are in the register already"),
        help_text=_("The same address is known. Tick those who are the same person; the others are added."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    named = forms.TypedMultipleChoiceField(
        label=_("Organisations to add to the register"),
        help_text=_("Written by name. Without a tick the seat is held without an organisation."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, known: list[tuple[int, str]], named: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("known", known), ("named", named)):
            if choices:
                self.fields[name].choices = choices
            else:
                del self.fields[name]

    @property
    def proposal(self) -> Publication:
        """What the form begins with, for a first look at the letters."""
        decision = self.initial["decision"] or str(_("The decision is written here."))
        return Publication(
            decision=decision, valid_from=self.initial["valid_from"], known=self.initial["known"]
        )

    @property
    def publication(self) -> Publication:
        """What the service takes."""
        return Publication(
            decision=self.cleaned_data["decision"],
            valid_from=self.cleaned_data["valid_from"],
            known=self.cleaned_data.get("known", []),
            named=self.cleaned_data.get("named", []),
        )


class CorrectionForm(forms.Form):
    """Who should have been chosen, from when, and why this is known only now."""

    replacement: "forms.ModelChoiceField[Nomination]" = forms.ModelChoiceField(
        Nomination.objects.none(),
        label=_("Who should have been chosen"),
        required=False,
        blank=True,
        empty_label=_("Nobody: the seat becomes empty"),
        widget=forms.RadioSelect,
    )
    first_day = forms.DateField(
        label=_("Corrected from"),
        help_text=_("The mandate that was published by mistake ends the day before."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("What was wrong"),
        help_text=_("Everybody can read this beside the result."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["replacement"]
        field.queryset = candidates
        field.label_from_instance = lambda each: ", ".join(
            filter(None, [each.candidate_name, each.shown_organisation])
        )
