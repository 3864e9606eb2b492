"""Values that stand in addresses and forms, where anybody may write anything."""

from uuid import UUID

LONGEST_NUMBER = (
    18  # digits; a longer one is no row of any table, and Python refuses to read one of thousands
)


def whole_number(text: str) -> int | None:
    """The number that the text is, or None when it is none that anything here could be counted or numbered by."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def key_of(text: str) -> UUID | None:
    """The key that the text is, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
