"""Calls in every state, with questions, for tests of pages and addresses."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from grants.enums import CallState, Meaning, QuestionKind
from grants.models import Call, CallKind, QuestionSet
from members.models import Region
from tests.factories import (
    CallFactory,
    CallKindFactory,
    GrantKindFactory,
    QuestionFactory,
    QuestionSetFactory,
    SectionFactory,
)


def set_of(region: Region, **values: Any) -> QuestionSet:
    """A set with one part: a text, and the sum that is applied for."""
    made = QuestionSetFactory(region=region, **values)
    section = SectionFactory(question_set=made, order=1, name="osa")
    QuestionFactory(section=section, order=1, name="tarkoitus", label_fi="Mihin?", most_words=50)
    QuestionFactory(
        section=section,
        order=2,
        name="summa",
        label_fi="Paljonko?",
        kind=QuestionKind.MONEY,
        meaning=Meaning.REQUESTED_SUM,
    )
    return made


def call_kind_of(call: Call, **values: Any) -> CallKind:
    """A kind with all that a call needs to be published."""
    kind = GrantKindFactory(region=call.region, decision_route="official")
    return CallKindFactory(
        call=call, kind=kind, question_set=set_of(call.region, kind=kind), decision_route="official", **values
    )


def draft_of(region: Region, **values: Any) -> Call:
    """A draft that lacks nothing: it opens tomorrow."""
    times = {"opens_at": timezone.now() + timedelta(days=1), "closes_at": timezone.now() + timedelta(days=30)}
    call = CallFactory(region=region, state=CallState.DRAFT, **{**times, **values})
    call_kind_of(call)
    return call


def grants_of(region: Region) -> dict[str, Any]:
    """What the addresses of grants name."""
    open_call = CallFactory(region=region)
    call_kind = call_kind_of(open_call)
    draft_call = draft_of(region)
    free_set = draft_call.call_kinds.get().question_set
    section = free_set.sections.get()
    return {
        "open_call": open_call,
        "call_kind": call_kind,
        "draft_call": draft_call,
        "draft_kind": draft_call.call_kinds.get(),
        "free_set": free_set,
        "free_section": section,
        "free_question": section.questions.first(),
    }
