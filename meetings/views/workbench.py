"""The workbench of a meeting: everything about it in one place, for those who prepare it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import services
from meetings.convening import forecast
from meetings.enums import AgendaBeginning, MeetingState
from meetings.forms import MeetingForm, NewMeetingForm
from meetings.history import changes_of
from meetings.models import Material, Meeting, Proposal
from meetings.reading import open_actions
from meetings.timetable import timetable
from meetings.workflow import PREPARED, WITHDRAWAL
from portal.access import require
from portal.errors import Conflict, Refused

from .answers import answers_context
from .documents import documents_context
from .fetching import run_by_user
from .reading import meta_of, minutes_to_read


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
        **documents_context(meeting),
        "withdrawal_ends": _withdrawal_ends(meeting),
        "guest_count": meeting.guests.asked().count(),
        **_proposals(meeting),
        "can_open": meeting.state == MeetingState.CONVENED and meeting.starts_at <= timezone.now(),
    }
    if is_prepared or meeting.state == MeetingState.IN_SESSION:
        context["actions"] = open_actions(meeting)
    if is_prepared and not agenda.rows:
        context["beginnings"] = _beginnings(meeting)
    if meeting.state == MeetingState.HELD:
        context["minutes"] = minutes_to_read(request, meeting)
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


def _acts(meeting: Meeting, *, is_prepared: bool) -> list[tuple[str, str, str]]:
    reader = (_("As the readers see it"), meeting.get_absolute_url(), "")
    facts = (_("Change the facts"), reverse("meetings:meeting-change", args=[meeting.key]), "")
    return [facts, reader] if is_prepared else [reader]


def _proposals(meeting: Meeting) -> dict[str, Any]:
    """How many proposals wait in the body, and those that are meant for this meeting."""
    waiting = Proposal.objects.waiting().filter(body=meeting.body_id)
    rows = list(waiting.values_list("pk", "title", "wished_on"))
    wished = [(pk, title) for pk, title, wished_on in rows if wished_on == meeting.pk]
    return {"waiting_count": len(rows), "wished": wished}


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
