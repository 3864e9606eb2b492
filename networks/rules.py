"""Who may do what with notices of rooms."""

from typing import Any

import rules

from members.models import Body
from members.rules import bodies_run_by, edits_organisation
from portal.access import Actor


@rules.predicate
def edits_room_notice(user: Actor, notice: Any = None) -> bool:
    """An owner or editor of the organisation that put the notice up; without one: of any."""
    return edits_organisation(user, notice.organisation if notice else None)


@rules.predicate
def runs_body_near(user: Actor, notice: Any = None) -> bool:
    """The coordinator of a body of the region where the room is; without a notice: of any body."""
    run = bodies_run_by(user)
    if notice is None or not run:
        return bool(run)
    return Body.objects.filter(pk__in=run, region=notice.municipality.region_id).exists()
