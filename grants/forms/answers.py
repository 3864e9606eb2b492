"""Fields made from the questions of a set: to type answers, to keep whatever was typed, and to tell what is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.answers import Answers, count_words, decimal_of, is_empty, shown_questions
from grants.enums import ColumnKind, QuestionKind
from grants.models import Column, Question
from grants.models.kind import MOST_EUROS
from portal.formats import number, plain_day

MOST_ROWS = 100
EMPTY_ROWS = 3
LONGEST_TEXT = 60_000
LONGEST_CELL = 500
UNTYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
SUM = re.compile(r"^-?\d{1,15}(?:[.,]\d{1,2})?$")
NUMBER = re.compile(r"[-+]?(?:\d{1,20}\.?|\d{0,20}\.\d{1,20})")
KEPT_SUM = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
LAST_COMMA_AFTER_DOTS = re.compile(r"^-?\d{1,3}(?:\.\d{3})+,\d{1,2}$")

Places = Iterable[tuple[str, str]]
"""Municipalities to choose from: code and name."""


class MoneyField(forms.DecimalField):
    """A sum in euros as people write it: `1 234,50`, `1234.5`, `1.234,50 €`."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", MOST_EUROS)
        super().__init__(decimal_places=2, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "class": "short"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # as in DecimalField itself
        """The sum; `1.234` could be either of two, so it is asked for again."""
        if isinstance(value, Decimal) or value in self.empty_values:
            return super().to_python(value)
        text = SPACES.sub("", str(value)).removesuffix("€").replace("−", "-")
        if LAST_COMMA_AFTER_DOTS.fullmatch(text):
            text = text.replace(".", "")
        if not SUM.fullmatch(text):
            raise ValidationError(_("Write the sum like this: 1 234,50"), code="invalid")
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        """A kept sum with its spaces; what could not be read stands as it was typed."""
        sum_ = decimal_of(value) if KEPT_SUM.fullmatch(str(value)) else None
        if sum_ is None:
            return value
        return number(sum_, 2 if sum_ != sum_.to_integral_value() else 0)


class NumberField(forms.DecimalField):
    """A number with or without decimals; `1 000` and `0,5` are fine."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=15, decimal_places=2, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "class": "short"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # as in DecimalField itself
        """The number, of plain digits: one with an exponent could be longer than any memory."""
        if isinstance(value, str) and value:
            value = SPACES.sub("", value).replace(",", ".").replace("−", "-")
            if not NUMBER.fullmatch(value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class WordsValidator:
    """Refuses a text with too many words, telling how many there are too many."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, text: str) -> None:
        """Raise ValidationError over the limit."""
        over = count_words(text) - self.most
        if over > 0:
            words = ngettext(
                "The text is %(over)d word too long: at most %(most)d words.",
                "The text is %(over)d words too long: at most %(most)d words.",
                over,
            )
            raise ValidationError(words % {"over": over, "most": self.most}, code="too_many_words")


class TableWidget(forms.Widget):
    """Rows of cells, some of them empty to write in; without a script, saving gives more empty rows."""

    template_name = "grants/widgets/table.html"

    def __init__(self, columns: Iterable[Column], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.columns = list(columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows that there are, then some empty ones; each cell has a name and a label of its own."""
        context = super().get_context(name, value, attrs)
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        shown = [*rows, *({} for _n in range(EMPTY_ROWS))][:MOST_ROWS]
        context["widget"]["columns"] = self.columns
        context["widget"]["rows"] = [
            [self._cell(name, place, column, row) for column in self.columns]
            for place, row in enumerate(shown)
        ]
        return context

    def _cell(self, name: str, place: int, column: Column, row: Mapping[str, Any]) -> dict[str, Any]:
        value = row.get(column.name, "")
        if column.kind == ColumnKind.MONEY:
            value = MoneyField().prepare_value(value)
        return {
            "name": f"{name}-{place}-{column.name}",
            "value": "" if value is None else value,
            "label": _("%(column)s, row %(row)d") % {"column": column.label, "row": place + 1},
            "column": column,
        }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """The rows in which anything was typed."""
        rows = []
        for place in range(MOST_ROWS):
            row = {
                column.name: _typed(data.get(f"{name}-{place}-{column.name}", "")).strip()[:LONGEST_CELL]
                for column in self.columns
            }
            if any(row.values()):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether no cell of the table is in the data."""
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        """The label belongs to the whole table."""
        return ""


class TableField(forms.Field):
    """A table: each cell is cleaned by the kind of its column."""

    def __init__(self, columns: Iterable[Column], **kwargs: Any) -> None:
        self.columns = list(columns)
        super().__init__(widget=TableWidget(self.columns), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The rows with their cells as they are kept. Raises ValidationError, each wrong cell told by row and column."""
        rows = [row for row in value or [] if not is_empty(row)]
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        cleaned, wrong = [], []
        for place, row in enumerate(rows, 1):
            cells = {}
            for column in self.columns:
                try:
                    cells[column.name] = kept(_cell_field(column).clean(row.get(column.name, "")))
                except ValidationError as error:
                    where = _("%(column)s, row %(row)d") % {"column": column.label, "row": place}
                    wrong += [f"{where}: {message}" for message in error.messages]
            cleaned.append(cells)
        if wrong:
            raise ValidationError(wrong)
        return cleaned


def _cell_field(column: Column) -> forms.Field:
    if column.kind == ColumnKind.MONEY:
        return MoneyField(required=False)
    if column.kind == ColumnKind.NUMBER:
        return NumberField(required=False)
    return forms.CharField(required=False, max_length=LONGEST_CELL)


def kept(value: Any) -> Any:
    """A cleaned value as it is kept in JSON."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if hasattr(value, "isoformat") else "" if value is None else value


def field_of(question: Question, *, places: Places = (), is_strict: bool = True) -> forms.Field:
    """The field of a question; with `is_strict` all that must hold before sending, else nothing is required."""
    how: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help,
        "required": question.is_required and is_strict,
    }
    if question.kind == QuestionKind.TABLE:
        return TableField(question.columns.all(), **how)
    if question.kind == QuestionKind.FILE:
        return forms.FileField(**how)
    if question.kind == QuestionKind.DATE:
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **how)
    if question.kind in {QuestionKind.NUMBER, QuestionKind.MONEY}:
        return _numeric(question, how)
    return _text(question, how) if question.kind == QuestionKind.TEXT else _chosen(question, how, places)


def _text(question: Question, how: dict[str, Any]) -> forms.Field:
    validators = [WordsValidator(question.most_words)] if question.most_words else []
    rows = 2 if question.most_words and question.most_words <= 30 else 6  # noqa: PLR2004 - a line or two
    widget = forms.Textarea({"rows": rows, "data-words": question.most_words or ""})
    return forms.CharField(widget=widget, max_length=LONGEST_TEXT, validators=validators, **how)


def _chosen(question: Question, how: dict[str, Any], places: Places) -> forms.Field:
    if question.kind == QuestionKind.MUNICIPALITIES:
        return forms.MultipleChoiceField(choices=list(places), widget=forms.CheckboxSelectMultiple, **how)
    choices = [(choice.value, choice.label) for choice in question.choices.all()]
    if question.kind == QuestionKind.CHOICE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **how)
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **how)


def _numeric(question: Question, how: dict[str, Any]) -> forms.Field:
    field: forms.Field = MoneyField(**how) if question.kind == QuestionKind.MONEY else NumberField(**how)
    if question.least is not None:
        field.validators.append(MinValueValidator(question.least))
    if question.most is not None:
        field.validators.append(MaxValueValidator(question.most))
    return field


class AnswersForm(forms.Form):
    """Questions to be answered, filled with what is kept; `is_strict` is for trying out, a draft requires nothing."""

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Iterable[Question],
        answers: Answers | None = None,
        places: Places = (),
        is_strict: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial=dict(answers or {}), **kwargs)
        self.questions = list(questions)
        self.places = list(places)
        for question in self.questions:
            self.fields[question.name] = field_of(question, places=self.places, is_strict=is_strict)

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, as it is kept: cleaned where it can be, else as it stands. Files are not among it."""
        return read_answers(self.questions, self.data, places=self.places)


def read_answers(
    questions: Iterable[Question], data: Mapping[str, Any], *, places: Places = ()
) -> dict[str, Any]:
    """Name → answer as it is kept, of the questions whose fields are in the data; nothing typed is left out.

    What cannot be read, a sum that is none for instance, is kept as it was typed: `problems_of` tells it.
    """
    places = list(places)
    read: dict[str, Any] = {}
    for question in questions:
        if question.kind == QuestionKind.FILE:
            continue
        field = field_of(question, places=places, is_strict=False)
        if not _is_in(data, question, field):
            continue
        raw = field.widget.value_from_datadict(data, {}, question.name)
        raw = _typed(raw) if isinstance(raw, str) else raw
        if isinstance(raw, list) and question.kind != QuestionKind.TABLE:
            known = {value for value, _label in field.choices}
            read[question.name] = [value for value in raw if value in known]
            continue
        try:
            field.validators = []
            read[question.name] = kept(field.clean(raw))
        except ValidationError:
            read[question.name] = raw[:LONGEST_TEXT] if isinstance(raw, str) else raw
    return read


def _typed(text: Any) -> str:
    """Without signs that no keyboard types: the database keeps no NUL, and a pasted one must not cost the text round it."""
    return UNTYPED.sub("", str(text))


def _is_in(data: Mapping[str, Any], question: Question, field: forms.Field) -> bool:
    """Boxes that nobody ticked, and tables that were emptied, are not in the data: the page names what it asked."""
    asked = data.getlist("asked") if hasattr(data, "getlist") else data.get("asked", [])
    is_table = question.kind == QuestionKind.TABLE
    there = (
        not field.widget.value_omitted_from_data(data, {}, question.name)
        if is_table
        else question.name in data
    )
    return there or question.name in asked


def problems_of(
    questions: Iterable[Question], answers: Answers, *, places: Places = (), files: Iterable[str] = ()
) -> dict[str, list[str]]:
    """Name → what is missing or wrong, of the questions that are shown; `files` names the ones that have a file."""
    places, with_files = list(places), set(files)
    problems: dict[str, list[str]] = {}
    for question in shown_questions(questions, answers):
        value = answers.get(question.name)
        if question.kind == QuestionKind.FILE:
            if question.is_required and question.name not in with_files:
                problems[question.name] = [_("The file is missing.")]
            continue
        if is_empty(value):
            if question.is_required:
                problems[question.name] = [_("The answer is missing.")]
            continue
        try:
            field_of(question, places=places).clean(value)
        except ValidationError as error:
            problems[question.name] = list(error.messages)
    return problems


NOT_ANSWERED = gettext_lazy("not answered")


def in_words(question: Question, value: Any, *, places: Mapping[str, str] | None = None) -> str:
    """An answer as people read it in one line; a table tells how many rows it has."""
    if is_empty(value):
        return str(NOT_ANSWERED)
    if question.kind in {QuestionKind.CHOICE, QuestionKind.MANY}:
        labels = {choice.value: choice.label for choice in question.choices.all()}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(each, str(each)) for each in values)
    if question.kind == QuestionKind.MUNICIPALITIES:
        return ", ".join((places or {}).get(code, code) for code in value)
    if question.kind == QuestionKind.TABLE:
        return ngettext("%(count)d row", "%(count)d rows", len(value)) % {"count": len(value)}
    if question.kind == QuestionKind.MONEY:
        return f"{MoneyField().prepare_value(value)}\u00a0€"
    return _day_in_words(str(value)) if question.kind == QuestionKind.DATE else str(value)


def as_typed(question: Question, value: Any, places: Places = ()) -> str:
    """An answer to be copied: in words, a table with all its cells."""
    if question.kind != QuestionKind.TABLE:
        return in_words(question, value, places=dict(places))
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    return "\n".join("; ".join(str(cell) for cell in row.values()) for row in rows)


def _day_in_words(value: str) -> str:
    """10.12.2026; what is no day stands as it was typed."""
    try:
        return plain_day(date.fromisoformat(value))
    except ValueError:
        return value
