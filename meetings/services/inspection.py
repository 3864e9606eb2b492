"""Acts of inspecting minutes: inspectors are chosen, approve or ask for a change."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.enums import InspectionWay, InspectorState, MinutesState
from meetings.inspecting import eligible, inspectors_needed
from meetings.minutes_content import content_of, hash_of
from meetings.models import Inspector, Minutes
from members.models import Person
from members.services.mandate_mail import receiver_of
from portal import mail
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

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


def _lock_signed(minutes: Minutes, *, actor: User) -> Minutes:
    locked = lock_run(minutes, actor=actor)
    if locked.state != MinutesState.SIGNED:
        raise Refused(_("Minutes are inspected when both have signed them."))
    require_signed_text(locked)
    return locked


def require_signed_text(minutes: Minutes) -> None:
    """Raise Refused when what was signed is not what the minutes say now."""
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
