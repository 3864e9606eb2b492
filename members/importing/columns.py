"""The columns of an imported file: what they may be called, and what their cells say to the register."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from members.enums import LegalForm, OrganisationSize
from members.models import Category, Municipality
from members.numbers import WRONG_BUSINESS_ID, WRONG_REGISTER_NUMBER, tidy_business_id, tidy_register_number
from portal.enums import Language

from .files import simplified

FORMULA = ("=", "@", "＝", "＠")

PROBLEMS: dict[str, StrOrPromise] = {
    "long": _("At most %(what)s letters."),
    "formula": _("Begins like a formula of a spreadsheet. Write the text as it is."),
    "business_id": WRONG_BUSINESS_ID,
    "register_number": WRONG_REGISTER_NUMBER,
    "municipality": _("There is no municipality called “%(what)s”."),
    "category": _("There is no category called “%(what)s”."),
    "legal_form": _("“%(what)s” is no legal form. Write for example: association, foundation."),
    "size": _("“%(what)s” is no size. Write: volunteers, small, medium or large."),
    "date": _("“%(what)s” is no day. Write it as 31.12.2020 or 2020-12-31."),
    "yes_no": _("Write yes or no."),
    "url": _("“%(what)s” is no web address."),
    "email": _("“%(what)s” is no e-mail address."),
    "no_name": _("The name is missing."),
    "nothing": _("The row tells neither a name nor a number."),
    "two": _("The numbers belong to two organisations: %(what)s."),
    "many": _("Several organisations have this name. Give the Y-tunnus or the register number."),
    "row": _("The same organisation is on row %(what)s."),
    "taken": _("Somebody changed the register after the check. Bring the row again."),
}
"""Code → what is wrong, in words; rows keep the code, so that everybody reads it in their own language."""


class Wrong(ValueError):  # noqa: N818 - it says what the cell is
    """A cell that cannot be stored: a code of `PROBLEMS`, and what it is about."""

    def __init__(self, code: str, what: object = "") -> None:
        super().__init__(code)
        self.code, self.what = code, str(what)[:100]


@dataclass
class Names:
    """The municipalities and categories by all their names, read once for a file."""

    municipalities: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Names":
        """From the database."""
        names = cls()
        for place in Municipality.objects.all():
            names.municipalities |= dict.fromkeys(
                _keys([place.code, place.slug, *_in_all_languages(place)]), place.pk
            )
        for category in Category.objects.order_by("-pk"):
            words = [category.slug, *category.aliases, *_in_all_languages(category)]
            names.categories |= dict.fromkeys(_keys(words), category.pk)
        return names


def _in_all_languages(row: Any) -> list[str]:
    return [getattr(row, f"name_{code}") for code in Language.values]


def _keys(words: Iterable[str | None]) -> set[str]:
    return {simplified(word) for word in words if word}


Parse = Callable[[str, Names], Any]


@dataclass(frozen=True)
class Column:
    """A column of the register: its name there, the word for it, how files call it, and how a cell is read."""

    name: str
    label: StrOrPromise
    headings: tuple[str, ...]
    parse: Parse


def text(limit: int) -> Parse:
    """A text of at most so many letters."""

    def parse(cell: str, _names: Names) -> str:
        if len(cell) > limit:
            raise Wrong("long", limit)
        if cell.startswith(FORMULA):
            raise Wrong("formula")
        return cell

    return parse


def one_line(limit: int) -> Parse:
    """A text of at most so many letters in one line."""
    read = text(limit)
    return lambda cell, names: read(" ".join(cell.split()), names)


def number(tidy: Callable[[str], str], code: str) -> Parse:
    """A number that is checked and written one way."""

    def parse(cell: str, _names: Names) -> str:
        try:
            return tidy(cell)
        except ValidationError:
            raise Wrong(code) from None

    return parse


def choice(enum: Any, code: str, more: dict[str, str]) -> Parse:
    """One of a few values, by the value or a word for it."""
    known = {simplified(value): value for value in enum.values} | more

    def parse(cell: str, _names: Names) -> str:
        try:
            return known[simplified(cell)]
        except KeyError:
            raise Wrong(code, cell) from None

    return parse


def day(cell: str, _names: Names) -> str:
    """A day, as ISO writes it or as Finns do."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", cell)
    parts = found.groups() if found else None
    if not parts and (found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", cell)):
        parts = found.groups()[::-1]
    try:
        return date(*map(int, parts or ())).isoformat()
    except (TypeError, ValueError):
        raise Wrong("date", cell) from None


def yes_no(cell: str, _names: Names) -> bool:
    """Yes or no in one of the languages."""
    word = simplified(cell)
    if word in {"kyllä", "kylla", "on", "yes", "true", "1", "x", "ja"}:
        return True
    if word in {"ei", "no", "false", "0", "nej"}:
        return False
    raise Wrong("yes_no")


def website(cell: str, names: Names) -> str:
    """A web address, with or without its beginning."""
    address = cell if "://" in cell else f"https://{cell}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise Wrong("url", cell) from None
    return text(200)(address, names)


def email(cell: str, _names: Names) -> str:
    """An e-mail address."""
    try:
        validate_email(cell)
    except ValidationError:
        raise Wrong("email", cell) from None
    return cell


def municipality(cell: str, names: Names) -> int:
    """A municipality by its name or code."""
    try:
        return names.municipalities[simplified(cell)]
    except KeyError:
        raise Wrong("municipality", cell) from None


def several(code: str, known: Callable[[Names], dict[str, int]]) -> Parse:
    """Several things, parted by commas or semicolons; one whose name has a comma in it stands alone."""

    def parse(cell: str, names: Names) -> list[int]:
        if pk := known(names).get(simplified(cell)):
            return [pk]
        found = set()
        for word in filter(None, map(str.strip, re.split(r"[;,|\n]", cell))):
            pk = known(names).get(simplified(word))
            if pk is None:
                raise Wrong(code, word)
            found.add(pk)
        return sorted(found)

    return parse


def other_names(cell: str, names: Names) -> list[str]:
    """Names parted by semicolons or bars; a name may have a comma in it."""
    read = one_line(200)
    return list(
        dict.fromkeys(read(word, names) for word in filter(None, map(str.strip, re.split(r"[;|\n]", cell))))
    )


FORMS = {
    "rekisteröityyhdistys": "association", "yhdistys": "association", "ry": "association", "förening": "association",
    "aatteellinenyhdistys": "association", "säätiö": "foundation", "sr": "foundation", "stiftelse": "foundation",
    "osakeyhtiö": "company", "oy": "company", "osuuskunta": "cooperative", "seurakunta": "parish",
    "uskonnollinenyhdyskunta": "parish", "julkisyhteisö": "public", "kunta": "public",
    "rekisteröimätön": "unregistered", "rekisteröimätönryhmä": "unregistered",
}  # fmt: skip
SIZES = {
    "vapaaehtoisia": "volunteers", "vapaaehtoiset": "volunteers", "pieni": "small", "keskikokoinen": "medium",
    "keskisuuri": "medium", "suuri": "large",
}  # fmt: skip

COLUMNS = (
    Column("name", _("Name"), ("nimi", "järjestö", "järjestön nimi", "yhdistys", "yhdistyksen nimi", "name",
           "organisation", "namn"), one_line(200)),
    Column("business_id", _("Y-tunnus"), ("ytunnus", "businessid", "fonummer", "fo-nummer"),
           number(tidy_business_id, "business_id")),
    Column("register_number", _("Register number"), ("rekisterinumero", "yhdistysrekisterinumero", "rekisterinro",
           "reknro", "registernumber", "register_number", "registernummer"),
           number(tidy_register_number, "register_number")),
    Column("legal_form", _("Legal form"), ("oikeudellinen muoto", "yritysmuoto", "yhteisömuoto", "muoto", "legal form",
           "juridisk form"), choice(LegalForm, "legal_form", FORMS)),
    Column("registered_on", _("Registered on"), ("rekisteröity", "rekisteröintipäivä", "rekisteröintipvm",
           "registered on", "registrerad"), day),
    Column("active_in_region_since", _("Active in the region since"), ("toiminut alueella", "toiminta alkanut",
           "active since", "active in region since"), day),
    Column("home_municipality_id", _("Home municipality"), ("kotikunta", "kotipaikka", "kunta", "home municipality",
           "municipality", "hemkommun", "hemort"), municipality),
    Column("municipalities", _("Acts in"), ("toimintakunnat", "toimii kunnissa", "toiminta-alue", "acts in",
           "municipalities"), several("municipality", lambda names: names.municipalities)),
    Column("categories", _("Categories"), ("kategoria", "kategoriat", "järjestökategoria", "luokka", "luokat", "category",
           "categories", "kategorier"), several("category", lambda names: names.categories)),
    Column("other_names", _("Other names"), ("muut nimet", "aputoiminimet", "rinnakkaisnimet", "other names",
           "andra namn"), other_names),
    Column("size", _("Size"), ("koko", "size", "storlek"), choice(OrganisationSize, "size", SIZES)),
    Column("is_service_producer", _("Produces services"), ("palveluntuottaja", "service producer",
           "is service producer"), yes_no),
    Column("description", _("Description"), ("kuvaus", "description", "beskrivning"), text(2_000)),
    Column("website", _("Website"), ("verkkosivu", "verkkosivut", "kotisivu", "kotisivut", "www", "website",
           "webbplats"), website),
    Column("email", _("E-mail address"), ("sähköposti", "sähköpostiosoite", "email", "e-mail", "e-post"), email),
    Column("phone", _("Phone"), ("puhelin", "puhelinnumero", "phone", "telefon"), one_line(30)),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
BY_HEADING = {
    simplified(heading): column
    for column in COLUMNS
    for heading in (column.name, str(column.name), *column.headings)
}
TELLING = {"name", "business_id", "register_number"}
"""Without one of these columns no row tells which organisation it is about."""


def columns_of(heading: list[str]) -> tuple[list[Column | None], list[str]]:
    """The column of each cell of the first row, and the headings that nobody knows; of two alike the first counts."""
    columns: list[Column | None] = []
    for cell in heading:
        column = BY_HEADING.get(simplified(cell))
        columns.append(None if column in columns else column)
    unknown = [cell[:200] for cell, column in zip(heading, columns, strict=True) if cell and not column]
    return columns, unknown


def clean(cells: dict[str, str], names: Names) -> tuple[dict[str, Any], list[list[str]]]:
    """What the cells that have something in them say, and what is wrong: column, code and what it is about."""
    values: dict[str, Any] = {}
    problems: list[list[str]] = []
    for name, cell in cells.items():
        try:
            values[name] = BY_NAME[name].parse(cell, names)
        except Wrong as wrong:
            problems.append([name, wrong.code, wrong.what])
    return values, problems
