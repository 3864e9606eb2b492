"""The directory of networks and the contacts of service lines."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from networks.enums import NetworkKind
from networks.models import ContactPerson, Network, NetworkMember
from networks.views.network import by_category
from portal import search
from tests.factories import (
    CategoryFactory,
    CategorySchemeFactory,
    MunicipalityFactory,
    NetworkFactory,
    RegionFactory,
    ServiceLineFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def english(client: Client, name: str, *args: Any, **wish: Any) -> str:
    """The text of a page in English."""
    with translation.override("en"):
        response = client.get(reverse(f"networks:{name}", args=args), wish)
    assert response.status_code == 200
    return response.content.decode()


def listed(client: Client, **wish: Any) -> list[str]:
    response = client.get(reverse("networks:network-list"), wish)
    assert response.status_code == 200
    return [network.name for network in response.context["networks"]]


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_three_queries(client: Client, number: int) -> None:
    for _ in range(number):
        NetworkFactory(category=CategoryFactory()).also_categories.add(CategoryFactory())
    with CaptureQueriesContext(connection) as queries:
        assert len(listed(client)) == number
    assert len(queries) == 3


def test_finnish_letters_come_last_in_the_list(client: Client) -> None:
    for name in ("Öljy", "Zeta", "ahti", "Ääni", "Åsa"):
        NetworkFactory(name_fi=name)
    assert listed(client) == ["ahti", "Zeta", "Åsa", "Ääni", "Öljy"]


def test_network_stands_in_each_of_its_categories_and_those_without_come_last() -> None:
    scheme = CategorySchemeFactory()
    first, second = CategoryFactory(scheme=scheme, order=1), CategoryFactory(scheme=scheme, order=2)
    extra = CategoryFactory(scheme=scheme, order=0, has_seat=False)
    both, only, none, special = (NetworkFactory(category=c) for c in (second, first, None, extra))
    both.also_categories.add(first)
    groups = {category: set(networks) for category, networks in by_category(Network.objects.for_list())}
    assert groups == {first: {only, both}, second: {both}, extra: {special}, None: {none}}
    assert list(groups) == [first, second, extra, None]


def test_kind_narrows_the_list(client: Client) -> None:
    NetworkFactory(name_fi="Foorumi", kind=NetworkKind.FORUM)
    NetworkFactory(name_fi="Verkosto")
    assert listed(client, laji=NetworkKind.FORUM) == ["Foorumi"]
    assert listed(client, laji="nonsense") == ["Foorumi", "Verkosto"]


def test_category_narrows_what_is_shown(client: Client) -> None:
    category = CategoryFactory(slug="perhetyo")
    network = NetworkFactory(category=category)
    NetworkFactory(category=CategoryFactory())
    response = client.get(reverse("networks:network-list"), {"luokka": "perhetyo"})
    assert response.context["groups"] == [(category, [network])]
    assert len(response.context["all_groups"]) == 2
    response = client.get(reverse("networks:network-list"), {"luokka": "no such"})
    assert len(response.context["groups"]) == 2


@pytest.mark.parametrize("words", ["omaishoito", "omaishoidon", "Omaishoitoa", "omaishoto"])
def test_search_finds_by_base_forms_and_forgives_a_slip(client: Client, words: str) -> None:
    NetworkFactory(name_fi="Pirkanmaan omaishoidon verkosto")
    NetworkFactory(name_fi="Liikunnan piiri")
    search.index_changes()
    assert listed(client, q=words) == ["Pirkanmaan omaishoidon verkosto"]


def test_search_finds_by_other_names_of_the_category(client: Client) -> None:
    NetworkFactory(name_fi="Perheverkko", category=CategoryFactory(aliases=["Lapsityö"]))
    NetworkFactory(name_fi="Muu")
    search.index_changes()
    assert listed(client, q="lapsityö") == ["Perheverkko"]


def test_search_finds_by_members_that_came_later(client: Client) -> None:
    network = NetworkFactory(name_fi="Tukiverkko")
    NetworkFactory(name_fi="Muu")
    search.index_changes()
    assert listed(client, q="muistiyhdistys") == []
    NetworkMember.objects.create(network=network, name="Ruoveden Muistiyhdistys ry")
    search.index_changes()
    assert listed(client, q="muistiyhdistys") == ["Tukiverkko"]


@pytest.mark.parametrize("words", ["", " ", "%", "ja", "x" * 300])
def test_odd_question_is_answered(client: Client, words: str) -> None:
    NetworkFactory(name_fi="Verkosto")
    search.index_changes()
    assert set(listed(client, q=words)) <= {"Verkosto"}


def test_search_without_answer_says_so_and_shows_the_way_back(client: Client) -> None:
    NetworkFactory(name_fi="Verkosto")
    search.index_changes()
    assert "No network answers the search" in english(client, "network-list", q="xyzzy")


def test_each_region_has_a_list_of_its_own(client: Client) -> None:
    NetworkFactory(name_fi="Meidän", region=RegionFactory(slug="a-maa", area_name="A"))
    NetworkFactory(name_fi="Heidän", region=RegionFactory(slug="b-maa", area_name="B"))
    assert listed(client) == ["Meidän"]
    assert listed(client, alue="b-maa") == ["Heidän"]
    assert listed(client, alue="c-maa") == ["Meidän"]


def test_empty_directory_says_so(client: Client) -> None:
    assert "There are no networks yet" in english(client, "network-list")


@pytest.mark.parametrize("number", [1, 3])
def test_network_page_takes_as_many_queries_for_more_members(client: Client, number: int) -> None:
    network = NetworkFactory(category=CategoryFactory(), figures_fi="yli 71 000 asiakasta")
    for count in range(number):
        NetworkMember.objects.create(
            network=network, name=f"Jäsen {count}", municipality=MunicipalityFactory()
        )
        NetworkFactory(parent=network)
    with CaptureQueriesContext(connection) as queries:
        text = client.get(network.get_absolute_url()).content.decode()
    assert text.count("Jäsen ") == number
    assert len(queries) == 5


def test_network_that_is_not_there_is_a_404(client: Client) -> None:
    assert client.get(reverse("networks:network-detail", args=["ei-ole"])).status_code == 404


def test_network_without_a_description_says_so(client: Client) -> None:
    network = NetworkFactory(needs_description=True)
    assert "The description is missing." in english(client, "network-detail", network.slug)


def test_public_pages_touch_no_session(client: Client) -> None:
    network = NetworkFactory()
    for address in (
        network.get_absolute_url(),
        reverse("networks:network-list"),
        reverse("networks:service-line-list"),
    ):
        response = client.get(address)
        assert response.cookies == {}
        assert "csrfmiddlewaretoken" not in response.content.decode()


def add_contact(**fields: Any) -> ContactPerson:
    values = {
        "service_line": ServiceLineFactory(),
        "user": UserFactory(name="Linnea Kontakti"),
        "topics": "Vertaistuki",
    }
    return ContactPerson.objects.create(
        valid_from=timezone.localdate() - timedelta(days=9), **values | fields
    )


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_service_lines_takes_two_queries(client: Client, number: int) -> None:
    for _ in range(number):
        add_contact()
    with CaptureQueriesContext(connection) as queries:
        text = client.get(reverse("networks:service-line-list")).content.decode()
    assert text.count("Vertaistuki") == number
    assert len(queries) == 2


def test_names_of_contacts_are_for_those_who_have_signed_in(client: Client) -> None:
    add_contact()
    address = reverse("networks:service-line-list")
    assert "Linnea Kontakti" not in client.get(address).content.decode()
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Linnea Kontakti" in client.get(address).content.decode()


def test_former_contact_is_not_shown(client: Client) -> None:
    add_contact(valid_until=timezone.localdate() - timedelta(days=1))
    text = english(client, "service-line-list")
    assert "Vertaistuki" not in text
    assert "No contact has been named." in text
