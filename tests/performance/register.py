"""The register of organisations at the size of a country: 107 812 of them, made up, and how quick its pages are then."""

import random
import time
from collections.abc import Iterator

from tests.performance.answers import print_answers

COUNTRY = 107_812

PLACES = [
    "Akaan",
    "Hämeenkyrön",
    "Ikaalisten",
    "Juupajoen",
    "Kangasalan",
    "Kihniön",
    "Kuhmoisten",
    "Lempäälän",
    "Mäntän",
    "Nokian",
    "Oriveden",
    "Parkanon",
    "Pirkkalan",
    "Punkalaitumen",
    "Pälkäneen",
    "Ruoveden",
    "Sastamalan",
    "Tampereen",
    "Urjalan",
    "Valkeakosken",
    "Vesilahden",
    "Virtain",
    "Ylöjärven",
    "Hervannan",
    "Kaukajärven",
    "Lielahden",
    "Tesoman",
    "Pispalan",
    "Linnainmaan",
    "Vehmaisten",
    "Messukylän",
    "Viinikan",
    "Lamminpään",
]
KINDS = [
    "Omaishoitajat",
    "Eläkeläiset",
    "Eläkkeensaajat",
    "Martat",
    "Invalidit",
    "Sotaveteraanit",
    "Urheilijat",
    "Voimistelijat",
    "Hiihtäjät",
    "Kalastajat",
    "Metsästäjät",
    "Partiolaiset",
    "Nuoret",
    "Vanhempainyhdistys",
    "Kyläyhdistys",
    "Kotiseutuyhdistys",
    "Mielenterveysyhdistys",
    "Diabetesyhdistys",
    "Hengitysyhdistys",
    "Sydänyhdistys",
    "Reumayhdistys",
    "Kuuloyhdistys",
    "Näkövammaiset",
    "Syöpäyhdistys",
    "Muistiyhdistys",
    "Kehitysvammaisten-Tuki",
    "Päihdetyö",
    "Kulttuuriyhdistys",
    "Teatterikerho",
    "Kuoro",
    "Soittokunta",
    "Taideseura",
    "Puutarhayhdistys",
    "Luonnonsuojelijat",
    "Eläinsuojeluyhdistys",
    "Ratsastajat",
    "Jääkiekkoilijat",
    "Jalkapalloilijat",
    "Pesäpalloilijat",
    "Uimaseura",
    "Melojat",
    "Pyöräilijät",
    "Suunnistajat",
    "Shakkikerho",
    "Seniorit",
    "Lastensuojelu",
    "Perhetyö",
    "Vapaaehtoispalokunta",
]
MARKS = [
    "Vanha",
    "Uusi",
    "Iloinen",
    "Yhteinen",
    "Pohjoinen",
    "Eteläinen",
    "Itäinen",
    "Läntinen",
    "Ensimmäinen",
    "Toinen",
    "Kolmas",
    "Vireä",
    "Reipas",
]


def business_id(number: int) -> str:
    """The Y-tunnus with this number in it, or nothing where no check digit fits."""
    digits = f"{number:07}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return "" if rest == 1 else f"{digits}-{0 if rest == 0 else 11 - rest}"


def name(number: int) -> str:
    """A name that nobody else has."""
    number, kind = divmod(number, len(KINDS))
    number, place = divmod(number, len(PLACES))
    number, mark = divmod(number, len(MARKS) + 1)
    words = [
        PLACES[place],
        *([MARKS[mark - 1]] if mark else []),
        KINDS[kind],
        *([str(number + 1)] if number else []),
    ]
    return " ".join([*words, "ry"])


def organisations(count: int, homes: list[int]) -> Iterator[tuple[object, ...]]:
    """Rows: name, Y-tunnus of most, register number, legal form, size, home."""
    chance = random.Random(1)
    for number in range(count):
        yield (
            name(number),
            business_id(1_000_000 + number) if chance.random() < 0.8 else "",
            str(number + 1),
            "association"
            if chance.random() < 0.97
            else chance.choice(["foundation", "cooperative", "parish"]),
            chance.choice(["", "", "volunteers", "small", "medium", "large"]),
            chance.choice(homes) if chance.random() < 0.95 else None,
        )


def ready() -> None:
    """See to it that the register is filled and indexed: once, however a run before this one ended."""
    from django.db import transaction

    from members.models import Organisation

    if Organisation.objects.count() < COUNTRY:
        with transaction.atomic():
            fill()
    index()


def fill(count: int = COUNTRY) -> None:
    """Write so many organisations, with categories and municipalities."""
    from django.db import connection

    from members.models import Category, Municipality, Organisation

    homes = list(Municipality.objects.values_list("pk", flat=True))
    categories = list(Category.objects.values_list("pk", flat=True))
    columns = "name, business_id, register_number, legal_form, size, home_municipality_id"
    defaults = "other_names, description, website, email, phone, is_listed, is_example"
    began = time.perf_counter()
    with connection.cursor() as cursor:
        # Without the history of each row, which nobody reads here; the search is told below.
        cursor.execute("ALTER TABLE members_organisation DISABLE TRIGGER USER")
        copy = f"COPY members_organisation ({columns}, {defaults}) FROM STDIN"
        with cursor.copy(copy) as rows:
            for row in organisations(count, homes):
                rows.write_row((*row, "{}", "", "", "", "", True, True))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE members_organisation ENABLE TRIGGER USER")
        cursor.execute(
            "INSERT INTO portal_searchchange (record_table, record_id)"
            " SELECT 'members_organisation', id FROM members_organisation"
        )
        for field, things in (("categories", categories), ("municipalities", homes)):
            table = getattr(Organisation, field).through._meta
            other = table.get_field(table.fields[2].name).column
            cursor.execute(
                f"INSERT INTO {table.db_table} (organisation_id, {other})"
                " SELECT o.id, (%s::bigint[])[1 + o.id %% %s] FROM members_organisation o WHERE o.is_example"
                " ON CONFLICT DO NOTHING",
                [things, len(things)],
            )
            print(
                f"{count} organisations and {table.db_table} in {time.perf_counter() - began:.0f} s",
                flush=True,
            )


def index() -> None:
    """Give the search what it does not know yet."""
    from django.db import connection

    from portal import search

    began, indexed = time.perf_counter(), 0
    while more := search.index_changes(seconds=60):
        indexed += more
        print(f"{indexed} indexed in {time.perf_counter() - began:.0f} s", flush=True)
    if indexed:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def addresses() -> dict[str, str]:
    """The ways to look at the register that are measured."""
    from members.models import Category, Municipality

    town, category = Municipality.objects.get(slug="tampere").pk, Category.objects.earliest("pk").pk
    ways = {
        "list": "",
        "last page": "?page=2000",
        "backwards": "?jarjestys=%C3%B6-a",
        "municipality": f"?kunta={town}",
        "category": f"?luokka={category}",
        "legal form": "?muoto=foundation",
        "size": "?koko=large",
        "all filters": f"?kunta={town}&luokka={category}&muoto=association&koko=small",
        "common word": "?q=yhdistys",
        "inflected": "?q=omaishoitajien",
        "two words": "?q=nokian+mielenterveys",
        "misspelt": "?q=mielentervyesyhdistys",
        "number": f"?q={business_id(1_050_000)}",
        "word and municipality": f"?q=kuoro&kunta={town}",
    }
    return {way: f"/jarjestot/{query}" for way, query in ways.items()}


def measure() -> None:
    """Fill the register once, and look at it in every way."""
    ready()
    print_answers(addresses())
