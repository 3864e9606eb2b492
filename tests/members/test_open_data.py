"""The open data: what it says, what it never says, how it is paged and kept, and that it is what it says it is."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.api import WRONG
from members.enums import EndReason, Precision
from members.models import Body, Mandate, Organisation, Person, Term
from members.open_data import COLLECTIONS
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    DeputySeatFactory,
    MandateFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)
from tests.schemas import faults, looked_up

pytestmark = pytest.mark.django_db
POPOLO = json.loads((Path(__file__).parent / "popolo.json").read_text(encoding="utf-8"))
ROOT = "/avoin-data/v1"
TODAY = timezone.localdate


def ask(client: Client, address: str, **parameters: Any) -> Any:
    response = client.get(f"{ROOT}/{address}", parameters)
    assert response.status_code == 200, response.content
    return response.json()


def ids(client: Client, address: str, **parameters: Any) -> list[str]:
    return [row["id"] for row in ask(client, address, **parameters)["results"]]


def lines(client: Client, name: str, **parameters: Any) -> list[str]:
    response = client.get(f"{ROOT}/{name}.csv", parameters)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return response.content.decode().removeprefix("\ufeff").splitlines()


@pytest.fixture
def term() -> Term:
    """A public body with a member and a deputy who has left, from organisations with all that they can have."""
    term = TermFactory(
        starts_on=date(2025, 1, 1),
        starts_precision=Precision.YEAR,
        ends_on=date(2028, 12, 31),
        rules_version__body__short_name_sv="Samarbetsgrupp",
        rules_version__body__role_email="ryhma@example.org",
        rules_version__body__website="https://example.org/ryhma",
    )
    seat = SeatFactory(group=SeatGroupFactory(term=term, name_fi="Omaiset", name_sv="Anhöriga", name_en=None))
    home = MunicipalityFactory(name_sv="Kommunen")
    organisation = OrganisationFactory(
        business_id="1234567-1", register_number="123", home_municipality=home, website="https://example.org"
    )
    agreed = PersonFactory(
        name="Suostuja",
        email="suostuja@example.org",
        phone="+358401",
        contact_is_public=True,
        contact_agreed_at=timezone.now(),
    )
    MandateFactory(seat=seat, person=agreed, organisation=organisation)
    silent = PersonFactory(name="Vaikenija", email="vaikenija@example.org", phone="0409999")
    MandateFactory(
        seat=DeputySeatFactory(deputises=seat),
        person=silent,
        valid_until=date(2025, 6, 30),
        end_reason="resigned",
    )
    return term


def everything(client: Client) -> str:
    """All that the open data says, in each form."""
    said = [ask(client, name, all="1") for name in COLLECTIONS]
    tables = [lines(client, name, all="1") for name in COLLECTIONS]
    return json.dumps([said, tables], ensure_ascii=False)


# --- What it says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COLLECTIONS)
def test_answer_has_the_shape_of_popolo_and_of_its_own_description(
    name: str, term: Term, client: Client
) -> None:
    answer = ask(client, name)
    assert answer["results"] != []
    for row in answer["results"]:
        assert list(faults(row, POPOLO[name], POPOLO)) == []
        assert ask(client, f"{name}/{row['id']}") == row
    described = ask(client, "openapi.json")
    operation = described["paths"][f"{ROOT}/{name}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(faults(answer, schema, described)) == []


def test_links_between_the_collections_lead_somewhere(term: Term, client: Client) -> None:
    known = {row for name in COLLECTIONS for row in ids(client, name)}
    named = {
        value
        for name in COLLECTIONS
        for row in ask(client, name)["results"]
        for key, value in row.items()
        if key.endswith("_id") and value
    }
    assert named - known == set()
    assert len(named) >= 7


def test_membership_says_who_sits_where_for_whom_and_when(term: Term, client: Client) -> None:
    member, deputy = Mandate.objects.order_by("pk")
    first, second = ask(client, "memberships")["results"]
    assert first == {
        "id": f"mandate-{member.pk}",
        "role": "primary",
        "person_id": f"person-{member.person_id}",
        "organization_id": f"body-{term.body_id}",
        "post_id": f"seat-{member.seat_id}",
        "on_behalf_of_id": f"organisation-{member.organisation_id}",
        "start_date": "2025-01-01",
        "end_date": "2028-12-31",
    }
    assert (second["id"], second["role"], second["end_date"]) == (
        f"mandate-{deputy.pk}", "personal_deputy", "2025-06-30",
    )  # fmt: skip


def test_dates_are_told_as_exactly_as_they_are_known(term: Term, client: Client) -> None:
    (post, _deputy) = ask(client, "posts")["results"]
    assert (post["start_date"], post["end_date"]) == ("2025", "2028-12-31")
    assert (post["label"], post["other_labels"]) == ("Omaiset", [{"name": "Anhöriga", "note": "sv"}])


@pytest.mark.parametrize(
    ("on", "count"),
    [
        ("2024-12-31", 0),
        ("2025-01-01", 2),
        ("2025-06-30", 2),
        ("2025-07-01", 1),
        ("2028-12-31", 1),
        ("2029-01-01", 0),
    ],
)
def test_day_narrows_memberships_and_those_who_hold_them(
    on: str, count: int, term: Term, client: Client
) -> None:
    assert len(ids(client, "memberships", on=on)) == count
    assert len(ids(client, "persons", on=on)) == count
    assert len(lines(client, "memberships", on=on)) == count + 1
    organisations = [each for each in ids(client, "organizations", on=on) if each.startswith("organisation")]
    assert len(organisations) == count


def test_body_narrows_everything_that_belongs_to_bodies(term: Term, client: Client) -> None:
    MandateFactory()
    counts = {name: len(ids(client, name, body=term.body.slug)) for name in COLLECTIONS if name != "areas"}
    assert counts == {"organizations": 3, "posts": 2, "memberships": 2, "persons": 2}
    assert len(ids(client, "organizations")) == 5


def test_register_is_told_whole_only_when_asked_for(term: Term, client: Client) -> None:
    extra, double = OrganisationFactory(), OrganisationFactory()
    Organisation.objects.filter(pk=double.pk).update(merged_into=extra, is_listed=False)
    assert f"organisation-{extra.pk}" not in ids(client, "organizations")
    told = ids(client, "organizations", all="1")
    assert (f"organisation-{extra.pk}" in told, f"organisation-{double.pk}" in told) == (True, False)
    assert ask(client, f"organizations/organisation-{extra.pk}")["name"] == extra.name


def test_table_has_names_beside_ids_and_runs_no_formula(term: Term, client: Client) -> None:
    Organisation.objects.filter(business_id="1234567-1").update(name="=HYPERLINK(1)")
    header, first, _second = lines(client, "memberships")
    assert header.split(";") == list(COLLECTIONS["memberships"].columns)
    row = dict(zip(header.split(";"), first.split(";"), strict=True))
    assert (row["person_name"], row["post_label"], row["organization_name"]) == (
        "Suostuja", "Omaiset", term.body.short_name,
    )  # fmt: skip
    assert row["on_behalf_of_name"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_column_of_a_table_can_be_filled(name: str, term: Term, client: Client) -> None:
    Body.objects.filter(pk=term.body_id).update(
        ended_on=date(2029, 1, 1), status="ended", short_name_en="Group", parent=BodyFactory()
    )
    term.groups.update(name_en="Relatives")
    term.body.region.__class__.objects.update(area_name_sv="Provlandet", area_name_en="Testland")
    header, *rows = (line.split(";") for line in lines(client, name))
    filled = [any(cells) for cells in zip(*rows, strict=True)]
    assert dict(zip(header, filled, strict=True)) == dict.fromkeys(COLLECTIONS[name].columns, True)


# --- What it never says ----------------------------------------------------------------------------------------------


def test_contact_data_is_there_with_consent_only_and_goes_at_once(term: Term, client: Client) -> None:
    said = everything(client)
    assert ("suostuja@example.org" in said, "+358401" in said) == (True, True)
    assert ("vaikenija@example.org" in said, "0409999" in said) == (False, False)
    Person.objects.update(contact_is_public=False, contact_agreed_at=None)
    said = everything(client)
    assert ("suostuja@example.org" in said, "+358401" in said) == (False, False)


def test_nothing_of_a_hidden_body_is_told_to_anybody(term: Term, client_of: Any, cast: Cast) -> None:
    Body.objects.filter(pk__in=[term.body_id, cast.body.pk]).update(is_public=False)
    one = {
        f"organizations/body-{term.body_id}",
        *(f"memberships/mandate-{pk}" for pk in Mandate.objects.values_list("pk", flat=True)),
        *(f"persons/person-{pk}" for pk in Person.objects.values_list("pk", flat=True)),
    }
    for role in ("visitor", "member", "secretariat"):
        client = client_of(role)
        assert {name: ids(client, name) for name in COLLECTIONS if name != "areas"} == {
            "organizations": [], "posts": [], "memberships": [], "persons": [],
        }  # fmt: skip
        assert {client.get(f"{ROOT}/{address}").status_code for address in one} == {404}
        assert client.get(f"{ROOT}/memberships", {"body": term.body.slug}).status_code == 404


def test_mandate_that_never_began_is_not_told(term: Term, client: Client) -> None:
    Mandate.objects.filter(person__name="Suostuja").update(end_reason=EndReason.NEVER_BEGAN)
    for on in ({}, {"on": "2026-01-01"}):
        assert "Suostuja" not in json.dumps(ask(client, "persons", **on))


def test_people_who_hold_no_seat_are_not_told(cast: Cast, client: Client) -> None:
    PersonFactory(name="Ei Missään")
    names = {row["name"] for row in ask(client, "persons")["results"]}
    assert names == {"Member", "Deputy"}


# --- Pages -----------------------------------------------------------------------------------------------------------


def pages(client: Client, address: str) -> Iterator[list[str]]:
    """The ids of each page, going on from page to page."""
    following: str | None = address
    while following:
        response = client.get(following)
        answer = response.json()
        yield [row["id"] for row in answer["results"]]
        following = answer["next"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_pages_hold_every_row_once(name: str, client: Client) -> None:
    for _ in range(3):
        MandateFactory(organisation__home_municipality=MunicipalityFactory())
    whole = ids(client, name)
    found = list(pages(client, f"{ROOT}/{name}?limit=2"))
    assert [row for page in found for row in page] == whole
    assert {len(page) for page in found[:-1]} == {2}
    assert len(found) >= 2


def test_next_page_asks_the_same_question(client: Client) -> None:
    for _ in range(3):
        MandateFactory()
    answer = ask(client, "memberships", limit=2, on=str(TODAY()))
    assert answer["next"].startswith("http://testserver/avoin-data/v1/memberships?")
    assert f"limit=2&on={TODAY()}&after=mandate-" in answer["next"]


def test_table_names_its_next_page_in_a_header(client: Client) -> None:
    for _ in range(3):
        MandateFactory()
    response = client.get(f"{ROOT}/memberships.csv?limit=2")
    (address,) = re.fullmatch(r'<(.*)>; rel="next"', response["Link"]).groups()
    last = client.get(address)
    assert len(last.content.decode().splitlines()) == 2
    assert "Link" not in last


# --- Bad questions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("on", "2026-02-30"),
        ("on", "2026-2-3"),
        ("on", "3.2.2026"),
        ("on", "20260203"),
        ("on", "1767225600"),
        ("on", "today"),
        ("on", "2026-01-01T00:00"),
        ("on", "-0001-01-01"),
        ("on", "99999-01-01"),
        ("on", ""),
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "5001"),
        ("limit", "9" * 5000),
        ("limit", "x"),
        ("after", "x"),
        ("after", "person-1"),
        ("after", "mandate-"),
        ("after", "mandate--1"),
        ("after", "mandate-1e3"),
        ("after", "mandate-" + "9" * 30),
        ("after", "mandate-²"),
    ],
)
@pytest.mark.parametrize("form", ["", ".csv"])
def test_wrong_parameter_is_answered_in_words(form: str, parameter: str, value: str, client: Client) -> None:
    response = client.get(f"{ROOT}/memberships{form}", {parameter: value})
    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
    assert response.json() == {"detail": WRONG[parameter], "parameter": parameter}


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_day_far_away_finds_nobody(on: str, term: Term, client: Client) -> None:
    assert ids(client, "memberships", on=on) == []


@pytest.mark.parametrize(
    "address",
    [
        "nothing",
        "memberships/",
        "memberships/mandate-0",
        "memberships/person-1",
        "memberships/x",
        "areas/region-x",
        "memberships?body=nothing",
        "persons/person-99999999999999999999",
    ],
)
def test_what_is_not_there_is_told_in_json(address: str, client: Client) -> None:
    response = client.get(f"{ROOT}/{address}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert set(response.json()) == {"detail", "parameter"}
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["memberships", "memberships/mandate-1", "openapi.json", "nothing"])
def test_nothing_can_be_written(method: str, address: str, term: Term) -> None:
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(f"{ROOT}/{address}", {"seat": 1}, content_type="application/json")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["detail"].startswith("The open data is read only")
    assert Mandate.objects.count() == 2


# --- How it is kept --------------------------------------------------------------------------------------------------


def test_same_answer_is_not_sent_twice_and_a_change_is_seen_at_once(term: Term, client: Client) -> None:
    address = f"{ROOT}/persons?limit=5"
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    since = client.get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert since.status_code == 304
    Person.objects.update(contact_is_public=False, contact_agreed_at=None)
    for header in ({"HTTP_IF_NONE_MATCH": first["ETag"]}, {"HTTP_IF_MODIFIED_SINCE": first["Last-Modified"]}):
        changed = client.get(address, **header)
        assert (changed.status_code, b"suostuja@" in changed.content) == (200, False)


def test_without_memory_of_earlier_answers_a_change_is_no_older_than_now(term: Term, client: Client) -> None:
    first = client.get(f"{ROOT}/persons?limit=5")
    cache.clear()
    assert client.get(f"{ROOT}/persons?limit=5")["ETag"] == first["ETag"]


def test_head_has_the_headers_and_no_body(term: Term, client: Client) -> None:
    whole, head = client.get(f"{ROOT}/persons?limit=5"), client.head(f"{ROOT}/persons?limit=5")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert head["Content-Length"] == str(len(whole.content))


def test_scripts_of_other_sites_may_read(client: Client) -> None:
    response = client.options(f"{ROOT}/persons", HTTP_ORIGIN="https://example.org")
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Access-Control-Allow-Credentials" not in response


def test_answer_is_the_same_for_all_and_sets_no_cookie(term: Term, client_of: Any) -> None:
    answers = {role: client_of(role).get(f"{ROOT}/persons") for role in ("visitor", "member", "secretariat")}
    assert len({response.content for response in answers.values()}) == 1
    assert [response.cookies for response in answers.values()] == [{}, {}, {}]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("organizations", 2), ("posts", 1), ("memberships", 1), ("persons", 1), ("areas", 2)],
)
@pytest.mark.parametrize("form", ["", ".csv"])
def test_collection_takes_as_many_queries_for_more_rows(
    form: str, name: str, queries: int, number: int, client: Client
) -> None:
    for _ in range(number):
        MandateFactory(organisation__home_municipality=MunicipalityFactory())
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{ROOT}/{name}{form}?on={TODAY() + timedelta(days=1)}")
    assert len(asked) == queries


# --- Its description -------------------------------------------------------------------------------------------------


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_description_is_valid_openapi(client: Client, settings: Any) -> None:
    described = ask(client, "openapi.json")
    assert re.fullmatch(r"3\.1\.\d+", described["openapi"])
    assert set(described["info"]) >= {"title", "version"}
    operations = [
        (address, each) for address, methods in described["paths"].items() for each in methods.values()
    ]
    names = [each["operationId"] for _address, each in operations]
    assert len(names) == len(set(names)) == 16
    for reference in references(described):
        assert looked_up(reference, described)["type"] == "object"
    for address, each in operations:
        assert address.startswith("/")
        assert all(response["description"] for response in each["responses"].values())
        in_path = {
            parameter["name"]
            for parameter in each["parameters"]
            if parameter["in"] == "path" and parameter["required"] is True
        }
        assert in_path == set(re.findall(r"{(\w+)}", address))
        assert all(set(parameter) >= {"name", "in", "schema"} for parameter in each["parameters"])
        assert set(each["responses"]) <= {"200", "400", "404"}


def test_every_address_of_the_description_answers(term: Term, client: Client) -> None:
    for address in ask(client, "openapi.json")["paths"]:
        id_ = ids(client, address.split("/")[3])[0] if "{id}" in address else ""
        assert (address, client.get(address.replace("{id}", id_)).status_code) == (address, 200)


def test_index_names_every_collection(client: Client) -> None:
    told = ask(client, "")
    assert list(told["collections"]) == list(COLLECTIONS)
    for address in (*told["collections"].values(), told["openapi"], told["about"]):
        assert client.get(address).status_code == 200


# --- The page about it -----------------------------------------------------------------------------------------------


def test_page_tells_every_operation_and_column(client: Client) -> None:
    response = client.get(reverse("members:open-data"))
    text = response.content.decode()
    told = [address for each in response.context["operations"] for address in each.addresses]
    assert told == list(ask(client, "openapi.json")["paths"])
    assert {column for each in COLLECTIONS.values() for column in each.columns} == set(
        re.findall(r"<dt>\s*<code>(\w+)</code>", text)
    )


def test_page_says_that_nobody_has_decided_the_licence(client: Client, settings: Any) -> None:
    settings.OPEN_DATA_LICENCE = settings.OPEN_DATA_LICENCE_URL = None
    page = reverse("members:open-data")
    assert "has not decided on the licence yet" in client.get(page).content.decode()
    settings.OPEN_DATA_LICENCE = "CC BY 4.0"
    assert "CC BY 4.0" in client.get(page, {"q": "x"}).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_one_query(number: int, client: Client) -> None:
    for _ in range(number):
        TermFactory()
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("members:open-data"))
    assert len(queries) == 1
