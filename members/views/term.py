"""Terms in the workbench: the list, the board with its problems, and the acts on a whole term."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from members import services, workbench
from members.board import Board, SeatOnDay, board_of_term
from members.enums import BodyStatus, EndReason, RoundState, SeatKind
from members.forms.term import LastDayForm, NextTermForm, TermForm
from members.models import Body, Mandate, NominationRound, SeatGroup, Term
from members.problems import marked
from members.rotation import rotation, rotation_of
from members.services.seating import undecided_for_seating
from portal.errors import Refused
from portal.history import events_of
from portal.parameters import whole_number
from portal.tables import csv_answer

from .body import DayForm
from .fetching import run_by_user


def term_of(body: Body, pk: int) -> Term:
    """A term of the body with the number of the round that looks for its people, else 404."""
    going_on = NominationRound.objects.filter(
        term=OuterRef("pk"), state__in=[RoundState.DRAFT, RoundState.ANNOUNCED]
    )
    terms = body.terms.annotate(round_going_on=Subquery(going_on.values("pk")[:1]))
    return get_object_or_404(terms.select_related("body__region", "rules_version"), pk=pk)


def shown_day(request: HttpRequest, term: Term) -> tuple[DayForm, date]:
    """The day that is asked for; else today, or the day of the term that is nearest to it."""
    today = timezone.localdate()
    nearest = max(term.starts_on, min(today, term.ends_on or today))
    form = DayForm(request.GET if "paiva" in request.GET else {"paiva": nearest})
    return form, (form.cleaned_data.get("paiva") if form.is_valid() else None) or nearest


@run_by_user
@require_safe
def term_list(request: HttpRequest, body: Body) -> HttpResponse:
    """The terms of a body, the newest first."""
    seats = Count("groups__seats", filter=Q(groups__seats__kind=SeatKind.PRIMARY))
    terms = body.terms.select_related("rules_version").annotate(seats=seats).order_by("-starts_on")
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        "members/term_list.html",
        terms=terms,
        today=timezone.localdate(),
        can_start=body.status == BodyStatus.ACTIVE,
    )


@run_by_user
def term_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """A new term, without seats yet."""
    form = TermForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        try:
            term = services.start_term(body=body, values=form.values, actor=request.user)
        except (ValidationError, Refused) as error:
            tell(form, error)
        else:
            messages.success(
                request, _("The term %(days)s is made. Make its seats next.") % {"days": term.period_text}
            )
            return redirect("members:term-board", body.slug, term.pk)
    return workbench.page(request, body, workbench.TERMS, "members/term_form.html", form=form, term=None)


@run_by_user
def term_edit(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """The days, rules and tasks of a term."""
    term = term_of(body, pk)
    form = TermForm(request.POST or None, instance=term, body=body)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_term(term=term, values=form.values, actor=request.user)
        except (ValidationError, Refused) as error:
            tell(form, error)
        else:
            messages.success(request, _("The term is saved."))
            return redirect("members:term-board", body.slug, pk)
    return workbench.page(request, body, workbench.TERMS, "members/term_form.html", form=form, term=term)


@run_by_user
@require_safe
def term_board(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """The seats of a term on a day, with vacancies and problems in words."""
    term = term_of(body, pk)
    form, day = shown_day(request, term)
    board = board_of_term(term, day)
    cells = marked(board)
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        "members/term_board.html",
        term=term,
        board=board,
        cells=cells,
        problems=sum(bool(seat.words) for cell in cells for seat in cell.seats),
        day=day,
        day_form=form,
        today=timezone.localdate(),
        can_call=_can_call(body, term, board),
        undecided=[] if board.cells else undecided_for_seating(term.rules_version),
        turn=rotation_of(term),
        history=events_of(term, most=10),
    )


def _can_call(body: Body, term: Term, board: Board) -> bool:
    """Whether there are seats to fill, and time in which whoever is chosen would sit."""
    is_over = term.ends_on is not None and term.ends_on < timezone.localdate()
    return (
        bool(board.vacant_members or board.vacant_deputies)
        and body.status == BodyStatus.ACTIVE
        and not is_over
    )


@run_by_user
@require_safe
def term_board_csv(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """The same board as a table to take along; for those who run the body, with e-mail addresses."""
    term = term_of(body, pk)
    _form, day = shown_day(request, term)
    board = board_of_term(term, day)
    header = [*seat_columns(), _("E-mail address"), _("To be seen to")]
    rows = (
        [*seat_row(cell.cell.group, seat.place), _email(seat.place), "; ".join(seat.words)]
        for cell in marked(board)
        for seat in cell.seats
    )
    return csv_answer(f"{body.slug}-{day.isoformat()}.csv", header, rows)


def seat_columns() -> list[str]:
    """What is told of each seat."""
    return [_("Group of seats"), _("Seat"), _("Person"), _("Organisation"), _("From"), _("Until")]


def seat_row(group: SeatGroup, place: SeatOnDay) -> list[Any]:
    """The same, of one seat; a vacant one says so."""
    mandate = place.mandate
    if not mandate:
        return [group.name, place.seat.get_kind_display(), place.vacancy, "", "", ""]
    return [
        group.name,
        place.seat.get_kind_display(),
        mandate.person.name,
        mandate.organisation,
        mandate.valid_from,
        mandate.valid_until,
    ]


def _email(place: SeatOnDay) -> str:
    return place.mandate.person.email if place.mandate else ""


@run_by_user
@require_POST
def term_seat(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Make the seats as the rules lay down."""
    term = term_of(body, pk)
    try:
        groups = services.seat_term(term=term, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext(
            "%(count)d group of seats was made.", "%(count)d groups of seats were made.", len(groups)
        )
        messages.success(request, text % {"count": len(groups)})
    return redirect("members:term-board", body.slug, pk)


@run_by_user
def term_end(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Say what ends with the term, then end it."""
    term = term_of(body, pk)
    form = LastDayForm(request.POST or None, initial={"last_day": timezone.localdate()})
    open_mandates = 0
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["last_day"]
        try:
            if "do" in request.POST:
                ended = services.end_term(term=term, last_day=last_day, actor=request.user)
                text = ngettext(
                    "The term ended, and with it %(count)d membership.",
                    "The term ended, and with it %(count)d memberships.",
                    len(ended),
                )
                messages.success(request, text % {"count": len(ended)})
                return redirect("members:term-board", body.slug, pk)
            open_mandates = _rehearse_end(term, last_day, request.user)
        except (ValidationError, Refused) as error:
            tell(form, error)
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        "members/term_end.html",
        term=term,
        form=form,
        is_shown=form.is_bound and form.is_valid(),
        open_mandates=open_mandates,
    )


def _rehearse_end(term: Term, last_day: date, actor: Any) -> int:
    """How many memberships would end."""
    with transaction.atomic():
        count = len(services.end_term(term=term, last_day=last_day, actor=actor))
        transaction.set_rollback(True)
    return count


@run_by_user
def term_next(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Who goes on and who changes, with the arithmetic, and then the next term."""
    term = term_of(body, pk)
    chosen = {number for text in request.POST.getlist("jatkaa") if (number := whole_number(text)) is not None}
    form = NextTermForm(request.POST or None, body=body, initial=_next_days(term))
    if request.method == "POST" and form.is_valid() and "do" in request.POST:
        try:
            made = services.next_term(
                term=term,
                values=form.values,
                goes_on=chosen,
                decision=form.cleaned_data["decision"],
                actor=request.user,
            )
        except (ValidationError, Refused) as error:
            tell(form, error)
        else:
            messages.success(request, _("The term %(days)s is made.") % {"days": made.period_text})
            return redirect("members:term-board", body.slug, made.pk)
    board = board_of_term(term, _last_day_before(form, term))
    members = [place for place in board.members if place.mandate]
    going_on = sum(place.mandate.pk in chosen for place in members if place.mandate)
    template = "members/_rotation.html" if request.headers.get("HX-Request") else "members/term_next.html"
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        template,
        term=term,
        board=board,
        form=form,
        chosen=chosen,
        turn=rotation(term.rules_version, seats=len(board.members), going_on=going_on),
        groups=_going_on(body, board),
    )


def _last_day_before(form: NextTermForm, term: Term) -> date:
    """The day on which who sits can go on: the one before the new term, as far as its beginning is known."""
    known = form.cleaned_data.get("starts_on") if form.is_bound and form.is_valid() else None
    one = timedelta(days=1)
    day = max(known, term.starts_on + one) - one if known else term.ends_on or timezone.localdate()
    return max(term.starts_on, min(day, term.ends_on or day))


def _next_days(term: Term) -> dict[str, Any]:
    return {"starts_on": term.ends_on + timedelta(days=1)} if term.ends_on else {}


def _going_on(body: Body, board: Board) -> Iterator[dict[str, Any]]:
    """Each group with its seats, and for each seat the day on which its holder first was a member of the body."""
    people = [place.mandate.person_id for place in board.seats if place.mandate]
    held = Mandate.objects.of_body(body).as_members().exclude(end_reason=EndReason.NEVER_BEGAN)
    first = dict(held.filter(person__in=people).order_by().values_list("person").annotate(Min("valid_from")))
    for cell in board.cells:
        seats = [
            (place, first.get(place.mandate.person_id) if place.mandate else None) for place in cell.seats
        ]
        yield {"cell": cell, "seats": seats}


def tell(form: BaseForm, error: ValidationError | Refused) -> None:
    """What a service found wrong, beside its field if the form has it."""
    if isinstance(error, Refused):
        form.add_error(None, str(error))
        return
    for field, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(field if field in form.fields else None, texts)
