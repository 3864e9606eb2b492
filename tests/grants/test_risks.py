"""Activities at risk: who may note and read them, what the database refuses, two who write at once, and what the county sees."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation
from openpyxl import load_workbook

from grants import services
from grants.enums import FundingChannel, RiskCertainty, RiskState
from grants.models import ActivityRisk
from members.enums import OrganisationRoleKind
from members.models import Municipality, OrganisationRole
from members.rules import forget_roles
from portal.desk import cards_for, panels_for
from portal.errors import Conflict, Overtaken, Refused
from portal.own_data import found
from tests.cast import Cast
from tests.factories import (
    ActivityRiskFactory,
    MunicipalityFactory,
    OrganisationFactory,
    OrganisationRoleFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db

OWN, WORK = "/avustukset/uhat/", "/tyopoyta/avustukset/uhat/"


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A note of the applicant's organisation in the first of two municipalities."""
    first, second = (
        MunicipalityFactory(region=cast.body.region, name=name, code=code)
        for name, code in (("Nokia", "536"), ("Tampere", "837"))
    )
    risk = ActivityRiskFactory(
        organisation=cast.organisation, region=cast.body.region, municipalities=[first], people=50
    )
    return SimpleNamespace(cast=cast, risk=risk, first=first, second=second)


def values(**changed: Any) -> dict[str, Any]:
    return {
        "activity": "Omaisten kahvila",
        "for_whom": "Omaishoitajat",
        "people": 120,
        "channel": FundingChannel.STEA,
        "yearly_sum": Decimal("12500.50"),
        "ends_on": timezone.localdate() + timedelta(days=400),
        "certainty": RiskCertainty.LIKELY,
        "what_helps": "Tila.",
        **changed,
    }


def typed(*municipalities: Any, **changed: Any) -> dict[str, Any]:
    """The form as a person fills it in."""
    filled = values(
        yearly_sum="12 500,50 €", people="1 200", municipalities=[each.pk for each in municipalities]
    )
    return {**filled, **changed}


def note(scene: SimpleNamespace, **changed: Any) -> ActivityRisk:
    facts = {
        "organisation": scene.cast.organisation,
        "region": scene.cast.body.region,
        "values": values(),
        "municipalities": [scene.first],
        "actor": scene.cast.applicant,
        **changed,
    }
    return services.note_risk(**facts)


def change(scene: SimpleNamespace, **changed: Any) -> Any:
    risk = ActivityRisk.objects.get(pk=scene.risk.pk)
    facts = {
        "risk": risk,
        "base_version": risk.version,
        "values": {},
        "base_municipalities": [scene.first],
        "municipalities": [scene.first],
        "actor": scene.cast.applicant,
        **changed,
    }
    return services.change_risk(**facts)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


# --- Who may what ----------------------------------------------------------------------------------------------------

READERS = {"applicant", "coordinator", "officer", "secretariat"}


def test_the_whole_cast_reads_and_writes_what_it_may_and_nothing_else(scene: SimpleNamespace) -> None:
    people = scene.cast.everybody()
    seen = {role for role, user in people.items() if ActivityRisk.objects.visible_to(user).exists()}
    may = {
        word: {
            role for role, user in people.items() if user.has_perm(f"grants.{word}_activityrisk", scene.risk)
        }
        for word in ("view", "add", "change", "oversee", "delete")
    }
    assert seen == READERS
    assert may == {
        "view": READERS,
        "add": {"applicant"},
        "change": {"applicant"},
        "oversee": READERS - {"applicant"},
        "delete": set(),
    }


@pytest.mark.parametrize("role", Cast.ROLES)
def test_services_refuse_all_but_owners_and_editors(scene: SimpleNamespace, role: str) -> None:
    if role == "applicant":
        return
    actor = getattr(scene.cast, role)
    for act in (
        lambda: note(scene, actor=actor),
        lambda: change(scene, values={"for_whom": "Muut"}, actor=actor),
        lambda: services.close_risk(risk=scene.risk, state=RiskState.ENDED, outcome="Loppui", actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert ActivityRisk.objects.get() == scene.risk


@pytest.mark.parametrize(
    ("role", "writes"),
    [
        (OrganisationRoleKind.OWNER, True),
        (OrganisationRoleKind.EDITOR, True),
        (OrganisationRoleKind.READER, False),
    ],
)
def test_readers_of_the_organisation_read_and_editors_write(
    scene: SimpleNamespace, client_of: Any, role: str, writes: bool
) -> None:
    OrganisationRole.objects.filter(user=scene.cast.applicant).update(role=role)
    client = client_of("applicant")
    assert client.get(scene.risk.get_absolute_url()).status_code == 200
    for address in (f"{OWN}uusi/{scene.cast.organisation.pk}/", *acts_on(scene.risk)):
        assert client.get(address).status_code == (200 if writes else 404)
    assert ("muuta/" in text_of(client.get(scene.risk.get_absolute_url()))) is writes
    assert ("uusi/" in text_of(client.get(OWN))) is writes


def acts_on(risk: ActivityRisk) -> list[str]:
    return [f"{risk.get_absolute_url()}{act}/" for act in ("muuta", "paata")]


def test_what_is_of_another_region_or_organisation_is_as_if_it_was_not_there(
    scene: SimpleNamespace, client_of: Any
) -> None:
    elsewhere = RegionFactory(slug="muumaa", name="Muumaa", area_name="Muumaa")
    far = ActivityRiskFactory(region=elsewhere)
    for role in ("applicant", "coordinator", "officer"):
        assert client_of(role).get(far.get_absolute_url()).status_code == 404
    assert shown(client_of("officer"), tila="all") == [scene.risk]
    assert shown(client_of("coordinator"), tila="all") == [scene.risk]
    assert set(shown(client_of("secretariat"), tila="all")) == {scene.risk, far}


def test_public_pages_say_nothing_of_it(scene: SimpleNamespace, client_of: Any) -> None:
    address = scene.cast.organisation.get_absolute_url()
    for role in set(Cast.ROLES) - {"applicant"}:
        assert scene.risk.activity not in text_of(client_of(role).get(address))
    assert scene.risk.activity in text_of(client_of("applicant").get(address))
    linked = {role for role in Cast.ROLES if f'href="{OWN}"' in text_of(client_of(role).get("/avustukset/"))}
    assert linked == {"applicant"}


# --- What cannot be --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"activity": ""}, "says_what_and_for_whom"),
        ({"for_whom": ""}, "says_what_and_for_whom"),
        ({"channel": "lotto"}, "known_choices"),
        ({"certainty": "maybe"}, "known_choices"),
        ({"people": 0}, "reaches_somebody"),
        ({"yearly_sum": Decimal("0.50")}, "sum_sensible"),
        ({"yearly_sum": Decimal(1_000_000_000)}, "sum_sensible"),
        ({"ends_on": timezone.localdate() + timedelta(days=6 * 366)}, "ends_within_sight"),
        ({"ends_on": timezone.localdate() - timedelta(days=400)}, "ends_within_sight"),
        ({"state": "ended"}, "outcome_when_closed"),
        ({"outcome": "Hyvin"}, "outcome_when_closed"),
        ({"state": "ended", "outcome": "", "closed_on": timezone.localdate()}, "outcome_when_closed"),
    ],
    ids=str,
)
def test_the_database_refuses(scene: SimpleNamespace, change: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=f"grants_activityrisk_{constraint}"), transaction.atomic():
        ActivityRisk.objects.filter(pk=scene.risk.pk).update(**change)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("activity", ""),
        ("activity", "a" * 201),
        ("activity", "a\0b"),
        ("for_whom", " "),
        ("municipalities", []),
        ("municipalities", ["999999999999999999999"]),
        ("municipalities", ["x"]),
        ("people", "0"),
        ("people", "2,5"),
        ("people", "99999999999999999999"),
        ("people", "moni"),
        ("channel", "lotto"),
        ("yearly_sum", "-1"),
        ("yearly_sum", "1.234"),
        ("yearly_sum", "9" * 20),
        ("ends_on", ""),
        ("ends_on", "31.2.2027"),
        ("ends_on", "9999-12-31"),
        ("ends_on", "0001-01-01"),
        ("certainty", ""),
        ("what_helps", "a" * 2001),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_kept(
    scene: SimpleNamespace, client_of: Any, name: str, value: Any
) -> None:
    client = client_of("applicant")
    new = client.post(f"{OWN}uusi/{scene.cast.organisation.pk}/", typed(scene.first, **{name: value}))
    changed = client.post(acts_on(scene.risk)[0], typed(scene.first, base_version=1, **{name: value}))
    for response in (new, changed):
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [name]
    kept = ActivityRisk.objects.get()
    assert (kept.version, kept.activity) == (1, scene.risk.activity)


def test_a_municipality_of_another_region_is_refused(scene: SimpleNamespace) -> None:
    far = MunicipalityFactory(region=RegionFactory(slug="muumaa", name="Muumaa"), code="999")
    for act in (
        lambda: note(scene, municipalities=[scene.first, far]),
        lambda: note(scene, municipalities=[]),
        lambda: change(scene, municipalities=[far]),
        lambda: change(scene, municipalities=[]),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert list(refused.value.message_dict) == ["municipalities"]


# --- Noting, changing, closing ---------------------------------------------------------------------------------------


def test_a_note_is_made_as_typed_and_stands_in_own_data_and_history(
    scene: SimpleNamespace, client_of: Any
) -> None:
    client = client_of("applicant")
    address = f"{OWN}uusi/{scene.cast.organisation.pk}/"
    response = client.post(address, typed(scene.first, scene.second))
    risk = ActivityRisk.objects.exclude(pk=scene.risk.pk).get()
    assert response.url == risk.get_absolute_url()
    expected = values(people=1200)
    assert {name: getattr(risk, name) for name in expected} == expected
    assert set(risk.municipalities.all()) == {scene.first, scene.second}
    assert (risk.state, risk.noted_by, risk.organisation) == (
        "open",
        scene.cast.applicant,
        scene.cast.organisation,
    )
    page = text_of(client.get(risk.get_absolute_url()))
    for part in ("Omaisten kahvila", "12 500,50 €", "1 200", "Nokia, Tampere", "STEA", "Applicant"):
        assert part in page
    kept = {part.name: rows for part, rows in found(scene.cast.applicant)}["activities_at_risk"]
    assert [row["activity"] for row in kept] == ["Omaisten kahvila"]
    services.change_risk(
        risk=risk,
        base_version=1,
        values={"for_whom": "Muut"},
        base_municipalities=[],
        municipalities=[],
        actor=scene.cast.applicant,
    )
    events = client_of("officer").get(risk.get_absolute_url()).context["history"]
    assert [(event.actor, len(event.changes) > 0) for event in events] == [
        ("Applicant", True),
        ("Applicant", False),
    ]
    assert client.get(risk.get_absolute_url()).context["history"] == []


def test_the_form_offers_the_municipalities_of_the_region_that_is_asked_for_or_of_the_home(
    scene: SimpleNamespace, client_of: Any
) -> None:
    far = MunicipalityFactory(
        region=RegionFactory(slug="muumaa", name="Muumaa", area_name="Muumaa"), code="999"
    )
    organisation, client = scene.cast.organisation, client_of("applicant")
    organisation.home_municipality = far
    organisation.save()

    def offered(query: str = "") -> set[Any]:
        form = client.get(f"{OWN}uusi/{organisation.pk}/{query}").context["form"]
        return set(form.fields["municipalities"].queryset)

    assert offered() == offered("?alue=%F0") == {far}
    assert offered("?alue=testimaa") == {scene.first, scene.second}
    client.post(f"{OWN}uusi/{organisation.pk}/?alue=testimaa", typed(scene.first))
    assert ActivityRisk.objects.get(activity="Omaisten kahvila").region == scene.cast.body.region


def test_who_begins_to_coordinate_a_body_sees_the_notes_of_its_region_at_once(scene: SimpleNamespace) -> None:
    outsider = scene.cast.outsider
    assert not ActivityRisk.objects.visible_to(outsider).exists()
    scene.cast.body.roles.create(user=outsider, valid_from=timezone.localdate())
    forget_roles(outsider)
    assert ActivityRisk.objects.visible_to(outsider).get() == scene.risk


def test_what_only_one_of_two_changed_is_kept_from_both_and_municipalities_never_clash(
    scene: SimpleNamespace,
) -> None:
    both = values(activity=scene.risk.activity)
    change(scene, values={"for_whom": "Nuoret"}, municipalities=[scene.first, scene.second])
    saved = change(
        scene,
        base_version=1,
        values={"for_whom": scene.risk.for_whom, "what_helps": both["what_helps"]},
        base_municipalities=[scene.first],
        municipalities=[scene.second],
    )
    risk = ActivityRisk.objects.get()
    assert (risk.for_whom, risk.what_helps, risk.version) == ("Nuoret", "Tila.", 3)
    assert saved.theirs == ["for_whom"]
    assert list(risk.municipalities.all()) == [scene.second]


def test_saving_the_same_changes_nothing(scene: SimpleNamespace) -> None:
    services.mark_risk_read(risk=scene.risk, actor=scene.cast.officer)
    change(scene, values={"for_whom": scene.risk.for_whom})
    risk = ActivityRisk.objects.get()
    assert risk.version == 1
    assert risk.read_at is not None


def test_two_who_change_the_same_field_see_both_texts_and_nothing_is_lost(
    scene: SimpleNamespace, client_of: Any
) -> None:
    change(scene, values={"yearly_sum": Decimal(7000)}, municipalities=[scene.first, scene.second])
    with pytest.raises(Conflict):
        change(scene, base_version=1, values={"yearly_sum": Decimal(9000)})
    address, client = acts_on(scene.risk)[0], client_of("applicant")
    mine = typed(
        scene.first,
        activity=scene.risk.activity,
        for_whom=scene.risk.for_whom,
        yearly_sum="9000",
        base_version=1,
        **{"initial-municipalities": [scene.first.pk]},
    )
    response = client.post(address, mine)
    form = response.context["form"]
    assert list(form.errors) == ["yearly_sum"]
    assert "7 000 €" in text_of(response)
    assert 'value="9 000"' in text_of(response)
    again = {**mine, "base_version": form["base_version"].value()}
    assert client.post(address, again).status_code == 302
    risk = ActivityRisk.objects.get()
    assert risk.yearly_sum == 9000
    assert set(risk.municipalities.all()) == {scene.first, scene.second}


def test_the_form_carries_the_municipalities_with_which_it_was_opened(
    scene: SimpleNamespace, client_of: Any
) -> None:
    page = text_of(client_of("applicant").get(acts_on(scene.risk)[0]))
    assert f'<input type="hidden" name="initial-municipalities" value="{scene.first.pk}"' in page


def test_a_closed_note_tells_how_it_went_and_stays(scene: SimpleNamespace, client_of: Any) -> None:
    client, (change_url, close_url) = client_of("applicant"), acts_on(scene.risk)
    for bad in (
        {},
        {"state": "ended"},
        {"state": "open", "outcome": "x"},
        {"state": "ended", "outcome": " "},
    ):
        assert client.post(close_url, bad).status_code == 200
    assert client.post(close_url, {"state": "averted", "outcome": "Kunta maksaa."}).status_code == 302
    risk = ActivityRisk.objects.get()
    assert (risk.state, risk.outcome, risk.closed_on) == ("averted", "Kunta maksaa.", timezone.localdate())
    page = text_of(client.get(risk.get_absolute_url()))
    assert "Kunta maksaa." in page
    assert "muuta/" not in page
    with pytest.raises(Refused):
        change(scene, values={"for_whom": "Muut"})
    with pytest.raises(Overtaken):
        services.close_risk(
            risk=scene.risk, state=RiskState.ENDED, outcome="Eipäs", actor=scene.cast.applicant
        )
    for address, data in ((change_url, typed(scene.first)), (close_url, {"state": "ended", "outcome": "x"})):
        assert client.post(address, data).url == risk.get_absolute_url()
    kept = ActivityRisk.objects.get()
    assert (kept.outcome, kept.version) == ("Kunta maksaa.", 2)


# --- What the county sees --------------------------------------------------------------------------------------------


def shown(client: Client, **query: Any) -> list[ActivityRisk]:
    return list(client.get(WORK, query).context["page"])


def test_the_list_is_narrowed_and_nonsense_is_as_if_it_was_not_there(
    scene: SimpleNamespace, client_of: Any
) -> None:
    today, region = timezone.localdate(), scene.cast.body.region
    ended = ActivityRiskFactory(
        region=region, municipalities=[scene.second], state="ended", outcome="Loppui", closed_on=today
    )
    later = ActivityRiskFactory(
        region=region,
        municipalities=[scene.first, scene.second],
        channel="esf",
        ends_on=today + timedelta(days=3 * 365),
        read_at=timezone.now(),
    )
    client = client_of("officer")
    assert shown(client) == [scene.risk, later]
    assert shown(client, kunta="837") == [later]
    assert shown(client, kanava="stea") == [scene.risk]
    assert shown(client, vuosi=later.ends_on.year) == [later]
    assert shown(client, tila="ended") == [ended]
    assert shown(client, tila="averted") == []
    assert shown(client, tila="unread") == [scene.risk]
    assert set(shown(client, tila="all")) == {scene.risk, later, ended}
    assert shown(client, kunta="x", kanava="y", vuosi="z", tila="å", page="-1") == [scene.risk, later]


def test_sums_stand_by_municipality_and_by_channel(scene: SimpleNamespace, client_of: Any) -> None:
    region = scene.cast.body.region
    ActivityRiskFactory(
        region=region, municipalities=[scene.first, scene.second], channel="esf", yearly_sum=5000, people=7
    )
    ActivityRiskFactory(region=region, municipalities=[scene.second], channel="own", yearly_sum=None)
    client = client_of("coordinator")
    sums = client.get(WORK).context["sums"]
    assert plain(sums["places"]) == [["Nokia", 2, "57", "6 000 €"], ["Tampere", 2, "7", "5 000 €"]]
    by_channel = {row[0]: row[1:] for row in plain(sums["channels"])}
    assert list(by_channel.values()) == [[1, "7", "5 000 €"], [1, "50", "1 000 €"], [1, "–", "–"]]
    assert plain([sums["total_row"]])[0][1:] == [3, "57", "6 000 €"]
    # In another language municipalities have other names, and their order follows these.
    Municipality.objects.filter(pk=scene.second.pk).update(name_sv="Ammerfors")
    in_swedish = client.get(f"/sv{WORK}")
    assert [row[0] for row in in_swedish.context["sums"]["places"]] == ["Ammerfors", "Nokia"]
    assert "Ammerfors, Nokia" in text_of(in_swedish)
    translation.activate("fi")
    # Of one municipality only its own sums are told, though the note is of two.
    only = client.get(WORK, {"kunta": "536"}).context["sums"]
    assert plain(only["places"]) == [["Nokia", 2, "57", "6 000 €"]]
    assert plain([only["total_row"]])[0][1:] == [2, "57", "6 000 €"]


def plain(rows: list[list[Any]]) -> list[list[Any]]:
    return [[cell.replace("\u00a0", " ") if isinstance(cell, str) else cell for cell in row] for row in rows]


def test_files_hold_the_same_rows_and_no_formula(scene: SimpleNamespace, client_of: Any) -> None:
    evil = ActivityRiskFactory(
        organisation=OrganisationFactory(name="=1+1 ry"),
        region=scene.cast.body.region,
        municipalities=[scene.second],
        activity="@SUM(A1)",
        for_whom="+358",
        what_helps="-2+3",
    )
    client = client_of("officer")
    query = {"kunta": "837"}
    head, row = b"".join(client.get(f"{WORK}csv/", query).streaming_content).decode().splitlines()
    assert row.split(";")[:4] == ["'=1+1 ry", "'@SUM(A1)", "'+358", "Tampere"]
    assert "'-2+3" in row
    assert len(head.split(";")) == len(row.split(";")) == 13
    book = load_workbook(BytesIO(client.get(f"{WORK}xlsx/", query).content))
    _head, cells = book.active.iter_rows()
    assert [cell.data_type for cell in cells].count("f") == 0
    assert cells[0].value == "'=1+1 ry"
    assert (cells[6].value, cells[7].value.date()) == (1000, evil.ends_on)


def test_new_and_changed_notes_wait_for_the_officers_until_one_has_read_them(
    scene: SimpleNamespace, client_of: Any
) -> None:
    def waiting(role: str) -> list[str]:
        found = cards_for(getattr(scene.cast, role))
        return [str(card.text) for card in found if card.url == f"{WORK}?tila=unread"]

    ActivityRiskFactory(region=RegionFactory(slug="muumaa", name="Muumaa"))
    assert len(waiting("officer")) == 1
    assert not any(waiting(role) for role in Cast.ROLES[1:] if role != "officer")
    for role in ("applicant", "coordinator", "secretariat"):
        client_of(role).get(scene.risk.get_absolute_url())
    assert len(waiting("officer")) == 1
    client_of("officer").get(scene.risk.get_absolute_url())
    assert waiting("officer") == []
    change(scene, values={"for_whom": "Nuoret"})
    assert len(waiting("officer")) == 1
    # Who looks at what has changed meanwhile has not read the change.
    services.mark_risk_read(risk=scene.risk, actor=scene.cast.officer)
    assert len(waiting("officer")) == 1


def test_the_desk_tells_those_who_look_after_the_region_how_much_is_at_risk(scene: SimpleNamespace) -> None:
    told = {
        role
        for role in Cast.ROLES[1:]
        if any(block.template == "grants/_desk_risks.html" for block in panels_for(getattr(scene.cast, role)))
    }
    assert told == {"officer", "coordinator"}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("role", "address", "queries"),
    [
        ("applicant", OWN, 8),
        ("officer", WORK, 12),
        ("officer", f"{WORK}csv/", 7),
        ("officer", f"{WORK}xlsx/", 7),
    ],
)
def test_lists_ask_the_same_number_of_queries(
    scene: SimpleNamespace,
    client_of: Any,
    django_assert_num_queries: Any,
    number: int,
    role: str,
    address: str,
    queries: int,
) -> None:
    for _n in range(number - 1):
        organisation = OrganisationFactory()
        OrganisationRoleFactory(organisation=organisation, user=scene.cast.applicant)
        ActivityRiskFactory(organisation=organisation, region=scene.cast.body.region)
    client = client_of(role)
    client.get(address)
    with django_assert_num_queries(queries):
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
    assert content
