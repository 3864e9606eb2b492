"""Two records of one organisation made one: everything moves, wherever it is, and what both have is made one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from grants.models import CallAnnouncement
from meetings import models as meetings
from members import models as members
from members.likely import likely_doubles
from members.models import Organisation
from members.services import doubles
from networks import models as networks
from portal.errors import Overtaken, Refused
from portal.references import foreign_keys_to
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def speaking_right(organisation: Organisation) -> None:
    members.SpeakingRight.objects.create(
        body=make.BodyFactory(),
        person=make.PersonFactory(),
        organisation=organisation,
        group="A",
        valid_from=TODAY(),
    )


def body_role(organisation: Organisation) -> None:
    members.BodyRole.objects.create(
        body=make.BodyFactory(), user=make.UserFactory(), organisation=organisation, valid_from=TODAY()
    )


def import_row(organisation: Organisation) -> None:
    row = make.OrganisationImportFactory().rows.get()
    members.ImportRow.objects.filter(pk=row.pk).update(organisation=organisation)


def merged_before(organisation: Organisation) -> None:
    make.OrganisationFactory(merged_into=organisation, is_listed=False)


def organiser(organisation: Organisation) -> None:
    make.BodyFactory().organisers.add(organisation)


def member_organisation(organisation: Organisation) -> None:
    make.BodyFactory().member_organisations.add(organisation)


def proposal(organisation: Organisation) -> None:
    meetings.Proposal.objects.create(
        body=make.BodyFactory(),
        title="Esitys",
        source="network",
        organisation=organisation,
        received_at=timezone.now(),
    )


def network_member(organisation: Organisation) -> None:
    networks.NetworkMember.objects.create(network=make.NetworkFactory(), name="x", organisation=organisation)


def announced_to(one: Organisation) -> None:
    """It was told of a call for applications."""
    announcement = CallAnnouncement.objects.create(call=make.CallFactory(), announced_at=timezone.now())
    announcement.organisations.add(one)


MADE: dict[str, Callable[[Organisation], Any]] = {
    "members.OrganisationRole.organisation": lambda one: make.OrganisationRoleFactory(organisation=one),
    "members.OrganisationUnit.organisation": lambda one: make.OrganisationUnitFactory(organisation=one),
    "members.JoinRequest.organisation": lambda one: make.JoinRequestFactory(organisation=one),
    "members.OrganisationInvitation.organisation": lambda one: make.OrganisationInvitationFactory(
        organisation=one
    ),
    "members.Organisation.merged_into": merged_before,
    "members.Organisation_municipalities.organisation": lambda one: one.municipalities.add(
        make.MunicipalityFactory()
    ),
    "members.Organisation_categories.organisation": lambda one: one.categories.add(make.CategoryFactory()),
    "members.Body_organisers.organisation": organiser,
    "members.Body_member_organisations.organisation": member_organisation,
    "members.BodyRole.organisation": body_role,
    "members.Nominator.organisation": lambda one: make.NominatorFactory(organisation=one),
    "members.SeatGroup.organisation": lambda one: make.SeatGroupFactory(organisation=one),
    "members.Mandate.organisation": lambda one: make.MandateFactory(organisation=one),
    "members.Nomination.organisation": lambda one: make.NominationFactory(organisation=one),
    "members.SpeakingRight.organisation": speaking_right,
    "members.ImportRow.organisation": import_row,
    "networks.NetworkMember.organisation": network_member,
    "networks.RoomNotice.organisation": lambda one: make.RoomNoticeFactory(organisation=one),
    "meetings.Proposal.organisation": proposal,
    "grants.Application.organisation": lambda one: make.GrantApplicationFactory(organisation=one),
    "grants.CallAnnouncement_organisations.organisation": announced_to,
    "grants.ActivityRisk.organisation": lambda one: make.ActivityRiskFactory(organisation=one),
}
"""How a row comes about that points to an organisation: every way there is, or the first test fails."""


def merge(cast: Cast, kept: Organisation, double: Organisation, *from_double: str) -> Organisation:
    return doubles.merge_organisations(
        kept=kept, double=double, from_double=set(from_double), actor=cast.secretariat
    )


def name_of(model: type[Model], field: str) -> str:
    return f"{model._meta.label}.{field}"


def test_every_way_to_point_to_an_organisation_is_tried() -> None:
    assert sorted(name_of(*reference) for reference in foreign_keys_to(Organisation)) == sorted(MADE)


def test_everything_moves_to_the_kept_one(cast: Cast) -> None:
    kept, double = make.OrganisationFactory(), make.OrganisationFactory()
    for make_row in MADE.values():
        make_row(double)
    merge(cast, kept, double)
    counts = {
        name_of(model, field): tuple(
            model._base_manager.filter(**{field: one}).count() for one in (double, kept)
        )
        for model, field in foreign_keys_to(Organisation)
    }
    expected = dict.fromkeys(MADE, (0, 1)) | {"members.Organisation.merged_into": (0, 2)}
    assert counts == expected


def test_fields_are_chosen_and_gaps_filled(cast: Cast) -> None:
    town = make.MunicipalityFactory()
    kept = make.OrganisationFactory(
        name="Oikea ry", email="oikea@example.org", phone="1", other_names=["Aito"]
    )
    double = make.OrganisationFactory(
        name="Väärä ry", business_id="2077474-0", email="v@example.org", phone="2", home_municipality=town
    )
    assert doubles.differing(kept, double) == ["name", "email", "phone"]
    merge(cast, kept, double, "phone")
    kept.refresh_from_db()
    double.refresh_from_db()
    assert (kept.name, kept.email, kept.phone, kept.business_id) == (
        "Oikea ry",
        "oikea@example.org",
        "2",
        "2077474-0",
    )
    assert (kept.home_municipality, kept.other_names) == (town, ["Väärä ry", "Aito"])
    assert (double.merged_into, double.is_listed, double.business_id) == (kept, False, "")


def test_name_of_the_double_may_stay(cast: Cast) -> None:
    kept, double = make.OrganisationFactory(name="Vanha ry"), make.OrganisationFactory(name="Uusi ry")
    merge(cast, kept, double, "name")
    kept.refresh_from_db()
    assert (kept.name, kept.other_names) == ("Uusi ry", ["Vanha ry"])


def test_links_that_both_have_stay_once(cast: Cast) -> None:
    kept, double, town = make.OrganisationFactory(), make.OrganisationFactory(), make.MunicipalityFactory()
    body = make.BodyFactory()
    for one in (kept, double):
        one.municipalities.add(town)
        body.organisers.add(one)
    merge(cast, kept, double)
    assert (list(kept.municipalities.all()), list(body.organisers.all())) == ([town], [kept])


def test_roles_of_one_person_in_both_become_the_stronger_one(cast: Cast) -> None:
    kept, double, user = make.OrganisationFactory(), make.OrganisationFactory(), make.UserFactory()
    make.OrganisationRoleFactory(organisation=kept, user=user, role="reader", valid_from=date(2024, 1, 1))
    make.OrganisationRoleFactory(organisation=double, user=user, role="owner", valid_from=date(2023, 1, 1))
    merge(cast, kept, double)
    role = kept.roles.get()
    assert (role.role, role.valid_from, role.valid_until) == ("owner", date(2023, 1, 1), None)


def test_ended_role_gives_no_new_power(cast: Cast) -> None:
    kept, double, user = make.OrganisationFactory(), make.OrganisationFactory(), make.UserFactory()
    make.OrganisationRoleFactory(organisation=kept, user=user, role="reader", valid_from=date(2024, 1, 1))
    ended = {"valid_from": date(2023, 1, 1), "valid_until": TODAY() - timedelta(days=1)}
    make.OrganisationRoleFactory(organisation=double, user=user, role="owner", **ended)
    merge(cast, kept, double)
    assert kept.roles.get().role == "reader"


def test_units_requests_and_invitations_of_both_become_one(cast: Cast) -> None:
    kept, double, user = make.OrganisationFactory(), make.OrganisationFactory(), make.UserFactory()
    for one in (kept, double):
        make.OrganisationUnitFactory(organisation=one, name="Piste")
        make.JoinRequestFactory(organisation=one, user=user)
        make.OrganisationInvitationFactory(organisation=one, email="a@example.org")
    merge(cast, kept, double)
    assert kept.units.count() == 1
    assert sorted(kept.join_requests.values_list("state", flat=True)) == ["waiting", "withdrawn"]
    assert sorted(kept.invitations.values_list("state", flat=True)) == ["waiting", "withdrawn"]


def test_what_cannot_be_one_stops_the_merge_and_is_named(cast: Cast) -> None:
    kept, double = make.OrganisationFactory(), make.OrganisationFactory()
    first = make.NominationFactory(organisation=kept)
    make.NominationFactory(
        organisation=double, round=first.round, group=first.group, candidate_name="Ehdokas Eka"
    )
    with pytest.raises(Refused, match="Ehdokas Eka"):
        merge(cast, kept, double)
    double.refresh_from_db()
    assert double.merged_into is None


def test_merged_once_and_by_the_secretariat_alone(cast: Cast) -> None:
    kept, double = make.OrganisationFactory(), make.OrganisationFactory()
    with pytest.raises(PermissionDenied):
        doubles.merge_organisations(kept=kept, double=double, from_double=set(), actor=cast.applicant)
    merge(cast, kept, double)
    for one, other in ((kept, double), (double, kept), (kept, kept)):
        with pytest.raises(Overtaken):
            merge(cast, one, other)


def test_likely_doubles_have_one_name_or_nearly_one_in_a_municipality(cast: Cast) -> None:
    town, other = make.MunicipalityFactory(), make.MunicipalityFactory()
    same = [
        make.OrganisationFactory(name="Sama Nimi ry", business_id="2077474-0"),
        make.OrganisationFactory(name="SAMA NIMI"),
    ]
    near = [
        make.OrganisationFactory(name=name, home_municipality=town)
        for name in ("Nokian Martat ry", "Nokian Marttat ry")
    ]
    make.OrganisationFactory(name="Nokian Marttaat ry", home_municipality=other)
    make.OrganisationFactory(name="Numero ry", register_number="1")
    make.OrganisationFactory(name="Numero ry", register_number="2")
    pairs = [{pair.kept, pair.double} for pair in likely_doubles()]
    assert pairs == [set(same), set(near)]


def test_pages_lead_from_the_likely_pair_to_one_organisation(cast: Cast, client_of: Any) -> None:
    client = client_of("secretariat")
    kept = make.OrganisationFactory(name="Sama Nimi ry", phone="1", register_number="7")
    double = make.OrganisationFactory(name="Sama nimi", phone="2")
    make.MandateFactory(organisation=double)
    address = reverse("members:double-merge", args=[kept.pk, double.pk])
    assert address in client.get(reverse("members:double-list")).content.decode()
    found = client.get(reverse("members:double-list"), {"jarjesto": double.pk})
    assert address in found.content.decode()
    page = client.get(address)
    assert page.context["moves"] == [("mandates", 1)]
    assert list(client.post(address, {"name": "kept"}).context["form"].errors) == ["phone"]
    assert client.post(address, {"name": "kept", "phone": "double"})["Location"] == kept.get_absolute_url()
    kept.refresh_from_db()
    assert (kept.phone, kept.mandates.count()) == ("2", 1)
