"""What a screen reader finds in a PDF."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from portal.rendering import check


@dataclass(frozen=True)
class Structure:
    """The parts that matter to those who hear the document."""

    title: str
    language: str
    headings: list[int]
    bookmarks: list[str]
    header_cells: int
    cells_without_header: int


def structure_of(content: bytes) -> Structure:
    """Look into the file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot))
        kinds = [str(element.S) for element in elements]
        with pdf.open_outline() as outline:
            bookmarks = list(_bookmarks(outline.root))
        cells = [element for element in elements if element.S == "/TD"]
        return Structure(
            title=str(pdf.docinfo["/Title"]),
            language=str(pdf.Root.Lang),
            headings=[int(kind[2]) for kind in kinds if kind in {"/H1", "/H2", "/H3", "/H4"}],
            bookmarks=bookmarks,
            header_cells=kinds.count("/TH"),
            cells_without_header=sum(not list(cell.get("/A", {}).get("/Headers", [])) for cell in cells),
        )


def faults(content: bytes) -> list[str]:
    """What keeps those who hear the document from following it; nothing in a good one."""
    heard = structure_of(content)
    _pages, problems = check.examine(content)
    found = [str(problem.values) for problem in problems]
    if heard.headings[:1] != [1]:
        found.append(f"begins with the headings {heard.headings[:3]}")
    found += [f"heading {below} under {above}" for above, below in jumps(heard.headings)]
    if heard.cells_without_header:
        found.append(f"{heard.cells_without_header} cells without a header")
    return found if heard.bookmarks else [*found, "no bookmarks"]


def jumps(headings: list[int]) -> list[tuple[int, int]]:
    """Where a heading is more than one level below the one before it."""
    return [
        (above, below) for above, below in zip([0, *headings], headings, strict=False) if below > above + 1
    ]


def _elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    inside = parent.get("/K")
    for child in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def _bookmarks(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _bookmarks(item.children)
