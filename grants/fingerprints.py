"""Short marks of values: by them a saved form tells which of its fields were typed in and which came along unchanged."""

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from .answers import decimal_of, is_empty

LENGTH = 16


def fingerprint(value: Any) -> str:
    """A mark that changes with the value; the same for sums that only are written in another way, and for nothing."""
    plain = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)
    return sha256(plain.encode()).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    if is_empty(value):
        return ""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        rows = [_plain(each) for each in value if not is_empty(each)]
        return rows if any(isinstance(each, dict) for each in rows) else sorted(rows)
    if isinstance(value, str):
        number = decimal_of(value) if value[:1] in "-0123456789" else None
        return str(number.normalize()) if isinstance(number, Decimal) else value.replace("\r\n", "\n").strip()
    return value
