"""Acts on who is present in a meeting that is going on: they arrive, leave, step in for others, and are corrected."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.answers import invitations_of
from meetings.enums import Capacity, Coming, Way
from meetings.models import Guest, Meeting, Presence, Session
from meetings.quorum import FILLED, Standing, standing
from meetings.roster import mandates_of
from members.models import Person, Seat
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_session, mark_session
from .substitution import deputies_of

WITHOUT_SEAT = {Capacity.DEPUTY, Capacity.SPEAKER, Capacity.OFFICE}


@act
def mark_expected(*, meeting: Meeting, actor: User) -> list[Presence]:
    """Those who said that they come, and nobody has written down yet, were present from the beginning.

    Raises PermissionDenied, and Refused when the meeting is not in session.
    """
    session = lock_session(meeting, actor=actor)
    rows = expected(session.meeting)
    for row in rows:
        row.arrived_at = session.opened_at
        row.full_clean()
        row.save()
    mark_session(session)
    return rows


def expected(meeting: Meeting) -> list[Presence]:
    """The presences that the answers suggest, of people who are not written down yet; none of them is stored."""
    known = set(meeting.presences.values_list("person", flat=True))
    taken = set(meeting.presences.here().filter(item=None).values_list("seat", flat=True))
    answers: Standing = standing(meeting)
    ways = {row.person_id: getattr(row, "coming", None) for row in invitations_of(meeting)}
    rows = []
    for line in answers.lines:
        person = line.who_comes
        if person and line.state in FILLED and person.pk not in known and line.seat.pk not in taken:
            is_member = line.state == "primary"
            rows.append(
                Presence(
                    meeting=meeting,
                    person=person,
                    seat=line.seat,
                    capacity=Capacity.MEMBER if is_member else Capacity.DEPUTY,
                    way=_way(ways.get(person.pk)),
                    arrived_at=timezone.now(),
                )
            )
            known.add(person.pk)
    for row in answers.others:
        comes = getattr(row, "coming", None) in {Coming.ON_SITE, Coming.REMOTE}
        if comes and row.person_id not in known and row.capacity in WITHOUT_SEAT:
            rows.append(
                Presence(
                    meeting=meeting,
                    person=row.person,
                    capacity=row.capacity,
                    way=_way(getattr(row, "coming", None)),
                    arrived_at=timezone.now(),
                )
            )
    return rows


@act
def arrive(
    *,
    meeting: Meeting,
    person: Person | None = None,
    guest: Guest | None = None,
    seat: Seat | None = None,
    way: str = Way.ON_SITE,
    at: datetime | None = None,
    actor: User,
) -> Presence:
    """Somebody is present from an instant on: a member or a deputy in a seat, anybody else without one.

    A member takes the seat back from the deputy, who stays as a listener; a listener who steps in for a seat leaves the
    listeners. Raises PermissionDenied, Refused for a seat that is not theirs, and ValidationError for impossible times.
    """
    session = lock_session(meeting, actor=actor)
    at = _sensible(at, session)
    capacity = _capacity(session.meeting, person, seat, guest)
    if person:
        _leave_the_listeners(session.meeting, person, at)
    deputy = None
    if seat and capacity == Capacity.MEMBER:
        deputy = _end(session.meeting, at, seat=seat, capacity=Capacity.DEPUTY)
    row = Presence(
        meeting=session.meeting,
        person=person,
        guest=guest,
        seat=seat,
        capacity=capacity,
        way=way,
        arrived_at=at,
    )
    row.full_clean()
    row.save()
    if deputy and deputy.person_id != row.person_id:
        Presence.objects.create(
            meeting=session.meeting,
            person=deputy.person,
            capacity=Capacity.DEPUTY,
            way=deputy.way,
            arrived_at=at,
        )
    mark_session(session)
    return row


@act
def leave(*, presence: Presence, at: datetime | None = None, actor: User) -> Presence:
    """Somebody leaves. Raises PermissionDenied, Refused, Overtaken when they have left, and ValidationError."""
    session = lock_session(presence.meeting, actor=actor)
    now = _still_there(presence)
    if now.left_at:
        raise Overtaken(_("%(person)s has left already.") % {"person": now.person or now.guest})
    now.left_at = _sensible(at, session)
    if timedelta() <= now.arrived_at - now.left_at < timedelta(minutes=1):
        now.left_at = now.arrived_at + timedelta(seconds=1)  # a clock time tells only the minute
    now.full_clean()
    now.save(update_fields=["left_at"])
    mark_session(session)
    return now


@act
def correct_presence(*, presence: Presence, values: dict[str, Any], actor: User) -> Presence:
    """Set right how and from when until when somebody was present.

    Raises PermissionDenied, Refused, Overtaken, and ValidationError for times that clash with others.
    """
    session = lock_session(presence.meeting, actor=actor)
    now = _still_there(presence)
    for name in ("way", "arrived_at", "left_at"):
        if name in values:
            setattr(now, name, values[name])
    _require_past(now.arrived_at)
    _require_past(now.left_at)
    now.full_clean()
    now.save(update_fields=["way", "arrived_at", "left_at"])
    mark_session(session)
    return now


@act
def remove_presence(*, presence: Presence, actor: User) -> None:
    """Somebody was written down by mistake; the history keeps it. Raises PermissionDenied, Refused and Overtaken."""
    session = lock_session(presence.meeting, actor=actor)
    _still_there(presence).delete()
    mark_session(session)


@act
def welcome_guest(
    *, meeting: Meeting, name: str, role: str = "", way: str = Way.ON_SITE, actor: User
) -> Presence:
    """Somebody from outside whom nobody had asked is present. Raises PermissionDenied, Refused and ValidationError."""
    session = lock_session(meeting, actor=actor)
    guest = session.meeting.guests.filter(name=name.strip(), item=None).first()
    if guest is None:
        guest = Guest(meeting=session.meeting, name=name.strip(), role=role.strip())
        guest.full_clean()
        guest.save()
    return arrive(meeting=meeting, guest=guest, way=way, actor=actor)


def _capacity(meeting: Meeting, person: Person | None, seat: Seat | None, guest: Guest | None) -> str:
    if guest:
        if guest.meeting_id != meeting.pk:
            raise Refused(_("This guest belongs to another meeting."))
        return Capacity.GUEST
    if person is None:
        raise Refused(_("Choose who is present."))
    if seat is None:
        row = meeting.invitations.in_force().filter(person=person).first()
        capacity = row.capacity if row else Capacity.SPEAKER
        return Capacity.DEPUTY if capacity == Capacity.MEMBER else capacity
    if mandates_of(meeting).as_members().filter(seat=seat, person=person).exists():
        return Capacity.MEMBER
    if any(mandate.person_id == person.pk for mandate in deputies_of(meeting, seat)):
        return Capacity.DEPUTY
    raise Refused(_("%(person)s is neither the member nor a deputy of this seat.") % {"person": person})


def _leave_the_listeners(meeting: Meeting, person: Person, at: datetime) -> None:
    """Whoever steps in for a seat was there before without one."""
    _end(meeting, at, person=person, seat=None)


def _end(meeting: Meeting, at: datetime, **which: Any) -> Presence | None:
    """End a presence of the whole meeting; one that would have lasted no time is taken away."""
    row = Presence.objects.here().filter(meeting=meeting, item=None, **which).first()
    if row is None:
        return None
    if row.arrived_at >= at:
        row.delete()
    else:
        row.left_at = at
        row.save(update_fields=["left_at"])
    return row


def _sensible(at: datetime | None, session: Session) -> datetime:
    """Now, or the clock time that was told: not before the meeting was opened, and not in the future."""
    if at is None:
        return timezone.now()
    _require_past(at)
    return max(at, session.opened_at)


def _require_past(at: datetime | None) -> None:
    if at and at > timezone.now():
        raise Refused(_("This time is still to come."))


def _still_there(presence: Presence) -> Presence:
    now = Presence.objects.select_related("person", "guest").filter(pk=presence.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this entry."))
    return now


def _way(coming: str | None) -> str:
    return Way.REMOTE if coming == Coming.REMOTE else Way.ON_SITE
