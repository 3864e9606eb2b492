"""Rooms that are offered and looked for: what everybody sees, and the pages of those who put the notices up."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.models import Organisation
from members.views.forming import attempt, tell
from members.views.profile import get_changed
from networks import services
from networks.enums import RoomKind
from networks.forms import ExtendForm, RoomForm, RoomSearchForm
from networks.models import RoomNotice
from portal.access import get_visible, is_secretariat, require
from portal.errors import Overtaken
from portal.history import events_of
from portal.page_cache import same_for_visitors

View = Callable[..., HttpResponseBase]

USUALLY_SHOWN = timedelta(days=90)


@same_for_visitors
@require_safe
def room_list(request: HttpRequest) -> HttpResponse:
    """What is offered or looked for today, narrowed by what the reader needs."""
    form = RoomSearchForm(request.GET)
    page = form.page(request.GET.get("page"))
    return render(request, "networks/room_list.html", {"form": form, "page": page, "tabs": form.counts()})


@same_for_visitors
@require_safe
def room_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice, with what the reader may do with it."""
    notice = get_notice(request, pk)
    user = request.user
    may_change = not notice.ended_at and user.has_perm("networks.change_roomnotice", notice)
    context = {
        "notice": notice,
        "may_change": may_change,
        "may_end": may_change or (not notice.ended_at and user.has_perm("networks.end_roomnotice", notice)),
        "history": events_of(notice) if is_secretariat(user) else [],
    }
    return render(request, "networks/room_detail.html", context)


@login_required
@require_safe
def room_own(request: HttpRequest, pk: int) -> HttpResponse:
    """All notices of an organisation for its people, also those that nobody else sees any more."""
    organisation = get_changed(request, pk)
    notices = list(organisation.room_notices.for_list())
    return render(request, "networks/room_own.html", {"organisation": organisation, "notices": notices})


@login_required
def room_create(request: HttpRequest, pk: int, kind: RoomKind) -> HttpResponseBase:
    """A new notice of the organisation."""
    organisation = get_changed(request, pk)
    today = timezone.localdate()
    notice = RoomNotice(organisation=organisation, kind=kind, municipality=organisation.home_municipality)
    form = RoomForm(request.POST or None, instance=notice, initial={"shown_until": today + USUALLY_SHOWN})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.put_up_room_notice(
                organisation=organisation, kind=kind, values=form.values, actor=request.user
            ),
        )
        if made:
            messages.success(request, _("The notice is up."))
            return redirect(made)
    title = _("Offer a room") if notice.is_offer else _("Look for a room")
    lede = _("Everybody sees the notice as soon as you put it up.")
    return _form_page(request, organisation, form, title=title, lede=lede, button=_("Put the notice up"))


def get_notice(request: HttpRequest, pk: int) -> RoomNotice:
    """A notice that the reader may see; else 404."""
    rows = RoomNotice.objects.select_related("organisation", "municipality")
    return get_visible(rows, request.user, pk=pk)  # type: ignore[return-value]


def acting_on(permission: str) -> Callable[[View], View]:
    """A page for those with the permission: the view gets the notice in place of its number.

    What was taken down meanwhile has nothing to act on; what somebody sends all the same is answered by the service.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def run(request: HttpRequest, pk: int) -> HttpResponseBase:
            notice = get_notice(request, pk)
            require(request.user, f"networks.{permission}_roomnotice", notice)
            if notice.ended_at and request.method != "POST":
                return redirect(notice)
            return view(request, notice)

        return run

    return decorate


@acting_on("change")
def room_change(request: HttpRequest, notice: RoomNotice) -> HttpResponseBase:
    """What the notice says; of two who change it at one time the second one is told, and loses nothing."""
    form = RoomForm(request.POST or None, instance=notice)
    if request.method == "POST" and form.is_valid():
        base = form.cleaned_data["version"] or 0
        try:
            services.change_room_notice(
                notice=notice, base_version=base, values=form.values, actor=request.user
            )
        except ValidationError as error:
            tell(form, error)
        except Overtaken as refusal:
            form = form.against(get_notice(request, notice.pk))
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(notice)
    return _form_page(
        request, notice.organisation, form, title=_("Change the notice"), button=_("Save"), notice=notice
    )


@acting_on("change")
def room_extend(request: HttpRequest, notice: RoomNotice) -> HttpResponseBase:
    """Another last day."""
    usually = max(notice.shown_until, timezone.localdate() + USUALLY_SHOWN)
    form = ExtendForm(request.POST or None, initial={"shown_until": usually})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["shown_until"]
        if attempt(form, lambda: services.extend_room_notice(notice=notice, until=until, actor=request.user)):
            messages.success(request, _("The notice is shown longer."))
            return redirect(notice)
    return _form_page(
        request, notice.organisation, form, title=_("Lengthen the notice"), button=_("Save"), notice=notice
    )


@acting_on("end")
def room_end(request: HttpRequest, notice: RoomNotice) -> HttpResponseBase:
    """Take it down, once it is clear what that means."""
    if request.method == "POST":
        try:
            services.end_room_notice(notice=notice, actor=request.user)
        except Overtaken as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The notice is taken down."))
        mine = request.user.has_perm("networks.change_roomnotice", notice)
        return (
            redirect("networks:room-own", notice.organisation_id) if mine else redirect("networks:room-list")
        )
    return render(request, "networks/room_end.html", {"notice": notice})


def _form_page(
    request: HttpRequest,
    organisation: Organisation,
    form: RoomForm | ExtendForm,
    *,
    notice: RoomNotice | None = None,
    **words: str,
) -> HttpResponse:
    back = notice.get_absolute_url() if notice else reverse("networks:room-own", args=[organisation.pk])
    context = {"organisation": organisation, "form": form, "notice": notice, "back": back, **words}
    return render(request, "networks/room_form.html", context)
