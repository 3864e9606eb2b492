"""The calls as JSON at addresses that stay: `/avoin-data/avustukset/v1/…`; read only, and the same for everybody."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Schema

from members.api import NOT_THERE, Letters, missing, open_to_all
from portal.enums import Language
from portal.mail import absolute

from .models import Call

api = NinjaAPI(
    title="Open data on grant calls",
    version="1",
    description="Calls for grants of the wellbeing services county. Read only. Fields may be added; what is there stays.",
    urls_namespace="grants-data",
    openapi_url="openapi.json",
    docs_url=None,
    renderer=Letters(),
)


class KindOut(Schema):
    """A kind of grant in a call."""

    slug: str
    name: dict[str, str]
    appropriation: Decimal | None
    largest_sum: Decimal | None
    decision_maker: dict[str, str]


class CallOut(Schema):
    """A call; `phase` is what it was when it was asked for."""

    id: str
    url: str
    title: dict[str, str]
    summary: dict[str, str]
    region: str
    phase: str
    is_continuous: bool
    opens_at: datetime | None
    closes_at: datetime | None
    use_from: date | None
    use_until: date | None
    case_number: str
    contact_email: str
    kinds: list[KindOut]


class CallsOut(Schema):
    """All calls that were ever published, the latest first."""

    results: list[CallOut]


class IndexOut(Schema):
    """What there is."""

    calls: str
    openapi: str
    licence: str | None


class ProblemOut(Schema):
    """Why there is no answer."""

    detail: str


def _in_languages(row: Any, field: str) -> dict[str, str]:
    texts = {code: getattr(row, f"{field}_{code}") for code in Language.values}
    return {code: text for code, text in texts.items() if text}


def shape(call: Call) -> dict[str, Any]:
    """A call as data."""
    return {
        "id": str(call.key),
        "url": absolute(call.get_absolute_url()),
        "title": _in_languages(call, "title"),
        "summary": _in_languages(call, "summary"),
        "region": call.region.slug,
        "phase": call.phase().value,
        **{
            name: getattr(call, name)
            for name in (
                "is_continuous", "opens_at", "closes_at", "use_from", "use_until", "case_number", "contact_email",
            )
        },
        "kinds": [
            {
                "slug": each.kind.slug,
                "name": _in_languages(each.kind, "name"),
                "appropriation": each.appropriation,
                "largest_sum": each.largest_sum,
                "decision_maker": _in_languages(each, "decision_maker"),
            }
            for each in call.call_kinds.all()
        ],
    }  # fmt: skip


def _calls() -> Any:
    return Call.objects.visible_to(AnonymousUser()).for_list().order_by("-opens_at", "-pk")


@api.get(
    "/", response=IndexOut, url_name="index", operation_id="index", summary=gettext_noop("What there is")
)
def index(request: HttpRequest) -> Any:
    """The addresses of this data."""
    return {
        "calls": request.build_absolute_uri(reverse("grants-data:calls")),
        "openapi": request.build_absolute_uri(reverse("grants-data:openapi-json")),
        "licence": settings.OPEN_DATA_LICENCE,
    }


@api.get(
    "/calls", response=CallsOut, url_name="calls", operation_id="calls", summary=gettext_noop("Grant calls")
)
def calls(request: HttpRequest) -> Any:  # noqa: ARG001 - ninja's shape
    """All calls."""
    return {"results": [shape(call) for call in _calls()]}


@api.get(
    "/calls/{uuid:id}",
    response={200: CallOut, 404: ProblemOut},
    url_name="calls-one",
    operation_id="calls_one",
    summary=gettext_noop("One grant call"),
)
def calls_one(request: HttpRequest, id: str) -> Any:  # noqa: A002, ARG001 - the name in the address
    """One call."""
    call = _calls().filter(key=id).first()
    if call is None:
        raise Http404
    return shape(call)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": NOT_THERE}, status=404)


def addresses() -> tuple[list[URLPattern], str, str]:
    """All addresses of this data, for the table of the portal's addresses."""
    patterns, app, namespace = api.urls
    own = [each for each in patterns if isinstance(each, URLPattern)]
    opened = [
        URLPattern(each.pattern, open_to_all(each.callback), each.default_args, each.name) for each in own
    ]
    return [*opened, path("<path:rest>", open_to_all(missing), name="missing")], app, namespace
