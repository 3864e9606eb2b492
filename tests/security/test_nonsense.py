"""Nonsense in every part of a request: each page answers it or refuses it, and none breaks over it."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.quickness import drawn_by
from tests.test_routes import EVERYBODY, TABLE, close

NONSENSE = (
    b"a\0b", b"\xff\xed\xa0\x80", b"-1", b"9" * 20, b"9" * 5000, "²".encode(), b"0001-01-01", b"9999-12-31",
    b"99999-01-01", b"NaN", "\u202e\U0001f600".encode(),
)  # fmt: skip
WORST = (b"a\0b", b"9" * 20, b"0001-01-01")
"""What a field of each kind meets alone."""

MIGHTIEST = [
    "secretariat",
    "coordinator",
    *(role for role in Cast.ROLES if role not in {"secretariat", "coordinator"}),
]

NO_NUMBERS = (b"\0", b"\xff", b"9" * 5000, "²".encode())
FORM = "application/x-www-form-urlencoded"


@contextmanager
def heard() -> Iterator[set[str]]:
    """The names that a page looks for in what it was sent, learned by listening."""
    names: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        for method in ("get", "getlist", "__getitem__", "__contains__"):
            plain = getattr(QueryDict, method)

            def listen(self: QueryDict, name: str, *default: Any, _plain: Any = plain) -> Any:
                names.add(name)
                return _plain(self, name, *default)

            patch.setattr(QueryDict, method, listen)
        yield names


def send(client: Client, method: str, address: str, fields: dict[str, Any]) -> Any:
    """One request and where it leads; what it changed is taken back."""
    client.raise_request_exception = False
    before = transaction.savepoint()
    sent = urlencode(fields, doseq=True)
    if method == "get":
        response = client.get(address, QUERY_STRING=sent)
    else:
        response = client.post(address, sent, FORM, follow=True)
    close(response)
    transaction.savepoint_rollback(before)
    return response


def typed(response: Any) -> tuple[dict[str, Any], set[str]]:
    """What the forms of a page hold, and of each kind of field the name of one.

    So one wrong field is met among right ones; fields of a kind read what they get in the same way.
    """
    values: dict[str, Any] = {}
    kinds: dict[Any, str] = {}
    for context in response.context or []:
        for found in context.values() if isinstance(context, dict) else context.flatten().values():
            if hasattr(found, "hidden_fields"):
                values |= {field.html_name: field.value() for field in found}
                kinds |= {(type(found), type(field.field)): field.html_name for field in found}
    return {name: value for name, value in values.items() if value not in (None, "")}, set(kinds.values())


def is_broken(response: Any) -> bool:
    """Whether the page itself failed; /readyz says 503 where no worker runs."""
    return response.status_code >= 500 and response.status_code != 503


@pytest.mark.parametrize("name", TABLE)
def test_page_bears_any_value(name: str, settled: SimpleNamespace) -> None:
    """Every parameter that a page looks for, all of them nonsense at once and each alone in an otherwise right form."""
    address = reverse(name, args=TABLE[name].arguments(settled.scene))
    # Whoever may do the most meets all that the page reads.
    client = settled.client_of(min(TABLE[name].roles or EVERYBODY, key=MIGHTIEST.index))
    broken = []
    for method in ("get", "post"):
        with drawn_by():
            right, each_kind = typed(send(client, "get", address, {})) if method == "post" else ({}, set())
        with heard() as names:
            send(client, method, address, right | {"nothing": "x"})
        tries = [dict.fromkeys(names, nonsense) for nonsense in NONSENSE if names]
        tries += [{**right, each: nonsense} for each in names & each_kind for nonsense in WORST]
        broken += [
            (method, {name: str(value)[:20] for name, value in each.items()})
            for each in tries
            if is_broken(send(client, method, address, each))
        ]
    assert broken == []


@pytest.mark.parametrize("nonsense", NO_NUMBERS)
def test_address_bears_any_value(nonsense: bytes, settled: SimpleNamespace) -> None:
    """Each part of each address that names something is as if what it names were not there."""
    client, answers = settled.client_of("secretariat"), {}
    for name, route in TABLE.items():
        arguments = route.arguments(settled.scene)
        address = reverse(name, args=arguments)
        for part in map(str, arguments):
            wrong = address.replace(part, quote(nonsense), 1)
            answers[wrong[:80]] = send(client, route.method, wrong, {}).status_code
    assert {each: status for each, status in answers.items() if not 400 <= status < 500} == {}


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_panel_bears_any_value(model: type[Model], settled: SimpleNamespace) -> None:
    """Lists, filters, actions, search boxes and proposals of the admin panel."""
    page, meta, client = admin.site._registry[model], model._meta, settled.client_of("secretariat")
    filters = [each if isinstance(each, str) else each[0] for each in page.list_filter]
    asked = [*(f"{each}__exact" for each in filters), *(f"{each}__id__exact" for each in filters)]
    asked += ["q", "p", "o", "e", "id__exact", "id__in"]
    fields = [field.name for field in meta.fields]
    base = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    box = {"app_label": meta.app_label, "model_name": meta.model_name}
    for nonsense in NO_NUMBERS:
        answers = [send(client, "get", base, {each: nonsense}) for each in asked]
        answers += [
            send(client, "get", f"{base}{quote(nonsense)}/{act}/", {})
            for act in ("change", "history", "delete")
        ]
        answers.append(send(client, "get", f"{base}add/", dict.fromkeys(fields, nonsense)))
        chosen = {"_selected_action": nonsense, "index": nonsense}
        answers += [send(client, "post", base, {"action": each, **chosen}) for each in page.actions or []]
        answers += [
            send(client, "get", reverse("admin:autocomplete"), {**box, "field_name": each, "term": nonsense})
            for each in fields
        ]
        assert [answer.request["PATH_INFO"] for answer in answers if is_broken(answer)] == []


@pytest.mark.parametrize("cookie", ["sessionid", "django_language", "csrftoken", "messages"])
def test_cookie_with_a_nul_is_refused(cookie: str, client: Client, db: None) -> None:
    """In quotes a cookie can hold any byte; the session of that name would be looked up in the database."""
    client.raise_request_exception = False
    assert client.get("/oma/", HTTP_COOKIE=rf'{cookie}="\000abc"').status_code == 400
