"""The start page: the public front for visitors, one's own desk when signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import front as page
from portal.page_cache import same_for_visitors

from .desk import desk


@require_safe
@same_for_visitors
def front(request: HttpRequest) -> HttpResponse:
    """What the asker sees first."""
    if request.user.is_authenticated:
        return desk(request)
    return render(request, "portal/front.html", {"blocks": page.blocks(request)})
