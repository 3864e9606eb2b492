"""Files that people bring: what is taken, what is refused and in which words, and what they are called afterwards."""

import hashlib
import io
import zipfile
from typing import Any

import pikepdf
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from portal import uploads
from portal.uploads import OFFICE, OPEN_DOCUMENT, judge

TYPES = '<Types><Override PartName="/{0}" ContentType="{1}.main+xml"/></Types>'
OFFICE_KINDS = {
    ".docx": ("word/document.xml", f"{OFFICE}wordprocessingml.document"),
    ".xlsx": ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet"),
    ".pptx": ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation"),
}
OPEN_KINDS = {".odt": "text", ".ods": "spreadsheet", ".odp": "presentation"}


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def office(ending: str, **more: bytes) -> bytes:
    """A small document of Word, Excel or PowerPoint; `more` are parts besides, their slashes written as __."""
    part, kind = OFFICE_KINDS[ending]
    extra = {name.replace("__", "/"): content for name, content in more.items()}
    return archive({"[Content_Types].xml": TYPES.format(part, kind), part: "<x/>", **extra})


def open_document(ending: str, manifest: str = "<m/>", **more: bytes) -> bytes:
    """A small OpenDocument file."""
    extra = {name.replace("__", "/"): content for name, content in more.items()}
    return archive(
        {
            "mimetype": f"{OPEN_DOCUMENT}{OPEN_KINDS[ending]}",
            "META-INF/manifest.xml": manifest,
            "content.xml": "<x/>",
        }
        | extra
    )


def pdf(**how: Any) -> bytes:
    """A PDF of one empty page."""
    buffer = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(buffer, **how)
    return buffer.getvalue()


def picture(form: str) -> bytes:
    """A picture of four points."""
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, form)
    return buffer.getvalue()


def protected_archive() -> bytes:
    """A Word document with the sign of a password on its parts."""
    content = bytearray(office(".docx"))
    for place in range(len(content) - 4):
        if content[place : place + 4] == b"PK\x01\x02":
            content[place + 8] |= 1
    return bytes(content)


def refusal(content: bytes, name: str = "liite.pdf") -> str:
    """The code of the error that the file meets."""
    with pytest.raises(ValidationError) as caught:
        judge(SimpleUploadedFile(name, content))
    return caught.value.code


GOOD = {
    ".pdf": (pdf(), "application/pdf"),
    ".png": (picture("PNG"), "image/png"),
    ".jpg": (picture("JPEG"), "image/jpeg"),
    ".txt": ("Pöytäkirja\r\n\tliite\x0c".encode(), "text/plain"),
    **{ending: (office(ending), kind) for ending, (_part, kind) in OFFICE_KINDS.items()},
    **{ending: (open_document(ending), f"{OPEN_DOCUMENT}{kind}") for ending, kind in OPEN_KINDS.items()},
}


@pytest.mark.parametrize("ending", GOOD)
def test_judge_tells_what_a_file_is(ending: str) -> None:
    content, content_type = GOOD[ending]
    file = SimpleUploadedFile(f"Liite 1{ending}", content)
    judged = judge(file)
    assert judged == uploads.Judged(
        f"Liite 1{ending}", content_type, len(content), hashlib.sha256(content).hexdigest()
    )
    assert file.read() == content


@pytest.mark.parametrize("ending", sorted(set(GOOD) - {".txt"}))
@pytest.mark.parametrize("claimed", [".exe", ".txt", ".html", ""])
def test_judge_believes_the_content_and_mends_the_name(ending: str, claimed: str) -> None:
    content, content_type = GOOD[ending]
    judged = judge(SimpleUploadedFile(f"liite{claimed}", content))
    assert (judged.name, judged.content_type) == (f"liite{ending}", content_type)


def test_judge_old_text_of_windows_is_text() -> None:
    assert judge(SimpleUploadedFile("muistio.txt", "Pöytä".encode("cp1252"))).content_type == "text/plain"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.exe", b"MZ\x90\x00\x03", "wrong_kind"),
        ("a.txt", b"MZ\x90\x00\x03", "wrong_kind"),
        ("a.pdf", b"just words", "wrong_kind"),
        ("a.html", b"<!doctype html><script>alert(1)</script>", "wrong_kind"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_kind"),
        ("a.zip", archive({"a.txt": "a"}), "wrong_kind"),
        ("a.docx", archive({"mimetype": "application/epub+zip"}), "wrong_kind"),
        ("a.docx", archive({"[Content_Types].xml": "<Types/>"}), "wrong_kind"),
        ("a.gif", b"GIF89a\x01\x00", "wrong_kind"),
        ("a.pdf", b"%PDF-1.7 broken", "broken"),
        ("a.docx", b"PK\x03\x04 broken", "broken"),
        ("a.docx", office(".docx")[:-30], "broken"),
        ("a.doc", uploads.OLD_OFFICE + b"\x00" * 600, "old_office"),
        ("a.pdf", pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "protected"),
        ("a.docx", uploads.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "protected"),
        ("a.docx", protected_archive(), "protected"),
        ("a.odt", open_document(".odt", "<manifest:encryption-data/>"), "protected"),
        ("a.docx", office(".docx", word__vbaProject=b"", **{"word__vbaProject.bin": b"x"}), "macros"),
        ("a.xlsx", office(".xlsx", xl__macrosheets__sheet1=b"x"), "macros"),
        ("a.docx", office(".docx", **{"word__embeddings__taulukko.xlsm": b"x"}), "macros"),
        ("a.odt", open_document(".odt", Basic__Standard__Module1=b"x"), "macros"),
        (
            "a.docm",
            archive({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled"}),
            "macros",
        ),
        ("a.docx", office(".docx", word__bomb=b"\0" * 30_000_000), "bomb"),
    ],
)
def test_judge_refuses(name: str, content: bytes, code: str) -> None:
    assert refusal(content, name) == code


def test_judge_pdf_that_only_forbids_changes_is_taken() -> None:
    content = pdf(encryption=pikepdf.Encryption(owner="o", user=""))
    assert judge(SimpleUploadedFile("a.pdf", content)).content_type == "application/pdf"


def test_judge_archive_of_too_many_parts_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_PARTS", 2)
    assert refusal(open_document(".odt")) == "bomb"


def test_judge_too_large_says_how_large_it_may_be(settings: Any) -> None:
    settings.UPLOAD_LARGEST_BYTES = 2_000_000
    with translation.override("en"), pytest.raises(ValidationError) as caught:
        judge(SimpleUploadedFile("a.pdf", b"a" * 3_000_000))
    (message,) = caught.value.messages
    assert (
        message.replace("\xa0", " ") == "The file is 3.0 MB; the largest that can be attached is 2.0 MB."
    ), message


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Aino\\Liite.PDF", "Liite.pdf"),
        ("kuva.jpeg", "kuva.pdf"),
        ("Kokous 10.12.", "Kokous 10.12.pdf"),
        ("Kokous 10.12.2026", "Kokous 10.12.2026.pdf"),
        ("Liite\u202efdp.exe", "Liitefdp.pdf"),
        ("a\r\nContent-Type: text.pdf", "aContent-Type- text.pdf"),
        ('a"b<c>d|e?f*.pdf', "a-b-c-d-e-f-.pdf"),
        ("  väli   lyönti .pdf", "väli lyönti.pdf"),
        ("a\u0308iti.pdf", "äiti.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        (".pdf", "pdf.pdf"),
        ("...", None),
        ("", None),
        ("💛.pdf", "💛.pdf"),
    ],
)
def test_clean_name(name: str, cleaned: str | None) -> None:
    with translation.override("en"):
        assert uploads.clean_name(name, "application/pdf") == (cleaned or "attachment.pdf")


class PaperForm(forms.Form):
    """A form with one file."""

    paper = uploads.PaperField()


def test_field_gives_the_file_judged_and_renamed() -> None:
    form = PaperForm(files={"paper": SimpleUploadedFile("../kuva.pdf", picture("PNG"))})
    assert form.is_valid()
    paper = form.cleaned_data["paper"]
    assert (paper.name, paper.judged.content_type) == ("kuva.png", "image/png")


@pytest.mark.parametrize(
    "files",
    [{}, {"paper": SimpleUploadedFile("a.pdf", b"")}, {"paper": SimpleUploadedFile("a.exe", b"MZ\0")}],
)
def test_field_without_a_good_file_is_an_error(files: dict[str, Any]) -> None:
    assert list(PaperForm(files=files).errors) == ["paper"]


def test_field_offers_the_kinds_that_are_taken() -> None:
    assert 'accept=".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.txt"' in str(PaperForm()["paper"])
