"""Who is present in a meeting that is going on, seat by seat."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.enums import Capacity, Way
from meetings.forms import PresenceForm, WelcomeForm
from meetings.forms.session import problem_of
from meetings.models import Meeting, Presence
from meetings.quorum import Floor, Place
from meetings.services.presence import expected
from members.enums import SeatKind
from members.models import Person, Seat
from portal.errors import Refused
from portal.parameters import whole_number

from .fetching import run_by_user
from .session import get_session


@dataclass(frozen=True)
class Row:
    """A seat with who may sit in it, and all who have."""

    place: Place
    candidates: list[Person]
    past: list[Presence]


@run_by_user
@require_safe
@never_cache
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The seats, those without one, and guests."""
    return _page(request, meeting)


@run_by_user
@require_POST
def attendance_expected(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Those who said that they come are there."""
    count = len(services.mark_expected(meeting=meeting, actor=request.user))
    text = ngettext("%(count)d person is present.", "%(count)d people are present.", count)
    messages.success(request, text % {"count": count})
    return redirect("meetings:attendance", meeting.key)


@run_by_user
@require_POST
def presence_arrive(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Somebody arrives: in a seat, or to listen and speak; a guest by their own entry."""
    meeting.session = get_session(meeting)
    form = PresenceForm(request.POST, meeting=meeting)
    if not form.is_valid():
        messages.error(request, problem_of(form.errors))
        return redirect("meetings:attendance", meeting.key)
    guest_pk, seat_pk = (whole_number(request.POST.get(name, "")) for name in ("guest", "seat"))
    who: dict[str, Any] = {}
    if guest_pk:
        who["guest"] = get_object_or_404(meeting.guests, pk=guest_pk)
    else:
        who["person"] = Person.objects.filter(pk=whole_number(request.POST.get("person", "")) or 0).first()
    if seat_pk:
        who["seat"] = get_object_or_404(
            Seat, pk=seat_pk, kind=SeatKind.PRIMARY, group__term__body=meeting.body_id
        )
    way = form.cleaned_data["way"] or Way.ON_SITE
    return _told(
        request,
        meeting,
        lambda: services.arrive(meeting=meeting, way=way, at=form.instant("at"), actor=request.user, **who),
    )


@run_by_user
@require_POST
def presence_guest(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Somebody from outside whom nobody had asked."""
    form = WelcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, guest_form=form)
    return _told(
        request,
        meeting,
        lambda: services.welcome_guest(meeting=meeting, actor=request.user, **form.cleaned_data),
    )


@run_by_user
@require_POST
def presence_change(request: HttpRequest, meeting: Meeting, presence: int) -> HttpResponseBase:
    """Somebody leaves, or an entry is set right or removed."""
    row = get_object_or_404(Presence, meeting=meeting, pk=presence)
    row.meeting, meeting.session = meeting, get_session(meeting)
    form = PresenceForm(request.POST, meeting=meeting)
    if not form.is_valid():
        messages.error(request, problem_of(form.errors))
        return redirect("meetings:attendance", meeting.key)
    wanted = request.POST.get("act")
    if wanted == "remove":
        return _told(request, meeting, lambda: services.remove_presence(presence=row, actor=request.user))
    if wanted == "correct":
        values: dict[str, Any] = {"left_at": form.instant("left")}
        if arrived := form.instant("arrived"):
            # A form knows minutes only: the very instant stays unless the minute is another.
            values["arrived_at"] = arrived if arrived != _minute(row.arrived_at) else row.arrived_at
        if values["left_at"] and row.left_at and values["left_at"] == _minute(row.left_at):
            values["left_at"] = row.left_at
        if form.cleaned_data["way"]:
            values["way"] = form.cleaned_data["way"]
        return _told(
            request,
            meeting,
            lambda: services.correct_presence(presence=row, values=values, actor=request.user),
        )
    return _told(
        request,
        meeting,
        lambda: services.leave(presence=row, at=form.instant("at"), actor=request.user),
    )


def _minute(instant: Any) -> Any:
    return instant.replace(second=0, microsecond=0)


def _told(request: HttpRequest, meeting: Meeting, act: Any) -> HttpResponseBase:
    """Do it, and say what stood in the way."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:attendance", meeting.key)


def _page(request: HttpRequest, meeting: Meeting, **more: Any) -> HttpResponse:
    session = get_session(meeting)
    floor = Floor(meeting)
    quorum = floor.now()
    context = {
        "meeting": meeting,
        "session": session,
        "quorum": quorum,
        "is_open": session.closed_at is None,
        "rows": [
            Row(
                place,
                floor.who_can_sit(place.seat),
                [row for row in floor.presences if row.seat_id == place.seat.pk],
            )
            for place in quorum.lines
        ],
        "others": [row for row in floor.presences if row.seat_id is None],
        "waiting": _not_here(meeting, floor),
        "expected": len(expected(meeting)) if session.closed_at is None else 0,
        "ways_of_presence": Way.choices,
        "guest_form": WelcomeForm(),
        **more,
    }
    return render(request, "meetings/attendance.html", context)


def _not_here(meeting: Meeting, floor: Floor) -> list[Any]:
    """Those who were invited without a member's seat and are not here: deputies, speakers, officers, guests."""
    here = floor.here(floor.end)
    people = {row.person_id for row in here if row.person_id}
    guests = {row.guest_id for row in here if row.guest_id}
    rows = meeting.invitations.in_force().exclude(capacity=Capacity.MEMBER)
    return [
        row
        for row in rows.select_related("person", "guest").order_by("capacity", "pk")
        if (row.person_id or 0) not in people and (row.guest_id or 0) not in guests
    ]
