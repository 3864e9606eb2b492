"""The one door through which a proposal gets a new state."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import ProposalState
from meetings.models import AgendaItem, Proposal
from portal.errors import Overtaken


def decide(proposal: Proposal, to: ProposalState, **facts: Any) -> Proposal:
    """A waiting proposal gets its outcome, with the fields that go with it. Part of an act.

    Raises Overtaken when it waits no more: of two people who decide at once one comes first.
    """
    waiting = Proposal.objects.waiting().filter(pk=proposal.pk)
    if not waiting.update(state=to, decided_at=timezone.now(), **facts):
        raise Overtaken(_("Somebody was faster: this proposal does not wait any more."))
    return Proposal.objects.for_list().get(pk=proposal.pk)


def put_back(items: QuerySet[AgendaItem]) -> int:
    """The proposals from which the items came wait again: the items are not taken up after all. Part of an act."""
    taken = Proposal.objects.filter(item__in=items, state=ProposalState.TAKEN)
    return taken.update(state=ProposalState.WAITING, decided_at=None, item=None)
