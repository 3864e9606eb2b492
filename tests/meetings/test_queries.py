"""Pages ask the database as often for one row as for three."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from meetings.models import Meeting, MeetingVisit
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory

Browser = Callable[[str], Client]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [("visitor", 4), ("member", 8), ("coordinator", 8)])
def test_list_of_meetings(
    cast: Cast,
    client_of: Browser,
    django_assert_num_queries: DjangoAssertNumQueries,
    role: str,
    queries: int,
    count: int,
) -> None:
    MeetingFactory.create_batch(count, body=cast.body, convened=True)
    ask(client_of(role), "/kokoukset/", queries, django_assert_num_queries)


def full_meeting(cast: Cast, count: int) -> Meeting:
    """A convened meeting with so many items, each with so many papers."""
    meeting = MeetingFactory(body=cast.body, convened=True)
    for item in AgendaItemFactory.create_batch(count, meeting=meeting, background_fi="Tausta"):
        MaterialFactory.create_batch(count, item=item)
    return meeting


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [("visitor", 5), ("member", 17), ("coordinator", 17)])
def test_meeting_page(
    cast: Cast,
    client_of: Browser,
    django_assert_num_queries: DjangoAssertNumQueries,
    role: str,
    queries: int,
    count: int,
) -> None:
    meeting = full_meeting(cast, count)
    if role != "visitor":
        MeetingVisit.objects.create(user=getattr(cast, role), meeting=meeting, seen_at=timezone.now())
    ask(client_of(role), meeting.get_absolute_url(), queries, django_assert_num_queries)


@pytest.mark.parametrize("count", [1, 3])
def test_workbench(
    cast: Cast, client_of: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    ask(client_of("coordinator"), full_meeting(cast, count).edit_url, 22, django_assert_num_queries)


@pytest.mark.parametrize("count", [1, 3])
def test_item_page(
    cast: Cast, client_of: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    item = full_meeting(cast, count).items.first()
    ask(client_of("visitor"), item.get_absolute_url(), 5, django_assert_num_queries)


def ask(
    client: Client, address: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Ask twice: the second time, as for the second reader, what is remembered for all is there already."""
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
