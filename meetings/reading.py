"""A meeting as one person reads it: the agenda with the papers that they may see, and what is new to them."""

from dataclasses import dataclass, field
from datetime import datetime

from portal.access import Actor
from portal.enums import Audience, Language
from portal.models import Document

from .documents import AGENDA
from .models import AgendaItem, Material, Meeting
from .timetable import Timetable, timetable

WORDS_A_MINUTE = 150
MINUTES_A_PAGE = 2
MINUTES_FOR_UNKNOWN = 5  # a paper whose pages cannot be counted


@dataclass(frozen=True)
class Paper:
    """A paper and its mark: `new`, `updated`, or nothing."""

    material: Material
    mark: str


@dataclass(frozen=True)
class ReadingRow:
    """An item with its place in the meeting, its papers and its mark."""

    item: AgendaItem
    number: int | None
    begins_at: datetime
    mark: str
    papers: list[Paper]

    @property
    def says_more(self) -> bool:
        """Whether there is anything to read besides the title."""
        return bool(self.item.background or self.item.proposal or self.papers)


@dataclass(frozen=True)
class Reading:
    """All that a person reads of a meeting before it."""

    meeting: Meeting
    agenda: Timetable
    rows: list[ReadingRow] = field(default_factory=list)

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
    def first_paper(self) -> Paper | None:
        """Where to begin: the first paper with a mark, else the first one."""
        return next((paper for paper in self.papers if paper.mark), next(iter(self.papers), None))

    def row_of(self, item: AgendaItem) -> ReadingRow:
        """The row of an item on this agenda."""
        return next(row for row in self.rows if row.item.pk == item.pk)


def read(meeting: Meeting, user: Actor, *, since: datetime | None) -> Reading:
    """The agenda as the user may read it; what changed after `since` is marked, nothing on a first visit.

    An agenda that is not published to the user reads as empty.
    """
    items = list(AgendaItem.objects.visible_to(user).filter(meeting=meeting))
    papers: dict[int, list[Paper]] = {}
    visible = Material.objects.visible_to(user).filter(item__meeting=meeting)
    for material in visible.select_related("replaces").order_by("order", "pk"):
        papers.setdefault(material.item_id, []).append(Paper(material, _paper_mark(material, since)))
    agenda = timetable(meeting, items)
    for item in items:
        item.meeting = meeting  # saves a query for each address
    rows = [
        ReadingRow(
            row.item, row.number, row.begins_at, _item_mark(row.item, since), papers.get(row.item.pk, [])
        )
        for row in agenda.rows
    ]
    for row in rows:
        for paper in row.papers:
            paper.material.item = row.item
    return Reading(meeting, agenda, rows)


def agenda_document(meeting: Meeting, user: Actor, language: str) -> Document | None:
    """The agenda as a file: in the reader's language if it was made, the one that tells the reader most.

    Only what was asked for since the agenda was published: a file of the draft may say what was taken out of it.
    """
    if meeting.agenda_published_at is None:
        return None
    audiences = [Audience.PUBLIC]
    if user.has_perm("meetings.join_meeting", meeting):
        audiences.insert(0, Audience.MEMBERS)
    made = Document.objects.of(meeting, AGENDA).ready().filter(audience__in=audiences)
    found = list(made.filter(requested_at__gte=meeting.agenda_published_at).defer("problems"))
    # The newest stands first in each language.
    found.sort(
        key=lambda document: (document.language != language, audiences.index(Audience(document.audience)))
    )
    return next((document for document in found if document.language in {language, Language.FINNISH}), None)


def _item_mark(item: AgendaItem, since: datetime | None) -> str:
    if since is None or item.changed_at <= since:
        return ""
    return "new" if item.added_at > since else "updated"


def _paper_mark(material: Material, since: datetime | None) -> str:
    if since is None or material.added_at <= since:
        return ""
    return "updated" if material.is_newer_version else "new"
