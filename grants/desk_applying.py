"""What of grants waits on a person's desk: drafts to be sent, supplements that are asked for, messages to be read."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import desk
from portal.desk import Card
from portal.models import User

from .enums import ApplicationState
from .models import Application, Message, SupplementRequest
from .own import own_applications
from .rules import regions_handled_by


@desk.cards
def drafts_to_send(user: User) -> Iterator[Card]:
    """Drafts in calls that are open."""
    now = timezone.now()
    drafts = own_applications(user).filter(state=ApplicationState.DRAFT, call__opens_at__lte=now)
    is_open = Q(call__closes_at=None) | Q(call__closes_at__gt=now)
    for draft in drafts.filter(is_open, call__state="published").for_list().order_by("call__closes_at", "pk"):
        yield Card(
            title=_("Send the application: %(kind)s") % {"kind": draft.call_kind.kind.name},
            url=draft.get_absolute_url(),
            text=f"{draft.applicant_name}, {draft.call.title}",
            due=draft.call.closes_at,
            act=_("Continue"),
        )


@desk.cards
def supplements_to_send(user: User) -> Iterator[Card]:
    """Supplements that the officers wait for."""
    rows = SupplementRequest.objects.waiting().filter(application__in=own_applications(user))
    rows = rows.select_related("application__organisation", "application__call_kind__kind")
    for request in rows.order_by("due_at", "pk"):
        application = request.application
        yield Card(
            title=_("Supplement application %(reference)s") % {"reference": application.reference},
            url=application.get_absolute_url(),
            text=f"{application.applicant_name}, {application.call_kind.kind.name}",
            due=request.due_at,
            act=_("Supplement"),
        )


@desk.cards
def messages_to_read(user: User) -> Iterator[Card]:
    """Messages that nobody has opened: of the officers to the applicant, and the other way to who handles it.

    Of an application that nobody handles yet they are every officer's.
    """
    to_applicant = Q(is_from_applicant=False, application__in=own_applications(user))
    to_officer = Q(is_from_applicant=True, application__handler=user.pk)
    if regions := regions_handled_by(user):
        to_officer |= Q(is_from_applicant=True, application__handler=None, application__region__in=regions)
    unread = Message.objects.filter(to_applicant | to_officer, read_at=None)
    seen: set[int] = set()
    for message in unread.select_related("application__organisation").order_by("sent_at", "pk"):
        application: Application = message.application
        if application.pk in seen:
            continue
        seen.add(application.pk)
        yield Card(
            title=_("Read the message about application %(reference)s")
            % {"reference": application.reference},
            url=_page_of(message),
            text=application.applicant_name,
            act=_("Read"),
        )


def _page_of(message: Message) -> str:
    if message.is_from_applicant:
        return reverse("grants:officer-application", args=[message.application.key]) + "#viestit"
    return message.application.get_absolute_url() + "#viestit"
