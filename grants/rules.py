"""Who may do what with grants."""

from typing import Any

import rules
from django.utils import timezone

from members.enums import RegionRoleKind
from members.models import Region
from members.rules import EDITORS, KEPT, bodies_run_by, organisation_roles_of, organisations_changed_by
from portal.access import Actor, is_secretariat
from portal.page_changes import remembered

__all__ = ["KEPT", "OFFICERS", "handles_grants", "is_secretariat", "regions_handled_by"]

HANDLED, COORDINATED = "_regions_of_grants", "_regions_coordinated"  # remembered as in members.rules


def regions_handled_by(user: Actor) -> frozenset[int]:
    """The ids of the regions whose grants the user handles today; asked once for each request."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, HANDLED):
        today = timezone.localdate()
        roles = user.region_roles.valid_on(today).filter(role=RegionRoleKind.GRANT_OFFICER)
        regions = roles.values_list("region_id", flat=True)
        setattr(user, HANDLED, remembered((HANDLED, user.pk, today), lambda: frozenset(regions)))
    return getattr(user, HANDLED)


def regions_overseen_by(user: Actor) -> frozenset[int]:
    """The ids of the regions that the user looks after today: handles their grants, or coordinates a body of theirs."""
    if not user.is_authenticated:
        return frozenset()
    run = bodies_run_by(user)
    if getattr(user, COORDINATED, (None, None))[0] != run:
        regions = Region.objects.filter(bodies__in=run).values_list("pk", flat=True)
        found = remembered((COORDINATED, run), lambda: frozenset(regions)) if run else run
        setattr(user, COORDINATED, (run, found))
    return regions_handled_by(user) | getattr(user, COORDINATED)[1]


@rules.predicate
def handles_grants(user: Actor, record: Any = None) -> bool:
    """A grant officer of the region that the record belongs to; without a record: of any region."""
    handled = regions_handled_by(user)
    return bool(handled) if record is None else record.region_id in handled


@rules.predicate
def reads_application(user: Actor, application: Any = None) -> bool:
    """Somebody of the applicant: with any role in the organisation or in this application."""
    if application is None or not user.is_authenticated or application.is_being_entered:
        return False
    roles = organisation_roles_of(user)
    return application.organisation_id in roles or application.role_of(user) is not None


@rules.predicate
def edits_application(user: Actor, application: Any = None) -> bool:
    """Somebody of the applicant who may write: owner or editor of the organisation, or of this application."""
    if application is None or not user.is_authenticated or application.is_being_entered:
        return False
    if organisation_roles_of(user).get(application.organisation_id) in EDITORS:
        return True
    return application.role_of(user) in {"owner", "editor"}


OFFICERS = is_secretariat | handles_grants
"""The grant officers of the region, and the secretariat."""


@rules.predicate
def enters_paper(user: Actor, application: Any = None) -> bool:
    """An officer who types in what came on paper."""
    return application is not None and application.is_paper and OFFICERS.test(user, application)


WRITERS_OF_IT = edits_application | enters_paper
"""Who writes an application: those of its applicant who may, and officers what came on paper."""


@rules.predicate
def reads_what_was_sent(user: Actor, submission: Any = None) -> bool:
    """Whoever may read the application reads each sending of it."""
    if submission is None:
        return False
    application = submission.application
    return is_secretariat(user) or handles_grants(user, application) or reads_application(user, application)


@rules.predicate
def oversees_risks(user: Actor, risk: Any = None) -> bool:
    """A grant officer of the region, or a coordinator of a body of the region; without a risk: of any."""
    overseen = regions_overseen_by(user)
    return bool(overseen) if risk is None else risk.region_id in overseen


@rules.predicate
def reads_risk(user: Actor, risk: Any = None) -> bool:
    """Somebody with any role in the organisation whose activity is at risk."""
    return risk is not None and risk.organisation_id in organisation_roles_of(user)


@rules.predicate
def writes_risk(user: Actor, risk: Any = None) -> bool:
    """An owner or editor of the organisation whose activity is at risk."""
    return risk is not None and risk.organisation_id in organisations_changed_by(user)
