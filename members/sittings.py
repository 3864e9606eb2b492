"""What a person is and has been in bodies: seats, offices and rights to speak in one list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext

from .enums import EndReason, SeatKind
from .models import Body, Mandate, Office, Organisation, Person, SeatGroup, SpeakingRight
from .representation import Represented, represented_by


@dataclass(frozen=True)
class Sitting:
    """One of them, with its days."""

    body: Body
    what: str
    valid_from: date
    valid_until: date | None
    group: SeatGroup | None = None
    organisation: Organisation | None = None
    ended: str = ""
    counts_as_member: bool = False
    represents: tuple[Represented, ...] = ()

    def is_over(self, day: date) -> bool:
        """Whether the last day is past; one that is still to begin is not over."""
        return self.valid_until is not None and self.valid_until < day


@dataclass(frozen=True)
class Sittings:
    """All of a person's, the present and coming ones apart from the former."""

    day: date
    all: list[Sitting]

    @property
    def present(self) -> list[Sitting]:
        """Those that are in force or yet to begin."""
        return [sitting for sitting in self.all if not sitting.is_over(self.day)]

    @property
    def former(self) -> list[Sitting]:
        """Those that are over, the latest first."""
        over = [sitting for sitting in self.all if sitting.is_over(self.day)]
        return sorted(over, key=lambda sitting: (sitting.valid_until, sitting.valid_from), reverse=True)

    @property
    def member_seats(self) -> int:
        """In how many members' seats the person sits on the day; more than one is allowed, but somebody should know."""
        return sum(
            sitting.counts_as_member and sitting.valid_from <= self.day and not sitting.is_over(self.day)
            for sitting in self.all
        )


def sittings_of(person: Person, *, day: date, bodies: QuerySet[Body] | None = None) -> Sittings:
    """What the person is and was by the day, of `bodies` only if told; a constant number of queries."""
    only = {} if bodies is None else {"body__in": bodies}
    seated = Mandate.objects.filter(person=person)
    if bodies is not None:
        seated = seated.filter(seat__group__term__body__in=bodies)
    found = [
        *_seats(seated),
        *(
            Sitting(each.body, each.get_kind_display(), each.valid_from, each.valid_until)
            for each in Office.objects.filter(person=person, **only).select_related("body")
        ),
        *(
            Sitting(
                each.body,
                gettext("Right to speak, %(group)s") % {"group": each.group},
                each.valid_from,
                each.valid_until,
                organisation=each.organisation,
            )
            for each in SpeakingRight.objects.filter(person=person, **only).select_related(
                "body", "organisation"
            )
        ),
    ]
    return Sittings(day, sorted(found, key=lambda each: (each.body.short_name, each.valid_from)))


def _seats(mandates: QuerySet[Mandate]) -> Iterator[Sitting]:
    rows = list(mandates.select_related("seat__group__term__body", "seat__group__category", "organisation"))
    represented = represented_by(row.seat.group.category_id for row in rows if row.seat.group.category_id)
    for row in rows:
        group = row.seat.group
        yield Sitting(
            group.term.body,
            row.seat.get_kind_display(),
            row.valid_from,
            row.valid_until,
            group=group,
            organisation=row.organisation,
            ended=row.get_end_reason_display() if row.end_reason else "",
            counts_as_member=row.seat.kind == SeatKind.PRIMARY and row.end_reason != EndReason.NEVER_BEGAN,
            represents=tuple(represented.get(group.category_id or 0, ())),
        )
