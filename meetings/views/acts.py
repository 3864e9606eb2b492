"""What changes a meeting as a whole: one address for each act, all by POST."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import services
from meetings.forms import CancelForm
from meetings.models import Meeting

from .fetching import run_by_user


@run_by_user
@require_POST
def meeting_convene(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Convene the meeting, with its agenda if that is wanted."""
    publish_agenda = "publish_agenda" in request.POST
    convened = services.convene_meeting(meeting=meeting, publish_agenda=publish_agenda, actor=request.user)
    messages.success(request, _("The meeting is convened as number %(label)s.") % {"label": convened.label})
    return redirect("meetings:meeting-edit", meeting.key)


@run_by_user
@require_POST
def meeting_withdraw(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Take it back to draft."""
    services.withdraw_meeting(meeting=meeting, actor=request.user)
    messages.success(request, _("The meeting is a draft again. Its number is free for the next one."))
    return redirect("meetings:meeting-edit", meeting.key)


@run_by_user
@require_POST
def agenda_publish(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Publish the agenda of a meeting that was convened without it."""
    services.publish_agenda(meeting=meeting, actor=request.user)
    messages.success(request, _("The agenda is published."))
    return redirect("meetings:meeting-edit", meeting.key)


@run_by_user
def meeting_cancel(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Ask for the reason, and cancel."""
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.cancel_meeting(meeting=meeting, reason=form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("The meeting is cancelled."))
        return redirect("meetings:meeting-edit", meeting.key)
    return render(request, "meetings/meeting_cancel.html", {"form": form, "meeting": meeting})
