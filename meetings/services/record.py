"""What is written of an item while the meeting goes on: saved field by field, each over the version it was read at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.legality import conclusion, facts_of, legality_text
from meetings.models import AgendaItem, ItemRecord
from portal.enums import Language
from portal.errors import Clash, Conflict, Refused
from portal.history import act
from portal.models import User

from .acting import lock_session, mark_session, write
from .merging import merge
from .session import record_of

TEXTS = ("discussion_fi", "decision_fi", "discussion_sv", "decision_sv")
FIELDS = ("outcome", *TEXTS)


@dataclass(frozen=True)
class Typed:
    """What somebody typed into a field, and the version of the record that the field was filled from."""

    value: str
    base: int


@dataclass(frozen=True)
class SavedRecord:
    """The record after saving, and the fields where two people wrote, each with both texts."""

    record: ItemRecord
    clashes: list[Clash]


@act
def save_record(*, item: AgendaItem, typed: Mapping[str, Typed], actor: User) -> SavedRecord:
    """Store what was typed, each field by itself: where somebody else wrote in the same field nothing is overwritten.

    Such fields come back as clashes with both texts; the others are stored all the same. Raises PermissionDenied,
    ValidationError, and Refused when the meeting is not in session.
    """
    session = lock_session(item.meeting, actor=actor)
    record = record_of(item)
    changes: dict[str, Any] = {}
    clashes: list[Clash] = []
    for field, entry in typed.items():
        if field not in FIELDS:
            continue
        try:
            merged = merge(record, base_version=entry.base, values={field: entry.value})
        except Conflict as conflict:
            clashes += conflict.clashes
        else:
            changes |= merged.changes
    if changes:
        stamp = {"version": record.version + 1, "changed_at": timezone.now(), "changed_by": actor}
        write(record, {**changes, **stamp})
    if "outcome" in changes:
        mark_session(session)
    return SavedRecord(record, clashes)


@act
def write_from_facts(*, item: AgendaItem, actor: User) -> ItemRecord:
    """Write the legality of the meeting and its quorum into the record, in Finnish and Swedish, below what is there.

    Raises PermissionDenied, and Refused when the meeting is not in session or all of it is written already.
    """
    session = lock_session(item.meeting, actor=actor)
    record, facts = record_of(item), facts_of(session.meeting, item)
    changes: dict[str, Any] = {}
    for language in (Language.FINNISH, Language.SWEDISH):
        parts = {"discussion": legality_text(facts, language), "decision": conclusion(facts, language)}
        for name, text in parts.items():
            field = f"{name}_{language}"
            before = getattr(record, field) or ""
            if text not in before:
                changes[field] = f"{before}\n\n{text}" if before else text
    if not changes:
        raise Refused(_("All of this is written already."))
    stamp = {"version": record.version + 1, "changed_at": timezone.now(), "changed_by": actor}
    write(record, {**changes, **stamp})
    return record
