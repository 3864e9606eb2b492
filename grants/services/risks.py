"""Acts on activities at risk: an organisation notes what ends, changes its note, and tells how it went."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import RiskState
from grants.models import ActivityRisk
from grants.rules import handles_grants
from meetings.services.acting import write
from meetings.services.merging import Saved, merge
from members.models import Municipality, Organisation, Region
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User


@act
def note_risk(
    *,
    organisation: Organisation,
    region: Region,
    values: dict[str, Any],
    municipalities: Collection[Municipality],
    actor: User,
) -> ActivityRisk:
    """A new note, which waits for the officers of the region to read it.

    Raises PermissionDenied for others than owners and editors of the organisation, and ValidationError, also without a
    municipality or for one of another region.
    """
    risk = ActivityRisk(organisation=organisation, region=region, **values)
    if not actor.has_perm("grants.add_activityrisk", risk):
        raise PermissionDenied
    risk.noted_by = actor
    risk.full_clean()
    _refuse_elsewhere(risk, municipalities)
    risk.save()
    risk.municipalities.set(municipalities)
    return risk


@act
def change_risk(
    *,
    risk: ActivityRisk,
    base_version: int,
    values: dict[str, Any],
    base_municipalities: Collection[Municipality],
    municipalities: Collection[Municipality],
    actor: User,
) -> Saved:
    """Change what an open note says; it is new to the officers again if anything changes.

    Municipalities never clash: those that were added to or taken from `base_municipalities`, with which the form was
    opened, are added or taken now. Raises PermissionDenied, ValidationError, Refused once it is closed, and Conflict when
    a colleague changed the same field meanwhile.
    """
    locked = _lock(risk, actor)
    if not locked.is_open:
        raise Refused(_("The note is closed. What it said stays; note a new risk if there is one."))
    merged = merge(locked, base_version=base_version, values=values)
    now, base, mine = set(locked.municipalities.all()), set(base_municipalities), set(municipalities)
    places = (now | (mine - base)) - (base - mine)
    _refuse_elsewhere(locked, places)
    if merged.changes or places != now:
        write(locked, {**merged.changes, "version": locked.version + 1, "read_at": None})
        locked.municipalities.set(places)
    return Saved(locked, merged.theirs)


@act
def close_risk(*, risk: ActivityRisk, state: RiskState, outcome: str, actor: User) -> ActivityRisk:
    """Tell that the risk was averted or the activity ended, and how it went.

    Raises PermissionDenied, Refused without a word or for no closing state, and Overtaken when it is closed already.
    """
    locked = _lock(risk, actor)
    if not locked.is_open:
        raise Overtaken(_("Somebody was faster: the note is closed already."))
    if state == RiskState.OPEN or not outcome.strip():
        raise Refused(_("Say whether it was averted or ended, and write how it went."))
    write(
        locked,
        {
            "state": state,
            "outcome": outcome.strip(),
            "closed_on": timezone.localdate(),
            "version": locked.version + 1,
        },
    )
    return locked


def mark_risk_read(*, risk: ActivityRisk, actor: User) -> None:
    """An officer of the region has looked at it as it is; others looking at it changes nothing."""
    if risk.read_at is None and handles_grants(actor, risk):
        seen = ActivityRisk.objects.filter(pk=risk.pk, version=risk.version, read_at=None)
        seen.update(read_at=timezone.now())


def _lock(risk: ActivityRisk, actor: User) -> ActivityRisk:
    rows = ActivityRisk.objects.select_for_update(no_key=True, of=("self",)).select_related("region")
    locked = rows.get(pk=risk.pk)
    if not actor.has_perm("grants.change_activityrisk", locked):
        raise PermissionDenied
    return locked


def _refuse_elsewhere(risk: ActivityRisk, municipalities: Collection[Municipality]) -> None:
    if not municipalities:
        raise ValidationError({"municipalities": _("Choose at least one municipality.")})
    if any(each.region_id != risk.region_id for each in municipalities):
        raise ValidationError({"municipalities": _("Choose municipalities of the region.")})
