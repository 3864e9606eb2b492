"""Files of organisations brought into the register: what is taken, what becomes of each row, and what the register says."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.enums import ImportFailure, ImportState, RowFate
from members.importing import job
from members.importing.columns import columns_of
from members.models import ImportRow, Organisation, OrganisationImport
from members.services import importing
from portal.errors import Overtaken
from portal.history import events_of
from portal.models import SearchChange
from tests.cast import Cast
from tests.factories import CategoryFactory, MunicipalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

HEADING = "Nimi;Y-tunnus;Rekisterinumero;Kotikunta"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def no_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The turns of the work are taken by the test."""
    monkeypatch.setattr(job, "dispatch", lambda _run_id: None)


def bring(cast: Cast, content: bytes | str, name: str = "rekisteri.csv") -> OrganisationImport:
    """Bring a file and have it checked."""
    content = content.encode() if isinstance(content, str) else content
    run = importing.begin_import(file=SimpleUploadedFile(name, content), actor=cast.secretariat)
    return worked(run)


def worked(run: OrganisationImport) -> OrganisationImport:
    """After the worker has done what it can."""
    for _turn in range(10):
        job.work(run.pk)
        run.refresh_from_db()
        if not run.is_at_work:
            return run
    raise AssertionError("It never ends.")


def stored(cast: Cast, content: bytes | str, name: str = "rekisteri.csv") -> OrganisationImport:
    """Bring a file, and store what was checked."""
    run = bring(cast, content, name)
    assert run.state == ImportState.CHECKED, run.failure
    importing.store_import(run=run, actor=cast.secretariat)
    return worked(run)


def fates(run: OrganisationImport) -> list[tuple[int, str]]:
    return list(run.rows.order_by("number").values_list("number", "fate"))


def problems(run: OrganisationImport) -> list[list[list[str]]]:
    return list(run.rows.order_by("number").values_list("problems", flat=True))


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# --- What becomes of rows --------------------------------------------------------------------------------------------


def test_rows_are_new_changed_same_repeated_or_wrong(cast: Cast) -> None:
    town = MunicipalityFactory(name="Testilä")
    OrganisationFactory(name="Vanha Nimi ry", business_id="2077474-0", home_municipality=town)
    OrganisationFactory(name="Ennallaan ry", register_number="77", home_municipality=town)
    run = bring(
        cast,
        f"{HEADING}\nUusi ry;;123456;Testilä\nVanha Nimi uusittu ry;FI 20774740;;testilä\nEnnallaan ry;;77;Testilä\n"
        "Uusi ry taas;;123.456;\nVäärä ry;1234567-8;;\n",
    )
    assert (run.state, run.rows_read) == (ImportState.CHECKED, 5)
    assert fates(run) == [
        (2, RowFate.NEW),
        (3, RowFate.CHANGED),
        (4, RowFate.SAME),
        (5, RowFate.REPEATED),
        (6, RowFate.WRONG),
    ]
    assert problems(run) == [[], [], [], [["", "row", "2"]], [["business_id", "business_id", ""]]]
    changed = run.rows.get(number=3)
    assert (changed.before, changed.after) == ({"name": "Vanha Nimi ry"}, {"name": "Vanha Nimi uusittu ry"})
    assert not Organisation.objects.filter(name="Uusi ry").exists()


def test_stored_rows_are_in_the_register_with_history_and_a_mark_for_the_search(cast: Cast) -> None:
    town, category = MunicipalityFactory(name="Testilä"), CategoryFactory(name="Perhetyö")
    old = OrganisationFactory(name="Vanha ry", register_number="77", email="vanha@example.org", phone="123")
    SearchChange.objects.all().delete()
    run = stored(
        cast,
        "nimi;oma;rekisterinumero;kunta;toimintakunnat;kategoriat;sähköposti;puhelin;muut nimet\n"
        "Uusi ry;x;123456;Testilä;Testilä;Perhetyö;uusi@example.org;;Uus; \n"
        "Vanha ry;;77;;Testilä;;toinen@example.org;;\n",
    )
    assert (run.state, run.rows_stored, run.unknown_columns) == (ImportState.STORED, 2, ["oma"])
    new = Organisation.objects.get(name="Uusi ry")
    assert (
        new.register_number,
        new.home_municipality,
        new.email,
        new.other_names,
        new.legal_form,
        new.is_listed,
    ) == (
        *("123456", town, "uusi@example.org", ["Uus"]),
        *("association", True),
    )
    assert (list(new.municipalities.all()), list(new.categories.all())) == ([town], [category])
    old.refresh_from_db()
    assert (old.email, old.phone, list(old.municipalities.all())) == ("toinen@example.org", "123", [town])
    assert [(event.label, event.actor) for event in events_of(old)] == [
        ("Changed", "Secretariat"),
        ("Added", ""),
    ]
    assert [(event.label, event.actor) for event in events_of(new)] == [("Added", "Secretariat")]
    marked = SearchChange.objects.filter(record_table="members_organisation").values_list(
        "record_id", flat=True
    )
    assert sorted(marked) == sorted([new.pk, old.pk])


def test_second_import_of_the_same_file_changes_nothing(cast: Cast) -> None:
    MunicipalityFactory(name="Testilä")
    CategoryFactory(name="Perhetyö")
    content = (
        "nimi;y-tunnus;kunta;kategoriat;rekisteröity;palveluntuottaja;kotisivu\n"
        "Eka ry;2077474-0;Testilä;Perhetyö;31.12.1999;kyllä;www.example.org\nTok'a “ry”;;;;;;\n"
    )
    stored(cast, content)
    again = bring(cast, content)
    assert fates(again) == [(2, RowFate.SAME), (3, RowFate.SAME)]
    assert Organisation.objects.filter(name__in=["Eka ry", "Tok'a “ry”"]).count() == 2


def test_empty_cells_do_not_erase_and_other_columns_are_not_touched(cast: Cast) -> None:
    old = OrganisationFactory(
        name="Vanha ry", register_number="77", email="a@example.org", description="Kuvaus"
    )
    stored(cast, "rekisterinumero;nimi;sähköposti\n77;Uusi nimi ry;\n")
    old.refresh_from_db()
    assert (old.name, old.email, old.description) == ("Uusi nimi ry", "a@example.org", "Kuvaus")


def test_row_without_number_finds_the_organisation_by_its_name(cast: Cast) -> None:
    nokia, akaa = MunicipalityFactory(name="Nokia"), MunicipalityFactory(name="Akaa")
    there = OrganisationFactory(name="Nokian Martat r.y.", home_municipality=nokia)
    OrganisationFactory(name="Kaksi ry", home_municipality=nokia)
    OrganisationFactory(name="Kaksi", home_municipality=nokia)
    run = bring(
        cast,
        "nimi;kunta;rekisterinumero\nNOKIAN MARTAT RY;;\nNokian Martat ry;Akaa;\nKaksi ry;;\nKaksi ry;Nokia;9\n",
    )
    assert fates(run) == [(2, RowFate.CHANGED), (3, RowFate.NEW), (4, RowFate.WRONG), (5, RowFate.NEW)]
    assert run.rows.get(number=2).organisation == there
    assert run.rows.get(number=4).problems == [["", "many", ""]]
    assert run.rows.get(number=3).after["home_municipality_id"] == akaa.pk


def test_row_about_what_was_merged_is_about_what_it_has_become(cast: Cast) -> None:
    kept = OrganisationFactory(name="Jäljelle jäänyt ry")
    OrganisationFactory(name="Sulautettu ry", register_number="5", merged_into=kept, is_listed=False)
    run = bring(cast, "nimi;rekisterinumero;puhelin\n;5;040 123\n")
    assert (fates(run), run.rows.get().organisation) == ([(2, RowFate.CHANGED)], kept)


def test_numbers_of_two_organisations_in_one_row_are_wrong(cast: Cast) -> None:
    OrganisationFactory(name="Yksi ry", business_id="2077474-0")
    OrganisationFactory(name="Toinen ry", register_number="5")
    run = bring(cast, "nimi;y-tunnus;rekisterinumero\nKumpi ry;2077474-0;5\n")
    assert problems(run) == [[["", "two", "Toinen ry / Yksi ry"]]]


BAD_CELLS = {
    "name": ("nimi", "x" * 10_000, ["name", "long", "200"]),
    "formula": ("nimi", '"=HYPERLINK(""http://paha.example"")"', ["name", "formula", ""]),
    "municipality": ("nimi;kunta", "A ry;Atlantis", ["home_municipality_id", "municipality", "Atlantis"]),
    "category": ("nimi;luokka", "A ry;Tuntematon", ["categories", "category", "Tuntematon"]),
    "legal_form": ("nimi;muoto", "A ry;kerho", ["legal_form", "legal_form", "kerho"]),
    "size": ("nimi;koko", "A ry;valtava", ["size", "size", "valtava"]),
    "date": ("nimi;rekisteröity", "A ry;31.2.2020", ["registered_on", "date", "31.2.2020"]),
    "yes_no": ("nimi;palveluntuottaja", "A ry;ehkä", ["is_service_producer", "yes_no", ""]),
    "website": ("nimi;www", "A ry;javascript:alert(1)", ["website", "url", "javascript:alert(1)"]),
    "email": ("nimi;sähköposti", "A ry;ei osoite", ["email", "email", "ei osoite"]),
    "register number": ("rekisterinumero", "1234567", ["register_number", "register_number", ""]),
    "nothing": ("nimi;puhelin", ";040", ["", "nothing", ""]),
    "no name": ("nimi;rekisterinumero", ";44", ["", "no_name", ""]),
}


@pytest.mark.parametrize("what", BAD_CELLS)
def test_bad_cell_is_told_with_its_column(cast: Cast, what: str) -> None:
    heading, row, problem = BAD_CELLS[what]
    run = bring(cast, f"{heading}\n{row}\n")
    assert (fates(run), problems(run)) == ([(2, RowFate.WRONG)], [[problem]])


# --- Files -----------------------------------------------------------------------------------------------------------

READABLE = {
    "comma": b"name,phone\nA ry,040\n",
    "tab": b"name\tphone\nA ry\t040\n",
    "byte order mark": b"\xef\xbb\xbfnimi;puhelin\nA ry;040\n",
    "Windows-1252": "järjestön nimi;puhelin\nA ry;040\n".encode("cp1252"),
    "quotes and lines": b'nimi;puhelin\r\n"A ry";"040"\r\n',
    "called text": b"nimi;puhelin\nA ry;040\n",
}


@pytest.mark.parametrize("what", READABLE)
def test_tables_as_the_world_writes_them_are_read(cast: Cast, what: str) -> None:
    run = bring(cast, READABLE[what], "lista.txt" if what == "called text" else "lista.csv")
    assert (run.filename, run.columns) == ("lista.csv", ["name", "phone"])
    assert run.rows.get().after == {"name": "A ry", "phone": "040"}


def test_spreadsheet_is_read_with_numbers_and_days(cast: Cast) -> None:
    row = ["Taulukko ry", 123456.0, timezone.datetime(2001, 2, 3), None]
    run = bring(cast, workbook(["Nimi", "Rekisterinumero", "Rekisteröity", "Oma sarake"], row), "lista.xlsx")
    assert run.rows.get().after == {
        "name": "Taulukko ry",
        "register_number": "123456",
        "registered_on": "2001-02-03",
    }
    assert run.unknown_columns == ["Oma sarake"]


FAILING = {
    "header only": (b"nimi;puhelin\n", ImportFailure.NO_ROWS),
    "blank": (b"\n \n", ImportFailure.NO_ROWS),
    "no column": (b"vuosi;summa\n2020;5\n", ImportFailure.NO_COLUMNS),
    "letters of no encoding": (b"nimi\n\x81\x8d ry\n", ImportFailure.ENCODING),
    "too many columns": (b"nimi" + b";x" * 120 + b"\nA ry\n", ImportFailure.TOO_MANY),
    "endless cell": (b'nimi\n"' + b"x" * 200_000 + b'"\n', ImportFailure.BROKEN),
}


@pytest.mark.parametrize("what", FAILING)
def test_file_that_says_nothing_fails_with_the_reason(cast: Cast, what: str) -> None:
    content, failure = FAILING[what]
    run = bring(cast, content)
    assert (run.state, run.failure, run.rows.count()) == (ImportState.FAILED, failure, 0)


def bomb() -> bytes:
    file = io.BytesIO(workbook(["nimi"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"\0" * 70_000_000)
    return file.getvalue()


REFUSED = {
    "empty": (lambda: b"", "empty"),
    "PDF": (lambda: b"%PDF-1.4\n%\xe2\xe3", "broken"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\x00", "wrong_kind"),
    "archive": (lambda: b"PK\x03\x04abc", "broken"),
    "bomb": (bomb, "bomb"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_file_that_is_no_table_is_refused_at_once(cast: Cast, what: str) -> None:
    content, code = REFUSED[what]
    file = SimpleUploadedFile("rekisteri.csv", content())
    with pytest.raises(ValidationError) as refusal:
        importing.begin_import(file=file, actor=cast.secretariat)
    assert (refusal.value.code, OrganisationImport.objects.count()) == (code, 0)


# --- Between the check and the storing -------------------------------------------------------------------------------


def test_what_somebody_changed_after_the_check_is_left_alone(cast: Cast) -> None:
    edited = OrganisationFactory(name="Muokattu ry", register_number="5")
    taken = OrganisationFactory(name="Numeroton ry", register_number="6")
    run = bring(
        cast,
        "nimi;rekisterinumero;y-tunnus;sähköposti\nUusi nimi ry;5;;\nNumeroton ry;6;2077474-0;\nUusi ry;7;;\nToinen ry;8;;\n",
    )
    Organisation.objects.filter(pk=edited.pk).update(name="Toinen nimi ry")
    OrganisationFactory(name="Nopea ry", business_id="2077474-0")
    OrganisationFactory(name="Nopeampi ry", register_number="7")
    importing.store_import(run=run, actor=cast.secretariat)
    run = worked(run)
    assert (run.state, run.rows_stored) == (ImportState.STORED, 1)
    assert [row[0][1:2] if row else None for row in problems(run)] == [["taken"], ["taken"], ["taken"], None]
    assert Organisation.objects.get(pk=edited.pk).name == "Toinen nimi ry"
    assert Organisation.objects.get(pk=taken.pk).business_id == ""
    assert run.rows.get(number=4).organisation is None
    assert Organisation.objects.filter(register_number="8").count() == 1


def test_import_is_stored_once_and_cancelled_at_most(cast: Cast) -> None:
    run = bring(cast, "nimi\nUusi ry\n")
    importing.store_import(run=run, actor=cast.secretariat)
    with pytest.raises(Overtaken):
        importing.store_import(run=run, actor=cast.secretariat)
    importing.cancel_import(run=run, actor=cast.secretariat)
    job.work(run.pk)
    assert (worked(run).state, Organisation.objects.filter(name="Uusi ry").count()) == (
        ImportState.CANCELLED,
        0,
    )
    with pytest.raises(Overtaken):
        importing.cancel_import(run=run, actor=cast.secretariat)


def test_cancelled_in_the_middle_of_reading_stops(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    run = importing.begin_import(file=SimpleUploadedFile("a.csv", b"nimi\nA ry\n"), actor=cast.secretariat)

    def cancel_and_go_on(heading: list[str]) -> Any:
        importing.cancel_import(run=run, actor=cast.secretariat)
        return columns_of(heading)

    monkeypatch.setattr("members.importing.reading.columns_of", cancel_and_go_on)
    assert (worked(run).state, run.rows.count()) == (ImportState.CANCELLED, 0)


def test_file_that_always_kills_the_worker_is_given_up(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(run: OrganisationImport) -> None:
        raise RuntimeError

    monkeypatch.setattr(job, "read", die)
    run = importing.begin_import(file=SimpleUploadedFile("a.csv", b"nimi\nA ry\n"), actor=cast.secretariat)
    assert (worked(run).state, run.failure) == (ImportState.FAILED, ImportFailure.UNEXPECTED)


@pytest.mark.parametrize("role", [role for role in Cast.ROLES if role not in {"secretariat", "visitor"}])
def test_only_the_secretariat_brings_files(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        importing.begin_import(file=SimpleUploadedFile("a.csv", b"nimi\nA ry\n"), actor=getattr(cast, role))


def test_file_and_rows_go_after_a_month(cast: Cast) -> None:
    old, new = stored(cast, "nimi\nA ry\n"), stored(cast, "nimi\nB ry\n")
    OrganisationImport.objects.filter(pk=old.pk).update(added_at=timezone.now() - timedelta(days=31))
    path = old.file.path
    job.forget()
    old.refresh_from_db()
    assert (bool(old.file), old.forgotten_at is None, ImportRow.objects.count()) == (False, False, 1)
    assert (new.file.storage.exists(path), new.file.storage.exists(new.file.name)) == (False, True)
    assert Organisation.objects.filter(name__in=["A ry", "B ry"]).count() == 2


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_pages_of_an_import(cast: Cast, client_of: Any) -> None:
    client: Client = client_of("secretariat")
    content = b"nimi;kunta;oma\nUusi ry;;x\n=PAHA();;\n"
    response = client.post(reverse("members:import-list"), {"file": SimpleUploadedFile("a.csv", content)})
    run = OrganisationImport.objects.get()
    assert response["Location"] == run.get_absolute_url()
    page = client.get(run.get_absolute_url()).content.decode()
    assert 'hx-trigger="load delay:1000ms"' in page
    worked(run)
    part = client.get(run.get_absolute_url(), headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"
    page = client.get(f"{run.get_absolute_url()}?kohtalo=wrong").content.decode()
    assert "oma" in page
    client.post(reverse("members:import-store", args=[run.pk]))
    worked(run)
    table = b"".join(client.get(reverse("members:import-result", args=[run.pk])).streaming_content).decode(
        "utf-8-sig"
    )
    assert [line.split(";")[0] for line in table.splitlines()[1:]] == ["2", "3"]
    assert "'=PAHA()" in table
    assert Organisation.objects.filter(name="Uusi ry").count() == 1


def test_page_of_an_import_refuses_what_is_no_table(cast: Cast, client_of: Any) -> None:
    file = SimpleUploadedFile("a.csv", b"\x89PNG\r\n\x1a\n\x00")
    response = client_of("secretariat").post(reverse("members:import-list"), {"file": file})
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["file"])


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_more_rows(
    cast: Cast, client_of: Any, django_assert_num_queries: Any, count: int
) -> None:
    run = bring(cast, "nimi\n" + "".join(f"Uusi {number} ry\n" for number in range(count)))
    client = client_of("secretariat")
    client.get(run.get_absolute_url())  # the desk's count is kept for some seconds
    with django_assert_num_queries(6):
        client.get(run.get_absolute_url())
