"""Pages that are the same for all visitors, kept ready in the memory of each web process.

**The promise.** An answer holds every change that was committed before its request came; what depends on the clock alone
(today's date, "in 3 days", an instant at which something opens or ends) is `SECONDS` late at most.

Only views marked with `same_for_visitors` are kept. What such a view shows a visitor may depend on nothing but the
address, the database, the clock and the settings. Kept is an answer to a GET without a query and without cookies, if it
is a 200, sets no cookie and has no nonce. So it holds no secret and may be compressed: there is nothing whose value could
be guessed from the size (BREACH).
"""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Any, TypeVar

import brotli
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from .page_changes import Generation, watch

V = TypeVar("V", bound=Callable[..., Any])

SECONDS = 3
RENEWED_AFTER = 2  # seconds; one asker then makes the page anew, while the others still get what there is
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=5),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}


def same_for_visitors(view: V) -> V:
    """Mark a view whose pages are the same for everybody who has not signed in; a decorator."""
    view.is_same_for_visitors = True
    return view


@dataclass
class Page:
    """An answer, as it was made and compressed in each way."""

    made_at: float
    headers: dict[str, str]
    etag: str
    contents: dict[str, bytes]
    is_being_renewed: bool = False

    @classmethod
    def of(cls, response: HttpResponse, made_at: float) -> "Page":
        """Take an answer over."""
        patch_vary_headers(response, ["Accept-Encoding"])
        response.setdefault("Cache-Control", "no-cache")  # keep it, but ask each time
        response["ETag"] = etag = f'W/"{sha256(response.content).hexdigest()[:32]}"'
        del response["Content-Length"]
        contents = {name: compress(response.content) for name, compress in COMPRESSORS.items()}
        return cls(made_at, dict(response.items()), etag, contents | {"": response.content})

    def will_do(self) -> bool:
        """Whether the asker gets this page; who does not makes a new one, so that not all do when time is up."""
        age = time.monotonic() - self.made_at
        if age < RENEWED_AFTER:
            return True
        is_first, self.is_being_renewed = not self.is_being_renewed, True
        return age < SECONDS and not is_first

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The page in the way that the asker reads best, or that it is what the asker has."""
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in COMPRESSORS if name in accepted), "")
        response = HttpResponse(self.contents[encoding], headers=self.headers)
        response["Content-Length"] = str(len(self.contents[encoding]))
        if encoding:
            response["Content-Encoding"] = encoding
        answer: HttpResponseBase | None = response
        if "HTTP_IF_NONE_MATCH" in request.META:
            answer = get_conditional_response(request, etag=self.etag, response=response)
        return answer or response


class PageCacheMiddleware:
    """Answers with kept pages before anything else is done, and keeps what marked views answer to visitors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        if not _is_for_all(request):
            return self.get_response(request)
        address = request.build_absolute_uri()
        if page := _kept(address):
            return page.answer(request)
        made_at = time.monotonic()
        response = self.get_response(request)
        generation: Generation | None = getattr(request, "page_generation", None)
        if (
            generation is None
            or not isinstance(response, HttpResponse)
            or not _can_be_kept(request, response)
        ):
            return response
        page = Page.of(response, made_at)
        generation.keep(address, page)
        return page.answer(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> None:
        """Before a marked view reads anything, note of which generation its page will be."""
        if getattr(view, "is_same_for_visitors", False) and _is_for_all(request):
            request.page_generation = watch.now()


def _is_for_all(request: HttpRequest) -> bool:
    """Whether a visitor asks for a page as it is for all. Within a transaction one may see what others do not see yet."""
    meta = request.META
    return (
        request.method == "GET"
        and not meta.get("QUERY_STRING")
        and "HTTP_HX_REQUEST" not in meta
        and request.COOKIES.keys() <= {settings.CSRF_COOKIE_NAME}
        and not connection.in_atomic_block
    )


def _kept(address: str) -> Page | None:
    """The page if there is one and nothing has changed; only then the database is asked."""
    last = watch.last()
    if last is None or address not in last.made:
        return None
    generation = watch.now()
    page: Page | None = generation.made.get(address) if generation else None
    return page if page and page.will_do() else None


def _can_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """With a cookie a token can come into the page unseen, as nothing needs to be set."""
    return (
        response.status_code == HTTPStatus.OK
        and not request.COOKIES
        and not response.cookies
        and "nonce-" not in response.get("Content-Security-Policy", "")
    )
