"""Messages to a body from those who read its page; nobody's address is shown to anybody."""

from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Body
from portal import mail
from portal.errors import Refused


def write_to_body(*, body: Body, name: str, email: str, message: str) -> None:
    """Send a visitor's message to the body's own address, else to each coordinator; the answer goes to the writer.

    Raises Refused when there is nobody who could read it.
    """
    receivers = receivers_of(body)
    if not receivers:
        raise Refused(_("Nobody takes messages for this group at the moment."))
    context = {"body": body, "name": name, "email": email, "message": message}
    for receiver in receivers:
        mail.post("body_contact", to=receiver, context=context, about=body)


def receivers_of(body: Body) -> list[mail.Receiver]:
    """Who reads messages to the body; nobody does for one that has ended and has no address of its own."""
    if body.role_email:
        return [mail.Receiver(body.role_email, body.short_name, "fi")]
    roles = body.roles.valid_on(timezone.localdate()).filter(user__is_active=True).select_related("user")
    return [mail.Receiver(role.user.email, role.user.name, role.user.language) for role in roles]
