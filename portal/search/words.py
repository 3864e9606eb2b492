"""Words and their base forms.

The dictionaries come with simplemma. As tries on disk (`manage.py build_dictionary`) they load in milliseconds and take
40 MB; making the tries takes seven seconds and 700 MB, which is for set-up and not for a web process.
"""

import re
import tempfile
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import simplemma
from django.conf import settings
from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries import TrieDictionaryFactory

from portal.enums import Language

WORD = re.compile(r"[^\W_]+")
LONGEST = 60
# The last part of a compound that may be bent back has at least so many letters.
SHORTEST_ENDING: dict[str, int] = {Language.FINNISH: 3, Language.SWEDISH: 4}
SHORTEST_BEGINNING = 3
SHORTEST_PART = 4
SHORT_PARTS = {"ala", "maa", "tie", "työ"}

# Words of this field that the dictionary bends wrongly.
MENDED = {"paikkojen": "paikka", "lausuntoja": "lausunto", "työ": "työ"}

# Function words that people write into the search box without meaning to look for them.
SMALL_WORDS = frozenset(
    [
        "ja",
        "tai",
        "sekä",
        "on",
        "ei",
        "että",
        "se",
        "ne",
        "tämä",
        "joka",
        "kun",
        "kuin",
        "mutta",
        "myös",
        "ovat",
        "oli",
        "och",
        "eller",
        "att",
        "en",
        "ett",
        "det",
        "den",
        "de",
        "som",
        "är",
        "för",
        "i",
        "på",
        "av",
        "med",
        "till",
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "in",
        "on",
        "for",
        "to",
        "is",
        "are",
    ]
)


def dictionary_folder() -> Path:
    """Where the tries lie; another version of simplemma makes its own."""
    return Path(settings.DICTIONARY_DIR) / simplemma.__version__


def missing_dictionaries() -> list[str]:
    """The languages whose trie has not been made yet."""
    return [code for code in Language.values if not (dictionary_folder() / f"{code}.dic").exists()]


def build_dictionaries() -> list[str]:
    """Make the tries that are missing and return their languages; whoever reads meanwhile never sees half a file."""
    made = missing_dictionaries()
    for code in made:
        dictionary_folder().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=dictionary_folder()) as folder:
            TrieDictionaryFactory(disk_cache_dir=folder).get_dictionary(code)
            (Path(folder) / f"{code}.dic").replace(dictionary_folder() / f"{code}.dic")
    return made


@cache
def _dictionary() -> DictionaryLookupStrategy:
    build_dictionaries()
    return DictionaryLookupStrategy(TrieDictionaryFactory(disk_cache_dir=str(dictionary_folder())))


def _known(word: str, language: str) -> str | None:
    form = MENDED.get(word) or _dictionary().get_lemma(word, language)
    return form and form.lower()


def _bent_compound(word: str, language: str) -> str | None:
    """Compounds bend at their last part: the longest known ending is bent back, kylätalojen → kylätalo."""
    if language not in SHORTEST_ENDING or not word.isalpha():
        return None
    for start in range(SHORTEST_BEGINNING, len(word) - SHORTEST_ENDING[language] + 1):
        if ending := _known(word[start:], language):
            return word[:start] + ending
    return None


@lru_cache(maxsize=100_000)
def indexed_form(word: str, language: str) -> str:
    """The base form of a lower-case word in a text of this language.

    Finnish and Swedish names stand in each other's texts, so what the text's own language does not know may be theirs.
    """
    codes = dict.fromkeys((language, Language.FINNISH, Language.SWEDISH))
    return next(
        (form for base_form in (_known, _bent_compound) for code in codes if (form := base_form(word, code))),
        word,
    )


@lru_cache(maxsize=100_000)
def parts(word: str) -> frozenset[str]:
    """The base forms of the words that a Finnish compound is made of: ryhmä is in järjestöyhteistyöryhmä.

    Every letter must belong to a known part; only of a word that the dictionary has not, as many names are, the
    beginning may be anything.
    """
    fewest: list[tuple[str, ...] | None] = [()]  # the fewest parts of the first so many letters
    for end in range(1, len(word) + 1):
        splits = (
            (*before, part)
            for start, before in reversed(
                list(enumerate(fewest))
            )  # of equals the one with the longer beginning
            if before is not None and end - start < len(word) and (part := _part(word[start:end]))
        )
        fewest.append(min(splits, key=len, default=None))
    found = fewest[-1] or (_known(word, Language.FINNISH) is None and _ending(word)) or ()
    # The dictionary takes some words for a longer one: a Pirkko for a ladybird, whose part she would be again.
    shorter = (part for part in found if len(part) < len(word))
    return frozenset(found).union(*map(parts, shorter)) - {word}


def _part(piece: str) -> str | None:
    """The base form of a part of a compound; words in -nen stand in compounds as -s: kohtaamispaikka."""
    if len(piece) < SHORTEST_PART and piece not in SHORT_PARTS:
        return None
    bent = f"{piece[:-1]}nen"
    if piece.endswith("s") and _known(bent, Language.FINNISH) == bent:
        return bent
    return _known(piece, Language.FINNISH)


def _ending(word: str) -> tuple[str, ...]:
    endings = (_part(word[start:]) for start in range(SHORTEST_BEGINNING, len(word) - SHORTEST_PART + 1))
    return next(((ending,) for ending in endings if ending), ())


def asked_forms(word: str) -> set[str]:
    """All base forms that a word of a question may stand for: people do not say in which language they ask."""
    return {_known(word, code) or _bent_compound(word, code) or word for code in Language.values} | {word}


def split(text: str) -> list[str]:
    """The words of a text in lower case, in order; signs and emoji are no words."""
    return [word[:LONGEST] for word in WORD.findall(unicodedata.normalize("NFC", text).lower())]


def plain(word: str) -> str:
    """The word without dots and rings, for those who cannot type them."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
