"""What the page of a meeting asks for, as a web process asks: outside of any transaction, where seats are remembered."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.models import Invitation, MeetingVisit
from portal.page_changes import watch
from tests.cast import Cast
from tests.factories import ActionItemFactory, AgendaItemFactory, MaterialFactory, MeetingFactory

from .pages import text_of
from .seats import lay_table

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    """The watch begins and ends with the database of the test."""
    watch.close()
    yield
    watch.close()


def test_members_page_takes_few_queries_and_as_many_for_three_items_as_for_one(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lay_table(cast)
    browser = client_of("member")
    for count in (1, 3):
        earlier = MeetingFactory(body=cast.body, convened=True, number=90 + count)
        meeting = MeetingFactory(body=cast.body)
        for item in AgendaItemFactory.create_batch(count, meeting=meeting, background_fi="Tausta"):
            item.continues = AgendaItemFactory(meeting=earlier)
            item.save()
            MaterialFactory.create_batch(count, item=item)
        ActionItemFactory.create_batch(count, meeting=earlier)
        meeting = services.convene_meeting(meeting=meeting, actor=cast.coordinator)
        MeetingVisit.objects.create(user=cast.member, meeting=meeting, seen_at=timezone.now())
        assert Invitation.objects.filter(meeting=meeting, person__user=cast.member).exists()
        browser.get(meeting.get_absolute_url())
        with django_assert_num_queries(11):
            assert browser.get(meeting.get_absolute_url()).status_code == 200


def test_page_is_right_again_after_a_seat_has_changed_hands(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    table = lay_table(cast, members=1)
    meeting = MeetingFactory(body=cast.body)
    AgendaItemFactory(meeting=meeting)
    meeting = services.convene_meeting(meeting=meeting, actor=cast.coordinator)
    browser = client_of("member")
    assert "Member 1" in text_of(browser.get(meeting.get_absolute_url()))
    table.members[0].name = "Uusi Nimi"
    table.members[0].save()
    page = text_of(browser.get(meeting.get_absolute_url()))
    assert ("Uusi Nimi" in page, "Member 1" in page) == (True, False)
