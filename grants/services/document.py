"""The questions of a call as documents, made when the call is published so that they are there for its first reader."""

from django.db import transaction

from grants.documents import QUESTIONS
from grants.models import Call
from portal import documents
from portal.enums import Audience, Language


def have_questions_made(call: Call) -> None:
    """Ask for the questions of each kind in each language, once the transaction is through."""

    def ask() -> None:
        for call_kind in call.call_kinds.exclude(question_set=None).select_related("call__region", "kind"):
            for language in Language.values:
                documents.request(
                    call_kind, QUESTIONS, language=language, audience=Audience.PUBLIC, actor=None
                )

    transaction.on_commit(ask, robust=True)
