"""A look at the finished file, with the eyes of a screen reader.

The renderer passes over much of this in silence. What a template can get wrong is found here, before anybody reads it.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf

from .problems import TEMPLATE, Problem

HEADINGS = {f"/H{level}": level for level in range(1, 7)}


def examine(content: bytes | Path, *, may_claim_less: bool = False) -> tuple[int, list[Problem]]:
    """The number of pages, and what is wrong; a file that `may_claim_less` need not be PDF/UA, if it says so."""
    with pikepdf.open(BytesIO(content) if isinstance(content, bytes) else content) as pdf:
        found = base_faults(pdf) if may_claim_less and not claims_access(pdf) else faults(pdf)
        return len(pdf.pages), [Problem(TEMPLATE, {"what": fault}) for fault in found]


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """What keeps a file from being PDF/UA-1, as far as it can be told here."""
    found = [*_document_faults(pdf), *_font_faults(pdf)]
    if root := pdf.Root.get("/StructTreeRoot"):
        elements = list(_elements(root))
        found += [
            *_heading_faults(elements),
            *_picture_faults(elements),
            *_table_faults(elements),
            *_link_faults(elements),
        ]
    return list(dict.fromkeys(found))


def claims_access(pdf: pikepdf.Pdf) -> bool:
    """Whether the file says that it is PDF/UA-1."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        return bool(metadata.get("pdfuaid:part") == "1")


def base_faults(pdf: pikepdf.Pdf) -> list[str]:
    """What no file of the portal may lack."""
    found = [] if str(pdf.docinfo.get("/Title", "")).strip() else ["no title"]
    return found if str(pdf.Root.get("/Lang", "")) else [*found, "no language"]


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from base_faults(pdf)
    if "/StructTreeRoot" not in pdf.Root or not pdf.Root.MarkInfo.Marked:
        yield "no structure tree"
    if not claims_access(pdf):
        yield "not marked as PDF/UA-1"


def _font_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        is_font = isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        if is_font and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()):
            yield f"font {item.get('/FontName')} is not in the file"


def _elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element, in reading order."""
    for child in _children(parent):
        yield child
        yield from _elements(child)


def _children(element: pikepdf.Object, mark: str = "/S") -> list[pikepdf.Object]:
    """What lies in the element and has the mark: "/S" other elements, "/Obj" annotations."""
    inside = element.get("/K")
    kids = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and mark in kid]


def _heading_faults(elements: list[pikepdf.Object]) -> Iterator[str]:
    before = 0
    for element in elements:
        level = HEADINGS.get(str(element.S))
        if level is None:
            continue
        if level > before + 1:
            yield f"heading level {level} after {before}"
        if not _children(element):
            yield f"empty heading of level {level}"
        before = level
    if not before:
        yield "no headings"


def _picture_faults(elements: list[pikepdf.Object]) -> Iterator[str]:
    for element in elements:
        if element.S == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture without a description"


def _table_faults(elements: list[pikepdf.Object]) -> Iterator[str]:
    """Column headings only: a row heading leaves its own column's heading without cells."""
    for table in elements:
        if table.S != "/Table":
            continue
        cells = [cell for cell in _elements(table) if cell.S in {"/TH", "/TD"}]
        headers = {bytes(cell.ID) for cell in cells if cell.S == "/TH" and "/ID" in cell}
        named = [{bytes(key) for key in cell.A.get("/Headers", [])} for cell in cells if cell.S == "/TD"]
        if not headers or set().union(*named) != headers or not all(named):
            yield "table cells and column headings do not belong together"


def _link_faults(elements: list[pikepdf.Object]) -> Iterator[str]:
    for element in elements:
        if element.S != "/Link" and _children(element, "/Obj"):
            yield "a link that is not tagged as one"
