"""Somebody whom the portal does not know yet."""

from members.models import Body, Person
from portal.history import act
from portal.models import User

from .acting import lock_body


@act
def add_person(*, body: Body, name: str, email: str = "", actor: User) -> Person:
    """Somebody new, to be seated in the body. Raises PermissionDenied, and ValidationError for a wrong address."""
    lock_body(body, actor=actor)
    person = Person(name=name, email=email)
    person.full_clean()
    person.save()
    return person
