"""Acts on what a call says of its kinds of grants."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from grants.enums import CallState
from grants.models import (
    Call,
    CallKind,
    Earmark,
    GrantKind,
    QuestionSet,
    RequiredAttachment,
    ScoringCriterion,
)
from meetings.services.acting import write
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_call, lock_draft
from .copying import copy_questions, name_of_questions

PARTS = {"earmarks": Earmark, "attachments": RequiredAttachment, "criteria": ScoringCriterion}


@act
def add_kind(*, call: Call, kind: GrantKind, actor: User) -> CallKind:
    """A kind in a draft, with what is laid down of it and a copy of its ready form, if there is one.

    Raises PermissionDenied, Refused once the call was published, for a kind of another region or one that is there.
    """
    locked = lock_draft(call, actor=actor)
    if kind.region_id != locked.region_id or not kind.is_in_use:
        raise Refused(_("This kind is not given in the region."))
    if locked.call_kinds.filter(kind=kind).exists():
        raise Refused(_("The call has this kind already."))
    ready = QuestionSet.objects.ready_forms().filter(kind=kind).first()
    name = name_of_questions(kind, locked)
    questions = copy_questions(ready, name=name, kind=kind) if ready else None
    return CallKind.objects.create(
        call=locked,
        kind=kind,
        question_set=questions,
        largest_sum=kind.largest_sum,
        decision_route=kind.decision_route,
        decision_maker_fi=kind.decision_maker_fi,
        decision_maker_sv=kind.decision_maker_sv,
        decision_maker_en=kind.decision_maker_en,
    )


@act
def remove_kind(*, call_kind: CallKind, actor: User) -> None:
    """Take a kind out of a draft. Raises PermissionDenied, and Refused once the call was published."""
    lock_draft(call_kind.call, actor=actor)
    CallKind.objects.filter(pk=call_kind.pk).delete()


@act
def change_kind(
    *,
    call_kind: CallKind,
    values: Mapping[str, Any],
    parts: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    base_version: int,
    actor: User,
) -> CallKind:
    """Change sums, decision route, earmarks, attachments and criteria; the whole page is saved at once.

    `base_version` is the call's. Raises PermissionDenied, ValidationError, Refused once the call was published (only the
    appropriation and who decides may still change), and Overtaken when somebody changed the call meanwhile.
    """
    call = lock_call(call_kind.call, actor=actor)
    if call.version != base_version:
        raise Overtaken(_("Somebody else changed this call meanwhile. Look at it again before you save."))
    now = call.call_kinds.filter(pk=call_kind.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this kind from the call."))
    if call.state != CallState.DRAFT:
        _refuse_what_applicants_rely_on(now, values, parts)
    write(now, dict(values))
    for name, rows in (parts or {}).items():
        _set_part(now, name, rows)
    write(call, {"version": call.version + 1})
    return now


@act
def choose_questions(*, call_kind: CallKind, source: QuestionSet | None, actor: User) -> QuestionSet:
    """Give a kind in a draft questions of its own: empty, or a copy of a ready form or another call's.

    Raises PermissionDenied, and Refused once the call was published or for a source of another region.
    """
    call = lock_draft(call_kind.call, actor=actor)
    name = name_of_questions(call_kind.kind, call)
    if source is not None and source.region_id != call.region_id:
        raise Refused(_("These questions belong to another region."))
    made = (
        copy_questions(source, name=name, kind=call_kind.kind, follows=None, number=1)
        if source
        else QuestionSet.objects.create(region=call.region, name=name, kind=call_kind.kind)
    )
    CallKind.objects.filter(pk=call_kind.pk).update(question_set=made)
    return made


def _set_part(call_kind: CallKind, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """The named rows in their order; what is no longer among them goes."""
    model: Any = PARTS[name]
    known = {row.pk: row for row in model.objects.filter(call_kind=call_kind)}
    kept = []
    for order, row in enumerate(rows, 1):
        record = known.get(row.get("pk")) or model(call_kind=call_kind)
        for field, value in row.items():
            if field != "pk":
                setattr(record, field, value)
        record.order = order
        record.full_clean(exclude=["call_kind"])
        record.save()
        kept.append(record.pk)
    model.objects.filter(call_kind=call_kind).exclude(pk__in=kept).delete()


def _refuse_what_applicants_rely_on(call_kind: CallKind, values: Mapping[str, Any], parts: Any) -> None:
    fixed = values.get("largest_sum", call_kind.largest_sum) != call_kind.largest_sum
    if fixed or parts:
        raise Refused(_("The call has been published: largest sum, earmarks, attachments and criteria stay."))
