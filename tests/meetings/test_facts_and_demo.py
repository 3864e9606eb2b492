"""Meetings that come with a region, and those that the demo invents."""

import json
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from meetings import services
from meetings.enums import MeetingState
from meetings.models import AgendaItem, Guest, Material, Meeting, Minutes, Proposal, TemplateItem, YearlyTopic
from meetings.sealing import check_seals
from portal import demo, facts
from portal.enums import Audience
from portal.models import User

pytestmark = pytest.mark.django_db
NOVEMBER = "2026-11-22T12:00:00+02:00"


def label_and_time(meeting: Meeting) -> tuple[str, str, str]:
    """Number, day and clock times."""
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return meeting.label, f"{begins:%d.%m.%Y}", f"{begins:%H.%M}–{ends:%H.%M}"


def test_region_brings_the_organising_meeting_once() -> None:
    for _time in range(2):
        facts.load("pirkanmaa")
    meeting = Meeting.objects.get()
    assert label_and_time(meeting) == ("1/2023", "19.12.2023", "14.00–16.00")
    assert (meeting.state, meeting.kind, meeting.convened_at) == (MeetingState.HELD, "organising", None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": "13:00"}, "ends: must be after the beginning"),
        ({"date": "19.12.2023"}, "date: 19.12.2023 is no date"),
        ({"date": "2023-02-30"}, "date: 2023-02-30 is no date"),
        ({"starts": "kaksi"}, "starts: kaksi is no time"),
        ({"starts": None}, "starts: must be a text, not null"),
        ({"number": "1"}, 'number: must be a whole number, not "1"'),
        ({"kind": "party"}, "kind: "),
        ({"colour": "red"}, "colour: is not known here"),
    ],
)
def test_wrong_fact_of_a_meeting_is_named_and_nothing_is_loaded(
    tmp_path: Path, monkeypatch: Any, changes: dict[str, Any], words: str
) -> None:
    copytree(facts.REGIONS / "pirkanmaa", tmp_path / "pirkanmaa")
    monkeypatch.setattr(facts, "REGIONS", tmp_path)
    file = tmp_path / "pirkanmaa" / "bodies.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    next(body for body in data["bodies"] if body.get("meetings"))["meetings"][0].update(changes)
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(facts.FactsError) as refusal:
        facts.load("pirkanmaa")
    message = str(refusal.value)
    assert (message.startswith("bodies.json: "), words in message) == (True, True)
    assert Meeting.objects.count() == 0


@pytest.fixture(scope="class")
def november(region: None) -> None:
    """The demo of the day `NOVEMBER`."""
    with time_machine.travel(NOVEMBER, tick=False):
        demo.load()


@pytest.mark.usefixtures("november")
class TestDemoOfNovember:
    """The demo as it is on one day, and when it is loaded again."""

    def test_demo_has_a_year_of_meetings(self) -> None:
        with time_machine.travel(NOVEMBER, tick=False):
            shown = [
                (meeting.state, label_and_time(meeting)[:2])
                for meeting in Meeting.objects.order_by("starts_at")
            ]
        assert shown == [
            ("held", ("1/2023", "19.12.2023")),
            ("held", ("1/2026", "12.03.2026")),
            ("held", ("2/2026", "11.06.2026")),
            ("held", ("3/2026", "10.09.2026")),
            ("held", ("4/2026", "02.11.2026")),
            ("in_session", ("7/2026", "22.11.2026")),
            ("cancelled", ("6/2026", "01.12.2026")),
            ("convened", ("5/2026", "10.12.2026")),
            ("draft", ("11.3.2027", "11.03.2027")),
            ("draft", ("20.5.2027", "20.05.2027")),
            ("draft", ("19.8.2027", "19.08.2027")),
            ("draft", ("18.11.2027", "18.11.2027")),
        ]

    def test_demo_again_changes_nothing_and_later_adds_a_meeting(self) -> None:
        with time_machine.travel(NOVEMBER, tick=False) as clock:
            demo.load()
            assert Meeting.objects.count() == 12
            clock.shift(timedelta(days=30))
            demo.load()
            assert Meeting.objects.coming_at(timezone.now()).count() == 1
            assert Meeting.objects.count() == 13

    def test_demo_has_minutes_at_every_point_of_their_way_and_its_seals_hold(self) -> None:
        with time_machine.travel(NOVEMBER, tick=False):
            shown = [
                (row.meeting.label, row.state, row.published_at is not None, row.signatures.count())
                for row in Minutes.objects.select_related("meeting").order_by("meeting__starts_at")
            ]
        assert shown == [
            ("1/2026", "approved", True, 2),
            ("2/2026", "under_inspection", False, 2),
            ("3/2026", "signed", False, 2),
            ("4/2026", "draft", False, 1),
        ]
        assert check_seals() == (1, [])


@pytest.mark.usefixtures("region")
class TestDemoOfAnyDay:
    """The same region, whatever the day."""

    @pytest.mark.parametrize("today", ["2027-01-04", "2027-02-28", "2027-07-31", "2027-12-31"])
    def test_demo_of_any_day_has_a_meeting_soon_on_a_working_day(self, today: str) -> None:
        with time_machine.travel(f"{today}T12:00:00+02:00", tick=False):
            demo.load()
            coming = Meeting.objects.coming_at(timezone.now()).get(state=MeetingState.CONVENED)
            left = (coming.day - timezone.localdate()).days
            assert (18 <= left <= 20, coming.day.weekday() < 5) == (True, True)
            held = Meeting.objects.filter(state=MeetingState.HELD).exclude(year=2023)
            assert held.count() == 4


@pytest.mark.usefixtures("loaded_demo")
class TestDemoOfToday:
    """The demo as whoever tries the portal meets it."""

    def test_demo_shows_planning_in_all_its_states(self) -> None:
        states = sorted(set(Proposal.objects.values_list("state", flat=True)))
        sources = sorted(set(Proposal.objects.values_list("source", flat=True)))
        assert states == ["declined", "taken", "waiting", "withdrawn"]
        assert sources == ["annual_clock", "member", "network", "organisation", "resident"]
        assert Guest.objects.get().item
        assert AgendaItem.objects.exclude(continues=None).get().continues.meeting.state == MeetingState.HELD
        assert AgendaItem.objects.exclude(parent=None).count() == 2
        assert (TemplateItem.objects.count(), YearlyTopic.objects.count()) == (9, 5)

    def test_next_meeting_of_the_demo_is_as_full_as_a_real_one(self) -> None:
        meeting = Meeting.objects.get(state=MeetingState.CONVENED)
        items = meeting.items.all()
        assert (items.count(), sum(item.minutes for item in items), meeting.minutes_long) == (9, 120, 120)
        assert items.filter(title_sv=None).count() == 0
        papers = Material.objects.filter(item__meeting=meeting)
        assert sorted({paper.type_name for paper in papers}) == ["DOCX", "PDF"]
        assert papers.filter(audience=Audience.MEMBERS).count() == 1
        member = User.objects.get(email="jasen@esimerkki.fi")
        assert services.record_visit(meeting=meeting, actor=member).seen_before_at is None
        assert AgendaItem.objects.visible_to(member).filter(meeting=meeting).count() == 9
