"""Who of an applicant is told by mail, each in their own language."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.models import Application
from members.enums import OrganisationRoleKind
from members.models import OrganisationRole
from portal import mail
from portal.models import User

Receivers = dict[str, User | mail.Receiver]
"""Address → receiver, each once."""


def tell_applicant(application: Application, kind: str, **more: object) -> None:
    """A mail to everybody who writes the application, and to the contact."""
    for each in receivers_of(application).values():
        try:
            tell(application, kind, each, **more)
        except ValidationError:
            continue  # the contact's address is no address: a draft may hold anything


def tell(application: Application, kind: str, to: User | mail.Receiver, **more: object) -> None:
    """A mail about the application to one person."""
    mail.post(kind, to=to, context={"application": application, **more}, about=application)


def receivers_of(application: Application) -> Receivers:
    """Those who write the application, and the contact; of what came on paper, who owns the organisation in the portal."""
    writers = application.roles.in_force().exclude(user=None).exclude(role="reader").select_related("user")
    people = [role.user for role in writers if role.user and role.user.is_active]
    if application.is_paper and application.organisation_id:
        owners = OrganisationRole.objects.valid_on(timezone.localdate()).filter(
            organisation=application.organisation_id,
            role=OrganisationRoleKind.OWNER,
            user__is_active=True,
        )
        people += [role.user for role in owners.select_related("user")]
    receivers: Receivers = {person.email.lower(): person for person in people}
    return receivers | {
        address: each for address, each in contact_of(application).items() if address not in receivers
    }


def contact_of(application: Application) -> Receivers:
    """The contact, in the language of the application; nobody when there is no address."""
    address = application.contact_email.strip()
    if not address:
        return {}
    return {address.lower(): mail.Receiver(address, application.contact_name, application.language)}
