"""Keeping the index: one indexer at a time, so that an older text never overwrites a newer one."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import translation

from portal.enums import Language
from portal.models import SearchChange, SearchEntry, SearchWord

from . import words
from .registry import Source, source_of_table, sources

logger = logging.getLogger(__name__)

BATCH = 500
READ_AT_ONCE = 50  # records that are held in memory: a paper may be a book
WORDS_OF_A_TEXT = 20_000
TEXT_KEPT = 20_000  # characters
PLACES_OF_A_WORD = 4  # enough for ranking
LAST_PLACE = 16_383  # PostgreSQL knows no later one
TITLED = "="  # begins the lexemes of titles; no word has it
WINDOW = 4096  # records of a kind whose entries share a lexeme, so that the newest can be asked alone
LOCK = 0x5EA7C4  # any number that nothing else in this database uses


def index_changes(*, seconds: float = 20) -> int:
    """Index what the triggers have marked, for `seconds` at most; return the number of records.

    Does nothing while another process is indexing.
    """
    done, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        with transaction.atomic():
            if not _lock(wait=False) or not (changed := _claim_changes()):
                return done
            for source, ids in changed.items():
                _index(source, ids)
                _mark_repeating(source, ids)
            done += sum(map(len, changed.values()))
    return done


def rebuild(source: Source) -> Iterator[int]:
    """Index all records of a kind anew; yields the number done after each batch."""
    done, last = 0, 0
    # What was marked until now is covered by what is read from now on.
    SearchChange.objects.filter(record_table=source.model._meta.db_table).delete()
    while True:
        with transaction.atomic():
            _lock(wait=True)
            later = source.model._default_manager.filter(pk__gt=last).order_by("pk")
            ids = list(later.values_list("pk", flat=True)[:BATCH])
            if not ids:
                break
            _index(source, ids)
        done, last = done + len(ids), ids[-1]
        yield done
    _entries(source).exclude(record_id__in=source.model._default_manager.values("pk")).delete()


def tidy() -> int:
    """Forget entries of kinds that are no longer searched, and words that no entry has; return the number of words."""
    types = [ContentType.objects.get_for_model(source.model).pk for source in sources()]
    with transaction.atomic():
        _lock(wait=True)
        SearchEntry.objects.exclude(record_type__in=types).delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM portal_searchword WHERE word NOT IN"
                " (SELECT word FROM ts_stat('SELECT vector FROM portal_searchentry'))"
            )
        return SearchWord.objects.count()


def _lock(*, wait: bool) -> bool:
    """Become the only indexer until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if wait else 'try_'}advisory_xact_lock(%s)", [LOCK])
        return wait or cursor.fetchone()[0]


def _claim_changes() -> dict[Source, set[int]]:
    """Take the oldest marks away and return the records that they name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM portal_searchchange WHERE id IN (SELECT id FROM portal_searchchange ORDER BY id LIMIT %s)"
            " RETURNING record_table, record_id",
            [BATCH],
        )
        marks = cursor.fetchall()
    changed = defaultdict(set)
    for table, record_id in marks:
        if source := source_of_table(table):
            changed[source].add(record_id)
    return changed


def _mark_repeating(changed: Source, ids: set[int]) -> None:
    """Mark what repeats the words of the changed records, to be indexed in its turn."""
    table = changed.model._meta.db_table
    SearchChange.objects.bulk_create(
        SearchChange(record_table=source.model._meta.db_table, record_id=record_id)
        for source in sources()
        for record_id in source.repeating(table, ids)
    )


def _entries(source: Source) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(record_type=ContentType.objects.get_for_model(source.model))


def _index(source: Source, ids: Iterable[int]) -> None:
    """Write the entries of these records anew; those of records that are gone go too."""
    vocabulary: set[str] = set()
    entries = []
    for record in source.records().filter(pk__in=ids).iterator(chunk_size=READ_AT_ONCE):
        for language, title, body in _texts(source, record):
            lexemes = _lexemes(title, body, language)
            vocabulary.update(lexemes)
            lexemes[window_of(source, record.pk)] = "1"
            entries.append(
                SearchEntry(
                    record_type=ContentType.objects.get_for_model(source.model),
                    record_id=record.pk,
                    language=language,
                    title=title,
                    body=body[:TEXT_KEPT],
                    vector=" ".join(f"'{word}':{places}" for word, places in lexemes.items()),
                )
            )
    _entries(source).filter(record_id__in=ids).delete()
    SearchEntry.objects.bulk_create(entries)
    SearchWord.objects.bulk_create(
        [SearchWord(word=word, plain=words.plain(word)) for word in sorted(vocabulary) if word.isalpha()],
        ignore_conflicts=True,
    )


def window_of(source: Source, record_id: int) -> str:
    """The lexeme that all entries of a kind have whose records were made at about the same time; no word has an @."""
    return f"@{source.kind}.{record_id // WINDOW}"


def _texts(source: Source, record: Model) -> Iterator[tuple[str, str, str]]:
    """The different texts of a record: (language, title, body), Finnish first."""
    known: set[tuple[str, str]] = set()
    for language in Language.values:
        try:
            with translation.override(language):
                body = source.body(record, language) if source.body else ""
                text = _clean(source.title(record, language))[:300], _clean(body)
        except Exception:
            logger.exception("The search cannot read %s %s.", source.kind, record.pk)
            return
        if text[0] and text not in known:
            known.add(text)
            yield language, *text


def _clean(text: str) -> str:
    """One line, with nothing that PostgreSQL cannot keep."""
    return " ".join(text.replace("\0", " ").split())


def _lexemes(title: str, body: str, language: str) -> dict[str, str]:
    """Each lexeme with the places where it stands, each with its weight.

    A word gives itself and its base form (A in the title, C in the text) and, when it is a compound, its parts (B and
    D). Those of the title stand a second time behind a mark, so that the index finds titles without reading entries.
    """
    places: dict[str, list[str]] = defaultdict(list)
    texts = chain(
        ((word, True) for word in words.split(title)), ((word, False) for word in words.split(body))
    )
    for place, (word, is_titled) in enumerate(islice(texts, WORDS_OF_A_TEXT), 1):
        form = words.indexed_form(word, language)
        lexemes = dict.fromkeys(words.parts(form), "B" if is_titled else "D")
        lexemes |= dict.fromkeys((word, form), "A" if is_titled else "C")
        for lexeme, weight in lexemes.items():
            for key in (lexeme, TITLED + lexeme) if is_titled else (lexeme,):
                if len(places[key]) < PLACES_OF_A_WORD:
                    places[key].append(f"{min(place, LAST_PLACE)}{weight}")
    return {lexeme: ",".join(where) for lexeme, where in places.items()}
