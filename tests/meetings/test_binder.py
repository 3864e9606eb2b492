"""The binder: what is in it, in which order, for whom; and what becomes of papers that cannot be joined."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage

from meetings import services
from meetings.documents import BINDER, joining, offered
from meetings.documents import binder as binder_module
from meetings.enums import MaterialKind
from meetings.models import Meeting, PaperContent
from portal import documents
from portal.enums import Audience
from portal.models import Document
from portal.rendering import job
from portal.rendering.check import claims_access, faults
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory

from .papers import DOCX, accessible, locked, paper, picture, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A convened meeting with two items."""
    meeting = MeetingFactory(body=cast.body, convened=True, number=4, year=2026)
    for order, title in enumerate(("Lausunto", "Talous"), 1):
        AgendaItemFactory(meeting=meeting, order=order, title_fi=title)
    return meeting


def made(meeting: Meeting, audience: str = Audience.STAFF) -> Document:
    """The binder in Finnish, as the worker leaves it."""
    document = documents.request(meeting, BINDER, language="fi", audience=audience, actor=None)
    job.make(document.pk)
    return Document.objects.get(pk=document.pk)


def opened(document: Document) -> pikepdf.Pdf:
    """The finished file."""
    assert document.state == "ready", document.failure
    return pikepdf.open(default_storage.path(str(document.file.name)))


def texts(pdf: pikepdf.Pdf) -> list[str]:
    """The text of each page."""
    from pypdf import PdfReader

    buffer = BytesIO()
    pdf.save(buffer)
    return [" ".join(page.extract_text().split()) for page in PdfReader(buffer).pages]


def bookmarks(items: Any) -> list[Any]:
    """The titles of an outline, those below each in a list behind it."""
    return [
        each
        for item in items
        for each in (str(item.title), *([bookmarks(item.children)] if item.children else []))
    ]


def structure(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """What lies right below the document, with the pages where it begins."""
    (document,) = list(pdf.Root.StructTreeRoot.K)
    return [(str(kid.S), str(pikepdf.Page(kid.Pg).index + 1) if "/Pg" in kid else "") for kid in document.K]


def test_binder_holds_each_paper_behind_its_page_and_stays_accessible(meeting: Meeting) -> None:
    first, second = meeting.items.order_by("order")
    paper(first, accessible("Lausuntoluonnos"), title_fi="Luonnos")
    paper(first, accessible("Tausta"), title_fi="Taustat", kind=MaterialKind.BACKGROUND)
    paper(second, accessible("Talousarvio"), title_fi="Luvut")
    document = made(meeting)
    with opened(document) as pdf:
        pages = texts(pdf)
        assert document.pages == len(pages) == 8
        assert pages[2].startswith("1 Lausunto Liite 1. Luonnos PDF, 1 sivu · julkinen · lisätty ")
        assert [page.split()[0] for page in pages[3::2]] == ["Lausuntoluonnos", "Tausta", "Talousarvio"]
        assert (claims_access(pdf), faults(pdf)) == (True, [])
        assert bookmarks(pdf.open_outline().root)[-4:] == [
            "1 Lausunto",
            ["Liite 1. Luonnos", "Oheismateriaali. Taustat"],
            "2 Talous",
            ["Liite 2. Luvut"],
        ]
        parts = [kind for kind in structure(pdf) if kind[0] in {"/Sect", "/Part"}][-6:]
        assert parts == [
            ("/Sect", "3"),
            ("/Part", ""),
            ("/Sect", "5"),
            ("/Part", ""),
            ("/Sect", "7"),
            ("/Part", ""),
        ]


def test_binder_tells_the_pages_and_labels_them(meeting: Meeting) -> None:
    first, second = meeting.items.order_by("order")
    paper(first, plain(7), pages=7)
    paper(second, plain(2), pages=2)
    with opened(made(meeting)) as pdf:
        contents = texts(pdf)[0]
        assert contents.index(" 3 ") < contents.index(" 11 ")
        assert [page.label for page in pdf.pages] == [
            "1", "2", "3", *[f"Liite 1: {n}" for n in range(1, 8)], "11", "Liite 2: 1", "Liite 2: 2",
        ]  # fmt: skip


def test_binder_with_a_paper_that_is_not_accessible_does_not_claim_to_be(meeting: Meeting) -> None:
    item = meeting.items.first()
    paper(item, accessible("Lausuntoluonnos"))
    paper(item, plain())
    with opened(made(meeting)) as pdf:
        assert not claims_access(pdf)
        assert len(pdf.pages) == 6
        assert "/StructTreeRoot" in pdf.Root  # what has a structure keeps it


@pytest.mark.parametrize("at_once", [1, 100])
def test_structures_of_two_papers_never_share_numbers_or_identities(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(joining, "MOST_AT_ONCE", at_once)
    item = meeting.items.first()
    for _number in range(2):
        paper(item, accessible("Sama"))
    with opened(made(meeting)) as pdf:
        numbers = [page.obj.StructParents for page in pdf.pages]
        assert len(set(numbers)) == len(numbers) == 6
        known = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        assert set(numbers) <= set(known)
        for page in pdf.pages:
            assert all(element.Pg.objgen == page.obj.objgen for element in known[page.obj.StructParents])
        heads = [
            bytes(each.ID)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH"
        ]
        assert len(set(heads)) == len(heads)


def test_binder_links_within_papers_still_lead_to_their_places(meeting: Meeting) -> None:
    body = '<p><a href="#loppu">Loppuun</a></p><h2 id="loppu" style="break-before: page">Loppu</h2>'
    paper(meeting.items.first(), accessible("Linkit", body), pages=2)
    with opened(made(meeting)) as pdf:
        (link,) = [note for note in pdf.pages[3].obj.Annots if note.Subtype == "/Link"]
        assert pikepdf.Page(link.Dest[0]).index == 4


def test_picture_is_placed_on_a_page_with_its_title_as_description(meeting: Meeting) -> None:
    paper(meeting.items.first(), picture(), "image/png", title_fi="Kartta")
    with opened(made(meeting)) as pdf:
        (figure,) = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        assert str(figure.Alt) == "Kartta"
        assert (claims_access(pdf), len(pdf.pages)) == (True, 4)


def test_other_files_are_listed_with_the_way_to_them(meeting: Meeting) -> None:
    material = paper(meeting.items.first(), b"PK", DOCX, title_fi="Kommentit")
    html = documents.build(meeting, BINDER, language="en", audience=Audience.PUBLIC).html
    assert (
        "DOCX, 1 kB. Not in this file: files of this kind cannot be joined. Open it in the portal."
        in " ".join(html.split())
    )
    assert f'href="/en{material.get_absolute_url()}"' in html
    with opened(made(meeting)) as pdf:
        assert len(pdf.pages) == 2


@pytest.mark.parametrize(
    ("content", "content_type", "fault"),
    [
        (locked(), "application/pdf", "protected"),
        (b"%PDF-1.7 rubbish", "application/pdf", "broken"),
        (accessible("Sivuja")[:900], "application/pdf", "broken"),
        (plain(3), "application/pdf", "broken"),  # it was stored as one page
        (b"\x89PNG\r\n\x1a\nrubbish", "image/png", "broken"),
        (picture(100, 100), "image/png", "points"),
    ],
    ids=["locked", "rubbish", "cut", "other", "broken picture", "large picture"],
)
def test_bad_paper_is_listed_with_the_reason_and_the_rest_is_there(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, content: bytes, content_type: str, fault: str
) -> None:
    monkeypatch.setattr(joining, "MOST_POINTS", 9_000)
    item = meeting.items.first()
    paper(item, accessible("Hyvä"))
    bad = paper(item, content, content_type)
    with opened(made(meeting)) as pdf:
        assert len(pdf.pages) == 4
        assert "Ei tässä tiedostossa" in texts(pdf)[0]
        assert claims_access(pdf)
    assert PaperContent.objects.get(material=bad).fault == fault


def test_locked_broken_and_huge_papers_keep_nobody_from_the_rest(meeting: Meeting) -> None:
    item = meeting.items.first()
    paper(item, accessible("Ensimmäinen"))
    paper(item, locked())
    paper(item, b"%PDF-1.7 rubbish")
    huge = paper(item, plain(), size=200_000_000)
    with Path(huge.file.path).open("r+b") as file:
        file.truncate(200_000_000)  # takes no room on the disk
    paper(item, accessible("Toinen"))
    began = time.monotonic()
    with opened(made(meeting)) as pdf:
        pages = texts(pdf)
        assert claims_access(pdf)
    assert time.monotonic() - began < 20
    assert [page for page in pages if page.startswith(("Ensimmäinen", "Toinen"))] == pages[3::2]
    for reason in ("salasana", "rikki", "liian suuri"):
        assert reason in pages[0]


def test_lost_file_is_listed(meeting: Meeting) -> None:
    lost = paper(meeting.items.first(), plain())
    default_storage.delete(lost.file.name)
    made(meeting)
    assert PaperContent.objects.get(material=lost).fault == "lost"


@pytest.mark.parametrize(
    ("values", "limit"),
    [
        ({"pages": 5_000}, None),
        ({"size": 200_000_000}, None),
        ({"pages": 4}, ("MOST_PAGES", 3)),
        ({}, ("LARGEST_BINDER", 10)),
    ],
    ids=["pages", "size", "binder pages", "binder size"],
)
def test_paper_beyond_the_limits_is_never_opened(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, values: dict[str, int], limit: tuple[str, int] | None
) -> None:
    if limit:
        monkeypatch.setattr(binder_module, *limit)
    paper(meeting.items.first(), plain(), **values)
    page = documents.build(meeting, BINDER, language="fi", audience=Audience.PUBLIC).page
    (entry,) = page.context["entries"]
    assert (entry.is_joined, "suuri" in entry.reason) == (False, True)


@pytest.mark.parametrize(
    ("audience", "count"), [(Audience.PUBLIC, 1), (Audience.MEMBERS, 2), (Audience.STAFF, 3)]
)
def test_binder_holds_what_its_readers_may_see(meeting: Meeting, audience: str, count: int) -> None:
    for each in Audience:
        paper(meeting.items.first(), plain(), audience=each)
    content = documents.build(meeting, BINDER, language="fi", audience=audience)
    assert len(content.page.context["entries"]) == len(content.page.sources) == count
    assert [
        each.audience for each in offered(meeting) if each.kind == BINDER and each.language == "fi"
    ] == list(Audience)


def test_replaced_paper_makes_another_binder_and_the_same_paper_does_not(
    meeting: Meeting, cast: Cast
) -> None:
    item = meeting.items.first()
    first = paper(item, plain())
    document = made(meeting)
    assert made(meeting) == document
    first.replaced_by = paper(item, plain(2), pages=2)
    first.save()
    again = made(meeting)
    assert (again != document, again.pages) == (True, document.pages + 1)


def test_binder_is_not_read_any_more_when_a_paper_in_it_was_taken_from_its_readers(
    meeting: Meeting, cast: Cast
) -> None:
    material = paper(meeting.items.first(), plain())
    document = made(meeting, Audience.PUBLIC)
    assert documents.may_read(document, cast.visitor)
    services.change_material(material=material, values={"audience": Audience.STAFF}, actor=cast.coordinator)
    readers = {role for role, user in cast.everybody().items() if documents.may_read(document, user)}
    assert readers == {"coordinator", "secretariat"}


def test_binder_made_of_the_draft_is_not_read_by_others(meeting: Meeting, cast: Cast) -> None:
    document = made(meeting, Audience.PUBLIC)
    Document.objects.filter(pk=document.pk).update(requested_at=meeting.convened_at.replace(year=2020))
    document.refresh_from_db()
    assert not documents.may_read(document, cast.member)
    assert documents.may_read(document, cast.coordinator)


def test_large_binder_is_written_on_the_way_and_its_progress_told(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(joining, "COPIED_AT_ONCE", 1_000)
    told = []
    update = Document.objects.none().__class__.update

    def listen(rows: Any, **changes: Any) -> int:
        told.append((changes.get("done"), changes.get("total")))
        return update(rows, **changes)

    monkeypatch.setattr(Document.objects.none().__class__, "update", listen)
    for _number in range(3):
        paper(meeting.items.first(), plain(), size=600)
    document = made(meeting)
    assert [each for each in told if each[0]] == [(1, 3), (2, 3), (3, 3)]
    assert (document.done, document.total, document.pages) == (3, 3, 8)
    assert [path.suffix for path in Path(settings.MEDIA_ROOT, "documents").rglob("*.*")] == [".pdf"]


def test_failed_joining_leaves_no_file_behind(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    kind = documents.kinds[BINDER]

    def fail(assembly: documents.Assembly) -> None:
        assembly.path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setitem(documents.kinds, BINDER, type(kind)(**{**kind.__dict__, "assemble": fail}))
    document = documents.request(meeting, BINDER, language="fi", audience=Audience.PUBLIC, actor=None)
    job.make(document.pk)
    document.refresh_from_db()
    assert document.state == "queued"
    assert list(Path(settings.MEDIA_ROOT).rglob("*.p*")) == []


def test_binder_is_read_with_as_many_queries_for_three_papers_as_for_one(
    meeting: Meeting, django_assert_num_queries: Any
) -> None:
    one = MeetingFactory(body=meeting.body)
    MaterialFactory(item=AgendaItemFactory(meeting=one, order=1))
    for item in meeting.items.all():
        MaterialFactory.create_batch(2, item=item)
    for each in (one, meeting):
        with django_assert_num_queries(4):  # items, their papers, faults, offices
            documents.build(each, BINDER, language="fi", audience=Audience.STAFF)
