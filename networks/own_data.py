"""What this app keeps of a person, for that person to take along."""

from django.utils.translation import gettext_lazy as _

from portal.models import User
from portal.own_data import Rows, part, rows

from .models import RoomNotice


@part(
    40,
    "service_lines",
    label=_("Contact of a service line"),
    why=_(
        "Shown to those who look for a contact, for as long as you are one. Earlier contacts stay in the history."
    ),
)
def service_lines(user: User) -> Rows:
    """Present and former."""
    held = user.contact_roles.select_related("service_line")
    line = {"service_line": "service_line", "topics": "topics"}
    return rows(held, **line, **{"from": "valid_from", "until": "valid_until"})


@part(
    41,
    "room_contacts",
    label=_("Contact of a notice of a room"),
    why=_(
        "Shown to everybody with the notice, so that answers reach you. Removed when the notice is taken down, and 30 days "
        "after its last day at the latest."
    ),
)
def room_contacts(user: User) -> Rows:
    """The notices that tell the account's address."""
    told = RoomNotice.objects.filter(contact_email__iexact=user.email).select_related("organisation")
    contact = {"contact_name": "contact_name", "contact_email": "contact_email"}
    return rows(told, notice="title", organisation="organisation", until="shown_until", **contact)
