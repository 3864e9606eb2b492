"""The days by which things must be done for a meeting, counted back from its day, and the days on which nobody works."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

import holidays

from members.enums import RuleName
from members.models import Body

USUAL_NOTICE = 14
"""Days from invitation to meeting where the body's rules have not decided them."""

FRIDAY = 4
PAPERS_BEFORE_INVITATION = timedelta(days=3)
PROPOSALS_BEFORE_INVITATION = timedelta(days=14)
MINUTES_AFTER_MEETING = timedelta(days=14)


@dataclass(frozen=True)
class Deadlines:
    """The last days of a meeting; the names are those of the fields of `Meeting`."""

    proposals_due_on: date
    materials_due_on: date
    invitation_due_on: date
    minutes_due_on: date

    @property
    def facts(self) -> dict[str, date]:
        """Field → day."""
        return asdict(self)


NAMES = ("proposals_due_on", "materials_due_on", "invitation_due_on", "minutes_due_on")


def deadlines_of(day: date, notice_days: int | None) -> Deadlines:
    """The deadlines of a meeting on a day, each on a working day: what comes before the meeting rather earlier than later.

    The invitation is counted from the days that the body's rules ask for, all else from the invitation.
    """
    notice = timedelta(days=USUAL_NOTICE if notice_days is None else notice_days)
    invitation = working_day_before(day - notice)
    return Deadlines(
        proposals_due_on=working_day_before(invitation - PROPOSALS_BEFORE_INVITATION),
        materials_due_on=working_day_before(invitation - PAPERS_BEFORE_INVITATION),
        invitation_due_on=invitation,
        minutes_due_on=_moved(day + MINUTES_AFTER_MEETING, timedelta(days=1)),
    )


def notice_days_on(body: Body, day: date) -> int | None:
    """What the body's rules of the day say of the days from invitation to meeting; None while it is not decided."""
    value: int | None = body.rules_on(day).value(RuleName.NOTICE_DAYS)
    return value


def holiday(day: date) -> str:
    """The name of the Finnish public holiday, in Finnish; empty on other days."""
    names: str | None = _holidays(day.year).get(day)
    return names or ""


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a public holiday; the eves of midsummer and Christmas count as such."""
    return day.weekday() <= FRIDAY and not holiday(day)


def working_day_before(day: date) -> date:
    """The day itself, or the last working day before it."""
    return _moved(day, timedelta(days=-1))


def _moved(day: date, step: timedelta) -> date:
    while not is_working_day(day):
        day += step
    return day


def _holidays(year: int) -> dict[date, str]:
    if year not in _known:
        _known[year] = holidays.country_holidays("FI", years=year, language="fi")
    return _known[year]


_known: dict[int, dict[date, str]] = {}
