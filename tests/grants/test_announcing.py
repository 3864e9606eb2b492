"""The page on which an officer chooses whom a call is told to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.factories import CategoryFactory, MunicipalityFactory, OrganisationFactory

from .scene import grants_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast: Cast) -> dict[str, Any]:
    return grants_of(cast.body.region)


@pytest.fixture
def officer(client_of: Callable[[str], Client]) -> Client:
    return client_of("officer")


def text_of(response: Any) -> str:
    return response.content.decode()


def test_the_receivers_are_chosen_counted_and_told(officer: Client, cast: Cast, scene: Any) -> None:
    home = MunicipalityFactory(region=cast.body.region)
    category = CategoryFactory()
    found, in_category, other = (
        OrganisationFactory(name=name, email=f"{n}@example.org", home_municipality=home)
        for n, name in enumerate(("Löytyvä ry", "Luokan ry", "Muu ry"))
    )
    in_category.categories.add(category)
    address = reverse("grants:call-announce", args=[scene["open_call"].key])
    assert other.name not in text_of(officer.get(address))
    counted = officer.post(address, {"find": "löytyvä", "categories": [category.pk]})
    assert counted.context["number"] == 1
    assert found.name in text_of(counted)
    assert other.name not in text_of(counted)
    sent = {"organisations": [found.pk], "categories": [category.pk], "send": "1"}
    assert officer.post(address, sent).status_code == 302
    made = scene["open_call"].announcements.get()
    assert set(made.organisations.all()) == {found, in_category}
    assert officer.post(address, {"organisations": ["x", 2**70]}).context["number"] is None
    everybody = officer.post(address, {"everybody": "on"})
    assert everybody.context["number"] == 3
    previews = everybody.context["previews"]
    assert [code for code, _language, _mail in previews] == ["fi", "sv", "en"]
    assert len({mail.subject for *_names, mail in previews}) == 3
    assert officer.post(address, {"everybody": "on", "send": "1"}).status_code == 302
    assert set(scene["open_call"].announcements.latest("pk").organisations.all()) == {
        found,
        in_category,
        other,
    }
