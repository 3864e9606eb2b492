"""What this app shows on the public front page: open calls with the days that are left."""

from django.http import HttpRequest
from django.utils import timezone

from portal import front
from portal.front import Block

from .models import Call

MOST = 3


@front.block(30)
def open_calls(_request: HttpRequest) -> Block | None:
    """The calls that close first; when none is open the next one that opens."""
    now = timezone.now()
    calls = list(Call.objects.open_at(now).for_list().order_by("closes_at", "pk")[:MOST])
    coming = [] if calls else list(Call.objects.coming_at(now).for_list()[:1])
    if not calls and not coming:
        return None
    return Block("grants/_front_calls.html", {"calls": calls, "coming": coming})
