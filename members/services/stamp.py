"""How an act knows that what it was based on is still so, for records without a number for their versions."""

import json
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from members.models import Body, BodyRules


def body_stamp(body: Body) -> str:
    """A short text that changes with anything that is told of the body."""
    links = [_ids(links) for links in (body.organisers, body.area, body.member_organisations)]
    return _stamp(_values(body), *links)


def rules_stamp(version: BodyRules | None) -> str:
    """A short text that changes with the version and with any of its rules."""
    if version is None:
        return ""
    return _stamp(_values(version), *(_values(rule) for rule in version.rules.order_by("name")))


def _values(record: Model) -> list[object]:
    return [getattr(record, field.attname) for field in record._meta.concrete_fields]


def _ids(links: Any) -> list[int]:
    return sorted(links.values_list("pk", flat=True))


def _stamp(*parts: object) -> str:
    return sha256(json.dumps(parts, cls=DjangoJSONEncoder).encode()).hexdigest()[:32]
