"""What of grants waits on an officer's desk: drafts to publish, and calls that close soon."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import desk
from portal.access import is_secretariat
from portal.desk import Card
from portal.front import Block
from portal.models import User

from .enums import ApplicationState, CallState
from .models import Application, Call
from .rules import regions_handled_by

SOON = timedelta(days=14)


@desk.cards
def calls_to_prepare(user: User) -> Iterator[Card]:
    """For officers: each draft with its next step, and each open call that closes within two weeks."""
    if not regions_handled_by(user) or is_secretariat(user):
        return
    now = timezone.now()
    soon = Q(state=CallState.PUBLISHED, opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + SOON)
    calls = Call.objects.handled_by(user).filter(Q(state=CallState.DRAFT) | soon)
    sent = Count("applications", Q(applications__state=ApplicationState.SUBMITTED))
    for call in calls.annotate(sent=sent).order_by("opens_at", "pk"):
        if call.state == CallState.DRAFT:
            title = _("Prepare the grant call: %(call)s") % {"call": call.title}
            yield Card(title=title, url=call.edit_url, due=call.opens_at, act=_("Continue"))
        else:
            words = ngettext(
                "%(count)d application has come.", "%(count)d applications have come.", call.sent
            )
            title = _("A grant call closes: %(call)s") % {"call": call.title}
            text = words % {"count": call.sent}
            yield Card(title=title, url=call.edit_url, text=text, due=call.closes_at, act=_("Open"))


@desk.cards
def requests_to_come_late(user: User) -> Iterator[Card]:
    """For officers: applicants who ask to send a draft after the closing."""
    if not regions_handled_by(user):
        return
    for application in Application.objects.waiting_to_come_late(user).for_list().order_by("pk"):
        yield Card(
            title=_("Answer: may an application come late?"),
            url=reverse("grants:officer-application", args=[application.key]) + "#late",
            text=f"{application.applicant_name}, {application.call.title}",
            act=_("Answer"),
        )


@desk.panel(35)
def open_calls(user: User) -> Block | None:
    """For officers: the calls that are open or coming, and the way to the workbench."""
    if not regions_handled_by(user):
        return None
    now = timezone.now()
    calls = Call.objects.handled_by(user).published().filter(Q(closes_at=None) | Q(closes_at__gt=now))
    return Block("grants/_desk_calls.html", {"calls": list(calls.order_by("opens_at", "pk")[:5])})
