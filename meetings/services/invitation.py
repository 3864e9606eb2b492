"""Who is invited, and what they are sent: when a meeting is convened, moved or cancelled, and when seats change hands."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import product
from typing import Any

from django.db.models import F, Max
from django.utils import timezone, translation

from meetings.answers import answered_nothing, choices_of, invitations_of
from meetings.calendar import CANCEL, REQUEST, answer_path, attachment
from meetings.documents import AGENDA, LANGUAGES, audiences_of
from meetings.enums import Capacity, MeetingState
from meetings.models import Invitation, Meeting, Substitution
from meetings.roster import Invitee, receiver_of_either, roster
from meetings.timetable import Row, timetable
from meetings.workflow import WITHDRAWAL
from portal import mail
from portal.enums import Audience, Language
from portal.history import act
from portal.mail import Attachment, Receiver, Wording, absolute
from portal.models import Document, User

from .acting import lock_alone, lock_meeting
from .document import request_document

INVITATION, MOVED, CANCELLED, UNINVITED, REMINDER = (
    "meeting_invitation",
    "meeting_moved",
    "meeting_cancelled",
    "meeting_uninvited",
    "meeting_reminder",
)

MOVES = {"starts_at", "ends_at", "place", "remote_link"}
"""The facts whose change people who were invited have to know."""

Agendas = dict[tuple[str, str], Document]


def quiet_until(meeting: Meeting) -> datetime:
    """Until when nothing leaves, so that a meeting that is taken back was never heard of."""
    assert meeting.convened_at
    return meeting.convened_at + WITHDRAWAL


def invite(meeting: Meeting, invitees: Iterable[Invitee], *, actor: User | None) -> list[Invitation]:
    """Invite people, each by a mail if they have an address; whoever was invited before keeps the link.

    Part of an act: the caller has locked the meeting.
    """
    before = {_identity(row): row for row in meeting.invitations.exclude(revoked_at=None)}
    number = meeting.invitations.aggregate(last=Max("sequence"))["last"] or 0
    now, invited = timezone.now(), []
    for invitee in invitees:
        row = before.get(invitee.identity) or Invitation(
            meeting=meeting,
            person=invitee.person,
            guest=invitee.guest,
            capacity=invitee.capacity,
            seat=invitee.seat,
        )
        row.revoked_at, row.sent_at = None, now
        row.sequence = max(number, row.sequence + 1 if row.pk else 0)
        row.save()
        row.meeting = meeting
        invited.append(row)
    _post_invitations(meeting, invited, actor)
    return invited


def invite_anew(row: Invitation, *, actor: User | None) -> None:
    """Write an invitation again, because what it says has changed; one that has not left goes only anew. Part of an act."""
    mail.take_back(Invitation, [row.pk])
    row.sequence += 1
    row.save(update_fields=["key", "sequence"])
    _post_invitations(row.meeting, [row], actor)


def take_back(meeting: Meeting) -> None:
    """The meeting is a draft again: what has not left never will, and nobody is invited. Part of an act."""
    rows = Invitation.objects.filter(meeting=meeting)
    mail.take_back(Invitation, list(rows.values_list("pk", flat=True)))
    _take_back_calls(meeting)
    meeting.substitutions.open().update(state="released", released_at=timezone.now())
    rows.filter(answers=None).delete()
    rows.in_force().update(revoked_at=timezone.now())


def tell_of_change(meeting: Meeting, *, tell: bool, actor: User | None) -> int:
    """Time or place were changed: those who know the meeting are told, unless it was a typo; the number of mails.

    An invitation that has not left is written anew. Part of an act.
    """
    rows = list(invitations_of(meeting))
    waiting = mail.take_back(Invitation, [row.pk for row in rows], kind=INVITATION)
    told = [row for row in rows if row.pk not in waiting] if tell else []
    Invitation.objects.filter(pk__in=[row.pk for row in told] + list(waiting)).update(
        sequence=F("sequence") + 1
    )
    for row in rows:
        row.meeting = meeting
        row.sequence += 1
    _post_invitations(meeting, [row for row in rows if row.pk in waiting], actor)
    return _post(MOVED, told, REQUEST)


def tell_of_cancellation(meeting: Meeting) -> int:
    """Those who know of the meeting are told that it is cancelled, and it goes from their calendars. Part of an act."""
    rows = list(invitations_of(meeting))
    waiting = mail.take_back(Invitation, [row.pk for row in rows])
    _take_back_calls(meeting)
    return _uninvite(CANCELLED, [row for row in rows if row.pk not in waiting], meeting)


@act
def match_roster(*, meeting: Meeting, actor: User | None) -> list[Invitation]:
    """Invite whoever has got a seat since the meeting was convened, and take back the invitations of those who left it.

    Nothing for a meeting that is not convened or has begun. Who comes instead of whom is settled anew.
    """
    from .substitution import settle

    meeting = lock_alone(meeting)
    if meeting.state != MeetingState.CONVENED or meeting.starts_at <= timezone.now():
        return []
    wanted = {invitee.identity: invitee for invitee in roster(meeting)}
    rows = {_identity(row): row for row in invitations_of(meeting)}
    gone = [row for identity, row in rows.items() if identity not in wanted]
    new = [invitee for identity, invitee in wanted.items() if identity not in rows]
    if gone:
        _revoke(gone, meeting, stays={(each.person, each.guest) for each in wanted.values()})
    invited = invite(meeting, new, actor=actor) if new else []
    if gone or new:
        settle(meeting)
    return invited


@act
def remind(*, meeting: Meeting, actor: User | None) -> int:
    """Write to those who have an address and have not answered; the number of mails.

    Raises PermissionDenied; without an actor the portal does it by itself.
    """
    meeting = lock_meeting(meeting, actor=actor) if actor else lock_alone(meeting)
    rows = [row for row in to_remind(meeting) if row.reminded_at is None or actor]
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=timezone.now())
    for row in rows:
        row.meeting = meeting
    return _post(REMINDER, rows, None)


def to_remind(meeting: Meeting) -> list[Invitation]:
    """Those who should answer, have not, and can be written to; a deputy need not answer before being called."""
    if meeting.state != MeetingState.CONVENED or meeting.starts_at <= timezone.now():
        return []
    called = set(meeting.substitutions.open().filter(state="called").values_list("deputy", flat=True))
    return [
        row
        for row in invitations_of(meeting)
        if answered_nothing(row, called) and receiver_of_either(row.person, row.guest)
    ]


def letter(invitation: Invitation, receiver: Receiver) -> Wording:
    """The invitation as it would be written, to be looked at beforehand."""
    return mail.preview(INVITATION, to=receiver, context=context_of(invitation, receiver))


def context_of(invitation: Invitation, receiver: Receiver, **more: Any) -> dict[str, Any]:
    """What the templates of all these mails take."""
    meeting = invitation.meeting
    with translation.override(receiver.language or None):
        path = answer_path(invitation)
        choices = [(each.label, absolute(f"{path}?vastaus={each.word}")) for each in choices_of(meeting)]
        agenda = absolute(meeting.get_absolute_url())
    is_let_in = invitation.capacity != Capacity.GUEST or meeting.body.is_public
    return {
        "meeting": meeting,
        "invitation": invitation,
        "name": receiver.name,
        "choices": choices,
        "path": path,
        "agenda": agenda if is_let_in else "",
        "slot": slot_of(invitation),
        **more,
    }


def slot_of(invitation: Invitation) -> Row | None:
    """When the item for which a guest is asked comes up, by the agenda as it is now; None for a whole meeting."""
    item = invitation.guest and invitation.guest.item
    return timetable(invitation.meeting, invitation.meeting.items.all()).row_of(item) if item else None


def _post_invitations(meeting: Meeting, rows: Collection[Invitation], actor: User | None) -> None:
    agendas = _agendas(meeting, actor) if rows else {}
    _post(INVITATION, rows, REQUEST, agendas=agendas)


def _post(
    kind: str, rows: Iterable[Invitation], method: str | None, *, agendas: Agendas | None = None
) -> int:
    """One mail to each who has an address, with the calendar entry; the number of mails."""
    written = 0
    for row in rows:
        receiver = receiver_of_either(row.person, row.guest)
        if receiver is None:
            continue
        with translation.override(receiver.language or None):
            files = [attachment(row, receiver, method, slot_of(row))] if method else []
        files += _agenda_of(row, receiver, agendas or {})
        due_at = quiet_until(row.meeting)
        context = context_of(row, receiver)
        mail.post(kind, to=receiver, context=context, about=row, attachments=files, due_at=due_at)
        written += 1
    return written


def _agendas(meeting: Meeting, actor: User | None) -> Agendas:
    """The agenda as a file in its languages for its audiences; none while it is not published."""
    if not meeting.agenda_published_at:
        return {}
    return {
        (language, audience): request_document(
            meeting=meeting, kind=AGENDA, language=language, audience=audience, actor=actor
        )
        for language, audience in product(LANGUAGES, audiences_of(meeting))
    }


def _agenda_of(row: Invitation, receiver: Receiver, agendas: Agendas) -> list[Attachment]:
    language = receiver.language if receiver.language in LANGUAGES else Language.FINNISH
    is_guest = row.capacity == Capacity.GUEST
    if is_guest and not row.meeting.body.is_public:
        return []
    audiences = [Audience.PUBLIC] if is_guest else [Audience.MEMBERS, Audience.PUBLIC]
    found = (agendas.get((language, audience)) for audience in audiences)
    return [Attachment.of(document) for document in found if document][:1]


def _revoke(rows: list[Invitation], meeting: Meeting, *, stays: set[Any]) -> None:
    """Whoever is invited anew in another place hears of that by the new invitation."""
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(revoked_at=timezone.now())
    waiting = mail.take_back(Invitation, [row.pk for row in rows])
    told = [row for row in rows if row.pk not in waiting and (row.person, row.guest) not in stays]
    _uninvite(UNINVITED, told, meeting)


def _uninvite(kind: str, rows: list[Invitation], meeting: Meeting) -> int:
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(sequence=F("sequence") + 1)
    for row in rows:
        row.meeting = meeting
        row.sequence += 1
    return _post(kind, rows, CANCEL)


def _take_back_calls(meeting: Meeting) -> None:
    mail.take_back(Substitution, list(meeting.substitutions.values_list("pk", flat=True)))


def _identity(row: Invitation) -> tuple[int | None, int | None, str, int | None]:
    return row.person_id, row.guest_id, str(row.capacity), row.seat_id
