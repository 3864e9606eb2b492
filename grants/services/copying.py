"""Copies of sets of questions and of what a call says of its kinds."""

from typing import Any, TypeVar

from django.db.models import Model

from grants.models import Call, CallKind, Choice, Column, GrantKind, Question, QuestionSet, Section

M = TypeVar("M", bound=Model)

NOT_COPIED = {"id", "key", "version"}
PARTS = ("earmarks", "attachments", "criteria")


def copied(record: M, **links: Any) -> M:
    """A new row that says what the record says, in every language, with other links; it is not stored."""
    names = [field.attname for field in record._meta.concrete_fields if field.name not in NOT_COPIED]
    values = {name: getattr(record, name) for name in names}
    copy = type(record)()
    for name, value in values.items():
        setattr(copy, name, value)
    for name, value in links.items():
        setattr(copy, name, value)
    return copy


def copy_questions(source: QuestionSet, **links: Any) -> QuestionSet:
    """A new set with the same sections and questions under the same names: answers to one can be read with the other."""
    made: QuestionSet = copied(source, **{"slug": "", "is_ready_form": False, **links})
    made.save()
    sections = {each.pk: copied(each, question_set=made) for each in source.sections.order_by("order")}
    Section.objects.bulk_create(sections.values())
    asked = source.questions.order_by("section__order", "order").prefetch_related(
        "choices", "columns", "rules"
    )
    new: dict[int, Any] = {
        each.pk: copied(each, question_set=made, section=sections[each.section_id], shown_if=None)
        for each in asked
    }
    Question.objects.bulk_create(new.values())
    hanging = [each for each in asked if each.shown_if]
    for each in hanging:
        new[each.pk].shown_if = new[each.shown_if_id or 0]
    Question.objects.bulk_update([new[each.pk] for each in hanging], ["shown_if"])
    model: Any
    for model, name in ((Choice, "choices"), (Column, "columns")):
        model.objects.bulk_create(
            copied(row, question=new[each.pk]) for each in asked for row in getattr(each, name).all()
        )
    link = Question.rules.through
    link.objects.bulk_create(
        link(question=new[each.pk], grantrule=rule) for each in asked for rule in each.rules.all()
    )
    return made


def name_of_questions(kind: GrantKind, call: Call) -> str:
    """What the questions for a kind in a call are called at the workbench."""
    return f"{kind.name_fi}, {call.title_fi}"[:160]


def copy_kinds(source: Call, target: Call) -> None:
    """Everything that one call says of its kinds, with sets of questions of its own."""
    for call_kind in source.call_kinds.select_related("question_set", "kind"):
        form = call_kind.question_set
        name = name_of_questions(call_kind.kind, target)
        questions = copy_questions(form, name=name, follows=None, number=1) if form else None
        new: CallKind = copied(call_kind, call=target, question_set=questions)
        new.save()
        for name in PARTS:
            for part in getattr(call_kind, name).all():
                copied(part, call_kind=new).save()
