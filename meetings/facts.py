"""The facts of a region that this app keeps: meetings that bodies are known to have held."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time

from members.models import Body
from portal.facts import Fact, Folder, Loading, Writer, loader

from .enums import MeetingState
from .models import Meeting, YearCounter


@loader(30)
def meetings(folder: Folder) -> Writer:
    """The meetings that stand with each body of the file."""
    read = [
        (body.data["slug"], fact, _row(fact))
        for body in folder.records("bodies.json", "bodies")
        for fact in body.children("meetings")
    ]

    def write(loading: Loading) -> None:
        for slug, fact, row in read:
            body = Body.objects.get(slug=slug)
            key = {"body": body, "year": row["year"], "number": row["number"]}
            meeting, is_new = loading.put(fact, Meeting, key, row)
            if is_new:
                _count(meeting)

    return write


def _row(fact: Fact) -> dict[str, Any]:
    for name in ("year", "number"):
        fact.take(name, int, required=True)
    starts_at, ends_at = _instant(fact, "starts"), _instant(fact, "ends")
    if ends_at <= starts_at:
        raise fact.wrong("ends", "must be after the beginning")
    times = {"starts_at": starts_at, "ends_at": ends_at}
    return fact.row(Meeting, besides={"date", "starts", "ends"}, state=MeetingState.HELD, **times)


def _instant(fact: Fact, clock: str) -> datetime:
    day = _parsed(fact, "date", parse_date)
    hour: time = _parsed(fact, clock, parse_time)
    return timezone.make_aware(datetime.combine(day, hour))


def _parsed(fact: Fact, name: str, parse: Any) -> Any:
    text = fact.take(name, str, required=True)
    try:
        value = parse(text)
    except ValueError:
        value = None
    if value is None:
        raise fact.wrong(name, f"{text} is no {'date' if name == 'date' else 'time'}")
    return value


def _count(meeting: Meeting) -> None:
    """The numbers that people give go on from this one."""
    assert meeting.year
    assert meeting.number
    counter, _is_new = YearCounter.objects.get_or_create(body=meeting.body, year=meeting.year)
    if counter.last_meeting < meeting.number:
        counter.last_meeting = meeting.number
        counter.save(update_fields=["last_meeting"])
