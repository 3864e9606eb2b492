"""The agenda under preparation: items are written, moved and taken away."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.forms import AgendaItemForm, BeginningForm, UploadForm
from meetings.models import AgendaItem, Guest, Material, Meeting
from meetings.timetable import timetable
from meetings.workflow import PREPARED
from portal.errors import Conflict, Overtaken, Refused
from portal.parameters import whole_number

from .fetching import get_item, run_by_user


@run_by_user
def item_create(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """A new item."""
    initial = {"parent_id": whole_number(request.GET.get("osa", ""))}
    form = AgendaItemForm(request.POST or None, meeting=meeting, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            item = services.add_item(meeting=meeting, values=form.values, actor=request.user)
        except Refused as refusal:
            if meeting.state not in PREPARED:
                raise
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("“%(title)s” is on the agenda.") % {"title": item.title})
            if "papers" in request.POST:
                return redirect("meetings:item-edit", meeting.key, item.key)
            return redirect(_agenda_url(meeting))
    return _item_page(request, meeting, None, form)


@run_by_user
def item_edit(request: HttpRequest, meeting: Meeting, item: UUID) -> HttpResponseBase:
    """Change an item; the texts of two people who wrote at the same time are both shown."""
    record = AgendaItem.objects.select_related("continues__meeting").filter(meeting=meeting, key=item).first()
    if record is None:
        return _removed_meanwhile(request, meeting)
    form = AgendaItemForm.of(record, request.POST or None)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["base_version"] or 0
        try:
            saved = services.change_item(
                item=record, base_version=version, values=form.values, actor=request.user
            )
        except Conflict as conflict:
            form = form.with_both(conflict)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except Overtaken:
            return _removed_meanwhile(request, meeting)
        except Refused as refusal:
            if meeting.state not in PREPARED:
                raise
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(title)s” is saved.") % {"title": saved.record.title})
            if saved.theirs:
                messages.info(
                    request,
                    _("Somebody else changed other parts of it meanwhile. Their changes are kept too."),
                )
            return redirect(_agenda_url(meeting))
    return _item_page(request, meeting, record, form)


@run_by_user
def item_remove(request: HttpRequest, meeting: Meeting, item: UUID) -> HttpResponseBase:
    """Say what goes with the item, then take it off the agenda."""
    record = get_item(meeting, item)
    if request.method == "POST":
        services.remove_item(item=record, actor=request.user)
        messages.success(request, _("“%(title)s” was taken off the agenda.") % {"title": record.title})
        return redirect(_agenda_url(meeting))
    context = {
        "meeting": meeting,
        "item": record,
        "papers": Material.objects.current().filter(Q(item=record) | Q(item__parent=record)),
        "parts": record.parts.all(),
        "guests": Guest.objects.asked().filter(Q(item=record) | Q(item__parent=record)),
    }
    return render(request, "meetings/item_remove.html", context)


@run_by_user
@require_POST
def agenda_begin(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Fill an empty agenda with standing items or a copy."""
    form = BeginningForm(request.POST)
    if form.is_valid():
        beginning = form.cleaned_data["beginning"]
        services.begin_agenda(meeting=meeting, beginning=beginning, actor=request.user)
    return redirect("meetings:meeting-edit", meeting.key)


@run_by_user
@require_POST
def agenda_reorder(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Put the items in another order: the whole order at once, or one item a step up or down."""
    if order := request.POST.getlist("order"):
        try:
            pks = [pk for pk in map(whole_number, order) if pk is not None]
            services.reorder_items(meeting=meeting, order=pks, actor=request.user)
        except Overtaken as overtaken:
            messages.error(request, str(overtaken))
            return HttpResponse(status=HTTPStatus.CONFLICT)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    for step, places in (("up", -1), ("down", 1)):
        if (pk := whole_number(request.POST.get(step, ""))) is not None:
            item = meeting.items.filter(pk=pk).first()
            if item is None:
                raise Overtaken(_("Somebody has removed this item from the agenda."))
            services.move_item(item=item, places=places, actor=request.user)
    return redirect(_agenda_url(meeting))


@run_by_user
@require_safe
def agenda_clocks(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Numbers and clock times after items were moved, each for its own place in the page."""
    context = {"meeting": meeting, "agenda": timetable(meeting, meeting.items.all())}
    return render(request, "meetings/_clocks.html", context)


def _item_page(
    request: HttpRequest, meeting: Meeting, item: AgendaItem | None, form: AgendaItemForm
) -> HttpResponse:
    context: dict[str, Any] = {"meeting": meeting, "item": item, "form": form}
    if item is not None:
        context["papers"] = item.materials.current().select_related("replaces").order_by("order", "pk")
        context["guests"] = item.guests.asked()
        context["upload_form"] = UploadForm(auto_id="papers_%s")  # the item has a kind too
        context["largest"] = settings.UPLOAD_LARGEST_BYTES
    return render(request, "meetings/item_form.html", context)


def _removed_meanwhile(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """Nothing typed is lost: the form comes back with the texts, and saving it makes a new item."""
    if request.method != "POST":
        raise Http404
    form = AgendaItemForm(request.POST, meeting=meeting)
    form.add_error(
        None,
        _(
            "Somebody has removed this item from the agenda. Your texts are here: saving puts them back as a new item."
        ),
    )
    return _item_page(request, meeting, None, form)


def _agenda_url(meeting: Meeting) -> str:
    return f"{meeting.edit_url}#agenda"
