"""What the minutes of a meeting say, gathered from its facts: the one text that is signed, inspected and sealed.

The content is plain data in all languages at once, so that one hash stands for it. Names go along as they are written
on the day; `derived` holds what is worded from the facts, so that later wordings change nothing that was approved.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Prefetch
from django.utils import timezone

from members.enums import SeatKind
from members.models import Mandate, Person
from portal.enums import Language

from .enums import ItemKind
from .models import AgendaItem, Meeting, Minutes, MotionSupport, Presence, Vote
from .roster import mandates_of

FORM = 1
"""Which keys a content has; a later form gets another number."""

UNCOMPARED = {"derived", "name", "organisation", "actions"}
"""What may differ from the facts of today without anybody having touched the minutes: names, and what came of actions."""

Content = dict[str, Any]


def content_of(minutes: Minutes) -> Content:
    """What the minutes say now; in a constant number of queries."""
    meeting = minutes.meeting
    session = getattr(meeting, "session", None)
    mandates = list(mandates_of(meeting).select_related("person", "organisation", "seat__group"))
    presences = list(_presences(meeting))
    items = list(_items(meeting))
    return {
        "form": FORM,
        "record_kind": minutes.record_kind,
        "meeting": {
            "body": meeting.body.name,
            "number": meeting.number,
            "year": meeting.year,
            "kind": meeting.kind,
            "title": _in_all(meeting, "title"),
            "starts_at": _instant(meeting.starts_at),
            "place": meeting.place,
            "opened_at": _instant(session and session.opened_at),
            "closed_at": _instant(session and session.closed_at),
        },
        "chair": _person(session and session.chair),
        "secretary": _person(session and session.secretary),
        "present": [_presence(row, mandates) for row in presences if row.item_id is None],
        "items": [_item(item, presences, mandates) for item in items],
        "derived": {"absent": list(_absent(mandates, presences))},
    }


def hash_of(content: Content) -> str:
    """SHA-256 of the content, written in one way only."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: Any) -> str:
    """The content as JSON with sorted keys, without spaces, letters as they are."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def item_of(content: Content, pk: int) -> Content:
    """What the content says of one item. Raises StopIteration when it says nothing."""
    return next(item for item in content["items"] if item["id"] == pk)


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """The paths at which two contents differ, such as `items.3.decision.fi`; names and wordings are not compared."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted((before.keys() | after.keys()) - UNCOMPARED):
            yield from differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list):
        for number in range(max(len(before), len(after))):
            old, new = (rows[number] if number < len(rows) else None for rows in (before, after))
            yield from differences(old, new, f"{path}.{number + 1}")
    elif before != after:
        yield path


def _presences(meeting: Meeting) -> Iterable[Presence]:
    rows = Presence.objects.filter(meeting=meeting).select_related("person", "guest", "seat__group")
    return rows.order_by("seat__group__order", "seat__rank", "seat", "arrived_at", "pk")


def _items(meeting: Meeting) -> Iterable[AgendaItem]:
    """All but breaks, each with everything that was recorded of it."""
    rows = meeting.items.exclude(kind=ItemKind.BREAK).order_by("order")
    supports = MotionSupport.objects.select_related("person").order_by("pk")
    return rows.select_related("record__chair", "record__secretary", "inspection").prefetch_related(
        "disqualifications__person",
        "motions__mover",
        Prefetch("motions__supports", supports),
        Prefetch("votes", Vote.objects.order_by("order")),
        "votes__options",
        "action_items__owner",
    )


def _item(item: AgendaItem, presences: list[Presence], mandates: list[Mandate]) -> Content:
    record = getattr(item, "record", None)
    inspection = getattr(item, "inspection", None)
    return {
        "id": item.pk,
        "key": str(item.key),
        "section": record and record.section,
        "kind": item.kind,
        "standing": item.standing,
        "title": _in_all(item, "title"),
        "presenter": item.presenter,
        "background": _in_all(item, "background"),
        "proposal": _in_all(item, "proposal"),
        "outcome": record.outcome if record else "",
        "discussion": _in_all(record, "discussion"),
        "decision": _in_all(record, "decision"),
        "began_at": _instant(record and record.began_at),
        "ended_at": _instant(record and record.ended_at),
        "chair": _person(record and record.chair),
        "secretary": _person(record and record.secretary),
        "inspected_at": _instant(inspection and inspection.inspected_at),
        "present": [_presence(row, mandates) for row in presences if row.item_id == item.pk],
        "disqualified": [
            {**_name_of(row.person), "ground": row.ground, "text": row.text}
            for row in item.disqualifications.all()
        ],
        "motions": [
            {
                "text": motion.text,
                "mover": _person(motion.mover),
                "supporters": [_name_of(support.person) for support in motion.supports.all()],
            }
            for motion in item.motions.all()
        ],
        "votes": [_vote(vote) for vote in item.votes.all()],
        "actions": [
            {"what": row.what, "who": str(row.owner_words), "due_on": _day(row.due_on)}
            for row in item.action_items.all()
        ],
    }


def _vote(vote: Vote) -> Content:
    return {
        "question": vote.question,
        "method": vote.method,
        "abstained": vote.abstained,
        "decided_by_chair": vote.decided_by_chair,
        "options": [
            {"text": option.text, "votes": option.votes, "won": option.won} for option in vote.options.all()
        ],
    }


def _presence(row: Presence, mandates: list[Mandate]) -> Content:
    who = {"guest": row.guest_id, "name": row.guest.name} if row.guest else (_person(row.person) or {})
    place = next((m for m in mandates if m.person_id == row.person_id), None) if row.person_id else None
    return {
        **who,
        "capacity": row.capacity,
        "seat": row.seat_id,
        "group": _in_all(row.seat.group, "name") if row.seat else {},
        "organisation": place.organisation.name if place and place.organisation else "",
        "way": row.way,
        "arrived_at": _instant(row.arrived_at),
        "left_at": _instant(row.left_at),
    }


def _absent(mandates: list[Mandate], presences: list[Presence]) -> Iterator[Content]:
    """The members who were not there at all."""
    here = {row.person_id for row in presences}
    for mandate in mandates:
        if mandate.seat.kind == SeatKind.PRIMARY and mandate.person_id not in here:
            yield {**_name_of(mandate.person), "group": _in_all(mandate.seat.group, "name")}


def _in_all(record: Model | None, field: str) -> dict[str, str]:
    """A text in every language that has one."""
    texts = {code: getattr(record, f"{field}_{code}", "") for code in Language.values}
    return {code: text for code, text in texts.items() if text}


def _person(person: Person | None) -> Content | None:
    return _name_of(person) if person else None


def _name_of(person: Person) -> Content:
    return {"person": person.pk, "name": person.name}


def _instant(value: datetime | None) -> str | None:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
