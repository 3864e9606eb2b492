"""What the search knows of this app."""

from django.utils.translation import gettext_lazy as _

from portal import markdown, search

from .models import AgendaItem, Material, Meeting


def meeting_text(meeting: Meeting, _language: str) -> str:
    """Whose meeting it is and where."""
    return ", ".join(filter(None, [meeting.body.short_name, meeting.place]))


def item_text(item: AgendaItem, _language: str) -> str:
    """What the members read of the item."""
    texts = (item.background, item.proposal, item.presenter)
    return "\n".join(markdown.plain(text) for text in texts if text)


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
        url=Material.get_absolute_url,
        badge=lambda material: (material.item.meeting.state, material.item.meeting.name),
        related=("item__meeting__body",),
    )
)
