"""Finding organisations in the register: by words, by number, and by what narrows them."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Case, Q, QuerySet, Value, When

from portal.search import answering

from .models import Category, Municipality, Organisation
from .names import keys_of
from .numbers import tidied

NEAR = 0.55  # of pg_trgm's similarity: "Nokian Omaiset ry" and "Nokian omaisyhdistys" are below it, a slip is above


def attempts(text: str) -> Iterator[QuerySet[Organisation]]:
    """What a Y-tunnus, a register number or words may ask for in the register, to be tried in turn until something is found.

    Words find inflected forms, parts of compounds and other names, and at last what only looks alike; names that begin
    with the text come first. A number also finds what the organisation that had it has become.
    """
    listed = Organisation.objects.listed()
    if by_number := numbered(*tidied(text)):
        yield listed.filter(pk__in=by_number)
    beginning = Case(When(sort_key__startswith=_sort_key(text), then=Value(0)), default=Value(1))
    for nearest in (False, True):
        yield answering(listed, text, nearest=nearest).order_by(beginning, "sort_key", "pk")


def asked(text: str) -> QuerySet[Organisation]:
    """The listed organisations that a text asks for, by the first of the attempts that finds some; all of them for none."""
    found: QuerySet[Organisation] = Organisation.objects.listed()
    for found in attempts(text) if text else ():
        if found.exists():
            break
    return found


def numbered(business_id: str, register_number: str) -> set[int]:
    """The ids of the organisations that have one of the numbers today, through those merged into them too."""
    with_number = Q(business_id=business_id) if business_id else Q()
    if register_number:
        with_number |= Q(register_number=register_number)
    if not with_number:
        return set()
    found = Organisation.objects.filter(with_number).values_list("pk", "merged_into_id")
    return {become or pk for pk, become in found}


def acting_in(organisations: QuerySet[Organisation], municipality: Municipality) -> QuerySet[Organisation]:
    """Those that have their home in the municipality or act there."""
    home = Organisation.objects.filter(home_municipality=municipality, is_listed=True).order_by()
    acting = Organisation.municipalities.through.objects.filter(municipality=municipality)
    ids = home.values("pk").union(acting.values("organisation_id"), all=True)
    return organisations.filter(pk__in=ids)


def in_category(organisations: QuerySet[Organisation], category: Category) -> QuerySet[Organisation]:
    """Those of the category."""
    of_category = Organisation.categories.through.objects.filter(category=category)
    return organisations.filter(pk__in=of_category.values("organisation_id"))


def near_names(name: str, *, most: int = 5) -> list[Organisation]:
    """Organisations in the register that this one may be: the same name but for its signs, or nearly so."""
    same = Organisation.objects.listed().filter(name_key=keys_of([name])[name]).exclude(name_key="")
    found = list(same.select_related("home_municipality")[:most])
    if len(found) == most:
        return found
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL pg_trgm.similarity_threshold = {NEAR}")
        cursor.execute(
            "SELECT id FROM members_organisation WHERE is_listed AND upper(name) %% upper(%s)"
            " ORDER BY similarity(upper(name), upper(%s)) DESC, id LIMIT %s",
            [name, name, most],
        )
        ids = [pk for (pk,) in cursor.fetchall()]
    near = Organisation.objects.select_related("home_municipality").in_bulk(ids)
    return [*found, *(near[pk] for pk in ids if near[pk] not in found)][:most]


def _sort_key(text: str) -> str:
    return text.strip().lower().translate(str.maketrans("åäöæø", "{|}|}"))
