"""The pages on which applicants write: choosing, the task list, and one page for each part of the application."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grants import services
from grants.answers import is_empty, is_shown
from grants.asked import asked_in, kept_answers
from grants.checks import may_apply
from grants.enums import ApplicationState, Meaning, QuestionKind
from grants.forms.answers import as_typed, problems_of
from grants.forms.applying import AskLateForm, BeginForm, SectionForm, Typed, base_of
from grants.models import Application, CallKind, Question, Section, Submission
from grants.presence import note_presence, others_present
from grants.progress import Progress, budget_problems, progress_of
from grants.rules import edits_application
from grants.services.applying import ALL, answerable_request, is_open, open_request
from grants.services.beginning import drafts_of, earlier_applications, eligibility
from grants.services.late import may_ask_late
from grants.services.sending import sending_at
from members.models import Organisation
from members.rules import organisations_changed_by
from portal.errors import Conflict, Refused
from portal.many_files import left_out, tells_of_files_left_out
from portal.parameters import key_of

from .bringing_files import REMOVE, Brought, bring, file_field, limits, remove_chosen
from .fetching_application import read_by_user, written_by_user
from .showing_application import base_context, form_context, may_write_now, saved_line, state_word


@never_cache
@login_required
def application_create(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who applies; then whether they can, with reasons; then the draft is begun."""
    call_kind = CallKind.objects.select_related("call__region", "kind", "question_set").filter(pk=pk).first()
    if call_kind is None or not call_kind.call.is_open(request.arrived_at):
        raise Http404
    own = Organisation.objects.filter(pk__in=organisations_changed_by(request.user)).order_by(
        "sort_key", "pk"
    )
    takes_groups = may_apply(eligibility(call_kind, None))
    form = BeginForm(request.POST or request.GET or None, organisations=own, takes_groups=takes_groups)
    context: dict[str, Any] = {"call_kind": call_kind, "call": call_kind.call, "form": form}
    if not form.is_bound or not form.is_valid():
        return render(request, "grants/application_create.html", context)
    organisation = form.organisation
    checks = eligibility(call_kind, organisation)
    earlier = earlier_applications(call_kind, organisation, actor=request.user) if organisation else []
    if request.method == "POST":
        copied = next((each for each in earlier if str(each.key) == request.POST.get("copy")), None)
        try:
            draft = services.begin_application(
                call_kind=call_kind,
                organisation=organisation,
                group_name=form.cleaned_data.get("group_name", "").strip(),
                language=get_language() or "fi",
                arrived_at=request.arrived_at,
                copied_from=copied,
                key=key_of(request.POST.get("key", "")),
                actor=request.user,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The draft has been begun. It saves itself as you write."))
            return redirect(draft)
    context |= {
        "organisation": organisation,
        "applicant_name": organisation.name if organisation else form.cleaned_data["group_name"],
        "checks": checks,
        "may_apply": may_apply(checks),
        "key": uuid4(),
        "others": drafts_of(call_kind, organisation=organisation, actor=request.user),
        "earlier": earlier,
    }
    return render(request, "grants/application_begin.html", context)


@read_by_user
@require_safe
def application_detail(request: HttpRequest, application: Application) -> HttpResponse:
    """The task list of a draft; of what was sent, how it stands."""
    progress = progress_of(application)
    request_open = open_request(application) if application.state == ApplicationState.SUBMITTED else None
    may_write = request.user.has_perm("grants.change_application", application)
    is_applicant = edits_application(request.user, application)
    if is_applicant and application.state != ApplicationState.DRAFT:
        services.mark_read(application=application, by_applicant=True)
    may_supplement = may_write and answerable_request(application, request.arrived_at) is not None
    submissions = list(application.submissions.order_by("-number"))
    context = form_context(request, application) | {
        "progress": progress,
        "supplement": request_open,
        "may_supplement": may_supplement,
        "has_unsent": _has_unsent(application, progress, submissions, request.arrived_at),
        "may_write": may_write,
        "late_requests": list(application.late_requests.all()),
        "late_form": AskLateForm()
        if is_applicant and may_ask_late(application, request.arrived_at)
        else None,
        "is_applicant": is_applicant,
        "others": others_present(application, request.user),
        "colleagues": application.roles.in_force().exclude(user=request.user.pk).select_related("user"),
        "submissions": submissions,
        "conversation": application.messages.select_related("author"),
        "shows_problems": request.GET.get("puuttuu") == "1",
        "state_word": state_word(application, waits_for_supplement=request_open is not None),
    }
    return render(request, "grants/application_detail.html", context)


def _has_unsent(
    application: Application, progress: Progress, submissions: list[Submission], arrived_at: datetime
) -> bool:
    """Whether a sent application says something by now that its last sending does not, and that can still be sent."""
    if application.state != ApplicationState.SUBMITTED or not submissions:
        return False
    try:
        return sending_at(application, arrived_at, progress=progress).digest != submissions[0].sha256
    except Refused:
        return False


@read_by_user
@require_safe
def application_rules(request: HttpRequest, application: Application) -> HttpResponse:
    """Whether the applicant can apply: each rule with its verdict and reason."""
    context = base_context(request, application) | {"checks": progress_of(application).checks}
    return render(request, "grants/application_rules.html", context)


def _section_of(application: Application, name: str) -> Section:
    section = asked_in(application).section(name)
    if section is None:
        raise Http404
    return section


@tells_of_files_left_out
def application_section(request: HttpRequest, key: UUID, section: str) -> HttpResponseBase:
    """One part of the questions: to read for whoever sees the application; writing is another door."""
    if request.method == "POST":
        return section_save(request, key=key, section=section)
    return section_show(request, key=key, section=section)


@read_by_user
@require_safe
def section_show(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """The questions with what has been answered."""
    return _section_page(request, application, _section_of(application, section))


@written_by_user
def section_save(request: HttpRequest, application: Application, section: str) -> HttpResponseBase:
    """Save what was typed: by itself, where only a line comes back, or by the button, which goes on to the next part."""
    part, asked = _section_of(application, section), asked_in(application)
    questions, kept = asked.of_section(part), kept_answers(application)
    typed = Typed(request.POST, questions, asked.places)
    names = {question.name for question in questions}
    clash: Conflict | None = None
    saved: dict[str, int] = {}
    values = typed.values if request.htmx else _still_shown(asked, kept.values, typed.values)
    try:
        if values:
            saved = services.save_answers(
                application=application,
                base_versions=typed.versions,
                values=values,
                arrived_at=request.arrived_at,
                actor=request.user,
                kept=kept,
            )
    except Conflict as conflict:
        clash = conflict
    except (Refused, PermissionDenied) as refusal:
        if not request.htmx and isinstance(refusal, Refused):
            unsaved = [
                (asked.questions[name].label, as_typed(asked.questions[name], value, asked.places))
                for name, value in typed.values.items()
                if not is_empty(value)
            ]
            return _section_page(request, application, part, refusal=str(refusal), unsaved=unsaved)
        if not request.htmx:
            raise
        return saved_line(request, application, problem=str(refusal))
    if request.htmx:
        return _autosaved(request, application, part, kept.values, typed, saved, clash)
    brought = _bring_files(request, application, questions)
    remove_chosen(request, application)
    if clash or any(each.problems for each in brought.values()):
        return _section_page(request, application, part, clash=clash, brought=brought)
    return _after_button(request, application, part, names, brought)


def _bring_files(
    request: HttpRequest, application: Application, questions: list[Question]
) -> dict[str, Brought]:
    """Question → what became of its files, which a page without a script sends along with the answers."""
    pressed = request.POST.getlist("act")
    brought: dict[str, Brought] = {}
    for question in questions:
        field = file_field(question.name)
        files = request.FILES.getlist(field)
        if question.kind == QuestionKind.FILE and (files or field in pressed):
            brought[question.name] = bring(request, application, files, question=question.name)
    return brought


def _still_shown(asked: Any, answers: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Without the fields that the page still had, but that another answer of the same page has closed."""
    together = {**answers, **values}
    return {name: value for name, value in values.items() if is_shown(asked.questions[name], together)}


def _autosaved(
    request: HttpRequest,
    application: Application,
    section: Section,
    before: dict[str, Any],
    typed: Typed,
    saved: dict[str, int],
    clash: Conflict | None,
) -> HttpResponse:
    """The line that says so, what the saved fields are based on from now on, and questions that came or went."""
    asked = asked_in(application)
    clashing = {each.field for each in clash.clashes} if clash else set()
    now_kept = {
        **before,
        **{name: value for name, value in typed.values.items() if name not in clashing},
    }
    versions = {
        name: saved.get(name, typed.versions[name] + 1) for name in typed.values if name not in clashing
    }
    bases = {
        name: base_of(version, now_kept[name], asked.questions[name]) for name, version in versions.items()
    }
    questions = asked.of_section(section)
    was, now = asked.shown(before, questions), asked.shown(now_kept, questions)
    changed = [each for each in questions if (each in was) != (each in now)]
    context: dict[str, Any] = {
        "bases": bases,
        "problem": str(clash) if clash else "",
        "has_conflict": clash is not None,
        "others": note_presence(application, request.user),
    }
    if changed:
        kept = kept_answers(application)
        form = SectionForm(
            questions=questions, answers=kept.values, versions=kept.versions, shown=now, places=asked.places
        )
        context["rows"] = [row for row in form.rows if row["question"] in changed]
    return saved_line(request, application, **context)


def _after_button(
    request: HttpRequest,
    application: Application,
    section: Section,
    names: set[str],
    brought: dict[str, Brought],
) -> HttpResponseBase:
    """Stay where something typed is wrong, more rows are wanted or a file was added, else go on."""
    kept, asked = kept_answers(application), asked_in(application)
    here = reverse("grants:application-section", args=[application.key, section.name])
    for name, each in brought.items():
        messages.success(request, each.words)
        if file_field(name) in request.POST.getlist("act"):
            return redirect(f"{here}#{file_field(name)}")
    if any(act == "more" or act.startswith(REMOVE) for act in request.POST.getlist("act")):
        return redirect(here)
    questions = asked.of_section(section)
    wrong = problems_of(questions, kept.values, places=asked.places)
    # The costs may stand in another part, which is filled in later.
    is_budget = any(each.meaning == Meaning.COSTS for each in questions)
    if is_budget and budget_problems(questions, asked, kept, here):
        return redirect(here)
    if any(not is_empty(kept.values.get(name)) for name in set(wrong) & names):
        return redirect(here)
    messages.success(request, _("Saved."))
    if open_request(application) and not is_open(application, request.arrived_at):
        return redirect(application)
    parts = progress_of(application).parts
    place = next(place for place, each in enumerate(parts) if each.name == section.name)
    return redirect(parts[place + 1].url)


def _section_page(
    request: HttpRequest,
    application: Application,
    section: Section,
    *,
    clash: Conflict | None = None,
    brought: dict[str, Brought] | None = None,
    refusal: str = "",
    unsaved: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The part with what is kept; what was refused stands above it as it was typed, for whoever has no script."""
    asked, kept = asked_in(application), kept_answers(application)
    questions = asked.of_section(section)
    may_write, why_closed, names = may_write_now(request, application)
    problems = problems_of(questions, kept.values, places=asked.places)
    # What is not answered yet is no mistake; it is told where the whole is sent.
    wrong = {name: words for name, words in problems.items() if not is_empty(kept.values.get(name))}
    url = reverse("grants:application-section", args=[application.key, section.name])
    for problem in budget_problems(questions, asked, kept, url):
        wrong.setdefault(problem.field, []).append(problem.text)
    form = SectionForm(
        questions=questions,
        answers=kept.values,
        versions=kept.versions,
        shown=asked.shown(kept.values, questions),
        places=asked.places,
        problems=wrong,
        clashes=clash.clashes if clash else (),
    )
    if not may_write or names is not ALL:
        for name, field in form.fields.items():
            field.disabled = not may_write or (names is not ALL and name not in names)
    files: dict[str, list[Any]] = {}
    for each in application.attachments.current().exclude(question=""):
        files.setdefault(each.question, []).append(each)
    rows: list[dict[str, Any]] = [
        row
        | {
            "files": files.get(row["question"].name, []),
            "problems": (brought or {}).get(row["question"].name, Brought()).problems,
            "file_field": file_field(row["question"].name),
        }
        for row in form.rows
    ]
    number = [each.pk for each in asked.sections].index(section.pk) + 1
    context = form_context(request, application) | {
        "section": section,
        "number": number,
        "count": len(asked.sections),
        "form": form,
        "rows": rows,
        "problems": [(row["file_field"], words) for row in rows for words in row["problems"]],
        "takes_files": may_write and any(each.kind == QuestionKind.FILE for each in questions),
        "conflict": clash,
        "may_write": may_write,
        "why_closed": refusal or why_closed,
        "unsaved": unsaved,
        "saved_at": kept.saved_at,
        "others": note_presence(application, request.user) if may_write else [],
        "url": url,
        **limits(),
    }
    status = HTTPStatus.BAD_REQUEST if left_out(request) else HTTPStatus.OK
    status = HTTPStatus.CONFLICT if refusal else status
    return render(request, "grants/application_section.html", context, status=status)
