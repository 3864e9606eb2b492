"""How the pages find their meeting, item or paper; missing and forbidden end in the same 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from meetings.models import AgendaItem, Material, Meeting
from portal.access import get_visible, require
from portal.errors import Refused

View = Callable[..., HttpResponseBase]


def get_numbered(request: HttpRequest, body: str, year: int, number: int) -> Meeting:
    """A meeting by its number."""
    queryset = Meeting.objects.for_list()
    return get_visible(queryset, request.user, body__slug=body, year=year, number=number)  # type: ignore[return-value]


def get_draft(request: HttpRequest, body: str, key: UUID) -> Meeting:
    """A meeting by its opaque key, as it was addressed before it had a number."""
    return get_visible(Meeting.objects.for_list(), request.user, body__slug=body, key=key)  # type: ignore[return-value]


def run_by_user(view: View) -> View:
    """A page for those who run the body: the view gets the meeting in place of its key.

    What a service refuses is said on the workbench, unless the view has a better place for it.
    """

    @login_required
    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        meeting = get_visible(Meeting.objects.for_list(), request.user, key=key)
        require(request.user, "meetings.change_meeting", meeting)
        try:
            return view(request, meeting, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("meetings:meeting-edit", key)

    return run


def get_item(meeting: Meeting, item: UUID) -> AgendaItem:
    """An item on the agenda of a meeting that was fetched for the user."""
    found = AgendaItem.objects.filter(meeting=meeting, key=item).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def get_material(meeting: Meeting, pk: int) -> Material:
    """A paper of a meeting that was fetched for those who run the body."""
    found = Material.objects.select_related("item").filter(item__meeting=meeting, pk=pk).first()
    if found is None:
        raise Http404
    found.item.meeting = meeting
    return found
