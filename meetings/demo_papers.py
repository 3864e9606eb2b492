"""Small real files for the demo's meetings, made on the spot: no example file lies in the repository."""

import io
import textwrap
import zipfile
from xml.sax.saxutils import escape

import pikepdf
from django.core.files.base import ContentFile

LINES_A_PAGE = 40
WIDTH = 84  # characters of a line

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(name: str, title: str, paragraphs: list[str]) -> ContentFile:
    """A PDF with a title and text, as many pages as it takes."""
    lines = [title, ""]
    for paragraph in paragraphs:
        lines += [*textwrap.wrap(paragraph, WIDTH), ""]
    document = pikepdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    for start in range(0, len(lines), LINES_A_PAGE):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(_drawn(lines[start : start + LINES_A_PAGE], is_first=not start))
    document.Root.Lang = "fi"
    document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    document.docinfo["/Title"] = title
    buffer = io.BytesIO()
    document.save(buffer, deterministic_id=True)
    return ContentFile(buffer.getvalue(), name)


def docx(name: str, title: str, paragraphs: list[str]) -> ContentFile:
    """A Word document with a title and text."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in (title, *paragraphs))
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", document)
    return ContentFile(buffer.getvalue(), name)


def _drawn(lines: list[str], *, is_first: bool) -> bytes:
    """The lines as the drawing instructions of a page; the first line of the first page is the title."""
    size = 16 if is_first else 11
    drawn = [b"BT 17 TL 70 770 Td"]
    for number, line in enumerate(lines):
        text = line.encode("cp1252", "replace")
        for sign in (b"\\", b"(", b")"):
            text = text.replace(sign, b"\\" + sign)
        drawn.append(b"/F1 %d Tf (%s) Tj T*" % (size if number == 0 else 11, text))
    return b"\n".join([*drawn, b"ET"])
