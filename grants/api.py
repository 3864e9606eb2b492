"""The calls as JSON at addresses that stay: `/avoin-data/avustukset/v1/…`; read only, and the same for everybody."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_noop
from ninja import Field, NinjaAPI, Schema

from members.api import NOT_THERE, Letters, missing, open_to_all
from portal import open_data
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


def _told(text: str) -> Any:
    return Field(description=text)


class EarmarkOut(Schema):
    """A part of an appropriation that is kept for a purpose."""

    name: dict[str, str]
    amount: Decimal | None


class AttachmentOut(Schema):
    """A file that applications are asked for."""

    name: dict[str, str]
    is_required: bool
    may_follow: bool


class KindOut(Schema):
    """A kind of grant in a call."""

    slug: str = _told(gettext_noop("The short name of the kind; it stays."))
    name: dict[str, str] = _told(
        gettext_noop("The name by language: fi, and sv and en where there are such.")
    )
    appropriation: Decimal | None = _told(gettext_noop("Euros for this kind in the call; empty: not told."))
    largest_sum: Decimal | None = _told(gettext_noop("Euros for one applicant at most; empty: not limited."))
    decision_maker: dict[str, str] = _told(gettext_noop("Who decides, by language."))
    earmarks: list[EarmarkOut] = _told(
        gettext_noop("Parts of the appropriation that are kept for a purpose.")
    )
    attachments: list[AttachmentOut] = _told(gettext_noop("The files that are asked for."))
    questions_url: str | None = _told(gettext_noop("The page on which the questions can be read."))


class ExtensionOut(Schema):
    """A time in which the call was let close later."""

    closed_at: datetime
    closes_at: datetime
    reason: str


class CallOut(Schema):
    """A call; `phase` is what it was when it was asked for."""

    id: str = _told(gettext_noop("The identifier; it stays."))
    url: str = _told(gettext_noop("The page of the call."))
    title: dict[str, str] = _told(gettext_noop("The title by language."))
    summary: dict[str, str] = _told(gettext_noop("What is granted and to whom, by language."))
    region: str = _told(gettext_noop("The short name of the county."))
    phase: str = _told(gettext_noop("coming, open, closed or cancelled, at the moment in which you asked."))
    is_continuous: bool = _told(gettext_noop("Whether it is open until it is closed by hand."))
    opens_at: datetime | None = _told(gettext_noop("When it opens, in UTC."))
    closes_at: datetime | None = _told(
        gettext_noop("When it closes, in UTC; what comes at this instant is late.")
    )
    extensions: list[ExtensionOut] = _told(gettext_noop("From when to when it was extended, and why."))
    supplements_until: date | None = _told(gettext_noop("The last day for supplements."))
    use_from: date | None = _told(gettext_noop("The first day on which a grant may be used."))
    use_until: date | None = _told(gettext_noop("The last day on which a grant may be used."))
    case_number: str = _told(gettext_noop("The county's case number."))
    contact_email: str = _told(gettext_noop("Where to ask."))
    kinds: list[KindOut] = _told(gettext_noop("The kinds of grants that can be applied for."))


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
                "is_continuous", "opens_at", "closes_at", "supplements_until", "use_from", "use_until", "case_number", "contact_email",
            )
        },
        "extensions": [
            {"closed_at": each.closed_at, "closes_at": each.closes_at, "reason": each.reason}
            for each in call.extensions.all()
        ],
        "kinds": [
            {
                "slug": each.kind.slug,
                "name": _in_languages(each.kind, "name"),
                "appropriation": each.appropriation,
                "largest_sum": each.largest_sum,
                "decision_maker": _in_languages(each, "decision_maker"),
                "earmarks": [
                    {"name": _in_languages(part, "name"), "amount": part.amount} for part in each.earmarks.all()
                ],
                "attachments": [
                    {
                        "name": _in_languages(part, "name"),
                        "is_required": part.is_required,
                        "may_follow": part.may_follow,
                    }
                    for part in each.attachments.all()
                ],
                "questions_url": absolute(reverse("grants:call-questions", args=[call.slug, each.pk]))
                if each.question_set_id
                else None,
            }
            for each in call.call_kinds.all()
        ],
    }  # fmt: skip


def _calls() -> Any:
    calls = Call.objects.visible_to(AnonymousUser()).for_list()
    parts = ("extensions", "call_kinds__earmarks", "call_kinds__attachments")
    return calls.prefetch_related(*parts).order_by("-opens_at", "-pk")


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


def fields() -> list[tuple[str, str]]:
    """What a call says, field by field with its kinds, for the page about the open data."""
    told = [(name, str(field.description)) for name, field in CallOut.model_fields.items()]
    kinds = [(f"kinds.{name}", str(field.description)) for name, field in KindOut.model_fields.items()]
    return [*told, *kinds]


open_data.register(
    open_data.Offer(
        title=gettext_noop("Grant calls"),
        json="grants-data:calls",
        openapi="grants-data:openapi-json",
        fields=fields,
    )
)


def addresses() -> tuple[list[URLPattern], str, str]:
    """All addresses of this data, for the table of the portal's addresses."""
    patterns, app, namespace = api.urls
    own = [each for each in patterns if isinstance(each, URLPattern)]
    opened = [
        URLPattern(each.pattern, open_to_all(each.callback), each.default_args, each.name) for each in own
    ]
    return [*opened, path("<path:rest>", open_to_all(missing), name="missing")], app, namespace
