"""The open data as JSON and CSV at addresses that stay: `/avoin-data/v1/…`. It is read only and the same for everybody."""

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from pydantic import BeforeValidator, Field

from portal.page_cache import same_for_visitors
from portal.tables import csv_answer

from .models import Body
from .open_data import COLLECTIONS, Collection, Question
from .open_data.asking import PUBLIC
from .open_data.schemas import SCHEMAS, Index, Page, Problem

MOST_ROWS, USUAL_ROWS = 5000, 1000
LAST_SEEN_SECONDS = 30 * 86_400
ONLY_READ = "The open data is read only: GET, HEAD and OPTIONS."
NOT_THERE = "There is nothing at this address that everybody may see."
WRONG = {
    "on": "Write a day of the calendar as 2026-01-31.",
    "body": "There is no public group with this slug.",
    "after": "Take the address of the next page from `next`, as it is.",
    "limit": f"Write a whole number from 1 to {MOST_ROWS}.",
    "all": "Write 1 or 0.",
}


class Letters(JSONRenderer):
    """JSON in which ä and ö are themselves."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Open data on cooperation bodies",
    version="1",
    description=(
        "Who represents whom in the cooperation of associations and the wellbeing services county, in the shape of Popolo. "
        "Read only. Fields may be added; what is there stays as long as this version."
    ),
    urls_namespace="open-data",
    openapi_url="openapi.json",
    docs_url=None,
    renderer=Letters(),
)
if settings.OPEN_DATA_LICENCE:
    licence = {"name": settings.OPEN_DATA_LICENCE, "url": settings.OPEN_DATA_LICENCE_URL}
    api.openapi_extra["info"] = {"license": {key: value for key, value in licence.items() if value}}


def _only_iso(value: Any) -> Any:
    """A number would be read as seconds since 1970; only a day as it is written in data is a day."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError("no ISO day")
    return value


class Paging(Schema):
    """Where in a collection the reader is."""

    after: str = Field(
        "",
        description=gettext_noop(
            "The id after which the rows come; it stands in the address that next gives."
        ),
    )
    limit: int = Field(USUAL_ROWS, ge=1, le=MOST_ROWS, description=gettext_noop("How many rows at most."))


class Asked(Paging):
    """Of which day and group."""

    on: Annotated[date | None, BeforeValidator(_only_iso)] = Field(
        None, description=gettext_noop("Only what is in force on the day; without it all times.")
    )
    body: str = Field("", description=gettext_noop("Only of the group with this slug."))


class AskedOfOrganizations(Asked):
    """Whether all are wanted."""

    all: bool = Field(
        default=False,  # all that hold seats is what most ask for
        description=gettext_noop("1: every organisation of the register, not only those that hold seats."),
    )


class Wrong(Exception):  # noqa: N818 - it says what happened
    """A parameter cannot be what it is."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


# --- Answers ---------------------------------------------------------------------------------------------------------


def _question(asked: Paging) -> Question:
    slug = getattr(asked, "body", "")
    body = Body.objects.visible_to(PUBLIC).filter(slug=slug).first() if slug else None
    if slug and body is None:
        raise Wrong("body")
    return Question(getattr(asked, "on", None), body, getattr(asked, "all", False))


def _page(collection: Collection, asked: Paging) -> tuple[list[Any], str]:
    question = _question(asked)
    try:
        return collection.page(question, asked.after, asked.limit)
    except KeyError:
        raise Wrong("after") from None


def _next(request: HttpRequest, after: str) -> str | None:
    """The address of the next page: the same question from there on."""
    if not after:
        return None
    parameters = {name: value for name, value in request.GET.items() if name != "after"}
    return request.build_absolute_uri(f"{request.path}?{urlencode(parameters | {'after': after})}")


def _as_json(collection: Collection, asked_as: type[Paging]) -> Callable[..., Any]:
    def view(request: HttpRequest, asked: Query[asked_as]) -> Any:  # type: ignore[valid-type]
        rows, after = _page(collection, asked)
        return {"results": [kind.shape(row) for kind, row in rows], "next": _next(request, after)}

    return view


def _as_csv(collection: Collection, asked_as: type[Paging]) -> Callable[..., Any]:
    def view(request: HttpRequest, asked: Query[asked_as]) -> HttpResponse:  # type: ignore[valid-type]
        rows, after = _page(collection, asked)
        cells = (kind.cells(row) for kind, row in rows)
        table = ([row.get(name) for name in collection.columns] for row in cells)
        answer = csv_answer(f"{collection.name}.csv", list(collection.columns), table)
        if address := _next(request, after):
            answer["Link"] = f'<{address}>; rel="next"'
        return answer

    return view


def _one(collection: Collection) -> Callable[..., Any]:
    def view(request: HttpRequest, id: str) -> Any:  # noqa: A002, ARG001 - the name in the address
        try:
            return collection.one(id)
        except KeyError:
            raise Http404 from None

    return view


PROBLEMS = {400: Problem, 404: Problem}
ASKED: dict[str, type[Paging]] = {"organizations": AskedOfOrganizations, "areas": Paging}


@api.get("/", response=Index, url_name="index", summary=gettext_noop("What there is"), operation_id="index")
def index(request: HttpRequest) -> Any:
    """The addresses of all collections."""
    at = {name: request.build_absolute_uri(reverse(f"open-data:{name}")) for name in COLLECTIONS}
    return {
        "collections": at,
        "openapi": request.build_absolute_uri(reverse("open-data:openapi-json")),
        "about": request.build_absolute_uri(reverse("members:open-data")),
        "licence": settings.OPEN_DATA_LICENCE,
    }


for _name, _collection in COLLECTIONS.items():
    _kind, _asked = SCHEMAS[_name], ASKED.get(_name, Asked)
    api.get(
        f"/{_name}",
        response={200: Page[_kind], **PROBLEMS},  # type: ignore[valid-type]
        url_name=_name,
        operation_id=_name,
        summary=_collection.title,
        tags=[_name],
    )(_as_json(_collection, _asked))
    api.get(
        f"/{_name}.csv",
        response=PROBLEMS,
        url_name=f"{_name}-csv",
        operation_id=f"{_name}_csv",
        openapi_extra={
            "responses": {200: {"description": "OK", "content": {"text/csv": {"schema": {"type": "string"}}}}}
        },
        summary=_collection.title,
        tags=[_name],
    )(_as_csv(_collection, _asked))
    api.get(
        f"/{_name}/{{id}}",
        response={200: _kind, 404: Problem},
        url_name=f"{_name}-one",
        operation_id=f"{_name}_one",
        summary=_collection.title,
        tags=[_name],
    )(_one(_collection))


# --- Problems --------------------------------------------------------------------------------------------------------


def _problem(status: HTTPStatus, detail: str, parameter: str | None = None) -> JsonResponse:
    return JsonResponse({"detail": detail, "parameter": parameter}, status=status)


@api.exception_handler(ValidationError)
def _not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    parameter = str(error.errors[0]["loc"][-1])
    return _problem(HTTPStatus.BAD_REQUEST, WRONG.get(parameter, str(error.errors[0]["msg"])), parameter)


@api.exception_handler(Wrong)
def _wrong(_request: HttpRequest, error: Wrong) -> HttpResponse:
    is_body = error.parameter == "body"
    status = HTTPStatus.NOT_FOUND if is_body else HTTPStatus.BAD_REQUEST
    return _problem(status, WRONG[error.parameter], error.parameter)


@api.exception_handler(Http404)
def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return _problem(HTTPStatus.NOT_FOUND, NOT_THERE)


def missing(_request: HttpRequest, **_how: Any) -> HttpResponse:
    """Below these addresses even what is not there is told in JSON."""
    return _problem(HTTPStatus.NOT_FOUND, NOT_THERE)


# --- Addresses -------------------------------------------------------------------------------------------------------


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answers any web page's script, keeps nothing that could be old, and sends nothing that the reader has already."""

    @same_for_visitors
    @wraps(view)
    def answer(request: HttpRequest, **how: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=HTTPStatus.NO_CONTENT)
        elif request.method in {"GET", "HEAD"}:
            response = _read(request, view, how)
        else:
            response = _problem(HTTPStatus.METHOD_NOT_ALLOWED, ONLY_READ)
            response["Allow"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
        return response

    answer.csrf_exempt = True
    return answer


def _read(request: HttpRequest, view: Callable[..., HttpResponseBase], how: Any) -> HttpResponseBase:
    method, request.method = request.method, "GET"
    made = view(request, **how)
    request.method = method
    if made.status_code != HTTPStatus.OK or not isinstance(made, HttpResponse):
        return made
    patch_cache_control(
        made, public=True, no_cache=True
    )  # may be kept, but a consent taken back counts at once
    made["ETag"] = etag = f'W/"{sha256(made.content).hexdigest()[:32]}"'
    changed_at = _changed_at(request.get_full_path(), etag)
    made["Last-Modified"] = http_date(changed_at)
    response = get_conditional_response(request, etag, changed_at, made) or made
    if method == "HEAD" and response is made:
        made["Content-Length"] = str(len(made.content))
        made.content = b""
    return response


def _changed_at(address: str, etag: str) -> int:
    """When an answer was first seen to say what it says; a change within the same second counts as the next one."""
    key = f"open-data:{sha256(address.encode()).hexdigest()}"
    known: tuple[str, int] | None = cache.get(key)
    if known and known[0] == etag:
        return known[1]
    now = int(timezone.now().timestamp())
    changed_at = max(now, known[1] + 1) if known else now
    cache.set(key, (etag, changed_at), LAST_SEEN_SECONDS)
    return changed_at


def addresses() -> tuple[list[URLPattern], str, str]:
    """All addresses of the open data, for the table of the portal's addresses."""
    patterns, app, namespace = api.urls
    own = [each for each in patterns if isinstance(each, URLPattern)]
    opened = [
        URLPattern(each.pattern, open_to_all(each.callback), each.default_args, each.name) for each in own
    ]
    return [*opened, path("<path:rest>", open_to_all(missing), name="missing")], app, namespace
