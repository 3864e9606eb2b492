"""What meetings give people to do: written down, followed, reminded of, told to be done."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.enums import ActionState
from meetings.models import ActionItem
from meetings.services.action import remind_of_actions
from portal import desk
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import ActionItemFactory, AgendaItemFactory, MeetingFactory, PersonFactory

from .pages import text_of
from .seats import mails, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast: Cast) -> ActionItem:
    """Something that the member has to do in five days."""
    meeting = MeetingFactory(body=cast.body, convened=True)
    due = timezone.localdate() + timedelta(days=5)
    return ActionItemFactory(meeting=meeting, owner=cast.member.person, due_on=due, what="Lähetä lausunto")


def url(action: ActionItem) -> str:
    return f"/kokoukset/{action.body.slug}/toimenpiteet/{action.pk}/"


def test_action_needs_one_owner_and_an_item_of_the_meeting(cast: Cast) -> None:
    meeting = MeetingFactory(body=cast.body, convened=True)
    act = {"meeting": meeting, "actor": cast.coordinator}
    for values in ({"what": "A"}, {"what": "A", "owner": PersonFactory(), "owner_name": "Joku"}):
        with pytest.raises(ValidationError):
            services.add_action(values=values, **act)
    with pytest.raises(Refused):
        services.add_action(values={"what": "A", "owner_name": "Joku"}, item=AgendaItemFactory(), **act)
    with pytest.raises(PermissionDenied):
        services.add_action(values={"what": "A", "owner_name": "Joku"}, meeting=meeting, actor=cast.member)
    row = services.add_action(values={"what": "A", "owner_name": "Joku"}, **act)
    assert (row.body, str(row.owner_words), row.state) == (cast.body, "Joku", ActionState.OPEN)


def test_database_refuses_no_owner_and_done_without_a_time(action: ActionItem) -> None:
    for changes in ({"owner": None}, {"owner_name": "Joku"}, {"state": "done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionItem.objects.filter(pk=action.pk).update(**changes)


def test_owner_tells_that_it_is_done_and_others_do_not(cast: Cast, action: ActionItem) -> None:
    for user in (cast.deputy, cast.outsider):
        with pytest.raises(PermissionDenied):
            services.settle_action(action=action, state=ActionState.DONE, actor=user)
    done = services.settle_action(action=action, state=ActionState.DONE, note="Lähetetty.", actor=cast.member)
    assert (done.state, done.note, done.done_at is not None) == (ActionState.DONE, "Lähetetty.", True)
    with pytest.raises(Overtaken):
        services.settle_action(action=action, state=ActionState.DONE, actor=cast.coordinator)
    services.settle_action(action=action, state=ActionState.OPEN, actor=cast.coordinator)
    action.refresh_from_db()
    assert (action.state, action.done_at, action.note) == (ActionState.OPEN, None, "Lähetetty.")


def test_dropping_needs_words(cast: Cast, action: ActionItem) -> None:
    with pytest.raises(Refused):
        services.settle_action(action=action, state=ActionState.DROPPED, actor=cast.member)


def test_reminder_goes_once_before_the_day_and_once_after(cast: Cast, action: ActionItem) -> None:
    assert remind_of_actions() == 0
    due = timezone.localdate() + timedelta(days=3)
    ActionItem.objects.update(due_on=due)
    assert (remind_of_actions(), remind_of_actions()) == (1, 0)
    ActionItem.objects.update(
        due_on=timezone.localdate() - timedelta(days=2), reminded_at=timezone.now() - timedelta(days=5)
    )
    assert (remind_of_actions(), remind_of_actions()) == (1, 0)
    assert mails("action_reminder") == [cast.member.email, cast.member.email]


def test_no_reminder_of_what_is_done_or_of_somebody_without_an_address(
    cast: Cast, action: ActionItem
) -> None:
    ActionItem.objects.update(due_on=timezone.localdate() + timedelta(days=1))
    services.settle_action(action=action, state=ActionState.DONE, actor=cast.member)
    ActionItemFactory(
        meeting=action.meeting, owner=PersonFactory(email=""), due_on=timezone.localdate() + timedelta(days=1)
    )
    assert remind_of_actions() == 0


def test_another_day_is_reminded_of_anew(cast: Cast, action: ActionItem) -> None:
    ActionItem.objects.update(reminded_at=timezone.now())
    values = {"due_on": timezone.localdate() + timedelta(days=2)}
    services.change_action(action=action, values=values, actor=cast.coordinator)
    assert remind_of_actions() == 1
    with pytest.raises(PermissionDenied):
        services.change_action(action=action, values=values, actor=cast.member)


def test_list_shows_open_or_done_and_takes_them_along(cast: Cast, client: Client, action: ActionItem) -> None:
    services.settle_action(
        action=ActionItemFactory(meeting=action.meeting, what="Varaa sali", owner=person("Joku Muu")),
        state=ActionState.DONE,
        actor=cast.coordinator,
    )
    client.force_login(cast.member)
    there = f"/kokoukset/{action.body.slug}/toimenpiteet/"
    shown = {name: text_of(client.get(f"{there}?nayta={name}")) for name in ("avoimet", "valmiit")}
    assert [("Lähetä lausunto" in page, "Varaa sali" in page) for page in shown.values()] == [
        (True, False),
        (False, True),
    ]
    table = text_of(client.get(f"{there}taulukko/?nayta=valmiit"))
    assert ("Varaa sali;Joku Muu" in table, "Lähetä lausunto" in table) == (True, False)


def test_pages_of_an_action_by_who_looks(cast: Cast, client: Client, action: ActionItem) -> None:
    answers = {}
    for role, user in cast.everybody().items():
        if role != "visitor":
            client.force_login(user)
            answers[role] = client.post(url(action), {"act": "nothing"}).status_code
    client.logout()
    assert {role for role, status in answers.items() if status == 200} == {
        "member",
        "coordinator",
        "secretariat",
    }
    client.force_login(cast.member)
    client.post(url(action), {"act": "settle", "state": "dropped", "note": ""})
    assert ActionItem.objects.get().state == ActionState.OPEN
    client.post(url(action), {"act": "settle", "state": "done", "note": "Valmis."})
    assert ActionItem.objects.get().note == "Valmis."
    client.force_login(cast.coordinator)
    client.post(url(action), {"act": "open"})
    sent = {"act": "change", "action-what": "Uusi", "action-owner": "", "action-owner_name": "Joku"}
    client.post(url(action), sent)
    assert (ActionItem.objects.get().what, ActionItem.objects.get().owner) == ("Uusi", None)


def test_open_ones_wait_on_the_desk_and_on_the_next_meeting(
    cast: Cast, client: Client, action: ActionItem
) -> None:
    cards = [str(card.title) for card in desk.cards_for(cast.member)]
    assert "Lähetä lausunto" in cards
    client.force_login(cast.member)
    assert url(action) in text_of(client.get(action.meeting.get_absolute_url()))
    client.force_login(cast.coordinator)
    assert url(action) in text_of(client.get(action.meeting.edit_url))
    client.logout()
    assert url(action) not in text_of(client.get(action.meeting.get_absolute_url()))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_often_for_one_row_as_for_three(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _n in range(count):
        ActionItemFactory(meeting=MeetingFactory(body=cast.body, convened=True))
    client.force_login(cast.member)
    client.get("/")
    with django_assert_num_queries(7):
        client.get(f"/kokoukset/{cast.body.slug}/toimenpiteet/")
