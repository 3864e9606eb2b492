"""What the database remembers of a record, as people read it."""

from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from members.enums import EndReason
from members.models import Body, Mandate
from portal.formats import plain_day
from portal.history import LONGEST, act, events_of
from portal.models import User
from tests.factories import BodyFactory, MandateFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def lines(record: Any) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [
        (
            str(event.label),
            event.actor,
            [(str(field), before, after) for field, before, after in event.changes],
        )
        for event in events_of(record)
    ]


def test_history_tells_who_changed_what_in_which_language() -> None:
    body = BodyFactory(description_fi="Vanha", region=RegionFactory(slug="lansi", area_name="Länsi"))
    actor = UserFactory(name="Venla Muuttaja")
    with pghistory.context(user=actor.pk):
        body.description_sv, body.is_statutory, body.name_variants = "Ny", False, ["A", "B"]
        body.region = RegionFactory(slug="ita", area_name="Itä")
        body.save()
    assert lines(body) == [
        (
            "Changed",
            "Venla Muuttaja",
            [
                ("region", "Länsi", "Itä"),
                ("other names", "", "A, B"),
                ("description [sv]", "", "Ny"),
                ("statutory", "", "no"),
            ],
        ),
        ("Added", "", []),
    ]


def test_history_tells_days_and_choices_in_words() -> None:
    mandate = MandateFactory()
    last = date.today() - timedelta(days=3)  # noqa: DTZ011 - any day of the term
    Mandate.objects.filter(pk=mandate.pk).update(valid_until=last, end_reason=EndReason.RESIGNED)
    assert lines(mandate)[0] == (
        "Changed",
        "",
        [
            ("until", plain_day(mandate.valid_until), plain_day(last)),
            ("why it ended", "", "Resigned"),
        ],
    )


def test_update_that_changes_nothing_leaves_no_event() -> None:
    body = BodyFactory()
    body.save()
    Body.objects.filter(pk=body.pk).update(status=body.status)
    assert [event.label for event in events_of(body)] == ["Added"]


def test_long_text_is_cut() -> None:
    body = BodyFactory()
    Body.objects.filter(pk=body.pk).update(tasks_fi="a" * 9000)
    (_label, _actor, [(_field, _before, after)]) = lines(body)[0]
    assert len(after) == LONGEST + 1


@pytest.mark.parametrize("number", [1, 3])
def test_history_takes_as_many_queries_for_more_events(number: int) -> None:
    body = BodyFactory()
    for count in range(number):
        with pghistory.context(user=UserFactory().pk):
            Body.objects.filter(pk=body.pk).update(founded_fi=str(count))
    with CaptureQueriesContext(connection) as queries:
        assert len(events_of(body)) == number + 1
    assert len(queries) == 2


def test_latest_events_only() -> None:
    body = BodyFactory()
    for count in range(4):
        Body.objects.filter(pk=body.pk).update(founded_fi=str(count))
    events = events_of(body, most=2)
    assert [event.changes[0][1:] for event in events] == [("2", "3"), ("1", "2")]


def test_service_names_its_actor_in_the_history() -> None:
    body, actor = BodyFactory(), UserFactory(name="Saila Tekijä")

    @act
    def rename(*, body: Body, actor: User) -> None:
        Body.objects.filter(pk=body.pk).update(founded_fi="2026")

    rename(body=body, actor=actor)
    assert events_of(body)[0].actor == "Saila Tekijä"
