"""The meeting is opened, and ended for good."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import services
from meetings.enums import MeetingState
from meetings.models import Meeting
from meetings.services.closing import forecast_of_closing

from .fetching import run_by_user


@run_by_user
@require_POST
def meeting_open(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """The meeting begins: first it is written who is there."""
    services.open_meeting(meeting=meeting, actor=request.user)
    return redirect("meetings:attendance", meeting.key)


@run_by_user
def meeting_close(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Say what closing does and what stands in its way, then do it."""
    if meeting.state != MeetingState.IN_SESSION and request.method != "POST":
        return redirect("meetings:meeting-edit", meeting.key)
    if request.method == "POST":
        try:
            services.close_meeting(meeting=meeting, actor=request.user)
        except services.Unfinished as unfinished:
            messages.error(request, str(unfinished))
        else:
            messages.success(request, _("The meeting is closed. Its sections have their numbers."))
            return redirect("meetings:meeting-edit", meeting.key)
    forecast = forecast_of_closing(meeting)
    return render(request, "meetings/meeting_close.html", {"meeting": meeting, "forecast": forecast})
