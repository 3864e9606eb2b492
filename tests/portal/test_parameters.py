"""Values of addresses and forms."""

import pytest

from portal.parameters import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0", 0), ("9" * 18, 10**18 - 1), ("٣", 3)]
    + [(text, None) for text in ("", "-1", "²", "1.0", "1e3", "9" * 19, "9" * 5000, " 1", "1\0")],
)
def test_whole_number_is_read_or_none(text: str, number: int | None) -> None:
    """What is too long to be any row's number is no number."""
    assert whole_number(text) == number
