"""What the portal keeps of a person, for that person only."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal import own_data
from tests.cast import Cast
from tests.factories import OutsideSeatFactory, UserFactory

pytestmark = pytest.mark.django_db


def download(client: Client) -> dict[str, Any]:
    response = client.get(reverse("own-data-download"))
    assert response["Content-Disposition"].startswith('attachment; filename="omat-tiedot-')
    assert "no-store" in response["Cache-Control"]
    return json.loads(response.content)


def test_file_holds_what_is_kept_and_why(cast: Cast, client_of: Any) -> None:
    OutsideSeatFactory(person=cast.member.person, group="Hyte-ryhmä")
    kept = download(client_of("member"))
    assert set(kept) == {"made_at", *own_data._parts}
    assert all(part["why"] for name, part in kept.items() if name != "made_at")
    assert kept["account"]["records"][0]["email"] == "member@example.org"
    (seat,) = kept["seats"]["records"]
    assert (seat["body"], seat["organisation"], seat["from"]) == (
        "Järjestöyhteistyöryhmä",
        "Omaisten Testi ry",
        str(cast.term.starts_on),
    )
    assert [row["group"] for row in kept["groups_elsewhere"]["records"]] == ["Hyte-ryhmä"]


def test_file_says_nothing_of_others(cast: Cast, client_of: Any) -> None:
    OutsideSeatFactory(person=cast.deputy.person, group="Varajäsenen ryhmä")
    text = json.dumps(download(client_of("member")), ensure_ascii=False)
    for other in ("Varajäsenen ryhmä", "deputy@example.org", "outsider@example.org"):
        assert other not in text


def test_who_sits_nowhere_gets_the_account_only() -> None:
    client = Client()
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    kept = download(client)
    filled = {name for name, part in kept.items() if name != "made_at" and part["records"]}
    assert filled == {"account"}


def test_details_lead_to_the_pages_about_oneself(client_of: Any) -> None:
    text = client_of("member").get(reverse("account-home")).content.decode()
    for name in ("own-data", "members:person-seats", "members:person-contact"):
        assert f'href="{reverse(name)}"' in text
