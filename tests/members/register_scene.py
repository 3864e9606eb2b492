"""What the addresses of the register name: an organisation with a unit, a role, a wish, an invitation; a file brought in."""

from typing import Any

from members.models import Organisation
from portal.models import User
from tests.factories import (
    JoinRequestFactory,
    OrganisationFactory,
    OrganisationImportFactory,
    OrganisationInvitationFactory,
    OrganisationUnitFactory,
)


def register_of(organisation: Organisation, *, owner: User, asker: User) -> dict[str, Any]:
    """With what belongs to the organisation, and another one that is its double."""
    wish = organisation.join_requests.filter(user=asker).first()
    return {
        "organisation": organisation,
        "double": OrganisationFactory(name=organisation.name),
        "unit": OrganisationUnitFactory(organisation=organisation),
        "role": owner.organisation_roles.get(organisation=organisation),
        "wish": wish or JoinRequestFactory(organisation=organisation, user=asker),
        "invitation": OrganisationInvitationFactory(organisation=organisation),
        "brought": OrganisationImportFactory(),
    }
