"""What the pages of an application have alike: the time left, how it stands, who may write, and the line that says "saved"."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.earlier import earlier_beside
from grants.enums import ApplicationState
from grants.models import Application
from grants.services.applying import ALL, is_open, open_names
from portal.errors import Refused

SAVED = "X-Saved"
"""A header by which the page knows that all that it sent is stored."""


def base_context(request: HttpRequest, application: Application) -> dict[str, Any]:
    """What every page of an application shows: the time left, by the server's clock."""
    now = timezone.now()
    return {
        "application": application,
        "call": application.call,
        "kind": application.call_kind.kind,
        "now": now,
        "is_open": is_open(application, now),
        "may_attach": is_open(application, now)
        and request.user.has_perm("grants.change_application", application),
        # Those who handle it have a page of their own, to which the way back leads.
        "is_handling": bool(application.reference)
        and not request.user.has_perm("grants.print_application", application),
        "keep_key": f"{request.user.pk}:{application.key}",
    }


def form_context(request: HttpRequest, application: Application) -> dict[str, Any]:
    """What every page shows on which an application is written: besides, what the organisation applied for before."""
    earlier = earlier_beside(application, request.user)
    for each in earlier:
        row: Any = each
        row.words = state_word(each, waits_for_supplement=row.waits)
    return base_context(request, application) | {"earlier": earlier}


def state_word(application: Application, *, waits_for_supplement: bool) -> tuple[str, str]:
    """The shape and the plain word of how an application stands, for the applicant."""
    if application.is_being_entered:
        return "ring", _("Being entered from paper")
    if application.state == ApplicationState.DRAFT:
        return "ring", _("Draft, not sent")
    if application.state == ApplicationState.WITHDRAWN:
        return "dash", _("Withdrawn")
    if waits_for_supplement:
        return "triangle", _("You are asked to supplement")
    return "half", _("Sent, being handled")


def may_write_now(request: HttpRequest, application: Application) -> tuple[bool, str, frozenset[str] | None]:
    """Whether the user can write now; if not, why; and which questions."""
    if not request.user.has_perm("grants.change_application", application):
        return False, _("You can read this application, but not write in it."), ALL
    try:
        return True, "", open_names(application, request.arrived_at)
    except Refused as refusal:
        return False, str(refusal), ALL


def saved_line(request: HttpRequest, application: Application, **context: Any) -> HttpResponse:
    """The line that says when it was saved, or why it was not."""
    context |= {"application": application, "saved_at": timezone.now(), "is_part": True}
    response = render(request, "grants/_application_saved.html", context)
    if not context.get("problem"):
        response[SAVED] = "all"
    return response
