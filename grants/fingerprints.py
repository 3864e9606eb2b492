"""Short marks of values: by them a saved form tells which of its fields were typed in and which came along unchanged."""

import json
from hashlib import sha256
from typing import Any

from .answers import decimal_of, is_empty
from .enums import ColumnKind, QuestionKind
from .models import Question

LENGTH = 16


def fingerprint(value: Any, question: Question | None = None) -> str:
    """A mark that changes with the value; the same for nothing, and for a number that only is written in another way.

    What is a number, the question says: 1.10 and 1.1 are one sum, but two days.
    """
    plain = json.dumps(_plain(value, _numbers(question)), sort_keys=True, ensure_ascii=False)
    return sha256(plain.encode()).hexdigest()[:LENGTH]


def _numbers(question: Question | None) -> frozenset[str]:
    """The columns of a table that hold numbers; of a question that asks for a number, the answer itself: ""."""
    if question is None:
        return frozenset()
    if question.kind == QuestionKind.TABLE:
        columns = question.columns.all()
        return frozenset(column.name for column in columns if column.kind != ColumnKind.TEXT)
    return frozenset([""] if question.kind in {QuestionKind.NUMBER, QuestionKind.MONEY} else [])


def _plain(value: Any, numbers: frozenset[str], column: str = "") -> Any:
    if is_empty(value):
        return ""
    if isinstance(value, dict):
        return {key: _plain(each, numbers, key) for key, each in value.items()}
    if isinstance(value, list):
        rows = [_plain(each, numbers) for each in value if not is_empty(each)]
        return rows if any(isinstance(each, dict) for each in rows) else sorted(rows)
    if isinstance(value, str):
        number = decimal_of(value) if column in numbers else None
        return value.replace("\r\n", "\n").strip() if number is None else str(number.normalize())
    return value
