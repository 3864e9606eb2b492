"""Asking the index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.enums import Language
from portal.models import SearchEntry

from . import words
from .index import TITLED, WINDOW, window_of
from .question import Question, tidied
from .registry import Source, sources

MOST_OF_A_KIND = 200  # nobody turns so many pages, and a count above it says "more than"
ON_A_PAGE = 20
SOME_WINDOWS = 8  # of older records, looked through before all the others
SNIPPET = 220  # characters of the text that a result shows
LONGEST_EXCERPTED = 6_000  # characters of a text in which the place to show is looked for
WEIGHTS = "{0.05, 0.2, 0.5, 1}"  # of D, C, B and A: see `index`


@dataclass(frozen=True)
class Hit:
    """One record that was found."""

    title: SafeString
    snippet: SafeString
    language: str
    url: str
    label: str | Promise
    badge: tuple[str, str | Promise] | None


@dataclass(frozen=True)
class Kind:
    """How many records of a kind were found; `more` when there are still others."""

    name: str
    label: str | Promise
    count: int
    more: bool


@dataclass(frozen=True, kw_only=True)
class Results:
    """The answer: the kinds that have something, one page of hits, and whether only words that look alike were found."""

    kinds: list[Kind]
    hits: list[Hit]
    page: Page
    count: int
    more: bool
    nearest: bool


class Row(NamedTuple):
    """A record that answers, before it is read."""

    kind: str
    record_id: int


def find(text: str, *, user: Any, kind: str = "", page: str | int = 1) -> Results | None:
    """What the user may see of the records that answer the question; None when the question has no words.

    Counts, too, are of what the user may see. Words that only look alike are tried when the right ones find nothing.
    """
    text = tidied(text)
    question = Question.of(text)
    if question is None:
        return None
    rows = _rows(question, text, user)
    nearest = not rows
    if nearest:
        question = Question.of(text, nearest=True) or question
        rows = _rows(question, text, user)
    kinds = _kinds(rows)
    chosen = [row for row in rows if row.kind == kind] if kind in {each.name for each in kinds} else rows
    shown = Paginator(chosen, ON_A_PAGE).get_page(page)
    return Results(
        kinds=kinds,
        hits=_hits(list(shown), question, user),
        page=shown,
        count=sum(each.count for each in kinds),
        more=any(each.more for each in kinds),
        nearest=nearest and bool(rows),
    )


def _rows(question: Question, text: str, user: Any) -> list[Row]:
    """The visible records that answer, the best first.

    Of each kind these are the newest that answer in their titles and the newest that answer at all, so many of each at
    most: ranking all entries that have a common word would cost seconds. The older ones of a kind are looked for
    only when its newest are not enough; then the words are rare in it, and the looking is quick.
    """
    wide, exact, titled = question.query(), question.query(beginnings=False), question.query(mark=TITLED)
    latest = _latest()
    newest, parameters = _newest_of_each_kind(user, latest, {"titled": titled, "matching": wide})
    if not newest:
        return []
    sql = f"""
        WITH titled AS MATERIALIZED (SELECT * FROM portal_search_newest(%s::tsquery && %s::tsquery)),
        matching AS MATERIALIZED (SELECT * FROM portal_search_newest(%s::tsquery && %s::tsquery)),
        {newest}
        SELECT newest.kind, entry.record_id
        FROM newest JOIN portal_searchentry entry USING (id)
        GROUP BY newest.kind, entry.record_id
        ORDER BY max(
            CASE WHEN lower(title) = lower(%s) THEN 2 WHEN starts_with(lower(title), lower(%s)) THEN 0.5 ELSE 0 END
            + 2 * ts_rank(%s, vector, %s::tsquery, 1) + ts_rank(%s, vector, %s::tsquery, 1)
        ) DESC, max(entry.id) DESC
    """  # noqa: S608 - what is put in is SQL that Django made; all values are parameters
    now = _newest_windows(latest)
    values = [titled, now, wide, now, *parameters]
    values += [text, text, WEIGHTS, exact, WEIGHTS, wide]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Row(*row) for row in cursor.fetchall()]


def _latest() -> dict[Source, int]:
    """The highest number of a record of each kind."""
    types = {ContentType.objects.get_for_model(source.model).pk: source for source in sources()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, (SELECT max(record_id) FROM portal_searchentry WHERE record_type_id = kind)"
            " FROM unnest(%s::integer[]) AS kinds(kind)",
            [list(types)],
        )
        return {types[kind]: latest or 0 for kind, latest in cursor.fetchall()}


def _newest_windows(latest: dict[Source, int]) -> str:
    """A tsquery that the entries of the newest records of each kind answer: of the last window and the one before."""
    return _any(
        window_of(source, pk) for source, last in latest.items() for pk in (last, max(0, last - WINDOW))
    )


def _older_windows(source: Source, begins: int) -> Iterator[str]:
    """Tsqueries that the entries of a kind answer whose records were made before this one: some windows, then all others."""
    some = max(0, begins - SOME_WINDOWS * WINDOW)
    for first, last in ((some, begins), (0, some)):
        if first < last:
            yield _any(window_of(source, pk) for pk in range(first, last, WINDOW))


def _any(windows: Iterable[str]) -> str:
    return " | ".join(f"'{window}'" for window in sorted(set(windows)))


_SELECT = "SELECT %s::text AS kind, each.id FROM"
_OLDER = "portal_search_newest(%s::tsquery && %s::tsquery)"
_EACH = ", unnest(ids, record_ids) AS each(id, record_id)"


def _newest_of_each_kind(
    user: Any, latest: dict[Source, int], questions: dict[str, str]
) -> tuple[str, list[Any]]:
    """SQL of the parts of a WITH, the last of them `newest`, and its parameters; empty when nothing may be seen.

    Each kind takes from `titled` and `matching` the entries whose records the user may see. Only while they are fewer
    than the most, its parts of older ones are begun at all, and with them the asking for them.
    """
    parts: dict[str, str] = {}
    parameters: list[Any] = []
    for source in sources():
        try:
            visible, of_visible = source.visible_to(user).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        type_id = ContentType.objects.get_for_model(source.model).pk
        begins = max(0, latest[source] // WINDOW - 1) * WINDOW
        enough = MOST_OF_A_KIND + 1
        its = f"record_type_id = %s AND each.record_id IN ({visible})"
        for matches, question in questions.items():
            name = f"{matches}_{type_id}"
            parts[name] = f"{_SELECT} {matches}{_EACH} WHERE {its} LIMIT %s"
            parameters += [source.kind, type_id, *of_visible, enough]
            found = f"(SELECT count(*) FROM {name})"  # noqa: S608
            for step, windows in enumerate(_older_windows(source, begins)):
                older = f"older_{step}_{name}"
                parts[older] = f"{_SELECT} {_OLDER}{_EACH} WHERE {its} AND {found} < %s LIMIT %s"
                parameters += [source.kind, question, windows, type_id, *of_visible, enough, enough]
                found += f" + (SELECT count(*) FROM {older})"  # noqa: S608
    if not parts:
        return "", []
    newest = " UNION ".join(f"SELECT * FROM {name}" for name in parts)  # noqa: S608
    return ", ".join(f"{name} AS ({sql})" for name, sql in {**parts, "newest": newest}.items()), parameters


def _kinds(rows: Sequence[Row]) -> list[Kind]:
    """How many of each kind, in the order in which the kinds were registered."""
    counts = Counter(row.kind for row in rows)
    return [
        Kind(source.kind, source.label, min(count, MOST_OF_A_KIND), count > MOST_OF_A_KIND)
        for source in sources()
        if (count := counts[source.kind])
    ]


def _hits(rows: Sequence[Row], question: Question, user: Any) -> list[Hit]:
    """The rows as they are shown, in the reader's language where the record has it."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.record_id)
    shown = [source for source in sources() if source.kind in ids]
    records = {
        Row(source.kind, record.pk): (source, record)
        for source in shown
        for record in source.visible_to(user).select_related(*source.related).filter(pk__in=ids[source.kind])
    }
    entries = _entries({source: ids[source.kind] for source in shown})
    # What went away between the queries is left out.
    return [_hit(*records[row], entries[row], question) for row in rows if row in records and row in entries]


def _entries(ids: dict[Source, list[int]]) -> dict[Row, SearchEntry]:
    """For each record the entry in the active language, else the Finnish one, else any."""
    kinds = {ContentType.objects.get_for_model(source.model).pk: source.kind for source in ids}
    wanted = Q(pk__in=[])
    for type_id, record_ids in zip(kinds, ids.values(), strict=True):
        wanted |= Q(record_type=type_id, record_id__in=record_ids)
    order = [get_language(), Language.FINNISH, *Language.values]
    entries = sorted(
        SearchEntry.objects.filter(wanted).defer("vector"),
        key=lambda entry: order.index(entry.language),
        reverse=True,
    )
    return {Row(kinds[entry.record_type_id], entry.record_id): entry for entry in entries}


def _hit(source: Source, record: Any, entry: SearchEntry, question: Question) -> Hit:
    return Hit(
        title=_marked(entry.title, question, entry.language),
        snippet=_marked(_excerpt(entry.body, question, entry.language), question, entry.language),
        language=entry.language,
        url=source.url(record),
        label=source.label,
        badge=source.badge(record) if source.badge else None,
    )


def _excerpt(text: str, question: Question, language: str) -> str:
    """The part of a text round the first word that was asked for, else its beginning."""
    found = (
        match.start()
        for match in words.WORD.finditer(text[:LONGEST_EXCERPTED])
        if question.finds(match[0], language)
    )
    start = max(0, next(found, 0) - SNIPPET // 3)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + SNIPPET
    cut = text[start:] if end >= len(text) else text[start:end].rsplit(" ", 1)[0] + " …"
    return f"… {cut}" if start else cut


def _marked(text: str, question: Question, language: str) -> SafeString:
    """The text, escaped, with the words that were asked for marked."""
    pieces, last = [], 0
    for match in words.WORD.finditer(text):
        if question.finds(match[0], language):
            pieces.append((text[last : match.start()], match[0]))
            last = match.end()
    return format_html_join("", "{}<mark>{}</mark>", pieces) + escape(text[last:])
