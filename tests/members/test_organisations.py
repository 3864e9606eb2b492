"""The register of organisations: finding, reading and keeping one's own profile."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from members.enums import LegalForm, RequestState
from members.forms.profile import opened
from members.models import JoinRequest, Organisation
from members.numbers import tidied, tidy_business_id, tidy_register_number
from members.services import organisation as acts
from networks.models import NetworkMember
from portal import search
from portal.errors import Conflict
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    CategoryFactory,
    MandateFactory,
    MunicipalityFactory,
    NetworkFactory,
    OrganisationFactory,
    OrganisationUnitFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/jarjestot/"


def names(client: Client, **wish: Any) -> list[str]:
    """The names on the page, in order."""
    return [row.name for row in client.get(LIST, wish).context["organisations"]]


def indexed(**fields: Any) -> Organisation:
    organisation = OrganisationFactory(**fields)
    search.index_changes()
    return organisation


# --- Finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "omaishoitajien",
        "omaishoitaja",
        "hoitajat",
        "omaishoitajat lyhty",
        "omaishoitjat",
        "Lyhtyläiset",
        "20774740",
    ],
)
def test_search_finds_inflected_partial_misspelt_and_other_names(client: Client, asked: str) -> None:
    indexed(name="Lyhty Omaishoitajat ry", other_names=["Lyhtyläiset"], business_id="2077474-0")
    indexed(name="Toinen Kerho ry")
    assert names(client, q=asked) == ["Lyhty Omaishoitajat ry"]


def test_names_that_begin_with_the_words_come_first(client: Client) -> None:
    for name in ("Akaan Martat ry", "Martat ry", "Nokian Martat ry"):
        indexed(name=name)
    assert names(client, q="martat") == ["Martat ry", "Akaan Martat ry", "Nokian Martat ry"]


def test_number_finds_what_its_organisation_has_become(client: Client) -> None:
    kept = OrganisationFactory(name="Jäljelle jäänyt ry")
    OrganisationFactory(name="Sulautettu ry", register_number="123456", merged_into=kept, is_listed=False)
    assert names(client, q="123.456") == ["Jäljelle jäänyt ry"]


def test_filters_narrow_the_list(client: Client) -> None:
    town, category = MunicipalityFactory(), CategoryFactory()
    there = OrganisationFactory(
        name="Kotona ry", home_municipality=town, size="small", legal_form="foundation"
    )
    acting = OrganisationFactory(name="Käymässä ry")
    acting.municipalities.add(town)
    acting.categories.add(category)
    OrganisationFactory(name="Muualla ry")
    assert names(client, kunta=town.pk) == [there.name, acting.name]
    assert names(client, luokka=category.pk) == [acting.name]
    assert names(client, muoto="foundation") == names(client, koko="small", kunta=town.pk) == [there.name]
    assert names(client, koko="nonsense", kunta="x", luokka=10**30) == [there.name, acting.name, "Muualla ry"]
    assert names(client, jarjestys="ö-a") == ["Muualla ry", acting.name, there.name]


def test_search_that_finds_nothing_says_so(client: Client) -> None:
    response = client.get(LIST, {"q": "olematon"})
    assert (response.status_code, response.context["organisations"]) == (200, [])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 5), ("?q=martat", 5)])
def test_list_takes_as_many_queries_for_more_rows(
    client: Client, django_assert_num_queries: Any, query: str, queries: int, count: int
) -> None:
    for number in range(count):
        indexed(name=f"Martat {number} ry", home_municipality=MunicipalityFactory())
    client.get(f"{LIST}?q=martat&x")
    with django_assert_num_queries(queries):
        assert len(client.get(f"{LIST}{query or '?x'}").context["organisations"]) == count


def test_table_holds_the_filtered_list_without_formulas(client: Client) -> None:
    town = MunicipalityFactory(name="Testilä")
    OrganisationFactory(name="=PAHA() ry", home_municipality=town, business_id="2077474-0")
    OrganisationFactory(name="Muualla ry")
    answer = client.get(reverse("members:organisation-table"), {"kunta": town.pk})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines[1:]] == [["'=PAHA() ry", "2077474-0"]]


# --- The page of one -------------------------------------------------------------------------------------------------


def test_page_tells_seats_in_public_bodies_and_networks(client: Client) -> None:
    organisation = OrganisationFactory(name="Näkyvä ry")
    MandateFactory(organisation=organisation, person__name="Jaana Jäsen")
    hidden = BodyFactory(is_public=False, short_name="Salainen ryhmä")
    MandateFactory(
        organisation=organisation,
        seat=SeatFactory(group__term__body=hidden, group__term__rules_version__body=hidden),
    )
    NetworkMember.objects.create(
        network=NetworkFactory(name="Testiverkko"), name="x", organisation=organisation
    )
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert ("Jaana Jäsen" in page, "Testiverkko" in page, "Salainen ryhmä" in page) == (True, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_more_seats(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    organisation = OrganisationFactory()
    for _number in range(count):
        MandateFactory(organisation=organisation)
        OrganisationUnitFactory(organisation=organisation)
        organisation.categories.add(CategoryFactory())
    with django_assert_num_queries(10):
        client.get(organisation.get_absolute_url())


def test_merged_one_leads_to_what_it_became(client: Client) -> None:
    kept = OrganisationFactory()
    double = OrganisationFactory(merged_into=kept, is_listed=False)
    answer = client.get(double.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())


def test_unlisted_one_is_seen_by_its_people_and_the_secretariat_alone(cast: Cast, client_of: Any) -> None:
    Organisation.objects.filter(pk=cast.organisation.pk).update(is_listed=False)
    JoinRequest.objects.create(
        user=cast.outsider, organisation=cast.organisation, role="owner", asked_at="2026-01-01T00:00Z"
    )
    seen = {
        role
        for role in Cast.ROLES
        if client_of(role).get(cast.organisation.get_absolute_url()).status_code == 200
    }
    assert seen == {"applicant", "secretariat", "outsider"}
    assert [role for role in Cast.ROLES if cast.organisation.name in names(client_of(role))] == []


# --- Numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pasted", ["2077474-0", "20774740", "FI20774740", " FI 2077474-0 ", "2077474–0", "2.077.474-0"]
)
def test_business_id_is_read_as_people_paste_it(pasted: str) -> None:
    assert tidy_business_id(pasted) == "2077474-0"


@pytest.mark.parametrize("wrong", ["2077474-1", "1234567", "abc", "٢٠٧٧٤٧٤-٠", "2077474-0-0", "1" * 5000])
def test_wrong_business_id_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        tidy_business_id(wrong)


def test_register_number_is_read_as_people_paste_it() -> None:
    assert [tidy_register_number(text) for text in ("198.765", " 198 765", "000123", "")] == [
        "198765",
        "198765",
        "123",
        "",
    ]
    for wrong in ("1234567", "12a", "0", "²"):
        with pytest.raises(ValidationError):
            tidy_register_number(wrong)
    assert tidied("198.765") == ("", "198765")


# --- Profile ---------------------------------------------------------------------------------------------------------


def typed(organisation: Organisation, user: Any, **changes: Any) -> dict[str, Any]:
    """What the browser sends from the page of the profile, with some fields changed."""
    form = opened(organisation, user)
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        value = (
            [each.pk if hasattr(each, "pk") else each for each in value] if isinstance(value, list) else value
        )
        for name in (field.html_name, field.html_initial_name):
            sent[name] = "" if value is None else value
    return sent | changes


def test_profile_is_changed_by_its_people(cast: Cast, client_of: Any) -> None:
    organisation, town = cast.organisation, MunicipalityFactory()
    sent = typed(
        organisation,
        cast.applicant,
        business_id="FI 20774740",
        other_names="Yksi\nToinen\n\nYksi",
        municipalities=[town.pk],
        website="www.example.org",
        is_service_producer="false",
    )
    response = client_of("applicant").post(reverse("members:organisation-edit", args=[organisation.pk]), sent)
    assert response.status_code == 302, response.context["form"].errors
    organisation.refresh_from_db()
    assert (organisation.business_id, organisation.other_names, organisation.website) == (
        "2077474-0",
        ["Yksi", "Toinen"],
        "https://www.example.org",
    )
    assert (list(organisation.municipalities.all()), organisation.is_service_producer) == ([town], False)


def test_two_people_change_different_things_and_both_stay(cast: Cast, client_of: Any) -> None:
    organisation = cast.organisation
    sent = typed(organisation, cast.applicant, phone="040 123")
    Organisation.objects.filter(pk=organisation.pk).update(email="uusi@example.org")
    client_of("applicant").post(reverse("members:organisation-edit", args=[organisation.pk]), sent)
    organisation.refresh_from_db()
    assert (organisation.email, organisation.phone) == ("uusi@example.org", "040 123")


def test_two_people_change_one_thing_and_the_second_sees_both(cast: Cast, client_of: Any) -> None:
    organisation, client = cast.organisation, client_of("applicant")
    address = reverse("members:organisation-edit", args=[organisation.pk])
    town, other = MunicipalityFactory(name="Eka"), MunicipalityFactory(name="Toka")
    sent = typed(organisation, cast.applicant, phone="040 123", municipalities=[town.pk])
    Organisation.objects.filter(pk=organisation.pk).update(phone="050 999")
    organisation.municipalities.add(other)
    page = client.post(address, sent)
    assert sorted(page.context["form"].errors) == ["municipalities", "phone"]
    assert "050 999" in page.content.decode()
    again = {**sent, "initial-phone": "050 999", "initial-municipalities": [other.pk]}
    form = page.context["form"]
    assert (form.data["initial-phone"], form.data.getlist("initial-municipalities")) == (
        "050 999",
        [str(other.pk)],
    )
    assert client.post(address, again).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.phone, list(organisation.municipalities.all())) == ("040 123", [town])


def test_number_that_is_there_is_the_secretariats_to_change(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.organisation.pk).update(register_number="5")
    base, values = {"register_number": "5"}, {"register_number": "6"}
    with pytest.raises(PermissionDenied):
        acts.change_organisation(
            organisation=cast.organisation, base=base, values=values, actor=cast.applicant
        )
    acts.change_organisation(organisation=cast.organisation, base=base, values=values, actor=cast.secretariat)
    with pytest.raises(Conflict) as conflict:
        acts.change_organisation(
            organisation=cast.organisation, base=base, values={"register_number": "7"}, actor=cast.secretariat
        )
    (clash,) = conflict.value.clashes
    assert (clash.theirs, clash.mine) == ("6", "7")


def test_number_of_another_organisation_is_told_beside_the_field(cast: Cast, client_of: Any) -> None:
    OrganisationFactory(business_id="2077474-0")
    sent = typed(cast.organisation, cast.applicant, business_id="2077474-0")
    page = client_of("applicant").post(
        reverse("members:organisation-edit", args=[cast.organisation.pk]), sent
    )
    assert list(page.context["form"].errors) == ["business_id"]


def test_units_come_change_and_end(cast: Cast, client_of: Any) -> None:
    client, organisation = client_of("applicant"), cast.organisation
    create = reverse("members:unit-create", args=[organisation.pk])
    assert client.post(create, {"name": "Piste", "valid_from": "2026-01-01"}).status_code == 302
    unit = organisation.units.get()
    change = reverse("members:unit-edit", args=[organisation.pk, unit.pk])
    wrong = client.post(change, {"name": "Piste", "valid_from": "2026-01-01", "valid_until": "2025-01-01"})
    assert list(wrong.context["form"].errors) == ["valid_until"]
    client.post(change, {"name": "Piste", "valid_from": "2026-01-01", "valid_until": "2026-02-01"})
    unit.refresh_from_db()
    assert unit.valid_until == date(2026, 2, 1)
    twice = client.post(create, {"name": "Piste", "valid_from": "2026-01-15"})
    assert list(twice.context["form"].non_field_errors()) == [
        "The organisation has a unit of this name on these days."
    ]


# --- Adding ----------------------------------------------------------------------------------------------------------

NEW = {
    "name": "Aivan Uusi ry",
    "legal_form": LegalForm.ASSOCIATION,
    "register_number": "123.456",
    "message": "Pj.",
}


def add(client: Client, **fields: Any) -> Any:
    return client.post(reverse("members:organisation-create"), NEW | fields)


def test_new_organisation_waits_for_the_secretariat(cast: Cast, client_of: Any) -> None:
    response = add(client_of("outsider"))
    organisation = Organisation.objects.get(name="Aivan Uusi ry")
    assert (response["Location"], organisation.is_listed) == (organisation.get_absolute_url(), False)
    request = organisation.join_requests.get()
    assert (request.user, request.role, request.state) == (cast.outsider, "owner", RequestState.WAITING)


def test_organisation_of_the_secretariat_is_listed_at_once(cast: Cast, client_of: Any) -> None:
    add(client_of("secretariat"), message="")
    organisation = Organisation.objects.get(name="Aivan Uusi ry")
    assert (organisation.is_listed, organisation.join_requests.count()) == (True, 0)


def test_organisation_in_the_register_is_offered_instead(cast: Cast, client_of: Any) -> None:
    known = OrganisationFactory(name="Toinen nimi", register_number="123456")
    page = add(client_of("outsider"))
    assert (page.context["known"], page.context["is_sure"]) == ([known], True)
    assert reverse("members:organisation-join", args=[known.pk]) in page.content.decode()


def test_nearly_the_same_name_is_asked_about_first(cast: Cast, client_of: Any) -> None:
    known = OrganisationFactory(name="AIVAN UUSI r.y.")
    slip = OrganisationFactory(name="Aivan Uusii ry")
    page = add(client_of("outsider"))
    assert (page.context["known"], page.context["is_sure"]) == ([known, slip], False)
    assert add(client_of("outsider"), is_none_of_these="on").status_code == 302


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"register_number": ""}, "business_id"),
        ({"business_id": "2077474-1"}, "business_id"),
        ({"register_number": "x"}, "register_number"),
        ({"name": ""}, "name"),
        ({"message": ""}, "message"),
    ],
)
def test_new_organisation_says_what_is_wrong(
    cast: Cast, client_of: Any, fields: dict[str, str], wrong: str
) -> None:
    assert list(add(client_of("outsider"), **fields).context["form"].errors) == [wrong]


def test_group_without_registration_needs_no_number(cast: Cast, client_of: Any) -> None:
    assert (
        add(client_of("outsider"), register_number="", legal_form=LegalForm.UNREGISTERED).status_code == 302
    )


def test_database_lists_nothing_that_was_merged(cast: Cast) -> None:
    kept = OrganisationFactory()
    with pytest.raises(IntegrityError, match="merged_is_not_listed"), transaction.atomic():
        Organisation.objects.filter(pk=cast.organisation.pk).update(merged_into=kept)
