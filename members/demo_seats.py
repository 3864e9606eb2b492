"""The demo's term lives: somebody leaves soon, somebody's time is short, and nearly everybody can be written to."""

from datetime import date, timedelta

from django.utils.text import slugify

from portal import demo

from .demo import BODY, COORDINATOR
from .enums import EndReason
from .models import Mandate, Person
from .services import end_mandate

LEAVES = "Tarja Ojansivu"
SHORT = "Iida Sorsamäki"
WITHOUT_ADDRESS = "Sirkka Nurmela"


@demo.step(11)
def let_the_term_live(today: date) -> None:
    """A resignation on a coming day with the deputy's move, and a deputy whose time ends before the term."""
    held = Mandate.objects.valid_on(today).filter(seat__group__term__body__slug=BODY, person__is_example=True)
    if held.filter(end_reason=EndReason.RESIGNED).exists():
        return
    give_addresses()
    leaving = held.filter(person__name=LEAVES).first()
    if leaving:
        actor = demo.user_of(COORDINATOR)
        end_mandate(mandate=leaving, last_day=today + timedelta(days=30), actor=actor)
    held.filter(person__name=SHORT).update(valid_until=today + timedelta(days=60))


def give_addresses() -> None:
    """Invented addresses, except for one who is to be told in another way."""
    for person in Person.objects.filter(is_example=True, email="", mandates__isnull=False).distinct():
        if person.name != WITHOUT_ADDRESS:
            person.email = f"{slugify(person.name).replace('-', '.')}@esimerkki.fi"
            person.save(update_fields=["email"])
