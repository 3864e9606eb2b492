"""Region facts: loaded once, checked whole, and what is malformed is named and loads nothing."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from members.enums import RuleName, RuleStatus, SeatKind
from members.models import (
    Body,
    BodyDocumentVersion,
    BodyRule,
    Category,
    CategoryScheme,
    Municipality,
    Organisation,
    Region,
    Seat,
    SeatGroup,
    Term,
)
from networks.models import Network, NetworkMember
from portal import facts

pytestmark = pytest.mark.django_db
PIRKANMAA = facts.REGIONS / "pirkanmaa"


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real facts that a test may spoil."""
    folder = tmp_path / "regions" / "pirkanmaa"
    shutil.copytree(PIRKANMAA, folder)
    monkeypatch.setattr(facts, "REGIONS", folder.parent)
    return folder


def change(folder: Path, file: str, edit: Callable[[Any], None]) -> None:
    content = json.loads((folder / file).read_text(encoding="utf-8"))
    edit(content)
    (folder / file).write_text(json.dumps(content), encoding="utf-8")


def rows() -> dict[str, int]:
    """How many rows every table has, those of the history included."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name != "django_session"]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def test_pirkanmaa_is_loaded_whole() -> None:
    facts.load("pirkanmaa")
    region = Region.objects.get()
    assert Municipality.objects.filter(region=region).count() == 23
    own, types = CategoryScheme.objects.order_by("region_id")
    assert (own.region, types.region) == (region, None)
    assert own.categories.filter(has_seat=True).count() == 19
    assert own.categories.filter(has_seat=False).count() == 2
    assert types.categories.count() == 8
    assert Network.objects.filter(region=region).count() == 57
    assert NetworkMember.objects.filter(is_group=False).count() == 35


def test_pirkanmaa_body_has_its_seats_and_nothing_guessed() -> None:
    facts.load("pirkanmaa")
    body = Body.objects.get(slug="pirkanmaan-jarjestoyhteistyoryhma")
    term = Term.objects.get()
    assert (term.body, term.period_text) == (body, "2023–2025")
    assert SeatGroup.objects.filter(term=term, category__isnull=False).count() == 19
    assert Seat.objects.filter(kind=SeatKind.PRIMARY).count() == 19
    assert Seat.objects.filter(kind=SeatKind.PERSONAL_DEPUTY, deputises__isnull=False).count() == 19
    own = BodyRule.objects.filter(version__body=body)
    assert own.count() == len(RuleName.values)
    statuses = set(own.values_list("status", flat=True))
    assert statuses == {RuleStatus.FIXED, RuleStatus.NOT_STATED}
    fixed = dict(own.filter(status=RuleStatus.FIXED).values_list("name", "value"))
    assert fixed == {
        RuleName.SEAT_SCHEME: "category",
        RuleName.PRIMARIES: 1,
        RuleName.DEPUTIES: 1,
        RuleName.SELECTION: "application",
        RuleName.TERM_KIND: "council_term",
        RuleName.MEETINGS_LEAST: 4,
        RuleName.MEETINGS_MOST: "no_limit",
        RuleName.FEE: "none",
    }
    assert sorted(body.organisers.values_list("name", flat=True)) == [
        "Artteli-kumppanuusyhdistys ry",
        "Pirkanmaan hyvinvointialue",
    ]


def test_all_six_bodies_are_loaded_and_nothing_open_is_filled_in() -> None:
    facts.load(*facts.regions())
    loaded = {
        body.slug: (body.region.slug, body.status, body.terms.count(), body.nominators.count())
        for body in Body.objects.select_related("region")
    }
    assert loaded == {
        "pirkanmaan-jarjestoyhteistyoryhma": ("pirkanmaa", "active", 1, 0),
        "pirkanmaan-jarjestoneuvottelukunta-suunniteltu": ("pirkanmaa", "planned", 0, 0),
        "jarjestojen-sote-ryhma-pirkanmaa": ("pirkanmaa", "active", 0, 5),
        "paijat-hameen-jarjestoneuvottelukunta": ("paijat-hame", "planned", 0, 0),
        "vake-vaihtoehto-1": ("vantaa-kerava", "planned", 0, 0),
        "vake-vaihtoehto-2": ("vantaa-kerava", "planned", 0, 0),
    }
    assert BodyRule.objects.count() == 6 * len(RuleName.values)
    assert not BodyRule.objects.exclude(status=RuleStatus.FIXED).filter(value__isnull=False).exists()
    by_types = Body.objects.get(slug="vake-vaihtoehto-1").rules_versions.get()
    assert by_types.category_scheme.categories.count() == 8
    assert by_types.by_name[RuleName.PRIMARIES].options == [1, 2]
    assert by_types.value(RuleName.RENEWED_SHARE) == "half"


def test_document_of_a_body_is_loaded_with_its_file() -> None:
    facts.load("vantaa-kerava")
    versions = BodyDocumentVersion.objects.order_by("document__body__slug")
    assert [(version.document.body.slug, version.document.kind, version.number) for version in versions] == [
        ("vake-vaihtoehto-1", "comparison", 1),
        ("vake-vaihtoehto-2", "comparison", 1),
    ]
    with versions[0].file.open("rb") as content:
        assert content.read().decode().startswith("SWOT-analyysi: Vantaa-Kerava, vaihtoehto 1")


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        ({"file": "../region.json"}, "file: there is no file region.json in documents"),
        ({"valid_from": "2023"}, "valid_from: 2023 is no date"),
        ({"kind": "poem"}, "kind: Value 'poem' is not a valid choice."),
    ],
)
def test_malformed_document_is_named(
    spoilt: dict[str, str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "regions" / "vantaa-kerava"
    shutil.copytree(facts.REGIONS / "vantaa-kerava", folder)
    monkeypatch.setattr(facts, "REGIONS", folder.parent)
    change(folder, "bodies.json", lambda content: content["bodies"][0]["documents"][0].update(spoilt))
    with pytest.raises(facts.FactsError) as caught:
        facts.load("vantaa-kerava")
    assert str(caught.value).endswith(message)
    assert Body.objects.count() == 0


def test_region_can_be_without_municipalities_and_networks() -> None:
    facts.load("paijat-hame")
    region = Region.objects.get()
    assert (region.municipalities.count(), region.networks.count()) == (0, 0)


def test_second_load_of_all_regions_changes_nothing() -> None:
    call_command("load_region", verbosity=0)
    before = rows()
    loading = facts.load(*facts.regions())
    assert rows() == before
    assert (loading.made, loading.differing) == ({}, [])


def test_swedish_and_english_names_are_kept() -> None:
    facts.load("pirkanmaa")
    category = Category.objects.get(slug="perhetyo")
    assert (category.name_fi, category.name_sv, category.name_en) == (
        "Perhetyö",
        "Familjearbete",
        "Family work",
    )
    assert category.aliases == ["Lapsi- ja perhetyö"]


def test_second_load_changes_nothing_not_even_history() -> None:
    facts.load("pirkanmaa")
    before = rows()
    loading = facts.load("pirkanmaa")
    assert rows() == before
    assert (loading.made, loading.differing) == ({}, [])


def test_what_people_have_changed_stays_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    facts.load("pirkanmaa")
    Network.objects.filter(slug="peetu").update(name_fi="Uusi nimi", website="https://example.org/")
    Municipality.objects.get(slug="akaa").delete()
    call_command("load_region", "pirkanmaa")
    assert Network.objects.get(slug="peetu").name_fi == "Uusi nimi"
    assert capsys.readouterr().out.splitlines() == [
        "Made: 1 members.Municipality.",
        "Left as they are in the portal, though the files say otherwise:",
        "  networks.json: networks peetu: name_fi",
        "  networks.json: networks peetu: website",
    ]


def test_body_that_exists_keeps_its_rules_and_terms() -> None:
    facts.load("pirkanmaa")
    BodyRule.objects.all().delete()
    facts.load("pirkanmaa")
    assert BodyRule.objects.count() == 0


def first(content: dict[str, Any], *way: Any) -> Any:
    for step in way:
        content = content[step]
    return content


MALFORMED = [
    ("networks.json", ("networks", 3), {"name_fi": 5}, "networks lahella-fi: name_fi: must be a text, not 5"),
    ("networks.json", ("networks", 3), {"kind": "guild"}, "networks lahella-fi: kind: Value 'guild' is not a valid choice."),
    ("networks.json", ("networks", 3), {"naem": "x"}, "networks lahella-fi: naem: is not known here"),
    ("networks.json", ("networks", 3), {"category": "nowhere"}, "networks lahella-fi: category: there is no category nowhere in categories.json"),
    ("networks.json", ("networks", 3), {"parent": "nothing"}, "networks lahella-fi: parent: there is no network nothing"),
    ("networks.json", ("networks", 3), {"parent": "lahella-fi"}, "networks lahella-fi: parent: the parents go round in a ring"),
    ("networks.json", ("networks", 3), {"meetings_a_year": True}, "networks lahella-fi: meetings_a_year: must be a whole number, not true"),
    ("networks.json", ("networks", 3), {"website": "nowhere"}, "networks lahella-fi: website: Enter a valid URL."),
    ("networks.json", ("networks", 3), {"slug": "peetu"}, "networks peetu: slug: is there twice"),
    ("networks.json", ("networks", 3), {"members": ["Yhdistys ry"]}, "networks lahella-fi, members 1: must be an object"),
    ("networks.json", ("networks", 3), {"members": [{"name": "A ry", "municipality": "Helsinki"}]}, "networks lahella-fi, members A ry: municipality: there is no municipality Helsinki"),
    ("networks.json", ("networks", 3), {"sources": [{"doc": "009"}]}, "networks lahella-fi, sources 1: doc: 009 is not among the sources in region.json"),
    ("municipalities.json", ("municipalities", 0), {"code": "20"}, "municipalities akaa: code: The code has three digits, such as 020."),
    ("municipalities.json", ("municipalities", 0), {"latitude": "north"}, "municipalities akaa: latitude: must be a number, not \"north\""),
    ("categories.json", ("schemes", 0), {"is_national": "no"}, "schemes pirkanmaan-jarjestokategoriat: is_national: must be true or false, not \"no\""),
    ("bodies.json", ("bodies", 0), {"rounds": []}, "bodies pirkanmaan-jarjestoyhteistyoryhma: rounds: is not known here"),
    ("bodies.json", ("bodies", 0), {"tasks_fi": [1]}, "bodies pirkanmaan-jarjestoyhteistyoryhma: tasks_fi: must be a list of texts"),
    ("bodies.json", ("bodies", 0), {"parent": "council"}, "bodies pirkanmaan-jarjestoyhteistyoryhma: parent: no body council stands before this one"),
    ("bodies.json", ("bodies", 0, "rules"), {"valid_from": "2023-13-01"}, "bodies pirkanmaan-jarjestoyhteistyoryhma, rules: valid_from: "),
    ("bodies.json", ("bodies", 0, "rules", "rules", 1), {"value": "many"}, "bodies pirkanmaan-jarjestoyhteistyoryhma, rules, rules primaries_per_group: value: 'many' is not among the values of this rule"),
    ("bodies.json", ("bodies", 0, "terms", 0), {"ends_on": "2022-01-01"}, "bodies pirkanmaan-jarjestoyhteistyoryhma, terms 1: ends_on: The last day is before the first day."),
    ("bodies.json", ("bodies", 0, "terms", 0, "groups", 2), {"members": 0}, "bodies pirkanmaan-jarjestoyhteistyoryhma, terms 1, groups 3: members: must be at least 1"),
    ("bodies.json", ("bodies", 0, "terms", 0, "groups", 2), {"category": "x"}, "bodies pirkanmaan-jarjestoyhteistyoryhma, terms 1, groups 3: category: there is no category x in the scheme of the rules"),
    ("region.json", ("region",), {"slug": "kymenlaakso"}, "region: slug: must be the name of the folder, pirkanmaa"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "way", "spoilt", "message"), MALFORMED, ids=lambda value: str(value)[:50])
def test_malformed_file_is_named_and_loads_nothing(
    copy: Path, file: str, way: tuple[Any, ...], spoilt: dict[str, Any], message: str
) -> None:
    change(copy, file, lambda content: first(content, *way).update(spoilt))
    before = rows()
    with pytest.raises(facts.FactsError) as caught:
        facts.load("pirkanmaa")
    assert str(caught.value)[: len(file) + 2 + len(message)] == f"{file}: {message}"
    assert rows() == before


@pytest.mark.parametrize("name", ["name_fi", "kind", "slug"])
def test_missing_field_is_named(copy: Path, name: str) -> None:
    change(copy, "bodies.json", lambda content: content["bodies"][0].pop(name))
    with pytest.raises(facts.FactsError) as caught:
        facts.load("pirkanmaa")
    assert str(caught.value).startswith("bodies.json: bodies ")
    assert f": {name}: " in str(caught.value)
    assert Region.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "networks.json: is not JSON: "),
        ("[]", "networks.json: must hold an object"),
        ('{"networks": {}}', "networks.json: networks: must be a list"),
    ],
)
def test_file_that_is_no_such_file_is_named(copy: Path, content: str, message: str) -> None:
    (copy / "networks.json").write_text(content, encoding="utf-8")
    with pytest.raises(facts.FactsError, match=f"^{message}"):
        facts.load("pirkanmaa")


def test_missing_file_is_named(copy: Path) -> None:
    (copy / "networks.json").unlink()
    with pytest.raises(CommandError, match=r"^networks\.json: cannot be read: No such file or directory$"):
        call_command("load_region", "pirkanmaa")


def test_unknown_region_tells_the_known_ones() -> None:
    with pytest.raises(
        CommandError, match=r"^There is no region lappi; there are: paijat-hame, pirkanmaa, vantaa-kerava\.$"
    ):
        call_command("load_region", "lappi")


def test_what_only_the_database_refuses_is_named_too_and_loads_nothing(copy: Path) -> None:
    def overlap(content: Any) -> None:
        terms = content["bodies"][0]["terms"]
        terms.append({**terms[0], "starts_on": "2024-01-01"})

    change(copy, "bodies.json", overlap)
    before = rows()
    with pytest.raises(facts.FactsError) as caught:
        facts.load("pirkanmaa")
    place = "bodies.json: bodies pirkanmaan-jarjestoyhteistyoryhma, terms 2"
    assert str(caught.value) == f"{place}: __all__: The body has another term on these days."
    assert rows() == before


def test_body_by_another_scheme_is_loaded_without_new_code(copy: Path) -> None:
    """Eight association types, two members and two deputies each, most rules open: the option of another region."""

    def add(content: Any) -> None:
        types = json.loads((copy / "categories.json").read_text(encoding="utf-8"))["schemes"][1]
        content["bodies"].append(
            {
                "slug": "toinen-toimielin",
                "kind": "advisory_board",
                "status": "planned",
                "name_fi": "Toinen toimielin",
                "short_name_fi": "Toinen",
                "parent": "pirkanmaan-jarjestoyhteistyoryhma",
                "rules": {
                    "title": "Vaihtoehto",
                    "valid_from": "2023-06-01",
                    "category_scheme": types["slug"],
                    "rules": [
                        {"name": "seat_scheme", "status": "fixed", "value": "association_type"},
                        {"name": "primaries_per_group", "status": "open", "options": [1, 2]},
                        {"name": "deputy_kind", "status": "fixed", "value": "ranked"},
                        {"name": "selected_by", "status": "open", "options": ["aluehallitus", "lautakunta"]},
                    ],
                },
                "terms": [
                    {
                        "starts_on": "2024-01-01",
                        "groups": [
                            {"category": each["slug"], "members": 2, "deputies": 2}
                            for each in types["categories"]
                        ],
                    }
                ],
            }
        )

    change(copy, "bodies.json", add)
    facts.load("pirkanmaa")
    body = Body.objects.get(slug="toinen-toimielin")
    assert body.parent.slug == "pirkanmaan-jarjestoyhteistyoryhma"
    seats = Seat.objects.filter(group__term__body=body)
    assert seats.filter(kind=SeatKind.PRIMARY).count() == 16
    assert seats.filter(kind=SeatKind.RANKED_DEPUTY).count() == 16
    assert BodyRule.objects.get(version__body=body, name=RuleName.PRIMARIES).options == [1, 2]
    assert Organisation.objects.count() == 2
