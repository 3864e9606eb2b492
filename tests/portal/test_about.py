"""The accessibility statement with its feedback, and the page about privacy: what they say is what is so."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from portal import own_data
from portal.models import OutgoingMail
from portal.views.about import FeedbackForm

pytestmark = pytest.mark.django_db

KNOWN = {
    "assessed_on": date(2026, 11, 3),
    "assessed_by": "Arvio Oy",
    "supervisor": "Valvova virasto",
    "supervisor_url": "https://valvoja.example.org",
    "supervisor_email": "valvoja@example.org",
    "supervisor_phone": "0295 000 000",
}


def read(client: Client, name: str) -> str:
    """What the page says in English, on one line."""
    with translation.override("en"):
        return " ".join(client.get(reverse(name)).text.split())


def test_statement_without_facts_invents_none(client: Client, settings: Any) -> None:
    settings.ACCESSIBILITY = dict.fromkeys(KNOWN)
    page = read(client, "accessibility")
    assert [text in page for text in ("assessed on", "No person has assessed", "tells which authority")] == [
        False,
        True,
        True,
    ]


def test_statement_tells_the_facts_that_its_owner_has_set(client: Client, settings: Any) -> None:
    settings.ACCESSIBILITY = KNOWN
    page = read(client, "accessibility")
    told = ("on 3 Nov 2026.", *(value for value in KNOWN.values() if isinstance(value, str)))
    assert [text for text in told if text not in page] == []
    assert ("No person has assessed" in page, "tells which authority" in page) == (False, False)


def test_statement_sets_no_cookie_for_a_visitor(client: Client) -> None:
    assert client.get(reverse("accessibility")).cookies.output() == ""


def test_feedback_is_stored_as_a_mail_to_the_portals_contact(client: Client, settings: Any) -> None:
    settings.PORTAL_CONTACT = "palaute@example.org"
    written = {"message": "Nappi ei <toimi>", "page": "Kokoukset", "email": "aino@example.org"}
    response = client.post(reverse("accessibility-feedback"), written, follow=True)
    (row,) = OutgoingMail.objects.all()
    assert (row.to_address, row.kind, row.language) == ("palaute@example.org", "accessibility_feedback", "fi")
    assert [text for text in written.values() if text not in row.text] == []
    assert (response.redirect_chain, len(response.context["messages"])) == ([("/saavutettavuus/", 302)], 1)


def test_feedback_needs_only_a_message(client: Client) -> None:
    client.post(reverse("accessibility-feedback"), {"message": "Ei näy"})
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ({"message": " "}, "message"),
        ({"message": "x" * 5001}, "message"),
        ({"message": "x", "email": "aino"}, "email"),
    ],
)
def test_feedback_that_cannot_be_answered_is_sent_back(
    client: Client, written: dict[str, str], wrong: str
) -> None:
    response = client.post(reverse("accessibility-feedback"), written)
    assert (list(response.context["form"].errors), OutgoingMail.objects.count()) == ([wrong], 0)


def test_feedback_without_end_from_one_network_is_refused_and_kept_in_the_form(
    client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"accessibility_feedback": "1/h/ip"}
    cache.clear()
    for _ in range(2):
        response = client.post(reverse("accessibility-feedback"), {"message": "Taas"})
    form: FeedbackForm = response.context["form"]
    assert (len(form.non_field_errors()), form["message"].value()) == (1, "Taas")
    assert OutgoingMail.objects.count() == 1


def test_privacy_tells_whom_to_ask(client: Client, settings: Any) -> None:
    settings.PRIVACY = {"officer": "tietosuoja@example.org", "notice_url": "https://example.org/seloste"}
    settings.SESSION_COOKIE_AGE = 3 * 86_400
    page = read(client, "privacy")
    told = ("tietosuoja@example.org", 'href="https://example.org/seloste"', settings.PORTAL_CONTACT)
    assert [text for text in told if text not in page] == []
    assert "after 3 days at the latest" in page


def test_privacy_tells_of_all_that_people_find_among_their_own_data(client: Client) -> None:
    page = read(client, "privacy")
    with translation.override("en"):
        untold = [part.name for part in own_data.parts() if str(escape(part.why)) not in page]
    assert (untold, len(own_data.parts()) > 0) == ([], True)


def test_privacy_leads_only_those_to_their_details_who_have_some(
    client: Client, cast: Any, client_of: Any
) -> None:
    own = 'href="/en/oma/tiedot/"'
    main = [read(each, "privacy").partition("<main")[2] for each in (client, client_of("member"))]
    assert [own in page for page in main] == [False, True]


@pytest.mark.parametrize("name", ["accessibility", "accessibility-feedback", "privacy"])
def test_foot_of_every_page_leads_there(client: Client, name: str) -> None:
    assert f'href="{reverse(name)}"' in client.get(reverse("front")).text.partition("<footer")[2]
