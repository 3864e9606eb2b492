"""The style guide."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.icons import ICONS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "status"), [("secretariat", 200), ("coordinator", 404), ("member", 404), ("visitor", 404)]
)
def test_guide_is_for_the_secretariat(client_of: Callable[[str], Client], role: str, status: int) -> None:
    assert client_of(role).get("/osat/").status_code == status


@pytest.mark.parametrize("prefix", ["", "/sv", "/en"])
def test_guide_shows_every_icon_once_more_by_name(client_of: Callable[[str], Client], prefix: str) -> None:
    html = client_of("secretariat").get(f"{prefix}/osat/").content.decode()
    listed = html.rsplit('<ul class="legend">', 1)[1]
    assert [name for name in sorted(ICONS) if f"\n            {name}\n" not in listed] == []
