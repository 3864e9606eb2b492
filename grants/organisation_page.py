"""What this app shows on the page of an organisation to its own people: its activities at risk."""

from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.profile import Section, section
from members.rules import organisation_roles_of, organisations_changed_by
from portal.access import Actor

from .enums import RiskState
from .models import ActivityRisk


@section(30)
def activities_at_risk(organisation: Organisation, user: Actor) -> Section | None:
    """The open notes and the way to note one; nobody but the organisation's own people sees that there are any."""
    if organisation.pk not in organisation_roles_of(user):
        return None
    risks = ActivityRisk.objects.filter(organisation=organisation, state=RiskState.OPEN)
    context = {
        "organisation": organisation,
        "risks": list(risks.for_list()),
        "may_write": organisation.pk in organisations_changed_by(user),
    }
    return Section(_("Activities at risk"), "grants/_organisation_risks.html", context)
