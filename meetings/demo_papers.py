"""Small real files for the demo's meetings, made on the spot: no example file lies in the repository."""

import io
import zipfile
from functools import cache
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile
from django.template.loader import render_to_string

PARAGRAPHS = 6  # of a chapter

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


@cache
def _rendered(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """Once in a process: tests load the demo many times."""
    from portal.rendering.pdf import render  # heavy, and wanted only while the demo is made

    chapters = [paragraphs[start : start + PARAGRAPHS] for start in range(0, len(paragraphs), PARAGRAPHS)]
    context = {"title": title, "chapters": chapters, "language": "fi"}
    return render(render_to_string("pdf/demo_paper.html", context)).content


def pdf(name: str, title: str, paragraphs: list[str]) -> ContentFile:
    """A PDF with a title and text, as many pages as it takes; accessible, as every paper should be."""
    return ContentFile(_rendered(title, tuple(paragraphs)), name)


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
