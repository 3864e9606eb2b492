"""The binder: the agenda and every paper that its readers may see, in one file.

What is said here is HTML: a cover with the contents, the agenda, and a page before each paper. The papers themselves
are put behind those pages in the worker (`joining`); the page numbers already count them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from meetings.enums import PaperFault
from meetings.models import Material, Meeting, PaperContent
from meetings.timetable import Row
from portal import documents
from portal.enums import Audience

from .agenda import Contents, Paper, agenda_context, agenda_heading, audiences_of, contents
from .names import dated, filename, may_read, sample
from .offered import offer

BINDER = "meeting_binder"

PDF = "application/pdf"
PICTURES = {"image/png", "image/jpeg"}

# Beyond these nobody's reader opens the binder with ease; such papers are opened alone.
LARGEST_PAPER, MOST_PAGES_OF_PAPER = 100_000_000, 1_000
LARGEST_BINDER, MOST_PAGES = 300_000_000, 3_000


@dataclass(frozen=True)
class Entry:
    """A paper of the binder: how many pages it takes, or why it is not joined; `step` is what the page before it counts."""

    paper: Paper
    row: Row
    is_first_of_item: bool
    pages: int
    reason: str
    step: int
    label: str  # begins the labels of its pages

    @property
    def material(self) -> Material:
        """The paper itself."""
        return self.paper.material

    @property
    def is_joined(self) -> bool:
        """Whether its pages are in the file."""
        return not self.reason

    @property
    def anchor(self) -> str:
        """Where its page begins, and the name of that page."""
        return f"paper-{self.material.pk}"

    @property
    def anchor_url(self) -> str:
        """The way there within the file."""
        return f"#{self.anchor}"


def build_binder(meeting: Meeting, audience: str) -> documents.Page:
    """The pages between which the papers come, and what those are."""
    shown = contents(meeting, audience)
    entries = list(_entries(shown, _faults(meeting)))
    heading = pgettext("title of a document", "Binder %(meeting)s") % {"meeting": meeting.label}
    readers = {
        Audience.MEMBERS: pgettext("file name", "members"),
        Audience.STAFF: pgettext("file name", "staff"),
    }
    return documents.Page(
        template="pdf/meeting_binder.html",
        title=f"{heading}, {meeting.body.short_name}",
        filename=filename(pgettext("file name", "binder"), meeting, readers.get(Audience(audience), "")),
        heading=heading,
        issuer=meeting.body.short_name,
        owner=meeting.body.region.name,
        state_word=meeting.get_state_display(),
        dated=dated(meeting, shown.changes),
        sources=tuple(entry.material.file_hash for entry in entries),
        context={
            **agenda_context(meeting, audience, shown),
            "agenda_heading": agenda_heading(meeting),
            "entries": entries,
            "readers": Audience(audience).label,
        },
    )


def assemble(assembly: documents.Assembly) -> None:
    """Put the papers between the pages; its libraries are heavy, and only the worker needs them."""
    from .joining import join

    join(assembly, [entry for entry in assembly.page.context["entries"] if entry.is_joined])


def audiences_of_binder(meeting: Meeting) -> list[Audience]:
    """For whom a binder of its own is made: those who see more than the others."""
    audiences = audiences_of(meeting)
    own = Material.objects.current().filter(item__meeting=meeting, audience=Audience.STAFF)
    return [*audiences, Audience.STAFF] if own.exists() else audiences


def _faults(meeting: Meeting) -> dict[int, str]:
    """What the worker found wrong with papers."""
    faulty = PaperContent.objects.filter(material__item__meeting=meeting).exclude(fault="")
    return dict(faulty.values_list("material", "fault"))


def _entries(shown: Contents, faults: dict[int, str]) -> Iterator[Entry]:
    before = pages = size = 0
    for part in shown.parts:
        is_first = True
        for paper in part.papers:
            reason = _reason(paper.material, faults.get(paper.material.pk, ""))
            own = _pages(paper.material)
            if not reason and (pages + own > MOST_PAGES or size + paper.material.size > LARGEST_BINDER):
                reason = _("the binder would become too large")
            yield Entry(
                paper, part.row, is_first and not reason, own, reason, before + 1, _label(paper, part.row)
            )
            if not reason:
                is_first, before = False, own
                pages, size = pages + own + 1, size + paper.material.size


def _label(paper: Paper, row: Row) -> str:
    """`Annex 1: ` or `4 Background material: `, before the number of a page in the paper."""
    if paper.number:
        return _("Annex %(number)d: ") % {"number": paper.number}
    return f"{row.number} {paper.material.get_kind_display()}: "


def _reason(material: Material, fault: str) -> str:
    """Why a paper is not joined; nothing when it is."""
    if fault:
        return str(PaperFault(fault).label)
    if material.content_type not in {PDF, *PICTURES}:
        return _("files of this kind cannot be joined")
    if material.size > LARGEST_PAPER or _pages(material) > MOST_PAGES_OF_PAPER:
        return _("the file is too large")
    return ""


def _pages(material: Material) -> int:
    return (material.pages or 1) if material.content_type == PDF else 1


documents.register(
    documents.DocumentKind(
        name=BINDER,
        label=gettext_lazy("Binder of papers"),
        model=Meeting,
        build=build_binder,
        permission="meetings.change_meeting",
        may_read=may_read,
        sample=sample,
        assemble=assemble,
    )
)
offer(BINDER, audiences_of_binder, order=30)
