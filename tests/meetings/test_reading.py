"""What each of the cast reads of a meeting, and what is new to them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from meetings import services
from meetings.models import Material, Meeting, MeetingVisit
from meetings.reading import read
from portal.enums import Audience
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory

Browser = Callable[[str], Client]
LINK = "https://etana.example.org/huone"
BELONGING = {"member", "deputy", "speaker", "coordinator", "secretariat"}
RUNNING = {"coordinator", "secretariat"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A convened meeting with one item and a paper for each audience."""
    meeting = MeetingFactory(body=cast.body, convened=True, remote_link=LINK)
    item = AgendaItemFactory(
        meeting=meeting, title_fi="Lausunto luonnoksesta", background_fi="**Tausta**teksti"
    )
    for audience in Audience:
        MaterialFactory(item=item, audience=audience, title_fi=f"Liite {audience}")
    return meeting


def asked(client: Client, address: str) -> HttpResponse:
    """The answer; a file is read to its end, which closes it."""
    response = client.get(address)
    if response.streaming:
        return HttpResponse(b"".join(response.streaming_content), headers=response.headers)
    return response


def page_of(client: Client, address: str) -> str:
    """The page as text."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", Cast.ROLES)
def test_meeting_page_shows_each_role_its_own_papers_and_link(
    client_of: Browser, meeting: Meeting, role: str
) -> None:
    page = page_of(client_of(role), meeting.get_absolute_url())
    shown = [audience.value for audience in Audience if f"Liite {audience}" in page]
    expected = ["public", "members", "staff"] if role in RUNNING else ["public", "members"]
    assert shown == (expected if role in BELONGING else ["public"])
    assert (LINK in page) == (role in BELONGING)
    assert (f"/kokoukset/valmistelu/{meeting.key}/" in page) == (role in RUNNING)


@pytest.mark.parametrize("role", Cast.ROLES)
def test_each_paper_is_given_to_its_own_readers(client_of: Browser, meeting: Meeting, role: str) -> None:
    client, given = client_of(role), []
    for paper in Material.objects.order_by("pk"):
        response = asked(client, paper.get_absolute_url())
        if response.status_code == 200:
            given.append((paper.audience, response.content))
        else:
            assert response.status_code == 404
    audiences = [audience for audience, content in given if content == b"hello"]
    expected = ["public", "members", "staff"] if role in RUNNING else ["public", "members"]
    assert audiences == (expected if role in BELONGING else ["public"])


@pytest.mark.parametrize("role", Cast.ROLES)
def test_draft_is_seen_by_those_who_prepare_it_only(cast: Cast, client_of: Browser, role: str) -> None:
    draft = MeetingFactory(body=cast.body)
    item = AgendaItemFactory(meeting=draft)
    paper = MaterialFactory(item=item)
    for record in (draft, item, paper):
        response = asked(client_of(role), record.get_absolute_url())
        assert response.status_code == (200 if role in RUNNING else 404)


@pytest.mark.parametrize("role", Cast.ROLES)
def test_meeting_of_a_closed_body_is_seen_by_its_own_people_only(
    cast: Cast, client_of: Browser, meeting: Meeting, role: str
) -> None:
    cast.body.is_public = False
    cast.body.save(update_fields=["is_public"])
    expected = 200 if role in BELONGING else 404
    paper = Material.objects.get(audience=Audience.PUBLIC)
    for address in (meeting.get_absolute_url(), paper.get_absolute_url()):
        response = asked(client_of(role), address)
        assert response.status_code == expected
    listed = "Kokous" in page_of(client_of(role), "/kokoukset/").split('class="rows"')[-1].split("</ul>")[0]
    assert listed == (role in BELONGING)


def test_agenda_that_is_not_published_is_not_shown(cast: Cast, client_of: Browser, meeting: Meeting) -> None:
    Meeting.objects.update(agenda_published_at=None)
    assert "Lausunto" not in page_of(client_of("member"), meeting.get_absolute_url())
    paper = Material.objects.get(audience=Audience.PUBLIC)
    assert client_of("member").get(paper.get_absolute_url()).status_code == 404
    assert client_of("member").get(paper.item.get_absolute_url()).status_code == 404
    assert "Lausunto" in page_of(client_of("coordinator"), meeting.get_absolute_url())


def test_visitor_gets_neither_cookie_nor_form_token(client: Client, meeting: Meeting) -> None:
    for address in ("/kokoukset/", meeting.get_absolute_url(), meeting.items.get().get_absolute_url()):
        response = client.get(address)
        assert (dict(response.cookies), b"csrfmiddlewaretoken" in response.content) == ({}, False)


def test_cancelled_meeting_says_why(cast: Cast, client_of: Browser, meeting: Meeting) -> None:
    services.cancel_meeting(meeting=meeting, reason="Sali on varattu", actor=cast.coordinator)
    assert "Sali on varattu" in page_of(client_of("visitor"), meeting.get_absolute_url())


def test_draft_address_leads_to_the_number_after_convening(cast: Cast, client_of: Browser) -> None:
    draft = MeetingFactory(body=cast.body)
    address = draft.get_absolute_url()
    convened = services.convene_meeting(meeting=draft, actor=cast.coordinator)
    response = client_of("member").get(address)
    assert (response.status_code, response["Location"]) == (302, convened.get_absolute_url())


def test_address_of_a_replaced_paper_leads_to_the_newest(
    cast: Cast, client_of: Browser, meeting: Meeting
) -> None:
    old = Material.objects.get(audience=Audience.PUBLIC)
    new = services.replace_material(material=old, file=ContentFile(b"new", "a.txt"), actor=cast.coordinator)
    response = client_of("visitor").get(old.get_absolute_url())
    assert (response.status_code, response["Location"]) == (302, new.get_absolute_url())
    assert asked(client_of("coordinator"), old.get_absolute_url()).content == b"hello"


def test_address_of_a_replaced_paper_for_others_leads_nowhere(
    cast: Cast, client_of: Browser, meeting: Meeting
) -> None:
    old = Material.objects.get(audience=Audience.MEMBERS)
    services.replace_material(material=old, file=ContentFile(b"new", "a.txt"), actor=cast.coordinator)
    assert client_of("outsider").get(old.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("body_public", "audience", "cached"),
    [
        (True, Audience.PUBLIC, "max-age=300, public"),
        (True, Audience.MEMBERS, "no-cache, private"),
        (False, Audience.PUBLIC, "no-cache, private"),
    ],
)
def test_only_public_papers_may_lie_in_shared_caches(
    cast: Cast, client_of: Browser, meeting: Meeting, body_public: bool, audience: str, cached: str
) -> None:
    cast.body.is_public = body_public
    cast.body.save(update_fields=["is_public"])
    paper = Material.objects.get(audience=audience)
    response = asked(client_of("member"), paper.get_absolute_url())
    assert ", ".join(sorted(response["Cache-Control"].split(", "))) == cached


def test_public_paper_of_a_draft_may_not_lie_in_shared_caches(cast: Cast, client_of: Browser) -> None:
    paper = MaterialFactory(item__meeting__body=cast.body)
    response = asked(client_of("coordinator"), paper.get_absolute_url())
    assert sorted(response["Cache-Control"].split(", ")) == ["no-cache", "private"]


# --- What is new -----------------------------------------------------------------------------------------------------


def marks(meeting: Meeting, user: Any) -> tuple[list[str], list[str]]:
    """The marks of items and papers on this visit."""
    visit = services.record_visit(meeting=meeting, actor=user)
    reading = read(meeting, user, since=visit.seen_before_at)
    return [row.mark for row in reading.rows], [paper.mark for paper in reading.papers]


def test_marks_follow_visits(cast: Cast) -> None:
    with time_machine.travel("2026-11-20T08:00:00+02:00", tick=False) as clock:
        meeting = services.convene_meeting(meeting=MeetingFactory(body=cast.body), actor=cast.coordinator)
        item = services.add_item(meeting=meeting, values={"title_fi": "A"}, actor=cast.coordinator)
        paper = services.add_material(item=item, file=ContentFile(b"1", "a.txt"), actor=cast.coordinator)
        clock.shift(timedelta(hours=1))
        assert marks(meeting, cast.member) == ([""], [""])  # a first visit: all is new, so nothing is marked

        clock.shift(timedelta(hours=1))
        services.change_item(item=item, base_version=1, values={"title_fi": "B"}, actor=cast.coordinator)
        services.replace_material(material=paper, file=ContentFile(b"2", "a.txt"), actor=cast.coordinator)
        second = services.add_item(meeting=meeting, values={"title_fi": "C"}, actor=cast.coordinator)
        services.add_material(item=second, file=ContentFile(b"3", "c.txt"), actor=cast.coordinator)
        clock.shift(timedelta(hours=1))
        expected = (["updated", "new"], ["updated", "new"])
        assert marks(meeting, cast.member) == expected

        clock.shift(timedelta(minutes=20))
        assert (
            marks(meeting, cast.member) == expected
        )  # still the same visit: a reload does not take the marks
        clock.shift(timedelta(minutes=31))
        assert marks(meeting, cast.member) == (["", ""], ["", ""])
        assert marks(meeting, cast.deputy) == (["", ""], ["", ""])


def test_moving_an_item_marks_nothing(cast: Cast) -> None:
    with time_machine.travel("2026-11-20T08:00:00+02:00", tick=False) as clock:
        meeting = MeetingFactory(body=cast.body, convened=True)
        items = [AgendaItemFactory(meeting=meeting) for _n in range(2)]
        marks(meeting, cast.member)
        clock.shift(timedelta(hours=1))
        services.move_item(item=items[0], places=1, actor=cast.coordinator)
        clock.shift(timedelta(hours=1))
        assert marks(meeting, cast.member) == (["", ""], [])


def test_visit_is_recorded_for_people_only(client_of: Browser, cast: Cast, meeting: Meeting) -> None:
    for role in ("visitor", "member", "member"):
        page_of(client_of(role), meeting.get_absolute_url())
    assert list(MeetingVisit.objects.values_list("user", "meeting")) == [(cast.member.pk, meeting.pk)]


def test_page_tells_what_has_changed(client_of: Browser, cast: Cast, meeting: Meeting) -> None:
    before = timezone.now() - timedelta(days=1)
    MeetingVisit.objects.create(user=cast.member, meeting=meeting, seen_at=before)
    page = page_of(client_of("member"), meeting.get_absolute_url())
    assert page.count('class="state state-dot"') == 3  # the item and the two papers that a member sees


# --- Texts -----------------------------------------------------------------------------------------------------------

NASTY = "<script>alert('x')</script>"


def test_typed_markup_is_text(cast: Cast, client_of: Browser, meeting: Meeting) -> None:
    item = meeting.items.get()
    values = {"title_fi": f"Asia {NASTY} 🙂", "background_fi": f"{NASTY}\n\n[linkki](javascript:alert(1))"}
    services.change_item(item=item, base_version=1, values=values, actor=cast.coordinator)
    for address in (meeting.get_absolute_url(), item.get_absolute_url()):
        page = page_of(client_of("visitor"), address)
        assert NASTY not in page
        assert 'href="javascript' not in page
        assert "🙂" in page


@pytest.mark.parametrize("count", [0, 300])
def test_agenda_of_none_and_of_three_hundred(client_of: Browser, cast: Cast, count: int) -> None:
    meeting = MeetingFactory(body=cast.body, convened=True)
    AgendaItemFactory.create_batch(count, meeting=meeting)
    page = page_of(client_of("visitor"), meeting.get_absolute_url())
    assert page.count('class="agenda-row"') == count
    assert page_of(client_of("coordinator"), meeting.edit_url).count("data-key=") == count


@pytest.mark.parametrize(("prefix", "title"), [("", "Otsikko"), ("/sv", "Rubrik"), ("/en", "Otsikko")])
def test_texts_fall_back_to_finnish_and_say_so(
    client_of: Browser, cast: Cast, prefix: str, title: str
) -> None:
    item = AgendaItemFactory(
        meeting=MeetingFactory(body=cast.body, convened=True), title_fi="Otsikko", title_sv="Rubrik"
    )
    page = page_of(client_of("visitor"), prefix + item.get_absolute_url())
    language = {"Rubrik": "sv", "Otsikko": "fi"}[title]
    assert f'<h1 lang="{language}">{title}</h1>' in page
    assert ('class="language-note"' in page) == (prefix == "/en")


def test_text_in_another_language_than_its_title_says_so(client_of: Browser, cast: Cast) -> None:
    texts = {"title_fi": "Otsikko", "title_sv": "Rubrik", "background_fi": "Tausta", "proposal_sv": "Förslag"}
    item = AgendaItemFactory(meeting=MeetingFactory(body=cast.body, convened=True), **texts)
    page = page_of(client_of("visitor"), f"/sv{item.get_absolute_url()}")
    assert (page.count('class="language-note"'), page.count('<div lang="fi">')) == (1, 1)
