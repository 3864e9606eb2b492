"""The start page of those who have signed in."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from portal import desk as desks
from portal.models import User

SHOWN_LATER = 10  # of what has time yet; the rest is one step away


def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the person, by urgency, and what to know."""
    now, user = timezone.now(), cast("User", request.user)
    cards = desks.cards_for(user)
    groups = desks.groups(cards, now)
    hidden = 0
    if groups and "all" not in request.GET:
        last = groups[-1].waiting
        hidden = max(0, len(last) - SHOWN_LATER)
        del last[len(last) - hidden :]
    context = {
        "today": timezone.localdate(now),
        "heading": desks.heading(len(cards)),
        "lede": _lede(cards, now),
        "groups": groups,
        "hidden": hidden,
        "panels": desks.panels_for(user),
    }
    return render(request, "portal/desk.html", context)


def _lede(cards: list[desks.Card], now: datetime) -> str:
    """How many are late; what is not late needs no more words than its group."""
    late = sum(1 for card in cards if card.due is not None and desks.is_past(card.due, now))
    if not late:
        return ""
    return ngettext("%(count)d of them is late.", "%(count)d of them are late.", late) % {"count": late}
