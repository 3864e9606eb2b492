"""The cast: the people who use the portal, each with the role that makes them who they are, and one with none."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from members import models as members
from members.enums import OfficeKind, OrganisationRoleKind, RegionRoleKind, Verification
from networks import models as networks
from portal.models import User

from .factories import (
    BodyFactory,
    BodyRulesFactory,
    DeputySeatFactory,
    MandateFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    ServiceLineFactory,
    TermFactory,
    UserFactory,
)

BEGINNING = date(2020, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everybody by role; all roles are for `body` and its region, none of them is the outsider's."""

    body: members.Body
    term: members.Term
    seat: members.Seat
    organisation: members.Organisation
    visitor: AnonymousUser
    applicant: User
    member: User
    deputy: User
    speaker: User
    coordinator: User
    officer: User
    assessor: User
    secretariat: User
    outsider: User

    ROLES = (
        "visitor",
        "applicant",
        "member",
        "deputy",
        "speaker",
        "coordinator",
        "officer",
        "assessor",
        "secretariat",
        "outsider",
    )

    def everybody(self) -> dict[str, User | AnonymousUser]:
        """Role → user."""
        return {role: getattr(self, role) for role in self.ROLES}


def make_cast() -> Cast:
    """The cast round one new public body with one seat."""
    users = {
        role: UserFactory(email=f"{role}@example.org", name=role.capitalize()) for role in Cast.ROLES[1:]
    }
    User.objects.filter(pk=users["secretariat"].pk).update(is_staff=True)
    users["secretariat"].is_staff = True

    body = BodyFactory(slug="jarjestoyhteistyoryhma", short_name="Järjestöyhteistyöryhmä")
    term = TermFactory(rules_version=BodyRulesFactory(body=body))
    seat = SeatFactory(group__term=term)
    organisation = OrganisationFactory(name="Omaisten Testi ry")
    people = {
        role: PersonFactory(name=users[role].name, user=users[role])
        for role in ("member", "deputy", "speaker", "coordinator")
    }
    MandateFactory(seat=seat, person=people["member"], organisation=organisation)
    MandateFactory(seat=DeputySeatFactory(deputises=seat), person=people["deputy"])

    span = {"valid_from": BEGINNING}
    members.SpeakingRight.objects.create(body=body, person=people["speaker"], group="Seurakunnat", **span)
    members.BodyRole.objects.create(body=body, user=users["coordinator"], **span)
    members.Office.objects.create(body=body, person=people["coordinator"], kind=OfficeKind.SECRETARY, **span)
    members.OrganisationRole.objects.create(
        organisation=organisation,
        user=users["applicant"],
        role=OrganisationRoleKind.OWNER,
        verified_by=Verification.SECRETARIAT,
        **span,
    )
    members.RegionRole.objects.create(
        region=body.region, user=users["officer"], role=RegionRoleKind.GRANT_OFFICER, **span
    )
    networks.ContactPerson.objects.create(
        user=users["assessor"], service_line=ServiceLineFactory(region=body.region), **span
    )
    return Cast(body=body, term=term, seat=seat, organisation=organisation, visitor=AnonymousUser(), **users)
