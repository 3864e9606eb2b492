"""How long it takes to apply: told before anybody begins, and rather too much than too little."""

from collections.abc import Iterable
from math import ceil

from .enums import QuestionKind
from .models import CallKind, Question

READING = 10  # the call, the rules, the whole of the questions
LOOKING_OVER = 10  # the summary, the board's word, sending
WORDS_A_MINUTE = 10  # thought over and written
USED = 0.6  # of a word limit, as most texts are
UNLIMITED = 200  # words of a text without a limit
STEP = 15

EACH = {
    QuestionKind.NUMBER: 2.0,
    QuestionKind.MONEY: 2.0,
    QuestionKind.CHOICE: 1.0,
    QuestionKind.MANY: 1.0,
    QuestionKind.DATE: 1.0,
    QuestionKind.MUNICIPALITIES: 2.0,
    QuestionKind.TABLE: 10.0,
    QuestionKind.FILE: 5.0,
}
ATTACHMENT = 5.0


def minutes_of(question: Question) -> float:
    """The minutes for one question; one that only some see counts half."""
    minutes = EACH.get(QuestionKind(question.kind))
    if minutes is None:
        minutes = (question.most_words or UNLIMITED) * USED / WORDS_A_MINUTE
    return minutes / 2 if question.shown_if_id else minutes


def minutes_for(questions: Iterable[Question], attachments: int = 0) -> int:
    """The minutes for all of it, in full quarters of an hour."""
    minutes = READING + LOOKING_OVER + sum(map(minutes_of, questions)) + attachments * ATTACHMENT
    return ceil(minutes / STEP) * STEP


def minutes_for_kind(call_kind: CallKind) -> int:
    """The minutes for an application for a kind in a call."""
    questions = call_kind.question_set.questions.all() if call_kind.question_set else []
    return minutes_for(questions, len(call_kind.attachments.all()))
