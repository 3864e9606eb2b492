"""What every page gets besides its own data. All of it costs nothing until a template uses it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import desk, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """The names of the portal and its owner, the ways in, and the address of this page in the other languages."""
    return {
        **names(),
        "ways": SimpleLazyObject(lambda: list(navigation.ways(request))),
        "language_links": SimpleLazyObject(lambda: list(navigation.language_links(request.get_full_path()))),
        "desk_count": SimpleLazyObject(lambda: desk.count_for(request.user)),
        # Looking for messages opens the session; whoever brings no cookie has none.
        "may_have_messages": bool(request.COOKIES),
    }


def names() -> dict[str, str | None]:
    """What the portal and its owner are called and where they answer; needs no request, so error pages use it too."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "portal_owner": settings.PORTAL_OWNER,
        "portal_contact": settings.PORTAL_CONTACT,
    }
