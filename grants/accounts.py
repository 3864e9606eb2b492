"""Bank accounts: those of the SEPA countries, to which grants can be paid."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError as WrongNumber

SEPA = frozenset(
    [
        "AD",
        "AL",
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MD",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "SE",
        "SI",
        "SK",
        "SM",
        "VA",
    ]
)


def validate_iban(number: str) -> None:
    """Raises ValidationError for a number that is none, or of a country to which grants cannot be paid."""
    try:
        plain = iban.validate(number, check_country=False)
    except WrongNumber:
        raise ValidationError(
            _("The account number is not right. Check it; a Finnish one looks like FI21 1234 5600 0007 85."),
            code="wrong",
        ) from None
    if plain[:2] not in SEPA:
        raise ValidationError(
            _("Grants are paid only to accounts in the SEPA area, such as Finnish ones."), code="country"
        )


def tidy_iban(number: str) -> str:
    """The number in groups of four, as people read it; what is none stays as it was typed."""
    try:
        validate_iban(number)
    except ValidationError:
        return number
    return iban.format(number)
