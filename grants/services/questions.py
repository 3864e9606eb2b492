"""Acts on sets of questions: sections and questions come, change, move and go; a frozen set gets a newer version.

Each act locks the set first, so that its order is never written by two people at once.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from grants.enums import ApplicationState
from grants.holes import holes_of_questions, place_of
from grants.models import (
    Application,
    CallKind,
    Choice,
    Column,
    GrantKind,
    GrantRule,
    Question,
    QuestionSet,
    Section,
)
from meetings.services.acting import write
from meetings.services.merging import Saved, merge
from members.models import Region
from portal.enums import Language
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_set, lock_structure
from .announcing import tell_new_questions
from .copying import copy_questions
from .document import have_set_made

Part = TypeVar("Part", Section, Question)

WORDING = frozenset(
    f"{text}_{code}" for text in ("label", "help", "reason", "title") for code in Language.values
)
"""What can be mended in a frozen set."""

GONE = _("Somebody has removed this meanwhile.")
STAYS = _(
    "The call has opened, so the questions stay. Words can be mended; for another structure make a new version."
)


@act
def make_set(
    *,
    region: Region,
    name: str,
    kind: GrantKind | None,
    source: QuestionSet | None = None,
    is_ready_form: bool = False,
    actor: User,
) -> QuestionSet:
    """A new set: empty, or a copy of a ready form or of a call's questions; as a ready form calls take copies of it.

    Raises PermissionDenied, also for a source of another region, and ValidationError.
    """
    made = QuestionSet(region=region, name=name, kind=kind, is_ready_form=is_ready_form)
    if not actor.has_perm("grants.change_questionset", made):
        raise PermissionDenied
    if source is not None and source.region_id != region.pk:
        raise PermissionDenied
    made.full_clean()
    if source is None:
        made.save()
        return made
    return copy_questions(source, name=name, kind=kind, is_ready_form=is_ready_form, follows=None, number=1)


@act
def add_section(*, question_set: QuestionSet, values: Mapping[str, Any], actor: User) -> Section:
    """A new part at the end. Raises PermissionDenied, Refused in a frozen set, ValidationError."""
    locked = lock_structure(question_set, actor=actor)
    name = _free_name(values.get("title_fi", ""), locked.sections.values_list("name", flat=True))
    section = Section(question_set=locked, order=_next(locked.sections.all()), name=name, **values)
    section.full_clean(validate_unique=False, validate_constraints=False)
    section.save()
    return section


@act
def change_section(*, section: Section, base_version: int, values: dict[str, Any], actor: User) -> Saved:
    """Change the words of a part. Raises PermissionDenied, Overtaken when it is gone, ValidationError, Conflict."""
    locked = lock_set(section.question_set, actor=actor)
    saved = _change(_still_there(section), base_version, values)
    have_set_made(locked)
    return saved


@act
def remove_section(*, section: Section, actor: User) -> None:
    """Take a part away with its questions; the history keeps them. Raises PermissionDenied, Refused, Overtaken."""
    lock_structure(section.question_set, actor=actor)
    _remove(_still_there(section))


@act
def reorder_sections(*, question_set: QuestionSet, order: Sequence[int], actor: User) -> None:
    """Put the parts in the order of the given ids, which must be all. Raises PermissionDenied, Refused, Overtaken."""
    _reorder(list(lock_structure(question_set, actor=actor).sections.all()), order)


@act
def add_question(
    *,
    section: Section,
    values: Mapping[str, Any],
    rules: Sequence[GrantRule] = (),
    choices: Sequence[Mapping[str, Any]] = (),
    columns: Sequence[Mapping[str, Any]] = (),
    actor: User,
) -> Question:
    """A new question at the end of its part. Raises PermissionDenied, Refused in a frozen set, ValidationError."""
    locked = lock_structure(section.question_set, actor=actor)
    now = _still_there(section)
    taken = locked.questions.values_list("name", flat=True)
    question = Question(
        question_set=locked,
        section=now,
        order=_next(now.questions.all()),
        name=_free_name(values.get("label_fi", ""), taken),
        **values,
    )
    _refuse_late_condition(question)
    question.full_clean(validate_unique=False)
    question.save()
    question.rules.set(rules)
    _set_parts(question, choices, columns)
    return question


@act
def change_question(  # noqa: PLR0913 - these are the parts of a question
    *,
    question: Question,
    base_version: int,
    values: dict[str, Any],
    section: Section | None = None,
    rules: Sequence[GrantRule] | None = None,
    choices: Sequence[Mapping[str, Any]] | None = None,
    columns: Sequence[Mapping[str, Any]] | None = None,
    actor: User,
) -> Saved:
    """Change a question that was read at `base_version`; in a frozen set only its words, and those of its choices.

    With another section of the set it goes to the end of that.

    Raises PermissionDenied, Refused, ValidationError, Overtaken when it is gone, and Conflict with both texts when the
    same field was changed by somebody else.
    """
    locked = lock_set(question.question_set, actor=actor)
    now = _still_there(question)
    moves = section is not None and section.pk != now.section_id
    if locked.is_frozen(timezone.now()):
        if moves:
            raise Refused(STAYS)
        _refuse_structure(now, values, choices, columns)
    saved = _change(now, base_version, values)
    if section is not None and moves:
        _go_to(saved.record, section)
    _refuse_late_condition(saved.record)
    if rules is not None:
        saved.record.rules.set(rules)
    _set_parts(saved.record, choices, columns)
    have_set_made(locked)
    return saved


@act
def remove_question(*, question: Question, actor: User) -> None:
    """Take a question away. Raises PermissionDenied, Overtaken, and Refused in a frozen set or while another hangs on it."""
    lock_structure(question.question_set, actor=actor)
    _remove(_still_there(question))


@act
def reorder_questions(*, section: Section, order: Sequence[int], actor: User) -> None:
    """Put the questions of a part in the order of the given ids, which must be all of them.

    Raises PermissionDenied, Refused, and Overtaken when questions came or went since the list was shown.
    """
    lock_structure(section.question_set, actor=actor)
    _reorder(list(section.questions.all()), order)


@act
def move(*, part: Section | Question, places: int, actor: User) -> None:
    """Move a part or a question up (negative) or down by places. Raises PermissionDenied, Refused, Overtaken."""
    locked = lock_structure(part.question_set, actor=actor)
    rows: list[Any] = list(
        locked.sections.all()
        if isinstance(part, Section)
        else Question.objects.filter(section=part.section_id)
    )
    if part not in rows:
        raise Overtaken(GONE)
    here = rows.index(part)
    rows.insert(max(0, here + places), rows.pop(here))
    _write_order(rows)


@act
def start_version(*, question_set: QuestionSet, actor: User) -> QuestionSet:
    """A newer version of a frozen set, to be changed before it is taken into use. Raises PermissionDenied, and Refused when there is one."""
    locked = lock_set(question_set, actor=actor)
    if QuestionSet.objects.filter(follows=locked).exists():
        raise Refused(_("There is a newer version already."))
    return copy_questions(locked, follows=locked, number=locked.number + 1)


@act
def use_version(*, question_set: QuestionSet, actor: User) -> int:
    """Let calls ask a newer version from now on: drafts go over to it and keep their answers, and their writers are told.

    What was sent stays with the version that it answered. How many drafts went over. Raises PermissionDenied, and Refused
    for a set that is no newer version, or in which something is missing that an open call cannot do without.
    """
    locked = lock_set(question_set, actor=actor)
    if locked.follows_id is None:
        raise Refused(_("This is not a newer version of other questions."))
    blocking = [str(hole.words) for hole in holes_of_questions(locked) if hole.blocks]
    if blocking:
        raise Refused(" ".join(blocking))
    CallKind.objects.filter(question_set=locked.follows_id).update(question_set=locked)
    drafts = Application.objects.filter(question_set=locked.follows_id, state=ApplicationState.DRAFT)
    moved = list(drafts.select_related("call"))
    drafts.update(question_set=locked)
    have_set_made(locked)
    tell_new_questions(moved)
    return len(moved)


# --- Parts of the acts -----------------------------------------------------------------------------------------------


def _change(now: Section | Question, base_version: int, values: dict[str, Any]) -> Saved:
    merged = merge(now, base_version=base_version, values=values)
    if merged.changes:
        write(now, {**merged.changes, "version": now.version + 1})
        now.validate_constraints(exclude={"order"})
    return Saved(now, merged.theirs)


def _go_to(question: Question, section: Section) -> None:
    there = _still_there(section)
    if there.question_set_id != question.question_set_id:
        raise Overtaken(GONE)
    write(question, {"section": there, "order": _next(there.questions.all())})


def _still_there(part: Part) -> Part:
    now = type(part)._default_manager.select_related("question_set").filter(pk=part.pk).first()
    if now is None:
        raise Overtaken(GONE)
    return now


def _remove(part: Section | Question) -> None:
    try:
        part.delete()
    except ProtectedError as error:
        raise Refused(
            _("Another question is shown only by the answer to this one. Change that first.")
        ) from error


def _reorder(rows: list[Any], order: Sequence[int]) -> None:
    by_pk = {row.pk: row for row in rows}
    if sorted(order) != sorted(by_pk):
        raise Overtaken(
            _(
                "Something was added or removed meanwhile, so nothing was moved. Here is the list as it is now."
            )
        )
    _write_order([by_pk[pk] for pk in order])


def _write_order(rows: list[Any]) -> None:
    for order, row in enumerate(rows, 1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _free_name(label: str, taken: Any) -> str:
    base, names = slugify(label)[:50] or "kysymys", set(taken)
    number, name = 1, base
    while name in names:
        number += 1
        name = f"{base}-{number}"
    return name


def _refuse_late_condition(question: Question) -> None:
    condition = question.shown_if
    if condition is None:
        return
    if condition.question_set_id != question.question_set_id or place_of(condition) >= place_of(question):
        raise ValidationError({"shown_if": _("Choose a question that comes before this one.")})


def _refuse_structure(question: Question, values: Mapping[str, Any], choices: Any, columns: Any) -> None:
    changed = {name for name, value in values.items() if (getattr(question, name) or "") != (value or "")}
    same = all(
        given is None
        or (
            [
                [row.get(name, getattr(now, name)) for name in names]
                for row, now in zip(given, rows, strict=False)
            ]
            == [[getattr(now, name) for name in names] for now in rows]
            and len(given) == len(rows)
        )
        for given, rows, names in (
            (choices, list(question.choices.order_by("order")), ("value",)),
            (columns, list(question.columns.order_by("order")), ("name", "kind", "adds_up")),
        )
    )
    if changed - WORDING or not same:
        raise Refused(STAYS)


def _set_parts(question: Question, choices: Any, columns: Any) -> None:
    """Choices and columns in their order: known ones keep their value, so that answers keep their meaning."""
    for given, model, key in ((choices, Choice, "value"), (columns, Column, "name")):
        if given is None:
            continue
        known = {getattr(row, key): row for row in model.objects.filter(question=question)}
        kept: set[str] = set()
        for order, row in enumerate(given, 1):
            name = row.get(key) or _free_name(row.get("label_fi", ""), {*known, *kept})
            record = known.get(name) or model(question=question)
            for field, value in {**row, key: name, "order": order}.items():
                setattr(record, field, value)
            record.full_clean(exclude=["question"], validate_unique=False)
            record.save()
            kept.add(name)
        model.objects.filter(question=question).exclude(**{f"{key}__in": kept}).delete()
