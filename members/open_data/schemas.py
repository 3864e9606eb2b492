"""The shape of each answer as OpenAPI tells it: the part of Popolo that is used."""

from typing import Generic, TypeVar

from ninja import Schema

T = TypeVar("T")


class Name(Schema):
    """Another name; the note tells its language, if it is a translation."""

    name: str
    note: str | None


class Identifier(Schema):
    """A number or name by which others know it."""

    scheme: str
    identifier: str


class ContactDetail(Schema):
    """A way to reach somebody: `email` or `phone`."""

    type: str
    value: str


class Link(Schema):
    """A web page."""

    url: str
    note: str | None


class Organization(Schema):
    """A group, or an organisation that holds seats."""

    id: str
    name: str
    other_names: list[Name]
    identifiers: list[Identifier]
    classification: str
    parent_id: str | None
    area_id: str | None
    description: str | None
    dissolution_date: str | None
    contact_details: list[ContactDetail]
    links: list[Link]


class Post(Schema):
    """A seat in a term."""

    id: str
    label: str
    other_labels: list[Name]
    role: str
    organization_id: str
    area_id: str | None
    start_date: str | None
    end_date: str | None


class Membership(Schema):
    """A person in a seat for a time."""

    id: str
    role: str
    person_id: str
    organization_id: str
    post_id: str
    on_behalf_of_id: str | None
    start_date: str
    end_date: str | None


class Person(Schema):
    """Somebody who holds or held a seat; contact details only with consent."""

    id: str
    name: str
    contact_details: list[ContactDetail]


class Area(Schema):
    """A county or a municipality."""

    id: str
    name: str
    other_names: list[Name]
    identifier: str | None
    classification: str
    parent_id: str | None


class Page(Schema, Generic[T]):
    """Some rows, and where the next ones are."""

    results: list[T]
    next: str | None


class Problem(Schema):
    """What was wrong with the request, and with which parameter of it."""

    detail: str
    parameter: str | None = None


class Index(Schema):
    """The addresses of all collections."""

    collections: dict[str, str]
    openapi: str
    about: str
    licence: str | None


SCHEMAS: dict[str, type[Schema]] = {
    "organizations": Organization,
    "posts": Post,
    "memberships": Membership,
    "persons": Person,
    "areas": Area,
}
