"""Putting papers behind their pages in a binder; only the worker does it.

Memory stays flat: a paper is opened where it lies, and what was copied is written out before too much of it gathers.
"""

import base64
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pikepdf
from django.template.loader import render_to_string
from django.utils import timezone
from PIL import Image, ImageOps

from meetings.enums import PaperFault
from meetings.models import Material, PaperContent
from portal import documents
from portal.rendering.check import claims_access, faults
from portal.rendering.joining import (
    Joined,
    insert_pages,
    join_structures,
    label_pages,
    next_number,
    page_at,
    take_claim_back,
)
from portal.rendering.pdf import render

from .binder import PDF, Entry

MOST_POINTS = 50_000_000  # of a picture that is opened to be placed on a page
LONGEST_SIDE = 2_000  # points of a picture on paper, some 300 an inch
COPIED_AT_ONCE = 40_000_000  # bytes of papers between two writings of the binder
MOST_AT_ONCE = 100

Opened = tuple[Entry, pikepdf.Pdf]

# What reading a file that somebody else made may raise where it is not what it should be.
AMISS = (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError, RecursionError)


class Unjoinable(Exception):  # noqa: N818 - it says what the paper is
    """The paper cannot be joined."""

    def __init__(self, fault: PaperFault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def join(assembly: documents.Assembly, entries: Sequence[Entry]) -> None:
    """Write the binder. Raises documents.Changed when papers turn out to be unfit; that is noted, to be said in it.

    What was copied is held in memory until it is written, so a large binder is written several times on the way.
    """
    with ExitStack() as stack:
        with pikepdf.open(BytesIO(assembly.rendered)) as cover:
            language = str(cover.Root.Lang)
        opened = _open_all(entries, stack, language=language)
        conforms = all(_conforms(pdf) for pdf in opened)
        so_far: BytesIO | Path = BytesIO(assembly.rendered)
        done = 0
        for batch in _batches(list(zip(entries, opened, strict=True))):
            with pikepdf.open(so_far) as binder:
                _add(binder, batch, done)
                done += len(batch)
                is_finished = done == len(entries)
                if is_finished:
                    _finish(binder, entries, conforms=conforms)
                target = assembly.path if is_finished else assembly.path.with_suffix(f".{done}")
                mode = pikepdf.ObjectStreamMode.generate if is_finished else pikepdf.ObjectStreamMode.preserve
                binder.save(target, deterministic_id=True, object_stream_mode=mode)
            if isinstance(so_far, Path):
                so_far.unlink()
            so_far = target
            assembly.tell(done, len(entries))


def _batches(papers: list[Opened]) -> Iterator[list[Opened]]:
    """Papers that are copied before the binder is written; at least one batch, if only an empty one."""
    batch: list[Opened] = []
    size = 0
    for paper in papers:
        if batch and (size + paper[0].material.size > COPIED_AT_ONCE or len(batch) >= MOST_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(paper)
        size += paper[0].material.size
    yield batch


def _add(binder: pikepdf.Pdf, batch: list[Opened], done: int) -> None:
    """Put these papers behind their pages."""
    joined: list[Joined] = []
    number = next_number(binder)
    for entry, pdf in batch:
        try:
            joined.append(insert_pages(binder, pdf, after=page_at(binder, entry.anchor), number=number))
        except AMISS as error:
            note_fault(entry.material, PaperFault.BROKEN)
            raise documents.Changed from error
        number = joined[-1].next_number
    join_structures(binder, joined, first=done + 1)


def _finish(binder: pikepdf.Pdf, entries: Sequence[Entry], *, conforms: bool) -> None:
    """Number the pages, and say truly whether all of it is accessible."""
    label_pages(
        binder,
        [
            (binder.pages.index(page_at(binder, entry.anchor)) + 1, entry.pages, entry.label)
            for entry in entries
        ],
    )
    if not conforms:
        take_claim_back(binder)


def open_paper(material: Material) -> pikepdf.Pdf:
    """A PDF paper, to be closed by the caller. Raises Unjoinable."""
    try:
        pdf = pikepdf.open(material.file.path)
        pages = len(pdf.pages)
    except FileNotFoundError as error:
        raise Unjoinable(PaperFault.LOST) from error
    except pikepdf.PasswordError as error:
        raise Unjoinable(PaperFault.PROTECTED) from error
    except AMISS as error:
        raise Unjoinable(PaperFault.BROKEN) from error
    if pages != material.pages:
        pdf.close()
        raise Unjoinable(PaperFault.BROKEN)
    return pdf


def note_fault(material: Material, fault: str) -> None:
    """Remember why a paper cannot be joined, so that the binder says it."""
    known = {"fault": fault, "text": "", "looked_at": timezone.now()}
    PaperContent.objects.update_or_create(material=material, defaults=known)


def _open_all(entries: Sequence[Entry], stack: ExitStack, *, language: str) -> list[pikepdf.Pdf]:
    opened, is_unfit = [], False
    for entry in entries:
        try:
            pdf = (
                open_paper(entry.material) if entry.material.content_type == PDF else _placed(entry, language)
            )
            opened.append(stack.enter_context(pdf))
        except Unjoinable as unfit:
            note_fault(entry.material, unfit.fault)
            is_unfit = True
    if is_unfit:
        raise documents.Changed
    return opened


def _placed(entry: Entry, language: str) -> pikepdf.Pdf:
    """A picture on a page of its own, as large as paper can show it. Raises Unjoinable."""
    page = {"picture": _picture(entry.material), "title": entry.material.title, "language": language}
    html = render_to_string("pdf/picture.html", page)
    return pikepdf.open(BytesIO(render(html).content))


def _picture(material: Material) -> str:
    try:
        with Image.open(material.file.path) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise Unjoinable(PaperFault.POINTS)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except FileNotFoundError as error:
        raise Unjoinable(PaperFault.LOST) from error
    except Image.DecompressionBombError as error:
        raise Unjoinable(PaperFault.POINTS) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Unjoinable(PaperFault.BROKEN) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    on_paper = Image.new("RGB", upright.size, "white")
    on_paper.paste(upright, mask=upright)
    written = BytesIO()
    on_paper.save(written, "JPEG", quality=88)
    return f"data:image/jpeg;base64,{base64.b64encode(written.getvalue()).decode()}"


def _conforms(pdf: pikepdf.Pdf) -> bool:
    """Whether a paper is PDF/UA by its own word and by the look that every document of the portal gets."""
    try:
        return claims_access(pdf) and not faults(pdf) and "/AcroForm" not in pdf.Root
    except AMISS:
        return False
