"""Acts on a meeting as a whole: made, changed, convened, taken back, cancelled."""

from datetime import timedelta
from itertools import product
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.deadlines import deadlines_of, notice_days_on
from meetings.documents import AGENDA, LANGUAGES, audiences_of
from meetings.enums import AgendaBeginning, MeetingState
from meetings.models import Meeting, MeetingVisit, YearCounter
from meetings.roster import roster
from meetings.workflow import TRANSITIONS, WITHDRAWAL
from members.models import Body
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from . import invitation
from .acting import lock_meeting, lock_prepared, write
from .agenda import begin_agenda
from .backlog import put_back
from .document import request_document
from .merging import Saved, merge
from .minutes import begin_minutes


@act
def make_meeting(
    *, body: Body, values: dict[str, Any], beginning: str = AgendaBeginning.EMPTY, actor: User
) -> Meeting:
    """A new draft, with an agenda to begin with; the deadlines that are not given are counted back from its day.

    Raises PermissionDenied, and ValidationError when it would end before it begins.
    """
    if not actor.has_perm("members.run_body", body):
        raise PermissionDenied
    meeting = Meeting(body=body, **values)
    meeting.full_clean()
    for name, day in deadlines_of(meeting.day, notice_days_on(body, meeting.day)).facts.items():
        if getattr(meeting, name) is None:
            setattr(meeting, name, day)
    meeting.save()
    begin_agenda(meeting=meeting, beginning=beginning, actor=actor)
    return meeting


@act
def change_meeting(
    *, meeting: Meeting, base_version: int, values: dict[str, Any], tell: bool = True, actor: User
) -> Saved:
    """Change time, place and the like of a meeting that has not begun.

    Deadlines that were counted from the day move with it; those that somebody has set stay. Those who were invited are
    told of another time or place, unless `tell` says that a typo was mended. Raises PermissionDenied, Refused, ValidationError, and Conflict when somebody else changed the same field meanwhile.
    """
    locked = lock_prepared(meeting, actor=actor)
    merged = merge(locked, base_version=base_version, values=values)
    if merged.changes:
        counted = _deadlines_that_follow(locked, merged.changes)
        write(locked, {**counted, **merged.changes, "version": locked.version + 1})
    if locked.state == MeetingState.CONVENED and invitation.MOVES & set(merged.changes):
        invitation.tell_of_change(locked, tell=tell, actor=actor)
        invitation.match_roster(meeting=locked, actor=actor)
    return Saved(locked, merged.theirs)


@act
def change_state(meeting: Meeting, to: MeetingState, *, actor: User, **facts: Any) -> Meeting:
    """The one door through which a meeting gets a new state; `facts` are the fields that are set with it.

    Raises PermissionDenied, Refused for a step that the table does not know, and Overtaken when the meeting is no
    longer in the state in which the actor saw it.
    """
    if not actor.has_perm("meetings.change_meeting", meeting):
        raise PermissionDenied
    seen = MeetingState(meeting.state)
    if (seen, to) not in TRANSITIONS:
        raise Refused(
            gettext("This cannot be done with a meeting in the state “%(state)s”.") % {"state": seen.label}
        )
    moved = Meeting.objects.filter(pk=meeting.pk, state=seen).update(
        state=to, version=F("version") + 1, **facts
    )
    if not moved:
        raise Overtaken(_("Somebody was faster: the meeting is in another state already."))
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    if to == MeetingState.HELD:
        begin_minutes(meeting)
    return meeting


@act
def convene_meeting(*, meeting: Meeting, publish_agenda: bool = True, actor: User) -> Meeting:
    """Give the meeting its number, make it known and invite its people; its agenda too, unless that is to follow later.

    The mails leave when the meeting can no longer be taken back. Raises PermissionDenied, Refused when it would have begun already, and Overtaken when it is no draft any more.
    """
    now = timezone.now()
    locked = lock_meeting(meeting, actor=actor)
    if locked.starts_at <= now:
        raise Refused(_("The meeting would have begun already. Change its time first."))
    year = locked.day.year
    counter = locked_counter(locked.body, year)
    counter.last_meeting += 1
    counter.save(update_fields=["last_meeting"])
    convened = change_state(
        meeting,
        MeetingState.CONVENED,
        actor=actor,
        year=year,
        number=counter.last_meeting,
        convened_at=now,
        agenda_published_at=now if publish_agenda else None,
    )
    if publish_agenda:
        _have_agenda_made(convened, actor)
    invitation.invite(convened, roster(convened), actor=actor)
    return convened


@act
def withdraw_meeting(*, meeting: Meeting, actor: User) -> Meeting:
    """Take a meeting back to draft soon after it was convened; its number is free for the next one, and no mail left.

    Raises PermissionDenied, Overtaken, and Refused when too long has passed or when a later number has been given:
    then the number would be missing from the year.
    """
    locked = lock_meeting(meeting, actor=actor)
    if locked.state == MeetingState.CONVENED:
        assert locked.convened_at
        assert locked.year
        if timezone.now() > locked.convened_at + WITHDRAWAL:
            raise Refused(
                gettext(
                    "It is more than %(minutes)d minutes since the meeting was convened. You can still cancel it."
                )
                % {"minutes": WITHDRAWAL.seconds // 60}
            )
        counter = locked_counter(locked.body, locked.year)
        if counter.last_meeting != locked.number:
            raise Refused(
                gettext("Meeting %(label)s was convened after this one. Take it back first.")
                % {"label": f"{counter.last_meeting}/{counter.year}"}
            )
        counter.last_meeting -= 1
        counter.save(update_fields=["last_meeting"])
        invitation.take_back(locked)
    return change_state(
        meeting,
        MeetingState.DRAFT,
        actor=actor,
        year=None,
        number=None,
        convened_at=None,
        agenda_published_at=None,
    )


@act
def publish_agenda(*, meeting: Meeting, actor: User) -> Meeting:
    """Make the agenda of a convened meeting known. Raises PermissionDenied, and Refused when it is or cannot be."""
    locked = lock_meeting(meeting, actor=actor)
    if locked.state != MeetingState.CONVENED or locked.agenda_published_at:
        raise Refused(_("The agenda is published already, or the meeting has not been convened."))
    write(locked, {"agenda_published_at": timezone.now(), "version": locked.version + 1})
    _have_agenda_made(locked, actor)
    return locked


@act
def cancel_meeting(*, meeting: Meeting, reason: str, actor: User) -> Meeting:
    """Cancel a meeting for a reason that those who were invited get by mail; it keeps its number.

    The proposals that were on its agenda wait again.

    Raises PermissionDenied, Overtaken, and Refused without a reason or when the meeting has begun.
    """
    if not reason.strip():
        raise Refused(_("Write the reason: those who were invited will read it."))
    lock_meeting(meeting, actor=actor)
    cancelled = change_state(meeting, MeetingState.CANCELLED, actor=actor, cancel_reason=reason.strip())
    put_back(cancelled.items.all())
    if cancelled.number:
        invitation.tell_of_cancellation(cancelled)
    return cancelled


def record_visit(*, meeting: Meeting, actor: User) -> MeetingVisit:
    """Remember that somebody looks at the meeting now.

    Looking again within half an hour is the same visit, so that what was marked as new does not lose its mark by a
    reload or by coming back from a paper.
    """
    now = timezone.now()
    visit, is_first = MeetingVisit.objects.get_or_create(
        meeting=meeting, user=actor, defaults={"seen_at": now}
    )
    away = now - visit.seen_at
    if is_first or away < timedelta(minutes=1):
        return visit
    if away > MeetingVisit.ONE_VISIT:
        visit.seen_before_at = visit.seen_at
    visit.seen_at = now
    visit.save(update_fields=["seen_at", "seen_before_at"])
    return visit


def _deadlines_that_follow(meeting: Meeting, changes: dict[str, Any]) -> dict[str, Any]:
    """When the day moves: the deadlines that stood as counted from the old one, counted from the new one."""
    starts_at = changes.get("starts_at", meeting.starts_at)
    day = timezone.localdate(starts_at)
    if day == meeting.day:
        return {}
    notice = notice_days_on(meeting.body, meeting.day)
    old, new = deadlines_of(meeting.day, notice).facts, deadlines_of(day, notice).facts
    return {name: new[name] for name in new if getattr(meeting, name) == old[name]}


def _have_agenda_made(meeting: Meeting, actor: User) -> None:
    """Ask for the agenda as a document in the languages of agendas, so that it is there when the first reader comes."""

    def ask() -> None:
        for language, audience in product(LANGUAGES, audiences_of(meeting)):
            request_document(meeting=meeting, kind=AGENDA, language=language, audience=audience, actor=actor)

    transaction.on_commit(ask, robust=True)


def locked_counter(body: Body, year: int) -> YearCounter:
    """The counter of the body's year; whoever else wants a number waits until this transaction ends."""
    YearCounter.objects.get_or_create(body=body, year=year)
    return YearCounter.objects.select_for_update().get(body=body, year=year)
