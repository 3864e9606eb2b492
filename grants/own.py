"""Which applications are somebody's own: their organisation's, or those that they were asked to write or read."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from members.rules import organisation_roles_of
from portal.access import Actor

from .enums import ApplicationState
from .models import Application, ApplicationRole


def own_applications(user: Actor) -> QuerySet[Application]:
    """The applications of those for whom the user acts, and of the user; officers' others are not among them."""
    roles = ApplicationRole.objects.in_force().filter(application=OuterRef("pk"), user=user.pk)
    own = Q(organisation__in=organisation_roles_of(user)) | Q(Exists(roles))
    return Application.objects.filter(own).exclude(is_paper=True, state=ApplicationState.DRAFT)
