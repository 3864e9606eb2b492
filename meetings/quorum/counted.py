"""Counting over members' seats: how many are filled, and how that is drawn."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from typing import Any

from meetings.models import Meeting
from members.enums import SeatKind
from members.models import Seat, Term
from portal.page_changes import remembered

FILLED = ("primary", "deputy")
ORDER = ("primary", "deputy", "waiting", "disqualified", "absent", "vacant")
"""How seats are drawn, in the order in which a strip shows them."""


class Counted(ABC):
    """Seats, each in a state, and how many of them a decision needs."""

    lines: Sequence[Any]
    needed: int | None

    @property
    @abstractmethod
    def labels(self) -> dict[str, str]:
        """What the drawings mean."""

    @property
    def filled(self) -> int:
        """How many seats count."""
        return sum(line.state in FILLED for line in self.lines)

    @property
    def has_quorum(self) -> bool | None:
        """Whether those are enough; None while the body has not decided how many are needed."""
        return None if self.needed is None else self.filled >= self.needed

    @property
    def strip(self) -> list[tuple[str, bool]]:
        """The seats as they are drawn, each with whether it is the last one that a quorum needs."""
        states = sorted((line.state for line in self.lines), key=ORDER.index)
        return [(state, number == self.needed) for number, state in enumerate(states, 1)]

    @property
    def legend(self) -> list[tuple[str, str, int]]:
        """What the drawings mean, with how many there are of each; only those that are there."""
        counts = Counter(line.state for line in self.lines)
        return [(state, self.labels[state], counts[state]) for state in ORDER if counts[state]]


def seats_of(meeting: Meeting) -> list[Seat]:
    """The members' seats of the term that runs on the day of the meeting, in their order."""
    term = Term.objects.on_day(meeting.day).filter(body=meeting.body_id)
    seats = Seat.objects.filter(group__term__in=term, kind=SeatKind.PRIMARY).select_related("group")
    rows = seats.order_by("group__order", "rank", "pk")
    return remembered(("seats", meeting.body_id, meeting.day), lambda: list(rows))
