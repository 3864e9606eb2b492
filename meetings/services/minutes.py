"""Acts on minutes while they are written: made, mended, signed, taken back to draft.

Each act locks the meeting first, so that nobody signs what another is changing.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.enums import InspectorState, MeetingState, MinutesState, RecordKind, SignatureRole
from meetings.minutes_content import content_of, hash_of
from meetings.models import (
    AgendaItem,
    ItemInspection,
    ItemRecord,
    Meeting,
    Minutes,
    Presence,
    Session,
    Signature,
)
from members.enums import RuleName
from members.models import Person
from members.services.mandate_mail import receiver_of
from portal import mail
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_alone, lock_meeting, write
from .merging import Saved, merge

SIGN = "minutes_sign"


def begin_minutes(meeting: Meeting) -> Minutes:
    """The draft of a meeting that was held, of the kind that the body's rules ask for. Part of the act of closing it."""
    kind = meeting.rules.value(RuleName.RECORD_KIND) or ""
    minutes, _is_new = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"record_kind": kind, "made_at": timezone.now()}
    )
    return minutes


@act
def choose_kind(*, minutes: Minutes, kind: str, actor: User) -> Minutes:
    """Say whether minutes or a memo are written, where the body's rules have not decided it.

    Raises PermissionDenied, and Refused when the rules say it or the text is signed.
    """
    locked = lock_draft(minutes, actor=actor)
    if kind not in RecordKind.values:
        raise Refused(_("Choose whether minutes or a memo are written."))
    decided = locked.meeting.rules.value(RuleName.RECORD_KIND)
    if decided and decided != kind:
        raise Refused(_("The rules of the body say what is written of its meetings."))
    if locked.record_kind != kind:
        change(locked, record_kind=kind)
        void_signatures(locked)
    return locked


@act
def mend_item(*, item: AgendaItem, base_version: int, values: dict[str, Any], actor: User) -> Saved:
    """Change what the minutes say of an item; signatures given before are void then.

    What others changed meanwhile elsewhere in it stays. Raises PermissionDenied, Refused once the minutes are inspected
    or the section was, ValidationError, and Conflict with both texts when the same field was changed.
    """
    locked = lock_draft(item.meeting.minutes, actor=actor)
    if ItemInspection.objects.filter(item=item).exists():
        raise Refused(_("This section was inspected at once: what it says is fixed."))
    record = ItemRecord.objects.filter(item=item).first()
    if record is None:
        record = ItemRecord.objects.create(item=item, changed_at=timezone.now(), changed_by=actor)
    merged = merge(record, base_version=base_version, values=values)
    if "outcome" in merged.changes and not merged.changes["outcome"]:
        raise Refused(_("An item of a meeting that was held needs its outcome."))
    if merged.changes:
        stamp = {"version": record.version + 1, "changed_at": timezone.now(), "changed_by": actor}
        write(record, {**merged.changes, **stamp})
        void_signatures(locked)
    return Saved(record, merged.theirs)


@act
def mend_presence(*, presence: Presence, values: dict[str, Any], actor: User) -> Presence:
    """Put right when somebody came and left; signatures given before are void then.

    Raises PermissionDenied, Refused once the minutes are inspected, and ValidationError when somebody else sat in the
    seat at that time.
    """
    locked = lock_draft(presence.meeting.minutes, actor=actor)
    row = Presence.objects.filter(pk=presence.pk).first()
    if row is None:
        raise Overtaken(_("Somebody has removed this from the list of those present."))
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.full_clean()
        row.save(update_fields=list(changed))
        void_signatures(locked)
    return row


@act
def name_officer(*, minutes: Minutes, role: str, person: Person, actor: User) -> Session:
    """Write down who chaired or wrote, where the meeting left that open; they sign then.

    Raises PermissionDenied, and Refused when somebody is known already or for a person who was not there.
    """
    locked = lock_draft(minutes, actor=actor)
    session = Session.objects.filter(meeting=locked.meeting_id).first()
    if session is None or role not in SignatureRole.values or getattr(session, role) is not None:
        raise Refused(_("The chair and the secretary of this meeting are known."))
    if not Presence.objects.filter(meeting=locked.meeting_id, person=person).exists():
        raise Refused(_("%(name)s was not present.") % {"name": person.name})
    setattr(session, role, person)
    session.version += 1
    session.save(update_fields=[role, "version"])
    void_signatures(locked)
    return session


@act
def ask_signatures(*, minutes: Minutes, actor: User) -> int:
    """Tell the chair and the secretary that the text is ready to be signed; the number of mails.

    Raises PermissionDenied, and Refused while something is missing.
    """
    locked = lock_draft(minutes, actor=actor)
    require_complete(locked)
    change(locked, asked_at=timezone.now())
    told = 0
    for role in missing_roles(locked):
        person = signer(locked, role)
        receiver = person and receiver_of(person)
        if receiver:
            context = {"minutes": locked, "meeting": locked.meeting, "name": receiver.name}
            with translation.override(receiver.language or None):
                context["path"] = locked.get_absolute_url()
            mail.post(SIGN, to=receiver, context=context, about=locked)
            told += 1
    return told


@act
def sign_minutes(*, minutes: Minutes, role: str, content_hash: str, actor: User) -> Signature:
    """Sign what the minutes said when they were read; each for themselves, as chair or secretary of the meeting.

    When both have signed, the minutes are signed. Raises PermissionDenied for anybody else, Refused while something is
    missing or when the role has signed, and Overtaken when the text was changed since.
    """
    locked = lock_any(minutes)
    person = signer(locked, role)
    if person is None or person.user_id != actor.pk:
        raise PermissionDenied
    if locked.state != MinutesState.DRAFT:
        raise Refused(_("The minutes are signed already."))
    require_complete(locked)
    void_outdated(locked)
    now_hash = hash_of(content_of(locked))
    if now_hash != content_hash:
        raise Overtaken(_("The text was changed since you opened it. Read it again, then sign."))
    if role not in missing_roles(locked):
        raise Refused(_("You have signed already."))
    signature = Signature.objects.create(
        minutes=locked, role=role, person=person, signed_at=timezone.now(), content_hash=now_hash
    )
    if not missing_roles(locked):
        change(locked, state=MinutesState.SIGNED)
    return signature


@act
def reopen_minutes(*, minutes: Minutes, actor: User) -> Minutes:
    """Take signed minutes, or minutes under inspection, back to draft: signatures and answers are void then.

    Raises PermissionDenied, and Refused for a draft and for approved minutes.
    """
    locked = lock_run(minutes, actor=actor)
    if locked.state not in {MinutesState.SIGNED, MinutesState.UNDER_INSPECTION}:
        raise Refused(_("Only signed minutes that are not inspected yet can be taken back to draft."))
    back_to_draft(locked)
    return locked


@act
def inspect_item(*, item: AgendaItem, actor: User) -> ItemInspection:
    """Write down that the meeting inspected a section at once: its texts are fixed from then on.

    Raises PermissionDenied, and Refused while the section has no outcome or when it is fixed already.
    """
    meeting = lock_meeting(item.meeting, actor=actor)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    is_open = minutes.is_draft if minutes else meeting.state == MeetingState.IN_SESSION
    if not is_open:
        raise Refused(_("The whole of the minutes is signed already."))
    record = ItemRecord.objects.filter(item=item).first()
    if record is None or not record.outcome:
        raise Refused(_("Write the outcome of the item first."))
    if ItemInspection.objects.filter(item=item).exists():
        raise Refused(_("This section was inspected at once already."))
    if minutes:
        void_signatures(minutes)
    whole = content_of(minutes or Minutes(meeting=meeting))
    part = next(each for each in whole["items"] if each["id"] == item.pk)
    return ItemInspection.objects.create(
        item=item, inspected_at=timezone.now(), recorded_by=actor, content_hash=hash_of(part)
    )


# --- What the acts share --------------------------------------------------------------------------------------------


def lock_any(minutes: Minutes) -> Minutes:
    """The minutes as they stand, their meeting locked; nobody's right is asked."""
    meeting = lock_alone(minutes.meeting)
    row: Minutes = Minutes.objects.get(pk=minutes.pk)
    row.meeting = meeting
    return row


def lock_run(minutes: Minutes, *, actor: User) -> Minutes:
    """The minutes as they stand, their meeting locked, for those who run the body. Raises PermissionDenied."""
    row = lock_any(minutes)
    if not actor.has_perm("meetings.change_minutes", row):
        raise PermissionDenied
    return row


def lock_draft(minutes: Minutes, *, actor: User) -> Minutes:
    """Like `lock_run`, of minutes whose text may change. Raises Refused when they are inspected or being inspected."""
    row = lock_run(minutes, actor=actor)
    if row.state == MinutesState.APPROVED:
        raise Refused(_("The minutes are inspected: a mistake is put right by a correction."))
    if row.state == MinutesState.UNDER_INSPECTION:
        raise Refused(_("The minutes are being inspected. Take them back to draft first."))
    return row


def change(minutes: Minutes, **values: Any) -> None:
    """Store some fields and count the version on."""
    for name, value in values.items():
        setattr(minutes, name, value)
    Minutes.objects.filter(pk=minutes.pk).update(version=F("version") + 1, **values)
    minutes.version += 1


def back_to_draft(minutes: Minutes, *, keep_answers: bool = False) -> None:
    """Nothing is signed or approved any more; what inspectors asked for stays to be read, if told so."""
    _void(minutes)
    change(minutes, state=MinutesState.DRAFT, way="", asked_at=None)
    answers = minutes.inspectors.all()
    if keep_answers:
        answers = answers.exclude(state=InspectorState.CHANGE_ASKED)
    answers.update(state=InspectorState.WAITING, answered_at=None, text="", content_hash="")


def void_signatures(minutes: Minutes) -> int:
    """The text has changed: who had signed has to sign anew; of how many that is so."""
    voided = _void(minutes)
    if minutes.state == MinutesState.SIGNED or (voided and minutes.asked_at):
        change(minutes, state=MinutesState.DRAFT, asked_at=None)
    return voided


def _void(minutes: Minutes) -> int:
    return minutes.signatures.filter(voided_at=None).update(voided_at=timezone.now())


def void_outdated(minutes: Minutes) -> int:
    """Signatures under a text that has changed by another way are void as well."""
    outdated = minutes.signatures.filter(voided_at=None).exclude(content_hash=hash_of(content_of(minutes)))
    return void_signatures(minutes) if outdated.exists() else 0


def require_complete(minutes: Minutes) -> None:
    """Raise Refused while the kind, a signer or an outcome is missing, saying which."""
    if not minutes.record_kind:
        raise Refused(_("Choose first whether minutes or a memo are written."))
    for role in SignatureRole:
        if signer(minutes, role) is None:
            raise Refused(_("The meeting has no %(role)s who could sign.") % {"role": role.label.lower()})


def signer(minutes: Minutes, role: str) -> Person | None:
    """Who signs in a role: the chair or the secretary of the meeting."""
    session = getattr(minutes.meeting, "session", None)
    person: Person | None = getattr(session, role, None) if role in SignatureRole.values else None
    return person


def missing_roles(minutes: Minutes) -> list[SignatureRole]:
    """The roles that have not signed what the minutes say."""
    signed = set(minutes.signatures.filter(voided_at=None).values_list("role", flat=True))
    return [role for role in SignatureRole if role not in signed]
