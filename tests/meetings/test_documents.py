"""The agenda as a document: what it says, to whom, in which language."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
import weasyprint
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings.documents import AGENDA, sample
from meetings.enums import ItemKind, MaterialKind
from meetings.models import Meeting
from members.enums import OfficeKind
from members.models import Office
from portal import documents
from portal.enums import Audience, Language
from portal.models import Document
from portal.rendering import job
from portal.rendering.pdf import render
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory, PersonFactory

pytestmark = pytest.mark.django_db

BEGINS = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)  # two o'clock in Helsinki


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A convened meeting with an opening, a break and a matter that has everything."""
    meeting = MeetingFactory(
        body=cast.body, convened=True, number=4, year=2026, starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=2),
        convened_at=datetime(2026, 11, 19, 9, 0, tzinfo=UTC), place="Testitalo", remote_link="https://example.org/kokous",
    )  # fmt: skip
    Office.objects.create(
        body=cast.body,
        person=PersonFactory(name="Saila Testinen"),
        kind=OfficeKind.CHAIR,
        valid_from=date(2020, 1, 1),
    )
    stamp = {"meeting": meeting, "changed_at": datetime(2026, 11, 18, 9, 0, tzinfo=UTC)}
    AgendaItemFactory(
        order=1,
        kind=ItemKind.FORMAL,
        title="Avaus",
        title_sv="Öppnande",
        title_en="Opening",
        minutes=5,
        **stamp,
    )
    AgendaItemFactory(
        order=2, kind=ItemKind.BREAK, title="Tauko", title_sv="Paus", title_en="Break", minutes=10, **stamp
    )
    matter = AgendaItemFactory(
        order=3, kind=ItemKind.DECIDE, title="Lausunto", title_sv="Utlåtande", title_en="Statement", minutes=35, presenter="Riikka Testinen",
        background="Alue pyytää **lausuntoa**.", proposal="Hyväksytään.", proposal_sv="Godkänns.", **stamp,
    )  # fmt: skip
    added = {"item": matter, "added_at": datetime(2026, 11, 17, 9, 0, tzinfo=UTC)}
    MaterialFactory(order=1, title_en="Secret", audience=Audience.STAFF, **added)
    MaterialFactory(order=2, title_en="For us", audience=Audience.MEMBERS, **added)
    MaterialFactory(order=3, title_en="Proposal", audience=Audience.PUBLIC, **added)
    MaterialFactory(order=4, title_en="Facts", kind=MaterialKind.BACKGROUND, **added)
    old = MaterialFactory(order=5, title_en="Old", **added)
    old.replaced_by = MaterialFactory(order=6, title_en="New", **added)
    old.save()
    return meeting


def built(meeting: Meeting, *, language: str = "en", audience: str = Audience.PUBLIC) -> documents.Content:
    """What the agenda says; in English, whose texts need no translation."""
    return documents.build(meeting, AGENDA, language=language, audience=audience)


def words(content: documents.Content) -> str:
    """The text of a page, every piece parted from the next by one space."""
    body = weasyprint.HTML(string=content.html).etree_element.find("body")
    return " ".join(" ".join(body.itertext()).split())


def papers(content: documents.Content) -> str:
    """The list of papers in the document."""
    return words(content).partition("Papers ")[2].partition(" Section numbers")[0]


def test_agenda_is_named_by_body_year_and_number(meeting: Meeting) -> None:
    page = built(meeting).page
    assert (page.filename, page.title, page.heading) == (
        "agenda-jarjestoyhteistyoryhma-2026-4.pdf",
        "Agenda 4/2026, Järjestöyhteistyöryhmä",
        "Agenda 4/2026",
    )
    assert (page.owner, page.state_word, page.dated) == (
        "Testimaan hyvinvointialue",
        "Convened",
        date(2026, 11, 19),
    )


def test_agenda_of_a_draft_is_named_so() -> None:
    page = built(
        MeetingFactory(body__slug="ryhma", starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=1))
    ).page
    assert (page.filename, page.heading) == ("agenda-ryhma-draft.pdf", "Agenda 10.12.2026")
    assert (page.state_word, page.dated) == ("Draft", None)


def test_agenda_in_finnish_is_an_esityslista(meeting: Meeting) -> None:
    page = built(meeting, language="fi").page
    assert (page.filename, page.heading) == (
        "esityslista-jarjestoyhteistyoryhma-2026-4.pdf",
        "Esityslista 4/2026",
    )


def test_agenda_says_when_where_and_who_and_lists_the_items_against_the_clock(meeting: Meeting) -> None:
    said = words(built(meeting)).replace("\xa0", " ")
    assert "Time Thursday 10 Dec 2026 at 14:00–16:00 Place Testitalo Chair Saila Testinen" in said
    assert "1 14:00 Opening 5 min – 14:05 Break 10 min 2 14:15 Statement 35 min" in said
    assert "2 Statement To decide · presented by Riikka Testinen · 35 min" in said


@pytest.mark.parametrize(
    ("audience", "before"),
    [
        (Audience.PUBLIC, ""),
        (Audience.MEMBERS, "Annex 2. For us (members) "),
        (Audience.STAFF, "Annex 1. Secret (secretariat) Annex 2. For us (members) "),
    ],
)
def test_agenda_lists_the_papers_of_its_audience_under_the_same_numbers(
    meeting: Meeting, audience: str, before: str
) -> None:
    public = "Annex 3. Proposal (public) Background material. Facts (public) Annex 4. New (public)"
    assert papers(built(meeting, audience=audience)) == before + public


@pytest.mark.parametrize(("audience", "shown"), [(Audience.PUBLIC, False), (Audience.MEMBERS, True)])
def test_agenda_tells_the_remote_link_to_participants_only(
    meeting: Meeting, audience: str, *, shown: bool
) -> None:
    assert ("https://example.org/kokous" in built(meeting, audience=audience).html) is shown


def test_agenda_text_missing_in_its_language_is_printed_and_tagged_as_finnish(meeting: Meeting) -> None:
    content = built(meeting)
    assert "(in Finnish) Alue pyytää lausuntoa ." in words(content)
    assert 'lang="fi"' not in content.html.partition("Statement")[0]
    with pikepdf.open(BytesIO(render(content.html).content)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        tagged = [
            (str(item.S), str(item.Lang)) for item in pdf.objects if _is_element(item) and "/Lang" in item
        ]
    background, proposal = ("/Div", "fi"), ("/Div", "fi")
    links = [("/Link", "en")] * 3
    assert sorted(tagged) == [background, proposal, *links]


def test_agenda_text_that_exists_in_swedish_is_printed_in_swedish(meeting: Meeting) -> None:
    said = words(built(meeting, language="sv"))
    assert "Godkänns." in said
    assert "Hyväksytään." not in said


def _is_element(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"


@pytest.mark.parametrize("language", Language.values)
def test_agenda_becomes_an_accessible_file_in_every_language(meeting: Meeting, language: str) -> None:
    with pikepdf.open(BytesIO(render(built(meeting, language=language).html).content)) as pdf:
        assert str(pdf.Root.Lang) == language
        top = pdf.Root.Outlines.First
        assert str(top.Title).endswith(" 4/2026")
        headings = [str(item.S) for item in pdf.objects if _is_element(item) and str(item.S).startswith("/H")]
    assert headings == ["/H1", "/H2", "/H2", "/H3", "/H3"]


def test_agenda_without_items_says_so(cast: Cast) -> None:
    content = built(MeetingFactory(body=cast.body))
    assert "There are no items on the agenda yet." in words(content)
    assert render(content.html).pages == 1


@pytest.mark.parametrize(("items", "words", "tables"), [(27, 1, 1), (28, 1, 0), (6, 5, 1), (7, 5, 0)])
def test_items_are_a_table_only_where_it_fits_on_a_page(
    cast: Cast, items: int, words: int, tables: int
) -> None:
    meeting = MeetingFactory(body=cast.body)
    for number in range(1, items + 1):
        AgendaItemFactory(meeting=meeting, order=number, title="Lausunto hyvinvointisuunnitelmasta " * words)
    with pikepdf.open(BytesIO(render(built(meeting).html).content)) as pdf:
        found = [item for item in pdf.objects if _is_element(item) and item.S == "/Table"]
    assert len(found) == tables


def test_agenda_of_300_items_is_one_file(cast: Cast) -> None:
    meeting = MeetingFactory(body=cast.body)
    for number in range(1, 301):
        AgendaItemFactory(meeting=meeting, order=number)
    assert render(built(meeting).html).pages == 10


def test_agenda_shows_markup_as_text(meeting: Meeting) -> None:
    meeting.items.filter(order=3).update(title_en="<script>alert(1)</script>", background_en="<img src=x>")
    content = built(meeting)
    assert "<script>" not in content.html
    assert "<img" not in content.html
    assert "<script>alert(1)</script>" in words(content)


def test_agenda_says_the_same_at_any_time(meeting: Meeting) -> None:
    first = built(meeting).hash
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC)):
        assert built(meeting).hash == first


def test_agenda_is_read_with_as_many_queries_for_three_items_as_for_one(
    meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = MeetingFactory(body=meeting.body)
    MaterialFactory(item=AgendaItemFactory(meeting=one, order=1))
    for each in (one, meeting):
        with django_assert_num_queries(3):  # items, their papers, offices
            built(each)


READERS = {
    # (published, audience): who reads the document besides coordinator and secretariat
    (False, Audience.PUBLIC): set(),
    (False, Audience.MEMBERS): set(),
    (True, Audience.PUBLIC): set(Cast.ROLES),
    (True, Audience.MEMBERS): {"member", "deputy", "speaker"},
    (True, Audience.STAFF): set(),
}


@pytest.mark.parametrize(("published", "audience"), READERS)
def test_agenda_is_read_by_exactly_its_audience(
    cast: Cast, meeting: Meeting, audience: str, *, published: bool
) -> None:
    if not published:
        Meeting.objects.filter(pk=meeting.pk).update(agenda_published_at=None)
    document: Document = documents.request(meeting, AGENDA, language="fi", audience=audience, actor=None)
    readers = {role for role, user in cast.everybody().items() if documents.may_read(document, user)}
    assert readers == READERS[published, Audience(audience)] | {"coordinator", "secretariat"}


def test_agenda_that_is_public_is_read_without_a_cookie(meeting: Meeting, client: Client) -> None:
    document = documents.request(meeting, AGENDA, language="fi", audience=Audience.PUBLIC, actor=None)
    job.make(document.pk)
    document.refresh_from_db()
    for address in (document.get_absolute_url(), document.file_url):
        response = client.get(address)
        b"".join(response)
        assert (response.status_code, response.cookies) == (200, {})
    assert response["Cache-Control"] == "public, max-age=300"


def test_agenda_is_made_by_who_runs_the_body(cast: Cast, meeting: Meeting) -> None:
    makers = {
        role for role, user in cast.everybody().items() if user.has_perm("meetings.change_meeting", meeting)
    }
    assert documents.kinds[AGENDA].permission == "meetings.change_meeting"
    assert makers == {"coordinator", "secretariat"}


def test_sample_is_the_sent_agenda_with_the_most_to_read(meeting: Meeting) -> None:
    draft = MeetingFactory(body=meeting.body)
    longer = MeetingFactory(body=meeting.body, convened=True, year=2025)
    for number in range(1, 8):
        MaterialFactory(item=AgendaItemFactory(meeting=draft, order=number))
        AgendaItemFactory(meeting=longer, order=number)
    assert sample() == meeting
    meeting.items.all().delete()
    assert sample() == longer
