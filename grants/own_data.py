"""What this app keeps of a person, for that person to take along."""

from django.utils.translation import gettext_lazy as _

from portal.models import User
from portal.own_data import Rows, part, rows

from .models import ActivityRisk, Application, ApplicationRole, Message

WHY = _(
    "So that applications can be written together, handled and checked. Applications are kept as official documents."
)


@part(60, "grant_applications", label=_("Grant applications"), why=WHY)
def applications(user: User) -> Rows:
    """What the person has begun."""
    begun = Application.objects.filter(created_by=user).for_list()
    return rows(begun, reference="reference", call="call", applicant="applicant_name", begun_at="created_at")


@part(61, "grant_application_roles", label=_("Roles in applications"), why=WHY)
def roles(user: User) -> Rows:
    """In which applications the person writes or reads."""
    own = ApplicationRole.objects.filter(user=user).select_related("application__call")
    return rows(own, call="application.call", role="get_role_display", given="given_at", ended="ended_at")


@part(62, "grant_messages", label=_("Messages about applications"), why=WHY)
def messages(user: User) -> Rows:
    """What the person has written."""
    written = Message.objects.filter(author=user).select_related("application")
    return rows(written, reference="application.reference", text="text", sent="sent_at")


@part(
    63,
    "activities_at_risk",
    label=_("Activities at risk"),
    why=_("So that those who look after the region can ask who noted it. Kept with the note."),
)
def activities_at_risk(user: User) -> Rows:
    """What the person has noted for an organisation."""
    noted = ActivityRisk.objects.filter(noted_by=user).select_related("organisation")
    return rows(noted, organisation="organisation", activity="activity", noted="noted_on")
