"""A body with members and deputies, and ways to convene its meeting and to answer in tests."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone

from meetings import services
from meetings.models import Invitation, Meeting
from meetings.workflow import WITHDRAWAL
from members.enums import RuleName, RuleStatus, SeatKind
from members.models import BodyRules, Person, Seat
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import (
    DeputySeatFactory,
    MandateFactory,
    MeetingFactory,
    PersonFactory,
    SeatFactory,
    SeatGroupFactory,
)


@dataclass
class Table:
    """Seats of one group beside the cast's own, each with a member and personal deputies."""

    seats: list[Seat] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)
    deputies: list[list[Person]] = field(default_factory=list)
    ranked: list[Person] = field(default_factory=list)


def person(name: str) -> Person:
    """Somebody with an address."""
    return PersonFactory(name=name, email=f"{name.lower().replace(' ', '.')}@example.org")


def lay_table(cast: Cast, *, members: int = 2, deputies: int = 1, ranked: int = 0) -> Table:
    """People in the seats of a new group of the cast's term."""
    group, table = SeatGroupFactory(term=cast.term), Table()
    for number in range(1, members + 1):
        seat = SeatFactory(group=group, rank=number)
        table.seats.append(seat)
        table.members.append(sit(seat, f"Member {number}"))
        table.deputies.append([])
        for rank in range(1, deputies + 1):
            place = DeputySeatFactory(deputises=seat, rank=rank)
            table.deputies[-1].append(sit(place, f"Deputy {number}{rank}"))
    for rank in range(1, ranked + 1):
        place = SeatFactory(group=group, kind=SeatKind.RANKED_DEPUTY, rank=rank)
        table.ranked.append(sit(place, f"Ranked {rank}"))
    return table


def sit(seat: Seat, name: str) -> Person:
    """Somebody new in the seat."""
    return MandateFactory(seat=seat, person=person(name)).person


def convened(cast: Cast, **facts: Any) -> Meeting:
    """A meeting of the cast's body, convened by the coordinator."""
    draft = MeetingFactory(body=cast.body, **facts)
    return services.convene_meeting(meeting=draft, actor=cast.coordinator)


def invitation(meeting: Meeting, who: Person) -> Invitation:
    """The invitation of somebody."""
    return Invitation.objects.in_force().get(meeting=meeting, person=who)


def say(meeting: Meeting, who: Person, coming: str, **how: Any) -> Any:
    """Somebody answers by the link."""
    return services.answer(invitation=invitation(meeting, who), coming=coming, actor=None, **how)


def calls(meeting: Meeting) -> list[tuple[str, str]]:
    """Who was called and what became of it, in the order of calling."""
    return [(call.deputy.name, call.state) for call in meeting.substitutions.select_related("deputy")]


def mails(kind: str) -> list[str]:
    """To whom mails of the kind were written, in alphabetical order."""
    return sorted(OutgoingMail.objects.filter(kind=kind).values_list("to_address", flat=True))


def decide(cast: Cast, **values: Any) -> BodyRules:
    """The rules of the term decide these."""
    version = cast.term.rules_version
    for name, value in values.items():
        version.rules.update_or_create(
            name=RuleName[name.upper()], defaults={"value": value, "status": RuleStatus.DECIDED}
        )
    return version


def when_it_is_known(meeting: Meeting) -> Any:
    """The time travels to when the meeting can no longer be taken back."""
    assert meeting.convened_at
    return time_machine.travel(meeting.convened_at + WITHDRAWAL + timedelta(seconds=1))


def all_mails_left() -> None:
    """All mails so far are on their way."""
    OutgoingMail.objects.update(state="sent", sent_at=timezone.now())
