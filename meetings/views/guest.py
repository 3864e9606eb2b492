"""The guests of a meeting."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import services
from meetings.forms import GuestForm
from meetings.models import Guest, Meeting
from meetings.timetable import timetable
from meetings.workflow import PREPARED
from members.views.forming import attempt
from portal.parameters import whole_number

from .fetching import run_by_user


@run_by_user
def guest_list(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Who is asked, and a form for one more."""
    item = meeting.items.filter(pk=whole_number(request.GET.get("asia", ""))).first()
    form = GuestForm(request.POST or None, meeting=meeting, initial={"item": item})
    if request.method == "POST" and form.is_valid():

        def add() -> Guest:
            return services.add_guest(meeting=meeting, values=form.values, actor=request.user)

        if guest := attempt(form, add):
            messages.success(request, _("%(name)s is asked.") % {"name": guest.name})
            return redirect("meetings:guest-list", meeting.key)
    agenda = timetable(meeting, meeting.items.all())
    rows = {row.item.pk: row for row in agenda.rows}
    guests = meeting.guests.asked().select_related("item", "invitation").order_by("name", "pk")
    context = {
        "meeting": meeting,
        "form": form,
        "guests": [(guest, rows.get(guest.item_id)) for guest in guests],
        "is_prepared": meeting.state in PREPARED,
    }
    return render(request, "meetings/guest_list.html", context)


@run_by_user
def guest_edit(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """Change who is asked to what."""
    guest = _guest(meeting, pk)
    form = GuestForm(request.POST or None, instance=guest, meeting=meeting)
    if request.method == "POST" and form.is_valid():

        def change() -> Guest:
            return services.change_guest(guest=_guest(meeting, pk), values=form.values, actor=request.user)

        if attempt(form, change):
            messages.success(request, _("Saved."))
            return redirect("meetings:guest-list", meeting.key)
    context = {"meeting": meeting, "form": form, "guest": guest}
    return render(request, "meetings/guest_edit.html", context)


@run_by_user
@require_POST
def guest_remove(request: HttpRequest, meeting: Meeting, pk: int) -> HttpResponseBase:
    """Somebody is no longer asked."""
    guest = _guest(meeting, pk)
    services.remove_guest(guest=guest, actor=request.user)
    messages.success(request, _("%(name)s is no longer asked.") % {"name": guest.name})
    return redirect("meetings:guest-list", meeting.key)


def _guest(meeting: Meeting, pk: int) -> Guest:
    guest = Guest.objects.asked().select_related("item").filter(meeting=meeting, pk=pk).first()
    if guest is None:
        raise Http404
    guest.meeting = meeting
    return guest
