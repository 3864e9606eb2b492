"""The questions of a call as documents: made when the call is published, so that they are there for its first reader, and
again whenever what they say is changed afterwards, so that nobody reads a closing time or a question of before."""

from django.db import transaction
from django.db.models import QuerySet

from grants.documents import QUESTIONS
from grants.enums import CallState
from grants.models import Call, CallKind, QuestionSet
from portal import documents
from portal.enums import Audience, Language


def have_questions_made(call: Call) -> None:
    """Ask for the questions of each kind of a published call in each language, once the transaction is through."""
    _have_made(CallKind.objects.filter(call=call))


def have_set_made(question_set: QuestionSet) -> None:
    """The same where a published call asks these questions; those of a draft are made when it is published."""
    _have_made(CallKind.objects.filter(question_set=question_set))


def _have_made(call_kinds: QuerySet[CallKind]) -> None:
    def ask() -> None:
        asked = call_kinds.filter(call__state=CallState.PUBLISHED).exclude(question_set=None)
        for call_kind in asked.select_related("call__region", "kind", "question_set"):
            for language in Language.values:
                documents.request(
                    call_kind, QUESTIONS, language=language, audience=Audience.PUBLIC, actor=None
                )

    transaction.on_commit(ask, robust=True)
