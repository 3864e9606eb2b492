"""The pages on which applicants write: choosing, the task list, and one page for each part of the application."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grants import services
from grants.answers import is_empty, is_shown
from grants.asked import asked_in, kept_answers
from grants.checks import may_apply
from grants.enums import ApplicationState
from grants.forms.answers import problems_of
from grants.forms.applying import (
    BeginForm,
    DetailsForm,
    SectionForm,
    Typed,
    base_of,
    typed_details,
    typed_signatories,
)
from grants.models import Application, CallKind, Section
from grants.presence import note_presence, others_present
from grants.progress import Part, budget_problems, progress_of
from grants.services.applying import ALL, is_open, open_names, open_request
from grants.services.beginning import drafts_of, earlier_applications, eligibility
from grants.services.details import ACCOUNT, CONTACTS
from members.models import Organisation
from members.rules import organisations_changed_by
from portal.errors import Conflict, Refused

from .fetching_application import open_to_readers, read_by_user, written_by_user

SAVED = "X-Saved"
"""A header by which the page knows that all that it sent is stored."""


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
    if may_write and application.state != ApplicationState.DRAFT:
        services.mark_read(application=application, by_applicant=True)
    context = base_context(request, application) | {
        "progress": progress,
        "supplement": request_open,
        "may_write": may_write,
        "others": others_present(application, request.user),
        "colleagues": application.roles.in_force().exclude(user=request.user.pk).select_related("user"),
        "submissions": list(application.submissions.order_by("-number")),
        "conversation": application.messages.select_related("author"),
        "shows_problems": request.GET.get("puuttuu") == "1",
        "state_word": state_word(application, waits_for_supplement=request_open is not None),
    }
    return render(request, "grants/application_detail.html", context)


def state_word(application: Application, *, waits_for_supplement: bool) -> tuple[str, str]:
    """The shape and the plain word of how an application stands, for the applicant."""
    if application.state == ApplicationState.DRAFT:
        return "ring", _("Draft, not sent")
    if application.state == ApplicationState.WITHDRAWN:
        return "dash", _("Withdrawn")
    if waits_for_supplement:
        return "triangle", _("You are asked to supplement")
    return "half", _("Sent, being handled")


def base_context(request: HttpRequest, application: Application) -> dict[str, Any]:
    """What every page of an application shows: the time left, by the server's clock."""
    now = timezone.now()
    return {
        "application": application,
        "call": application.call,
        "kind": application.call_kind.kind,
        "now": now,
        "is_open": is_open(application, now),
        "may_attach": is_open(application, now)
        and request.user.has_perm("grants.change_application", application),
        "keep_key": f"{request.user.pk}:{application.key}",
    }


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
        if not request.htmx:
            raise
        return _line(request, application, problem=str(refusal))
    if request.htmx:
        return _autosaved(request, application, part, kept.values, typed, saved, clash)
    if clash:
        return _section_page(request, application, part, clash=clash)
    return _after_button(request, application, part, names)


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
    bases = {name: base_of(version, now_kept[name]) for name, version in versions.items()}
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
    return _line(request, application, **context)


def _line(request: HttpRequest, application: Application, **context: Any) -> HttpResponse:
    context |= {"application": application, "saved_at": timezone.now(), "is_part": True}
    response = render(request, "grants/_application_saved.html", context)
    if not context.get("problem"):
        response[SAVED] = "all"
    return response


def _after_button(
    request: HttpRequest, application: Application, section: Section, names: set[str]
) -> HttpResponseBase:
    """Stay where something typed is wrong or more rows are wanted, else go on."""
    kept, asked = kept_answers(application), asked_in(application)
    here = reverse("grants:application-section", args=[application.key, section.name])
    if "more" in request.POST.getlist("act"):
        return redirect(here)
    wrong = problems_of(asked.of_section(section), kept.values, places=asked.places)
    if any(not is_empty(kept.values.get(name)) for name in set(wrong) & names):
        return redirect(here)
    messages.success(request, _("Saved."))
    if open_request(application) and not is_open(application, request.arrived_at):
        return redirect(application)
    parts = progress_of(application).parts
    place = next(place for place, each in enumerate(parts) if each.name == section.name)
    return redirect(parts[place + 1].url)


def _section_page(
    request: HttpRequest, application: Application, section: Section, *, clash: Conflict | None = None
) -> HttpResponse:
    asked, kept = asked_in(application), kept_answers(application)
    questions = asked.of_section(section)
    may_write, why_closed, names = _may_write(request, application)
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
    number = [each.pk for each in asked.sections].index(section.pk) + 1
    context = base_context(request, application) | {
        "section": section,
        "number": number,
        "count": len(asked.sections),
        "form": form,
        "files": files,
        "conflict": clash,
        "may_write": may_write,
        "why_closed": why_closed,
        "saved_at": kept.saved_at,
        "others": note_presence(application, request.user) if may_write else [],
        "url": url,
    }
    return render(request, "grants/application_section.html", context)


def _may_write(request: HttpRequest, application: Application) -> tuple[bool, str, frozenset[str] | None]:
    """Whether the user can write now; if not, why; and which questions."""
    if not request.user.has_perm("grants.change_application", application):
        return False, _("You can read this application, but not write in it."), ALL
    try:
        return True, "", open_names(application, request.arrived_at)
    except Refused as refusal:
        return False, str(refusal), ALL


@open_to_readers
def application_contacts(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Who applies, and who is asked when something is unclear."""
    return _details(request, application, CONTACTS, "contacts")


@open_to_readers
def application_account(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Where the money goes, and who signs."""
    return _details(request, application, ACCOUNT, "account")


def _details(
    request: HttpRequest, application: Application, names: tuple[str, ...], page: str
) -> HttpResponseBase:
    clash: Conflict | None = None
    if request.method == "POST":
        values, bases = typed_details(request.POST, names)
        try:
            application = services.change_details(
                application=application,
                values=values,
                bases=bases,
                arrived_at=request.arrived_at,
                actor=request.user,
            )
            if page == "account":
                services.change_signatories(
                    application=application,
                    rows=typed_signatories(request.POST),
                    arrived_at=request.arrived_at,
                    actor=request.user,
                )
        except Conflict as conflict:
            clash = conflict
        except Refused as refusal:
            if not request.htmx:
                raise
            return _line(request, application, problem=str(refusal))
        if request.htmx:
            others = note_presence(application, request.user)
            if clash:
                return _line(request, application, problem=str(clash), has_conflict=True, others=others)
            form = DetailsForm(instance=application, names=names)
            marks = {row["field"].name: row["base"] for row in form.rows}
            return _line(request, application, bases=marks, others=others)
        if clash is None and not _part(application, page).problems:
            messages.success(request, _("Saved."))
            return redirect(_next_url(application, page))
    return _details_page(request, application, names, page, clash)


def _details_page(
    request: HttpRequest,
    application: Application,
    names: tuple[str, ...],
    page: str,
    clash: Conflict | None,
) -> HttpResponse:
    application = Application.objects.select_related(
        "call__region", "call_kind__kind", "organisation", "question_set"
    ).get(pk=application.pk)
    may_write, why_closed, _names = _may_write(request, application)
    form = DetailsForm(instance=application, names=names, clashes=clash.clashes if clash else ())
    for field in form.fields.values():
        field.disabled = not may_write
    for problem in _part(application, page).problems:
        is_filled = bool(getattr(application, problem.field, ""))
        if problem.field in form.fields and (is_filled or request.method == "POST"):
            form.problems.setdefault(problem.field, []).append(problem.text)
    signatories: list[Any] = list(application.signatories.all())
    signatories += [None] * (2 - len(signatories))
    context = base_context(request, application) | {
        "form": form,
        "page": page,
        "signatories": list(enumerate(signatories, 1)),
        "wanted": application.call_kind.kind.signatories,
        "may_write": may_write,
        "why_closed": why_closed,
        "conflict": clash,
        "saved_at": application.saved_at,
        "others": note_presence(application, request.user) if may_write else [],
        "url": request.path,
    }
    return render(request, "grants/application_details.html", context)


def _part(application: Application, name: str) -> Part:
    return next(part for part in progress_of(application).parts if part.name == name)


def _next_url(application: Application, name: str) -> str:
    parts = progress_of(application).parts
    place = next(place for place, each in enumerate(parts) if each.name == name)
    if place + 1 < len(parts):
        return parts[place + 1].url
    return reverse("grants:application-send", args=[application.key])
