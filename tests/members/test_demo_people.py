"""The demo's people."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members.demo import BODY, MEMBER
from members.demo_people import BUSY, PUBLIC, know_people
from members.models import Body, OutsideSeat, Person, PersonAct
from members.sittings import sittings_of
from portal import demo
from tests.factories import BodyRulesFactory, SeatFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def loaded(region: None) -> None:
    """The demo beside another body."""
    seat = SeatFactory(group__term=TermFactory(rules_version=BodyRulesFactory(body__slug="toinen-ryhma")))
    assert seat.group.term.body.slug != BODY
    demo.load()


@pytest.mark.usefixtures("loaded")
class TestPeople:
    """Those whom the demo knows better than by their seats."""

    def test_one_person_shows_her_contact_data(self, client: Client) -> None:
        person = Person.objects.get(contact_is_public=True)
        assert (person.name, person.public_phone) == (PUBLIC, "040 123 4567")
        page = client.get(
            f"{Body.objects.get(slug=BODY).get_absolute_url()}?nakyma=taulukko"
        ).content.decode()
        assert page.count("mailto:saila.kuusikallio@esimerkki.fi") == 2

    def test_one_person_sits_in_two_groups_and_another_elsewhere(self) -> None:
        busy = Person.objects.get(name=BUSY)
        assert sittings_of(busy, day=timezone.localdate()).member_seats == 2
        assert OutsideSeat.objects.get().person.name == MEMBER.name

    def test_loading_again_changes_nothing(self) -> None:
        def kept() -> list[int]:
            busy = Person.objects.get(name=BUSY)
            return [busy.mandates.count(), OutsideSeat.objects.count(), PersonAct.objects.count()]

        before = kept()
        know_people(timezone.localdate() + timedelta(days=1))
        assert kept() == before
