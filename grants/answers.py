"""Answers as they are kept, whatever page they were typed on: what is shown, what is missing, what adds up.

An answer is JSON: a text, a number or sum as text ("1234.50"), the value of a choice, a list of values or of municipal
codes, a day as 2026-01-31, a table as a list of rows by column. What cannot be read as such stays as it was typed, so
that a draft loses nothing; it is told as a problem before sending.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .enums import Meaning, QuestionKind
from .models import Question

Answers = Mapping[str, Any]
ZERO = Decimal(0)

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")
WORDS = re.compile(r"[^\W_]+(?:[-'’:./][^\W_]+)*")


def count_words(text: str) -> int:
    """How many words a text has; what is joined by a hyphen, a colon or a stop is one, signs alone are none."""
    return len(WORDS.findall(text))


def is_empty(value: Any) -> bool:
    """Whether nothing was answered: no text, no choice, no row of a table with anything in it."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(is_empty(each) for each in value)
    if isinstance(value, Mapping):
        return all(is_empty(each) for each in value.values())
    return value is None


def is_shown(question: Question, answers: Answers) -> bool:
    """Whether the question is asked, given the other answers; one that hangs on a hidden question is hidden too."""
    condition = question.shown_if
    if condition is None:
        return True
    if not is_shown(condition, answers):
        return False
    answer = answers.get(condition.name)
    if not question.shown_if_values:
        return not is_empty(answer)
    given = answer if isinstance(answer, list) else [answer]
    return any(value in question.shown_if_values for value in given)


def shown_questions(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """The questions that are asked."""
    return [question for question in questions if is_shown(question, answers)]


def decimal_of(value: Any) -> Decimal | None:
    """A kept number or sum; None for what is none.

    Only plain digits are one: `1e9999999` would be a number too, and writing it out would keep the portal busy for hours.
    """
    text = str(value)
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None


def totals(question: Question, value: Any) -> dict[str, Decimal]:
    """Column → its sum, of the columns of a table that add up; cells that are no numbers count as nothing."""
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    return {
        column.name: sum((decimal_of(row.get(column.name)) or ZERO for row in rows), ZERO)
        for column in question.columns.all()
        if column.adds_up
    }


@dataclass(frozen=True)
class Budget:
    """What the budget of an application says: costs are to be covered by income, own share and the grant."""

    costs: Decimal
    income: Decimal
    own_share: Decimal
    requested: Decimal | None

    @property
    def gap(self) -> Decimal:
        """What the costs leave to be covered by the grant."""
        return self.costs - self.income - self.own_share

    @property
    def is_balanced(self) -> bool:
        """Whether just the gap is applied for."""
        return self.requested == self.gap


def budget_of(questions: Iterable[Question], answers: Answers) -> Budget | None:
    """The budget, where the questions ask for one."""
    by_meaning = {question.meaning: question for question in questions if question.meaning}
    if Meaning.COSTS not in by_meaning or Meaning.REQUESTED_SUM not in by_meaning:
        return None

    def total(meaning: Meaning) -> Decimal:
        question = by_meaning.get(meaning)
        if question is None or not is_shown(question, answers):
            return ZERO
        value = answers.get(question.name)
        if question.kind == QuestionKind.TABLE:
            return sum(totals(question, value).values(), ZERO)
        return decimal_of(value) or ZERO

    return Budget(
        costs=total(Meaning.COSTS),
        income=total(Meaning.INCOME),
        own_share=total(Meaning.OWN_SHARE),
        requested=decimal_of(answers.get(by_meaning[Meaning.REQUESTED_SUM].name)),
    )


def answer_for(meaning: Meaning, questions: Iterable[Question], answers: Answers) -> Any:
    """The answer that means this to the portal; None without such a question."""
    return next((answers.get(question.name) for question in questions if question.meaning == meaning), None)
