"""Tables that people take with them as CSV or as a spreadsheet.

The cells are parted by semicolons and the file begins with a byte order mark: so the Excel of a Finnish desk, where the
comma parts decimals, opens it in columns and with its ä and ö whole. Other programs find out by themselves, as of the
dates, which are written 2026-12-31 in every language.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import chain
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, in the wide form of East Asian text too.
FORMULA_SIGNS = tuple("=+-@＝＋－＠")
# No file of Excel can hold them; a pasted one would cost the whole table.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LINE_SIGNS = ("\t", "\r", "\n")


def csv_answer(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The table as a file to save under the name, which ends in `.csv`."""
    answer = HttpResponse(
        BYTE_ORDER_MARK,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
    )
    table = csv.writer(answer, delimiter=";")
    table.writerow(map(cell, header))
    table.writerows(map(cell, row) for row in rows)
    return answer


def cell(value: Any) -> str:
    """A value as it stands in the file: text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    written = UNREADABLE.sub("", str(value))
    if isinstance(value, int | float | Decimal):
        return written
    is_formula = written.startswith(LINE_SIGNS) or written.lstrip().startswith(FORMULA_SIGNS)
    return f"'{written}" if is_formula else written


def csv_stream(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """The same for a table that may be long: it is sent while it is read."""
    line = csv.writer(Lines(), delimiter=";").writerow
    table = chain([BYTE_ORDER_MARK], (line(map(cell, row)) for row in chain([header], rows)))
    return StreamingHttpResponse(
        table,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)},
    )


def xlsx_answer(name: str, title: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The table as a spreadsheet of one sheet; numbers and dates stay what they are, and no text becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(list(map(cell, header)))
    for row in rows:
        sheet.append([value if isinstance(value, int | Decimal | date) else cell(value) for value in row])
    file = BytesIO()
    book.save(file)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(file.getvalue(), content_type=XLSX, headers={"Content-Disposition": str(disposition)})


class Lines:
    """A file that hands back what is written, as `csv` gives it on."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line
