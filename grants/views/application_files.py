"""The files of an application: brought, taken away, read, or promised for later."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.asked import asked_in
from grants.enums import ApplicationState
from grants.forms.applying import PromiseForm
from grants.models import Application, Attachment
from grants.services.applying import open_request
from grants.services.attaching import MOST_FILES, was_sent
from grants.services.sending import delivered_files
from portal.access import is_secretariat
from portal.errors import Refused
from portal.parameters import whole_number
from portal.uploads import TYPES
from portal.views.files import file_answer

from .fetching_application import open_to_readers, seen_by_user, written_by_user
from .showing_application import base_context


@open_to_readers
def application_files(request: HttpRequest, application: Application) -> HttpResponseBase:
    """What must and may be attached, and what is; files come here."""
    if request.method == "POST":
        return _taken(request, application)
    files = list(application.attachments.current())
    base, opened = base_context(request, application), _opened(request, application)
    may_attach = base["may_attach"]
    promises = {each.required_id: each for each in application.promises.all()}
    places = [
        {
            "required": each,
            "files": [file for file in files if file.required_id == each.pk],
            "promise": promises.get(each.pk),
            "may_write": may_attach or each.pk in opened,
            "form": PromiseForm(prefix=f"p{each.pk}") if each.may_follow else None,
        }
        for each in application.call_kind.attachments.all()
    ]
    context = base | {
        "places": places,
        "papers": [file for file in files if file.is_paper],
        "others_files": [
            file for file in files if not file.required_id and not file.question and not file.is_paper
        ],
        "accept": ",".join(TYPES.values()),
        "most": MOST_FILES,
        "largest": settings.UPLOAD_LARGEST_BYTES,
    }
    return render(request, "grants/application_files.html", context)


def _opened(request: HttpRequest, application: Application) -> set[int]:
    """The places that are open though the call has closed: a supplement was asked for, or a promise was made."""
    if not request.user.has_perm("grants.change_application", application):
        return set()
    if application.state != ApplicationState.SUBMITTED:
        return set()
    asked_for = open_request(application)
    today = timezone.localdate(request.arrived_at)
    opened = set(application.promises.filter(due_on__gte=today).values_list("required", flat=True))
    if asked_for and request.arrived_at < asked_for.due_at:
        opened |= {each.pk for each in asked_for.attachments.all()}
    return opened


def _taken(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Take what was brought; a page with a script gets the files of that place anew, others go back to their page."""
    required = None
    if place := request.POST.get("required"):
        required = application.call_kind.attachments.filter(pk=whole_number(place)).first()
        if required is None:
            raise Http404
    question, is_paper = request.POST.get("question", ""), bool(request.POST.get("paper"))
    place_of = {"required": required, "question": question, "is_paper": is_paper}
    taken, problems = _take(request, application, place_of)
    added = ngettext("%(count)d file is added.", "%(count)d files are added.", taken) % {"count": taken}
    if not request.htmx:
        for words in problems:
            messages.error(request, words)
        if taken:
            messages.success(request, added)
        return redirect(_back(request, application))
    asked = asked_in(application).questions.get(question)
    names = (
        _("The paper itself, scanned") if is_paper else "",
        required and required.name,
        asked and asked.label,
    )
    context = {
        "application": application,
        "shown": application.attachments.current().filter(**place_of),
        "required": required.pk if required else "",
        "question": question,
        "paper": is_paper or "",
        "place_name": next(filter(None, names), _("Other attachments")),
        "may_write": True,
        "largest": settings.UPLOAD_LARGEST_BYTES,
        "accept": ",".join(TYPES.values()),
        "problems": problems,
        "taken": added if taken else "",
    }
    return render(request, "grants/_files.html", context)


def _take(request: HttpRequest, application: Application, place: dict[str, Any]) -> tuple[int, list[str]]:
    """How many files were taken; of each other one why not."""
    brought = request.FILES.getlist("files")
    problems = [] if brought else [_("Choose a file first.")]
    taken = 0
    for file in brought[: MOST_FILES + 1]:
        try:
            services.add_attachment(
                application=application, file=file, arrived_at=request.arrived_at, actor=request.user, **place
            )
        except (ValidationError, Refused) as refusal:
            reason = " ".join(getattr(refusal, "messages", [str(refusal)]))
            problems.append(_("%(file)s was not added. %(reason)s") % {"file": file.name, "reason": reason})
        except PermissionDenied as error:
            raise Http404 from error
        else:
            taken += 1
    return taken, problems


def _back(request: HttpRequest, application: Application) -> str:
    """The page from which the file was brought: that of its question, or of the attachments."""
    question = asked_in(application).questions.get(request.POST.get("question", ""))
    if question is None:
        return reverse("grants:application-files", args=[application.key])
    section = question.section.name
    return reverse("grants:application-section", args=[application.key, section]) + f"#id_{question.name}"


@seen_by_user
@require_safe
def application_file(request: HttpRequest, application: Application, file: UUID) -> HttpResponseBase:
    """One file, for the applicant's own people; for those who handle the application, if it was sent or delivered."""
    attachment = get_object_or_404(Attachment, application=application, key=file)
    is_own = is_secretariat(request.user) or request.user.has_perm("grants.print_application", application)
    if not is_own and not was_sent(attachment) and attachment not in delivered_files(application):
        raise Http404
    return file_answer(
        request,
        attachment.file,
        filename=attachment.filename,
        content_type=attachment.content_type,
        file_hash=attachment.file_hash,
        is_public=False,
    )


@written_by_user
@require_POST
def application_file_remove(request: HttpRequest, application: Application, file: UUID) -> HttpResponse:
    """Take it away."""
    attachment = get_object_or_404(
        Attachment.objects.select_related("required", "application__call"), application=application, key=file
    )
    try:
        services.remove_attachment(attachment=attachment, arrived_at=request.arrived_at, actor=request.user)
        messages.success(request, _("“%(title)s” is removed.") % {"title": attachment.filename})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, application))


@written_by_user
@require_POST
def application_file_promise(request: HttpRequest, application: Application, required: int) -> HttpResponse:
    """Say by when a required file follows."""
    place = get_object_or_404(application.call_kind.attachments, pk=required)
    form = PromiseForm(request.POST, prefix=f"p{place.pk}")
    problems: list[Any] = [words for wrong in form.errors.values() for words in wrong]
    if form.is_valid():
        try:
            services.promise_attachment(
                application=application,
                required=place,
                due_on=form.cleaned_data["due_on"],
                reason=form.cleaned_data["reason"],
                arrived_at=request.arrived_at,
                actor=request.user,
            )
        except ValidationError as error:
            problems = error.messages
        except Refused as refusal:
            problems = [str(refusal)]
        else:
            messages.success(request, _("Noted: the attachment comes later."))
    for words in problems:
        messages.error(request, words)
    return redirect("grants:application-files", application.key)
