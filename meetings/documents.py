"""The documents of meetings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from members.enums import OfficeKind
from portal import documents
from portal.access import Actor
from portal.enums import Audience
from portal.formats import AT, clock, language, local, long_day, moment
from portal.models import Document

from .enums import MaterialKind, MeetingState
from .models import AgendaItem, Material, Meeting
from .timetable import Row, timetable

AGENDA = "meeting_agenda"

# Whoever may read a paper of the one kind may also read those of the wider kinds before it.
READS = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.MEMBERS: (Audience.PUBLIC, Audience.MEMBERS),
    Audience.STAFF: tuple(Audience),
}


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


def build_agenda(meeting: Meeting, audience: str) -> documents.Page:
    """The agenda with what each item says, and the papers that its readers may see."""
    papers = Material.objects.current().order_by("order", "pk")
    items = list(meeting.items.order_by("order").prefetch_related(Prefetch("materials", papers)))
    rows = timetable(meeting, items).rows
    parts = _parts(rows, audience)
    heading = pgettext("title of a document", "Agenda %(meeting)s") % {"meeting": meeting.label}
    return documents.Page(
        template="pdf/meeting_agenda.html",
        title=f"{heading}, {meeting.body.short_name}",
        filename=_filename(meeting),
        heading=heading,
        issuer=meeting.body.short_name,
        owner=meeting.body.region.name,
        state_word=meeting.get_state_display(),
        dated=_dated(meeting, items, parts),
        context={
            "meeting": meeting,
            "time": _time(meeting.starts_at, meeting.ends_at),
            "officers": _officers(meeting),
            "shows_remote_link": audience != Audience.PUBLIC,
            "rows": rows,
            "parts": parts,
            "numbers_come_later": meeting.state in {MeetingState.DRAFT, MeetingState.CONVENED},
        },
    )


def may_read(document: Document, user: Actor) -> bool:
    """Who reads the agenda in the portal reads it as a document, each the one that is for them."""
    meeting = cast("Meeting", document.subject)
    if not Meeting.objects.with_agenda_for(user).filter(pk=meeting.pk).exists():
        return False
    permission = {Audience.MEMBERS: "meetings.join_meeting", Audience.STAFF: "meetings.change_meeting"}
    return document.audience == Audience.PUBLIC or user.has_perm(
        permission[Audience(document.audience)], meeting
    )


def sample() -> Meeting | None:
    """The agenda with the most papers, then the most items, of those that were sent out."""
    papers, items = (Count(name, distinct=True) for name in ("items__materials", "items"))
    sent = Meeting.objects.filter(number__isnull=False).alias(papers=papers, length=items)
    return sent.order_by("-papers", "-length", "pk").first()


def _parts(rows: list[Row], audience: str) -> list[Part]:
    parts, annexes = [], 0
    for row in rows:
        papers = []
        for material in row.item.materials.all():
            is_annex = material.kind == MaterialKind.ANNEX
            annexes += is_annex
            if material.audience in READS[Audience(audience)]:
                papers.append(Paper(material, annexes if is_annex else None))
        if row.item.background or row.item.proposal or papers:
            parts.append(Part(row, papers))
    return parts


def _filename(meeting: Meeting) -> str:
    """esityslista-<body>-2026-4.pdf; a draft has no number yet."""
    word = pgettext("file name", "agenda")
    which = f"{meeting.year}-{meeting.number}" if meeting.number else pgettext("file name", "draft")
    return f"{slugify(word)}-{meeting.body.slug}-{slugify(which)}.pdf"


def _dated(meeting: Meeting, items: list[AgendaItem], parts: list[Part]) -> date | None:
    """The day since when the document says what it says; none for an empty draft."""
    changes = [item.changed_at for item in items]
    changes += [paper.material.added_at for part in parts for paper in part.papers]
    changes += [instant for instant in (meeting.convened_at, meeting.agenda_published_at) if instant]
    return timezone.localdate(max(changes)) if changes else None


def _time(starts_at: datetime, ends_at: datetime) -> str:
    """torstai 10.12.2026 klo 14.00–16.00."""
    begins = f"{long_day(starts_at)} {AT[language()]} {clock(starts_at)}"
    same_day = local(starts_at).timetuple()[:3] == local(ends_at).timetuple()[:3]
    return f"{begins}–{clock(ends_at)}" if same_day else f"{begins} – {moment(ends_at)}"


def _officers(meeting: Meeting) -> list[tuple[str, str]]:
    """The chair and the secretary of the day; behind the secretary's name stands where to ask."""
    day = timezone.localdate(meeting.starts_at)
    kinds = (OfficeKind.CHAIR, OfficeKind.SECRETARY)
    offices = meeting.body.offices.valid_on(day).filter(kind__in=kinds).select_related("person")
    officers = []
    for office in offices.order_by("kind", "valid_from", "pk"):
        address = meeting.body.role_email if office.kind == OfficeKind.SECRETARY else ""
        officers.append((office.get_kind_display(), ", ".join(filter(None, [office.person.name, address]))))
    return officers


documents.register(
    documents.DocumentKind(
        name=AGENDA,
        label=_("Agenda"),
        model=Meeting,
        build=build_agenda,
        permission="meetings.change_meeting",
        may_read=may_read,
        sample=sample,
    )
)
