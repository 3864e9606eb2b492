"""What this app shows on the public front page: the body's seats round the table, and the municipalities."""

import json
from functools import cache
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal import front, svg
from portal.facts import REGIONS
from portal.front import Block, table_card

from .board import Board, board_of
from .enums import BodyStatus
from .models import Body, Mandate, Municipality, Term

LEAST_MUNICIPALITIES = 5  # a map of fewer tells nothing
ROWS_BESIDE_MAP = 6


@front.block(10)
def hero(request: HttpRequest) -> Block:
    """What the portal is for, beside the seats of the first body that has a term now."""
    today = timezone.localdate()
    bodies = Body.objects.visible_to(request.user).filter(status=BodyStatus.ACTIVE, is_public=True)
    seated = Term.objects.on_day(today).filter(groups__isnull=False)
    body = bodies.filter(terms__in=seated).order_by("pk").first()
    if not body:
        return Block("members/_front_hero.html")
    board = board_of(body, today)
    context = {"body": body, "board": board, "ring": ring_of(board), "caption": ring_caption(board)}
    return Block("members/_front_hero.html", context | {"card": table_card(body, request.user)})


def ring_of(board: Board) -> svg.SeatRing:
    """The members' seats as a ring."""
    return svg.seat_ring(
        ["filled" if seat.mandate else "vacant" for seat in board.members],
        title=gettext("The seats of the group round a table"),
        description=ring_caption(board),
    )


def ring_caption(board: Board) -> str:
    """The ring in words."""
    seats, vacant = len(board.members), board.vacant_members
    words = ngettext("The group has %d seat.", "The group has %d seats.", seats) % seats
    if vacant:
        more = ngettext("%d of them is vacant.", "%d of them are vacant.", vacant) % vacant
    else:
        more = gettext("All of them are filled.")
    return f"{words} {more}"


@front.block(60)
def municipalities(_request: HttpRequest) -> Block | None:
    """Where the organisations that hold a seat today have their home, as a map and a table."""
    held = Mandate.objects.valid_on(timezone.localdate())
    at_home = Municipality.objects.filter(organisations__mandates__in=held).select_related("region")
    counted = at_home.annotate(count=Count("organisations", distinct=True))
    places = sorted(counted, key=lambda place: (-place.count, place.name))
    region = places[0].region if places else None
    places = [place for place in places if place.region == region]
    shape = map_of(region.slug) if region and len(places) >= LEAST_MUNICIPALITIES else None
    if not shape:
        return None
    drawing = svg.municipal_map(
        shape,
        [
            svg.Place(place.name_fi, float(place.latitude), float(place.longitude), place.count)
            for place in places
        ],
        title=gettext("Associations in the groups by home municipality"),
        description=", ".join(f"{place.name} {place.count}" for place in places),
    )
    context = {"map": drawing, "places": places, "first": places[:ROWS_BESIDE_MAP], "region": region}
    return Block("members/_front_map.html", context)


@cache
def map_of(region: str) -> dict[str, Any] | None:
    """The outline of a region, if somebody has drawn one."""
    file = REGIONS / region / "map.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
