"""The groups of seats of a term: added, renamed, put in order, taken away."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import services, workbench
from members.forms.term import GroupForm, NewGroupForm, NewSeatForm
from members.models import Body, Mandate, SeatGroup, Term
from portal.errors import Overtaken, Refused
from portal.parameters import whole_number

from .fetching import run_by_user
from .term import tell, term_of


@run_by_user
def group_list(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """The groups in their order, and a form for one more."""
    term = term_of(body, pk)
    form = NewGroupForm(request.POST or None, term=term)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("members", "deputies", "decision")}
        try:
            group = services.add_group(term=term, names=form.names, **facts, actor=request.user)
        except (ValidationError, Refused) as error:
            tell(form, error)
        else:
            messages.success(request, _("The group “%(group)s” is added.") % {"group": group})
            return redirect("members:group-list", body.slug, pk)
    sat = Exists(Mandate.objects.filter(seat__group=OuterRef("pk")))
    groups = term.groups.annotate(seat_count=Count("seats"), has_sat=sat)
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        "members/group_list.html",
        term=term,
        groups=groups,
        form=form,
        has_begun=term.starts_on <= timezone.localdate(),
    )


@run_by_user
@require_POST
def group_reorder(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Put the groups in another order: the whole order at once, or one group a step up or down."""
    term = term_of(body, pk)
    if order := request.POST.getlist("order"):
        try:
            pks = [number for number in map(whole_number, order) if number is not None]
            services.reorder_groups(term=term, order=pks, actor=request.user)
        except Overtaken as overtaken:
            messages.error(request, str(overtaken))
            return HttpResponse(status=HTTPStatus.CONFLICT)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    for step, places in (("up", -1), ("down", 1)):
        if (number := whole_number(request.POST.get(step, ""))) is not None:
            group = get_object_or_404(SeatGroup, pk=number, term=term)
            services.move_group(group=group, places=places, actor=request.user)
    return redirect("members:group-list", body.slug, pk)


@run_by_user
def group_edit(request: HttpRequest, body: Body, pk: int, group: int) -> HttpResponseBase:
    """The names of a group and its seats."""
    term = term_of(body, pk)
    record = _group(term, group)
    adds = "place" in request.POST
    form = GroupForm.of(record, None if adds else request.POST or None)
    seat_form = NewSeatForm(request.POST if adds else None, group=record)
    shown = seat_form if adds else form
    if request.method == "POST" and shown.is_valid():
        try:
            if adds:
                services.add_seat(group=record, **seat_form.facts, actor=request.user)
                messages.success(request, _("The seat is added."))
            else:
                services.rename_group(group=record, names=form.names, actor=request.user)
                messages.success(request, _("The names are saved."))
        except (ValidationError, Refused) as error:
            tell(shown, error)
        else:
            return redirect("members:group-edit", body.slug, pk, group)
    seats = record.seats.select_related("deputises").annotate(
        has_sat=Exists(Mandate.objects.filter(seat=OuterRef("pk"))),
        deputy_has_sat=Exists(Mandate.objects.filter(seat__deputises=OuterRef("pk"))),
    )
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        "members/group_edit.html",
        term=term,
        group=record,
        form=form,
        seat_form=seat_form,
        shown=shown,
        seats=seats.order_by("kind", "rank"),
    )


@run_by_user
def group_remove(request: HttpRequest, body: Body, pk: int, group: int) -> HttpResponseBase:
    """Ask, then take the group away with its seats."""
    term = term_of(body, pk)
    record = _group(term, group)
    if request.method == "POST":
        services.remove_group(group=record, actor=request.user)
        messages.success(request, _("The group “%(group)s” was removed.") % {"group": record})
        return redirect("members:group-list", body.slug, pk)
    return workbench.page(
        request, body, workbench.TERMS, "members/group_remove.html", term=term, group=record
    )


@run_by_user
@require_POST
def seat_remove(request: HttpRequest, body: Body, pk: int, group: int, seat: int) -> HttpResponseBase:
    """Take away a seat that nobody has held."""
    record = _group(term_of(body, pk), group)
    services.remove_seat(seat=get_object_or_404(record.seats, pk=seat), actor=request.user)
    messages.success(request, _("The seat was removed."))
    return redirect("members:group-edit", body.slug, pk, group)


def _group(term: Term, pk: int) -> SeatGroup:
    return get_object_or_404(
        SeatGroup.objects.select_related("term__body", "term__rules_version"), pk=pk, term=term
    )
