"""What happens round every request."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from .parameters import whole_number

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


FOR_ANY_BODY, FOR_LARGEST_BODY = timedelta(minutes=1), timedelta(minutes=15)
SLOWEST_BYTES_A_SECOND = 30_000


class ReadableMiddleware:
    """A request that only means harm ends here, before anything reads it.

    No browser sends a NUL, and PostgreSQL breaks off over one: sessions are looked up by what the cookie says, lists of
    the panel by what stands in the address; fields of forms refuse NULs themselves. And whoever has no session has no
    files to bring: what they send would fill the disk before anybody asked who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer what can be read. Raises BadRequest or RequestDataTooBig for the rest."""
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        most = settings.REQUEST_LARGEST_BYTES if has_session else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
        if length is None or length > most:
            raise RequestDataTooBig("A request of more bytes than anybody may send")
        asked = request.META.get("QUERY_STRING", "").replace("%00", "\0")
        if any("\0" in text for text in (request.path_info, asked, *request.COOKIES.values())):
            raise BadRequest("A request with a NUL in it")
        return self.get_response(request)


class HeadersMiddleware:
    """Tells browsers what Django has no settings for: no page of ours needs these, and none is part of another's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response


class ArrivalMiddleware:
    """Stamps the instant at which a request arrived, before anything else waits or works.

    It is the one that counts where something has a last minute, and is passed down as a parameter. A request arrives when
    its head does, and what it says then follows as quickly as a slow line bears; else one could be begun before a closing
    and written after it. Slower ones arrive when all of them is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        request.arrived_at = timezone.now()
        return self.get_response(request)


class WholeMiddleware:
    """Stands inside of what reads the body, and looks how long that took; see `ArrivalMiddleware`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Look when the body is there, which it is once its token was looked at."""
        if request.method in {"GET", "HEAD"}:
            return
        request.POST  # noqa: B018 - what was not read yet is read now
        now = timezone.now()
        length = whole_number(request.META.get("CONTENT_LENGTH") or "0") or 0
        bearable = FOR_ANY_BODY + timedelta(seconds=length / SLOWEST_BYTES_A_SECOND)
        if now - request.arrived_at > min(bearable, FOR_LARGEST_BODY):
            request.arrived_at = now


class VisitorMiddleware:
    """Whoever brings no session cookie is a visitor, known as such without touching the session.

    So a public page sets no cookie and can be kept by a cache, which is told that a signed-in person sees another one.
    What that person sees is kept by nobody but their own browser, which asks each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; only a request with a session cookie may open a session before signing in."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ["Cookie"])
        return response
