"""Drawings: what they measure, and what they say to those who do not see them."""

from datetime import date
from math import dist
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from portal import svg

SHAPE: dict[str, Any] = {
    "outline": [[23.0, 62.0], [24.0, 62.0], [24.0, 61.0], [23.0, 61.0]],
    "lakes": [[[23.4, 61.6], [23.6, 61.6], [23.5, 61.4]]],
    "labels": {"Pirkkala": {"side": "left", "anchor": "end", "dx": -3, "dy": 15}},
    "small_screen_labels": ["Tampere"],
}


def ring(states: list[str]) -> svg.SeatRing:
    return svg.seat_ring(states, title="Paikat", description="Yksi on avoinna.")


def test_ring_begins_at_the_top_and_goes_clockwise() -> None:
    top, right, bottom, left = ring(["filled"] * 4).seats
    assert (top.x, top.y, top.turn) == (260, 19, 0)
    assert (bottom.x, bottom.y) == (260, 317)
    assert right.x > 260 > left.x
    assert (right.turn, left.turn) == (90, -90)


def test_ring_seats_stand_at_equal_distances() -> None:
    seats = ring(["filled"] * 19).seats
    gaps = [
        dist((one.x, one.y), (other.x, other.y))
        for one, other in zip(seats, seats[1:] + seats[:1], strict=True)
    ]
    assert max(gaps) - min(gaps) < 1.5


@pytest.mark.parametrize(("count", "width"), [(4, 38.0), (19, 38.0), (60, 12.1)])
def test_ring_seats_shrink_when_there_are_many(count: int, width: float) -> None:
    assert ring(["filled"] * count).seat_width == pytest.approx(width, abs=0.3)


def test_ring_of_no_seats_is_an_empty_table() -> None:
    assert ring([]).seats == []


def test_clock_shows_what_has_passed_and_where_today_is() -> None:
    clock = svg.year_clock(
        2026,
        [svg.ClockMeeting(date(2026, 1, 1), "1", "held"), svg.ClockMeeting(date(2026, 7, 2), "2", "coming")],
        today=date(2026, 7, 1),
        title="",
        description="",
        summary="",
        deadlines=[date(2026, 4, 2)],
    )
    assert [bool(month["passed"]) for month in clock.months] == [True] * 6 + [False] * 6
    assert [month["name"] for month in clock.months if month["is_now"]] == ["heinä"]
    assert [(meeting["x"], meeting["y"]) for meeting in clock.meetings] == [(180.0, 62.0), (181.0, 298.0)]
    assert clock.deadlines == [(272.0, 179.6)]
    assert clock.now == (182.6, 280.0, 183.5, 316.0)


def test_clock_of_another_year_has_no_today() -> None:
    clock = svg.year_clock(2027, [], today=date(2026, 7, 1), title="", description="", summary="")
    assert (clock.now, [month["passed"] for month in clock.months]) == (None, [""] * 12)


def test_map_draws_larger_circles_first_and_area_tells_the_value() -> None:
    places = [svg.Place("Pirkkala", 61.46, 23.64, 4), svg.Place("Tampere", 61.5, 23.76, 64)]
    drawn = svg.municipal_map(SHAPE, places, title="", description="").circles
    assert [(circle["name"], circle["radius"]) for circle in drawn] == [("Tampere", 40.8), ("Pirkkala", 10.2)]
    assert [circle["is_great"] for circle in drawn] == [True, False]
    assert [circle["on_small"] for circle in drawn] == [True, False]


def test_map_puts_a_name_where_the_region_says() -> None:
    circle = svg.municipal_map(
        SHAPE, [svg.Place("Pirkkala", 61.5, 23.5, 1)], title="", description=""
    ).circles[0]
    assert (circle["x"], circle["label"]) == (
        310.0,
        {"x": 310 - 11.1 - 3, "y": circle["y"] + 20, "anchor": "end"},
    )


def test_map_fits_its_outline_between_the_margins() -> None:
    corners = [svg.Place("NW", 62.0, 23.0, 1), svg.Place("SE", 61.0, 24.0, 1)]
    drawn = svg.municipal_map(SHAPE, corners, title="", description="")
    assert [(circle["x"], round(circle["y"])) for circle in drawn.circles] == [
        (12, 12),
        (608, drawn.height - 12),
    ]


@pytest.mark.parametrize(("done", "whole", "expected"), [(14, 22, 63.6), (0, 3, 0), (5, 3, 100), (0, 0, 0)])
def test_bar_is_never_longer_than_the_whole(done: int, whole: int, expected: float) -> None:
    assert svg.progress_bar(done, whole, title="").done == expected


def test_drawings_write_numbers_with_a_point_in_every_language() -> None:
    with translation.override("fi"):
        html = render_to_string(
            "components/svg/progress_bar.html", {"bar": svg.progress_bar(1, 3, title="1/3")}
        )
    assert 'width="33.3"' in html


def test_drawing_of_the_ring_has_a_title_and_a_description() -> None:
    html = render_to_string("components/svg/seat_ring.html", {"ring": ring(["filled", "vacant"])})
    assert '<title id="ring-title">Paikat</title>' in html
    assert '<desc id="ring-description">Yksi on avoinna.</desc>' in html
    assert html.count('class="vacant"') == 1


def test_glyph_of_an_unknown_state_fails() -> None:
    with pytest.raises(KeyError):
        svg.glyph("asleep")
