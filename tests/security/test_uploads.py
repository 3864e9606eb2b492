"""Files that want to harm: whoever opens them, or the portal that looks into them."""

import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, String

from portal.uploads import OPEN_DOCUMENT, clean_name, judge
from tests.portal.test_uploads import GOOD, OFFICE_KINDS, TYPES, open_document, picture, refusal


def made(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF of one page with something in it."""
    buffer, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    change(pdf)
    pdf.save(buffer)
    return buffer.getvalue()


def script(**keys: Any) -> Dictionary:
    """An action that runs JavaScript."""
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"), **keys)


def opens_with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = script()


def runs_script_after_a_step(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([0]), Next=Array([pdf.make_indirect(script())]))


def has_named_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))


def has_script_on_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=script())


def launches_a_program(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = Array(
        [Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe")))]
    )


def holds_a_program(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["lasku.exe"] = AttachedFileSpec(pdf, b"MZ", filename="lasku.exe")


def holds_a_program_by_its_second_name(pdf: pikepdf.Pdf) -> None:
    file = AttachedFileSpec(pdf, b"MZ", filename="lasku.pdf")
    file.obj.UF = String("lasku.exe")
    pdf.attachments["lasku.pdf"] = file


@pytest.mark.parametrize(
    "change",
    [
        opens_with_script,
        runs_script_after_a_step,
        has_named_script,
        has_script_on_a_page,
        launches_a_program,
        holds_a_program,
        holds_a_program_by_its_second_name,
    ],
)
def test_pdf_that_can_act_is_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert refusal(made(change)) == "acting"


def test_pdf_whose_script_is_spelt_in_disguise_is_refused() -> None:
    content = made(opens_with_script).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4a#53")
    assert refusal(content) == "acting"


def has_harmless_things(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["luonnos.odt"] = AttachedFileSpec(pdf, b"PK", filename="luonnos.odt")
    pdf.docinfo.Title = String("Kuka päättää: /JS tai /JavaScript?")
    link = Dictionary(S=Name.URI, URI=String("https://example.org/JS/Launch"))
    pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, A=link)])


def test_pdf_that_only_talks_of_scripts_and_holds_its_source_is_taken() -> None:
    """LibreOffice can keep the text that a PDF was made from in the PDF itself."""
    content = made(has_harmless_things)
    assert judge(SimpleUploadedFile("a.pdf", content)).content_type == "application/pdf"


def test_web_page_before_a_pdf_is_served_as_a_pdf_at_most() -> None:
    content = b"<script>alert(1)</script>\n" + made(lambda _pdf: None)
    judged = judge(SimpleUploadedFile("a.html", content))
    assert (judged.name, judged.content_type) == ("a.pdf", "application/pdf")


def test_picture_of_more_points_than_memory_bears_is_refused() -> None:
    content = bytearray(picture("PNG"))
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    assert refusal(bytes(content), "kuva.png") == "broken"  # its checksum says that it was changed


def test_large_picture_is_refused_by_what_it_says_of_itself() -> None:
    content = picture("JPEG")
    frame = content.index(b"\xff\xc0") + 5
    content = content[:frame] + (60_000).to_bytes(2, "big") * 2 + content[frame + 4 :]
    assert refusal(content, "kuva.jpg") == "too_many_points"


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_web_page_that_begins_as_a_picture_is_broken(form: str) -> None:
    assert refusal(picture(form)[:12] + b"<script>alert(1)</script>", "a.png") == "broken"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    """One program would read the harmless first part, the other the second."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled")
        archive.writestr("[Content_Types].xml", TYPES.format(*OFFICE_KINDS[".docx"]))
    assert refusal(buffer.getvalue(), "a.docx") == "broken"


def packed_in_a_rare_way() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("mimetype", f"{OPEN_DOCUMENT}text")
        archive.writestr("content.xml", "<x/>" * 50)
    return buffer.getvalue()


def damaged(content: bytes, rnd: random.Random) -> bytes:
    """The file after an accident: signs changed, cut out or put in."""
    data = bytearray(content)
    for _ in range(rnd.choice([1, 2, 5, 20])):
        place, length = rnd.randrange(len(data)), rnd.randrange(1, 9)
        data[place : place + rnd.choice([0, 1, length])] = rnd.randbytes(rnd.choice([0, 1, length]))
    return bytes(data)


DAMAGED = {ending: content for ending, (content, _kind) in GOOD.items()} | {
    "rare.odt": packed_in_a_rare_way(),
    "plain.odt": open_document(".odt"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_file_is_taken_or_refused_in_words(name: str) -> None:
    """Three hundred accidents of each kind, always the same ones; nothing but a refusal is raised."""
    rnd = random.Random(name)
    for _ in range(300):
        with contextlib.suppress(ValidationError):
            judge(SimpleUploadedFile(f"a{name}", damaged(DAMAGED[name], rnd) or b"x"))


def test_file_that_was_cut_short_is_broken() -> None:
    """As when the connection was lost in the middle: the list at the end of the archive points behind its beginning."""
    content = GOOD[".docx"][0]
    assert refusal(content[:60] + content[70:], "a.docx") == "broken"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("lasku\u202efdp.exe", "laskufdp.pdf"),
        ("..\\..\\etc/passwd\0.pdf", "passwd.pdf"),
        ('a"\r\nSet-Cookie: x=1;.pdf', "a-Set-Cookie- x=1;.pdf"),
        ("e\u0301" * 500 + ".pdf", "é" * 120 + ".pdf"),
    ],
)
def test_name_cannot_lie_or_lead_away(name: str, cleaned: str) -> None:
    assert clean_name(name, "application/pdf") == cleaned
