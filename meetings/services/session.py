"""Acts on a meeting that is going on: it is opened, goes from item to item, and changes hands."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.enums import ItemKind, MeetingState, Outcome
from meetings.models import AgendaItem, ItemRecord, Meeting, Presence, Session
from members.enums import OfficeKind
from members.models import Office, Person
from portal.errors import Refused
from portal.history import act
from portal.models import User

from .acting import lock_meeting, lock_session, mark_session
from .meeting import change_state

BREAK_TITLES = {"title_fi": "Tauko", "title_sv": "Paus", "title_en": "Break"}

OFFICERS = {"chair": gettext_lazy("chair"), "secretary": gettext_lazy("secretary")}


@act
def open_meeting(*, meeting: Meeting, actor: User) -> Session:
    """The meeting begins: chaired and written by those who hold the offices on its day, nobody present yet.

    Raises PermissionDenied, and Refused or Overtaken when it is not convened.
    """
    lock_meeting(meeting, actor=actor)
    opened = change_state(meeting, MeetingState.IN_SESSION, actor=actor)
    session = Session.objects.create(
        meeting=opened,
        opened_at=timezone.now(),
        chair=holder_of(opened, OfficeKind.CHAIR) or holder_of(opened, OfficeKind.VICE_CHAIR),
        secretary=holder_of(opened, OfficeKind.SECRETARY),
    )
    items = opened.items.exclude(kind=ItemKind.BREAK)
    ItemRecord.objects.bulk_create(ItemRecord(item=item, changed_at=session.opened_at) for item in items)
    return session


def holder_of(meeting: Meeting, kind: OfficeKind) -> Person | None:
    """Who holds an office of the body on the day of the meeting; of several the one who has held it longest."""
    rows = Office.objects.valid_on(meeting.day).filter(body=meeting.body_id, kind=kind)
    office = rows.select_related("person").order_by("valid_from", "pk").first()
    return office.person if office else None


@act
def begin_item(*, item: AgendaItem, actor: User) -> Session:
    """The meeting goes to an item; the one before it ends, and one of procedure is then noted if nothing else was said.

    Raises PermissionDenied, and Refused when the meeting is not in session.
    """
    session = lock_session(item.meeting, actor=actor)
    now = timezone.now()
    if session.current_item_id == item.pk:
        return session
    _end_current(session, now, actor)
    if not item.is_break:
        record = record_of(item)
        ItemRecord.objects.filter(pk=record.pk).update(began_at=record.began_at or now, ended_at=None)
    return _go_to(session, item)


@act
def add_break(*, meeting: Meeting, minutes: int, actor: User) -> AgendaItem:
    """The meeting pauses now: a break comes after the item that it is at, and becomes the current one.

    Raises PermissionDenied, ValidationError, and Refused when the meeting is not in session.
    """
    session = lock_session(meeting, actor=actor)
    order = (session.current_item.order if session.current_item else 0) + 1
    meeting.items.filter(order__gte=order).update(order=F("order") + 1)
    pause = AgendaItem(
        meeting=session.meeting,
        order=order,
        kind=ItemKind.BREAK,
        minutes=minutes,
        changed_at=timezone.now(),
        changed_by=actor,
        **BREAK_TITLES,
    )
    pause.full_clean(validate_unique=False, validate_constraints=False)
    pause.save()
    _end_current(session, timezone.now(), actor)
    _go_to(session, pause)
    return pause


@act
def change_officer(
    *, meeting: Meeting, role: str, person: Person, item: AgendaItem | None = None, actor: User
) -> None:
    """Somebody else chairs, or writes: one item, or the rest of the meeting. What is behind stays with who did it.

    Raises PermissionDenied, and Refused for somebody who is not present or is disqualified in the item.
    """
    session = lock_session(meeting, actor=actor)
    if role not in OFFICERS:
        raise Refused(_("There is no such task in a meeting."))
    require_present(meeting, person)
    if item is not None:
        if item.disqualifications.filter(person=person).exists():
            raise Refused(_("%(person)s is disqualified in this item.") % {"person": person})
        record = record_of(item)
        is_usual = getattr(session, f"{role}_id") == person.pk
        ItemRecord.objects.filter(pk=record.pk).update(
            **{role: None if is_usual else person}, version=F("version") + 1
        )
        mark_session(session)
        return
    behind = ItemRecord.objects.filter(
        item__meeting=meeting, began_at__isnull=False, ended_at__isnull=False, **{role: None}
    )
    behind.update(**{role: getattr(session, role)})
    setattr(session, role, person)
    session.version += 1
    session.save(update_fields=[role, "version"])


def require_present(meeting: Meeting, person: Person) -> None:
    """Raise Refused for somebody who is not in the meeting now."""
    if not Presence.objects.here().filter(meeting=meeting, person=person).exists():
        raise Refused(_("%(person)s is not present.") % {"person": person})


def record_of(item: AgendaItem) -> ItemRecord:
    """The record of an item as it stands; made if the meeting got the item later. The meeting is locked."""
    record, _is_new = ItemRecord.objects.get_or_create(item=item, defaults={"changed_at": timezone.now()})
    return record


def _end_current(session: Session, now: datetime, actor: User) -> None:
    """The item that the meeting is at ends, if it has begun."""
    if session.current_item is None or session.current_item.is_break:
        return
    record = record_of(session.current_item)
    changes: dict[str, object] = {"began_at": record.began_at or now, "ended_at": now}
    if session.current_item.kind == ItemKind.FORMAL and not record.outcome:
        changes |= {"outcome": Outcome.NOTED, "version": record.version + 1}
        changes |= {"changed_at": now, "changed_by": actor}
    ItemRecord.objects.filter(pk=record.pk).update(**changes)


def _go_to(session: Session, item: AgendaItem | None) -> Session:
    session.current_item = item
    session.version += 1
    session.save(update_fields=["current_item", "version"])
    return session
