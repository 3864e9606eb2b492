"""Dates, sums and sizes as people write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation

from portal import formats

MEETING = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)  # 14.00 in Helsinki
END = datetime(2026, 12, 10, 14, 0, tzinfo=UTC)


def plain(text: str) -> str:
    """The text with its non-breaking spaces shown as underscores, so that a test sees them."""
    return text.replace(formats.NBSP, "_")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "to_10.12.2026 klo_14.00"),
        ("sv", "tor_10.12.2026 kl._14.00"),
        ("en", "Thu_10_Dec_2026 at_14:00"),
    ],
)
def test_moment_is_told_by_the_clock_in_helsinki(language: str, expected: str) -> None:
    with translation.override(language):
        assert plain(formats.moment(MEETING)) == expected


def test_moment_in_a_language_the_portal_does_not_speak_is_finnish() -> None:
    with translation.override("de"):
        assert plain(formats.moment(MEETING)) == "to_10.12.2026 klo_14.00"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.day(date(2026, 11, 23)), "ma_23.11.2026"),
        (formats.long_day(date(2026, 11, 23)), "maanantai 23.11.2026"),
        (formats.short_day(date(2026, 11, 23)), "ma_23.11."),
        (formats.plain_day(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)), "1.1.2027"),
        (formats.clock(time(9, 5)), "9.05"),
        (formats.time_range(MEETING, END), "to_10.12.2026 klo_14.00–16.00"),
        (formats.time_range(MEETING, None), "to_10.12.2026 klo_14.00"),
        (
            formats.time_range(MEETING, datetime(2026, 12, 11, 14, 0, tzinfo=UTC)),
            "to_10.12.2026 klo_14.00 – pe_11.12.2026 klo_16.00",
        ),
        (formats.day_range(date(2025, 8, 1), date(2029, 5, 31)), "1.8.2025–31.5.2029"),
        (formats.day_range(date(2025, 8, 1), None), "1.8.2025–"),
        (formats.minutes(35), "35_min"),
        (formats.minutes(120), "2_t"),
        (formats.minutes(125), "2_t_5_min"),
        (formats.minutes(0), "0_min"),
        (formats.number(2_246_000), "2_246_000"),
        (formats.number(-1400), "−1_400"),
        (formats.euros(Decimal("2246000.00")), "2_246_000_€"),
        (formats.euros(Decimal("12.50")), "12,50_€"),
        (formats.file_size(312_400), "312_kt"),
        (formats.file_size(1_840_000), "1,8_Mt"),
        (formats.file_size(25_000_000), "25_Mt"),
        (formats.file_size(20), "1_kt"),
    ],
)
def test_written_in_finnish(written: str, expected: str) -> None:
    assert plain(written) == expected


@pytest.mark.parametrize(
    ("language", "money", "size"), [("sv", "1_250_€", "312_kB"), ("en", "€1,250", "312_kB")]
)
def test_sums_and_sizes_follow_the_language(language: str, money: str, size: str) -> None:
    with translation.override(language):
        assert (plain(formats.euros(1250)), plain(formats.file_size(312_400))) == (money, size)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 30), "7 days"),
        (date(2026, 11, 24), "1 day"),
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 21), "2 days ago"),
        # Half past midnight in Helsinki is still the evening before in UTC.
        (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), "1 day"),
    ],
)
def test_days_left_count_days_in_helsinki(day: date, expected: str) -> None:
    with translation.override("en"):
        assert formats.days_left(day, date(2026, 11, 23)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Järjestöyhteistyöryhmä", "Järjestö|yhteistyö|ryhmä"),
        ("hyvinvointisuunnitelman luonnos", "hyvinvointi|suunnitelman luonnos"),
        ("Monikulttuurisuus", "Moni|kult|tuu|ri|suus"),
        ("Päihdetyö", "Päihdetyö"),
    ],
)
def test_soft_hyphens_go_into_long_finnish_words_only(text: str, expected: str) -> None:
    assert formats.soft(text).replace(formats.SHY, "|") == expected


def test_soft_hyphens_stay_out_of_other_languages() -> None:
    with translation.override("sv"):
        assert formats.soft("välfärdsområdesstyrelsen") == "välfärdsområdesstyrelsen"
