"""Who comes for whom: deputies are called at once, one after another, and released when the member comes after all.

All of this is done with the meeting locked, so that two who decline at once are answered one after the other; the
constraints of the table hold what the lock would let through.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.answers import invitations_of, require_prepared
from meetings.enums import CallCause, CallState, Capacity, Coming
from meetings.models import AgendaItem, Invitation, Meeting, Substitution
from meetings.roster import has_deputies, mandates_of
from members.enums import SeatKind
from members.models import Mandate, Seat
from members.services.mandate_mail import receiver_of
from portal import mail
from portal.errors import Refused
from portal.history import act
from portal.models import User
from portal.page_changes import remembered

from .acting import lock_meeting
from .invitation import context_of, quiet_until

CALL, RELEASE, NOBODY_LEFT = "deputy_called", "deputy_released", "deputies_exhausted"


@act
def call_deputy(
    *,
    meeting: Meeting,
    seat: Seat,
    cause: CallCause = CallCause.VACANT,
    item: AgendaItem | None = None,
    actor: User,
) -> Substitution:
    """Call the first deputy of a seat that is vacant, or whose member is disqualified in an item.

    Raises PermissionDenied, and Refused when the meeting is over, when somebody is called already, or when nobody is
    left to be called.
    """
    meeting = lock_meeting(meeting, actor=actor)
    require_prepared(meeting)
    if meeting.substitutions.open().filter(seat=seat, item=item).exists():
        raise Refused(_("A deputy has been called to this seat already."))
    called = call_next(meeting, seat, cause=cause, item=item)
    if called is None:
        raise Refused(_("Nobody is left to be called to this seat."))
    return called


def answered(invitation: Invitation, coming: str, *, item: AgendaItem | None = None) -> None:
    """Do what follows from an answer: call, accept, go on to the next, or release. Part of an act."""
    if invitation.capacity == Capacity.MEMBER:
        _member_answered(invitation, coming, item)
    elif invitation.capacity == Capacity.DEPUTY:
        _deputy_answered(invitation, coming, item)


def settle(meeting: Meeting) -> None:
    """After seats changed hands: calls of those who are no deputies any more end, and empty places are filled anew."""
    mandates = list(mandates_of(meeting))
    held = {(each.seat_id, each.person_id) for each in mandates}
    open_calls = meeting.substitutions.open().select_related("seat", "deputy__user", "item")
    for call in open_calls:
        if (call.deputy_seat_id, call.deputy_id) not in held:
            _release(meeting, call, tell=False)
    absent = invitations_of(meeting).filter(capacity=Capacity.MEMBER)
    by_seat = {row.seat_id: row for row in absent}
    sitting = {each.seat_id for each in mandates}
    for call in (
        meeting.substitutions.open().filter(cause=CallCause.ABSENT, item=None).select_related("deputy__user")
    ):
        row = by_seat.get(call.seat_id)
        if call.seat_id in sitting and (row is None or row.coming != Coming.ABSENT):
            _release(meeting, call)
    for row in by_seat.values():
        if row.coming == Coming.ABSENT and not _is_called(meeting, row.seat_id):
            assert row.seat
            call_next(meeting, row.seat, cause=CallCause.ABSENT)


def call_next(
    meeting: Meeting, seat: Seat, *, cause: CallCause, item: AgendaItem | None = None
) -> Substitution | None:
    """Call the first deputy who has not said no; None when nobody is left, which the coordinators hear of."""
    mandate = _next_deputy(meeting, seat, item)
    if mandate is None:
        _tell_nobody_left(meeting, seat, item)
        return None
    call = Substitution.objects.create(
        meeting=meeting,
        item=item,
        seat=seat,
        deputy_seat=mandate.seat,
        deputy=mandate.person,
        cause=cause,
        called_at=timezone.now(),
    )
    _write(CALL, meeting, call)
    return call


def deputies_of(meeting: Meeting, seat: Seat) -> list[Mandate]:
    """Who deputises in a member's seat at the meeting, in the order of calling: its own deputies before the group's."""
    if not has_deputies(meeting):
        return []
    of_seat = Q(seat__deputises=seat) | Q(seat__group=seat.group_id, seat__kind=SeatKind.RANKED_DEPUTY)
    rows = Mandate.objects.valid_on(meeting.day).filter(of_seat).select_related("person__user", "seat")
    # "personal_deputy" stands before "ranked_deputy"
    called = rows.order_by("seat__kind", "seat__rank")
    return remembered(("deputies", seat.pk, meeting.day), lambda: list(called))


def _next_deputy(meeting: Meeting, seat: Seat, item: AgendaItem | None) -> Mandate | None:
    calls = meeting.substitutions.filter(item=item)
    said_no = set(calls.filter(seat=seat, state=CallState.DECLINED).values_list("deputy", flat=True))
    elsewhere = set(calls.open().values_list("deputy", flat=True))
    deputies = deputies_of(meeting, seat)
    invited = invitations_of(meeting).filter(person__in=[mandate.person_id for mandate in deputies])
    rows = {row.person_id: row for row in invited}
    for mandate in deputies:
        row = rows.get(mandate.person_id)
        if row is None or row.capacity != Capacity.DEPUTY or row.coming == Coming.ABSENT:
            continue  # has a member's seat to fill, or has said no beforehand
        if mandate.person_id not in said_no | elsewhere:
            return mandate
    return None


def _member_answered(invitation: Invitation, coming: str, item: AgendaItem | None) -> None:
    meeting, seat = invitation.meeting, invitation.seat
    assert seat
    open_calls = meeting.substitutions.open().filter(seat=seat, item=item).select_related("deputy__user")
    call = open_calls.first()
    if coming != Coming.ABSENT:
        if call:
            _release(meeting, call)
    elif call is None and has_deputies(meeting):
        call_next(meeting, seat, cause=CallCause.ABSENT, item=item)


def _deputy_answered(invitation: Invitation, coming: str, item: AgendaItem | None) -> None:
    meeting = invitation.meeting
    own = meeting.substitutions.filter(deputy=invitation.person_id, item=item).select_related("seat")
    call = own.open().first()
    if call is None:
        if coming != Coming.ABSENT:
            _come_after_all(meeting, own.filter(state=CallState.DECLINED))
        return
    said = CallState.DECLINED if coming == Coming.ABSENT else CallState.ACCEPTED
    if call.state != said:
        call.state, call.answered_at = said, timezone.now()
        call.save(update_fields=["state", "answered_at"])
    if said == CallState.DECLINED:
        call_next(meeting, call.seat, cause=CallCause(call.cause), item=item)


def _come_after_all(meeting: Meeting, declined: Iterable[Substitution]) -> None:
    """A deputy who had said no comes if nobody else does in the seat."""
    for earlier in declined:
        if _is_needed(meeting, earlier):
            now = timezone.now()
            Substitution.objects.create(
                meeting=meeting,
                item=earlier.item,
                seat=earlier.seat,
                deputy_seat_id=earlier.deputy_seat_id,
                deputy_id=earlier.deputy_id,
                cause=earlier.cause,
                state=CallState.ACCEPTED,
                called_at=now,
                answered_at=now,
            )
            return


def _is_needed(meeting: Meeting, earlier: Substitution) -> bool:
    if meeting.substitutions.open().filter(seat=earlier.seat_id, item=earlier.item_id).exists():
        return False
    if earlier.cause != CallCause.ABSENT or earlier.item_id:
        return True
    member = invitations_of(meeting).filter(seat=earlier.seat_id, capacity=Capacity.MEMBER).first()
    return member is None or member.coming == Coming.ABSENT


def _is_called(meeting: Meeting, seat_id: int | None) -> bool:
    return meeting.substitutions.open().filter(seat=seat_id, item=None).exists()


def _release(meeting: Meeting, call: Substitution, *, tell: bool = True) -> None:
    """The deputy is not needed; one whose call never left hears of neither."""
    never_left = mail.take_back(Substitution, [call.pk], kind=CALL)
    call.state, call.released_at = CallState.RELEASED, timezone.now()
    call.save(update_fields=["state", "released_at"])
    if tell and not never_left:
        _write(RELEASE, meeting, call)


def _write(kind: str, meeting: Meeting, call: Substitution) -> None:
    receiver = receiver_of(call.deputy)
    rows = meeting.invitations.in_force().filter(person=call.deputy_id)
    invitation = rows.select_related("seat").first()
    if receiver is None or invitation is None:
        return
    invitation.meeting = meeting
    member = mandates_of(meeting).filter(seat=call.seat_id).select_related("person").first()
    context = context_of(invitation, receiver, call=call, member=member and member.person, item=call.item)
    mail.post(kind, to=receiver, context=context, about=call, due_at=quiet_until(meeting))


def _tell_nobody_left(meeting: Meeting, seat: Seat, item: AgendaItem | None) -> None:
    today: datetime = timezone.now()
    for role in meeting.body.roles.valid_on(timezone.localdate(today)).select_related("user"):
        context = {"meeting": meeting, "seat": seat, "item": item}
        mail.post(NOBODY_LEFT, to=role.user, context=context, about=meeting, due_at=quiet_until(meeting))
