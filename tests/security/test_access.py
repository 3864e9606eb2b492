"""Forbidden looks as if it were not there: in status, words and headers, by each method and in each language."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.test_routes import EVERYBODY, TABLE, Route, close

UNNAMED = Route(frozenset()).arguments
KEPT = {n: route for n, route in TABLE.items() if route.roles < EVERYBODY and route.arguments is not UNNAMED}
"""Routes to single records that not everybody may reach."""

HTMX = {"HX-Request": "true"}
WAYS = [
    *[("", method, {}) for method in ("get", "head", "post", "options", "delete")],
    *[("/sv", "get", {}), ("", "get", HTMX)],
]
"""Language, method and headers."""
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def elsewhere(argument: Any) -> Any:
    """An argument of the same form that names nothing."""
    if isinstance(argument, UUID):
        return uuid4()
    return 987_654 if isinstance(argument, int) else argument


def seen(client: Client, method: str, address: str, headers: dict[str, str]) -> tuple[Any, ...]:
    """All that an answer tells, without what was asked for and what is new in each page."""
    response = getattr(client, method)(address, headers=headers)
    # A page that is never kept says until which second it holds: that of the answer.
    told = {name: value for name, value in response.items() if name not in {"Content-Length", "Expires"}}
    texts = [str(told), "" if response.streaming else response.content.decode()]
    close(response)
    path = address.removeprefix("/sv")
    return response.status_code, *(CHANGING.sub("", text).replace(path, "…") for text in texts)


@pytest.mark.parametrize("role", ["visitor", "outsider"])
@pytest.mark.parametrize("app", sorted({name.partition(":")[0] for name in KEPT}))
def test_forbidden_looks_like_missing(
    app: str,
    role: str,
    scene: SimpleNamespace,
    client_of: Callable[[str], Client],
) -> None:
    """Whoever may not reach a record learns nothing from asking for it."""
    client, differing = client_of(role), []
    for name in (name for name in KEPT if name.partition(":")[0] == app and role not in KEPT[name].roles):
        there = KEPT[name].arguments(scene)
        pair = [reverse(name, args=names) for names in (there, [elsewhere(argument) for argument in there])]
        for prefix, method, headers in WAYS:
            forbidden, missing = (seen(client, method, prefix + address, headers) for address in pair)
            if forbidden != missing:
                differing.append((name, prefix, method))
    assert differing == []


@pytest.mark.parametrize("role", ["visitor", "coordinator"])
def test_paper_whose_file_is_gone_is_missing(
    role: str,
    scene: SimpleNamespace,
    client_of: Callable[[str], Client],
) -> None:
    """As after the database was brought back without the files."""
    scene.paper.file.storage.delete(scene.paper.file.name)
    assert client_of(role).get(scene.paper.get_absolute_url()).status_code == 404
