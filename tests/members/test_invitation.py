"""Inviting people to sign in, and joining an account to a person only when the address has shown to be theirs."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members import services
from members.enums import PersonActKind
from members.models import Body, Person
from members.services.invitation import obstacles_of, without_account
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail, User
from tests.cast import Cast, make_cast
from tests.factories import (
    DeputySeatFactory,
    MandateFactory,
    PersonFactory,
    SeatFactory,
    SeatGroupFactory,
    UserFactory,
)

ADDRESS = "kutsuttu@example.org"


def seated(cast: Cast, *, email: str = ADDRESS, **person: Any) -> Person:
    """Somebody in another seat of the cast's body, without an account."""
    seat = SeatFactory(group=SeatGroupFactory(term=cast.term))
    return MandateFactory(seat=seat, person=PersonFactory(email=email, **person)).person


def invite(person: Person, cast: Cast) -> Person:
    return services.invite_person(person=person, actor=cast.coordinator)


def sign_in_by_code(address: str) -> Client:
    """A browser in which somebody has read the mail and typed its code."""
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": address})
    row = OutgoingMail.objects.get(kind="login_code", to_address=address)
    (code,) = re.findall(r"^[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*$", row.text, re.MULTILINE)
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    return client


# --- Inviting --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_invitation_makes_an_account_without_password_and_one_mail(cast: Cast) -> None:
    person = invite(seated(cast, name="Kaisa Kutsuttu"), cast)
    user = User.objects.get(email=ADDRESS)
    mail = OutgoingMail.objects.get(kind="person_invitation")
    assert (user.name, user.has_usable_password(), person.user) == ("Kaisa Kutsuttu", False, None)
    assert (mail.to_address, mail.about, mail.html.count('class="button"')) == (ADDRESS, person, 1)
    assert "/kirjaudu/koodi/?next=" in mail.text
    assert [(act.kind, act.done_by) for act in person.acts.all()] == [
        (PersonActKind.INVITED, cast.coordinator)
    ]


@pytest.mark.django_db
def test_invited_again_only_after_three_days(cast: Cast) -> None:
    person = invite(seated(cast), cast)
    with pytest.raises(Refused, match="Invited on"):
        invite(person, cast)
    Person.objects.filter(pk=person.pk).update(invited_at=timezone.now() - timedelta(days=3, minutes=1))
    invite(person, cast)
    assert OutgoingMail.objects.filter(kind="person_invitation").count() == 2
    assert User.objects.filter(email=ADDRESS).count() == 1


@pytest.mark.django_db
def test_another_address_can_be_invited_at_once(cast: Cast) -> None:
    person = invite(seated(cast), cast)
    values = {"name": person.name, "email": "oikea@example.org", "phone": ""}
    services.change_contact(
        person=person, base=person.contact_mark, values=values, is_public=False, actor=cast.coordinator
    )
    invite(Person.objects.get(pk=person.pk), cast)
    assert OutgoingMail.objects.filter(to_address="oikea@example.org").count() == 1


def without_address(cast: Cast) -> Person:
    return seated(cast, email="")


def sharing_an_address(cast: Cast) -> Person:
    PersonFactory(email=ADDRESS.upper())
    return seated(cast)


def of_anothers_account(cast: Cast) -> Person:
    PersonFactory(name="Toinen", user=UserFactory(email=ADDRESS))
    return seated(cast)


def of_closed_account(cast: Cast) -> Person:
    UserFactory(email=ADDRESS, is_active=False)
    return seated(cast)


def with_account(cast: Cast) -> Person:
    return seated(cast, user=UserFactory())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (without_address, "Has no e-mail address. Add it first."),
        (
            sharing_an_address,
            "Another person has the same e-mail address. Each needs an address of their own.",
        ),
        (of_anothers_account, "The account with this e-mail address belongs to another person: Toinen."),
        (of_closed_account, "The account with this e-mail address is closed."),
        (with_account, "Has an account already."),
    ],
)
def test_who_cannot_be_invited_is_told_why(make: Any, reason: str, cast: Cast) -> None:
    person = make(cast)
    users = User.objects.count()
    with pytest.raises(Refused) as refused:
        invite(person, cast)
    assert str(refused.value) == f"{person}: {reason}"
    assert (OutgoingMail.objects.count(), User.objects.count()) == (0, users)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["member", "deputy", "speaker", "applicant", "officer", "assessor", "outsider"]
)
def test_only_those_who_run_the_body_invite(role: str, cast: Cast) -> None:
    person, actor = seated(cast), getattr(cast, role)
    for act in (
        lambda: services.invite_person(person=person, actor=actor),
        lambda: services.invite_members(body=cast.body, people=[person.pk], actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
def test_all_of_a_body_are_invited_but_those_who_cannot_be(cast: Cast) -> None:
    first, second = seated(cast, email="a@example.org"), seated(cast, email="b@example.org")
    no_address, elsewhere = seated(cast, email=""), MandateFactory(person__email="c@example.org").person
    assert [person.pk for person in without_account(cast.body)] == [first.pk, second.pk, no_address.pk]
    ids = [person.pk for person in (first, second, no_address, elsewhere)]
    invited = services.invite_members(body=cast.body, people=ids, actor=cast.coordinator)
    assert invited == [first, second]
    with pytest.raises(Overtaken):
        services.invite_members(body=cast.body, people=ids, actor=cast.coordinator)
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_obstacles_takes_as_many_queries_for_more_people(number: int, cast: Cast) -> None:
    people = [seated(cast, email=f"x{n}@example.org") for n in range(number)]
    with CaptureQueriesContext(connection) as queries:
        assert obstacles_of(people) == {}
    assert len(queries) == 2


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_invite_at_once_and_one_mail_goes() -> None:
    cast = make_cast()
    person, barrier = seated(cast), Barrier(2)

    def act(_n: int) -> str:
        barrier.wait(timeout=10)
        try:
            services.invite_person(person=person, actor=cast.coordinator)
        except Overtaken:
            return "overtaken"
        finally:
            connection.close()
        return "invited"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(act, range(2)))
    assert (outcomes, OutgoingMail.objects.count()) == (["invited", "overtaken"], 1)


# --- Joining ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_first_sign_in_by_code_joins_the_account(cast: Cast) -> None:
    person = invite(seated(cast), cast)
    client = sign_in_by_code(ADDRESS)
    person.refresh_from_db()
    assert (person.user, person.acts.first().kind) == (
        User.objects.get(email=ADDRESS),
        PersonActKind.ACCOUNT_LINKED,
    )
    assert Body.objects.visible_to(person.user).filter(pk=cast.body.pk).exists()
    assert client.get(reverse("members:person-seats")).context["person"] == person


@pytest.mark.django_db
def test_account_that_was_there_is_joined_by_code_and_keeps_its_password(cast: Cast) -> None:
    user = UserFactory(email=ADDRESS)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    person = invite(seated(cast), cast)
    client = Client()
    client.post(reverse("account_login"), {"login": ADDRESS, "password": "password"})
    assert (client.session["_auth_user_id"], Person.objects.get(pk=person.pk).user) == (str(user.pk), None)
    sign_in_by_code(ADDRESS)
    assert Person.objects.get(pk=person.pk).user == user
    assert User.objects.get(pk=user.pk).has_usable_password() is True


@pytest.mark.django_db
def test_password_of_somebody_who_never_held_the_address_is_taken_away(cast: Cast) -> None:
    user = UserFactory(email=ADDRESS)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=False, primary=True)
    invite(seated(cast), cast)
    assert User.objects.get(pk=user.pk).has_usable_password() is False


@pytest.mark.django_db
def test_who_was_not_invited_is_not_joined(cast: Cast) -> None:
    person = seated(cast)
    UserFactory(email=ADDRESS)
    sign_in_by_code(ADDRESS)
    assert Person.objects.get(pk=person.pk).user is None


@pytest.mark.django_db
def test_nobody_is_joined_when_two_have_the_address(cast: Cast) -> None:
    person = invite(seated(cast), cast)
    PersonFactory(email=ADDRESS.title())
    sign_in_by_code(ADDRESS)
    assert Person.objects.get(pk=person.pk).user is None


@pytest.mark.django_db
def test_account_of_one_person_is_not_joined_to_another(cast: Cast) -> None:
    person = invite(seated(cast), cast)
    other = PersonFactory(user=User.objects.get(email=ADDRESS))
    assert services.join_account(address=ADDRESS, actor=other.user) is None
    assert Person.objects.get(pk=person.pk).user is None


@pytest.mark.django_db
def test_deputies_are_invited_with_the_members(cast: Cast) -> None:
    seat = SeatFactory(group=SeatGroupFactory(term=cast.term))
    deputy = MandateFactory(seat=DeputySeatFactory(deputises=seat), person__email=ADDRESS).person
    assert without_account(cast.body) == [deputy]
