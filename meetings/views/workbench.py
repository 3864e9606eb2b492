"""The workbench of a meeting: everything about it in one place, for those who prepare it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.convening import forecast
from meetings.documents import AGENDA
from meetings.enums import AgendaBeginning, MeetingState
from meetings.forms import MeetingForm, NewMeetingForm
from meetings.history import changes_of
from meetings.models import Material, Meeting
from meetings.services.document import LANGUAGES, audiences_of
from meetings.timetable import timetable
from meetings.workflow import PREPARED, WITHDRAWAL
from portal import documents
from portal.access import require
from portal.enums import Audience, DocumentState
from portal.errors import Conflict, Refused
from portal.models import Document
from portal.views.documents import answer

from .answers import answers_context
from .fetching import run_by_user
from .reading import meta_of


@login_required
def meeting_create(request: HttpRequest) -> HttpResponseBase:
    """A new meeting, as a draft that nobody else sees."""
    require(request.user, "members.run_body")
    form = NewMeetingForm(request.POST or None, user=request.user, initial={"body": request.GET.get("ryhma")})
    if request.method == "POST" and form.is_valid():
        try:
            meeting = services.make_meeting(
                body=form.cleaned_data["body"],
                values=form.values,
                beginning=form.cleaned_data["beginning"],
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error("beginning", str(refusal))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The draft is made. Others see it when you convene the meeting."))
            return redirect("meetings:meeting-edit", meeting.key)
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": None})


@run_by_user
@require_safe
def meeting_edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The workbench."""
    papers = Material.objects.current().order_by("order", "pk")
    items = meeting.items.prefetch_related(Prefetch("materials", papers, to_attr="papers"))
    agenda = timetable(meeting, items)
    is_prepared = meeting.state in PREPARED
    context: dict[str, Any] = {
        "meeting": meeting,
        "meta": meta_of(meeting, may_join=True),
        "acts": _acts(meeting, is_prepared=is_prepared),
        "agenda": agenda,
        "is_prepared": is_prepared,
        "documents": _document_cards(meeting),
        "withdrawal_ends": _withdrawal_ends(meeting),
        "can_open": meeting.state == MeetingState.CONVENED and meeting.starts_at <= timezone.now(),
    }
    if is_prepared and not agenda.rows:
        context["beginnings"] = _beginnings(meeting)
    if meeting.state == MeetingState.DRAFT:
        context["forecast"] = forecast(meeting, agenda)
        context["withdrawal_minutes"] = WITHDRAWAL.seconds // 60
    elif meeting.number and meeting.state != MeetingState.CANCELLED:
        context |= answers_context(meeting)
    return render(request, "meetings/meeting_edit.html", context)


@run_by_user
def meeting_change(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Time, place and the like."""
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid():
        base_version = form.cleaned_data["base_version"]
        try:
            saved = services.change_meeting(
                meeting=meeting,
                base_version=base_version,
                values=form.values,
                tell=form.cleaned_data.get("tell", True),
                actor=request.user,
            )
        except Conflict as conflict:
            form = form.with_both(conflict)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved."))
            if saved.theirs:
                messages.info(
                    request, _("Somebody else changed other facts meanwhile. Their changes are kept too.")
                )
            return redirect("meetings:meeting-edit", meeting.key)
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": meeting})


@run_by_user
@require_safe
def meeting_history(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Who changed what and when."""
    return render(
        request, "meetings/meeting_history.html", {"meeting": meeting, "events": changes_of(meeting)}
    )


@run_by_user
@require_POST
def document_create(request: HttpRequest, meeting: Meeting, language: str, audience: str) -> HttpResponse:
    """Have the agenda made as a document in a language for some readers."""
    if language not in LANGUAGES or audience not in {Audience.PUBLIC, Audience.MEMBERS}:
        raise Http404
    document = services.request_document(
        meeting=meeting, kind=AGENDA, language=language, audience=audience, actor=request.user
    )
    return answer(request, document)


@dataclass(frozen=True)
class DocumentCard:
    """One of the documents that the agenda can be made into, and whether it says what the agenda says now."""

    language: str
    audience: Audience
    document: Document | None
    is_stale: bool

    @property
    def can_make(self) -> bool:
        """Making it again is offered only when another file would come of it."""
        return self.is_stale or self.document is None or self.document.state == DocumentState.FAILED

    @property
    def name(self) -> str:
        """`Agenda, Swedish`, and for whom if not for everybody."""
        return documents.label(AGENDA, self.language, self.audience)


def _acts(meeting: Meeting, *, is_prepared: bool) -> list[tuple[str, str, str]]:
    reader = (_("As the readers see it"), meeting.get_absolute_url(), "")
    facts = (_("Change the facts"), reverse("meetings:meeting-change", args=[meeting.key]), "")
    return [facts, reader] if is_prepared else [reader]


def _document_cards(meeting: Meeting) -> list[DocumentCard]:
    asked = (
        Document.objects.of(meeting, AGENDA)
        .exclude(state=DocumentState.REPLACED)
        .order_by("requested_at", "pk")
    )
    latest = {(document.language, document.audience): document for document in asked}
    cards = []
    for language, audience in product(LANGUAGES, audiences_of(meeting)):
        document = latest.get((language, audience))
        cards.append(DocumentCard(language, audience, document, _is_stale(meeting, document)))
    return cards


def _is_stale(meeting: Meeting, document: Document | None) -> bool:
    """Whether the document says something else than the agenda; one on its way takes what it says when its turn comes."""
    if document is None or document.is_unfinished:
        return False
    now = documents.build(meeting, AGENDA, language=document.language, audience=document.audience)
    return document.content_hash != now.hash


def _withdrawal_ends(meeting: Meeting) -> datetime | None:
    """Until when the meeting can be taken back to draft; nothing when it cannot."""
    if meeting.state != MeetingState.CONVENED or meeting.convened_at is None:
        return None
    ends_at = meeting.convened_at + WITHDRAWAL
    return ends_at if ends_at > timezone.now() else None


def _beginnings(meeting: Meeting) -> list[tuple[str, str]]:
    """With what an empty agenda can begin."""
    source = services.previous_meeting(meeting)
    copy = (
        [(AgendaBeginning.COPY, _("Copy the agenda of %(name)s") % {"name": source.name})] if source else []
    )
    return [(AgendaBeginning.STANDING, _("Begin with the standing items")), *copy]
