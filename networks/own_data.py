"""What this app keeps of a person, for that person to take along."""

from django.utils.translation import gettext_lazy as _

from portal.models import User
from portal.own_data import Rows, part, rows


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
