"""Tables that people bring: XLSX, or CSV as the world writes it."""

import codecs
import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Generator, Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import openpyxl
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from members.enums import ImportFailure
from portal import uploads
from portal.formats import file_size
from portal.uploads import Judged

CSV = "text/csv"
XLSX = next(kind for kind, ending in uploads.TYPES.items() if ending == ".xlsx")

MOST_ROWS = 200_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000  # letters that are read of a cell; no column takes as many
UNPACKED_MOST = 400_000_000
STRINGS_MOST = 60_000_000
"""Bytes of the texts of an XLSX, which its reader keeps in memory."""
LONGEST_HEAD = 64 * 1024
DELIMITERS = (";", ",", "\t")
ENCODINGS = ("utf-8-sig", "cp1252")

Row = tuple[int, list[str]]


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """The file cannot be brought in; `failure` says why."""

    def __init__(self, failure: ImportFailure) -> None:
        super().__init__(failure)
        self.failure = failure


def judge(file: File) -> Judged:
    """What the file is by its content: a table as CSV or XLSX. Raises ValidationError in words for who brought it."""
    file.seek(0)
    head = file.read(LONGEST_HEAD)
    if head.startswith((b"PK\x03\x04", b"%PDF-", uploads.OLD_OFFICE)):
        judged = uploads.judge(file)
        if judged.content_type != XLSX:
            raise ValidationError(_not_a_table(), code="wrong_kind")
        _refuse_bombs(file)
        return judged
    return _judge_text(file)


def _judge_text(file: File) -> Judged:
    size = file.size or 0
    if not size:
        raise ValidationError(_("The file is empty."), code="empty")
    if size > settings.UPLOAD_LARGEST_BYTES:
        largest = file_size(settings.UPLOAD_LARGEST_BYTES)
        raise ValidationError(
            _("The file is %(size)s; the largest that can be brought is %(largest)s.")
            % {"size": file_size(size), "largest": largest},
            code="too_large",
        )
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
        if uploads.NOT_TEXT.search(chunk):
            raise ValidationError(_not_a_table(), code="wrong_kind")
    file.seek(0)
    name = PurePath(uploads.clean_name(file.name or "", "text/plain")).with_suffix(".csv").name
    return Judged(name, CSV, size, digest.hexdigest())


def _not_a_table() -> str:
    return _(
        "The portal reads registers as XLSX or CSV. Save the table in one of these forms, and try again."
    )


def _refuse_bombs(file: File) -> None:
    """A spreadsheet that unpacks to more than the worker can hold."""
    with zipfile.ZipFile(cast("BinaryIO", file.file)) as archive:
        parts = archive.infolist()
    texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if sum(part.file_size for part in parts) > UNPACKED_MOST or texts > STRINGS_MOST:
        raise ValidationError(
            _("The file unpacks to more than the portal takes at once. Bring it in parts, or as CSV."),
            code="bomb",
        )
    file.seek(0)


def rows(file: File, content_type: str, headings: Iterable[str]) -> Generator[Row, None, None]:
    """The rows that have something in them, the first row being 1; each cell as tidy text.

    `headings` are names of columns by which the sign between cells is told. Raises Unreadable.
    """
    with closing(_xlsx(file) if content_type == XLSX else _csv(file, frozenset(headings))) as read:
        for number, cells in read:
            tidy = [_tidy(cell) for cell in cells[:MOST_COLUMNS]]
            if any(cells[MOST_COLUMNS:]) or (number > MOST_ROWS + 1 and any(tidy)):
                raise Unreadable(ImportFailure.TOO_MANY)
            if any(tidy):
                yield number, tidy


def simplified(heading: str) -> str:
    """A heading without its signs and capitals: `Y-tunnus` and `ytunnus` are one."""
    return re.sub(r"[\W_]+", "", heading.lower())


def _csv(file: File, headings: frozenset[str]) -> Generator[tuple[int, list[Any]], None, None]:
    text = io.TextIOWrapper(cast("BinaryIO", file.file), encoding=_encoding(file), newline="")
    try:
        first = text.readline(LONGEST_HEAD)
        text.seek(0)
        yield from enumerate(csv.reader(text, delimiter=_delimiter(first, headings)), 1)
    except (csv.Error, UnicodeDecodeError) as error:
        raise Unreadable(ImportFailure.BROKEN) from error
    finally:
        text.detach()


def _encoding(file: File) -> str:
    """UTF-8 where it can be that; else the old one of Windows. Raises Unreadable."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        try:
            for chunk in file.chunks():
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        file.seek(0)
        return encoding
    raise Unreadable(ImportFailure.ENCODING)


def _delimiter(line: str, headings: frozenset[str]) -> str:
    """The sign that parts the first line into the most names of columns."""

    def known(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(simplified(cell) in headings for cell in cells), len(cells)

    return max(DELIMITERS, key=known)


def _xlsx(file: File) -> Generator[tuple[int, list[Any]], None, None]:
    file.seek(0)
    try:
        book = openpyxl.load_workbook(
            cast("BinaryIO", file.file), read_only=True, data_only=True, keep_links=False
        )
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is often wrong
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, list(cells)
    except Exception as error:  # a broken part makes the reader stumble in a hundred ways
        raise Unreadable(ImportFailure.BROKEN) from error


def _tidy(cell: Any) -> str:
    """The text of a cell, in one line but for long texts, with nothing that cannot be kept."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL + 1]
    if text.isprintable():
        return text.strip()
    kept = (
        sign if sign == "\n" or unicodedata.category(sign)[0] != "C" else " "
        for sign in text.replace("\r\n", "\n")
    )
    return "".join(kept).strip()
