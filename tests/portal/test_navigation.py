"""The ways in, and the same page in the other languages."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from portal import navigation
from portal.models import User
from portal.navigation import EVERYONE, SIGNED_IN, VISITORS


@pytest.fixture(autouse=True)
def own_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", [])
    navigation.register("Haku", "search", order=30, audience=EVERYONE)
    navigation.register("Etusivu", "front", order=10, audience=VISITORS)
    navigation.register("Oma", "account-home", order=20, audience=SIGNED_IN)


def shown(path: str, *, signed_in: bool = False) -> list[tuple[str, bool]]:
    request = RequestFactory().get(path)
    request.user = User() if signed_in else AnonymousUser()
    return [(way.label, way.is_current) for way in navigation.ways(request)]


def test_ways_stand_in_order_and_the_page_s_own_is_marked() -> None:
    assert shown("/") == [("Etusivu", True), ("Haku", False)]
    assert shown("/haku/?q=omaishoito") == [("Etusivu", False), ("Haku", True)]


def test_signed_in_people_have_their_own_ways() -> None:
    assert shown("/oma/salasana/", signed_in=True) == [("Oma", True), ("Haku", False)]


def test_ways_of_another_language_lead_to_it() -> None:
    with translation.override("sv"):
        assert shown("/sv/") == [("Etusivu", True), ("Haku", False)]


def test_same_entry_twice_stays_one() -> None:
    navigation.register("Haku", "search", order=30, audience=EVERYONE)
    assert [entry.label for entry in navigation._entries] == ["Etusivu", "Oma", "Haku"]


@pytest.mark.parametrize(
    ("path", "addresses"),
    [
        ("/", ["/", "/sv/", "/en/"]),
        ("/haku/?q=a&sivu=2", ["/haku/?q=a&sivu=2", "/sv/haku/?q=a&sivu=2", "/en/haku/?q=a&sivu=2"]),
        ("/sv/", ["/", "/sv/", "/en/"]),
        ("/en/haku/?q=a", ["/haku/?q=a", "/sv/haku/?q=a", "/en/haku/?q=a"]),
        ("/svamp/", ["/svamp/", "/sv/svamp/", "/en/svamp/"]),
    ],
)
def test_language_links_lead_to_the_same_page(path: str, addresses: list[str]) -> None:
    assert [url for _code, _name, url in navigation.language_links(path)] == addresses
