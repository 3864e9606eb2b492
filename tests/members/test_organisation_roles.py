"""Who acts for an organisation: asking, consenting, inviting, changing and leaving."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from members.enums import RequestState, Verification
from members.models import JoinRequest, Organisation, OrganisationInvitation, OrganisationRole
from members.services import role as acts
from portal import desk
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast, make_cast
from tests.factories import (
    JoinRequestFactory,
    OrganisationFactory,
    OrganisationInvitationFactory,
    OrganisationRoleFactory,
    UserFactory,
)
from tests.racing import outcomes_at_once

pytestmark = pytest.mark.django_db


def mails() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("kind", "to_address"))


def ask(cast: Cast, organisation: Organisation, **values: Any) -> JoinRequest:
    return acts.ask_to_act(
        **{"organisation": organisation, "role": "editor", "message": "Sihteeri.", "actor": cast.outsider}
        | values
    )


def present(organisation: Organisation) -> list[tuple[str, str]]:
    today = OrganisationRole.objects.valid_on(timezone.localdate()).filter(organisation=organisation)
    return sorted(today.values_list("user__email", "role"))


def titles(user: Any) -> list[str]:
    return [str(card.title) for card in desk.cards_for(user)]


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_owner_is_asked_and_consents(cast: Cast) -> None:
    request = ask(cast, cast.organisation)
    assert mails() == [("organisation_request", "applicant@example.org")]
    asked = f"Outsider asks to act for {cast.organisation}"
    assert [asked in titles(user) for user in (cast.applicant, cast.secretariat, cast.outsider)] == [
        True,
        False,
        False,
    ]
    acts.decide_request(request=request, accept=True, role="reader", actor=cast.applicant)
    role = cast.outsider.organisation_roles.get()
    assert (role.role, role.verified_by, role.valid_from) == (
        "reader",
        Verification.OWNER,
        timezone.localdate(),
    )
    assert mails()[1:] == [("organisation_request_decided", "outsider@example.org")]


def test_secretariat_is_asked_where_nobody_acts(cast: Cast) -> None:
    organisation = OrganisationFactory(is_listed=False)
    request = ask(cast, organisation, role="owner")
    assert mails() == [("organisation_request", "secretariat@example.org")]
    assert f"Outsider asks to act for {organisation}" in titles(cast.secretariat)
    acts.decide_request(request=request, accept=True, actor=cast.secretariat)
    organisation.refresh_from_db()
    assert (present(organisation), organisation.is_listed) == ([("outsider@example.org", "owner")], True)
    assert cast.outsider.organisation_roles.get().verified_by == Verification.SECRETARIAT


def test_refused_request_gives_nothing_and_is_decided_once(cast: Cast) -> None:
    organisation = OrganisationFactory(is_listed=False)
    request = ask(cast, organisation)
    acts.decide_request(request=request, accept=False, actor=cast.secretariat)
    organisation.refresh_from_db()
    assert (present(organisation), organisation.is_listed) == ([], False)
    with pytest.raises(Overtaken):
        acts.decide_request(request=request, accept=True, actor=cast.secretariat)


def test_nobody_asks_twice_or_without_need_or_too_often(cast: Cast) -> None:
    ask(cast, cast.organisation)
    with pytest.raises(Refused):
        ask(cast, cast.organisation)
    with pytest.raises(Refused):
        ask(cast, cast.organisation, actor=cast.applicant)
    for _number in range(acts.MOST_ASKED - 1):
        ask(cast, OrganisationFactory())
    with pytest.raises(Refused):
        ask(cast, OrganisationFactory())


@pytest.mark.parametrize(
    "role", [role for role in Cast.ROLES if role not in {"visitor", "applicant", "secretariat"}]
)
def test_only_owners_and_the_secretariat_decide(cast: Cast, role: str) -> None:
    actor, request = getattr(cast, role), JoinRequestFactory(organisation=cast.organisation)
    theirs, invitation = (
        cast.applicant.organisation_roles.get(),
        OrganisationInvitationFactory(organisation=cast.organisation),
    )
    tried: list[Callable[[], Any]] = [
        lambda: acts.decide_request(request=request, accept=True, actor=actor),
        lambda: acts.invite(organisation=cast.organisation, email="x@example.org", role="owner", actor=actor),
        lambda: acts.withdraw_invitation(invitation=invitation, actor=actor),
        lambda: acts.answer_invitation(invitation=invitation, accept=True, actor=actor),
        lambda: acts.change_role(role=theirs, kind="reader", actor=actor),
        lambda: acts.end_role(role=theirs, actor=actor),
        lambda: acts.withdraw_request(request=request, actor=actor),
    ]
    for act in tried:
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("kind", ["editor", "reader"])
def test_editor_and_reader_decide_nothing(cast: Cast, kind: str) -> None:
    OrganisationRoleFactory(organisation=cast.organisation, user=cast.outsider, role=kind)
    with pytest.raises(PermissionDenied):
        acts.invite(organisation=cast.organisation, email="x@example.org", role="owner", actor=cast.outsider)


def test_own_request_is_withdrawn(cast: Cast, client_of: Any) -> None:
    request = ask(cast, cast.organisation)
    client_of("outsider").post(reverse("members:request-withdraw", args=[request.pk]))
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN
    ask(cast, cast.organisation)


# --- Inviting --------------------------------------------------------------------------------------------------------


def test_invited_person_has_the_role_after_accepting(cast: Cast, client_of: Any) -> None:
    invitation = acts.invite(
        organisation=cast.organisation, email="Outsider@example.org", role="editor", actor=cast.applicant
    )
    assert (mails(), present(cast.organisation)) == (
        [("organisation_invitation", "outsider@example.org")],
        [("applicant@example.org", "owner")],
    )
    assert f"You are asked to act for {cast.organisation}" in titles(cast.outsider)
    address = reverse("members:invitation", args=[invitation.key])
    client_of("member").post(address, {"accept": "1"})
    assert present(cast.organisation) == [("applicant@example.org", "owner")]
    client_of("outsider").post(address, {"accept": "1"})
    assert present(cast.organisation) == [
        ("applicant@example.org", "owner"),
        ("outsider@example.org", "editor"),
    ]
    client_of("outsider").post(address, {})
    invitation.refresh_from_db()
    assert invitation.state == RequestState.ACCEPTED


def test_nobody_is_invited_twice_or_without_need(cast: Cast) -> None:
    def invite(email: str) -> OrganisationInvitation:
        return acts.invite(organisation=cast.organisation, email=email, role="reader", actor=cast.applicant)

    invite("uusi@example.org")
    for email in ("UUSI@example.org", "applicant@example.org"):
        with pytest.raises(Refused):
            invite(email)
    with pytest.raises(ValidationError):
        invite("ei osoite")
    for number in range(acts.MOST_INVITED - 1):
        invite(f"n{number}@example.org")
    with pytest.raises(Refused):
        invite("viimeinen@example.org")


def test_withdrawn_invitation_gives_nothing(cast: Cast) -> None:
    invitation = OrganisationInvitationFactory(organisation=cast.organisation, email=cast.outsider.email)
    acts.withdraw_invitation(invitation=invitation, actor=cast.applicant)
    with pytest.raises(Overtaken):
        acts.answer_invitation(invitation=invitation, accept=True, actor=cast.outsider)


# --- Roles -----------------------------------------------------------------------------------------------------------


def test_role_changes_from_today_and_the_past_stays(cast: Cast) -> None:
    role = OrganisationRoleFactory(organisation=cast.organisation, role="reader", valid_from=date(2024, 1, 1))
    changed = acts.change_role(role=role, kind="owner", actor=cast.applicant)
    role.refresh_from_db()
    today = timezone.localdate()
    assert (role.role, role.valid_until) == ("reader", today - timedelta(days=1))
    assert (changed.role, changed.valid_from, changed.valid_until) == ("owner", today, None)
    again = acts.change_role(role=changed, kind="editor", actor=cast.applicant)
    assert [each.role for each in cast.organisation.roles.filter(user=role.user).order_by("valid_from")] == [
        "reader",
        "editor",
    ]
    with pytest.raises(Overtaken):
        acts.change_role(role=changed, kind="owner", actor=cast.applicant)
    with pytest.raises(ValidationError):
        acts.change_role(role=again, kind="king", actor=cast.applicant)
    assert {kind for kind, _address in mails()} == {"organisation_role"}


def test_last_owner_stays_until_there_is_another(cast: Cast) -> None:
    role = cast.applicant.organisation_roles.get()
    for act in (
        lambda: acts.end_role(role=role, actor=cast.applicant),
        lambda: acts.change_role(role=role, kind="editor", actor=cast.applicant),
    ):
        with pytest.raises(Refused):
            act()
    OrganisationRoleFactory(organisation=cast.organisation, user__is_active=False)
    with pytest.raises(Refused):
        acts.end_role(role=role, actor=cast.applicant)
    other = OrganisationRoleFactory(organisation=cast.organisation)
    acts.end_role(role=role, actor=cast.applicant)
    assert mails() == []
    acts.end_role(role=other, actor=cast.secretariat)
    assert mails() == [("organisation_role", other.user.email)]


def test_role_that_began_today_ends_without_a_day(cast: Cast) -> None:
    role = OrganisationRoleFactory(organisation=cast.organisation, valid_from=timezone.localdate())
    acts.end_role(role=role, actor=cast.applicant)
    assert not cast.organisation.roles.filter(user=role.user).exists()


def test_reader_leaves_by_the_own_page(cast: Cast, client_of: Any) -> None:
    role = OrganisationRoleFactory(organisation=cast.organisation, user=cast.outsider, role="reader")
    client = client_of("outsider")
    address = reverse("members:role-end", args=[cast.organisation.pk, role.pk])
    assert address in client.get(reverse("members:own-organisations")).content.decode()
    client.post(address)
    assert present(cast.organisation) == [("applicant@example.org", "owner")]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("people", 8), ("own", 6)])
def test_pages_take_as_many_queries_for_more_rows(
    cast: Cast, client_of: Any, django_assert_num_queries: Any, page: str, queries: int, count: int
) -> None:
    for _number in range(count):
        OrganisationRoleFactory(organisation=cast.organisation)
        OrganisationRoleFactory(user=cast.applicant)
        JoinRequestFactory(organisation=cast.organisation)
        JoinRequestFactory(user=cast.applicant)
        OrganisationInvitationFactory(organisation=cast.organisation)
        OrganisationInvitationFactory(email=cast.applicant.email)
    address = reverse("members:organisation-people", args=[cast.organisation.pk])
    address = address if page == "people" else reverse("members:own-organisations")
    client = client_of("applicant")
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


# --- Races -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_one_request_give_one_role() -> None:
    cast = make_cast()
    request = JoinRequestFactory(organisation=cast.organisation)
    outcomes = outcomes_at_once(
        lambda: acts.decide_request(request=request, accept=True, actor=cast.applicant),
        lambda: acts.decide_request(request=request, accept=True, actor=cast.secretariat),
    )
    assert (outcomes, request.user.organisation_roles.count()) == (["Overtaken", "done"], 1)


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_leave_at_once_leave_one_of_them() -> None:
    cast = make_cast()
    other = OrganisationRoleFactory(organisation=cast.organisation, user=UserFactory())
    mine = cast.applicant.organisation_roles.get()
    outcomes = outcomes_at_once(
        lambda: acts.end_role(role=mine, actor=cast.applicant),
        lambda: acts.end_role(role=other, actor=other.user),
    )
    assert (outcomes, len(present(cast.organisation))) == (["Refused", "done"], 1)


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_demote_each_other_at_once_leave_an_owner() -> None:
    cast = make_cast()
    other = OrganisationRoleFactory(organisation=cast.organisation, user=UserFactory())
    mine = cast.applicant.organisation_roles.get()
    outcomes_at_once(
        lambda: acts.change_role(role=other, kind="reader", actor=cast.applicant),
        lambda: acts.change_role(role=mine, kind="reader", actor=other.user),
    )
    assert [role for _user, role in present(cast.organisation)].count("owner") == 1
