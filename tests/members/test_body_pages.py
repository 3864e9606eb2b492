"""The workbench pages of a body: details, rules, people, documents, plan; and what readers see of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.enums import ActionState, BodyStatus, OfficeKind, RuleName, RuleStatus
from members.forms.rules import RulesForm
from members.models import Body, BodyDocumentVersion, BodyRules, Office, Person, PlannedAction, Term
from members.services import body_stamp
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import (
    BodyDocumentFactory,
    BodyDocumentVersionFactory,
    BodyFactory,
    BodyRulesFactory,
    MunicipalityFactory,
    NominatorFactory,
    OrganisationFactory,
    PersonFactory,
    PlannedActionFactory,
    RegionFactory,
    UserFactory,
)
from tests.test_routes import close

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def client(client_of: Any) -> Client:
    """The coordinator's browser."""
    return client_of("coordinator")


def url(name: str, *args: Any) -> str:
    return reverse(f"members:{name}", args=args)


def errors_of(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


FOUNDING = {"name_fi": "Pakka-ryhmä, etelä", "short_name_fi": "Pakka etelä", "kind": "multidisciplinary", "status": "active", "is_public": "on"}  # fmt: skip


def test_founding_leads_to_the_rules_of_the_new_body(cast: Cast, client: Client) -> None:
    OrganisationFactory(name="Esimerkin kunta")
    place = MunicipalityFactory()
    response = client.post(
        url("body-found"),
        FOUNDING | {"region": cast.body.region_id, "organisers": "esimerkin KUNTA\n\n", "area": [place.pk]},
    )
    body = Body.objects.get(slug="pakka-etela")
    assert response["Location"] == url("rules-workbench", "pakka-etela")
    assert [organiser.name for organiser in body.organisers.all()] == ["Esimerkin kunta"]
    assert (list(body.area.all()), body.description_fi) == ([place], None)
    assert body.roles.get().user == cast.coordinator


def test_rules_of_a_body_founded_today_are_written_into_its_first_version(cast: Cast, client: Client) -> None:
    client.post(url("body-found"), FOUNDING | {"region": cast.body.region_id})
    first = BodyRules.objects.get(body__slug="pakka-etela")
    page = client.get(url("rules-workbench", "pakka-etela")).content.decode()
    assert url("rules-correct", "pakka-etela", first.pk) in page.partition("<h2")[0]
    change = url("rules-change", "pakka-etela")
    assert client.get(change).context["form"]["valid_from"].value() == today() + DAY
    data = rules_data(first.body, first, title="Uusi")
    assert list(errors_of(client.post(change, data))) == ["valid_from"], "said before the page of changes"


def test_founding_says_beside_the_fields_what_is_wrong(cast: Cast, client: Client) -> None:
    elsewhere = MunicipalityFactory(region=RegionFactory(slug="muu", name="Muu", area_name="Muu"))
    values = FOUNDING | {
        "region": cast.body.region_id, "organisers": "Tuntematon ry", "area": [elsewhere.pk], "name_fi": "",
    }  # fmt: skip
    errors = errors_of(client.post(url("body-found"), values))
    assert sorted(errors) == ["area", "name_fi", "organisers"]
    assert errors["organisers"] == ["No organisation in the register is called “Tuntematon ry”."]
    assert Body.objects.count() == 1


def filled(response: Any) -> dict[str, Any]:
    """What a browser sends when nothing was touched."""
    sent: dict[str, Any] = {}
    for field in response.context["form"]:
        value = field.value()
        if isinstance(value, bool):
            value = "on" if value else None
        prepared = field.field.prepare_value(value) if value is not None else None
        if prepared not in (None, "", []):
            sent[field.html_name] = prepared
    return sent


def test_details_are_changed_in_all_languages_and_untouched_ones_stay(cast: Cast, client: Client) -> None:
    Body.objects.filter(pk=cast.body.pk).update(
        name_fi="Ryhmä", short_name_fi="Ryhmä", description_fi="Vanha", mission_sv="Uppgift"
    )
    address = url("body-details", cast.body.slug)
    before = body_stamp(Body.objects.get(pk=cast.body.pk))
    data = filled(client.get(address))
    assert client.post(address, data).status_code == 302
    assert body_stamp(Body.objects.get(pk=cast.body.pk)) == before
    data |= {
        "base": before, "description_fi": "Uusi", "description_sv": "Ny", "name_variants": "Toinen\n\nKolmas",
    }  # fmt: skip
    assert client.post(address, data)["Location"] == address
    body = Body.objects.get(pk=cast.body.pk)
    assert (body.description_fi, body.description_sv, body.mission_sv) == ("Uusi", "Ny", "Uppgift")
    assert body.name_variants == ["Toinen", "Kolmas"]


def test_details_that_changed_meanwhile_are_told_and_saved_on_purpose(cast: Cast, client: Client) -> None:
    Body.objects.filter(pk=cast.body.pk).update(name_fi="Ryhmä", short_name_fi="Ryhmä")
    address = url("body-details", cast.body.slug)
    data = filled(client.get(address)) | {"description_fi": "Minun"}
    Body.objects.filter(pk=cast.body.pk).update(description_fi="Toisen")
    response = client.post(address, data)
    assert "Somebody was faster" in response.content.decode()
    again = filled(response)
    assert (again["description_fi"], again["base"] != data["base"]) == ("Minun", True)
    client.post(address, again)
    assert Body.objects.get(pk=cast.body.pk).description_fi == "Minun"


def test_body_is_begun_and_ended_from_its_pages(cast: Cast, client: Client) -> None:
    Body.objects.filter(pk=cast.body.pk).update(status=BodyStatus.PLANNED)
    assert "Begin the work" in client.get(url("body-details", cast.body.slug)).content.decode()
    client.post(url("body-start", cast.body.slug))
    assert Body.objects.get(pk=cast.body.pk).status == BodyStatus.ACTIVE
    address = url("body-end", cast.body.slug)
    assert "2 memberships" in client.get(address).content.decode()
    wrong = client.post(address, {"day": today() + DAY, "reason": "Valmis"})
    assert list(errors_of(wrong)) == ["day"]
    client.post(address, {"day": today(), "reason": "Valmis"})
    page = client.get(cast.body.get_absolute_url()).content.decode()
    assert "Valmis" in page
    assert "Ended" in page


def rules_data(body: Body, version: BodyRules | None, **more: Any) -> dict[str, Any]:
    """The form of the rules as a browser sends it, with some of it changed."""
    form = RulesForm(body=body, version=version)
    data = {name: form[name].value() for name in form.fields}
    data["valid_from"] = str(today())
    return {name: value for name, value in (data | more).items() if value not in (None, "", [])}


@pytest.fixture
def version(cast: Cast) -> BodyRules:
    """The rules that the present term goes by."""
    rules = cast.term.rules_version
    rules.rules.create(name=RuleName.QUORUM, status=RuleStatus.DECIDED, value="over_half")
    rules.rules.create(
        name=RuleName.FEE, status=RuleStatus.OPEN, options=["none", "fee_rule"], text_fi="Sovitaan"
    )
    return rules


@pytest.mark.parametrize(("step", "is_adopted"), [("store", False), ("adopt", True)])
def test_rules_change_only_after_what_changes_was_shown(
    step: str, is_adopted: bool, cast: Cast, client: Client, version: BodyRules
) -> None:
    address = url("rules-change", cast.body.slug)
    data = rules_data(cast.body, version, title="Uusi ohje", **{"inspectors-value": "2", "fee-value": "none"})
    shown = client.post(address, data)
    assert BodyRules.objects.count() == 1
    changed = {each.rule.name: (each.before, each.after) for each in shown.context["changed"]}
    assert changed == {
        RuleName.INSPECTORS: ("Not stated", "2"),
        RuleName.FEE: (
            "Open: No fee and no expenses, By the county's rules on fees",
            "No fee and no expenses",
        ),
    }
    assert "keeps those rules, unless" in shown.content.decode()
    hidden = {field.html_name: field.value() for field in shown.context["form"]}
    hidden = {name: value for name, value in hidden.items() if value not in (None, "", [])}
    assert client.post(address, hidden | {"step": step})["Location"] == url("rules-workbench", cast.body.slug)
    new = BodyRules.objects.latest("valid_from")
    assert (new.value(RuleName.INSPECTORS), new.value(RuleName.FEE)) == (2, "none")
    assert new.by_name[RuleName.INSPECTORS].status == RuleStatus.DECIDED
    assert (new.by_name[RuleName.FEE].text_fi, new.by_name[RuleName.FEE].options) == ("Sovitaan", [])
    assert (Term.objects.get().rules_version == new) is is_adopted


def test_going_on_writing_keeps_what_was_written(cast: Cast, client: Client, version: BodyRules) -> None:
    data = rules_data(cast.body, version, title="Uusi", step="back", **{"inspectors-value": "2"})
    response = client.post(url("rules-change", cast.body.slug), data)
    assert response.context["form"]["inspectors-value"].value() == "2"
    assert BodyRules.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"deputies_per_group-value": "0", "deputy_kind-value": "personal"}, "deputy_kind-value"),
        ({"meetings_least-value": "6", "meetings_most-value": "4"}, "meetings_most-value"),
        ({"term_years-value": "2"}, "term_years-value"),
        ({"inspectors-status": "decided"}, "inspectors-value"),
        ({"quorum-status": "open"}, "quorum-status"),
        ({"quorum-value": "everybody"}, "quorum-value"),
        ({"quorum-status": "guessed"}, "quorum-status"),
        ({"fee-options": ["gold"]}, "fee-options"),
        ({"valid_from": "2026-02-31"}, "valid_from"),
        ({"title": ""}, "title"),
    ],
)
def test_rules_that_do_not_fit_are_told_beside_the_field(
    more: dict[str, Any], field: str, cast: Cast, client: Client, version: BodyRules
) -> None:
    data = rules_data(cast.body, version, **{"title": "Uusi"} | more)
    assert list(errors_of(client.post(url("rules-change", cast.body.slug), data))) == [field]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"seat_scheme-value": "category"}, "category_scheme"),
        ({"base": "old"}, "__all__"),
    ],
)
def test_what_the_service_refuses_is_told_beside_the_field_too(
    more: dict[str, Any], field: str, cast: Cast, client: Client, version: BodyRules
) -> None:
    data = rules_data(cast.body, version, **{"title": "Uusi", "step": "store"} | more)
    assert list(errors_of(client.post(url("rules-change", cast.body.slug), data))) == [field]
    assert BodyRules.objects.count() == 1


def test_rules_to_come_are_corrected_and_old_ones_are_not(
    cast: Cast, client: Client, version: BodyRules
) -> None:
    BodyRules.objects.filter(pk=version.pk).update(valid_until=today())
    coming = BodyRulesFactory(body=cast.body, valid_from=today() + DAY, title="Tuleva")
    assert client.get(url("rules-correct", cast.body.slug, version.pk)).status_code == 404
    address = url("rules-correct", cast.body.slug, coming.pk)
    data = {**filled(client.get(address)), "title": "Korjattu", "quorum-value": "half"}
    assert client.post(address, data).status_code == 302
    now = BodyRules.objects.get(pk=coming.pk)
    assert (now.title, now.value(RuleName.QUORUM)) == ("Korjattu", "half")


def test_term_takes_other_rules_after_what_changes_was_shown(
    cast: Cast, client: Client, version: BodyRules
) -> None:
    BodyRules.objects.filter(pk=version.pk).update(valid_until=today())
    coming = BodyRulesFactory(body=cast.body, valid_from=today() + DAY, title="Tuleva")
    address = url("rules-adopt", cast.body.slug, coming.pk)
    changed = client.get(address).context["changed"]
    assert next((each.rule.name, each.before, each.after) for each in changed) == (
        RuleName.QUORUM, "More than half of the seats", "Not stated",
    )  # fmt: skip
    client.post(address)
    assert Term.objects.get().rules_version == coming
    assert client.get(url("rules-adopt", cast.body.slug, BodyRulesFactory().pk)).status_code == 404


def test_versions_are_put_side_by_side(cast: Cast, client: Client, version: BodyRules) -> None:
    BodyRules.objects.filter(pk=version.pk).update(valid_until=today())
    coming = BodyRulesFactory(body=cast.body, valid_from=today() + DAY, title="Tuleva")
    response = client.get(url("rules-workbench", cast.body.slug), {"vanha": version.pk, "uusi": coming.pk})
    assert len(response.context["compared"]) == len(RuleName.values)
    for nonsense in ("x", "9" * 40, str(BodyRulesFactory().pk)):
        response = client.get(
            url("rules-workbench", cast.body.slug), {"vanha": nonsense, "uusi": "", "versio": nonsense}
        )
        assert (response.status_code, response.context["compared"]) == (200, [])


def test_rules_of_two_bodies_are_compared_but_not_those_of_a_hidden_one(
    cast: Cast, version: BodyRules, client_of: Any
) -> None:
    hidden = BodyFactory(is_public=False, short_name_fi="Salainen", short_name="Salainen")
    address = url("rules-compare")
    other = BodyRulesFactory().body
    response = client_of("visitor").get(address, {"a": cast.body.slug, "b": other.slug})
    assert len(response.context["rows"]) == len(RuleName.values)
    assert "More than half of the seats" in response.content.decode()
    response = client_of("visitor").get(address, {"a": cast.body.slug, "b": hidden.slug})
    assert "rows" not in response.context
    assert "Salainen" not in response.content.decode()


def test_coordinator_is_added_by_address_and_ended(cast: Cast, client: Client) -> None:
    address = url("coordinator-create", cast.body.slug)
    assert list(errors_of(client.post(address, {"email": "nobody@example.org"}))) == ["email"]
    OrganisationFactory(name="Kumppanit ry")
    client.post(address, {"email": "Outsider@example.org", "organisation": "kumppanit ry"})
    role = cast.body.roles.get(user=cast.outsider)
    assert role.organisation.name == "Kumppanit ry"
    assert list(errors_of(client.post(address, {"email": "outsider@example.org"}))) == ["email"]
    own = cast.body.roles.get(user=cast.coordinator)
    end = client.post(url("coordinator-end", cast.body.slug, own.pk))
    assert end["Location"] == cast.body.get_absolute_url()
    assert client.get(url("body-people", cast.body.slug)).status_code == 404


def test_last_coordinator_stays(cast: Cast, client: Client) -> None:
    role = cast.body.roles.get()
    response = client.post(url("coordinator-end", cast.body.slug, role.pk), follow=True)
    assert "Add another one first" in response.content.decode()
    assert cast.body.roles.get().valid_until is None


OFFICE = {
    "kind": OfficeKind.CHAIR,
    "name": "Uusi Puheenjohtaja",
    "email": "uusi@example.org",
    "reasons": "Vaali",
}


def test_new_person_gets_an_office_and_is_stored_with_it(cast: Cast, client: Client) -> None:
    address = url("office-create", cast.body.slug)
    assert client.post(address, OFFICE | {"valid_from": today()}).status_code == 302
    office = Office.objects.get(kind=OfficeKind.CHAIR)
    assert (office.person.name, office.person.email, office.reasons) == (
        "Uusi Puheenjohtaja", "uusi@example.org", "Vaali",
    )  # fmt: skip
    second = client.post(address, OFFICE | {"valid_from": today(), "name": "Toinen", "email": ""})
    assert errors_of(second) == {"__all__": ["Somebody else holds this office on these days."]}
    assert not Person.objects.filter(name="Toinen").exists()


def test_known_name_asks_who_it_is(cast: Cast, client: Client) -> None:
    address = url("office-create", cast.body.slug)
    data = OFFICE | {"valid_from": today(), "name": "member", "email": ""}
    assert list(errors_of(client.post(address, data))) == ["person"]
    client.post(address, data | {"person": cast.member.person.pk})
    assert Office.objects.get(kind=OfficeKind.CHAIR).person == cast.member.person


def test_search_for_people_knows_only_those_of_the_region(cast: Cast, client: Client) -> None:
    PersonFactory(name="Member Muualta")
    address = url("person-search", cast.body.slug)
    assert [person.name for person in client.get(address, {"name": "memb"}).context["found"]] == ["Member"]
    assert client.get(address, {"name": "me"}).context["found"] == []
    assert "<input" not in client.get(address, {"name": "muualta"}).content.decode()


def test_address_of_somebody_else_is_refused(cast: Cast, client: Client) -> None:
    PersonFactory(name="Aivan Toinen", email="uusi@example.org")
    response = client.post(url("office-create", cast.body.slug), OFFICE | {"valid_from": today()})
    assert list(errors_of(response)) == ["email"]


def test_right_to_speak_is_given_and_ended(cast: Cast, client: Client) -> None:
    address = url("speech-create", cast.body.slug)
    data = {"group": "Kunnat", "name": "Kalle Kunta", "valid_from": today(), "valid_until": today() - DAY}
    assert list(errors_of(client.post(address, data))) == ["valid_until"]
    client.post(address, data | {"valid_until": ""})
    right = cast.body.speaking_rights.get(group="Kunnat")
    end = url("speech-end", cast.body.slug, right.pk)
    assert list(errors_of(client.post(end, {"last_day": today() - DAY}))) == ["last_day"]
    client.post(end, {"last_day": today() + DAY})
    right.refresh_from_db()
    assert right.valid_until == today() + DAY


def test_nominators_are_ordered_and_named_once(cast: Cast, client: Client) -> None:
    for name in ("Yksi", "Kaksi", "Kolme"):
        client.post(url("nominator-create", cast.body.slug), {"name": name})
    assert "__all__" in errors_of(client.post(url("nominator-create", cast.body.slug), {"name": "Yksi"}))
    last = cast.body.nominators.get(name="Kolme")
    client.post(url("nominator-move", cast.body.slug, last.pk), {"to": "up"})
    assert list(cast.body.nominators.values_list("name", flat=True)) == ["Yksi", "Kolme", "Kaksi"]
    client.post(url("nominator-remove", cast.body.slug, last.pk))
    assert list(cast.body.nominators.values_list("name", flat=True)) == ["Yksi", "Kaksi"]


def test_things_of_another_body_are_not_reached_through_this_one(cast: Cast, client: Client) -> None:
    others = {
        "nominator-remove": NominatorFactory().pk,
        "action-remove": PlannedActionFactory().pk,
        "document-change": BodyDocumentFactory().pk,
        "version-create": BodyDocumentFactory().pk,
    }
    answers = {name: client.post(url(name, cast.body.slug, pk)).status_code for name, pk in others.items()}
    assert set(answers.values()) == {404}


def upload(name: str = "ohje.txt", content: bytes = b"Toimintaohje") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


DOCUMENT = {"kind": "working_rules", "title_fi": "Toimintaohje", "approved_by": "Ryhmä 2/2026 § 4"}


def test_document_keeps_all_its_versions(cast: Cast, client: Client, client_of: Any) -> None:
    client.post(
        url("document-create", cast.body.slug),
        DOCUMENT | {"is_public": "on", "valid_from": today() - DAY, "file": upload()},
    )
    document = cast.body.documents.get()
    client.post(
        url("version-create", cast.body.slug, document.pk),
        {"valid_from": today() + DAY, "file": upload("uusi.txt", b"Uudempi")},
    )
    assert list(document.versions.values_list("number", "filename")) == [(2, "uusi.txt"), (1, "ohje.txt")]
    section = next(
        each
        for each in client_of("visitor").get(cast.body.get_absolute_url()).context["sections"]
        if each.anchor == "asiakirjat"
    )
    ((shown, current, others),) = section.context["documents"]
    assert (shown, current.number, [version.number for version in others]) == (document, 1, [2])
    answer = client_of("visitor").get(url("document-file", cast.body.slug, current.pk))
    assert b"".join(answer.streaming_content) == b"Toimintaohje"
    close(answer)
    assert answer["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"file": upload("x.exe", b"MZ\x90\x00\x03")}, "file"),
        ({"file": upload("x.txt", b"")}, "file"),
        ({"title_fi": ""}, "title_fi"),
        ({"kind": "secret"}, "kind"),
        ({"valid_from": "tomorrow"}, "valid_from"),
    ],
)
def test_bad_document_is_told_beside_the_field(
    more: dict[str, Any], field: str, cast: Cast, client: Client
) -> None:
    data = DOCUMENT | {"valid_from": today(), "file": upload()} | more
    assert list(errors_of(client.post(url("document-create", cast.body.slug), data))) == [field]
    assert BodyDocumentVersion.objects.count() == 0


def test_private_document_is_for_the_bodys_own_people(cast: Cast, client_of: Any) -> None:
    version = BodyDocumentVersionFactory(document__body=cast.body, document__is_public=False)
    address = url("document-file", cast.body.slug, version.pk)
    reached = set()
    for role in Cast.ROLES:
        answer = client_of(role).get(address)
        close(answer)
        if answer.status_code == 200:
            reached.add(role)
    assert reached == {"member", "deputy", "speaker", "coordinator", "secretariat"}
    shown = {
        role
        for role in Cast.ROLES
        if version.document.title in client_of(role).get(cast.body.get_absolute_url()).content.decode()
    }
    assert shown == reached


def test_document_of_a_hidden_body_is_hidden(cast: Cast, client_of: Any) -> None:
    version = BodyDocumentVersionFactory(document__body=BodyFactory(is_public=False))
    address = url("document-file", version.document.body.slug, version.pk)
    assert client_of("coordinator").get(address).status_code == 404
    answer = client_of("secretariat").get(address)
    close(answer)
    assert answer["Cache-Control"] == "private, no-cache"
    other = url("document-file", cast.body.slug, version.pk)
    assert client_of("secretariat").get(other).status_code == 404


def test_plan_is_kept_and_shown_to_readers(cast: Cast, client: Client, client_of: Any) -> None:
    year = today().year
    client.post(
        url("action-create", cast.body.slug), {"year": year, "title_fi": "Kuulla", "state": "planned"}
    )
    action = PlannedAction.objects.get()
    client.post(
        url("action-change", cast.body.slug, action.pk),
        {"year": year, "title_fi": "Kuulla kaikkia", "state": "done", "outcome": "Kuultiin."},
    )
    action.refresh_from_db()
    assert (action.title_fi, action.state, action.outcome) == (
        "Kuulla kaikkia",
        ActionState.DONE,
        "Kuultiin.",
    )
    wrong = {"year": 1066, "title_fi": "Kuulla", "state": "planned"}
    assert "__all__" in errors_of(client.post(url("action-create", cast.body.slug), wrong))
    page = client_of("visitor").get(cast.body.get_absolute_url()).content.decode()
    assert "Kuultiin." in page
    client.post(url("action-remove", cast.body.slug, action.pk))
    assert PlannedAction.objects.count() == 0


MESSAGE = {"name": "Kysyjä", "email": "kysyja@example.org", "message": "Miten pääsen mukaan?"}


def test_message_goes_to_the_coordinators_or_to_the_bodys_own_address(cast: Cast, client_of: Any) -> None:
    cast.body.roles.create(user=UserFactory(email="toinen@example.org"), valid_from=today())
    cast.body.roles.create(user=UserFactory(email="entinen@example.org"), valid_from=today() - 9 * DAY, valid_until=today() - DAY)  # fmt: skip
    address = url("body-contact", cast.body.slug)
    client = client_of("visitor")
    assert client.post(address, MESSAGE)["Location"] == cast.body.get_absolute_url()
    sent = OutgoingMail.objects.order_by("to_address")
    assert [mail.to_address for mail in sent] == ["coordinator@example.org", "toinen@example.org"]
    assert "Miten pääsen mukaan?" in sent[0].text
    assert "kysyja@example.org" in sent[0].text
    sent.delete()
    Body.objects.filter(pk=cast.body.pk).update(role_email="ryhma@example.org")
    client.post(address, MESSAGE)
    assert [mail.to_address for mail in OutgoingMail.objects.all()] == ["ryhma@example.org"]
    page = client.get(address).content.decode()
    assert ("ryhma@example.org" in page, "coordinator@example.org" in page) == (False, False)


def test_programs_and_floods_of_messages_are_not_heard(cast: Cast, client_of: Any) -> None:
    address, client = url("body-contact", cast.body.slug), client_of("visitor")
    assert client.post(address, MESSAGE | {"website": "https://spam.example"}).status_code == 302
    assert OutgoingMail.objects.count() == 0
    for _ in range(10):
        client.post(address, MESSAGE)
    assert list(errors_of(client.post(address, MESSAGE))) == ["__all__"]
    assert OutgoingMail.objects.count() == 10


def test_body_that_nobody_coordinates_takes_no_messages(client_of: Any, cast: Cast) -> None:
    address = url("body-contact", BodyFactory().slug)
    assert "Nobody takes messages" in client_of("visitor").get(address).content.decode()
    assert list(errors_of(client_of("visitor").post(address, MESSAGE))) == ["__all__"]


def test_page_tells_how_to_join_who_nominates_and_who_takes_part(cast: Cast, client_of: Any) -> None:
    parent = BodyFactory(is_public=False, short_name_fi="Salainen emo", short_name="Salainen emo")
    Body.objects.filter(pk=cast.body.pk).update(
        joining_fi="Ilmoittaudu lomakkeella.", legal_basis="Hallintosääntö 25 §", parent=parent
    )
    NominatorFactory(body=cast.body, name="Vammaistyöverkosto")
    cast.body.member_organisations.add(OrganisationFactory(name="Poliisi"))
    cast.body.area.add(MunicipalityFactory(name_fi="Akaa", name="Akaa"))
    page = client_of("visitor").get(cast.body.get_absolute_url()).content.decode()
    for text in ("Ilmoittaudu lomakkeella.", "Hallintosääntö 25 §", "Vammaistyöverkosto", "Poliisi", "Akaa"):
        assert page.count(text) == 1
    assert "Salainen emo" not in page
    assert "Run the group" not in page
    assert "Run the group" in client_of("coordinator").get(cast.body.get_absolute_url()).content.decode()
    assert "Salainen emo" in client_of("secretariat").get(cast.body.get_absolute_url()).content.decode()


LISTS = {
    "body-people": lambda body: NominatorFactory(body=body),
    "document-list": lambda body: BodyDocumentVersionFactory(document__body=body),
    "plan-workbench": lambda body: PlannedActionFactory(body=body),
    "rules-workbench": lambda body: BodyRulesFactory(
        body=body,
        valid_from=date(2000, 1, 1) + 10 * body.rules_versions.count() * DAY,
        valid_until=date(2000, 1, 5) + 10 * body.rules_versions.count() * DAY,
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_take_as_many_queries_for_more_rows(name: str, cast: Cast, client: Client) -> None:
    address, counts = url(name, cast.body.slug), []
    client.get(address)
    for more in (1, 2):
        for _ in range(more):
            LISTS[name](cast.body)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
