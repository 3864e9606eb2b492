"""Acts on the networks and associations that may nominate members of a body."""

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from members.models import Body, Nominator, Organisation
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_body


@act
def add_nominator(
    *, body: Body, name: str, organisation: Organisation | None = None, actor: User
) -> Nominator:
    """One more, after the others. Raises PermissionDenied, and ValidationError for a name that is there already."""
    locked = lock_body(body, actor=actor)
    last = locked.nominators.order_by("-order").first()
    nominator = Nominator(
        body=locked, name=name, organisation=organisation, order=last.order + 1 if last else 1
    )
    nominator.full_clean()
    nominator.save()
    return nominator


@act
def move_nominator(*, nominator: Nominator, places: int, actor: User) -> None:
    """Move one up (negative) or down by places, at most to the end. Raises PermissionDenied and Overtaken."""
    body = lock_body(nominator.body, actor=actor)
    nominators = list(body.nominators.order_by("order"))
    if nominator not in nominators:
        raise Overtaken(_("Somebody has removed it already."))
    here = nominators.index(nominator)
    nominators.insert(max(0, here + places), nominators.pop(here))
    for order, each in enumerate(nominators, start=1):
        if each.order != order:
            each.order = order
            each.save(update_fields=["order"])


@act
def remove_nominator(*, nominator: Nominator, actor: User) -> None:
    """Take one off the list. Raises PermissionDenied, Overtaken, and Refused when seats or nominations name it."""
    body = lock_body(nominator.body, actor=actor)
    now = body.nominators.filter(pk=nominator.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed it already."))
    try:
        now.delete()
    except ProtectedError as error:
        raise Refused(_("Seats or nominations name “%(name)s”, so it stays.") % {"name": now.name}) from error
