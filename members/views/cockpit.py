"""The coordinator's overview: of all bodies that they run, and of one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import cockpit, workbench
from members.board import board_of
from members.enums import BodyStatus
from members.models import Body
from members.problems import marked
from members.rotation import rotation_of
from portal.access import require

from .fetching import run_by_user


@login_required
@require_safe
def body_cockpit(request: HttpRequest) -> HttpResponseBase:
    """All bodies that the user runs, a row each."""
    require(request.user, "members.run_body")
    bodies = list(Body.objects.run_by(request.user).select_related("region"))
    working = [body for body in bodies if body.status == BodyStatus.ACTIVE]
    rows = cockpit.rows_of(working, request.user, timezone.localtime())
    others = [body for body in bodies if body.status != BodyStatus.ACTIVE]
    return render(request, "members/body_cockpit.html", {"rows": rows, "others": others})


@run_by_user
@require_safe
def body_workbench(request: HttpRequest, body: Body) -> HttpResponse:
    """What is to be seen to in one body."""
    now = timezone.localtime()
    today = now.date()
    (row,) = cockpit.rows_of([body], request.user, now)
    board = board_of(body, today)
    by_size, by_place = cockpit.balance(body, board.term, today)
    facts: dict[str, Any] = {
        "row": row,
        "board": board,
        "vacant": [(cell.group, place) for cell in board.cells for place in cell.seats if not place.mandate],
        "marked": [(cell.cell.group, seat) for cell in marked(board) for seat in cell.seats if seat.problems],
        "ending": cockpit.ending_soon(body, today),
        "loads": cockpit.double_loads(body, request.user, today),
        "rounds": cockpit.groups_without_nominations(body, now),
        "turn": rotation_of(board.term) if board.term else None,
        "by_size": by_size,
        "by_place": by_place,
    }
    return workbench.page(request, body, workbench.OVERVIEW, "members/body_workbench.html", **facts)
