"""Whom a message to many reaches: the threads that it goes into, who gets a mail of it, and who is left out and why."""

from dataclasses import dataclass

from portal.access import Actor

from .enums import ApplicationState
from .models import Application, BulkMessage
from .services.telling import receivers_of_each

# What a line of the list and a mail need: of 2 000 applications all columns would be much.
NEEDED = (
    "key", "region", "reference", "state", "group_name", "organisation__name", "is_paper", "paper_way",
    "contact_name", "contact_email", "language",
)  # fmt: skip


@dataclass(frozen=True)
class Reached:
    """An application with the addresses that get a mail about it."""

    application: Application
    addresses: list[str]


@dataclass(frozen=True)
class Reach:
    """Of those who were chosen: who is written to, and who is not."""

    reached: list[Reached]
    withdrawn: list[Application]
    gone: int
    """How many are not there any more."""

    @property
    def mails(self) -> int:
        """How many mails go out; whoever has sent two applications gets one about each."""
        return sum(len(each.addresses) for each in self.reached)

    @property
    def without_mail(self) -> list[Application]:
        """Those of whom nobody has an address: the message waits in the portal, and nothing tells them of it."""
        return [each.application for each in self.reached if not each.addresses]


def reach_of(bulk: BulkMessage, user: Actor) -> Reach:
    """Before it is sent those whom it would reach as things stand, afterwards those whom it has reached."""
    handled = Application.objects.handled_by(user).filter(pk__in=bulk.applications)
    rows = list(handled.select_related("organisation").only(*NEEDED).order_by("reference", "pk"))
    if bulk.sent_at:
        written_to = set(bulk.messages.values_list("application", flat=True))
    else:
        written_to = {each.pk for each in rows if each.state == ApplicationState.SUBMITTED}
    reached = [each for each in rows if each.pk in written_to]
    addresses = receivers_of_each(reached)
    return Reach(
        reached=[Reached(each, list(addresses[each.pk])) for each in reached],
        withdrawn=[
            each for each in rows if each.pk not in written_to and each.state == ApplicationState.WITHDRAWN
        ],
        gone=len(bulk.applications) - len(rows),
    )
