"""What the coordinator of bodies should know of them; later apps say when something happens next.

    @cockpit.coming
    def next_meetings(bodies: Collection[int], user: Actor) -> dict[int, tuple[str, str]]: ...

Such a function gets ids of bodies, and returns for them in words what comes next and its address; it asks the database a
constant number of times.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from portal.access import Actor

from .enums import OrganisationSize, SeatKind
from .models import Body, Mandate, Nomination, NominationRound, Seat, SeatGroup, Term
from .problems import SOON

Coming = Callable[[Collection[int], Actor], dict[int, tuple[str, str]]]
_coming: list[Coming] = []


def coming(function: Coming) -> Coming:
    """Register a function that says what comes next in bodies."""
    _coming.append(function)
    return function


@dataclass
class Row:
    """A body at a glance."""

    body: Body
    term: Term | None = None
    seats: int = 0
    vacant_members: int = 0
    vacant_deputies: int = 0
    ending: int = 0
    first_end: date | None = None
    open_rounds: int = 0
    term_ends_soon: bool = False
    coming: list[tuple[str, str]] = field(default_factory=list)


def rows_of(bodies: Iterable[Body], user: Actor, now: datetime, *, events: bool = True) -> list[Row]:
    """A row for each body, in a constant number of queries; without `events` only what concerns its seats."""
    today = now.date()
    rows = {body.pk: Row(body) for body in bodies}
    for term in Term.objects.on_day(today).filter(body__in=rows):
        row = rows[term.body_id]
        row.term, row.term_ends_soon = term, bool(term.ends_on and term.ends_on <= today + SOON)
    for counted in _vacancies(rows, today):
        row = rows[counted["body"]]
        row.seats, row.vacant_members, row.vacant_deputies = (
            counted["members"],
            counted["empty"],
            counted["other"],
        )
    for pk, count, first in ending(rows, today):
        rows[pk].ending, rows[pk].first_end = count, first
    if not events:
        return list(rows.values())
    rounds = NominationRound.objects.open_at(now).filter(body__in=rows).order_by()
    for pk, count in rounds.values_list("body").annotate(count=Count("pk")):
        rows[pk].open_rounds = count
    for tell in _coming:
        for pk, what in tell(list(rows), user).items():
            rows[pk].coming.append(what)
    return list(rows.values())


def _vacancies(bodies: Collection[int], today: date) -> Any:
    held = Mandate.objects.valid_on(today).filter(seat=OuterRef("pk"))
    running = Term.objects.on_day(today).filter(body__in=bodies)
    primary, free = Q(kind=SeatKind.PRIMARY), Q(is_held=False)
    seats = Seat.objects.filter(group__term__in=running).annotate(is_held=Exists(held)).order_by()
    return seats.values(body=F("group__term__body")).annotate(
        members=Count("pk", filter=primary),
        empty=Count("pk", filter=primary & free),
        other=Count("pk", filter=~primary & free),
    )


EARLY = ~Q(valid_until=F("seat__group__term__ends_on")) | Q(seat__group__term__ends_on=None)
"""Mandates that end before their term does."""


def ending(bodies: Collection[int], today: date) -> Any:
    """For each body its id, how many mandates end within 90 days before their term does, and the first such day."""
    soon = Mandate.objects.valid_on(today).filter(EARLY, valid_until__lte=today + SOON)
    of_bodies = soon.filter(seat__group__term__body__in=bodies).order_by()
    return of_bodies.values_list("seat__group__term__body").annotate(Count("pk"), Min("valid_until"))


def ending_soon(body: Body, today: date) -> Any:
    """The same mandates of one body, the first first."""
    soon = Mandate.objects.valid_on(today).of_body(body).filter(valid_until__lte=today + SOON)
    return soon.filter(EARLY).select_related("person", "seat__group").order_by("valid_until", "pk")


@dataclass(frozen=True)
class Load:
    """Somebody who sits in several seats, and which."""

    name: str
    person_id: int
    mandates: list[Mandate]


def double_loads(body: Body, user: Actor, today: date) -> list[Load]:
    """The people of a body who sit in more than one seat, in other bodies that the user may see too."""
    now = Mandate.objects.valid_on(today)
    visible = now.filter(seat__group__term__body__in=Body.objects.visible_to(user))
    here = now.of_body(body).values("person")
    several = visible.filter(person__in=here).order_by().values("person")
    several = several.annotate(count=Count("pk")).filter(count__gt=1).values("person")
    held = visible.filter(person__in=several).select_related("person", "seat__group__term__body")
    by_person: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in held.order_by("person__name", "person", "seat__group__term__body", "seat__group__order"):
        by_person[mandate.person_id].append(mandate)
    return [Load(rows[0].person.name, pk, rows) for pk, rows in by_person.items()]


def groups_without_nominations(body: Body, now: datetime) -> dict[NominationRound, list[SeatGroup]]:
    """The open rounds, each with the groups for which nobody has been put forward yet."""
    rounds = list(NominationRound.objects.open_at(now).filter(body=body).order_by("closes_at"))
    sent = Nomination.objects.sent().filter(round=OuterRef("rounds"), group=OuterRef("pk"))
    empty = SeatGroup.objects.filter(~Exists(sent), rounds__in=rounds).order_by("order")
    found: dict[int, list[SeatGroup]] = defaultdict(list)
    for group in empty.annotate(in_round=F("rounds")):
        found[group.in_round].append(group)
    return {each: found[each.pk] for each in rounds}


@dataclass(frozen=True)
class Balance:
    """Whose voice is heard: of how many members' organisations of a sort, and of how many that were put forward."""

    label: str
    members: int
    nominated: int


def balance(body: Body, term: Term | None, today: date) -> tuple[list[Balance], list[Balance]]:
    """The organisations of the members and of the nominations of the term, by size and by home municipality."""
    sitting = Mandate.objects.valid_on(today).as_members().of_body(body)
    put_forward = Nomination.objects.sent().filter(round__term=term) if term else Nomination.objects.none()
    columns = ("organisation__size", "organisation__home_municipality__name")
    members, nominated = (
        list(rows.filter(organisation__isnull=False).values_list("organisation", *columns).distinct())
        for rows in (sitting.order_by(), put_forward.order_by())
    )
    sizes = dict(OrganisationSize.choices)
    by_size = _counted(1, members, nominated)
    ordered = [size for size in (*sizes, "") if size in by_size]
    return (
        [Balance(str(sizes.get(size, "")), *by_size[size]) for size in ordered],
        sorted(
            (Balance(name or "", *numbers) for name, numbers in _counted(2, members, nominated).items()),
            key=lambda row: (-row.members, -row.nominated, row.label),
        ),
    )


def _counted(column: int, members: list[Any], nominated: list[Any]) -> dict[Any, tuple[int, int]]:
    first, second = (Counter(row[column] for row in rows) for rows in (members, nominated))
    return {value: (first[value], second[value]) for value in first | second}
