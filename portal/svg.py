"""Drawings that the server makes: what the templates in `components/svg/` need, as plain numbers.

Every drawing has a title and a description in words; the page beside it has a table or list with the same facts.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import atan2, cos, degrees, dist, pi, radians, sin, sqrt
from typing import Any

from .formats import MONTHS, language

GLYPHS = {
    "primary": '<rect x="1" y="1" width="16" height="16" rx="4"/><path d="m5 9.2 2.8 2.8L13 6.5"/>',
    "deputy": '<rect x="1" y="1" width="16" height="16" rx="4"/><path class="lower" d="M1 9h16v4a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4z"/>',
    "waiting": '<rect x="1" y="1" width="16" height="16" rx="4"/><circle cx="9" cy="9" r="1.5"/>',
    "absent": '<rect x="1" y="1" width="16" height="16" rx="4"/><path d="m5.5 5.5 7 7m0-7-7 7"/>',
    "disqualified": '<rect x="1" y="1" width="16" height="16" rx="4"/><path d="M5.5 9h7"/>',
    "vacant": '<rect x="1" y="1" width="16" height="16" rx="4"/>',
}


def glyph(state: str) -> str:
    """One seat as a small square; KeyError for a state that has no drawing."""
    return f'<svg class="glyph glyph-{state}" viewBox="0 0 18 18" aria-hidden="true">{GLYPHS[state]}</svg>'


# --- Seats round a table ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RingSeat:
    """One seat of the ring: its middle, how it is turned, and whether somebody sits there."""

    x: float
    y: float
    turn: float
    state: str


@dataclass(frozen=True)
class SeatRing:
    """Seats at equal distances round an oval table, the first one at the top, then clockwise."""

    title: str
    description: str
    seat_width: float
    seat_height: float
    seats: list[RingSeat]

    width, height = 520, 336
    table_width, table_height = 214, 122

    @property
    def seat_x(self) -> float:
        """Left edge of a seat whose middle is at nought."""
        return -self.seat_width / 2

    @property
    def seat_y(self) -> float:
        """Upper edge of a seat whose middle is at nought."""
        return -self.seat_height / 2


def seat_ring(states: Sequence[str], *, title: str, description: str) -> SeatRing:
    """A ring of seats; each state is 'filled' or 'vacant'."""
    gap, places = _places_round(len(states))
    width = round(min(38.0, gap * 0.58), 1)
    seats = [RingSeat(*place, state) for place, state in zip(places, states, strict=True)]
    return SeatRing(title, description, width, round(width * 0.58, 1), seats)


@cache
def _places_round(count: int) -> tuple[float, list[tuple[float, float, float]]]:
    """The distance between seats, and for each its x, y and turn: an ellipse in small steps, cut into equal lengths."""
    rx, ry, steps = 241.0, 149.0, 3600
    angles = [2 * pi * i / steps for i in range(steps + 1)]
    around = [(rx * sin(angle), -ry * cos(angle)) for angle in angles]
    lengths = list(accumulate((dist(here, there) for here, there in pairwise(around)), initial=0.0))
    gap = lengths[-1] / max(count, 1)
    places = []
    for number in range(count):
        step = min(range(steps), key=lambda i: abs(lengths[i] - number * gap))
        x, y = around[step]
        turn = degrees(atan2(ry * sin(angles[step]), rx * cos(angles[step])))
        places.append((round(260 + x, 1), round(168 + y, 1), round(turn, 1)))
    return gap, places


# --- The year as a clock ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClockMeeting:
    """A meeting on the year's clock; `kind` is held, coming, cancelled or draft."""

    day: dt.date
    number: str
    kind: str


@dataclass(frozen=True)
class YearClock:
    """A ring of twelve months with the year's meetings and deadlines, midnight of New Year at the top."""

    title: str
    description: str
    year: int
    summary: str
    months: list[dict[str, Any]]
    meetings: list[dict[str, Any]]
    deadlines: list[tuple[float, float]]
    topics: list[tuple[float, float]]
    now: tuple[float, float, float, float] | None

    size = 360

    @property
    def has_drafts(self) -> bool:
        """Whether the legend has to tell what a draft looks like."""
        return any(meeting["kind"] == "draft" for meeting in self.meetings)


def year_clock(  # noqa: PLR0913 - words and marks, all but the first two by name
    year: int,
    meetings: Iterable[ClockMeeting],
    *,
    today: dt.date,
    title: str,
    description: str,
    summary: str,
    deadlines: Iterable[dt.date] = (),
    topics: Iterable[int] = (),
) -> YearClock:
    """The clock of a year; months before `today` are passed, and the month of `today` is marked when it is this year.

    `topics` are the months, from 1 on, in which something is taken up every year.
    """
    months = []
    for month in range(1, 13):
        first = dt.date(year, month, 1)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        until = min(max(today, first), last + dt.timedelta(1))
        names = _on_clock(first + (last - first) / 2, 150)
        months.append({
            "name": MONTHS[language()][month - 1],
            "x": names[0],
            "y": names[1],
            "anchor": _anchor(names[0]),
            "is_now": (today.year, today.month) == (year, month),
            "arc": _arc(first, last + dt.timedelta(1)),
            "passed": _arc(first, until) if until > first else "",
        })  # fmt: skip
    return YearClock(
        title=title,
        description=description,
        year=year,
        summary=summary,
        months=months,
        meetings=[
            {"number": m.number, "kind": m.kind, "x": x, "y": y}
            for m in meetings
            for x, y in [_on_clock(m.day, CLOCK_RADIUS)]
        ],
        deadlines=[_on_clock(day, 92) for day in deadlines],
        topics=[_on_clock(dt.date(year, month, 15), 74) for month in topics],
        now=(*_on_clock(today, 100), *_on_clock(today, 136)) if today.year == year else None,
    )


CLOCK_MIDDLE, CLOCK_RADIUS = 180, 118
NEAR_MIDDLE = 20


def _year_angle(day: dt.date, year: int) -> float:
    start = dt.date(year, 1, 1)
    return 2 * pi * (day - start).days / (dt.date(year + 1, 1, 1) - start).days


def _on_clock(day: dt.date, radius: float, year: int | None = None, turn: float = 0) -> tuple[float, float]:
    angle = _year_angle(day, year or day.year) + turn
    return round(CLOCK_MIDDLE + radius * sin(angle), 1), round(CLOCK_MIDDLE - radius * cos(angle), 1)


def _arc(first: dt.date, end: dt.date) -> str:
    """The path of a stretch of days, a hair shorter than they are so that months part from each other."""
    year, hair = first.year, 0.006
    x1, y1 = _on_clock(first, CLOCK_RADIUS, year, hair)
    x2, y2 = _on_clock(end, CLOCK_RADIUS, year, -hair)
    return f"M{x1} {y1}A{CLOCK_RADIUS} {CLOCK_RADIUS} 0 0 1 {x2} {y2}"


def _anchor(x: float) -> str:
    if abs(x - CLOCK_MIDDLE) < NEAR_MIDDLE:
        return "middle"
    return "start" if x > CLOCK_MIDDLE else "end"


# --- The municipalities on a map -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A municipality on the map and the number that its circle's area tells."""

    name: str
    latitude: float
    longitude: float
    value: int


@dataclass(frozen=True)
class MunicipalMap:
    """A generalised outline with lakes, a circle for each municipality, larger ones drawn first, and a key."""

    title: str
    description: str
    height: int
    outline: str
    lakes: list[str]
    circles: list[dict[str, Any]]
    key: list[dict[str, float]]

    width = 620


def municipal_map(
    shape: Mapping[str, Any], places: Iterable[Place], *, title: str, description: str
) -> MunicipalMap:
    """The map of a region; `shape` is its `map.json` with outline, lakes, labels and small_screen_labels."""
    longitudes, latitudes = zip(*shape["outline"], strict=True)
    squeeze = cos(radians((min(latitudes) + max(latitudes)) / 2))
    margin = 12.0
    scale = (MunicipalMap.width - 2 * margin) / ((max(longitudes) - min(longitudes)) * squeeze)

    def project(longitude: float, latitude: float) -> tuple[float, float]:
        x = margin + (longitude - min(longitudes)) * squeeze * scale
        return round(x, 1), round(margin + (max(latitudes) - latitude) * scale, 1)

    small = set(shape["small_screen_labels"])
    circles = []
    for place in sorted(places, key=lambda place: (-place.value, place.name)):
        x, y = project(place.longitude, place.latitude)
        label = shape["labels"].get(place.name, {})
        radius = _circle_radius(place.value)
        circles.append({
            "name": place.name,
            "value": place.value,
            "x": x,
            "y": y,
            "radius": radius,
            "is_great": radius >= GREAT_CIRCLE,
            "on_small": place.name in small,
            "label": _label(x, y, radius, label),
        })  # fmt: skip
    return MunicipalMap(
        title=title,
        description=description,
        height=round(project(0, min(latitudes))[1] + margin),
        outline=_closed_curve([project(*point) for point in shape["outline"]]),
        lakes=[_closed_curve([project(*point) for point in ring]) for ring in shape["lakes"]],
        circles=circles,
        key=[
            {"value": n, "radius": (r := _circle_radius(n)), "y": 88 - 2 * r, "cy": 88 - r}
            for n in (50, 10, 1)
        ],
    )


GREAT_CIRCLE = 22.0


def _circle_radius(value: int) -> float:
    return round(max(5.1, 5.1 * sqrt(value)), 1)


def _label(x: float, y: float, radius: float, label: Mapping[str, Any]) -> dict[str, Any]:
    """Where the name stands: at the right of the circle unless the region's data says otherwise."""
    side = label.get("side", "right")
    dx, dy = label.get("dx", 0), label.get("dy", 0)
    away = radius + 6
    beside = {"right": (away, 5), "left": (-away, 5), "above": (0, -away), "below": (0, away + 11)}[side]
    return {
        "x": round(x + beside[0] + dx, 1),
        "y": round(y + beside[1] + dy, 1),
        "anchor": label.get("anchor", "start"),
    }


def _closed_curve(points: Sequence[tuple[float, float]]) -> str:
    """A smooth closed path through the points (Catmull-Rom, written as cubic curves)."""
    count = len(points)
    path = [f"M{points[0][0]} {points[0][1]}"]
    for i in range(count):
        before, here, there, after = (points[(i + step) % count] for step in (-1, 0, 1, 2))
        c1 = [round(h + (t - b) / 6, 1) for b, h, t in zip(before, here, there, strict=True)]
        c2 = [round(t - (a - h) / 6, 1) for h, t, a in zip(here, there, after, strict=True)]
        path.append(f"C{c1[0]} {c1[1]} {c2[0]} {c2[1]} {there[0]} {there[1]}")
    return "".join([*path, "Z"])


# --- Bars ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """How much of a whole is done, in hundredths of the bar's width."""

    title: str
    done: float


def progress_bar(done: int, whole: int, *, title: str) -> Bar:
    """A bar of `done` out of `whole`; never longer than the whole."""
    return Bar(title, round(100 * min(done, whole) / whole, 1) if whole else 0)
