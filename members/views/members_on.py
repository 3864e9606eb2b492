"""Who sits where, for everybody: the board of a term, and the members on any day."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.board import Board, SeatOnDay, board_of
from members.models import Body
from portal.access import get_visible
from portal.page_cache import same_for_visitors
from portal.tables import csv_answer

from .body import DayForm, counts
from .term import board_of_term, seat_columns, seat_row, shown_day, term_of


@same_for_visitors
@require_safe
def term_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board of a term on a day, without what only its coordinator needs to know."""
    body = _body(request, slug)
    term = term_of(body, pk)
    form, day = shown_day(request, term)
    board = board_of_term(term, day)
    return render(request, "members/term_detail.html", {"term": term, **_shown(request, body, board, form)})


@same_for_visitors
@require_safe
def members_on(request: HttpRequest, slug: str) -> HttpResponse:
    """Who were the members on a day."""
    body = _body(request, slug)
    form = DayForm(request.GET if "paiva" in request.GET else {"paiva": timezone.localdate()})
    day = (form.cleaned_data.get("paiva") if form.is_valid() else None) or timezone.localdate()
    return render(request, "members/members_on.html", _shown(request, body, board_of(body, day), form))


@same_for_visitors
@require_safe
def members_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a table. Contact data only of those who have agreed to it."""
    body = _body(request, slug)
    form = DayForm(request.GET)
    day = (form.cleaned_data.get("paiva") if form.is_valid() else None) or timezone.localdate()
    header = [*seat_columns(), _("E-mail address"), _("Phone")]
    return csv_answer(f"{body.slug}-{day.isoformat()}.csv", header, _rows(board_of(body, day)))


def _rows(board: Board) -> Iterator[list[Any]]:
    for cell in board.cells:
        for place in cell.seats:
            yield [*seat_row(cell.group, place), *_contact(place)]


def _contact(place: SeatOnDay) -> tuple[str, str]:
    person = place.mandate.person if place.mandate else None
    return (person.email, person.phone) if person and person.contact_is_public else ("", "")


def _shown(request: HttpRequest, body: Body, board: Board, form: DayForm) -> dict[str, Any]:
    filled = [place for place in board.seats if place.mandate]
    members = sum(place.is_member for place in filled)
    return {
        "body": body,
        "board": board,
        "rules": board.term.rules_version if board.term else None,
        "day": board.day,
        "is_today": board.day == timezone.localdate(),
        "day_form": form,
        "as_table": request.GET.get("nakyma") == "taulukko",
        "counted": counts(members, len(filled) - members),
    }


def _body(request: HttpRequest, slug: str) -> Body:
    body = get_visible(Body.objects.select_related("region"), request.user, slug=slug)
    assert isinstance(body, Body)
    return body
