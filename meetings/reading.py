"""A meeting as one person reads it: the agenda with the papers that they may see, and what is new to them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value

from portal.access import Actor
from portal.enums import Audience, Language
from portal.models import Document

from .continuing import Step, trails_of
from .documents import AGENDA, BINDER, INVITATION, READS, audience_of
from .models import ActionItem, AgendaItem, Disqualification, Material, Meeting, PaperReading
from .rules import is_shut_out
from .timetable import Timetable, nested, timetable

MOST_ACTIONS = 8
READ_BY_MEMBERS = (INVITATION, AGENDA, BINDER)
"""The kinds of documents that stand on the page of a meeting."""

WORDS_A_MINUTE = 150
MINUTES_A_PAGE = 2
MINUTES_FOR_UNKNOWN = 5  # a paper whose pages cannot be counted


@dataclass(frozen=True)
class Paper:
    """A paper, its mark (`new`, `updated`, or nothing), and whether the reader has opened it."""

    material: Material
    mark: str
    is_read: bool = False


@dataclass(frozen=True)
class ReadingRow:
    """An item with its place in the meeting, its papers and its mark."""

    item: AgendaItem
    number: int | str | None
    begins_at: datetime
    mark: str
    papers: list[Paper]
    minutes: int = 0
    trail: list[Step] = field(default_factory=list)
    """The earlier items of the matter that the reader may see."""

    @property
    def says_more(self) -> bool:
        """Whether there is anything to read besides the title."""
        return bool(self.item.background or self.item.proposal or self.papers or self.trail)


@dataclass(frozen=True)
class Reading:
    """All that a person reads of a meeting before it."""

    meeting: Meeting
    agenda: Timetable
    rows: list[ReadingRow] = field(default_factory=list)
    is_remembered: bool = False  # what was read, as it is of those who have signed in
    is_disqualified: bool = False  # in any of the items

    @property
    def nested(self) -> list[tuple[ReadingRow, list[ReadingRow]]]:
        """Whole items, each with its parts."""
        return nested(self.rows)

    @property
    def papers(self) -> list[Paper]:
        """All papers in the order of the agenda."""
        return [paper for row in self.rows for paper in row.papers]

    @property
    def new_count(self) -> int:
        """How many items and papers have a mark."""
        return sum(bool(row.mark) for row in self.rows) + sum(bool(paper.mark) for paper in self.papers)

    @property
    def items_with_papers(self) -> int:
        """How many items have papers."""
        return sum(bool(row.papers) for row in self.rows)

    @property
    def minutes(self) -> int:
        """How long reading takes, roughly: to the next five minutes; 0 when there is nothing to read."""
        words = sum(len(f"{row.item.background} {row.item.proposal}".split()) for row in self.rows)
        pages = sum(
            MINUTES_A_PAGE * paper.material.pages if paper.material.pages else MINUTES_FOR_UNKNOWN
            for paper in self.papers
        )
        return -(-(words // WORDS_A_MINUTE + pages) // 5) * 5

    @property
    def read_count(self) -> int:
        """How many papers the reader has opened."""
        return sum(paper.is_read for paper in self.papers)

    @property
    def first_paper(self) -> Paper | None:
        """Where to begin: the first paper that was not read, one with a mark first; None when there is none."""
        unread = [paper for paper in self.papers if not paper.is_read]
        return next((paper for paper in unread if paper.mark), next(iter(unread), None))

    def row_of(self, item: AgendaItem) -> ReadingRow:
        """The row of an item on this agenda."""
        return next(row for row in self.rows if row.item.pk == item.pk)


def read(meeting: Meeting, user: Actor, *, since: datetime | None) -> Reading:
    """The agenda as the user may read it; what changed after `since` is marked, nothing on a first visit.

    An agenda that is not published to the user reads as empty.
    """
    disqualified = Disqualification.objects.filter(item=OuterRef("pk"), person__user=user.pk)
    opened = PaperReading.objects.filter(material=OuterRef("pk"), user=user.pk)
    known = user.is_authenticated
    agenda_items: QuerySet[Any] = AgendaItem.objects.visible_to(user).filter(meeting=meeting)
    items = list(agenda_items.annotate(is_shut=Exists(disqualified) if known else Value(value=False)))
    papers: dict[int, list[Paper]] = {}
    visible = Material.objects.visible_to(user).filter(item__meeting=meeting).select_related("replaces")
    for material in visible.annotate(is_read=Exists(opened) if known else Value(value=False)).order_by(
        "order", "pk"
    ):
        paper = Paper(material, _paper_mark(material, since), material.is_read)
        papers.setdefault(material.item_id, []).append(paper)
    agenda = timetable(meeting, items)
    trails = trails_of(items, user)
    for item in items:
        item.meeting = meeting  # saves a query for each address
    rows = [
        ReadingRow(
            row.item,
            row.number,
            row.begins_at,
            _item_mark(row.item, since),
            papers.get(row.item.pk, []),
            row.minutes,
            trails.get(row.item.pk, []),
        )
        for row in agenda.rows
    ]
    for row in rows:
        for paper in row.papers:
            paper.material.item = row.item
    return Reading(meeting, agenda, rows, known, any(item.is_shut for item in items))


def documents_for(reading: Reading, user: Actor, language: str) -> list[Document]:
    """The meeting's documents as files, of each kind one: in the reader's language if it was made, the one that tells most.

    Only what was asked for since the agenda was published: a file of the draft may say what was taken out of it. And
    only files whose papers the reader can still open.
    """
    meeting = reading.meeting
    if meeting.agenda_published_at is None:
        return []
    audiences = list(reversed(READS[audience_of(user, meeting)]))
    if reading.is_disqualified and is_shut_out(meeting, user):
        audiences = [Audience.PUBLIC]
    made = Document.objects.about(meeting).ready().filter(kind__in=READ_BY_MEMBERS, audience__in=audiences)
    made = made.filter(
        requested_at__gte=meeting.agenda_published_at, language__in={language, Language.FINNISH}
    )
    papers = {paper.material.file_hash for paper in reading.papers}
    found = [document for document in made.defer("problems") if papers.issuperset(document.sources)]
    # The newest stands first in each language.
    found.sort(
        key=lambda document: (document.language != language, audiences.index(Audience(document.audience)))
    )
    best = (next((each for each in found if each.kind == kind), None) for kind in READ_BY_MEMBERS)
    return [document for document in best if document]


def open_actions(meeting: Meeting) -> list[ActionItem]:
    """What earlier meetings of the body gave people to do and is still open, the most urgent first."""
    rows = ActionItem.objects.open().filter(body=meeting.body_id).select_related("owner", "body")
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_ACTIONS])


def _item_mark(item: AgendaItem, since: datetime | None) -> str:
    if since is None or item.changed_at <= since:
        return ""
    return "new" if item.added_at > since else "updated"


def _paper_mark(material: Material, since: datetime | None) -> str:
    if since is None or material.added_at <= since:
        return ""
    return "updated" if material.is_newer_version else "new"
