"""What the tests of seats begin with: a body with a coordinator, a term of fixed days and rules to decide on."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from members.enums import RuleName, RuleStatus
from members.models import BodyRole, BodyRules, Seat, SeatGroup, Term
from portal.models import User
from tests.factories import BodyFactory, BodyRulesFactory, SeatGroupFactory, TermFactory, UserFactory

START, END = date(2026, 1, 1), date(2028, 12, 31)


def make_term(**rules: Any) -> Term:
    """A term whose body works and whose rules are those given; the others are not stated."""
    body = BodyFactory(short_name="Testiryhmä", role_email="ryhma@example.org")
    version = BodyRulesFactory(body=body)
    decide(version, **rules)
    return TermFactory(rules_version=version, starts_on=START, ends_on=END)


def decide(version: BodyRules, **rules: Any) -> None:
    """Decide rules of the version, each by its name in capitals."""
    for name, value in rules.items():
        version.rules.update_or_create(
            name=RuleName[name].value, defaults={"status": RuleStatus.DECIDED, "value": value}
        )


def make_coordinator(term: Term) -> User:
    """Somebody who runs the body."""
    user = UserFactory(name="Kaisa Koordinaattori")
    BodyRole.objects.create(user=user, body=term.body, valid_from=date(2020, 1, 1))
    return user


def make_pair(term: Term, **group: Any) -> tuple[Seat, Seat]:
    """The member's and the deputy's seat of a new group."""
    made: SeatGroup = SeatGroupFactory(term=term, **group)
    made.make_seats(members=1, deputies=1)
    deputy, member = made.seats.order_by("kind")
    return member, deputy


def address(name: str, *args: Any) -> str:
    """The address of a page in English."""
    with translation.override("en"):
        return reverse(f"members:{name}", args=args)


def text_of(client: Client, url: str, **data: Any) -> str:
    """What a page says, with plain spaces."""
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")
