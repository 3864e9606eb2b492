"""What meetings have given somebody to do: the list of a body, and one thing with what came of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import services
from meetings.attendance import attendance_of
from meetings.enums import ActionState
from meetings.forms import ActionForm, SettleForm
from meetings.models import ActionItem
from meetings.services.action import may_settle
from members.models import Body, Person
from portal.access import require
from portal.errors import Refused
from portal.tables import csv_answer

OPEN, DONE = "avoimet", "valmiit"
A_PAGE = 50


@login_required
@require_safe
def action_list(request: HttpRequest, body: str) -> HttpResponse:
    """What is open, the most urgent first, or what was done, the latest first."""
    group, rows, shown = _rows(request, body)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("sivu"))
    context = {
        "body": group,
        "page": page,
        "shown": shown,
        "lists": [(OPEN, _("Open")), (DONE, _("Done"))],
        "runs": request.user.has_perm("members.run_body", group),
    }
    return render(request, "meetings/action_list.html", context)


@login_required
@require_safe
def action_csv(request: HttpRequest, body: str) -> HttpResponse:
    """The same as a table."""
    group, rows, shown = _rows(request, body)
    header = [
        _("What is to be done"),
        _("Who"),
        _("By"),
        _("State"),
        _("Done"),
        _("Note"),
        _("Meeting"),
        _("Item"),
    ]
    lines = [
        [
            row.what,
            str(row.owner_words),
            row.due_on,
            row.get_state_display(),
            row.done_at and row.done_at.date(),
            row.note,
            row.meeting.label,
            row.item.title if row.item else "",
        ]
        for row in rows
    ]
    return csv_answer(f"{slugify(_('action items'))}-{group.slug}-{shown}.csv", header, lines)


@login_required
def action_detail(request: HttpRequest, body: str, pk: int) -> HttpResponseBase:
    """One thing: whoever has it, or runs the body, tells what came of it; the latter can also change it."""
    rows = ActionItem.objects.visible_to(request.user).select_related(
        "body", "owner", "meeting__body", "item"
    )
    row = get_object_or_404(rows, body__slug=body, pk=pk)
    runs = request.user.has_perm("meetings.change_actionitem", row)
    context: dict[str, Any] = {"action": row, "runs": runs, "may_settle": may_settle(row, request.user)}
    people = Person.objects.in_bodies([row.body_id]).order_by("name", "pk")
    wanted = request.POST.get("act", "")
    settle = SettleForm(request.POST if wanted == "settle" else None)
    change = ActionForm(request.POST if wanted == "change" else None, instance=row, people=people)
    if request.method == "POST" and not (context["may_settle"] if wanted != "change" else runs):
        raise Http404
    try:
        if wanted == "settle" and settle.is_valid():
            services.settle_action(action=row, actor=request.user, **settle.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("meetings:action-list", row.body.slug)
        if wanted == "open":
            services.settle_action(action=row, state=ActionState.OPEN, actor=request.user)
            return redirect(row)
        if wanted == "change" and change.is_valid():
            services.change_action(action=row, values=change.cleaned_data, actor=request.user)
            messages.success(request, _("Saved."))
            return redirect(row)
    except Refused as refusal:
        settle.add_error("note", str(refusal)) if settle.is_bound else messages.error(request, str(refusal))
    return render(
        request, "meetings/action_detail.html", {**context, "settle_form": settle, "change_form": change}
    )


@login_required
@require_safe
def attendance_by_seat(request: HttpRequest, body: str) -> HttpResponse:
    """How the seats of the running term have been filled, for those who run the body."""
    group = get_object_or_404(Body.objects.visible_to(request.user), slug=body)
    require(request.user, "members.run_body", group)
    shown = attendance_of(group, timezone.localdate())
    columns = [(_("Seat"), ""), (_("Filled"), "num"), (_("by a deputy only"), "num"), (_("Empty"), "num")]
    rows = [
        [str(row.seat.group), row.filled, row.only_deputy, shown.meetings - row.filled] for row in shown.seats
    ]
    context = {"body": group, "attendance": shown, "columns": columns, "rows": rows}
    return render(request, "meetings/attendance_by_seat.html", context)


def _rows(request: HttpRequest, slug: str) -> tuple[Body, QuerySet[ActionItem], str]:
    """The body's list as the user asked for it; for those who belong to the body or run it."""
    body = get_object_or_404(Body.objects.visible_to(request.user), slug=slug)
    if not (
        request.user.has_perm("members.run_body", body)
        or request.user.has_perm("meetings.follow_actionitem", body)
    ):
        raise Http404
    shown = DONE if request.GET.get("nayta") == DONE else OPEN
    rows = ActionItem.objects.filter(body=body).select_related("body", "owner", "meeting__body", "item")
    if shown == OPEN:
        return body, rows.open().order_by(F("due_on").asc(nulls_last=True), "pk"), shown
    return body, rows.exclude(state=ActionState.OPEN).order_by("-done_at", "-pk"), shown
