"""Files that people bring: judged by what they hold, not by what they call themselves.

A file is stored under a random name; the name people see is cleaned and kept in the database.
"""

import hashlib
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

import pikepdf
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import JpegImagePlugin, PngImagePlugin

from .acting_pdf import can_act
from .formats import file_size

LONGEST_NAME = 120
UNPACKED_LARGEST = 1024 * 1024 * 1024
UNPACKED_RATIO = 200  # text packs to a tenth or a twentieth; no office document comes near this
UNPACKED_UNSUSPECTED = 20 * 1024 * 1024
MOST_PARTS = 10_000
READ_AT_MOST = 1024 * 1024
MOST_POINTS = 250_000_000  # of a picture: more than any camera makes, and a gigabyte in the reader's memory

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
TYPES = {
    "application/pdf": ".pdf",
    f"{OFFICE}wordprocessingml.document": ".docx",
    f"{OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{OFFICE}presentationml.presentation": ".pptx",
    f"{OPEN_DOCUMENT}text": ".odt",
    f"{OPEN_DOCUMENT}spreadsheet": ".ods",
    f"{OPEN_DOCUMENT}presentation": ".odp",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/plain": ".txt",
}
ALSO_CALLED = {".jpeg": ".jpg", ".text": ".txt"}
PICTURES = {"image/png": PngImagePlugin.PngImageFile, "image/jpeg": JpegImagePlugin.JpegImageFile}

# Parts of office documents that carry programs.
PROGRAM_PART = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml)$|(^|/)(macrosheets|activeX|Basic|Scripts)/|\.(docm|xlsm|pptm|dotm|xlam)$",
    re.IGNORECASE,
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")

PROTECTED = gettext_lazy("The file is protected by a password. Take the protection off and try again.")
MACROS = gettext_lazy(
    "The document holds macros, which can do harm. Save it without macros, or as PDF, and try again."
)
ACTING = gettext_lazy(
    "The PDF holds a program or files of other kinds, which can do harm. Print it to a new PDF, and try again."
)
BROKEN = gettext_lazy("The file is broken. Save it again in the program that made it, and try again.")
OF_A_WRONG_KIND = gettext_lazy(
    "Files of this kind cannot be attached. Save it as PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG or plain"
    " text (.txt)."
)


@dataclass(frozen=True)
class Judged:
    """What a file really is."""

    name: str
    content_type: str
    size: int
    sha256: str


def judge(file: File) -> Judged:
    """Look into the file and tell what it is; its position is at the beginning afterwards.

    Raises ValidationError, in words for the person who brought the file, when it is empty, too large, of a kind that is
    not taken, broken, protected by a password, or carries programs.
    """
    size = file.size or 0
    if not size:
        raise ValidationError(_("The file is empty."), code="empty")
    if size > settings.UPLOAD_LARGEST_BYTES:
        raise ValidationError(
            _("The file is %(size)s; the largest that can be attached is %(largest)s.")
            % {"size": file_size(size), "largest": file_size(settings.UPLOAD_LARGEST_BYTES)},
            code="too_large",
        )
    try:
        content_type = _content_type(file)
        digest = hashlib.sha256()
        file.seek(0)
        for chunk in file.chunks():
            digest.update(chunk)
    finally:
        file.seek(0)
    return Judged(clean_name(file.name or "", content_type), content_type, size, digest.hexdigest())


def clean_name(name: str, content_type: str) -> str:
    """The name without path, control signs and excess, with the ending that belongs to the type."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = " ".join(re.sub(r'[<>:"|?*]', "-", name).split())
    stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix.lower()
    right = TYPES[content_type]
    if ALSO_CALLED.get(ending, ending) != right and not _is_ending(ending):
        stem = name  # "Kokous 10.12." has no ending; what follows the last dot is part of the name
    return (stem.strip(". ")[:LONGEST_NAME].rstrip() or _("attachment")) + right


def _is_ending(ending: str) -> bool:
    return re.fullmatch(r"\.[a-z][a-z0-9]{1,4}", ending) is not None


def _content_type(file: File) -> str:
    file.seek(0)
    head = file.read(1024)
    if b"%PDF-" in head:
        return _pdf(file)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(file, "image/png")
    if head.startswith(b"\xff\xd8\xff"):
        return _picture(file, "image/jpeg")
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if head.startswith(OLD_OFFICE):
        raise _refusal_of_old_office(file)
    return _text(file)


def _stream(file: File) -> BinaryIO:
    return cast("BinaryIO", file.file)


def _pdf(file: File) -> str:
    file.seek(0)
    try:
        with pikepdf.open(_stream(file)) as pdf:
            if not len(pdf.pages):
                raise ValidationError(BROKEN, code="broken")
            if can_act(pdf, harmless=frozenset({*TYPES.values(), *ALSO_CALLED})):
                raise ValidationError(ACTING, code="acting")
    except pikepdf.PasswordError:
        raise ValidationError(PROTECTED, code="protected") from None
    except pikepdf.PdfError:
        raise ValidationError(BROKEN, code="broken") from None
    return "application/pdf"


def _picture(file: File, content_type: str) -> str:
    """Read what the picture says of itself, not its points; Pillow's own way in would warn of large ones by itself."""
    file.seek(0)
    try:
        width, height = PICTURES[content_type](_stream(file)).size
    except (SyntaxError, OSError, ValueError, IndexError, struct.error):
        raise ValidationError(BROKEN, code="broken") from None
    if width * height > MOST_POINTS:
        raise ValidationError(
            _("The picture is %(width)d points wide and %(height)d high. Make it smaller, and try again.")
            % {"width": width, "height": height},
            code="too_many_points",
        )
    return content_type


# What the archive module raises over archives that were cut off or changed: it says little of that itself.
UNREADABLE = (
    zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, struct.error, zlib.error, lzma.LZMAError,
)  # fmt: skip


def _office(file: File) -> str:
    """The type of an office document, which is a ZIP archive of parts; any other archive is refused."""
    file.seek(0)
    try:
        with zipfile.ZipFile(_stream(file)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts, file.size)
            if any(part.flag_bits & 1 for part in parts):
                raise ValidationError(PROTECTED, code="protected")
            names = {part.filename for part in parts}
            if len(names) < len(
                parts
            ):  # which of two parts of one name counts, each program decides in its own way
                raise ValidationError(BROKEN, code="broken")
            content_type = _open_document(archive, names) or _open_xml(archive, names)
    except UNREADABLE:
        raise ValidationError(BROKEN, code="broken") from None
    if content_type is None:
        raise ValidationError(OF_A_WRONG_KIND, code="wrong_kind")
    if any(PROGRAM_PART.search(name) for name in names):
        raise ValidationError(MACROS, code="macros")
    return content_type


def _refuse_bombs(parts: list[zipfile.ZipInfo], packed: int) -> None:
    """Small files that unpack to something enormous would stop the computer of whoever opens them."""
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > UNPACKED_UNSUSPECTED and unpacked > packed * UNPACKED_RATIO
    if is_bomb or unpacked > UNPACKED_LARGEST or len(parts) > MOST_PARTS:
        raise ValidationError(
            _("The file unpacks to far more than it seems to hold, so it is not taken."), code="bomb"
        )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(READ_AT_MOST)


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "mimetype" not in names:
        return None
    content_type = _read(archive, "mimetype").decode("ascii", "replace").strip()
    if content_type not in TYPES:
        return None
    if "META-INF/manifest.xml" in names and b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        raise ValidationError(PROTECTED, code="protected")
    return content_type


def _open_xml(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "[Content_Types].xml" not in names:
        return None
    declared = _read(archive, "[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in declared:
        raise ValidationError(MACROS, code="macros")
    return next((kind for kind in TYPES if f'"{kind}.main+xml"' in declared), None)


def _refusal_of_old_office(file: File) -> ValidationError:
    """Either an office document of before 2007 or one with a password, which is packed in the old way."""
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read():
        return ValidationError(PROTECTED, code="protected")
    return ValidationError(
        _(
            "This is an old Office file. Save it in today's form (.docx, .xlsx or .pptx) or as PDF, and try again."
        ),
        code="old_office",
    )


def _text(file: File) -> str:
    """Plain text is what calls itself so and holds nothing but text."""
    ending = PurePosixPath(file.name or "").suffix.lower()
    if ALSO_CALLED.get(ending, ending) not in {".txt", ""}:
        raise ValidationError(OF_A_WRONG_KIND, code="wrong_kind")
    file.seek(0)
    if any(NOT_TEXT.search(chunk) for chunk in file.chunks()):
        raise ValidationError(OF_A_WRONG_KIND, code="wrong_kind")
    return "text/plain"


class PaperField(forms.FileField):
    """A file of a kind that the portal takes; the cleaned file carries what it is as `judged`."""

    widget = forms.ClearableFileInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the file chooser offer what will be taken."""
        return {**super().widget_attrs(widget), "accept": ",".join(TYPES.values())}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, judged and renamed; a file that was there before stays as it is."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            file.judged = judge(file)
            file.name = file.judged.name
        return file
