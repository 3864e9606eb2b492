"""Copies of sets of questions and of what a call says of its kinds."""

from typing import Any

from django.db.models import Model

from grants.models import Call, CallKind, Choice, Column, Question, QuestionSet, Section

NOT_COPIED = {"id", "key", "version"}
PARTS = ("earmarks", "attachments", "criteria")


def copied(record: Model, **links: Any) -> Model:
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
    made: QuestionSet = copied(source, slug="", is_ready_form=False, **links)  # type: ignore[assignment]
    made.save()
    questions: dict[int, Question] = {}
    for section in source.sections.order_by("order"):
        new: Section = copied(section, question_set=made)  # type: ignore[assignment]
        new.save()
        for question in section.questions.order_by("order").prefetch_related("choices", "columns", "rules"):
            questions[question.pk] = _copy_question(question, new, questions)
    return made


def _copy_question(question: Question, section: Section, made: dict[int, Question]) -> Question:
    shown_if = made.get(question.shown_if_id or 0)
    new: Question = copied(  # type: ignore[assignment]
        question, question_set=section.question_set, section=section, shown_if=shown_if
    )
    new.save()
    new.rules.set(question.rules.all())
    Choice.objects.bulk_create(copied(choice, question=new) for choice in question.choices.all())
    Column.objects.bulk_create(copied(column, question=new) for column in question.columns.all())
    return new


def copy_kinds(source: Call, target: Call) -> None:
    """Everything that one call says of its kinds, with sets of questions of its own."""
    for call_kind in source.call_kinds.select_related("question_set", "kind"):
        form = call_kind.question_set
        questions = copy_questions(form, follows=None, number=1) if form else None
        new: CallKind = copied(call_kind, call=target, question_set=questions)  # type: ignore[assignment]
        new.save()
        for name in PARTS:
            for part in getattr(call_kind, name).all():
                copied(part, call_kind=new).save()
