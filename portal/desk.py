"""The desk: what waits for a person, and what they should know. Apps register both when Django starts.

    @desk.cards
    def answers_missing(user: User) -> Iterable[Card]: ...

    @desk.panel(order=10)
    def next_meeting(user: User) -> Block | None: ...

Each function asks the database a constant number of times, however much there is.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django_stubs_ext import StrOrPromise

from . import formats
from .access import Actor
from .front import Block
from .models import User

COUNT_KEPT_SECONDS = 20


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing that waits for the person: what it is, where it is, until when, and what to do.

    A due date is the last day; a due instant the last minute. `act` is the word on the button, a verb first; the button
    leads to `act_url`, else to the thing itself.
    """

    title: StrOrPromise
    url: str
    text: StrOrPromise = ""
    due: dt.date | None = None
    act: StrOrPromise = ""
    act_url: str = ""


@dataclass(frozen=True)
class Waiting:
    """A card as it stands on the desk today."""

    card: Card
    when: str
    note: str
    is_late: bool

    @classmethod
    def at(cls, card: Card, now: dt.datetime) -> Self:
        """The card with its time left in words."""
        if card.due is None:
            return cls(card, "", "", is_late=False)
        today, day = timezone.localdate(now), formats.as_date(card.due)
        clock = formats.clock(card.due) if isinstance(card.due, dt.datetime) else ""
        if is_past(card.due, now):
            when = clock if day == today else formats.days_left(today, day)
            return cls(card, when, pgettext("beside a number of days", "late"), is_late=True)
        if day == today:
            return cls(card, gettext("Today"), clock, is_late=False)
        return cls(card, formats.days_left(card.due, today), formats.short_day(card.due), is_late=False)


@dataclass(frozen=True)
class Group:
    """Cards of one urgency."""

    label: str
    waiting: list[Waiting]


Cards = Callable[[User], Iterable[Card]]
MakePanel = Callable[[User], Block | None]
_cards: list[Cards] = []
_panels: list[tuple[int, MakePanel]] = []


def cards(function: Cards) -> Cards:
    """Register a function that says what waits for a person."""
    _cards.append(function)
    return function


def panel(order: int) -> Callable[[MakePanel], MakePanel]:
    """Register a function that makes a panel beside the cards, or None; the smaller order stands first."""

    def register(function: MakePanel) -> MakePanel:
        _panels.append((order, function))
        _panels.sort(key=lambda entry: entry[0])
        return function

    return register


def cards_for(user: User) -> list[Card]:
    """All that waits for the person, the most urgent first, and what has no date last."""
    found = [card for function in _cards for card in function(user)]
    found.sort(key=lambda card: (card.due is None, card.due and _last_instant(card.due), str(card.title)))
    cache.set(_count_key(user), len(found), COUNT_KEPT_SECONDS)
    return found


def count_for(user: Actor) -> int:
    """How many things wait for the person. Every page shows it, so it may be some seconds old."""
    if not user.is_authenticated:
        return 0
    count = cache.get(_count_key(user))
    return len(cards_for(user)) if count is None else count


def panels_for(user: User) -> list[Block]:
    """What stands beside the cards."""
    made = (make(user) for _order, make in _panels)
    return [each for each in made if each]


def groups(found: list[Card], now: dt.datetime) -> list[Group]:
    """The cards by urgency; only groups that have something."""
    today = timezone.localdate(now)
    sunday = today + dt.timedelta(days=6 - today.weekday())
    late, week, later = [], [], []
    for card in found:
        if card.due is not None and is_past(card.due, now):
            late.append(card)
        elif card.due is not None and formats.as_date(card.due) <= sunday:
            week.append(card)
        else:
            later.append(card)
    labelled = (
        (pgettext("things on the desk", "Late"), late),
        (gettext("This week"), week),
        (gettext("Later"), later),
    )
    return [Group(label, [Waiting.at(card, now) for card in some]) for label, some in labelled if some]


def heading(count: int) -> str:
    """What the desk says first."""
    if not count:
        return gettext("Nothing is waiting for you")
    return ngettext("%(count)d thing is waiting for you", "%(count)d things are waiting for you", count) % {
        "count": count
    }


def is_past(due: dt.date, now: dt.datetime) -> bool:
    """Whether the last instant for it is over."""
    return _last_instant(due) < now


def _last_instant(due: dt.date) -> dt.datetime:
    if isinstance(due, dt.datetime):
        return due
    return timezone.make_aware(dt.datetime.combine(due, dt.time.max))


def _count_key(user: User) -> str:
    return f"portal:desk:{user.pk}"
