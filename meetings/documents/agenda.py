"""The agenda as a document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from meetings.enums import MaterialKind, MeetingState
from meetings.models import AgendaItem, Material, Meeting
from meetings.timetable import Row, timetable
from portal import documents
from portal.enums import Audience

from .names import READS, dated, filename, may_read, officers, sample, time_of
from .offered import offer

AGENDA = "meeting_agenda"
LINES, LETTERS = 27, 50
"""So many lines of so many letters fit on a page as a table; a longer agenda is a list, which reads well over pages too."""


@dataclass(frozen=True)
class Paper:
    """A paper in a document's list; annexes are numbered through the meeting, so that all its documents name them alike."""

    material: Material
    number: int | None


@dataclass(frozen=True)
class Part:
    """An item that has more to say than its title."""

    row: Row
    papers: list[Paper]


@dataclass(frozen=True)
class Contents:
    """An agenda as its readers see it on paper."""

    rows: list[Row]
    parts: list[Part]

    @property
    def papers(self) -> list[Paper]:
        """All papers, in their order."""
        return [paper for part in self.parts for paper in part.papers]

    @property
    def changes(self) -> list[datetime]:
        """When anything of it was last changed or added."""
        changes = [row.item.changed_at for row in self.rows]
        return changes + [paper.material.added_at for paper in self.papers]


def contents(meeting: Meeting, audience: str) -> Contents:
    """The agenda with the papers that these readers may see."""
    papers = Material.objects.current().order_by("order", "pk")
    items = list(meeting.items.order_by("order").prefetch_related(Prefetch("materials", papers)))
    for item in items:
        item.meeting = meeting
    rows = timetable(meeting, items).rows
    return Contents(rows, _parts(rows, audience))


def agenda_context(meeting: Meeting, audience: str, shown: Contents) -> dict[str, Any]:
    """What `pdf/_agenda.html` shows."""
    return {
        "meeting": meeting,
        "time": time_of(meeting.starts_at, meeting.ends_at),
        "officers": officers(meeting),
        "shows_remote_link": audience != Audience.PUBLIC,
        "rows": shown.rows,
        "is_long": sum(1 + len(row.item.title) // LETTERS for row in shown.rows) > LINES,
        "parts": shown.parts,
        "numbers_come_later": meeting.state in {MeetingState.DRAFT, MeetingState.CONVENED},
    }


def agenda_heading(meeting: Meeting) -> str:
    """Agenda 4/2026."""
    return pgettext("title of a document", "Agenda %(meeting)s") % {"meeting": meeting.label}


def build_agenda(meeting: Meeting, audience: str) -> documents.Page:
    """The agenda with what each item says, and the papers that its readers may see."""
    shown, heading = contents(meeting, audience), agenda_heading(meeting)
    return documents.Page(
        template="pdf/meeting_agenda.html",
        title=f"{heading}, {meeting.body.short_name}",
        filename=filename(pgettext("file name", "agenda"), meeting),
        heading=heading,
        issuer=meeting.body.short_name,
        owner=meeting.body.region.name,
        state_word=meeting.get_state_display(),
        dated=dated(meeting, shown.changes),
        context=agenda_context(meeting, audience, shown),
    )


def audiences_of(meeting: Meeting) -> list[Audience]:
    """For whom the agenda is made: the members have one of their own when it tells them more than the public one."""
    for_members = Q(item__meeting=meeting, audience=Audience.MEMBERS)
    if meeting.remote_link or Material.objects.current().filter(for_members).exists():
        return [Audience.PUBLIC, Audience.MEMBERS]
    return [Audience.PUBLIC]


def _parts(rows: list[Row], audience: str) -> list[Part]:
    parts, annexes = [], 0
    for row in rows:
        papers = []
        for material in _materials(row.item):
            is_annex = material.kind == MaterialKind.ANNEX
            annexes += is_annex
            if material.audience in READS[Audience(audience)]:
                papers.append(Paper(material, annexes if is_annex else None))
        if row.item.background or row.item.proposal or papers:
            parts.append(Part(row, papers))
    return parts


def _materials(item: AgendaItem) -> list[Material]:
    materials = list(item.materials.all())
    for material in materials:
        material.item = item
    return materials


documents.register(
    documents.DocumentKind(
        name=AGENDA,
        label=_("Agenda"),
        model=Meeting,
        build=build_agenda,
        permission="meetings.change_meeting",
        may_read=may_read,
        sample=sample,
        audiences=(Audience.PUBLIC, Audience.MEMBERS),
    )
)
offer(AGENDA, audiences_of, order=20)
