"""Acts on those who take no part in an item, and on the deputies who sit in for them there."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.enums import CallCause, CallState, Capacity, Ground, Way
from meetings.models import AgendaItem, Disqualification, Presence, Substitution
from meetings.quorum import Floor
from members.models import Mandate, Person, Seat
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_session, mark_session
from .substitution import deputies_of


@act
def disqualify(
    *, item: AgendaItem, person: Person, ground: str, text: str = "", actor: User
) -> Disqualification:
    """A person takes no part in an item: they do not count in it, nor see its papers that are not public.

    Raises PermissionDenied, ValidationError without a ground, and Refused for somebody who is neither present nor
    invited.
    """
    session = lock_session(item.meeting, actor=actor)
    belongs = item.meeting.presences.filter(person=person).exists() or (
        item.meeting.invitations.in_force().filter(person=person).exists()
    )
    if not belongs:
        raise Refused(_("%(person)s does not belong to this meeting.") % {"person": person})
    row = Disqualification(
        item=item,
        person=person,
        ground=Ground(ground) if ground in Ground.values else ground,
        text=text.strip(),
        declared_at=timezone.now(),
        recorded_by=actor,
    )
    row.full_clean()
    row.save()
    # Whoever is disqualified cannot sit in for somebody else either.
    Presence.objects.filter(item=item, person=person).delete()
    mark_session(session)
    return row


@act
def requalify(*, disqualification: Disqualification, actor: User) -> None:
    """It was a mistake, or the meeting found otherwise: the person takes part, and the deputy for the item is released.

    Raises PermissionDenied, Refused and Overtaken.
    """
    session = lock_session(disqualification.item.meeting, actor=actor)
    row = Disqualification.objects.filter(pk=disqualification.pk).select_related("item", "person").first()
    if row is None:
        raise Overtaken(_("Somebody has removed this entry."))
    seats = row.item.meeting.presences.filter(person=row.person, item=None).values("seat")
    _release(row.item, seats)
    row.delete()
    mark_session(session)


@act
def seat_for_item(
    *, item: AgendaItem, seat: Seat, person: Person, way: str = Way.ON_SITE, actor: User
) -> Presence:
    """A deputy sits in a seat for one item, because whoever holds it is disqualified in it.

    Raises PermissionDenied, and Refused when nobody in the seat is disqualified, for somebody who is no deputy of it, is
    disqualified too, or counts in another seat.
    """
    session = lock_session(item.meeting, actor=actor)
    line = next((each for each in Floor(item.meeting).of_item(item).lines if each.seat == seat), None)
    if line is None or line.state != "disqualified":
        raise Refused(_("A deputy sits in for one item only when whoever holds the seat is disqualified."))
    place = _place_of(item, seat, person)
    _require_free(item, person)
    now = timezone.now()
    call = Substitution.objects.open().filter(meeting=item.meeting, item=item, seat=seat).first()
    if call and call.deputy_id != person.pk:
        _release(item, [seat.pk])
        call = None
    if call is None:
        call = Substitution(meeting=item.meeting, item=item, seat=seat, deputy_seat=place.seat, deputy=person)
        call.cause, call.called_at = CallCause.DISQUALIFIED, now
    call.state, call.answered_at = CallState.ACCEPTED, now
    call.save()
    row = Presence(
        meeting=item.meeting,
        item=item,
        seat=seat,
        person=person,
        capacity=Capacity.DEPUTY,
        way=way,
        arrived_at=now,
    )
    row.full_clean()
    row.save()
    mark_session(session)
    return row


def _place_of(item: AgendaItem, seat: Seat, person: Person) -> Mandate:
    for mandate in deputies_of(item.meeting, seat):
        if mandate.person_id == person.pk:
            return mandate
    raise Refused(_("%(person)s is no deputy of this seat.") % {"person": person})


def _require_free(item: AgendaItem, person: Person) -> None:
    if item.disqualifications.filter(person=person).exists():
        raise Refused(_("%(person)s is disqualified in this item.") % {"person": person})
    elsewhere = Presence.objects.here().filter(meeting=item.meeting, person=person, seat__isnull=False)
    if elsewhere.filter(item=None).exists() or elsewhere.filter(item=item).exists():
        raise Refused(_("%(person)s sits in another seat.") % {"person": person})


def _release(item: AgendaItem, seats: Any) -> None:
    """Deputies who sat in the seats for the item only are not needed in it."""
    Presence.objects.filter(item=item, seat__in=seats).delete()
    calls = Substitution.objects.open().filter(item=item, seat__in=seats)
    calls.update(state=CallState.RELEASED, released_at=timezone.now())
