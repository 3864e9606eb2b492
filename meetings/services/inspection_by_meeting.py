"""Acts of inspecting minutes by a later meeting: put on its agenda, and approved or given back by what it decides.

What is left to a meeting is a proposal that knows the minutes: it waits in the backlog or stands on an agenda, and goes
the way of every proposal when that meeting is cancelled or the item is taken off or tabled.
"""

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.enums import (
    InspectionWay,
    ItemKind,
    MeetingState,
    MinutesState,
    Outcome,
    ProposalSource,
    ProposalState,
)
from meetings.models import AgendaItem, Meeting, Minutes, Proposal
from meetings.workflow import PREPARED
from portal.enums import Language
from portal.errors import Refused
from portal.history import act
from portal.models import User

from .inspection import require_signed_text
from .minutes import back_to_draft, change, lock_any, lock_run, void_outdated
from .proposal import inspection_title, take_proposal
from .sealing import seal


@act
def leave_to_next_meeting(*, minutes: Minutes, actor: User) -> AgendaItem | Proposal:
    """Let the next meeting inspect: an item on its agenda, or a proposal for one while no meeting is being prepared.

    Inspectors who were asked have nothing to answer any more. Raises PermissionDenied, and Refused for minutes that are
    not signed or wait for a meeting already.
    """
    locked = lock_run(minutes, actor=actor)
    if locked.state not in {MinutesState.SIGNED, MinutesState.UNDER_INSPECTION}:
        raise Refused(_("Minutes are inspected when both have signed them."))
    if locked.way == InspectionWay.NEXT_MEETING and open_proposal(locked):
        raise Refused(_("This has been left to the next meeting already."))
    require_signed_text(locked)
    locked.inspectors.all().delete()
    change(locked, state=MinutesState.UNDER_INSPECTION, way=InspectionWay.NEXT_MEETING)
    return _put_on_agenda(locked, actor)


@act
def approve_in_meeting(*, minutes: Minutes, meeting: Meeting, actor: User) -> Minutes:
    """Write down that a later meeting of the body inspected the minutes and approved them; they are sealed.

    Raises PermissionDenied, and Refused when they were not left to a meeting or the meeting has not decided it.
    """
    locked = lock_run(minutes, actor=actor)
    if not _is_left(locked):
        raise Refused(_("These minutes were not left to a meeting to inspect."))
    if meeting not in meetings_that_could_inspect(locked):
        raise Refused(_("Only a later meeting of the body that was held can have inspected them."))
    _approve(locked, meeting)
    return locked


def meetings_that_could_inspect(minutes: Minutes) -> list[Meeting]:
    """Later meetings of the body that were held, or are going on and have decided something; the first one first."""
    meeting = minutes.meeting
    later = Meeting.objects.filter(body=meeting.body_id, starts_at__gt=meeting.starts_at)
    held = later.filter(state=MeetingState.HELD) | later.filter(
        state=MeetingState.IN_SESSION, items__record__outcome=Outcome.DECIDED
    )
    return list(held.distinct().order_by("starts_at", "pk"))


def left_to(items: Iterable[AgendaItem]) -> dict[int, Proposal]:
    """Item → the proposal by which it inspects minutes, for those that do."""
    rows = Proposal.objects.filter(item__in=list(items), inspects__isnull=False)
    return {row.item_id: row for row in rows.select_related("inspects__meeting__body") if row.item_id}


def open_proposal(minutes: Minutes) -> Proposal | None:
    """The proposal by which the minutes wait for a meeting that has not ended."""
    rows = Proposal.objects.filter(inspects=minutes).select_related("item__meeting__body")
    on_agenda = rows.filter(item__meeting__state__in=(*PREPARED, MeetingState.IN_SESSION))
    return rows.waiting().first() or on_agenda.first()


def decided(proposal: Proposal, outcome: str, held: Meeting) -> None:
    """The meeting has ended: “decided” approves the minutes, “sent back” makes them a draft again. Part of an act.

    Any other outcome leaves them to be inspected; so does a text that was changed after it was signed, which has to be
    signed anew.
    """
    assert proposal.inspects
    minutes = lock_any(proposal.inspects)
    if not _is_left(minutes) or void_outdated(minutes):
        return
    if outcome == Outcome.DECIDED:
        _approve(minutes, held)
    elif outcome == Outcome.SENT_BACK:
        back_to_draft(minutes)


def _approve(minutes: Minutes, meeting: Meeting) -> None:
    change(minutes, inspected_in=meeting)
    seal(minutes)


def _is_left(minutes: Minutes) -> bool:
    return minutes.state == MinutesState.UNDER_INSPECTION and minutes.way == InspectionWay.NEXT_MEETING


def _put_on_agenda(minutes: Minutes, actor: User) -> AgendaItem | Proposal:
    """Minutes that were taken back to draft and signed anew may stand on an agenda still."""
    proposal = open_proposal(minutes) or _propose(minutes)
    if proposal.item:
        return proposal.item
    meeting = minutes.meeting
    coming = Meeting.objects.filter(
        body=meeting.body_id, state__in=PREPARED, starts_at__gt=max(timezone.now(), meeting.starts_at)
    )
    following = coming.order_by("starts_at", "pk").first()
    return take_proposal(proposal=proposal, meeting=following, actor=actor) if following else proposal


def _propose(minutes: Minutes) -> Proposal:
    with translation.override(Language.FINNISH):
        title = inspection_title(minutes)
    return Proposal.objects.create(
        body_id=minutes.meeting.body_id,
        source=ProposalSource.COORDINATOR,
        title=title,
        kind=ItemKind.DECIDE,
        minutes=5,
        inspects=minutes,
        state=ProposalState.WAITING,
        received_at=timezone.now(),
    )
