"""The pages that people read: the list of meetings, one meeting, one item, one paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import archive, services
from meetings.answers import why_closed
from meetings.continuing import whole_trail_of
from meetings.enums import ItemKind, MeetingState
from meetings.forms import AnswerForm
from meetings.models import AgendaItem, Material, Meeting, Minutes
from meetings.quorum import Floor, standing
from meetings.reading import ReadingRow, documents_for, open_actions, read
from meetings.workflow import COMING
from members.enums import OfficeKind
from members.models import Office
from portal import documents
from portal.enums import Audience
from portal.formats import clock, minutes, time_range
from portal.page_cache import same_for_visitors
from portal.page_changes import remembered
from portal.views.files import file_answer

from .fetching import get_draft, get_numbered
from .following import now_of
from .invitation import answer_context, open_call


@require_safe
@same_for_visitors
def meeting_detail(request: HttpRequest, body: str, year: int, number: int) -> HttpResponse:
    """A meeting that has its number."""
    return _meeting_page(request, get_numbered(request, body, year, number))


@require_safe
def draft_detail(request: HttpRequest, body: str, key: UUID) -> HttpResponseBase:
    """A draft as it will look to those who are called; once it has a number, the page is found there."""
    meeting = get_draft(request, body, key)
    return redirect(meeting) if meeting.number else _meeting_page(request, meeting)


@require_safe
@same_for_visitors
def item_detail(request: HttpRequest, body: str, year: int, number: int, item: UUID) -> HttpResponse:
    """An item of a meeting that has its number."""
    return _item_page(request, get_numbered(request, body, year, number), item)


@require_safe
def draft_item(request: HttpRequest, body: str, key: UUID, item: UUID) -> HttpResponse:
    """An item of a draft."""
    return _item_page(request, get_draft(request, body, key), item)


@require_safe
def material_file(request: HttpRequest, body: str, year: int, number: int, pk: int) -> HttpResponseBase:
    """A paper of a meeting that has its number."""
    return _file(request, get_numbered(request, body, year, number), pk)


@require_safe
def draft_material(request: HttpRequest, body: str, key: UUID, pk: int) -> HttpResponseBase:
    """A paper of a draft."""
    return _file(request, get_draft(request, body, key), pk)


@login_required
@require_POST
def papers_read(request: HttpRequest, body: str, year: int, number: int) -> HttpResponseBase:
    """Count every paper as read that the person may see now."""
    meeting = get_numbered(request, body, year, number)
    services.mark_all_read(meeting=meeting, actor=request.user)
    return redirect(f"{meeting.get_absolute_url()}#reading")


@require_safe
def papers_archive(request: HttpRequest, body: str, year: int, number: int) -> HttpResponseBase:
    """All papers that the person may see, as one ZIP file; it is sent while it is made, and never lies anywhere."""
    meeting = get_numbered(request, body, year, number)
    if not Meeting.objects.with_agenda_for(request.user).filter(pk=meeting.pk).exists():
        raise Http404
    papers = archive.papers_of(meeting, request.user)
    if not papers:
        raise Http404
    response = StreamingHttpResponse(archive.packed(papers), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=archive.filename(meeting)
    )
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _meeting_page(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    reading = read(meeting, request.user, since=_last_time(request, meeting))
    may_join = request.user.has_perm("meetings.join_meeting", meeting)
    context = {
        "meeting": meeting,
        "meta": meta_of(meeting, may_join=may_join),
        "acts": _acts(request, meeting),
        "reading": reading,
        "some_in_finnish": any(not getattr(row.item, f"title_{get_language()}") for row in reading.rows),
        "offices": _offices(meeting),
        "minutes": minutes_to_read(request, meeting),
        "documents": [
            (documents.kinds[document.kind].label, document)
            for document in documents_for(reading, request.user, get_language() or "")
        ],
        "days_before": meeting.convened_at and (meeting.day - timezone.localdate(meeting.convened_at)).days,
        **_answering(request, meeting, may_join=may_join),
        **_members_part(meeting, may_join=may_join),
    }
    return render(request, "meetings/meeting_detail.html", context)


def _offices(meeting: Meeting) -> list[Office]:
    """The chair and the secretary of the day."""
    offices = Office.objects.filter(body=meeting.body_id, kind__in=[OfficeKind.CHAIR, OfficeKind.SECRETARY])
    rows = offices.valid_on(meeting.day).select_related("person").order_by("kind")
    return remembered(("offices", meeting.body_id, meeting.day), lambda: list(rows))


def _answering(request: HttpRequest, meeting: Meeting, *, may_join: bool) -> dict[str, Any]:
    """Whether I am coming, and who else is or has come, for those who take part."""
    if not may_join or meeting.state not in COMING:
        return {}
    if meeting.state == MeetingState.IN_SESSION:
        return {"present": Floor(meeting).now()}
    answers = standing(meeting)
    shown: dict[str, Any] = {"standing": answers}
    row = answers.invitation_of(request.user.pk)
    if row and not why_closed(row):
        shown |= answer_context(row, AnswerForm(invitation=row), open_call(row))
    return shown


def _members_part(meeting: Meeting, *, may_join: bool) -> dict[str, Any]:
    """What the meeting is at now, and what meetings have given people to do, for those who take part."""
    if not may_join:
        return {}
    shown: dict[str, Any] = {"actions": open_actions(meeting)} if meeting.state in COMING else {}
    return shown | (now_of(meeting) if meeting.state == MeetingState.IN_SESSION else {})


def _item_page(request: HttpRequest, meeting: Meeting, key: UUID) -> HttpResponse:
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user), meeting=meeting, key=key)
    reading = read(meeting, request.user, since=_last_time(request, meeting))
    rows = reading.rows
    here = next(n for n, row in enumerate(rows) if row.item == item)
    may_join = request.user.has_perm("meetings.join_meeting", meeting)
    context: dict[str, Any] = {
        "meeting": meeting,
        "row": rows[here],
        "over": f"{meeting.body.short_name} · {meeting.name}",
        "meta": _item_meta(rows[here]),
        "acts": _acts(request, meeting),
        "minutes": minutes_to_read(request, meeting),
        "trail": whole_trail_of(item, request.user),
        "guests": item.guests.asked() if may_join else [],
        "previous": next((row for row in reversed(rows[:here]) if row.says_more), None),
        "next": next((row for row in rows[here + 1 :] if row.says_more), None),
    }
    return render(request, "meetings/item_detail.html", context)


def minutes_to_read(request: HttpRequest, meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting that was held, if the reader may see them."""
    if meeting.state != MeetingState.HELD:
        return None
    minutes = Minutes.objects.visible_to(request.user).filter(meeting=meeting).first()
    if minutes:
        minutes.meeting = meeting
    return minutes


def _item_meta(row: ReadingRow) -> list[tuple[str, ...]]:
    facts: list[tuple[str, ...]] = [("clock", f"{clock(row.begins_at)}, {minutes(row.minutes)}")]
    if row.item.kind != ItemKind.FORMAL:
        facts.append(("check", row.item.get_kind_display()))
    if row.item.presenter:
        facts.append(("person", row.item.presenter))
    return facts


def meta_of(meeting: Meeting, *, may_join: bool) -> list[tuple[str, ...]]:
    """When and where, for the head of a page; the remote link for those who may use it."""
    facts: list[tuple[str, ...]] = [("calendar", time_range(meeting.starts_at, meeting.ends_at))]
    if meeting.place:
        facts.append(("place", meeting.place))
    if meeting.remote_link:
        facts.append(
            ("video", _("Remote connection"), meeting.remote_link)
            if may_join
            else ("video", _("Also remotely"))
        )
    return facts


def _acts(request: HttpRequest, meeting: Meeting) -> list[tuple[str, str, str]]:
    if not request.user.has_perm("meetings.change_meeting", meeting):
        return []
    return [(_("Prepare the meeting"), meeting.edit_url, "")]


def _last_time(request: HttpRequest, meeting: Meeting) -> datetime | None:
    """When the person was here on the visit before this one; a visitor is always here for the first time."""
    if not request.user.is_authenticated:
        return None
    return services.record_visit(meeting=meeting, actor=request.user).seen_before_at


def _file(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    material: Material = get_object_or_404(
        Material.objects.select_related("item"), item__meeting=meeting, pk=pk
    )
    if not request.user.has_perm("meetings.change_meeting", meeting):
        # An address that was sent in a mail leads to the paper as it is now; old versions are for those who prepare.
        newest = material.newest()
        get_object_or_404(Material.objects.visible_to(request.user), pk=newest.pk)
        if newest != material:
            newest.item.meeting = meeting
            return redirect(newest)
    if request.user.is_authenticated and request.method == "GET":
        services.record_reading(material=material, actor=request.user)
    return file_answer(
        request,
        material.file,
        filename=material.filename,
        content_type=material.content_type,
        file_hash=material.file_hash,
        is_public=bool(
            material.audience == Audience.PUBLIC and meeting.agenda_published_at and meeting.body.is_public
        ),
    )
