"""People in the admin panel."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Person
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import OutsideSeatFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(client_of: Any) -> Client:
    return client_of("secretariat")


def test_chosen_people_are_invited_and_the_others_told_why(panel: Client) -> None:
    reached, unreached = PersonFactory(email="a@example.org"), PersonFactory(name="Ilman Osoitetta")
    response = panel.post(
        reverse("admin:members_person_changelist"),
        {"action": "invite", "_selected_action": [reached.pk, unreached.pk]},
        follow=True,
    )
    told = {str(message) for message in response.context["messages"]}
    assert told == {"Ilman Osoitetta: Has no e-mail address. Add it first.", "1 invitation is on its way."}
    assert [mail.to_address for mail in OutgoingMail.objects.all()] == ["a@example.org"]


def test_contact_and_consent_are_not_changed_past_their_own_page(panel: Client, cast: Cast) -> None:
    seat = OutsideSeatFactory(person=cast.member.person, group="Hyte-ryhmä")
    page = reverse("admin:members_person_change", args=[cast.member.person.pk])
    response = panel.get(page)
    fields = response.context["adminform"].form.fields
    assert set(fields) == {"user", "is_example"}
    text = response.content.decode()
    assert "Hyte-ryhmä" in text
    assert reverse("members:person-edit", args=[seat.person_id]) in text


def test_new_person_has_no_consent_yet(panel: Client) -> None:
    names = ("mandates", "offices", "speaking_rights", "outside_seats", "acts")
    forms = {f"{name}-{part}_FORMS": 0 for name in names for part in ("TOTAL", "INITIAL")}
    page = reverse("admin:members_person_add")
    response = panel.post(page, {"name": "Uusi Ihminen", "email": "uusi@example.org", "phone": "", **forms})
    assert response.status_code == 302, response.context["errors"]
    person = Person.objects.get(name="Uusi Ihminen")
    assert (person.contact_is_public, person.contact_agreed_at) == (False, None)
