"""What every act on a body begins with: the right to do it, and the row locked against those who act meanwhile."""

from django.core.exceptions import PermissionDenied

from members.models import Body
from portal.models import User


def lock_body(body: Body, *, actor: User) -> Body:
    """The body as it stands now, locked until the transaction ends. Raises PermissionDenied."""
    locked = (
        Body.objects.select_for_update(no_key=True, of=("self",)).select_related("region").get(pk=body.pk)
    )
    if not actor.has_perm("members.run_body", locked):
        raise PermissionDenied
    return locked
