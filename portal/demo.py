"""The demo: invented people and events round real facts, so that everybody can try the portal in every role.

Apps register their steps and the people who can sign in. A step makes what is missing and leaves the rest alone, and
counts its dates from the day it gets, so that the demo always has a meeting soon.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django_stubs_ext import StrOrPromise

from .models import User

# Made for the demo and told to everybody; a portal in real use never has it, because it never loads the demo.
PASSWORD = "harjoitus-2026"  # noqa: S105


class DemoError(Exception):
    """The demo cannot be loaded here; the message says what to do."""


@dataclass(frozen=True)
class SignIn:
    """Somebody invented who can sign in to try one role."""

    role: StrOrPromise
    name: str
    email: str
    is_staff: bool = False


Step = Callable[[date], None]
_steps: list[tuple[int, Step]] = []
_people: dict[str, SignIn] = {}


def step(order: int) -> Callable[[Step], Step]:
    """Register a function that makes part of the demo, given today's date; the smaller order runs first."""

    def register(function: Step) -> Step:
        _steps.append((order, function))
        _steps.sort(key=lambda entry: entry[0])
        return function

    return register


def sign_in(role: StrOrPromise, name: str, email: str, *, is_staff: bool = False) -> SignIn:
    """Register somebody who can sign in."""
    return _people.setdefault(email, SignIn(role, name, email, is_staff))


def sign_ins() -> list[tuple[str, str, str]]:
    """Role, e-mail address and password of everybody who can sign in to the demo."""
    return [(str(person.role), person.email, PASSWORD) for person in _people.values()]


def user_of(person: SignIn) -> User:
    """The account of somebody invented, made when it is missing; the address counts as confirmed."""
    user = User.objects.filter(email=person.email).first()
    if user:
        return user
    user = User.objects.create(
        email=person.email, name=person.name, is_staff=person.is_staff, password=_hashed_password()
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@cache
def _hashed_password() -> str:
    return make_password(PASSWORD)


def load(today: date | None = None) -> None:
    """Make the whole demo in one transaction. Raises DemoError where a demo does not belong."""
    if settings.PRODUCTION and not settings.DEMO:
        raise DemoError(
            "This is a portal in real use. Set DEMO=1 if it is to have invented people all the same."
        )
    with transaction.atomic():
        for _order, make in _steps:
            make(today or timezone.localdate())
        for person in _people.values():
            user_of(person)
