"""What the search knows of this app."""

from django.utils.translation import gettext_lazy as _

from portal import markdown, search

from .minutes_reading import read_minutes
from .models import AgendaItem, Material, Meeting, Minutes


def meeting_text(meeting: Meeting, _language: str) -> str:
    """Whose meeting it is and where."""
    return ", ".join(filter(None, [meeting.body.short_name, meeting.place]))


def item_text(item: AgendaItem, _language: str) -> str:
    """What the members read of the item."""
    texts = (item.background, item.proposal, item.presenter)
    return "\n".join(markdown.plain(text) for text in texts if text)


def minutes_text(minutes: Minutes, _language: str) -> str:
    """What the minutes say; of a draft nothing, which may still be wrong."""
    if minutes.is_draft:
        return minutes.meeting.body.short_name
    text = read_minutes(minutes)
    parts = [minutes.meeting.body.short_name]
    for section in text.sections:
        parts += [section.title.text, *(markdown.plain(said.text) for said in section.texts if said.text)]
    parts += [correction.text for correction in text.corrections]
    return "\n".join(parts)


def paper_text(material: Material, _language: str) -> str:
    """The text inside a PDF, as far as the worker could read it."""
    content = getattr(material, "content", None)  # nobody has looked into a new one yet
    return content.text if content else ""


search.register(
    search.Source(
        model=Meeting,
        label=_("Meeting"),
        title=lambda meeting, _language: meeting.name,
        body=meeting_text,
        url=Meeting.get_absolute_url,
        badge=lambda meeting: (meeting.state, meeting.get_state_display()),
        related=("body",),
        repeats=("body",),
    )
)
search.register(
    search.Source(
        model=AgendaItem,
        label=_("Item of a meeting"),
        title=lambda item, _language: item.title,
        body=item_text,
        url=AgendaItem.get_absolute_url,
        badge=lambda item: (item.meeting.state, item.meeting.name),
        related=("meeting__body",),
    )
)
search.register(
    search.Source(
        model=Material,
        label=_("Paper"),
        title=lambda material, _language: material.title,
        body=paper_text,
        url=Material.get_absolute_url,
        badge=lambda material: (material.item.meeting.state, material.item.meeting.name),
        related=("item__meeting__body",),
        texts=("content",),
    )
)
search.register(
    search.Source(
        model=Minutes,
        label=_("Minutes"),
        title=lambda minutes, _language: minutes.name,
        body=minutes_text,
        url=Minutes.get_absolute_url,
        badge=lambda minutes: (minutes.state, minutes.get_state_display()),
        related=("meeting__body", "meeting__session"),
    )
)
