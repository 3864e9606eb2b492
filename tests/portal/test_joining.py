"""Putting the pages of one PDF into another: names and numbers that would clash get new ones."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from portal.rendering.joining import insert_pages, join_structures, label_pages, next_number, page_at

ROLES = {"/Otsikko": "/H1"}


def tagged(roles: dict[str, str], role: str, *, anchor: str = "", identity: bytes = b"") -> pikepdf.Pdf:
    """One page with one element of the role; the page is called by the anchor."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    page.StructParents = 0
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(role), Pg=page, K=0))
    if identity:
        element.ID = pikepdf.String(identity)
        element.A = Dictionary(O=Name.Table, Headers=Array([pikepdf.String(identity)]))
    document = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([element]), Pg=page)
    )
    element.P = document
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([document])))
    document.P = tree
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([element])])))
    tree.RoleMap = Dictionary({name: Name(meaning) for name, meaning in roles.items()})
    pdf.Root.StructTreeRoot = tree
    if anchor:
        names = Array([pikepdf.String(anchor), Array([page, Name.Fit])])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))
    return pdf


def joined(*sources: pikepdf.Pdf) -> pikepdf.Pdf:
    """The sources, one behind the other, behind the page of a cover."""
    cover = tagged(ROLES, "/Otsikko", anchor="kansi", identity=b"id")
    parts, number = [], next_number(cover)
    for source in reversed(sources):
        parts.append(insert_pages(cover, source, after=page_at(cover, "kansi"), number=number))
        number = parts[-1].next_number
    join_structures(cover, parts)
    return cover


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """All structure elements that are not documents or parts."""
    found = [
        each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == "/StructElem"
    ]
    return [each for each in found if each.S not in {"/Document", "/Part"}]


def test_role_that_means_the_same_keeps_its_name() -> None:
    pdf = joined(tagged(ROLES, "/Otsikko"))
    assert {str(each.S) for each in elements(pdf)} == {"/Otsikko"}
    assert dict(pdf.Root.StructTreeRoot.RoleMap.items()) == {"/Otsikko": Name.H1}


def test_role_that_means_something_else_gets_a_new_name() -> None:
    pdf = joined(tagged({"/Otsikko": "/P"}, "/Otsikko"))
    assert {str(each.S) for each in elements(pdf)} == {"/Otsikko", "/Otsikko-1"}
    assert {key: str(role) for key, role in pdf.Root.StructTreeRoot.RoleMap.items()} == {
        "/Otsikko": "/H1",
        "/Otsikko-1": "/P",
    }


def test_identities_stay_apart_and_headers_follow_them() -> None:
    pdf = joined(*(tagged({}, "/TD", identity=b"id") for _number in range(2)))
    found = {bytes(each.ID): bytes(each.A.Headers[0]) for each in elements(pdf)}
    assert found == {b"id": b"id", b"1-id": b"1-id", b"2-id": b"2-id"}
    assert [bytes(key) for key in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]] == sorted(found)


def test_file_without_structure_leaves_no_numbers_behind() -> None:
    source = pikepdf.new()
    source.add_blank_page().obj.StructParents = 7
    pdf = joined(source, tagged({}, "/P"))
    assert [page.obj.get("/StructParents") for page in pdf.pages] == [0, None, 1]
    tree = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    assert sorted(tree) == [0, 1]
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey == 2


def test_structure_that_comes_back_to_itself_ends() -> None:
    source = tagged({}, "/P", identity=b"id")
    element = source.Root.StructTreeRoot.K[0].K[0]
    element.K = Array([element])
    assert len(joined(source).pages) == 2


def test_link_to_a_name_that_nobody_knows_leads_nowhere_and_is_kept() -> None:
    source = pikepdf.new()
    page = source.add_blank_page().obj
    action = Dictionary(S=Name.GoTo, D=pikepdf.String("muualla"))
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])
    pdf = joined(source)
    (link,) = pdf.pages[1].obj.Annots
    assert ("/A" in link, "/Dest" in link) == (False, False)


def test_pages_are_labelled_by_parts() -> None:
    pdf = pikepdf.new()
    for _number in range(6):
        pdf.add_blank_page()
    label_pages(pdf, [(1, 2, "Liite 1: "), (4, 2, "Liite 2: ")])
    assert [page.label for page in pdf.pages] == [
        "1",
        "Liite 1: 1",
        "Liite 1: 2",
        "4",
        "Liite 2: 1",
        "Liite 2: 2",
    ]
