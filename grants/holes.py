"""What is missing before a call can be published, each with the page where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.formats import euros

from .enums import Meaning, QuestionKind
from .models import Call, CallKind, Question, QuestionSet

LANGUAGE_NAMES = {"sv": gettext_lazy("Swedish"), "en": gettext_lazy("English")}


@dataclass(frozen=True)
class Hole:
    """One thing that is missing: a sentence that says what to do, and where; not all of them stand in the way."""

    words: str
    url: str
    blocks: bool = True


def holes_of(call: Call) -> list[Hole]:
    """All that is missing; first what stands in the way of publishing."""
    holes = [*_facts(call), *_wishes(call)]
    kinds = list(
        call.call_kinds.select_related("kind", "question_set", "call").prefetch_related(
            "earmarks", "criteria"
        )
    )
    if not kinds:
        holes.append(Hole(_("Choose at least one kind of grant."), f"{call.edit_url}#kinds"))
    for call_kind in kinds:
        holes += _kind(call_kind)
    return sorted(holes, key=lambda hole: not hole.blocks)


def heading_of(holes: list[Hole]) -> str:
    """ "5 things are missing", of those that stand in the way."""
    count = sum(hole.blocks for hole in holes)
    if not count:
        return _("The call can be published") if holes else _("Nothing is missing")
    return ngettext("%(count)d thing is missing", "%(count)d things are missing", count) % {"count": count}


def _facts(call: Call) -> Iterator[Hole]:
    url = reverse("grants:call-change", args=[call.key])
    if call.opens_at is None:
        yield Hole(_("Write when the call opens."), f"{url}#id_opens_at_0")
    if call.closes_at is None and not call.is_continuous:
        yield Hole(_("Write when the call closes, or mark it as continuous."), f"{url}#id_closes_at_0")
    if call.closes_at is not None and call.closes_at <= timezone.now():
        yield Hole(_("The closing time has passed. Write a later one."), f"{url}#id_closes_at_0")
    if (
        call.supplements_until
        and call.closes_at
        and call.supplements_until < timezone.localdate(call.closes_at)
    ):
        words = _("The day for supplements is before the call closes. Write a later one.")
        yield Hole(words, f"{url}#id_supplements_until")
    if not call.summary_fi:
        yield Hole(_("Write in one sentence what is granted and to whom."), f"{url}#id_summary_fi")
    if not call.contact_email and not call.contact_phone:
        yield Hole(
            _("Say where applicants can ask: an e-mail address or a phone number."), f"{url}#id_contact_email"
        )


def _wishes(call: Call) -> Iterator[Hole]:
    url = reverse("grants:call-change", args=[call.key])
    if call.use_from is None or call.use_until is None:
        yield Hole(
            _("The time in which the grant may be used is not told."), f"{url}#id_use_from", blocks=False
        )
    if call.principles_id is None:
        yield Hole(_("The principles of the call are not named."), f"{url}#id_principles", blocks=False)
    if call.supplements_until is None:
        yield Hole(
            _("By when a supplement must come is not told."), f"{url}#id_supplements_until", blocks=False
        )
    for code, name in LANGUAGE_NAMES.items():
        if not (getattr(call, f"title_{code}") and getattr(call, f"summary_{code}")):
            words = _("Title and summary are not in %(language)s.") % {"language": name}
            yield Hole(words, f"{url}#id_title_{code}", blocks=False)
        elif call.text_fi and not getattr(call, f"text_{code}"):
            words = _("The text is not in %(language)s.") % {"language": name}
            yield Hole(words, f"{url}#id_text_{code}", blocks=False)


def _kind(call_kind: CallKind) -> Iterator[Hole]:
    url = reverse("grants:call-kind", args=[call_kind.call.key, call_kind.pk])
    name = {"kind": call_kind.kind.name}
    if call_kind.question_set is None:
        yield Hole(_("%(kind)s: choose the questions.") % name, url)
    else:
        yield from _questions(call_kind.question_set, name)
    if not (call_kind.decision_route or call_kind.kind.decision_route):
        yield Hole(_("%(kind)s: say who decides.") % name, f"{url}#id_decision_route")
    weights = [criterion.weight for criterion in call_kind.criteria.all()]
    if weights and sum(weights) != 100:  # noqa: PLR2004 - per cent
        words = _("%(kind)s: the weights of the criteria make %(sum)d %%, not 100 %%.")
        yield Hole(words % {**name, "sum": sum(weights)}, f"{url}#criteria")
    kept = sum(earmark.amount or 0 for earmark in call_kind.earmarks.all())
    if call_kind.appropriation is not None and kept > call_kind.appropriation:
        words = _("%(kind)s: the earmarks are %(sum)s over the appropriation.")
        yield Hole(words % {**name, "sum": euros(kept - call_kind.appropriation)}, f"{url}#earmarks")
    if call_kind.appropriation is None:
        yield Hole(
            _("%(kind)s: the appropriation is not told.") % name, f"{url}#id_appropriation", blocks=False
        )
    if not weights:
        yield Hole(_("%(kind)s: there are no criteria of scoring.") % name, f"{url}#criteria", blocks=False)


def holes_of_questions(question_set: QuestionSet) -> list[Hole]:
    """What is missing in a set of questions by itself, such as a newer version before it is taken into use."""
    return list(_questions(question_set, {"kind": str(question_set.kind or question_set.name)}))


def _questions(question_set: QuestionSet, name: dict[str, str]) -> Iterator[Hole]:
    url = reverse("grants:set-edit", args=[question_set.key])
    questions = list(
        question_set.questions.select_related("section", "shown_if__section").prefetch_related(
            "choices", "columns", "shown_if__choices"
        )
    )
    if not questions:
        yield Hole(_("%(kind)s: there are no questions.") % name, url)
        return
    if not any(question.meaning == Meaning.REQUESTED_SUM for question in questions):
        yield Hole(_("%(kind)s: no question asks for the sum that is applied for.") % name, url)
    filled = {question.section_id for question in questions}
    for section in question_set.sections.all():
        if section.pk not in filled:
            words = _("%(kind)s: the part “%(part)s” has no questions.")
            yield Hole(words % {**name, "part": section.title}, url)
    for question in questions:
        for words in wrong_with(question):
            at = reverse("grants:question-edit", args=[question_set.key, question.key])
            yield Hole(f"{name['kind']}, {question.label}: {words}", at)
    for code, language in LANGUAGE_NAMES.items():
        count = sum(not getattr(question, f"label_{code}") for question in questions)
        if count:
            words = ngettext(
                "%(kind)s: %(count)d question is not in %(language)s.",
                "%(kind)s: %(count)d questions are not in %(language)s.",
                count,
            )
            yield Hole(words % {**name, "count": count, "language": language}, url, blocks=False)


def wrong_with(question: Question) -> Iterator[str]:
    """What makes a question impossible to answer as it stands."""
    if question.kind in {QuestionKind.CHOICE, QuestionKind.MANY} and not question.choices.all():
        yield _("there is nothing to choose from.")
    if question.kind == QuestionKind.TABLE and not question.columns.all():
        yield _("the table has no columns.")
    if question.shown_if and place_of(question.shown_if) >= place_of(question):
        yield _("the question that it hangs on comes later.")
    elif question.shown_if and question.shown_if_values:
        offered = {choice.value for choice in question.shown_if.choices.all()}
        if not offered & set(question.shown_if_values):
            yield _("it is never asked: the choice that it hangs on is no longer there.")


def place_of(question: Question) -> tuple[int, int]:
    """Where in the set a question stands."""
    return question.section.order, question.order
