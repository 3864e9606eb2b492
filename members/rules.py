"""Who may do what with bodies, seats and organisations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import rules
from django.utils import timezone

from portal.access import Actor, is_secretariat
from portal.page_changes import remembered

from .enums import OrganisationRoleKind

# Under these names a user remembers the answers for one request, and the process until a role changes. Set as attributes,
# they reach the user behind the lazy one of the request too; in its dictionary they would be asked for again by every
# permission check.
RUN, BELONGED, ACTS_FOR = "_bodies_run", "_bodies_belonged", "_acts_for"

OWNER = OrganisationRoleKind.OWNER
EDITORS = {OWNER, OrganisationRoleKind.EDITOR}


def bodies_run_by(user: Actor) -> frozenset[int]:
    """The ids of the bodies that the user coordinates today; asked once for each request."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, RUN):
        today = timezone.localdate()
        roles = user.body_roles.valid_on(today).values_list("body_id", flat=True)
        setattr(user, RUN, remembered((RUN, user.pk, today), lambda: frozenset(roles)))
    return getattr(user, RUN)


def bodies_belonged_to(user: Actor) -> frozenset[int]:
    """The ids of the bodies in whose meetings the user sits today: as member, deputy, speaker or holder of an office."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, BELONGED):
        today = timezone.localdate()
        bodies = remembered((BELONGED, user.pk, today), lambda: _bodies_of(user, today))
        setattr(user, BELONGED, bodies)
    return getattr(user, BELONGED)


def _bodies_of(user: Actor, day: date) -> frozenset[int]:
    from .models import Body

    bodies = Body.objects.of_person(user_id=user.pk, day=day)
    return frozenset(bodies.values_list("pk", flat=True))


def organisations_changed_by(user: Actor) -> frozenset[int]:
    """The ids of the organisations for which the user acts today as owner or editor."""
    return frozenset(pk for pk, role in organisation_roles_of(user).items() if role in EDITORS)


def organisation_roles_of(user: Actor) -> Mapping[int, str]:
    """Organisation id → the user's role in it today; asked once for each request."""
    if not user.is_authenticated:
        return {}
    if not hasattr(user, ACTS_FOR):
        today = timezone.localdate()
        roles = user.organisation_roles.valid_on(today).values_list("organisation_id", "role")
        setattr(user, ACTS_FOR, remembered((ACTS_FOR, user.pk, today), lambda: dict(roles)))
    return getattr(user, ACTS_FOR)


def forget_roles(user: Actor) -> None:
    """Ask the database again: an act has given the user a role in a body, or taken one."""
    for name in (RUN, BELONGED):
        if hasattr(user, name):
            delattr(user, name)


def body_id_of(record: Any) -> int | None:
    """The body that a record belongs to; a body belongs to itself."""
    return getattr(record, "body_id", None) or getattr(record, "pk", None)


@rules.predicate
def runs_body(user: Actor, record: Any = None) -> bool:
    """The coordinator of the body that the record is, or belongs to; without a record: of any body."""
    run = bodies_run_by(user)
    return bool(run) if record is None else body_id_of(record) in run


@rules.predicate
def belongs_to_body(user: Actor, record: Any = None) -> bool:
    """A member, deputy, speaker or office holder of the body; without a record: of any body."""
    belonged = bodies_belonged_to(user)
    return bool(belonged) if record is None else body_id_of(record) in belonged


@rules.predicate
def edits_organisation(user: Actor, organisation: Any = None) -> bool:
    """An owner or editor of the organisation; without one: of any."""
    changed = organisations_changed_by(user)
    return bool(changed) if organisation is None else organisation.pk in changed


@rules.predicate
def owns_organisation(user: Actor, organisation: Any = None) -> bool:
    """An owner of the organisation, who decides on others' roles; without one: of any."""
    roles = organisation_roles_of(user)
    return OWNER in roles.values() if organisation is None else roles.get(organisation.pk) == OWNER


@rules.predicate
def runs_person(user: Actor, person: Any = None) -> bool:
    """The coordinator of a body where the person sits or has sat; without a person: of any body."""
    run = bodies_run_by(user)
    if person is None or not run:
        return bool(run)
    return type(person).objects.in_bodies(run).filter(pk=person.pk).exists()


OFFICE = {"view": is_secretariat, "add": is_secretariat, "change": is_secretariat, "delete": is_secretariat}
"""What only the secretariat touches, in the admin panel."""

KEPT = {"view": is_secretariat, "add": is_secretariat, "change": is_secretariat, "delete": rules.always_deny}
"""What the secretariat keeps but nobody deletes."""
