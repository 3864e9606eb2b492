"""Narrowing a list to what answers a question, for the search boxes of lists."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from .question import Question, tidied


def narrow(rows: QuerySet, text: str) -> QuerySet:
    """The rows whose entry answers the question, in their own order; all of them when it has no words.

    Words that only look alike are tried when the right ones find nothing.
    """
    found = rows
    for nearest in (False, True):
        found = answering(rows, text, nearest=nearest)
        if found is rows or found.exists():
            break
    return found


def answering(rows: QuerySet, text: str, *, nearest: bool = False) -> QuerySet:
    """The same with one try; with `nearest` words that only look alike count too. Asks the index at once.

    What it says is put into the question about the rows: so the database knows beforehand how many there will be. It goes
    there as the text that it came as: reading and writing thirty thousand numbers would take longer than finding them.
    """
    if not (question := Question.of(tidied(text), nearest=nearest)):
        return rows
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_ids::text FROM portal_search_newest(%s::tsquery) WHERE record_type_id = %s",
            [question.query(), ContentType.objects.get_for_model(rows.model).pk],
        )
        found = cursor.fetchone()
    if not found:
        return rows.none()
    meta = rows.model._meta
    column = f'"{meta.db_table}"."{meta.pk.column}"'
    return rows.filter(RawSQL(f"{column} = ANY(%s::bigint[])", found, output_field=BooleanField()))  # noqa: S611 - our own names in it
