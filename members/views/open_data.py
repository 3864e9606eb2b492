"""What the open data is, for people: what there is, on which terms, and how a program asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from members.api import api
from members.models import Body
from members.open_data import COLLECTIONS
from portal.mail import absolute
from portal.open_data import offers
from portal.page_cache import same_for_visitors


@dataclass(frozen=True)
class Operation:
    """Addresses of the interface that give the same in different forms, as its own description tells them."""

    addresses: list[str]
    summary: str
    parameters: list[tuple[str, str]]


@require_safe
@same_for_visitors
def open_data(request: HttpRequest) -> HttpResponse:
    """The page about the open data, with a table made from the OpenAPI description itself."""
    body = Body.objects.visible_to(request.user).filter(is_public=True, terms__isnull=False).first()
    context = {
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "collections": list(_collections()),
        "operations": list(operations()),
        "examples": list(_examples(body)),
        "openapi_url": reverse("open-data:openapi-json"),
        "offers": [
            {
                "title": gettext(offer.title),
                "json_url": reverse(offer.json),
                "openapi_url": reverse(offer.openapi),
                "fields": [(name, gettext(text)) for name, text in offer.fields()],
            }
            for offer in offers
        ],
    }
    return render(request, "members/open_data.html", context)


def operations() -> Iterator[Operation]:
    """The operations of the interface in the language of the page, those of one collection together."""
    described = [
        (address, operation)
        for address, methods in api.get_openapi_schema()["paths"].items()
        for operation in methods.values()
    ]
    for summary, same in groupby(described, key=lambda entry: entry[1]["summary"]):
        entries = list(same)
        parameters = {
            each["name"]: gettext(each["description"])
            for _address, operation in entries
            for each in operation["parameters"]
            if each["in"] == "query"
        }
        yield Operation(
            [address for address, _operation in entries], gettext(summary), list(parameters.items())
        )


def _collections() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Title, JSON and CSV addresses, and the columns of the table."""
    for name, collection in COLLECTIONS.items():
        columns = [(column, gettext(text)) for column, text in collection.columns.items()]
        urls = reverse(f"open-data:{name}"), reverse(f"open-data:{name}-csv")
        yield gettext(collection.title), *urls, columns


def _examples(body: Body | None) -> Iterator[tuple[str, str]]:
    """Questions that people have, and the addresses that answer them."""
    memberships = absolute(reverse("open-data:memberships-csv"))
    today = timezone.localdate()
    yield gettext("Who sits in the groups today, as a table"), f"{memberships}?on={today}"
    if body:
        yield (
            gettext("Who has ever sat in the group %(body)s") % {"body": body.short_name},
            f"{memberships}?body={body.slug}",
        )
    organizations = absolute(reverse("open-data:organizations"))
    yield gettext("All organisations of the register, a thousand at a time"), f"{organizations}?all=1"
