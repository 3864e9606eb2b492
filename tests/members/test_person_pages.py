"""The pages about people: one's own, the coordinator's and the secretariat's, and where contact data is shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.enums import OfficeKind
from members.models import Body, Mandate, Office, OutsideSeat, Person, SpeakingRight
from portal import search
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import (
    MandateFactory,
    OutsideSeatFactory,
    PersonFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SECRET = ("salainen@example.org", "0407654321")


def at(name: str, *args: Any) -> str:
    return reverse(f"members:{name}", args=args)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def person(cast: Cast) -> Person:
    """The member, with contact data that nobody has agreed to show."""
    Person.objects.filter(pk=cast.member.person.pk).update(email=SECRET[0], phone=SECRET[1])
    return Person.objects.get(pk=cast.member.person.pk)


def form_of(person: Person, **changed: Any) -> dict[str, Any]:
    facts = {"name": person.name, "email": person.email, "phone": person.phone, "base": person.contact_mark}
    return facts | changed


# --- Where contact data is shown -------------------------------------------------------------------------------------


def public_pages(cast: Cast) -> list[str]:
    """Every page for visitors on which the member's name stands."""
    body = cast.body.get_absolute_url()
    return [
        body,
        f"{body}?nakyma=taulukko",
        at("members-on", cast.body.slug),
        at("members-csv", cast.body.slug),
    ]


def test_visitors_see_contact_data_with_consent_only(cast: Cast, person: Person, client: Client) -> None:
    Office.objects.create(
        body=cast.body, person=person, kind=OfficeKind.CHAIR, valid_from=cast.term.starts_on
    )
    SpeakingRight.objects.create(body=cast.body, person=person, group="x", valid_from=cast.term.starts_on)
    for address in [*public_pages(cast), reverse("front"), at("open-data")]:
        text = text_of(client, address)
        assert not any(secret in text for secret in SECRET), address
    Person.objects.filter(pk=person.pk).update(contact_is_public=True, contact_agreed_at=timezone.now())
    text = text_of(client, f"{cast.body.get_absolute_url()}?nakyma=taulukko")
    assert [text.count(secret) for secret in (f"mailto:{SECRET[0]}", SECRET[1])] == [3, 3]
    Person.objects.filter(pk=person.pk).update(contact_is_public=False, contact_agreed_at=None)
    text = text_of(client, f"{cast.body.get_absolute_url()}?nakyma=taulukko")
    assert not any(secret in text for secret in SECRET)


def test_search_knows_no_contact_data_even_with_consent(person: Person, client_of: Any) -> None:
    Person.objects.filter(pk=person.pk).update(contact_is_public=True, contact_agreed_at=timezone.now())
    search.index_changes()
    for role in ("visitor", "coordinator", "secretariat"):
        for secret in SECRET:
            assert client_of(role).get(reverse("search"), {"q": secret}).context["results"].count == 0, role


@pytest.mark.parametrize("role", ["deputy", "speaker", "applicant", "officer", "assessor", "outsider"])
def test_others_who_sign_in_see_no_more_than_visitors(
    role: str, cast: Cast, person: Person, client_of: Any
) -> None:
    for address in public_pages(cast):
        text = text_of(client_of(role), address)
        assert not any(secret in text for secret in SECRET), address


# --- One's own pages -------------------------------------------------------------------------------------------------


def test_own_page_shows_seats_now_earlier_and_elsewhere(cast: Cast, client_of: Any) -> None:
    today = timezone.localdate()
    old = TermFactory(starts_on=today - timedelta(days=900), ends_on=today - timedelta(days=500))
    MandateFactory(seat=SeatFactory(group__term=old), person=cast.member.person)
    OutsideSeatFactory(person=cast.member.person, group="Hyte-työryhmä", behalf="Omaisverkosto")
    text = text_of(client_of("member"), at("person-seats"))
    for found in (cast.body.short_name, old.body.short_name, "Hyte-työryhmä", "Omaisverkosto"):
        assert found in text
    assert "Omaisten Testi ry" in text


def test_who_sits_nowhere_is_told_so(client_of: Any) -> None:
    assert "You have no seat in any group" in text_of(client_of("outsider"), at("person-seats"))
    assert "You have no seat in any group" in text_of(client_of("outsider"), at("person-contact"))


def test_own_hidden_body_is_among_the_seats(cast: Cast, client_of: Any) -> None:
    Body.objects.filter(pk=cast.body.pk).update(is_public=False)
    Mandate.objects.filter(person=cast.member.person).update(
        valid_until=timezone.localdate() - timedelta(days=1)
    )
    assert cast.body.short_name in text_of(client_of("member"), at("person-seats"))


@pytest.mark.parametrize("number", [1, 3])
def test_own_page_takes_as_many_queries_for_more_seats(number: int, cast: Cast, client_of: Any) -> None:
    for _ in range(number):
        MandateFactory(person=cast.member.person)
        OutsideSeatFactory(person=cast.member.person)
    client = client_of("member")
    client.get(at("person-seats"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(at("person-seats")).status_code == 200
    assert len(queries) == 8


def test_consent_is_given_and_taken_back_on_the_own_page(person: Person, client_of: Any) -> None:
    client = client_of("member")
    client.post(at("person-contact"), form_of(person, is_public="on"))
    person.refresh_from_db()
    assert (person.public_email, person.contact_agreed_at is not None) == (SECRET[0], True)
    client.post(at("person-contact"), form_of(person))
    person.refresh_from_db()
    assert (person.public_email, person.contact_agreed_at) == ("", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "ei osoite"),
        ("email", "a@example.org\nBcc: b@example.org"),
        ("phone", "soita"),
        ("phone", "1" * 40),
        ("name", ""),
        ("name", "x" * 121),
    ],
)
def test_wrong_contact_data_is_told_beside_its_field(
    field: str, value: str, person: Person, client_of: Any
) -> None:
    response = client_of("member").post(at("person-contact"), form_of(person, **{field: value}))
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert Person.objects.get(pk=person.pk).contact_mark == person.contact_mark


def test_form_that_is_behind_the_times_saves_nothing(person: Person, client_of: Any) -> None:
    stale = form_of(person, email="vanha@example.org")
    Person.objects.filter(pk=person.pk).update(phone="050 1234567")
    response = client_of("member").post(at("person-contact"), stale)
    assert "Somebody was faster" in response.context["form"].non_field_errors()[0]
    assert Person.objects.get(pk=person.pk).email == SECRET[0]


def test_group_elsewhere_is_written_and_ended(cast: Cast, client_of: Any) -> None:
    client = client_of("member")
    new = {"group": "Hyte", "convener": "", "behalf": "", "valid_from": "2026-01-01", "valid_until": ""}
    client.post(at("outside-seat-create"), new)
    seat = OutsideSeat.objects.get(person=cast.member.person)
    page = at("outside-seat-change", seat.pk)
    wrong = client.post(page, new | {"valid_until": "2025-12-31"})
    assert list(wrong.context["form"].errors) == ["valid_until"]
    client.post(page, new | {"valid_until": "2026-06-30"})
    seat.refresh_from_db()
    assert str(seat.valid_until) == "2026-06-30"


# --- The coordinator's pages -----------------------------------------------------------------------------------------


def test_coordinator_finds_people_of_own_bodies_only(cast: Cast, client_of: Any) -> None:
    stranger = MandateFactory(person__name="Member Muualla").person
    names = {person.name for person in client_of("coordinator").get(at("person-list")).context["people"]}
    assert names == {"Member", "Deputy", "Speaker", "Coordinator"}
    assert client_of("coordinator").get(at("person-detail", stranger.pk)).status_code == 404
    found = client_of("secretariat").get(at("person-list"), {"q": "member"}).context["people"]
    assert [person.name for person in found] == ["Member", "Member Muualla"]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("EMB", ["Member"]),
        ("salainen@", ["Member"]),
        ("%", []),
        ("_", []),
        ("", ["Coordinator", "Deputy", "Member", "Speaker"]),
        ("x" * 200, []),
    ],
)
def test_people_are_searched_by_name_or_address(
    q: str, names: list[str], person: Person, client_of: Any
) -> None:
    found = client_of("coordinator").get(at("person-list"), {"q": q}).context["people"]
    assert [each.name for each in found] == names


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_people_takes_as_many_queries_for_more(number: int, cast: Cast, client_of: Any) -> None:
    for _ in range(number):
        seat = SeatFactory(group=SeatGroupFactory(term=cast.term))
        MandateFactory(seat=seat, person__user=UserFactory())
    client = client_of("coordinator")
    client.get(at("person-list"))
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(at("person-list")).context["people"]) == 4 + number
    assert len(queries) == 8


def test_page_of_a_person_shows_double_loads_and_contact(cast: Cast, person: Person, client_of: Any) -> None:
    elsewhere = MandateFactory(person=person).seat.group.term.body
    hidden = MandateFactory(person=person).seat.group.term.body
    Body.objects.filter(pk=hidden.pk).update(is_public=False)
    text = text_of(client_of("coordinator"), at("person-detail", person.pk))
    assert elsewhere.short_name in text
    assert hidden.short_name not in text
    assert "Sits as the member in 2 seats" in text
    assert SECRET[0] in text


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_person_takes_as_many_queries_for_more_seats(
    number: int, cast: Cast, client_of: Any
) -> None:
    for _ in range(number):
        MandateFactory(person=cast.member.person)
        OutsideSeatFactory(person=cast.member.person)
    client = client_of("coordinator")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(at("person-detail", cast.member.person.pk)).status_code == 200
    assert len(queries) == 32


def test_contact_changed_on_behalf_needs_the_way_of_consent(person: Person, client_of: Any) -> None:
    client, page = client_of("coordinator"), at("person-edit", person.pk)
    response = client.post(page, form_of(person, is_public="on", how=""))
    assert list(response.context["form"].errors) == ["how"]
    assert client.post(page, form_of(person, is_public="on", how="puhelimessa")).status_code == 302
    text = text_of(client, at("person-detail", person.pk))
    assert "puhelimessa" in text
    assert "Consent given" in text


def test_invitation_shows_the_mail_and_then_sends_it(cast: Cast, client_of: Any) -> None:
    seat = SeatFactory(group=SeatGroupFactory(term=cast.term))
    invited = MandateFactory(seat=seat, person__email="uusi@example.org").person
    client, page = client_of("coordinator"), at("person-invite", invited.pk)
    assert "One mail goes to uusi@example.org" in text_of(client, page)
    assert OutgoingMail.objects.count() == 0
    response = client.post(page)
    assert said(response) == ["The invitation is on its way to uusi@example.org."]
    assert OutgoingMail.objects.count() == 1
    assert "can be invited again from" in said(client.post(page))[-1]
    assert OutgoingMail.objects.count() == 1
    assert "Send the invitation" not in text_of(client, page)


def test_all_are_invited_at_once_after_being_shown(cast: Cast, client_of: Any) -> None:
    people = []
    for number in range(3):
        seat = SeatFactory(group=SeatGroupFactory(term=cast.term))
        people.append(
            MandateFactory(seat=seat, person__email=f"x{number}@example.org" if number else "").person
        )
    client, page = client_of("coordinator"), at("body-invite", cast.body.slug)
    response = client.get(page)
    assert response.context["ready"] == people[1:]
    assert response.context["obstacles"] == [(people[0], "Has no e-mail address. Add it first.")]
    assert "Send 2 invitations" in response.content.decode()
    late = MandateFactory(
        seat=SeatFactory(group=SeatGroupFactory(term=cast.term)), person__email="late@example.org"
    ).person
    sent = client.post(page, {"henkilo": [person.pk for person in people] + ["x", "9" * 40]})
    assert said(sent) == ["2 invitations are on their way."]
    assert Person.objects.get(pk=late.pk).invited_at is None
    assert "all of them have just been invited" in said(client.post(page, {"henkilo": people[1].pk}))[-1]


# --- The secretariat's pages -----------------------------------------------------------------------------------------


def test_double_is_found_compared_and_merged(cast: Cast, client_of: Any) -> None:
    double = MandateFactory(person__name="Member M").person
    client, page = client_of("secretariat"), at("person-merge", cast.member.person.pk)
    assert list(client.get(page).context["found"]) == [double]
    assert "Make them one?" in text_of(client, f"{page}?toinen={double.pk}")
    assert said(client.post(page, {"toinen": double.pk})) == ["The two records are one now."]
    assert cast.member.person.mandates.count() == 2
    for nonsense in (double.pk, cast.member.person.pk, "x", ""):
        assert client.post(page, {"toinen": nonsense}).status_code == 404


def test_old_contact_data_is_listed_and_removed_from_the_chosen(client_of: Any, settings: Any) -> None:
    settings.PERSON_CONTACT_KEPT_MONTHS = 0
    today = timezone.localdate()
    term = TermFactory(starts_on=today - timedelta(days=2000), ends_on=today - timedelta(days=800))
    chosen, other = (
        MandateFactory(seat=SeatFactory(group__term=term), person__email=f"v{n}@example.org").person
        for n in range(2)
    )
    client, page = client_of("secretariat"), at("old-contacts")
    first = client.get(page)
    assert (first.context["since"], first.context["form"].errors) == (None, {})
    shown = client.get(page, {"kuukaudet": 24})
    assert list(shown.context["people"]) == [chosen, other]
    response = client.post(page, {"kuukaudet": 24, "henkilo": [chosen.pk, "x"]})
    assert said(response) == ["The contact data of 1 person is removed."]
    assert list(Person.objects.exclude(email="").filter(pk__in=[chosen.pk, other.pk])) == [other]


@pytest.mark.parametrize("months", ["0", "-1", "601", "x", "9" * 5000, ""])
def test_months_that_are_none_list_nobody(months: str, client_of: Any) -> None:
    response = client_of("secretariat").get(at("old-contacts"), {"kuukaudet": months})
    assert (response.status_code, response.context["since"]) == (200, None)
    assert list(response.context["form"].errors) == ["kuukaudet"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_old_contact_data_takes_as_many_queries_for_more(number: int, client_of: Any) -> None:
    today = timezone.localdate()
    term = TermFactory(starts_on=today - timedelta(days=2000), ends_on=today - timedelta(days=800))
    for n in range(number):
        MandateFactory(seat=SeatFactory(group__term=term), person=PersonFactory(phone=f"040 {n}"))
    client = client_of("secretariat")
    client.get(at("old-contacts"))
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(at("old-contacts"), {"kuukaudet": 24}).context["people"]) == number
    assert len(queries) == 3
