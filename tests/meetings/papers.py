"""Papers of every kind for tests, good and bad, as files and as rows."""

import hashlib
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from PIL import Image

from meetings.models import AgendaItem, Material
from portal.rendering.pdf import render
from tests.factories import MaterialFactory

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TABLE = "<table><thead><tr><th>Nimi</th></tr></thead><tbody><tr><td>Arvo</td></tr></tbody></table>"


@cache
def accessible(title: str, body: str = f"<p>Teksti</p>{TABLE}") -> bytes:
    """A PDF/UA file with a heading, a text and a table."""
    return render(
        f'<html lang="fi"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body>'
    ).content


def plain(pages: int = 1) -> bytes:
    """A PDF without any structure, as a scanner makes it."""
    pdf = pikepdf.new()
    for _number in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return saved(pdf)


def locked() -> bytes:
    """A PDF that asks for a password."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """The PDF as it would lie on the disk."""
    buffer = BytesIO()
    pdf.save(buffer, **how)
    return buffer.getvalue()


def picture(width: int = 40, height: int = 30) -> bytes:
    """A picture that one can partly see through."""
    buffer = BytesIO()
    Image.new("RGBA", (width, height), (200, 30, 30, 128)).save(buffer, "PNG")
    return buffer.getvalue()


def paper(item: AgendaItem, content: bytes, content_type: str = PDF, **values: Any) -> Material:
    """The file as a paper of the item, without the judging that an upload gets."""
    ending = {PDF: ".pdf", DOCX: ".docx", "image/png": ".png"}[content_type]
    facts = {
        "filename": f"liite{ending}",
        "content_type": content_type,
        "size": len(content),
        "file_hash": hashlib.sha256(content).hexdigest(),
        "pages": 1 if content_type == PDF else None,
        "file": ContentFile(content, f"liite{ending}"),
    }
    return MaterialFactory(item=item, **facts | values)
