"""The documents of calls: the questions to be read, and talked over in the board, before applying."""

from typing import cast

from django.db.models import Count
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal import documents
from portal.access import Actor
from portal.models import Document

from .calendar import times_in_words
from .enums import CallState
from .estimate import minutes_for_kind
from .models import Call, CallKind

QUESTIONS = "grant_questions"


def build_questions(call_kind: CallKind, _audience: str) -> documents.Page:
    """All questions with help, limits and reasons, what must be attached, and how long it takes."""
    call = call_kind.call
    heading = _("Questions: %(kind)s") % {"kind": call_kind.kind.name}
    sections = (
        call_kind.question_set.sections.order_by("order").prefetch_related(
            "questions__choices", "questions__columns", "questions__shown_if__choices"
        )
        if call_kind.question_set
        else []
    )
    published = timezone.localdate(call.published_at) if call.published_at else None
    return documents.Page(
        template="pdf/grant_questions.html",
        title=f"{heading}, {call.title}",
        filename=f"{slugify(pgettext('file name', 'questions'))}-{call.slug}-{call_kind.kind.slug}.pdf",
        heading=heading,
        issuer=call.title,
        owner=call.region.name,
        state_word=str(CallState(call.state).label),
        dated=published,
        context={
            "call": call,
            "kind": call_kind,
            "sections": sections,
            "times": times_in_words(call),
            "minutes": minutes_for_kind(call_kind),
            "attachments": call_kind.attachments.order_by("order"),
        },
    )


def may_read(document: Document, user: Actor) -> bool:
    """Who sees the call reads its questions."""
    call_kind = cast("CallKind", document.subject)
    return Call.objects.visible_to(user).filter(pk=call_kind.call_id).exists()


def sample() -> CallKind | None:
    """The kind with the most questions of a published call."""
    published = CallKind.objects.filter(call__state=CallState.PUBLISHED, question_set__isnull=False)
    kinds = sorted(
        published.annotate(asked=Count("question_set__questions")), key=lambda kind: (-kind.asked, kind.pk)
    )
    return kinds[0] if kinds else None


documents.register(
    documents.DocumentKind(
        name=QUESTIONS,
        label=gettext_lazy("Questions of a grant call"),
        model=CallKind,
        build=build_questions,
        permission="grants.change_callkind",
        may_read=may_read,
        sample=sample,
    )
)
