"""Putting the pages of one PDF behind a page of another, with their structure, so that a screen reader goes on reading.

A structure tree is tied to its pages by numbers and names that are unique in a file only. So what comes in gets new
ones, and the rest stays as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

STRUCTURE_NUMBERS = ("/StructParents", "/StructParent")


@dataclass(frozen=True)
class Joined:
    """A PDF whose pages have come in behind a page."""

    source: pikepdf.Pdf
    before: pikepdf.Object
    number: int  # the structure numbers of its pages begin here
    next_number: int  # and all are below this one


def page_at(pdf: pikepdf.Pdf, anchor: str) -> pikepdf.Page:
    """The page where the element with this id begins. Raises KeyError when nothing leads there."""
    return pikepdf.Page(pikepdf.NameTree(pdf.Root.Names.Dests)[anchor][0])


def insert_pages(pdf: pikepdf.Pdf, source: pikepdf.Pdf, *, after: pikepdf.Page, number: int) -> Joined:
    """Copy all pages of the source behind a page; their structure numbers begin at `number`.

    The source is changed in memory and can serve for nothing else afterwards.
    """
    highest = _shift_numbers(source, number)
    _point_links_at_pages(source)
    first = pdf.pages.index(after) + 1
    for place, page in enumerate(source.pages, first):
        pdf.pages.insert(place, page)
    return Joined(source, after.obj, number, highest + 1)


def next_number(pdf: pikepdf.Pdf) -> int:
    """The first structure number that is free."""
    root = pdf.Root.get("/StructTreeRoot")
    keys = pikepdf.NumberTree(root.ParentTree).keys() if root and "/ParentTree" in root else ()
    return max((int(key) for key in keys), default=-1) + 1


def join_structures(pdf: pikepdf.Pdf, joined: Iterable[Joined], *, first: int = 1) -> None:
    """Let the structure of each joined file follow the element to whose page its pages were added.

    What comes from them is told apart by numbers from `first` on; they must be new to the file.
    """
    root = pdf.Root.StructTreeRoot
    document = next(iter(_kids(root)))
    numbers = dict(pikepdf.NumberTree(root.ParentTree).items())
    identities: dict[bytes, pikepdf.Object] = {}
    coming: dict[tuple[int, int], list[pikepdf.Object]] = {}
    for order, each in enumerate(joined, first):
        own = each.source.Root.get("/StructTreeRoot")
        if own is None:
            continue
        if not own.is_indirect:
            own = each.source.Root.StructTreeRoot = each.source.make_indirect(own)
        tree = pdf.copy_foreign(own)
        parts = [kid for kid in _kids(tree) if isinstance(kid, Dictionary)]
        names = {key: _adopt(root, tree, key, order) for key in ("/RoleMap", "/ClassMap")}
        for part in parts:
            _make_part(part, document, str(each.source.Root.get("/Lang", "")))
            identities |= _rename(part, order, names["/RoleMap"], names["/ClassMap"])
        if "/ParentTree" in tree:
            numbers |= {
                each.number + key: value for key, value in pikepdf.NumberTree(tree.ParentTree).items()
            }
        coming.setdefault(each.before.objgen, []).extend(parts)
    document.K = Array(_in_reading_order(document, coming))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(_flat(sorted(numbers.items())))))
    root.ParentTreeNextKey = max(numbers, default=-1) + 1
    if identities or "/IDTree" in root:
        identities |= {bytes(element.ID): element for element in _elements(document) if "/ID" in element}
        names_of = _flat((pikepdf.String(key), element) for key, element in sorted(identities.items()))
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array(names_of)))


def label_pages(pdf: pikepdf.Pdf, parts: Iterable[tuple[int, int, str]]) -> None:
    """Number the pages of the whole; a part (index, length, label) is numbered from one, behind its label."""
    numbers: list[object] = [0, Dictionary(S=Name.D)]
    for first, count, label in parts:
        end = first + count
        numbers += [first, Dictionary(S=Name.D, P=label)]
        if end < len(pdf.pages):
            numbers += [end, Dictionary(S=Name.D, St=end + 1)]
    pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=Array(numbers)))


def take_claim_back(pdf: pikepdf.Pdf) -> None:
    """Say no longer that the file is PDF/UA."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["pdfuaid:part"]


def _shift_numbers(pdf: pikepdf.Pdf, by: int) -> int:
    """Add to every structure number; returns the highest one. Without a structure the numbers mean nothing and go."""
    has_structure = "/StructTreeRoot" in pdf.Root
    highest = by + (next_number(pdf) if has_structure else 0)
    for each in pdf.objects:
        item = each.stream_dict if isinstance(each, pikepdf.Stream) else each
        if not isinstance(item, Dictionary):
            continue
        inside = item.get("/Annots") if item.get("/Type") == "/Page" else None
        annotations = inside if isinstance(inside, Array) else ()
        direct = [kid for kid in annotations if isinstance(kid, Dictionary) and not kid.is_indirect]
        for part in (item, *direct):
            for key in STRUCTURE_NUMBERS:
                if isinstance(number := part.get(key), int):
                    highest = max(highest, number + by)
                    part[key] = number + by
                    if not has_structure:
                        del part[key]
    return highest


def _point_links_at_pages(pdf: pikepdf.Pdf) -> None:
    """Links name places by words that only their own file knows; let them lead to the places themselves."""
    places = _named_places(pdf)
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        for link in annotations if isinstance(annotations, Array) else ():
            if isinstance(link, Dictionary) and link.get("/Subtype") == "/Link":
                _point(link, places)


def _point(link: pikepdf.Object, places: dict[str, pikepdf.Object]) -> None:
    action = link.get("/A")
    jump = action if isinstance(action, Dictionary) and action.get("/S") == "/GoTo" else None
    place = link.get("/Dest") if jump is None else jump.get("/D")
    if not isinstance(place, pikepdf.String | pikepdf.Name):
        return
    for key in ("/Dest",) if jump is None else ("/A", "/Dest"):
        if key in link:
            del link[key]
    if (found := places.get(str(place))) is not None:
        link.Dest = found


def _named_places(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    found: dict[str | bytes, pikepdf.Object] = dict(pdf.Root.get("/Dests", Dictionary()).items())
    names = pdf.Root.get("/Names", Dictionary())
    if "/Dests" in names:
        found |= dict(pikepdf.NameTree(names.Dests).items())
    places = {
        name: place.get("/D") if isinstance(place, Dictionary) else place for name, place in found.items()
    }
    return {str(name): place for name, place in places.items() if isinstance(place, Array)}


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    inside = element.get("/K")
    return list(inside) if isinstance(inside, Array) else [] if inside is None else [inside]


def _elements(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The element and all below it; each once, even where a broken tree comes back to itself."""
    waiting, seen = [top], set()
    while waiting:
        element = waiting.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        yield element
        waiting += [kid for kid in _kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def _adopt(root: pikepdf.Object, tree: pikepdf.Object, key: str, order: int) -> dict[str, str]:
    """Take the names of a map over, those with another meaning under a new name; returns old → new."""
    renamed: dict[str, str] = {}
    if key not in tree:
        return renamed
    if key not in root:
        root[key] = Dictionary()
    known = root[key]
    for name, meaning in list(tree[key].items()):
        if name in known and known[name] != meaning:
            renamed[name] = f"{name}-{order}"
        known[renamed.get(name, name)] = meaning
    return renamed


def _make_part(element: pikepdf.Object, document: pikepdf.Object, language: str) -> None:
    """What was a document of its own is a part of the whole, in its own language."""
    if element.get("/S") == "/Document":
        element.S = Name.Part
    element.P = document
    if language and "/Lang" not in element:
        element.Lang = language


def _rename(
    top: pikepdf.Object, order: int, roles: dict[str, str], classes: dict[str, str]
) -> dict[bytes, pikepdf.Object]:
    """Give the elements their new names, and return those that have an identity by it."""
    found = {}
    for element in _elements(top):
        if (role := roles.get(str(element.get("/S")))) is not None:
            element.S = Name(role)
        if classes and (name := classes.get(str(element.get("/C")))) is not None:
            element.C = Name(name)
        if "/ID" in element:
            identity = _renamed(element.ID, order)
            element.ID = identity
            found[bytes(identity)] = element
        for attributes in _attributes(element):
            if isinstance(headers := attributes.get("/Headers"), Array):
                attributes.Headers = Array([_renamed(header, order) for header in headers])
    return found


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    inside = element.get("/A")
    each = list(inside) if isinstance(inside, Array) else [inside]
    return [attributes for attributes in each if isinstance(attributes, Dictionary)]


def _renamed(identity: pikepdf.Object, order: int) -> pikepdf.String:
    return pikepdf.String(b"%d-%s" % (order, bytes(identity)))


def _in_reading_order(
    document: pikepdf.Object, coming: dict[tuple[int, int], list[pikepdf.Object]]
) -> Iterator[pikepdf.Object]:
    """The elements, each followed by what was added to its page if it is the last one there."""
    kids = _kids(document)
    pages = [_page_of(kid) for kid in kids]
    last = {page: index for index, page in enumerate(pages) if page in coming}
    for index, kid in enumerate(kids):
        yield kid
        if last.get(pages[index]) == index:
            yield from coming[pages[index]]


def _page_of(element: pikepdf.Object) -> tuple[int, int]:
    page = element.get("/Pg") if isinstance(element, Dictionary) else None
    return page.objgen if isinstance(page, Dictionary) else (0, 0)


def _flat(pairs: Iterable[tuple[object, object]]) -> list[object]:
    return [each for pair in pairs for each in pair]
