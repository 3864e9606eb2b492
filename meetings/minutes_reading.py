"""The minutes as people read them: the content in the language of the page, with what is Finnish only marked as such."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from portal.enums import Language
from portal.formats import clock, language

from .enums import (
    Capacity,
    Ground,
    InspectionWay,
    InspectorState,
    Outcome,
    SignatureRole,
    VoteMethod,
    Way,
)
from .minutes_content import Content, content_of, hash_of
from .models import Correction, Minutes

A_MOMENT = timedelta(minutes=1)
"""Who came this little after the opening was there from the beginning."""


@dataclass(frozen=True)
class Said:
    """A text in the language in which there is one."""

    text: str
    language: str


@dataclass(frozen=True)
class Present:
    """Somebody who was there: as what, for whom, and when if not all the time."""

    name: str
    role: str
    place: Said
    organisation: str
    notes: list[str]


@dataclass(frozen=True)
class VoteShown:
    """A vote in words."""

    question: str
    method: str
    options: list[Content]
    abstained: int
    decided_by_chair: bool


@dataclass(frozen=True)
class Section:
    """One § of the minutes."""

    id: int
    key: str
    number: int | None
    title: Said
    presenter: str
    background: Said
    proposal: Said
    discussion: Said
    decision: Said
    outcome: str
    chair: str
    secretary: str
    inspected_at: datetime | None
    present: list[Present]
    disqualified: list[tuple[str, str, str]]
    motions: list[Content]
    votes: list[VoteShown]
    actions: list[tuple[str, str, date | None]]

    @property
    def texts(self) -> list[Said]:
        """The long texts in their order."""
        return [self.background, self.proposal, self.discussion, self.decision]


@dataclass(frozen=True)
class Approval:
    """Somebody signed or inspected, and when."""

    name: str
    role: str
    at: datetime | None


@dataclass(frozen=True)
class MinutesText:
    """All that the minutes say, and by whom that was signed and inspected."""

    minutes: Minutes
    content_hash: str
    place: str
    opened_at: datetime | None
    closed_at: datetime | None
    chair: str
    secretary: str
    members: list[Present]
    others: list[Present]
    absent: list[tuple[str, Said]]
    sections: list[Section]
    signatures: list[Approval]
    inspectors: list[Approval]
    inspected_by: str
    corrections: list[Correction] = field(default_factory=list)

    def section_of(self, pk: int) -> Section:
        """The section of an agenda item. Raises StopIteration when there is none."""
        return next(section for section in self.sections if section.id == pk)


def read_minutes(minutes: Minutes) -> MinutesText:
    """The sealed text of approved minutes, else what the facts say now."""
    seal = minutes.seal if minutes.is_approved else None
    content = seal.content if seal else content_of(minutes)
    meeting = content["meeting"]
    opened_at, closed_at = _instant(meeting["opened_at"]), _instant(meeting["closed_at"])
    present = [_present(rows, opened_at, closed_at) for rows in _by_person(content["present"])]
    seated = {Capacity.MEMBER.label, Capacity.DEPUTY.label}
    derived = content["derived"]
    approvals = seal.approvals if seal else {}
    return MinutesText(
        minutes=minutes,
        content_hash=seal.content_hash if seal else hash_of(content),
        place=meeting["place"],
        opened_at=opened_at,
        closed_at=closed_at,
        chair=_name(content["chair"]),
        secretary=_name(content["secretary"]),
        members=[row for row in present if row.role in seated],
        others=[row for row in present if row.role not in seated],
        absent=[(row["name"], said(row["group"])) for row in derived["absent"]],
        sections=[_section(item, opened_at, closed_at) for item in content["items"]],
        signatures=_sealed_signatures(approvals) if seal else _signatures(minutes),
        inspectors=_sealed_inspectors(approvals) if seal else _inspectors(minutes),
        inspected_by=_inspected_by(minutes),
        corrections=list(minutes.corrections.select_related("made_by").order_by("number")) if seal else [],
    )


def said(texts: dict[str, str] | None) -> Said:
    """The text in the language of the page, else in the one that it falls back to."""
    for code in dict.fromkeys([language(), *Language.values]):
        if texts and texts.get(code):
            return Said(texts[code], code)
    return Said("", language())


def _section(item: Content, opened_at: datetime | None, closed_at: datetime | None) -> Section:
    return Section(
        id=item["id"],
        key=item["key"],
        number=item["section"],
        title=said(item["title"]),
        presenter=item["presenter"],
        background=said(item["background"]),
        proposal=said(item["proposal"]),
        discussion=said(item["discussion"]),
        decision=said(item["decision"]),
        outcome=str(Outcome(item["outcome"]).label) if item["outcome"] else "",
        chair=_name(item["chair"]),
        secretary=_name(item["secretary"]),
        inspected_at=_instant(item["inspected_at"]),
        present=[_present(rows, opened_at, closed_at) for rows in _by_person(item["present"])],
        disqualified=[
            (row["name"], str(Ground(row["ground"]).label), row["text"]) for row in item["disqualified"]
        ],
        motions=item["motions"],
        votes=[
            VoteShown(
                vote["question"],
                str(VoteMethod(vote["method"]).label),
                vote["options"],
                vote["abstained"],
                vote["decided_by_chair"],
            )
            for vote in item["votes"]
        ],
        actions=[
            (row["what"], row["who"], date.fromisoformat(row["due_on"]) if row["due_on"] else None)
            for row in item["actions"]
        ],
    )


def _by_person(rows: list[Content]) -> list[list[Content]]:
    """Who went and came back is told once."""
    people: dict[tuple[Any, Any], list[Content]] = {}
    for row in rows:
        people.setdefault((row.get("person"), row.get("guest")), []).append(row)
    return list(people.values())


def _present(rows: list[Content], opened_at: datetime | None, closed_at: datetime | None) -> Present:
    first = rows[0]
    notes = [] if not any(row["way"] == Way.REMOTE for row in rows) else [str(Way.REMOTE.label).lower()]
    return Present(
        name=first["name"],
        role=str(Capacity(first["capacity"]).label),
        place=said(first["group"]),
        organisation=first["organisation"],
        notes=[*notes, *_times(rows, opened_at, closed_at)],
    )


def _times(rows: list[Content], opened_at: datetime | None, closed_at: datetime | None) -> Iterator[str]:
    """When somebody was there, if not from the opening to the end."""
    spans = [(_instant(row["arrived_at"]), _instant(row["left_at"])) for row in rows]
    first, last = spans[0][0], spans[-1][1]
    came_late = bool(first and opened_at and first - opened_at > A_MOMENT)
    left_early = bool(last and (closed_at is None or closed_at - last > A_MOMENT))
    if len(spans) > 1:
        yield ", ".join(f"{clock(a) if a else ''}–{clock(b) if b else ''}" for a, b in spans)
    elif came_late and left_early:
        yield f"{clock(first)}–{clock(last)}" if first and last else ""
    elif came_late and first:
        yield _("from %(clock)s") % {"clock": clock(first)}
    elif left_early and last:
        yield _("until %(clock)s") % {"clock": clock(last)}


def _signatures(minutes: Minutes) -> list[Approval]:
    rows = minutes.signatures.filter(voided_at=None).select_related("person")
    return [Approval(row.person.name, row.get_role_display(), row.signed_at) for row in rows]


def _inspectors(minutes: Minutes) -> list[Approval]:
    return [
        Approval(row.person.name, row.get_state_display(), row.answered_at)
        for row in minutes.inspectors.select_related("person")
    ]


def _sealed_signatures(approvals: Content) -> list[Approval]:
    return [
        Approval(row["name"], str(SignatureRole(row["role"]).label), _instant(row["at"]))
        for row in approvals["signatures"]
    ]


def _sealed_inspectors(approvals: Content) -> list[Approval]:
    label = str(InspectorState.APPROVED.label)
    return [Approval(row["name"], label, _instant(row["at"])) for row in approvals["inspectors"]]


def _inspected_by(minutes: Minutes) -> str:
    """Who inspects, when it is not somebody by name."""
    if minutes.way == InspectionWay.NOBODY:
        return _("The rules of the body ask for no inspectors.")
    if minutes.way != InspectionWay.NEXT_MEETING:
        return ""
    if minutes.inspected_in:
        return _("Inspected by meeting %(label)s.") % {"label": minutes.inspected_in.label}
    return _("Left to the next meeting to inspect.")


def _name(person: Content | None) -> str:
    return person["name"] if person else ""


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
