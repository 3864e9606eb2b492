"""Who of an applicant is told by mail, each in their own language."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from grants.enums import ApplicationRoleKind
from grants.models import Application, ApplicationRole
from members.enums import OrganisationRoleKind
from members.models import OrganisationRole
from portal import mail
from portal.models import User

Receivers = dict[str, User | mail.Receiver]
"""Address → receiver, each once."""


def tell_applicant(application: Application, kind: str, **more: object) -> None:
    """A mail to everybody who writes the application, and to the contact."""
    for each in receivers_of(application).values():
        tell(application, kind, each, **more)


def tell(application: Application, kind: str, to: User | mail.Receiver, **more: object) -> None:
    """A mail about the application to one person."""
    mail.post(kind, to=to, context={"application": application, **more}, about=application)


def receivers_of(application: Application) -> Receivers:
    """Those who write the application, and the contact; of what came on paper, who owns the organisation in the portal."""
    return receivers_of_each([application])[application.pk]


def receivers_of_each(applications: Collection[Application]) -> dict[int, Receivers]:
    """The receivers of many applications, by the ids of these, in two queries."""
    found: dict[int, Receivers] = {each.pk: {} for each in applications}
    roles = ApplicationRole.objects.in_force().filter(application__in=list(found), user__is_active=True)
    for role in roles.exclude(role=ApplicationRoleKind.READER).select_related("user"):
        assert role.user
        found[role.application_id][role.user.email.lower()] = role.user
    owners = _owners(
        {each.organisation_id for each in applications if each.is_paper and each.organisation_id}
    )
    for each in applications:
        if each.is_paper:
            found[each.pk] |= owners.get(each.organisation_id, {})
        for address, contact in contact_of(each).items():
            found[each.pk].setdefault(address, contact)
    return found


def _owners(organisations: Collection[int]) -> dict[int | None, Receivers]:
    found: dict[int | None, Receivers] = {}
    if organisations:
        rows = OrganisationRole.objects.valid_on(timezone.localdate()).filter(
            organisation__in=organisations, role=OrganisationRoleKind.OWNER, user__is_active=True
        )
        for role in rows.select_related("user"):
            assert role.user
            found.setdefault(role.organisation_id, {})[role.user.email.lower()] = role.user
    return found


def contact_of(application: Application) -> Receivers:
    """The contact, in the language of the application; nobody without an address, or with one that is none."""
    address = application.contact_email.strip()
    try:
        validate_email(address)
    except ValidationError:
        return {}  # a draft may hold anything
    return {address.lower(): mail.Receiver(address, application.contact_name, application.language)}
