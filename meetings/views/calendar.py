"""Calendars that other programs read: a body's for everybody, and one's own behind a secret address."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings import calendar, services
from meetings.feeds import meetings_in_own_feed, meetings_in_public_feed
from meetings.models import CalendarFeed
from members.models import Body
from portal.access import get_visible
from portal.mail import absolute

TYPE = "text/calendar; charset=utf-8"


@require_safe
def body_feed(_request: HttpRequest, body: str) -> HttpResponse:
    """The meetings of a public body."""
    row: Body = get_visible(Body.objects.all(), AnonymousUser(), slug=body)  # type: ignore[assignment]
    return HttpResponse(
        calendar.feed(row.short_name, meetings_in_public_feed(row), is_own=False), content_type=TYPE
    )


@never_cache
@require_safe
def own_feed(_request: HttpRequest, key: UUID) -> HttpResponse:
    """The meetings of whoever the address belongs to; for programs, so nobody is asked to sign in."""
    row = get_object_or_404(CalendarFeed.objects.select_related("user"), key=key, user__is_active=True)
    meetings = meetings_in_own_feed(row.user)
    return HttpResponse(calendar.feed(_("My meetings"), meetings, is_own=True), content_type=TYPE)


@login_required
@never_cache
@require_safe
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The secret address, and how to use and renew it."""
    row = CalendarFeed.objects.filter(user=request.user.pk).first()
    address = absolute(reverse("meetings:own-feed", args=[row.key])) if row else ""
    return render(request, "meetings/own_calendar.html", {"feed": row, "address": address})


@login_required
@require_POST
def own_calendar_renew(request: HttpRequest) -> HttpResponseBase:
    """A new address; the old one shows nothing any more."""
    services.renew_feed(actor=request.user)
    messages.success(request, _("You have a new address. The old one does not work any more."))
    return redirect("meetings:own-calendar")
