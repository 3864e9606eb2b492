"""Tables as CSV files."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from portal.tables import cell, csv_answer


def test_table_is_a_file_that_a_finnish_spreadsheet_opens_in_columns() -> None:
    answer = csv_answer("jäsenet.csv", ["Nimi", "Alkaen"], [["Äijälä; Åke", date(2026, 1, 31)], [None, -5]])
    assert answer.content.decode() == '\ufeffNimi;Alkaen\r\n"Äijälä; Åke";2026-01-31\r\n;-5\r\n'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''j%C3%A4senet.csv"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+358 40 123", "-2+3", "@SUM(A1)", "  =1+1", "\t=1+1", "\r=1", "\n=1", "＝1+1", "\u00a0=1"],
)
def test_cell_that_begins_like_a_formula_is_only_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Omaisten Lyhty ry", "Omaisten Lyhty ry"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (0, "0"),
        (-3, "-3"),
        (Decimal("-2.50"), "-2.50"),
        (date(2026, 12, 31), "2026-12-31"),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), "2026-12-31T12:00:00+00:00"),
    ],
)
def test_other_cells_stay_as_they_are(value: Any, written: str) -> None:
    assert cell(value) == written
