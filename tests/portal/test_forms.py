"""What every form of the portal has in common: what is wrong is told once, on top, in words that say what to do."""

import pytest
from django import forms
from django.test import Client
from django.utils import translation

from meetings.models import Meeting
from tests.cast import Cast
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A draft."""
    return MeetingFactory(body=cast.body)


def summaries(client: Client, address: str) -> int:
    """How many summaries of errors the page shows after a form was sent in which nothing was filled in."""
    return client.post(address, {"base_version": 1}, follow=True).text.count('class="error-summary"')


@pytest.mark.parametrize(
    "address", ["/kirjaudu/", "/uusi-tunnus/", "/uusi-salasana/", "/saavutettavuus/palaute/"]
)
def test_form_for_visitors_tells_once_what_is_wrong(client: Client, address: str) -> None:
    assert summaries(client, address) == 1


@pytest.mark.parametrize("rest", ["peru/", "tiedot/", "asiat/uusi/"])
def test_form_of_the_workbench_tells_once_what_is_wrong(
    client: Client, cast: Cast, meeting: Meeting, rest: str
) -> None:
    client.force_login(cast.coordinator)
    assert summaries(client, f"/kokoukset/valmistelu/{meeting.key}/{rest}") == 1


def test_form_of_one_s_own_details_tells_once_what_is_wrong(client: Client, cast: Cast) -> None:
    client.force_login(cast.member)
    assert summaries(client, "/oma/") == 1


def test_field_that_was_left_empty_says_what_to_do() -> None:
    class Asking(forms.Form):
        name = forms.CharField()

    with translation.override(None):
        assert Asking({}).errors == {"name": ["Fill this in."]}
