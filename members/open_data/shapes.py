"""Each kind of row: how it is found, its shape in Popolo, and its cells in a table."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from members.enums import Precision
from members.models import Body, Mandate, Municipality, Organisation, Person, Region, Seat, Term
from portal.enums import Language

from .asking import Json, Kind, Question

# --- Parts that several kinds share ----------------------------------------------------------------------------------


def _finnish(row: Any, field: str) -> str:
    """The text in Finnish, or in the language in which it is."""
    return getattr(row, f"{field}_fi") or getattr(row, field) or ""


def _other_names(row: Model, field: str) -> list[Json]:
    """The name in the other languages, where it has one there."""
    own = _finnish(row, field)
    others = [(code, getattr(row, f"{field}_{code}")) for code in (Language.SWEDISH, Language.ENGLISH)]
    return [{"name": name, "note": str(code.value)} for code, name in others if name and name != own]


def _in_languages(row: Model, field: str, column: str) -> Json:
    return {
        column: _finnish(row, field),
        f"{column}_sv": getattr(row, f"{field}_sv") or "",
        f"{column}_en": getattr(row, f"{field}_en") or "",
    }


def _links(address: str) -> list[Json]:
    return [{"url": address, "note": None}] if address else []


def _contact(**values: str) -> list[Json]:
    return [{"type": kind, "value": value} for kind, value in values.items() if value]


def _as_known(day: date | None, precision: str) -> str | None:
    """The day only as exactly as it is known, as Popolo has it: 2023, 2023-05 or 2023-05-31."""
    if day is None:
        return None
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision), 10)
    return day.isoformat()[:length]


def _id(prefix: str, key: Any) -> str | None:
    return None if key is None else f"{prefix}-{key}"


# --- Organizations: bodies, and who holds seats in them ---------------------------------------------------------------


def _bodies(question: Question) -> QuerySet[Body]:
    return question.bodies.select_related("region")


def _body(body: Body) -> Json:
    return {
        "id": f"body-{body.pk}",
        "name": _finnish(body, "short_name"),
        "other_names": [
            {"name": name, "note": None}
            for name in dict.fromkeys([_finnish(body, "name"), *body.name_variants])
            if name != _finnish(body, "short_name")
        ]
        + _other_names(body, "short_name"),
        "identifiers": [{"scheme": "slug", "identifier": body.slug}],
        "classification": body.kind,
        "parent_id": _id("body", body.parent_id),
        "area_id": f"region-{body.region.slug}",
        "description": _finnish(body, "description") or None,
        "dissolution_date": body.ended_on and body.ended_on.isoformat(),
        "contact_details": _contact(email=body.role_email),
        "links": _links(body.website),
    }


def _body_cells(body: Body) -> Json:
    return {
        "id": f"body-{body.pk}",
        **_in_languages(body, "short_name", "name"),
        "classification": body.kind,
        "slug": body.slug,
        "parent_id": _id("body", body.parent_id),
        "area_id": f"region-{body.region.slug}",
        "dissolution_date": body.ended_on,
        "email": body.role_email,
        "website": body.website,
    }


def _organisations(question: Question) -> QuerySet[Organisation]:
    """Who holds a seat is told with the seat, listed in the register or not."""
    holders = Q(pk__in=question.mandates.values("organisation"))
    wanted = Q(is_listed=True) | holders if question.is_all else holders
    return Organisation.objects.filter(wanted, merged_into=None).select_related("home_municipality")


def _organisation(organisation: Organisation) -> Json:
    home = organisation.home_municipality
    numbers = {"Y-tunnus": organisation.business_id, "Yhdistysrekisteri": organisation.register_number}
    return {
        "id": f"organisation-{organisation.pk}",
        "name": organisation.name,
        "other_names": [{"name": name, "note": None} for name in organisation.other_names],
        "identifiers": [
            {"scheme": scheme, "identifier": number} for scheme, number in numbers.items() if number
        ],
        "classification": organisation.legal_form,
        "parent_id": None,
        "area_id": home and f"municipality-{home.code}",
        "description": None,
        "dissolution_date": None,
        "contact_details": [],
        "links": _links(organisation.website),
    }


def _organisation_cells(organisation: Organisation) -> Json:
    home = organisation.home_municipality
    return {
        "id": f"organisation-{organisation.pk}",
        "name": organisation.name,
        "classification": organisation.legal_form,
        "business_id": organisation.business_id,
        "register_number": organisation.register_number,
        "area_id": home and f"municipality-{home.code}",
        "website": organisation.website,
    }


# --- Posts: seats ----------------------------------------------------------------------------------------------------


def _seats(question: Question) -> QuerySet[Seat]:
    seats = Seat.objects.filter(group__term__body__in=question.bodies).select_related("group__term")
    if question.on:
        return seats.filter(group__term__in=Term.objects.on_day(question.on))
    return seats


def _seat(seat: Seat) -> Json:
    term = seat.group.term
    return {
        "id": f"seat-{seat.pk}",
        "label": _finnish(seat.group, "name"),
        "other_labels": _other_names(seat.group, "name"),
        "role": seat.kind,
        "organization_id": f"body-{term.body_id}",
        "area_id": None,
        "start_date": _as_known(term.starts_on, term.starts_precision),
        "end_date": _as_known(term.ends_on, term.ends_precision),
    }


def _seat_cells(seat: Seat) -> Json:
    shaped = _seat(seat)
    labels = _in_languages(seat.group, "name", "label")
    return {
        name: shaped[name] for name in ("id", "role", "organization_id", "start_date", "end_date")
    } | labels


# --- Memberships: mandates -------------------------------------------------------------------------------------------


def _mandates(question: Question) -> QuerySet[Mandate]:
    return question.mandates.select_related("seat__group__term__body", "person", "organisation")


def _mandate(mandate: Mandate) -> Json:
    return {
        "id": f"mandate-{mandate.pk}",
        "role": mandate.seat.kind,
        "person_id": f"person-{mandate.person_id}",
        "organization_id": f"body-{mandate.seat.group.term.body_id}",
        "post_id": f"seat-{mandate.seat_id}",
        "on_behalf_of_id": _id("organisation", mandate.organisation_id),
        "start_date": mandate.valid_from.isoformat(),
        "end_date": mandate.valid_until and mandate.valid_until.isoformat(),
    }


def _mandate_cells(mandate: Mandate) -> Json:
    group = mandate.seat.group
    return _mandate(mandate) | {
        "person_name": mandate.person.name,
        "organization_name": _finnish(group.term.body, "short_name"),
        "post_label": _finnish(group, "name"),
        "on_behalf_of_name": mandate.organisation.name if mandate.organisation else "",
    }


# --- Persons ---------------------------------------------------------------------------------------------------------


def _people(question: Question) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=question.mandates.values("person"))


def _person(person: Person) -> Json:
    return {
        "id": f"person-{person.pk}",
        "name": person.name,
        "contact_details": _contact(email=person.public_email, phone=person.public_phone),
    }


def _person_cells(person: Person) -> Json:
    contact = {"email": person.public_email, "phone": person.public_phone}
    return {"id": f"person-{person.pk}", "name": person.name, **contact}


# --- Areas -----------------------------------------------------------------------------------------------------------


def _regions(_question: Question) -> QuerySet[Region]:
    return Region.objects.all()


def _region(region: Region) -> Json:
    return {
        "id": f"region-{region.slug}",
        "name": _finnish(region, "area_name"),
        "other_names": _other_names(region, "area_name"),
        "identifier": None,
        "classification": "wellbeing_services_county",
        "parent_id": None,
    }


def _municipalities(_question: Question) -> QuerySet[Municipality]:
    return Municipality.objects.select_related("region")


def _municipality(municipality: Municipality) -> Json:
    return {
        "id": f"municipality-{municipality.code}",
        "name": _finnish(municipality, "name"),
        "other_names": _other_names(municipality, "name"),
        "identifier": municipality.code,
        "classification": "municipality",
        "parent_id": f"region-{municipality.region.slug}",
    }


def _area_cells(field: str, shape: Callable[[Any], Json]) -> Callable[[Any], Json]:
    def cells(row: Any) -> Json:
        return shape(row) | _in_languages(row, field, "name")

    return cells


BODY = Kind("body", "pk", _bodies, _body, _body_cells)
ORGANISATION = Kind("organisation", "pk", _organisations, _organisation, _organisation_cells)
SEAT = Kind("seat", "pk", _seats, _seat, _seat_cells)
MANDATE = Kind("mandate", "pk", _mandates, _mandate, _mandate_cells)
PERSON = Kind("person", "pk", _people, _person, _person_cells)
REGION = Kind("region", "slug", _regions, _region, _area_cells("area_name", _region))
MUNICIPALITY = Kind(
    "municipality", "code", _municipalities, _municipality, _area_cells("name", _municipality)
)
