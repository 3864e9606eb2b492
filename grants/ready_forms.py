"""Ready forms of a region as data: sets of questions from which calls take a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from members.models import Region
from portal.facts import Fact, Loading

from .models import Choice, Column, GrantKind, GrantRule, Question, QuestionSet, Section

Row = tuple[Fact, dict[str, Any]]
Refuse = Callable[[Fact, str, list[str], set[str]], None]


@dataclass(frozen=True)
class QuestionFacts:
    """A question with its choices or columns, as read."""

    fact: Fact
    row: dict[str, Any]
    rules: list[str]
    shown_if: str | None
    choices: list[Row]
    columns: list[Row]

    @classmethod
    def read(cls, fact: Fact, rules: set[str], refuse_unknown: Refuse) -> "QuestionFacts":
        """Check the question with what belongs to it."""
        parts = {"rules", "shown_if", "choices", "columns"}
        named = fact.texts("rules")
        refuse_unknown(fact, "rules", named, rules)
        choices = [(f, f.row(Choice, order=order)) for order, f in enumerate(fact.children("choices"), 1)]
        columns = [(f, f.row(Column, order=order)) for order, f in enumerate(fact.children("columns"), 1)]
        row = fact.row(Question, besides=parts, order=1)
        return cls(fact, row, named, fact.take("shown_if", str), choices, columns)


@dataclass(frozen=True)
class FormFacts:
    """A form with its sections, as read: each section with its questions in their order."""

    fact: Fact
    row: dict[str, Any]
    kind: str
    sections: list[tuple[Fact, dict[str, Any], list[QuestionFacts]]]

    @classmethod
    def read(
        cls,
        fact: Fact,
        *,
        questions: dict[str, Fact],
        kinds: set[str],
        rules: set[str],
        refuse_unknown: Refuse,
    ) -> "FormFacts":
        """Check the form; `questions` are the ones that sections name, and may word in another length."""
        kind = fact.take("kind", str, required=True)
        refuse_unknown(fact, "kind", [kind], kinds)
        row = fact.row(QuestionSet, besides={"kind", "sections"}, is_ready_form=True)
        sections = []
        before: set[str] = set()
        for order, section in enumerate(fact.children("sections"), 1):
            asked = []
            for part in section.children("questions"):
                name = part.take("question", str, required=True)
                refuse_unknown(part, "question", [name], set(questions) - before)
                own = {key: value for key, value in part.data.items() if key != "question"}
                whole = Fact(part.file, part.place, questions[name].data | own)
                question = QuestionFacts.read(whole, rules, refuse_unknown)
                refuse_unknown(whole, "shown_if", [question.shown_if] if question.shown_if else [], before)
                asked.append(question)
                before.add(name)
            sections.append((section, section.row(Section, besides={"questions"}, order=order), asked))
        return cls(fact, row, kind, sections)

    def write(self, loading: Loading, region: Region) -> None:
        """The form, whole when it is new; later it is the officers' to change."""
        kind = GrantKind.objects.filter(region=region, slug=self.kind).first()
        key = {"region": region, "slug": self.row["slug"]}
        form, is_new = loading.put(self.fact, QuestionSet, key, self.row | {"kind": kind})
        if not is_new:
            return
        made: dict[str, Question] = {}
        for fact, row, questions in self.sections:
            section, _is_new = loading.put(fact, Section, {"question_set": form, "name": row["name"]}, row)
            for order, question in enumerate(questions, 1):
                made[question.row["name"]] = _write(loading, section, question, order, made)


def _write(
    loading: Loading, section: Section, facts: QuestionFacts, order: int, made: dict[str, Question]
) -> Question:
    key = {"question_set": section.question_set, "name": facts.row["name"]}
    links = {"section": section, "order": order, "shown_if": made.get(facts.shown_if or "")}
    question, _is_new = loading.put(facts.fact, Question, key, facts.row | links)
    question.rules.set(GrantRule.objects.filter(region=section.question_set.region, code__in=facts.rules))
    for fact, row in facts.choices:
        loading.put(fact, Choice, {"question": question, "value": row["value"]}, row)
    for fact, row in facts.columns:
        loading.put(fact, Column, {"question": question, "name": row["name"]}, row)
    return question
