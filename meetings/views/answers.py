"""Who is coming, for those who prepare the meeting: live, as a table to take along, with reminders and calls."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.answers import why_closed
from meetings.enums import AnswerChannel, CallCause, Coming
from meetings.forms import AnswerForm
from meetings.models import Meeting
from meetings.quorum import Standing, standing
from meetings.roster import receiver_of_either
from meetings.services.invitation import to_remind
from members.enums import SeatKind
from members.models import Seat
from portal import formats
from portal.errors import Refused
from portal.tables import csv_answer

from .fetching import run_by_user
from .invitation import answer_context, get_invitation


@run_by_user
@require_safe
def answers(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The page, or only its living part."""
    if not meeting.number:
        raise Http404
    template = "meetings/_answers.html" if request.htmx else "meetings/answers.html"
    return render(request, template, answers_context(meeting))


def answers_context(meeting: Meeting) -> dict[str, Any]:
    """What the living part shows."""
    shown = standing(meeting)
    rows = [line.invitation for line in shown.lines if line.invitation]
    rows += shown.others + shown.waiting_deputies
    return {
        "meeting": meeting,
        "standing": shown,
        "to_remind": len(to_remind(meeting)),
        "unreachable": [
            str(row.person or row.guest) for row in rows if not receiver_of_either(row.person, row.guest)
        ],
    }


@run_by_user
@require_safe
def answers_csv(_request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The same as a table."""
    if not meeting.number:
        raise Http404
    name = f"{slugify(_('answers'))}-{meeting.body.slug}-{meeting.year}-{meeting.number}.csv"
    header = [
        _("Seat"),
        _("Invited"),
        _("As what"),
        _("Answer"),
        _("Answered"),
        _("Comes"),
        _("Diet"),
        _("Needs"),
    ]
    return csv_answer(name, header, _rows(standing(meeting)))


def _rows(shown: Standing) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for line in shown.lines:
        row = line.invitation
        rows.append(
            [
                str(line.seat.group),
                str(line.member or ""),
                row.get_capacity_display() if row else "",
                line.answer,
                line.answered_at and formats.moment(line.answered_at),
                str(line.who_comes or ""),
                row.diet if row else "",
                row.needs if row else "",
            ]
        )
    for row in shown.others + shown.waiting_deputies:
        coming = getattr(row, "coming", None)
        said = dict(Coming.choices)
        at = getattr(row, "answered_at", None)
        words = [said.get(coming, ""), at and formats.moment(at)]
        group = str(row.seat.group) if row.seat else ""
        rows.append(
            [group, str(row.person or row.guest), row.get_capacity_display(), *words, "", row.diet, row.needs]
        )
    return rows


@run_by_user
@require_POST
def answers_remind(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Write to those who have not answered."""
    count = services.remind(meeting=meeting, actor=request.user)
    text = ngettext("%(count)d reminder is on its way.", "%(count)d reminders are on their way.", count)
    messages.success(request, text % {"count": count})
    return redirect(_answers_url(meeting))


@run_by_user
@require_POST
def deputy_call(request: HttpRequest, meeting: Meeting, seat: int) -> HttpResponseBase:
    """Call a deputy to a seat that is vacant or whose member does not come."""
    members = Seat.objects.filter(group__term__body=meeting.body_id, kind=SeatKind.PRIMARY)
    row = get_object_or_404(members, pk=seat)
    is_vacant = not row.mandates.valid_on(meeting.day).exists()
    try:
        cause = CallCause.VACANT if is_vacant else CallCause.ABSENT
        call = services.call_deputy(meeting=meeting, seat=row, cause=cause, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(person)s has been called.") % {"person": call.deputy})
    return redirect(_answers_url(meeting))


@run_by_user
def answer_for(request: HttpRequest, meeting: Meeting, invitation: UUID) -> HttpResponseBase:
    """Write down what somebody has told by phone or otherwise."""
    row = get_invitation(key=invitation, meeting=meeting)
    form = AnswerForm(request.POST or None, invitation=row)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(
                invitation=row, channel=AnswerChannel.COORDINATOR, actor=request.user, **form.values
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = _("The answer of %(name)s is saved.") % {"name": row.person or row.guest}
            messages.success(request, said)
        return redirect(_answers_url(meeting))
    context = answer_context(row, form, None) | {"closed": why_closed(row), "log": _log(row)}
    return render(request, "meetings/answer_for.html", context)


def _log(row: Any) -> Any:
    """Everything that was answered, the latest first."""
    return row.answers.select_related("answered_by", "item").order_by("-answered_at", "-pk")


def _answers_url(meeting: Meeting) -> str:
    return reverse("meetings:answers", args=[meeting.key])
