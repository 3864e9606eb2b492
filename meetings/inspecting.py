"""Who may inspect the minutes of a meeting, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from members.enums import RuleName
from members.models import Person

from .models import Inspector, Meeting, Minutes, Presence

RECENT = timedelta(days=730)
"""How long a turn is remembered."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may inspect, with how often that was lately, and whether it is their turn now."""

    person: Person
    turns: int
    last_at: datetime | None
    is_suggested: bool


def inspectors_needed(meeting: Meeting) -> int | None:
    """How many inspectors the body's rules ask for; None while that is not decided."""
    number: int | None = meeting.rules.value(RuleName.INSPECTORS)
    return number


def candidates(minutes: Minutes) -> list[Candidate]:
    """Those who sat in the meeting, but for its chair and secretary; whose turn it is first.

    The turn is theirs who have inspected least in the last two years, then longest ago.
    """
    meeting = minutes.meeting
    people = list(eligible(minutes))
    since = timezone.now() - RECENT
    turns = Inspector.objects.filter(
        person__in=people, minutes__meeting__body=meeting.body_id, chosen_at__gte=since
    ).exclude(minutes=minutes)
    counted = {
        row["person"]: row
        for row in turns.values("person").annotate(turns=Count("pk"), last_at=Max("chosen_at")).order_by()
    }
    never = datetime.min.replace(tzinfo=since.tzinfo)

    def turn(person: Person) -> tuple[int, datetime, str, int]:
        row = counted.get(person.pk)
        return (
            (row["turns"], row["last_at"], person.name, person.pk)
            if row
            else (0, never, person.name, person.pk)
        )

    people.sort(key=turn)
    needed = inspectors_needed(meeting) or 0
    return [
        Candidate(
            person,
            counted[person.pk]["turns"] if person.pk in counted else 0,
            counted[person.pk]["last_at"] if person.pk in counted else None,
            is_suggested=number < needed,
        )
        for number, person in enumerate(people)
    ]


def eligible(minutes: Minutes) -> list[Person]:
    """Those who were present in a seat, not only for one item, and neither chaired nor wrote."""
    session = getattr(minutes.meeting, "session", None)
    officers = {session.chair_id, session.secretary_id} if session else set()
    sat = Presence.objects.filter(
        meeting=minutes.meeting_id, item=None, seat__isnull=False, person__isnull=False
    )
    people = Person.objects.filter(pk__in=sat.values("person")).select_related("user").order_by("name", "pk")
    return [person for person in people if person.pk not in officers]
