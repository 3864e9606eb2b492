"""The numbers of organisations, as people paste them and as they are kept."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.fi import ytunnus

BUSINESS_ID_DIGITS = 8
REGISTER_NUMBER_DIGITS = 6

WRONG_BUSINESS_ID = _("This Y-tunnus is not right. Check the digits: 1234567-1.")
WRONG_REGISTER_NUMBER = _("The register number has 1–6 digits, such as 123456.")


def tidy_business_id(text: str) -> str:
    """The Y-tunnus as 1234567-1; spaces, dots and the FI of VAT numbers go, and old ones get their first zero.

    Raises ValidationError when the digits cannot be a Y-tunnus. Nothing stays nothing.
    """
    digits = re.sub(r"^FI|[\s.\-–‑−]", "", text.strip().upper())
    if not digits:
        return ""
    digits = digits.zfill(BUSINESS_ID_DIGITS) if len(digits) == BUSINESS_ID_DIGITS - 1 else digits
    if not (digits.isascii() and digits.isdecimal() and ytunnus.is_valid(digits)):
        raise ValidationError(WRONG_BUSINESS_ID, code="business_id")
    return f"{digits[:-1]}-{digits[-1]}"


def tidy_register_number(text: str) -> str:
    """The association register number in digits; spaces, dots and zeros before it go.

    Raises ValidationError when it is none. Nothing stays nothing.
    """
    digits = re.sub(r"[\s.]", "", text)
    if not digits:
        return ""
    shortened = digits.lstrip("0")
    if not (digits.isascii() and shortened.isdecimal() and len(shortened) <= REGISTER_NUMBER_DIGITS):
        raise ValidationError(WRONG_REGISTER_NUMBER, code="register_number")
    return shortened


def tidied(text: str) -> tuple[str, str]:
    """The Y-tunnus and the register number that a text may be, each empty when it cannot be one."""
    found = []
    for tidy in (tidy_business_id, tidy_register_number):
        try:
            found.append(tidy(text))
        except ValidationError:
            found.append("")
    return found[0], found[1]
