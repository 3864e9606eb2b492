"""What can be wrong with a document, in words that say what to mend."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_noop


class Problem(NamedTuple):
    """One thing to mend: a sentence, still untranslated, and its values; so each reads it in their own language."""

    message: str
    values: dict[str, str | int]


class Unprintable(Exception):  # noqa: N818 - it says what the content is
    """The content cannot become an accessible file as it stands; trying again would change nothing."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.message % problem.values for problem in self.problems))


# What the person who wrote the text can mend.
SIGN = gettext_noop(
    "The sign “%(sign)s” (%(code)s) cannot be printed. Take it out or write it in letters. It is here: “%(near)s”."
)
MORE_SIGNS = gettext_noop("%(count)s other signs cannot be printed either.")
SLOW = gettext_noop("It took more than %(minutes)s minutes. Shorten the document or divide it into parts.")
GONE = gettext_noop("What the document was about is no longer there.")
LOST = gettext_noop("The file was lost. Have it made again.")

# What only those who keep the portal can mend; they are told in technical words.
TEMPLATE = gettext_noop(
    "Your text is all right, but the document's template is not (%(what)s). Tell the portal's support."
)
DIED = gettext_noop("The work was cut off %(attempts)s times. Tell the portal's support.")
UNEXPECTED = gettext_noop("An unexpected error stopped the work (%(what)s). Tell the portal's support.")
