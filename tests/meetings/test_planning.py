"""A year is planned in one act: days, deadlines, and what is taken up every year."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.deadlines import deadlines_of, holiday, is_working_day
from meetings.enums import ItemKind, MeetingState, ProposalSource, ProposalState
from meetings.models import Meeting, Proposal
from meetings.services.plan import raise_due_topics
from meetings.year_plan import suggest, year_of
from members.models import Body
from portal.errors import Refused
from tests.cast import Cast
from tests.factories import MeetingFactory, ProposalFactory, YearlyTopicFactory

from .pages import said, text_of
from .seats import decide

Browser = Callable[[str], Client]
TODAY = date(2026, 11, 25)


def at(day: date, hour: int = 14) -> datetime:
    """An hour of a day in Helsinki."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def meets(body: Body, day: date, **facts: Any) -> Meeting:
    """The body meets on the day from two to four."""
    return MeetingFactory(body=body, starts_at=at(day), ends_at=at(day, 16), **facts)


def planned(*days: date) -> list[dict[str, Any]]:
    """What the service takes for meetings on these days."""
    return [{"starts_at": at(day), "ends_at": at(day, 16)} for day in days]


# --- Days and deadlines ----------------------------------------------------------------------------------------------


def test_deadlines_are_counted_back_to_working_days() -> None:
    # 14 days before 10.12.2026 is a Thursday; 20.1.2027 less 14 is Epiphany.
    assert deadlines_of(date(2026, 12, 10), 14).facts == {
        "proposals_due_on": date(2026, 11, 12),
        "materials_due_on": date(2026, 11, 23),
        "invitation_due_on": date(2026, 11, 26),
        "minutes_due_on": date(2026, 12, 28),
    }
    assert holiday(date(2027, 1, 6)) == "Loppiainen"
    assert deadlines_of(date(2027, 1, 20), 14).invitation_due_on == date(2027, 1, 5)
    assert deadlines_of(date(2027, 1, 20), None) == deadlines_of(date(2027, 1, 20), 14)


def test_suggestions_are_spread_evenly_on_working_days_of_the_usual_weekday(cast: Cast) -> None:
    meets(cast.body, date(2026, 9, 10))  # a Thursday
    found = suggest(cast.body, 2027, count=4, today=TODAY)
    assert [suggestion.day for suggestion in found] == [
        date(2027, 2, 18),
        date(2027, 5, 20),
        date(2027, 8, 19),
        date(2027, 11, 18),
    ]
    assert {(each.begins, each.ends) for each in found} == {(time(14), time(16))}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 12, 24])
def test_suggestions_avoid_weekends_and_holidays_however_many(cast: Cast, count: int) -> None:
    for year in (2027, 2028, 2030):
        days = [each.day for each in suggest(cast.body, year, count=count, today=TODAY)]
        assert (len(set(days)), [day for day in days if not is_working_day(day)]) == (count, [])


def test_holiday_on_the_usual_weekday_is_avoided_by_a_week(cast: Cast) -> None:
    meets(cast.body, date(2026, 9, 11))  # a Friday
    (only,) = suggest(cast.body, 2027, count=1, today=TODAY)
    assert only.day == date(2027, 7, 2)
    # Good Friday 2027 is 26.3.; the middle of the ninth of forty stretches would be near it.
    days = [each.day for each in suggest(cast.body, 2027, count=24, today=TODAY)]
    assert date(2027, 3, 26) not in days


def test_stretch_that_has_a_meeting_gets_no_suggestion_and_a_cancelled_one_does(cast: Cast) -> None:
    meets(cast.body, date(2027, 2, 2))
    meets(cast.body, date(2027, 8, 2), state=MeetingState.CANCELLED, cancel_reason="x")
    days = [each.day.month for each in suggest(cast.body, 2027, count=4, today=TODAY)]
    assert days == [5, 8, 11]


def test_past_and_too_soon_is_not_suggested(cast: Cast) -> None:
    decide(cast, notice_days=14)
    days = [each.day for each in suggest(cast.body, 2027, count=4, today=date(2027, 6, 28))]
    assert (len(days), min(days) > date(2027, 7, 12)) == (2, True)


# --- The act ---------------------------------------------------------------------------------------------------------


def test_plan_year_makes_drafts_with_deadlines_and_standing_items(cast: Cast) -> None:
    decide(cast, notice_days=21)
    values = planned(date(2027, 2, 18), date(2027, 5, 20))
    values[1]["proposals_due_on"] = date(2027, 4, 1)
    plan = services.plan_year(body=cast.body, year=2027, meetings=values, actor=cast.coordinator)
    first, second = plan.made
    assert {meeting.state for meeting in plan.made} == {MeetingState.DRAFT}
    assert (first.invitation_due_on, second.proposals_due_on) == (date(2027, 1, 28), date(2027, 4, 1))
    assert first.items.count() == 8


def test_planning_twice_never_doubles(cast: Cast) -> None:
    days = date(2027, 2, 18), date(2027, 5, 20)
    services.plan_year(body=cast.body, year=2027, meetings=planned(*days), actor=cast.coordinator)
    again = services.plan_year(body=cast.body, year=2027, meetings=planned(*days), actor=cast.coordinator)
    assert (again.made, again.skipped, cast.body.meetings.count()) == ([], list(days), 2)


def test_one_wrong_meeting_and_none_is_made(cast: Cast) -> None:
    values = planned(date(2027, 2, 18), date(2027, 5, 20))
    values[1]["ends_at"] = values[1]["starts_at"]
    with pytest.raises(ValidationError):
        services.plan_year(body=cast.body, year=2027, meetings=values, actor=cast.coordinator)
    with pytest.raises(Refused):
        services.plan_year(
            body=cast.body, year=2026, meetings=planned(date(2027, 2, 18)), actor=cast.coordinator
        )
    assert cast.body.meetings.count() == 0


@pytest.mark.parametrize("role", ["member", "deputy", "outsider", "applicant"])
def test_only_those_who_run_the_body_plan(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.plan_year(body=cast.body, year=2027, meetings=[], actor=getattr(cast, role))


def test_counted_deadlines_move_with_the_day_and_set_ones_stay(cast: Cast) -> None:
    values = planned(date(2027, 2, 18))
    values[0]["minutes_due_on"] = date(2027, 3, 31)
    (meeting,) = services.plan_year(body=cast.body, year=2027, meetings=values, actor=cast.coordinator).made
    moved = {"starts_at": at(date(2027, 2, 25)), "ends_at": at(date(2027, 2, 25), 16)}
    services.change_meeting(meeting=meeting, base_version=1, values=moved, actor=cast.coordinator)
    meeting.refresh_from_db()
    assert (meeting.invitation_due_on, meeting.minutes_due_on) == (date(2027, 2, 11), date(2027, 3, 31))


# --- Yearly topics ---------------------------------------------------------------------------------------------------


def test_topics_become_proposals_once_for_the_meeting_nearest(cast: Cast) -> None:
    topic = YearlyTopicFactory(body=cast.body, month=4, title_fi="Toimintakertomus", background_fi="Tausta")
    late = YearlyTopicFactory(body=cast.body, month=12)
    plan = services.plan_year(
        body=cast.body,
        year=2027,
        meetings=planned(date(2027, 2, 18), date(2027, 5, 20)),
        actor=cast.coordinator,
    )
    services.raise_topics(body=cast.body, year=2027, actor=None)
    raised = {proposal.topic_id: proposal for proposal in Proposal.objects.all()}
    assert set(raised) == {topic.pk, late.pk}
    proposal = raised[topic.pk]
    assert (proposal.source, proposal.title, proposal.text, proposal.topic_year, proposal.wished_on) == (
        ProposalSource.ANNUAL_CLOCK,
        "Toimintakertomus",
        "Tausta",
        2027,
        plan.made[1],
    )
    assert raised[late.pk].wished_on == plan.made[1]


def test_each_day_raises_what_begins_within_three_months_and_nothing_that_is_over(cast: Cast) -> None:
    for month in (10, 11, 1, 2, 3):
        YearlyTopicFactory(body=cast.body, month=month)
    with time_machine.travel("2026-11-25T12:00:00+02:00", tick=False):
        for _day in range(2):
            raise_due_topics()
    raised = Proposal.objects.order_by("topic_year", "topic__month").values_list("topic_year", "topic__month")
    assert list(raised) == [(2026, 11), (2027, 1), (2027, 2)]


def test_topic_that_waits_without_a_wish_gets_the_meeting_that_is_planned_later(cast: Cast) -> None:
    topic = YearlyTopicFactory(body=cast.body, month=2)
    services.raise_topics(body=cast.body, year=2027, actor=None)
    assert Proposal.objects.get(topic=topic).wished_on is None
    plan = services.plan_year(
        body=cast.body, year=2027, meetings=planned(date(2027, 2, 18)), actor=cast.coordinator
    )
    assert Proposal.objects.get(topic=topic).wished_on == plan.made[0]


def test_topic_on_an_agenda_brings_its_swedish_along(cast: Cast) -> None:
    YearlyTopicFactory(
        body=cast.body, month=12, title_fi="Aihe", title_sv="Ämne", kind=ItemKind.DECIDE, minutes=25
    )
    (proposal,) = services.raise_topics(body=cast.body, year=timezone.localdate().year + 1, actor=None)
    meeting = MeetingFactory(body=cast.body)
    item = services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.coordinator)
    assert (item.title_fi, item.title_sv, item.kind, item.minutes) == ("Aihe", "Ämne", ItemKind.DECIDE, 25)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item) == (ProposalState.TAKEN, item)


# --- The pages -------------------------------------------------------------------------------------------------------


def clock(cast: Cast, year: int = 2027) -> str:
    """The address of the clock."""
    return f"/kokoukset/{cast.body.slug}/vuosikello/?vuosi={year}"


def test_clock_shows_drafts_topics_and_deadlines_to_coordinators_only(cast: Cast, client_of: Browser) -> None:
    YearlyTopicFactory(body=cast.body, title_fi="Salainen aihe")
    services.plan_year(body=cast.body, year=2027, meetings=planned(date(2027, 2, 18)), actor=cast.coordinator)
    meets(
        cast.body,
        date(2027, 5, 20),
        convened=True,
        invitation_due_on=date(2027, 5, 6),
        title_fi="Kevätkokous",
    )
    page = text_of(client_of("coordinator").get(clock(cast)))
    assert [word in page for word in ("Salainen aihe", "18.2.2027", "Kevätkokous", "kutsu viimeistään")] == [
        True
    ] * 4
    for role in ("member", "visitor"):
        page = text_of(client_of(role).get(clock(cast)))
        assert [
            word in page for word in ("Salainen aihe", "18.2.2027", "Kevätkokous", "kutsu viimeistään")
        ] == [
            False,
            False,
            True,
            False,
        ]


def test_too_few_meetings_are_told_in_words(cast: Cast, client_of: Browser) -> None:
    meets(cast.body, date(2027, 2, 18))
    year = year_of(cast.body, 2027, cast.coordinator)
    assert year.too_few == ""  # nothing is decided
    decide(cast, meetings_least=2)
    assert "vähintään 2 kokousta" in text_of(client_of("coordinator").get(clock(cast)))
    meets(cast.body, date(2027, 8, 18))
    assert year_of(cast.body, 2027, cast.coordinator).too_few == ""


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [("visitor", 2), ("coordinator", 9)])
def test_clock_asks_as_often_for_one_as_for_three(
    cast: Cast,
    client_of: Browser,
    django_assert_num_queries: DjangoAssertNumQueries,
    role: str,
    queries: int,
    count: int,
) -> None:
    YearlyTopicFactory.create_batch(count, body=cast.body)
    for month in range(1, count + 1):
        meets(cast.body, date(2027, month, 20), convened=True, proposals_due_on=date(2027, month, 2))
    client = client_of(role)
    client.get(clock(cast))
    with django_assert_num_queries(queries):
        assert client.get(clock(cast)).status_code == 200


def typed(client: Client, address: str) -> dict[str, Any]:
    """The suggestions as a browser sends them."""
    forms = client.get(address).context["forms"]
    data = {"form-TOTAL_FORMS": len(forms.forms), "form-INITIAL_FORMS": len(forms.forms), "place": "Talo"}
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            text = value.strftime("%H:%M") if isinstance(value, time) else str(value or "")
            data[form.add_prefix(name)] = text
    return data


@pytest.fixture
def address(cast: Cast) -> str:
    """The page on which next year is planned."""
    return f"/kokoukset/{cast.body.slug}/vuosikello/suunnittele/?vuosi={timezone.localdate().year + 1}"


def test_page_plans_what_it_suggests_and_says_so(cast: Cast, client_of: Browser, address: str) -> None:
    client = client_of("coordinator")
    data = typed(client, address)
    first = date.fromisoformat(data["form-0-day"])
    data["form-1-day"] = ""  # left out
    data["form-0-minutes_due_on"] = str(first + timedelta(days=30))
    response = client.post(address, data)
    assert (response.status_code, said(response)) == (302, ["success"])
    made = list(Meeting.objects.order_by("starts_at"))
    assert (len(made), made[0].day, made[0].place) == (3, first, "Talo")
    assert made[0].minutes_due_on == first + timedelta(days=30)
    again = client.get(address).context["forms"]
    assert [form["day"].value().month for form in again] == [date.fromisoformat(typed_day(data, 1)).month]


def typed_day(data: dict[str, Any], _number: int) -> str:
    """The middle of the second quarter, where nothing was planned."""
    return f"{data['form-0-day'][:4]}-05-15"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2020-01-01"}, "day"),
        ({"ends": "10:00"}, "ends"),
        ({"invitation_due_on": "2099-01-01"}, "invitation_due_on"),
        ({"minutes_due_on": "2020-01-01"}, "minutes_due_on"),
        ({"day": "x"}, "day"),
    ],
)
def test_page_tells_what_does_not_fit_beside_its_field(
    cast: Cast, client_of: Browser, address: str, changes: dict[str, str], field: str
) -> None:
    client = client_of("coordinator")
    data = typed(client, address) | {f"form-0-{name}": value for name, value in changes.items()}
    response = client.post(address, data)
    assert (list(response.context["forms"].forms[0].errors), Meeting.objects.count()) == ([field], 0)


def test_page_counts_deadlines_anew_and_saves_nothing(cast: Cast, client_of: Browser, address: str) -> None:
    client = client_of("coordinator")
    day = date(timezone.localdate().year + 1, 10, 20)
    response = client.post(address, typed(client, address) | {"form-3-day": str(day), "count": "1"})
    form = response.context["forms"].forms[3]
    assert form["invitation_due_on"].value() == deadlines_of(day, None).invitation_due_on
    assert Meeting.objects.count() == 0


def test_topics_are_added_changed_and_removed(cast: Cast, client_of: Browser) -> None:
    client, address = client_of("coordinator"), f"/kokoukset/{cast.body.slug}/vuosikello/aiheet/"
    facts = {"month": 3, "title_fi": "Toimintakertomus", "kind": "decide", "minutes": 20}
    client.post(address, facts)
    topic = cast.body.yearly_topics.get()
    client.post(f"{address}{topic.pk}/", {**facts, "month": 4, "title_sv": "Verksamhetsberättelse"})
    topic.refresh_from_db()
    assert (topic.month, topic.title_fi, topic.title_sv) == (4, "Toimintakertomus", "Verksamhetsberättelse")
    ProposalFactory(body=cast.body, source=ProposalSource.ANNUAL_CLOCK, topic=topic, topic_year=2027)
    client.post(f"{address}{topic.pk}/poista/")
    assert (cast.body.yearly_topics.count(), Proposal.objects.count()) == (0, 1)
    assert client.post(address, {**facts, "month": 13}).context["form"].errors.keys() == {"month"}
