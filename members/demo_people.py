"""The demo's people: somebody who shows her contact data, and somebody with seats in two groups."""

from datetime import date

from django.utils import timezone

from portal import demo

from .demo import MEMBER
from .enums import PersonActKind, SeatKind
from .models import Mandate, OutsideSeat, Person, PersonAct, Seat

PUBLIC = "Saila Kuusikallio"
BUSY = "Erkki Niemiharju"


@demo.step(60)
def know_people(today: date) -> None:
    """One consent, a group elsewhere and a second seat."""
    people = {person.name: person for person in Person.objects.filter(is_example=True)}
    agree(people[PUBLIC])
    OutsideSeat.objects.get_or_create(
        person=people[MEMBER.name],
        group="Omaishoidon ohjausryhmä",
        defaults={
            "convener": "Esimerkkikunta",
            "behalf": "Omais- ja läheistyön verkosto",
            "valid_from": date(today.year - 1, 3, 1),
        },
    )
    seat_again(people[BUSY], today)


def agree(person: Person) -> None:
    """She has agreed that everybody may see how to reach her."""
    agreed = {"phone": "040 123 4567", "contact_is_public": True, "contact_agreed_at": timezone.now()}
    if Person.objects.filter(pk=person.pk, contact_agreed_at=None).update(**agreed):
        PersonAct.objects.create(person=person, kind=PersonActKind.CONSENT_GIVEN, done_at=timezone.now())


def seat_again(person: Person, today: date) -> None:
    """A second seat for somebody who has one: the first empty member's seat of another group that has a term now."""
    held = Mandate.objects.valid_on(today).filter(person=person)
    bodies = set(held.values_list("seat__group__term__body", flat=True))
    if len(bodies) != 1:
        return
    empty = Seat.objects.filter(kind=SeatKind.PRIMARY, group__term__starts_on__lte=today)
    empty = empty.filter(group__term__ends_on__gte=today).exclude(group__term__body__in=bodies)
    seat = empty.exclude(mandates__valid_until__gte=today).order_by("pk").first()
    first = held.first()
    if seat and first:
        Mandate.objects.create(
            seat=seat,
            person=person,
            organisation=first.organisation,
            valid_from=max(today, seat.group.term.starts_on),
            valid_until=seat.group.term.ends_on,
        )
