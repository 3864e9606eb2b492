"""Acts on proposals for agendas: made, taken back, taken up, declined."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.enums import ProposalSource, ProposalState
from meetings.models import AgendaItem, Meeting, Minutes, Proposal
from meetings.proposing import is_open, meetings_to_wish, sources_of
from members.models import Body
from portal import mail
from portal.enums import Language
from portal.errors import Refused
from portal.history import act
from portal.mail import Receiver
from portal.models import User

from .acting import lock_prepared
from .agenda import add_item
from .backlog import decide

RECEIVED, TAKEN, DECLINED = "proposal_received", "proposal_taken", "proposal_declined"


@act
def make_proposal(
    *, body: Body, values: Mapping[str, Any], source: str, behalf: Any = None, actor: User | None
) -> Proposal:
    """Put a proposal into the backlog of a body and send a receipt to whoever proposed it.

    A resident's initiative needs a name and an address and nobody signed in; every other source must be the actor's own.
    Raises Refused for a body that takes none, PermissionDenied, and ValidationError.
    """
    if not is_open(body):
        raise Refused(_("Nothing can be proposed to this group: it does not work now."))
    if source != ProposalSource.RESIDENT:
        if actor is None or (source, behalf) not in [
            (own.source, own.behalf) for own in sources_of(body, actor)
        ]:
            raise PermissionDenied
        values = {**values, "proposer_name": "", "proposer_email": ""}
    proposal = Proposal(
        body=body,
        source=source,
        proposer=actor,
        organisation=behalf if source == ProposalSource.ORGANISATION else None,
        network=behalf if source == ProposalSource.NETWORK else None,
        received_at=timezone.now(),
        **values,
    )
    proposal.full_clean(exclude=["topic", "item"])
    _require_wish(proposal)
    _require_address(proposal)
    proposal.save()
    _tell(RECEIVED, proposal)
    return proposal


@act
def withdraw_proposal(*, proposal: Proposal, actor: User | None) -> Proposal:
    """The proposer takes a proposal back while it waits; a resident by the key of the receipt, without an account.

    Raises PermissionDenied, and Overtaken when it was decided already.
    """
    if proposal.proposer_id:
        is_own = actor is not None and proposal.proposer_id == actor.pk
    else:
        is_own = proposal.source == ProposalSource.RESIDENT
    if not is_own:
        raise PermissionDenied
    return decide(proposal, ProposalState.WITHDRAWN)


@act
def take_proposal(*, proposal: Proposal, meeting: Meeting, actor: User) -> AgendaItem:
    """Put a proposal on the agenda of a meeting that is being prepared, and tell the proposer.

    Raises PermissionDenied, Refused for a meeting of another body or one that has begun, and Overtaken.
    """
    locked = lock_prepared(meeting, actor=actor)
    if locked.body_id != proposal.body_id:
        raise Refused(_("The proposal is for another group."))
    decide(proposal, ProposalState.TAKEN)
    item = add_item(meeting=locked, values=_texts(proposal), actor=actor)
    if proposal.continues_id:  # it was tabled in an earlier meeting
        item.continues_id = proposal.continues_id
        item.save(update_fields=["continues"])
    Proposal.objects.filter(pk=proposal.pk).update(item=item)
    _tell(TAKEN, proposal, meeting=locked)
    return item


@act
def decline_proposal(*, proposal: Proposal, reason: str, actor: User) -> Proposal:
    """Say no for a reason that the proposer gets by mail. Raises PermissionDenied, Refused without one, and Overtaken."""
    _require_runner(proposal, actor)
    if not reason.strip():
        raise Refused(_("Write the reason: whoever proposed this will read it."))
    declined = decide(proposal, ProposalState.DECLINED, reason=reason.strip())
    _tell(DECLINED, declined)
    return declined


@act
def wish_for_meeting(*, proposal: Proposal, meeting: Meeting | None, actor: User) -> Proposal:
    """For which meeting a waiting proposal is meant; None for any.

    Raises PermissionDenied, and Refused for another body's meeting or a proposal that waits no more.
    """
    _require_runner(proposal, actor)
    if meeting and meeting.body_id != proposal.body_id:
        raise Refused(_("The proposal is for another group."))
    if not Proposal.objects.waiting().filter(pk=proposal.pk).update(wished_on=meeting):
        raise Refused(_("Somebody was faster: this proposal does not wait any more."))
    return Proposal.objects.for_list().get(pk=proposal.pk)


def forget_residents(*, before: datetime) -> int:
    """Remove names and addresses of residents whose proposals were decided before the instant; of how many."""
    old = Proposal.objects.filter(source=ProposalSource.RESIDENT, decided_at__lt=before)
    return old.exclude(proposer_name="", proposer_email="").update(proposer_name="", proposer_email="")


def _require_runner(proposal: Proposal, actor: User) -> None:
    if not actor.has_perm("meetings.change_proposal", proposal):
        raise PermissionDenied


def _require_wish(proposal: Proposal) -> None:
    """A wish is for a coming meeting of the body that the proposer knows of."""
    wished = proposal.wished_on
    if wished and wished not in meetings_to_wish(proposal.body, proposal.proposer or AnonymousUser()):
        raise Refused(_("Nothing can be proposed for that meeting any more. Choose another."))


def _require_address(proposal: Proposal) -> None:
    """Somebody without an account is answered by mail."""
    if proposal.proposer is None and not (proposal.proposer_name and proposal.proposer_email):
        raise ValidationError({"proposer_email": _("Write your name and e-mail address.")})


def _texts(proposal: Proposal) -> dict[str, Any]:
    """What the item says: the proposal's words, and beside them the Swedish of a topic or of minutes to inspect."""
    texts = {
        "title_fi": proposal.title,
        "background_fi": proposal.text,
        "kind": proposal.kind,
        "minutes": proposal.minutes,
    }
    if topic := proposal.topic:
        texts |= {"title_sv": topic.title_sv or "", "background_sv": topic.background_sv or ""}
    if proposal.inspects:
        with translation.override(Language.SWEDISH):
            texts["title_sv"] = inspection_title(proposal.inspects)
    return texts


def inspection_title(minutes: Minutes) -> str:
    """What an item that inspects minutes is called, in the language of the moment."""
    return gettext("Inspection of: %(minutes)s") % {"minutes": minutes.name}


def _tell(kind: str, proposal: Proposal, **more: Any) -> None:
    """A mail to whoever proposed it; the annual clock has no address."""
    receiver: User | Receiver | None = proposal.proposer
    if proposal.proposer_email:
        receiver = Receiver(proposal.proposer_email, proposal.proposer_name)
    if receiver:
        mail.post(
            kind, to=receiver, context={"proposal": proposal, "body": proposal.body, **more}, about=proposal
        )
