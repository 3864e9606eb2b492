"""The end of a meeting: every item has its outcome, sections get their numbers, what was tabled goes on."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.enums import ItemKind, MeetingState, Outcome, ProposalSource, Standing
from meetings.models import AgendaItem, ItemRecord, Meeting, Minutes, Proposal, Session
from meetings.workflow import PREPARED
from members.enums import RuleName
from members.models import Body
from portal.enums import Language
from portal.errors import Refused
from portal.history import act
from portal.models import User

from .acting import lock_session
from .agenda import add_item
from .backlog import put_back
from .inspection_by_meeting import decided, left_to
from .meeting import change_state, locked_counter
from .session import record_of

CARRIED = (
    "kind",
    "presenter",
    "minutes",
    *(f"{text}_{code}" for text in ("title", "background", "proposal") for code in Language.values),
)
"""What an item that was tabled takes along to the next meeting."""


class Unfinished(Refused):
    """The meeting cannot be closed: these items have no outcome yet."""

    def __init__(self, items: list[AgendaItem]) -> None:
        count = ngettext(
            "%(count)d item has no outcome yet: %(titles)s.",
            "%(count)d items have no outcome yet: %(titles)s.",
            len(items),
        )
        titles = ", ".join(item.title for item in items)
        super().__init__(count % {"count": len(items), "titles": titles})
        self.items = items


@dataclass(frozen=True)
class Forecast:
    """What closing the meeting will do, said before it is done."""

    unfinished: list[AgendaItem]
    sections: int
    tabled: list[AgendaItem]
    next_meeting: Meeting | None
    approved: list[Minutes]
    sent_back: list[Minutes]


def forecast_of_closing(meeting: Meeting) -> Forecast:
    """What stands in the way of closing, and what it will do."""
    records = {row.item_id: row for row in ItemRecord.objects.filter(item__meeting=meeting)}
    items = numbered_items(meeting)
    outcomes = {item: records[item.pk].outcome for item in items if item.pk in records}
    ends = {item.pk: outcome for item, outcome in outcomes.items()}
    inspected = [(row.inspects, ends.get(item)) for item, row in left_to(items).items() if row.inspects]
    return Forecast(
        unfinished=[item for item in items if not _has_outcome(item, records.get(item.pk))],
        sections=len(items),
        tabled=[item for item, outcome in outcomes.items() if outcome == Outcome.TABLED],
        next_meeting=next_meeting_of(meeting),
        approved=[minutes for minutes, outcome in inspected if outcome == Outcome.DECIDED],
        sent_back=[minutes for minutes, outcome in inspected if outcome == Outcome.SENT_BACK],
    )


def numbered_items(meeting: Meeting) -> list[AgendaItem]:
    """The items that get a section: no breaks, and no parts, which belong to their item's section."""
    items = meeting.items.filter(parent=None).exclude(kind=ItemKind.BREAK)
    return list(items.order_by("order"))


def next_meeting_of(meeting: Meeting) -> Meeting | None:
    """The body's next meeting that is still being prepared, to which tabled items go."""
    later = Meeting.objects.filter(
        body=meeting.body_id, state__in=PREPARED, starts_at__gt=meeting.starts_at
    ).exclude(pk=meeting.pk)
    return later.order_by("starts_at", "pk").first()


@act
def close_meeting(*, meeting: Meeting, actor: User) -> Meeting:
    """End the meeting for good: sections get the next numbers, and what was tabled goes to the next meeting.

    Where no later meeting is being prepared, a tabled item waits as a proposal. Minutes that were left to this meeting
    are approved and sealed where it so decided, and a draft again where it sent them back. Raises PermissionDenied, Refused when the
    meeting is not in session, and Unfinished with the items that have no outcome.
    """
    session = lock_session(meeting, actor=actor)
    now = timezone.now()
    items = numbered_items(session.meeting)
    records = [_finished(record_of(item), item, session, now) for item in items]
    unfinished = [item for item, record in zip(items, records, strict=True) if not record.outcome]
    if unfinished:
        raise Unfinished(unfinished)
    give_sections(session.meeting, records)
    for record in records:
        record.save(update_fields=["outcome", "ended_at", "version", "body", "year", "series", "section"])
    Session.objects.filter(pk=session.pk).update(
        closed_at=now, current_item=None, version=session.version + 1
    )
    held = change_state(session.meeting, MeetingState.HELD, actor=actor)
    inspecting = left_to(items)
    for item, record in zip(items, records, strict=True):
        if record.outcome == Outcome.TABLED:
            _carry_over(item, held, actor, inspecting.get(item.pk))
        elif item.pk in inspecting:
            decided(inspecting[item.pk], record.outcome, held)
    return held


def series_of(meeting: Meeting) -> str:
    """Within what the section numbers of the meeting run, by the body's rule; undecided is the calendar year."""
    rule = meeting.rules.value(RuleName.NUMBERING)
    if rule == "meeting":
        return f"meeting-{meeting.pk}"
    if rule == "running":
        return "running"
    if rule == "term" and (term := meeting.body.terms.on_day(meeting.day).first()):
        return f"term-{term.pk}"
    return str(meeting.day.year)


def _has_outcome(item: AgendaItem, record: ItemRecord | None) -> bool:
    return bool(record and record.outcome) or item.standing == Standing.CLOSING


def _finished(record: ItemRecord, item: AgendaItem, session: Session, now: datetime) -> ItemRecord:
    """The record as the meeting ends: what it was at ends with it, and its closing needs no outcome of its own."""
    is_current = session.current_item_id == item.pk
    if is_current and record.began_at:
        record.ended_at = record.ended_at or now
    is_procedure = item.standing == Standing.CLOSING or (is_current and item.kind == ItemKind.FORMAL)
    if is_procedure and not record.outcome:
        record.outcome, record.version = Outcome.NOTED, record.version + 1
    return record


def give_sections(meeting: Meeting, records: list[ItemRecord]) -> None:
    """Set the next numbers of the series in records, which the caller saves; part of an act.

    Whoever else closes a meeting of the body meanwhile waits.
    """
    series = series_of(meeting)
    counter = locked_counter(meeting.body, meeting.day.year)
    if series == str(meeting.day.year):
        last = counter.last_section
        counter.last_section += len(records)
        counter.save(update_fields=["last_section"])
    else:
        # A series that is no year has no counter of its own: the body itself is locked while its last number is read.
        Body.objects.select_for_update(no_key=True).get(pk=meeting.body_id)
        given = ItemRecord.objects.filter(body=meeting.body_id, series=series)
        last = given.aggregate(last=Max("section"))["last"] or 0
    for number, record in enumerate(records, last + 1):
        record.body, record.year, record.series, record.section = (
            meeting.body,
            meeting.day.year,
            series,
            number,
        )


def _carry_over(item: AgendaItem, meeting: Meeting, actor: User, inspecting: Proposal | None) -> None:
    """What inspects minutes takes them along."""
    values = {field: getattr(item, field) for field in CARRIED}
    target = next_meeting_of(meeting)
    if target:
        carried = add_item(meeting=target, values=values, actor=actor)
        carried.continues = item
        carried.save(update_fields=["continues"])
        if inspecting:
            Proposal.objects.filter(pk=inspecting.pk).update(item=carried, continues=item)
        for part in item.parts.order_by("order"):
            texts = {field: getattr(part, field) for field in CARRIED}
            add_item(meeting=target, values={**texts, "parent_id": carried.pk}, actor=actor)
        return
    if inspecting:
        put_back(AgendaItem.objects.filter(pk=item.pk))
        Proposal.objects.filter(pk=inspecting.pk).update(continues=item)
        return
    Proposal.objects.create(
        body=meeting.body,
        source=ProposalSource.COORDINATOR,
        title=item.title_fi,
        text=item.background_fi or "",
        kind=item.kind,
        minutes=item.minutes,
        continues=item,
        proposer_name=_("tabled in meeting %(label)s") % {"label": meeting.label},
        received_at=timezone.now(),
    )
