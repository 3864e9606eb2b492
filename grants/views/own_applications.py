"""The applications of a person and of the organisations that the person acts for."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grants.models import Application, Call, SupplementRequest
from grants.own import own_applications

from .showing_application import state_word


@never_cache
@login_required
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """My applications with plain words of how they stand, and the calls that are open."""
    now = timezone.now()
    waiting = SupplementRequest.objects.waiting().filter(application=OuterRef("pk"))
    unread = Count("messages", filter=Q(messages__is_from_applicant=False, messages__read_at=None))
    rows = own_applications(request.user).annotate(waits=Exists(waiting), unread=unread).for_list()
    applications: list[Application] = list(rows.order_by("-created_at")[:200])
    for each in applications:
        each.words = state_word(each, waits_for_supplement=each.waits)
        each.is_closing = each.state == "draft" and each.call.is_open(now)
    context = {
        "applications": applications,
        "calls": Call.objects.visible_to(request.user).open_at(now).for_list(),
        "now": now,
    }
    return render(request, "grants/application_list.html", context)
