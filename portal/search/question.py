"""The words of a question, in PostgreSQL's terms."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Self

from django.contrib.postgres.search import TrigramDistance

from portal.models import SearchWord

from . import words

LONGEST = 200
MOST_WORDS = 8
SHORTEST_BEGINNING = 3  # letters of a word that also stands for what begins with it
SHORTEST_MISSPELT = 4
ALIKE = 0.75  # how much of two words is the same when one may be a slip of the other


def tidied(text: str) -> str:
    """The text of a question without excess and without what PostgreSQL cannot read."""
    return " ".join(text[:LONGEST].replace("\0", " ").split())


@dataclass(frozen=True)
class Question:
    """The words asked for, each as it was typed and with all forms that count as the same.

    An entry answers when it has each of the words, in one of its forms or at the beginning of another word.
    """

    words: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, text: str, *, nearest: bool = False) -> Self | None:
        """The question in a text, or None when it has no words; with `nearest` words that look alike count too."""
        typed = list(dict.fromkeys(words.split(text)))
        typed = [word for word in typed if word not in words.SMALL_WORDS][:MOST_WORDS] or typed[:MOST_WORDS]
        forms = (
            (word, words.asked_forms(word) | (_lookalikes(word) if nearest else set())) for word in typed
        )
        return cls(tuple((word, frozenset(same)) for word, same in forms)) if typed else None

    def query(self, *, beginnings: bool = True, mark: str = "") -> str:
        """The question as a tsquery, with or without longer words that begin alike."""
        groups = []
        for typed, forms in self.words:
            lexemes = [f"'{mark}{form}'" for form in sorted(forms)]
            if beginnings and _begins(typed):
                lexemes.append(f"'{mark}{typed}':*")
            groups.append(f"({' | '.join(lexemes)})")
        return " & ".join(groups)

    def finds(self, word: str, language: str) -> bool:
        """Whether a word of a text is one of those asked for."""
        word = word.lower()
        form = words.indexed_form(word, language)
        same = {word, form} | words.parts(form)
        return any(same & forms or (_begins(typed) and word.startswith(typed)) for typed, forms in self.words)


def _begins(word: str) -> bool:
    """Whether what begins with the word counts too; two letters or a number would find everything."""
    return len(word) >= SHORTEST_BEGINNING and word.isalpha()


def _lookalikes(word: str) -> set[str]:
    """Words of the index that differ from this one by a slip of the finger or by missing dots."""
    asked = words.plain(word)
    if len(asked) < SHORTEST_MISSPELT:
        return set()
    near = SearchWord.objects.order_by(TrigramDistance("plain", asked)).values_list("word", "plain")[:100]
    return {found for found, plain in near if SequenceMatcher(None, asked, plain).ratio() >= ALIKE}
