"""Whether a meeting will be able to decide: counted over members' seats, from what has been answered so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.answers import answered_nothing, invitations_of
from meetings.enums import CallState, Capacity, Coming
from meetings.models import Invitation, Meeting, Substitution
from meetings.roster import has_deputies, members_of
from members.models import Person, Seat

from .counted import Counted, seats_of


@dataclass(frozen=True)
class Line:
    """A member's seat: who sits there, who comes, and what was answered when."""

    seat: Seat
    state: str
    member: Person | None
    invitation: Invitation | None
    call: Substitution | None
    calls: list[Substitution]

    @property
    def who_comes(self) -> Person | None:
        """The one person who counts in this seat."""
        if self.state == "primary":
            return self.member
        return self.call.deputy if self.state == "deputy" and self.call else None

    @property
    def answer(self) -> str:
        """What the member answered, in words."""
        coming = getattr(self.invitation, "coming", None)
        return str(Coming(coming).label) if coming else ""

    @property
    def answered_at(self) -> datetime | None:
        """When that was."""
        return getattr(self.invitation, "answered_at", None)

    @property
    def can_call(self) -> bool:
        """Whether a deputy could be called by hand."""
        return self.state in {"absent", "vacant"} and self.call is None


@dataclass(frozen=True)
class Standing(Counted):
    """All seats of a meeting, how many a decision needs, and the others who were invited.

    Deputies who have neither answered nor been called wait apart: nobody expects anything of them.
    """

    lines: list[Line]
    needed: int | None
    others: list[Invitation]
    waiting_deputies: list[Invitation]
    invitations: list[Invitation]

    def invitation_of(self, user_id: int) -> Invitation | None:
        """The invitation of a person who has an account."""
        return next((row for row in self.invitations if row.person and row.person.user_id == user_id), None)

    @property
    def words(self) -> str:
        """How many seats will be filled, and whether that is enough."""
        said = ngettext(
            "%(filled)d of %(seats)d seat will be filled.",
            "%(filled)d of %(seats)d seats will be filled.",
            len(self.lines),
        ) % {"filled": self.filled, "seats": len(self.lines)}
        return f"{said} {self.quorum_words}"

    @property
    def quorum_words(self) -> str:
        """What that means for decisions."""
        if self.needed is None:
            return _("The body has not decided how many are needed.")
        facts = {"needed": self.needed}
        if self.has_quorum:
            return _("%(needed)d are needed: there will be a quorum.") % facts
        return _("%(needed)d are needed: not yet a quorum.") % facts

    @property
    def labels(self) -> dict[str, str]:
        """What the drawings mean."""
        return {
            "primary": _("Comes"),
            "deputy": _("Deputy comes"),
            "waiting": _("No answer"),
            "absent": _("Does not come"),
            "vacant": _("Seat vacant"),
        }


def standing(meeting: Meeting) -> Standing:
    """What the answers so far come to; in a constant number of queries."""
    invitations = list(invitations_of(meeting))
    for row in invitations:
        row.meeting = meeting  # saves a query to whoever asks an invitation for its meeting
    lines = _lines(meeting, invitations)
    called = {line.call.deputy_id for line in lines if line.call and line.call.state == CallState.CALLED}
    others, waiting = [], []
    for row in invitations:
        is_silent = getattr(row, "coming", None) is None
        if row.capacity == Capacity.DEPUTY and is_silent and row.person_id not in called:
            waiting.append(row)
        elif row.capacity != Capacity.MEMBER:
            others.append(row)
    others.sort(key=lambda row: answered_nothing(row, called))
    return Standing(lines, meeting.rules.seats_needed(len(lines)), others, waiting, invitations)


def _lines(meeting: Meeting, invitations: list[Invitation]) -> list[Line]:
    members = members_of(meeting)
    by_person = {row.person_id: row for row in invitations}
    calls = _calls_by_seat(meeting)
    counted: set[int] = set()
    lines = []
    for seat in seats_of(meeting):
        member = members.get(seat.pk)
        row = by_person.get(member.pk) if member else None
        lines.append(_line(seat, member, row, calls.get(seat.pk, []), counted))
    return lines


def _line(
    seat: Seat, member: Person | None, row: Invitation | None, calls: list[Substitution], counted: set[int]
) -> Line:
    """One person is counted in one seat only, the first in which they come."""
    call = next((call for call in calls if call.state in {CallState.CALLED, CallState.ACCEPTED}), None)
    coming = getattr(row, "coming", None)
    if call and call.state == CallState.ACCEPTED and call.deputy_id not in counted:
        counted.add(call.deputy_id)
        state = "deputy"
    elif member is None:
        state = "vacant"
    elif coming is None:
        state = "waiting"
    elif coming == Coming.ABSENT or member.pk in counted:
        state = "absent"
    else:
        counted.add(member.pk)
        state = "primary"
    return Line(seat, state, member, row, call, calls)


def _calls_by_seat(meeting: Meeting) -> dict[int, list[Substitution]]:
    """Calls for the whole meeting; without deputies by the rules none has any effect."""
    found: dict[int, list[Substitution]] = {}
    if has_deputies(meeting):
        rows: Iterable[Substitution] = meeting.substitutions.filter(item=None).select_related("deputy")
        for call in rows:
            found.setdefault(call.seat_id, []).append(call)
    return found
