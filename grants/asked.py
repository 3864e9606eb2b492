"""What an application asks, and what has been answered.

The questions are read once for as long as nobody changes them: hundreds fill in the same form at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from members.models import Municipality
from portal.page_changes import remembered

from .answers import Answers, is_shown
from .enums import QuestionKind
from .models import Application, Question, QuestionSet, Section


@dataclass(frozen=True)
class Asked:
    """The sections of a set with their questions, and the municipalities that answers choose from."""

    sections: tuple[Section, ...]
    questions: dict[str, Question]
    places: tuple[tuple[str, str], ...]

    def of_section(self, section: Section) -> list[Question]:
        """The questions of a section, in their order."""
        return [each for each in self.questions.values() if each.section_id == section.pk]

    def shown(self, answers: Answers, questions: Iterable[Question] | None = None) -> list[Question]:
        """Those of the questions, of all unless told, that the answers let be asked."""
        some = self.questions.values() if questions is None else questions
        return [each for each in some if is_shown(each, answers)]

    def section(self, name: str) -> Section | None:
        """The section of a name."""
        return next((each for each in self.sections if each.name == name), None)

    @property
    def file_questions(self) -> list[Question]:
        """The questions whose answer is a file."""
        return [each for each in self.questions.values() if each.kind == QuestionKind.FILE]


def asked_in(application: Application) -> Asked:
    """What the application asks; many requests share the value, so nobody may change it.

    A row in hand keeps it, so that an act within a transaction, where nothing is remembered, reads it once.
    """
    key = ("asked", application.question_set_id, application.region_id)
    seen = application.__dict__.get("_asked")
    if seen is None or seen[0] != key:
        seen = application.__dict__["_asked"] = (key, remembered(key, lambda: _read(*key[1:])))
    return seen[1]


def _read(set_id: int, region_id: int) -> Asked:
    asked = QuestionSet.objects.whole().get(pk=set_id)
    sections = tuple(asked.sections.all())
    questions = {question.name: question for section in sections for question in section.questions.all()}
    by_id = {question.pk: question for question in questions.values()}
    for question in questions.values():
        if question.shown_if_id:
            question.shown_if = by_id.get(question.shown_if_id)
    places = Municipality.objects.filter(region=region_id).order_by("name")
    return Asked(sections, questions, tuple((place.code, place.name) for place in places))


@dataclass(frozen=True)
class Kept:
    """The answers of an application with their versions; a question that was never answered has version 0."""

    values: dict[str, Any]
    versions: dict[str, int]
    saved_at: datetime | None


def kept_answers(application: Application) -> Kept:
    """What has been answered, in one query."""
    rows = list(application.answers.order_by().values_list("name", "value", "version", "changed_at"))
    return Kept(
        {name: value for name, value, _version, _at in rows},
        {name: version for name, _value, version, _at in rows},
        max((at for *_rest, at in rows), default=application.saved_at),
    )
