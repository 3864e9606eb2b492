"""The files of an application: brought, taken away, read, or promised for later."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.asked import asked_in
from grants.enums import ApplicationState
from grants.forms.applying import PromiseForm
from grants.models import Application, Attachment, RequiredAttachment
from grants.services.applying import open_request
from grants.services.attaching import MOST_FILES, was_sent
from grants.services.sending import delivered_files
from portal.access import is_secretariat
from portal.errors import Refused
from portal.many_files import left_out, tells_of_files_left_out
from portal.parameters import whole_number
from portal.views.files import file_answer

from .bringing_files import Brought, Place, bring, limits
from .fetching_application import open_to_readers, seen_by_user, written_by_user
from .showing_application import form_context


@tells_of_files_left_out
@open_to_readers
def application_files(request: HttpRequest, application: Application) -> HttpResponseBase:
    """What must and may be attached, and what is; files come here."""
    if request.method == "POST":
        return _taken(request, application)
    return _files_page(request, application)


def _files_page(
    request: HttpRequest,
    application: Application,
    *,
    place: Place | None = None,
    brought: Brought | None = None,
    promising: dict[int, PromiseForm] | None = None,
) -> HttpResponse:
    """All places with their files; beside the field, what stood in the way of what was just brought or promised."""
    files = list(application.attachments.current())
    base, opened = form_context(request, application), _opened(request, application)
    may_attach = base["may_attach"]
    promises = {each.required_id: each for each in application.promises.all()}
    said = {place.key: brought.problems} if place and brought else {}
    places = [
        {
            "required": each,
            "files": [file for file in files if file.required_id == each.pk],
            "promise": promises.get(each.pk),
            "may_write": may_attach or each.pk in opened,
            "form": _promise_form(each, promising or {}),
            "problems": said.get(str(each.pk), []),
        }
        for each in application.call_kind.attachments.all()
    ]
    context = base | {
        "places": places,
        "papers": [file for file in files if file.is_paper],
        "others_files": [
            file for file in files if not file.required_id and not file.question and not file.is_paper
        ],
        "paper_problems": said.get("paper", []),
        "other_problems": said.get("", []),
        "problems": [(place.key, words) for words in brought.problems] if place and brought else [],
        "count": len(files),
        "most": MOST_FILES,
        **limits(),
    }
    status = HTTPStatus.BAD_REQUEST if left_out(request) else HTTPStatus.OK
    return render(request, "grants/application_files.html", context, status=status)


def _promise_form(place: RequiredAttachment, promising: dict[int, PromiseForm]) -> PromiseForm | None:
    if not place.may_follow:
        return None
    return promising.get(place.pk) or PromiseForm(prefix=f"p{place.pk}")


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


def _place_in(request: HttpRequest, application: Application) -> Place:
    required = None
    if number := request.POST.get("required"):
        required = application.call_kind.attachments.filter(pk=whole_number(number)).first()
        if required is None:
            raise Http404
    return Place(required, request.POST.get("question", ""), bool(request.POST.get("paper")))


def _taken(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Take what was brought; a page with a script gets the files of that place anew.

    Without one, the page comes back at once when something stood in the way, with the words beside the field.
    """
    place = _place_in(request, application)
    brought = bring(request, application, request.FILES.getlist("files"), **place.facts)
    asked = asked_in(application).questions.get(place.question)
    if not request.htmx:
        if brought.taken:
            messages.success(request, brought.words)
        if brought.problems and asked is None:
            return _files_page(request, application, place=place, brought=brought)
        for words in brought.problems:
            messages.error(request, words)
        return redirect(_back(request, application))
    names = (
        _("The paper itself, scanned") if place.is_paper else "",
        place.required and place.required.name,
        asked and asked.label,
    )
    context = limits() | {
        "application": application,
        "shown": application.attachments.current().filter(**place.facts),
        "required": place.required.pk if place.required else "",
        "question": place.question,
        "paper": place.is_paper or "",
        "place_name": next(filter(None, names), _("Other attachments")),
        "may_write": True,
        "problems": brought.problems,
        "taken": brought.words,
    }
    return render(request, "grants/_files.html", context)


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
            form.add_error(None, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted: the attachment comes later."))
            return redirect("grants:application-files", application.key)
    return _files_page(request, application, promising={place.pk: form})
