"""The minutes as a document, and excerpts of single sections."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from portal import documents
from portal.access import Actor
from portal.enums import Audience, DocumentState, Language
from portal.formats import language, long_day
from portal.models import Document

from .documents import LANGUAGES
from .enums import MinutesState, RecordKind
from .minutes_reading import MinutesText, read_minutes
from .models import AgendaItem, Minutes
from .services.excerpt import EXCERPT
from .services.sealing import MINUTES


def build_minutes(minutes: Minutes, _audience: str) -> documents.Page:
    """The whole text, who signed and who inspected, and what was corrected."""
    text = read_minutes(minutes)
    heading = _heading(minutes)
    return documents.Page(
        template="pdf/meeting_minutes.html",
        title=f"{heading}, {minutes.meeting.body.short_name}",
        filename=_filename(minutes),
        heading=heading,
        **_page(minutes, text),
    )


def build_excerpt(item: AgendaItem, _audience: str) -> documents.Page:
    """One section, with who was present and with the hash of the whole."""
    minutes = Minutes.objects.select_related("meeting__body__region", "meeting__session").get(
        meeting=item.meeting_id
    )
    text = read_minutes(minutes)
    section = text.section_of(item.pk)
    number = f"§ {section.number}" if section.number else item.title
    heading = pgettext("title of a document", "Excerpt %(section)s") % {"section": number}
    page = _page(minutes, text)
    page["context"] |= {"sections": [section], "section": section}
    return documents.Page(
        template="pdf/minutes_excerpt.html",
        title=f"{heading}, {_heading(minutes)}, {minutes.meeting.body.short_name}",
        filename=_excerpt_filename(minutes, section.number or item.order),
        heading=heading,
        **page,
    )


def audience_of(minutes: Minutes) -> Audience:
    """For whom the document is made: a draft for those who write it, a signed text for the members."""
    if minutes.is_approved:
        return Audience.PUBLIC
    return Audience.STAFF if minutes.is_draft else Audience.MEMBERS


def may_read(document: Document, user: Actor) -> bool:
    """Who reads the minutes in the portal reads them as a document; what was made of a draft stays with its writers."""
    minutes = cast("Minutes", document.subject)
    if document.audience == Audience.STAFF:
        return user.has_perm("meetings.change_minutes", minutes)
    return Minutes.objects.visible_to(user).filter(pk=minutes.pk).exists()


def may_read_excerpt(document: Document, user: Actor) -> bool:
    """Excerpts are sent by mail; in the portal they are read by those who send them."""
    return user.has_perm("meetings.change_agendaitem", cast("AgendaItem", document.subject))


def ready_document(minutes: Minutes, user: Actor) -> Document | None:
    """The minutes as a file in the language of the page, if it says what the page says."""
    made = Document.objects.of(minutes, MINUTES).ready().filter(audience=audience_of(minutes))
    found = [document for document in made.defer("problems") if may_read(document, user)]
    found.sort(key=lambda document: document.language != language())
    return next((document for document in found if document.language in {language(), Language.FINNISH}), None)


@dataclass(frozen=True)
class MinutesCard:
    """One of the languages in which the minutes can be made, and whether the file says what they say now."""

    language: str
    document: Document | None
    is_stale: bool
    kind: str

    @property
    def can_make(self) -> bool:
        """Making it again is offered only when another file would come of it."""
        return self.is_stale or self.document is None or self.document.state == DocumentState.FAILED

    @property
    def name(self) -> str:
        """`Minutes, Swedish`."""
        return f"{RecordKind(self.kind or RecordKind.MINUTES).label}, {Language(self.language).label}"


def document_cards(minutes: Minutes) -> list[MinutesCard]:
    """The documents of the minutes for the readers that they have now."""
    audience = audience_of(minutes)
    asked = Document.objects.of(minutes, MINUTES).filter(audience=audience)
    asked = asked.exclude(state=DocumentState.REPLACED).order_by("requested_at", "pk")
    latest = {document.language: document for document in asked}
    return [
        MinutesCard(code, latest.get(code), _is_stale(minutes, latest.get(code)), minutes.record_kind)
        for code in LANGUAGES
    ]


def sample() -> Minutes | None:
    """Approved minutes of the demo, the latest that was corrected if any was."""
    approved = Minutes.objects.filter(state=MinutesState.APPROVED)
    return approved.order_by("-corrections", "-meeting__starts_at", "pk").first()


def sample_item() -> AgendaItem | None:
    """A section of such minutes with a decision."""
    minutes = sample()
    items = AgendaItem.objects.filter(meeting__minutes=minutes, record__section__isnull=False)
    return items.exclude(record__decision_fi=None).exclude(record__decision_fi="").order_by("order").first()


def _page(minutes: Minutes, text: MinutesText) -> dict[str, Any]:
    meeting = minutes.meeting
    return {
        "issuer": meeting.body.short_name,
        "owner": meeting.body.region.name,
        "state_word": minutes.get_state_display(),
        "dated": _dated(minutes),
        "context": {
            "meeting": meeting,
            "minutes": minutes,
            "text": text,
            "sections": text.sections,
            "day": long_day(text.opened_at or meeting.starts_at),
        },
    }


def _heading(minutes: Minutes) -> str:
    if minutes.record_kind == RecordKind.MEMO:
        return pgettext("title of a document", "Memo %(meeting)s") % {"meeting": minutes.meeting.label}
    return pgettext("title of a document", "Minutes %(meeting)s") % {"meeting": minutes.meeting.label}


def _filename(minutes: Minutes) -> str:
    """poytakirja-<body>-2026-4.pdf, or muistio-…"""
    is_memo = minutes.record_kind == RecordKind.MEMO
    word = pgettext("file name", "memo") if is_memo else pgettext("file name", "minutes")
    meeting = minutes.meeting
    return f"{slugify(word)}-{meeting.body.slug}-{meeting.year}-{meeting.number}.pdf"


def _excerpt_filename(minutes: Minutes, number: int) -> str:
    """ote-<body>-2026-4-12.pdf."""
    meeting, word = minutes.meeting, slugify(pgettext("file name", "excerpt"))
    return f"{word}-{meeting.body.slug}-{meeting.year}-{meeting.number}-{number}.pdf"


def _dated(minutes: Minutes) -> date | None:
    """The day since when the document says what it says."""
    if not minutes.is_approved:
        return minutes.meeting.day
    last = minutes.corrections.order_by("-number").first()
    instant = last.made_at if last else minutes.approved_at
    return timezone.localdate(instant) if instant else None


def _is_stale(minutes: Minutes, document: Document | None) -> bool:
    if document is None or document.is_unfinished:
        return False
    now = documents.build(minutes, MINUTES, language=document.language, audience=document.audience)
    return document.content_hash != now.hash


documents.register(
    documents.DocumentKind(
        name=MINUTES,
        label=_("Minutes"),
        model=Minutes,
        build=build_minutes,
        permission="meetings.change_minutes",
        may_read=may_read,
        sample=sample,
    )
)
documents.register(
    documents.DocumentKind(
        name=EXCERPT,
        label=_("Excerpt"),
        model=AgendaItem,
        build=build_excerpt,
        permission="meetings.change_agendaitem",
        may_read=may_read_excerpt,
        sample=sample_item,
    )
)
