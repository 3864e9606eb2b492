"""Acts of inspecting minutes: inspectors are chosen, approve or ask for a change, or the next meeting inspects."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.enums import (
    InspectionWay,
    InspectorState,
    ItemKind,
    MeetingState,
    MinutesState,
    Outcome,
    ProposalSource,
)
from meetings.inspecting import eligible, inspectors_needed
from meetings.minutes_content import content_of, hash_of
from meetings.models import AgendaItem, Inspector, Meeting, Minutes, Proposal
from meetings.workflow import PREPARED
from members.models import Person
from members.services.mandate_mail import receiver_of
from portal import mail
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .agenda import add_item
from .minutes import back_to_draft, change, lock_any, lock_run
from .sealing import seal

INSPECT, CHANGE_ASKED, APPROVED = "minutes_inspect", "minutes_change_asked", "minutes_approved"


@act
def begin_inspection(*, minutes: Minutes, people: Sequence[Person], actor: User) -> Minutes:
    """Give signed minutes to inspectors, each by a mail with a link; where the rules ask for none, they are approved.

    Raises PermissionDenied, and Refused when the minutes are not signed, when the number is not that of the rules, and
    for somebody who was absent, who chaired or who wrote.
    """
    locked = _lock_signed(minutes, actor=actor)
    needed = inspectors_needed(locked.meeting)
    chosen = list(dict.fromkeys(people))
    if needed is not None and len(chosen) != needed:
        raise Refused(
            ngettext(
                "The rules of the body ask for %(count)d inspector.",
                "The rules of the body ask for %(count)d inspectors.",
                needed,
            )
            % {"count": needed}
        )
    if not chosen and needed is None:
        raise Refused(_("Choose at least one inspector."))
    present = set(eligible(locked))
    for person in chosen:
        if person not in present:
            raise Refused(
                _("%(name)s cannot inspect: inspectors are chosen from the members who were present.")
                % {"name": person.name}
            )
    way = InspectionWay.INSPECTORS if chosen else InspectionWay.NOBODY
    change(locked, state=MinutesState.UNDER_INSPECTION, way=way)
    _choose(locked, chosen)
    if not chosen:
        seal(locked)
    return locked


@act
def approve_minutes(*, inspector: Inspector, content_hash: str, actor: User | None) -> Inspector:
    """An inspector approves what the minutes say; with the last one they are sealed.

    Whoever holds the key of the link answers without an account; `content_hash` is that of the text that was read.
    Raises Refused when there is nothing to answer any more, and Overtaken when the text was changed since.
    """
    row = _lock_inspected(inspector, actor)
    now_hash = hash_of(content_of(row.minutes))
    if now_hash != content_hash:
        raise Overtaken(_("The text was changed since you opened it. Read it again, then answer."))
    _answer(row, InspectorState.APPROVED, content_hash=now_hash)
    if not row.minutes.inspectors.exclude(state=InspectorState.APPROVED).exists():
        seal(row.minutes)
        _tell_coordinators(APPROVED, row.minutes)
    return row


@act
def ask_change(*, inspector: Inspector, text: str, actor: User | None) -> Inspector:
    """An inspector asks for a change: the minutes are a draft again, and those who run the body read what is asked.

    Raises Refused without a text and when there is nothing to answer any more.
    """
    row = _lock_inspected(inspector, actor)
    if not text.strip():
        raise Refused(_("Write what should be changed."))
    _answer(row, InspectorState.CHANGE_ASKED, text=text.strip())
    back_to_draft(row.minutes, keep_answers=True)
    _tell_coordinators(CHANGE_ASKED, row.minutes, inspector=row)
    return row


@act
def leave_to_next_meeting(*, minutes: Minutes, actor: User) -> AgendaItem | Proposal:
    """Let the next meeting inspect: an item on its agenda, or a proposal for one while no meeting is being prepared.

    Inspectors who were asked have nothing to answer any more. Raises PermissionDenied, and Refused for minutes that are
    not signed.
    """
    locked = lock_run(minutes, actor=actor)
    if locked.state not in {MinutesState.SIGNED, MinutesState.UNDER_INSPECTION}:
        raise Refused(_("Minutes are inspected when both have signed them."))
    if locked.way == InspectionWay.NEXT_MEETING:
        raise Refused(_("This has been left to the next meeting already."))
    _require_signed_text(locked)
    locked.inspectors.all().delete()
    change(locked, state=MinutesState.UNDER_INSPECTION, way=InspectionWay.NEXT_MEETING)
    return _put_on_agenda(locked, actor)


@act
def approve_in_meeting(*, minutes: Minutes, meeting: Meeting, actor: User) -> Minutes:
    """Write down that a later meeting of the body inspected the minutes and approved them; they are sealed.

    Raises PermissionDenied, and Refused when they were not left to a meeting or the meeting has not decided it.
    """
    locked = lock_run(minutes, actor=actor)
    if locked.state != MinutesState.UNDER_INSPECTION or locked.way != InspectionWay.NEXT_MEETING:
        raise Refused(_("These minutes were not left to a meeting to inspect."))
    if meeting not in meetings_that_could_inspect(locked):
        raise Refused(_("Only a later meeting of the body that was held can have inspected them."))
    change(locked, inspected_in=meeting)
    seal(locked)
    return locked


def meetings_that_could_inspect(minutes: Minutes) -> list[Meeting]:
    """Later meetings of the body that were held, or are going on and have decided something; the first one first."""
    meeting = minutes.meeting
    later = Meeting.objects.filter(body=meeting.body_id, starts_at__gt=meeting.starts_at)
    held = later.filter(state=MeetingState.HELD) | later.filter(
        state=MeetingState.IN_SESSION, items__record__outcome=Outcome.DECIDED
    )
    return list(held.distinct().order_by("starts_at", "pk"))


def _lock_signed(minutes: Minutes, *, actor: User) -> Minutes:
    locked = lock_run(minutes, actor=actor)
    if locked.state != MinutesState.SIGNED:
        raise Refused(_("Minutes are inspected when both have signed them."))
    _require_signed_text(locked)
    return locked


def _require_signed_text(minutes: Minutes) -> None:
    if minutes.signatures.filter(voided_at=None).exclude(content_hash=hash_of(content_of(minutes))).exists():
        raise Refused(
            _("The text was changed after it was signed. Take it back to draft and have it signed anew.")
        )


def _lock_inspected(inspector: Inspector, actor: User | None) -> Inspector:
    """The inspector's row as it stands, the meeting locked; an actor is the inspector. Raises Refused when it is over."""
    minutes = lock_any(inspector.minutes)
    row = Inspector.objects.select_related("person").filter(pk=inspector.pk).first()
    if actor is not None and (row is None or row.person.user_id != actor.pk):
        raise PermissionDenied
    is_open = minutes.state == MinutesState.UNDER_INSPECTION and minutes.way == InspectionWay.INSPECTORS
    if row is None or not is_open:
        raise Refused(_("These minutes are not being inspected any more. Thank you."))
    if row.state != InspectorState.WAITING:
        raise Refused(_("You have answered already. Thank you."))
    row.minutes = minutes
    return row


def _answer(row: Inspector, state: InspectorState, *, text: str = "", content_hash: str = "") -> None:
    row.state, row.text, row.content_hash, row.answered_at = state, text, content_hash, timezone.now()
    row.full_clean(exclude=["minutes", "person"], validate_unique=False)
    row.save(update_fields=["state", "text", "content_hash", "answered_at"])


def _choose(minutes: Minutes, people: list[Person]) -> None:
    """Whoever inspects again keeps the link; the others' links lead nowhere."""
    now = timezone.now()
    minutes.inspectors.exclude(person__in=people).delete()
    for person in people:
        row, is_new = Inspector.objects.get_or_create(
            minutes=minutes, person=person, defaults={"chosen_at": now}
        )
        if not is_new:
            row.state, row.text, row.answered_at, row.content_hash = InspectorState.WAITING, "", None, ""
            row.save(update_fields=["state", "text", "answered_at", "content_hash"])
        row.minutes = minutes
        _write(row)


def _write(row: Inspector) -> None:
    receiver = receiver_of(row.person)
    if receiver is None:
        return
    with translation.override(receiver.language or None):
        path = row.path
    context = {"minutes": row.minutes, "meeting": row.minutes.meeting, "name": receiver.name, "path": path}
    mail.post(INSPECT, to=receiver, context=context, about=row.minutes)


def _tell_coordinators(kind: str, minutes: Minutes, **more: object) -> None:
    """Those who run the body today hear what the inspectors have said."""
    roles = minutes.meeting.body.roles.valid_on(timezone.localdate()).select_related("user")
    for role in roles:
        with translation.override(role.user.language or None):
            path = minutes.edit_url
        context = {
            "minutes": minutes,
            "meeting": minutes.meeting,
            "name": role.user.name,
            "path": path,
            **more,
        }
        mail.post(kind, to=role.user, context=context, about=minutes)


def _put_on_agenda(minutes: Minutes, actor: User) -> AgendaItem | Proposal:
    meeting = minutes.meeting
    coming = Meeting.objects.filter(
        body=meeting.body_id, state__in=PREPARED, starts_at__gt=max(timezone.now(), meeting.starts_at)
    )
    titles = {}
    for language, field in (("fi", "title_fi"), ("sv", "title_sv")):
        with translation.override(language):
            titles[field] = _("Inspection of: %(minutes)s") % {"minutes": minutes.name}
    following = coming.order_by("starts_at", "pk").first()
    if following:
        return add_item(
            meeting=following, values={**titles, "kind": ItemKind.DECIDE, "minutes": 5}, actor=actor
        )
    return Proposal.objects.create(
        body_id=meeting.body_id,
        source=ProposalSource.COORDINATOR,
        title=titles["title_fi"],
        kind=ItemKind.DECIDE,
        minutes=5,
        proposer=actor,
        received_at=timezone.now(),
    )
