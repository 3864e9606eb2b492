"""All that the portal keeps of a person, for that person to see and take along (GDPR, articles 15 and 20).

Apps register their parts when Django starts. Each part says why it is kept and how long, in words for the person.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from .models import OutgoingMail, User

Rows = list[dict[str, Any]]
Find = Callable[[User], Rows]


@dataclass(frozen=True)
class Part:
    """One kind of data: its name in the file, what it is called, why it is kept, and how it is found."""

    order: int
    name: str
    label: StrOrPromise
    why: StrOrPromise
    find: Find


_parts: dict[str, Part] = {}


def part(order: int, name: str, *, label: StrOrPromise, why: StrOrPromise) -> Callable[[Find], Find]:
    """Register a function that finds rows about a user; a decorator."""

    def register(find: Find) -> Find:
        _parts[name] = Part(order, name, label, why, find)
        return find

    return register


def parts() -> list[Part]:
    """All that may be kept of a person, in order."""
    return sorted(_parts.values(), key=lambda each: each.order)


def found(user: User) -> list[tuple[Part, Rows]]:
    """Every part with what there is, in order."""
    return [(each, each.find(user)) for each in parts()]


def rows(records: Iterable[Model], **fields: str) -> Rows:
    """The records as plain rows: key in the file = the way to the value, such as `body="seat.group.term.body"`."""
    return [{key: _plain(record, path) for key, path in fields.items()} for record in records]


def _plain(record: Any, path: str) -> Any:
    for name in path.split("."):
        record = getattr(record, name, None)
    record = record() if callable(record) else record
    return str(record) if isinstance(record, Model) else record


@part(
    10,
    "account",
    label=_("Account"),
    why=_("So that you can sign in and get mails. Kept as long as the account."),
)
def account(user: User) -> Rows:
    """What the account itself says."""
    return rows(
        [user],
        email="email",
        name="name",
        language="language",
        made_at="date_joined",
        last_sign_in="last_login",
    )


@part(
    90,
    "mails",
    label=_("Mails to you"),
    why=_("So that the secretariat can see what went to whom. Texts with sign-in codes are wiped once sent."),
)
def mails(user: User) -> Rows:
    """What the portal has written to the account's address."""
    written = OutgoingMail.objects.filter(to_address__iexact=user.email)
    return rows(written, written_at="created_at", sent_at="sent_at", subject="subject", text="text")
