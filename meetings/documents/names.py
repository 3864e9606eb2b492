"""What the documents of a meeting have in common: their names, days, readers, and the words for time and people."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

from django.db.models import Count
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import pgettext

from meetings.models import Material, Meeting
from meetings.rules import is_shut_out
from members.enums import OfficeKind
from portal.access import Actor
from portal.enums import Audience
from portal.formats import AT, clock, language, local, long_day, moment
from portal.models import Document

# Whoever may read a paper of the one kind may also read those of the wider kinds before it.
READS = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.MEMBERS: (Audience.PUBLIC, Audience.MEMBERS),
    Audience.STAFF: tuple(Audience),
}


def filename(word: str, meeting: Meeting, rest: str = "") -> str:
    """esityslista-<body>-2026-4.pdf; a draft has no number yet."""
    which = f"{meeting.year}-{meeting.number}" if meeting.number else pgettext("file name", "draft")
    return "-".join(filter(None, [slugify(word), meeting.body.slug, slugify(which), slugify(rest)])) + ".pdf"


def dated(meeting: Meeting, instants: Iterable[datetime] = ()) -> date | None:
    """The day since when a document says what it says; none for an empty draft."""
    known = [*instants, *filter(None, (meeting.convened_at, meeting.agenda_published_at))]
    return timezone.localdate(max(known)) if known else None


def time_of(starts_at: datetime, ends_at: datetime) -> str:
    """torstai 10.12.2026 klo 14.00–16.00."""
    begins = f"{long_day(starts_at)} {AT[language()]} {clock(starts_at)}"
    same_day = local(starts_at).timetuple()[:3] == local(ends_at).timetuple()[:3]
    return f"{begins}–{clock(ends_at)}" if same_day else f"{begins} – {moment(ends_at)}"


def officers(meeting: Meeting) -> list[tuple[str, str]]:
    """The chair and the secretary of the day; behind the secretary's name stands where to ask."""
    day = timezone.localdate(meeting.starts_at)
    kinds = (OfficeKind.CHAIR, OfficeKind.SECRETARY)
    offices = meeting.body.offices.valid_on(day).filter(kind__in=kinds).select_related("person")
    found = []
    for office in offices.order_by("kind", "valid_from", "pk"):
        address = meeting.body.role_email if office.kind == OfficeKind.SECRETARY else ""
        found.append((office.get_kind_display(), ", ".join(filter(None, [office.person.name, address]))))
    return found


def may_read(document: Document, user: Actor) -> bool:
    """Who reads the agenda in the portal reads it in documents, each those that are for them.

    What was made of a draft is for those who prepare the meeting: it may say what was taken out before publication.
    """
    meeting = cast("Meeting", document.subject)
    if user.has_perm("meetings.change_meeting", meeting):
        return True
    if not Meeting.objects.with_agenda_for(user).filter(pk=meeting.pk).exists():
        return False
    if not meeting.agenda_published_at or document.requested_at < meeting.agenda_published_at:
        return False
    if document.audience == Audience.STAFF or not _papers_still_are_for(document, meeting):
        return False
    if document.audience == Audience.PUBLIC:
        return True
    return user.has_perm("meetings.join_meeting", meeting) and not is_shut_out(meeting, user)


def _papers_still_are_for(document: Document, meeting: Meeting) -> bool:
    """Whether every paper that was joined into the file still lies there for the document's readers."""
    if not document.sources:
        return True
    papers = Material.objects.current().filter(
        item__meeting=meeting, audience__in=READS[Audience(document.audience)]
    )
    return set(document.sources) <= set(papers.values_list("file_hash", flat=True))


def audience_of(user: Actor, meeting: Meeting) -> Audience:
    """The widest of the audiences to which the user belongs."""
    if user.has_perm("meetings.change_meeting", meeting):
        return Audience.STAFF
    return Audience.MEMBERS if user.has_perm("meetings.join_meeting", meeting) else Audience.PUBLIC


def sample() -> Meeting | None:
    """The meeting with the most papers, then the most items, of those that were sent out."""
    papers, items = (Count(name, distinct=True) for name in ("items__materials", "items"))
    sent = Meeting.objects.filter(number__isnull=False).alias(papers=papers, length=items)
    return sent.order_by("-papers", "-length", "pk").first()
