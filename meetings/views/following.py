"""A meeting that is going on, for those who belong to it: what it is at, without what is being typed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.enums import MeetingState
from meetings.models import Meeting, Session
from meetings.quorum import Floor
from meetings.reading import read

from .fetching import get_numbered


@require_safe
@never_cache
def meeting_now(request: HttpRequest, body: str, year: int, number: int) -> HttpResponse:
    """The agenda with the current item and who is present; nothing when nothing has changed, which costs two queries."""
    meeting = get_numbered(request, body, year, number)
    if not request.user.has_perm("meetings.join_meeting", meeting):
        raise Http404
    now = now_of(meeting)
    if request.GET.get("nyt") == now["token"]:
        return HttpResponse(status=204)
    context = {"meeting": meeting, "reading": read(meeting, request.user, since=None), **now}
    if now["session"]:
        context["present"] = Floor(meeting).now()
    return render(request, "meetings/_now.html", context | {"is_part": True})


def now_of(meeting: Meeting) -> dict[str, Any]:
    """The current item of a meeting in session, and what changes when it does."""
    session = Session.objects.filter(meeting=meeting).only("version", "current_item", "opened_at").first()
    is_live = meeting.state == MeetingState.IN_SESSION and session is not None
    return {
        "session": session if is_live else None,
        "current": session.current_item_id if is_live and session else None,
        "token": f"{meeting.version}-{session.version if session else 0}",
    }
