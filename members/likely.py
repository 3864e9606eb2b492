"""Organisations that are likely to be in the register twice."""

from dataclasses import dataclass

from django.db import connection

from .models import Organisation

MOST = 50
NEAR = 0.75  # of pg_trgm's similarity between two names without their signs

# Two with a Y-tunnus of their own each, or a register number, are two organisations. The others are compared with those
# that stand beside them in the order of names, first in the whole country and then within their municipality: that is a
# walk through the register instead of every name with every other.
LIKELY = """
    WITH beside AS (
        SELECT id, lead(id, 1) OVER same AS other FROM members_organisation WHERE merged_into_id IS NULL
        WINDOW same AS (ORDER BY name_key, id)
        UNION ALL
        SELECT id, lead(id, steps) OVER near
        FROM members_organisation, (VALUES (1), (2)) AS each(steps)
        WHERE merged_into_id IS NULL AND home_municipality_id IS NOT NULL
        WINDOW near AS (PARTITION BY steps, home_municipality_id ORDER BY name_key, id)
    ), likely AS (
        SELECT DISTINCT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other,
            CASE WHEN a.name_key = b.name_key THEN 1 ELSE similarity(a.name_key, b.name_key) END AS alike,
            a.home_municipality_id IS NOT DISTINCT FROM b.home_municipality_id AS is_near
        FROM beside JOIN members_organisation a ON a.id = beside.id JOIN members_organisation b ON b.id = beside.other
        WHERE (a.business_id = '' OR b.business_id = '') AND (a.register_number = '' OR b.register_number = '')
    )
    SELECT one, other FROM likely WHERE alike = 1 OR is_near AND alike >= %s ORDER BY alike DESC, one, other LIMIT %s
"""


@dataclass(frozen=True)
class Pair:
    """Two that may be one: the one with more known of it first."""

    kept: Organisation
    double: Organisation


def likely_doubles(most: int = MOST) -> list[Pair]:
    """The likeliest pairs, those of one name first."""
    with connection.cursor() as cursor:
        cursor.execute(LIKELY, [NEAR, most])
        pairs = cursor.fetchall()
    known = Organisation.objects.select_related("home_municipality").in_bulk(
        {pk for pair in pairs for pk in pair}
    )
    return [_pair(known[one], known[other]) for one, other in pairs]


def _pair(one: Organisation, other: Organisation) -> Pair:
    return Pair(one, other) if _known_of(one) >= _known_of(other) else Pair(other, one)


def _known_of(organisation: Organisation) -> tuple[bool, int]:
    """A listed one before one that waits; then by how many numbers it has."""
    return organisation.is_listed, bool(organisation.business_id) + bool(organisation.register_number)
