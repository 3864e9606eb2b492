"""The question builder: sections and questions are written, moved, tried out and taken away."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.answers import budget_of, is_shown
from grants.estimate import minutes_for
from grants.forms.answers import AnswersForm, problems_of
from grants.forms.call import are_valid
from grants.forms.question import QuestionForm, ReadyFormForm, SectionForm, part_forms, rows_of
from grants.holes import holes_of_questions
from grants.models import Question, QuestionSet, Section
from portal.errors import Conflict, Overtaken, Refused
from portal.history import events_of
from portal.parameters import whole_number

from .fetching import add_errors, for_officers, handled_set, regions_of


@for_officers
@require_safe
def set_list(request: HttpRequest) -> HttpResponse:
    """The ready forms, from which calls take copies."""
    sets = QuestionSet.objects.handled_by(request.user).ready_forms().select_related("kind")
    return render(request, "grants/set_list.html", {"sets": sets})


@for_officers
def set_create(request: HttpRequest) -> HttpResponseBase:
    """A new ready form, for a kind that the secretariat has added for instance."""
    regions = regions_of(request.user)
    asked = request.GET.get("alue")
    region = next((each for each in regions if each.slug == asked), regions[0] if regions else None)
    if region is None:
        raise Http404
    form = ReadyFormForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        made = services.make_set(region=region, is_ready_form=True, actor=request.user, **form.cleaned_data)
        return redirect("grants:set-edit", made.key)
    return render(request, "grants/set_form.html", {"form": form})


@handled_set
@require_safe
def set_edit(request: HttpRequest, question_set: QuestionSet) -> HttpResponse:
    """All sections with their questions in their order."""
    sections = list(_sections(question_set))
    questions = [question for section in sections for question in section.questions.all()]
    context = {
        "set": question_set,
        "sections": sections,
        "count": len(questions),
        "minutes": minutes_for(questions),
        "is_frozen": question_set.is_frozen(timezone.now()),
        "newer": QuestionSet.objects.filter(follows=question_set).first(),
        "is_waiting": question_set.follows_id is not None and not question_set.call_kinds.exists(),
        "holes": holes_of_questions(question_set),
        "calls": question_set.call_kinds.select_related("call", "kind"),
    }
    return render(request, "grants/set_edit.html", context)


@handled_set
def set_preview(request: HttpRequest, question_set: QuestionSet) -> HttpResponse:
    """The questions as an applicant sees them; test answers are judged and not kept.

    The script asks after each answer for the questions that come or go by it: those that the page asks, or does not.
    """
    sections = list(_sections(question_set))
    places = _places(question_set)
    asked = [question for section in sections for question in section.questions.all()]
    is_tried = request.method == "POST"
    answers: dict[str, Any] = {}
    if is_tried:
        answers = AnswersForm(request.POST, questions=asked, places=places).typed
    form = AnswersForm(questions=asked, answers=answers, places=places, is_strict=True)
    if request.headers.get("HX-Request"):
        there = set(request.POST.getlist("asked"))
        rows = [
            {"question": each, "field": form[each.name], "problems": [], "is_shown": is_shown(each, answers)}
            for each in asked
        ]
        changed = [row for row in rows if row["is_shown"] != (row["question"].name in there)]
        return render(request, "grants/_preview_changes.html", {"rows": changed})
    problems = problems_of(asked, answers, places=places) if is_tried else {}
    parts = [
        {
            "section": section,
            "rows": [
                {
                    "question": question,
                    "field": form[question.name],
                    "problems": problems.get(question.name, []),
                    "is_shown": is_shown(question, answers),
                }
                for question in section.questions.all()
            ],
        }
        for section in sections
    ]
    context = {
        "set": question_set,
        "parts": parts,
        "is_tried": is_tried,
        "problems": [(form[name], words) for name, words in problems.items()],
        "budget": budget_of(asked, answers) if is_tried else None,
        "minutes": minutes_for(asked),
    }
    return render(request, "grants/set_preview.html", context)


@handled_set
@require_POST
def set_version(request: HttpRequest, question_set: QuestionSet) -> HttpResponseBase:
    """Begin a newer version of frozen questions."""
    made = services.start_version(question_set=question_set, actor=request.user)
    messages.success(request, _("This is the newer version. Applicants get it when you take it into use."))
    return redirect("grants:set-edit", made.key)


@handled_set
@require_POST
def set_use(request: HttpRequest, question_set: QuestionSet) -> HttpResponseBase:
    """Take a newer version into use."""
    moved = services.use_version(question_set=question_set, actor=request.user)
    words = _(
        "The newer questions are in use. Drafts that went over to them: %(count)d. Their writers get a mail."
    )
    messages.success(request, words % {"count": moved})
    return redirect("grants:set-edit", question_set.key)


@handled_set
@require_POST
def section_reorder(request: HttpRequest, question_set: QuestionSet) -> HttpResponseBase:
    """Put the sections in another order."""
    order = _order(request)
    if order is not None:
        return _reordered(
            request,
            lambda: services.reorder_sections(question_set=question_set, order=order, actor=request.user),
        )
    _step(request, Section.objects.filter(question_set=question_set))
    return redirect("grants:set-edit", question_set.key)


@handled_set
@require_POST
def question_reorder(request: HttpRequest, question_set: QuestionSet, section: UUID) -> HttpResponseBase:
    """Put the questions of a section in another order: the whole order at once, or one a step up or down."""
    record = _section(question_set, section)
    order = _order(request)
    if order is not None:
        return _reordered(
            request, lambda: services.reorder_questions(section=record, order=order, actor=request.user)
        )
    _step(request, Question.objects.filter(section=record).select_related("question_set"))
    return redirect("grants:set-edit", question_set.key)


@handled_set
def section_create(request: HttpRequest, question_set: QuestionSet) -> HttpResponseBase:
    """A new section at the end."""
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_section(question_set=question_set, values=form.values, actor=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("grants:set-edit", question_set.key)
    return render(request, "grants/section_form.html", {"set": question_set, "form": form})


@handled_set
def section_edit(request: HttpRequest, question_set: QuestionSet, section: UUID) -> HttpResponseBase:
    """Change the words of a section."""
    record = _section(question_set, section)
    form = SectionForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["base_version"] or 0
        now = Section.objects.get(pk=record.pk)
        try:
            services.change_section(section=now, base_version=version, values=form.values, actor=request.user)
        except Conflict as conflict:
            QuestionForm.tell_conflict(form, conflict)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("grants:set-edit", question_set.key)
    return render(request, "grants/section_form.html", {"set": question_set, "section": record, "form": form})


@handled_set
@require_POST
def section_remove(request: HttpRequest, question_set: QuestionSet, section: UUID) -> HttpResponseBase:
    """Take a section away with its questions."""
    record = _section(question_set, section)
    services.remove_section(section=record, actor=request.user)
    messages.success(request, _("“%(title)s” was taken away.") % {"title": record.title})
    return redirect("grants:set-edit", question_set.key)


@handled_set
def question_create(request: HttpRequest, question_set: QuestionSet, section: UUID) -> HttpResponseBase:
    """A new question at the end of a section."""
    return _question_page(request, question_set, _section(question_set, section), None)


@handled_set
def question_edit(request: HttpRequest, question_set: QuestionSet, question: UUID) -> HttpResponseBase:
    """Change a question."""
    record = _question(question_set, question)
    return _question_page(request, question_set, record.section, record)


@handled_set
@require_POST
def question_remove(request: HttpRequest, question_set: QuestionSet, question: UUID) -> HttpResponseBase:
    """Take a question away."""
    record = _question(question_set, question)
    services.remove_question(question=record, actor=request.user)
    messages.success(request, _("“%(title)s” was taken away.") % {"title": record.label})
    return redirect("grants:set-edit", question_set.key)


def _question_page(
    request: HttpRequest, question_set: QuestionSet, section: Section, record: Question | None
) -> HttpResponseBase:
    form = QuestionForm(request.POST or None, question_set=question_set, section=section, instance=record)
    lists = part_forms(record, request.POST or None)
    if request.method == "POST" and are_valid(form, *lists.values()):
        parts = {name: rows_of(rows) for name, rows in lists.items()}
        rules = list(form.cleaned_data["rules"])
        try:
            if record is None:
                services.add_question(
                    section=section, values=form.values, rules=rules, **parts, actor=request.user
                )
            else:
                now = Question.objects.get(pk=record.pk)
                version = form.cleaned_data["base_version"] or 0
                services.change_question(
                    question=now,
                    base_version=version,
                    values=form.values,
                    section=form.cleaned_data.get("place"),
                    rules=rules,
                    **parts,
                    actor=request.user,
                )
        except Conflict as conflict:
            form.tell_conflict(conflict)
        except ValidationError as error:
            add_errors(form, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("grants:set-edit", question_set.key)
    context = {
        "set": question_set,
        "section": section,
        "question": record,
        "form": form,
        "lists": lists,
        "is_frozen": question_set.is_frozen(timezone.now()),
        "events": events_of(record) if record else [],
    }
    return render(request, "grants/question_form.html", context)


def _sections(question_set: QuestionSet) -> Any:
    return question_set.sections.order_by("order").prefetch_related(
        "questions__choices",
        "questions__columns",
        "questions__rules",
        "questions__shown_if__shown_if",
        "questions__shown_if__choices",
    )


def _places(question_set: QuestionSet) -> list[tuple[str, str]]:
    return [(place.code, place.name) for place in question_set.region.municipalities.all()]


def _section(question_set: QuestionSet, key: UUID) -> Section:
    found = question_set.sections.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _question(question_set: QuestionSet, key: UUID) -> Question:
    found = question_set.questions.select_related("section").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _order(request: HttpRequest) -> list[int] | None:
    given = request.POST.getlist("order")
    return [pk for pk in map(whole_number, given) if pk is not None] if given else None


def _reordered(request: HttpRequest, act: Any) -> HttpResponse:
    """The answer to the script: nothing to show, or that the list was another one already."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponse(status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _step(request: HttpRequest, rows: Any) -> None:
    for step, places in (("up", -1), ("down", 1)):
        if (pk := whole_number(request.POST.get(step, ""))) is not None:
            part = rows.filter(pk=pk).first()
            if part is None:
                raise Overtaken(_("Somebody has removed this meanwhile."))
            services.move(part=part, places=places, actor=request.user)
