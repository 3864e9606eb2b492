"""What other pages tell of meetings: front, desk, the body's page and the search."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from meetings import services
from meetings.desk import next_meeting as panel
from meetings.desk import to_prepare, to_read
from meetings.enums import MeetingState
from meetings.front import next_meeting
from meetings.models import Material, Meeting
from meetings.pages import year
from members.enums import RuleName, RuleStatus
from members.models import BodyRule
from portal import search
from portal.enums import Audience
from tests.cast import Cast
from tests.factories import AgendaItemFactory, BodyFactory, MaterialFactory, MeetingFactory


def convened(cast: Cast, **more: Any) -> Meeting:
    """A coming meeting of the cast's body."""
    return MeetingFactory(body=cast.body, convened=True, **more)


# --- On the table ----------------------------------------------------------------------------------------------------


def test_table_shows_the_next_meeting(cast: Cast) -> None:
    now = timezone.now()
    later = convened(cast, starts_at=now + timedelta(days=40))
    soon = convened(cast, starts_at=now + timedelta(days=4))
    convened(cast, starts_at=now - timedelta(days=4))
    MeetingFactory(body=cast.body, starts_at=now + timedelta(days=1))
    card = next_meeting(cast.body, cast.visitor)
    assert card is not None
    assert (card.url, card.text) == (soon.get_absolute_url(), "Testitalo")
    Meeting.objects.filter(pk=soon.pk).update(state=MeetingState.CANCELLED, cancel_reason="Syy")
    card = next_meeting(cast.body, cast.visitor)
    assert card is not None
    assert card.url == later.get_absolute_url()


def test_table_of_a_body_that_does_not_meet_is_empty(cast: Cast) -> None:
    MeetingFactory(body=cast.body)
    assert next_meeting(cast.body, cast.visitor) is None


# --- The body's page -------------------------------------------------------------------------------------------------


def test_year_of_a_body_lists_its_meetings_and_draws_them(cast: Cast) -> None:
    with time_machine.travel("2026-11-22T12:00:00+02:00", tick=False):
        for number, day in enumerate(["2026-03-12", "2026-06-11", "2026-12-10"], 1):
            starts_at = timezone.make_aware(timezone.datetime.fromisoformat(f"{day}T14:00"))
            convened(cast, starts_at=starts_at, number=number)
        Meeting.objects.filter(number=2).update(state=MeetingState.CANCELLED, cancel_reason="Syy")
        MeetingFactory(body=cast.body)
        section = year(cast.body, cast.visitor, date(2026, 11, 22))
        assert section is not None
        assert [meeting.number for meeting in section.context["meetings"]] == [3, 2, 1]
        drawn = [(meeting["number"], meeting["kind"]) for meeting in section.context["clock"].meetings]
        assert drawn == [("1", "held"), ("2", "cancelled"), ("3", "coming")]
        other = year(cast.body, cast.visitor, date(2025, 11, 22))
        assert other is not None
        assert (other.context["meetings"], other.context["clock"]) == ([], None)


def test_year_of_a_body_whose_meetings_nobody_knows_is_left_out(cast: Cast) -> None:
    MeetingFactory(body=cast.body)
    assert year(cast.body, cast.visitor, timezone.localdate()) is None


# --- The desk --------------------------------------------------------------------------------------------------------


def decide_notice(cast: Cast, days: int) -> None:
    """The body's rules ask for so many days between invitation and meeting."""
    BodyRule.objects.create(
        version=cast.term.rules_version, name=RuleName.NOTICE_DAYS, status=RuleStatus.DECIDED, value=days
    )


def test_coordinator_has_drafts_to_convene_by_the_bodys_rule(cast: Cast) -> None:
    decide_notice(cast, 10)
    draft = MeetingFactory(body=cast.body)
    MeetingFactory()
    (card,) = to_prepare(cast.coordinator)
    assert (card.url, card.due) == (draft.edit_url, draft.day - timedelta(days=10))


def test_coordinator_has_agendas_to_publish_and_meetings_to_close(cast: Cast) -> None:
    now = timezone.now()
    unpublished = convened(cast, agenda_published_at=None)
    over = convened(cast, starts_at=now - timedelta(days=1))
    convened(cast)
    MeetingFactory(body=cast.body, starts_at=now + timedelta(days=200))
    assert [card.url for card in to_prepare(cast.coordinator)] == [over.edit_url, unpublished.edit_url]


@pytest.mark.parametrize("role", sorted(set(Cast.ROLES) - {"coordinator", "visitor"}))
def test_others_have_nothing_to_prepare(cast: Cast, role: str) -> None:
    MeetingFactory(body=cast.body)
    assert list(to_prepare(getattr(cast, role))) == []


@pytest.mark.parametrize("role", sorted(set(Cast.ROLES) - {"visitor"}))
def test_people_of_the_body_have_papers_to_read(cast: Cast, role: str) -> None:
    meeting = convened(cast)
    for audience in Audience:
        MaterialFactory(item__meeting=meeting, audience=audience)
    cards = [(card.url, card.due) for card in to_read(getattr(cast, role))]
    expected = [(f"{meeting.get_absolute_url()}#reading", meeting.starts_at)]
    assert cards == (expected if role in {"member", "deputy", "speaker"} else [])


def test_papers_wait_until_they_were_opened(cast: Cast) -> None:
    with time_machine.travel("2026-11-20T08:00:00+02:00", tick=False) as clock:
        meeting = convened(cast)
        item = AgendaItemFactory(meeting=meeting)
        paper = services.add_material(item=item, file=ContentFile(b"1", "a.txt"), actor=cast.coordinator)
        clock.shift(timedelta(hours=1))
        assert len(list(to_read(cast.member))) == 1
        services.record_reading(material=paper, actor=cast.member)
        assert list(to_read(cast.member)) == []
        clock.shift(timedelta(hours=1))
        services.replace_material(material=paper, file=ContentFile(b"2", "a.txt"), actor=cast.coordinator)
        assert len(list(to_read(cast.member))) == 1


def test_panel_shows_the_next_meeting_of_ones_own(cast: Cast) -> None:
    mine = convened(cast)
    MeetingFactory(convened=True, starts_at=timezone.now() + timedelta(days=1))
    for role in ("member", "coordinator"):
        block = panel(getattr(cast, role))
        assert block is not None
        assert block.context["meeting"] == mine
    assert panel(cast.outsider) is None


# --- The search ------------------------------------------------------------------------------------------------------


def found(user: Any, question: str) -> list[str]:
    """The addresses of what the user finds."""
    results = search.find(question, user=user)
    return sorted(hit.url for hit in results.hits) if results else []


def test_search_finds_what_the_asker_may_see(cast: Cast) -> None:
    meeting = convened(cast, place="Kuikkasali")
    item = AgendaItemFactory(meeting=meeting, title_fi="Kuikkalaskennat", background_fi="Linnut")
    public = MaterialFactory(item=item, title_fi="Kuikkakartta")
    secret = MaterialFactory(item=item, title_fi="Kuikkasalaisuus", audience=Audience.MEMBERS)
    draft = AgendaItemFactory(meeting=MeetingFactory(body=cast.body), title_fi="Kuikkaluonnos")
    search.index_changes()
    open_to_all = sorted(record.get_absolute_url() for record in (meeting, item, public))
    assert found(cast.visitor, "kuikka") == open_to_all
    assert found(cast.outsider, "kuikka") == open_to_all
    assert found(cast.member, "kuikka") == sorted([*open_to_all, secret.get_absolute_url()])
    assert found(cast.coordinator, "kuikka") == sorted(
        [*open_to_all, secret.get_absolute_url(), draft.get_absolute_url()]
    )


def test_search_forgets_older_versions_of_papers(cast: Cast) -> None:
    old = MaterialFactory(item=AgendaItemFactory(meeting=convened(cast)), title_fi="Kuikkakartta")
    new = services.replace_material(material=old, file=ContentFile(b"2", "a.txt"), actor=cast.coordinator)
    search.index_changes()
    for user in (cast.visitor, cast.secretariat):
        assert found(user, "kuikkakartta") == [Material.objects.get(pk=new.pk).get_absolute_url()]


def test_meeting_of_a_body_that_is_not_public_is_found_by_its_people_only(cast: Cast) -> None:
    MeetingFactory(body=BodyFactory(is_public=False), convened=True, place="Kuikkasali")
    search.index_changes()
    assert found(cast.visitor, "kuikkasali") == []
    assert len(found(cast.secretariat, "kuikkasali")) == 1
