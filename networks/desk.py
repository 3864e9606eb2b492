"""What this app shows on a person's desk: the service lines whose contact the person is."""

from django.utils import timezone

from portal import desk
from portal.front import Block
from portal.models import User


@desk.panel(40)
def service_lines(user: User) -> Block | None:
    """The lines, with the topics that the person answers for; nothing for the others."""
    contacts = list(user.contact_roles.valid_on(timezone.localdate()).select_related("service_line"))
    return Block("networks/_desk_lines.html", {"contacts": contacts}) if contacts else None
