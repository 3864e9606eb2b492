"""How tests of the workbench ask for its pages and read the answers."""

from html import unescape

from django.contrib.messages import get_messages
from django.http import HttpResponse

from meetings.models import Meeting


def said(response: HttpResponse) -> list[str]:
    """The levels of the messages that the next page will show."""
    return [message.level_tag for message in get_messages(response.wsgi_request)]


def text_of(response: HttpResponse) -> str:
    """The page as text, with signs for their codes."""
    return unescape(response.content.decode())


def address(meeting: Meeting, rest: str = "") -> str:
    """An address of the workbench."""
    return f"/kokoukset/valmistelu/{meeting.key}/{rest}"
