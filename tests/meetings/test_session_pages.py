"""The page of a meeting in session, who is present, and how members follow along."""

from html import escape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.enums import Outcome
from meetings.models import Disqualification, Material, Motion, Presence, Session, Vote
from portal.enums import Audience
from tests.cast import Cast
from tests.factories import ActionItemFactory, AgendaItemFactory, MaterialFactory

from .pages import address, said, text_of
from .seats import convened, lay_table, say
from .sessions import Scene, in_session

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return in_session(cast)


@pytest.fixture
def secretary(scene: Scene, client: Client) -> Client:
    client.force_login(scene.cast.coordinator)
    return client


def url(scene: Scene, rest: str = "", item: int = 0) -> str:
    return address(scene.meeting, f"istunto/asiat/{scene.items[item].key}/{rest}")


def typed(scene: Scene, item: int = 0, *, base: int | None = None, **texts: str) -> dict[str, Any]:
    """What the form of an item sends."""
    version = base if base is not None else scene.record(item).version
    return {**texts, **{f"base-{name}": version for name in texts}}


def test_opening_leads_to_who_is_present(cast: Cast, client: Client) -> None:
    lay_table(cast)
    meeting = convened(cast)
    client.force_login(cast.coordinator)
    response = client.post(address(meeting, "avaa/"))
    assert response.headers["Location"] == address(meeting, "istunto/lasnaolo/")
    assert client.get(response.headers["Location"]).status_code == 200


def test_page_of_a_meeting_that_was_never_opened_is_not_there(cast: Cast, client: Client) -> None:
    meeting = convened(cast)
    client.force_login(cast.coordinator)
    assert client.get(address(meeting, "istunto/")).status_code == 404


def test_page_shows_what_the_meeting_is_at(scene: Scene, secretary: Client) -> None:
    scene.begin(1)
    page = text_of(secretary.get(address(scene.meeting, "istunto/")))
    assert f'<h2 class="session-title">{scene.items[1].title}</h2>' in page


def test_text_is_saved_by_itself_and_only_the_line_comes_back(scene: Scene, secretary: Client) -> None:
    response = secretary.post(url(scene), typed(scene, discussion_fi="Keskusteltiin."), headers=HTMX)
    page = text_of(response)
    assert ("<html" in page, 'data-done="discussion_fi"' in page) == (False, True)
    assert scene.record(0).discussion_fi == "Keskusteltiin."


def test_page_that_holds_an_old_text_is_not_told_that_it_is_stored(scene: Scene, secretary: Client) -> None:
    base = scene.record(0).version
    scene.write(0, discussion_fi="Toisen.")
    sent = typed(scene, base=base, discussion_fi="", decision_fi="Minun.")
    page = text_of(secretary.post(url(scene), sent, headers=HTMX))
    assert 'data-done="decision_fi"' in page
    assert (scene.record(0).discussion_fi, scene.record(0).decision_fi) == ("Toisen.", "Minun.")


def test_two_texts_are_both_shown_and_the_others_is_escaped(scene: Scene, secretary: Client) -> None:
    base = scene.record(0).version
    theirs = "<script>alert(1)</script> toinen"
    scene.write(0, discussion_fi=theirs)
    response = secretary.post(url(scene), typed(scene, base=base, discussion_fi="Minun."), headers=HTMX)
    raw = response.content.decode()
    assert (escape(theirs) in raw, theirs in raw) == (True, False)
    assert 'data-done=""' in raw
    assert scene.record(0).discussion_fi == theirs
    page = secretary.post(url(scene), typed(scene, base=base, discussion_fi="Minun.")).content.decode()
    assert (escape(theirs) in page, ">\nMinun.</textarea>" in page) == (True, True)


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "Minun."), ("theirs", "Toisen."), ("both", "Toisen.\n\nMinun.")]
)
def test_button_says_which_text_stays(scene: Scene, secretary: Client, choice: str, kept: str) -> None:
    base = scene.record(0).version
    scene.write(0, discussion_fi="Toisen.")
    sent = typed(scene, base=base, discussion_fi="Minun.")
    sent |= {"keep-discussion_fi": choice, "seen-discussion_fi": scene.record(0).version}
    secretary.post(url(scene), sent)
    assert scene.record(0).discussion_fi == kept


def test_choice_over_a_text_that_has_changed_again_overwrites_nothing(
    scene: Scene, secretary: Client
) -> None:
    base = scene.record(0).version
    scene.write(0, discussion_fi="Toisen.")
    seen = scene.record(0).version
    scene.write(0, discussion_fi="Toisen, korjattu.")
    sent = typed(scene, base=base, discussion_fi="Minun.")
    secretary.post(url(scene), {**sent, "keep-discussion_fi": "mine", "seen-discussion_fi": seen})
    assert scene.record(0).discussion_fi == "Toisen, korjattu."


def test_too_long_text_is_told_and_the_rest_is_saved(scene: Scene, secretary: Client) -> None:
    sent = typed(scene, discussion_fi="a" * 50_001, decision_fi="Hyväksyttiin.")
    page = text_of(secretary.post(url(scene), sent, headers=HTMX))
    record = scene.record(0)
    assert (record.discussion_fi or "", record.decision_fi) == ("", "Hyväksyttiin.")
    assert 'data-done="decision_fi"' in page


def test_button_saves_and_goes_on(scene: Scene, secretary: Client) -> None:
    scene.begin(0)
    sent = typed(scene, decision_fi="Näin.", outcome=Outcome.DECIDED)
    response = secretary.post(url(scene), {**sent, "go": "next"})
    assert response.headers["Location"] == url(scene, item=1)
    assert Session.objects.get().current_item == scene.items[1]
    assert (scene.record(0).outcome, scene.record(0).decision_fi) == (Outcome.DECIDED, "Näin.")


def test_living_part_answers_only_when_something_has_changed(scene: Scene, secretary: Client) -> None:
    page = text_of(secretary.get(url(scene)))
    token = page.split("?nyt=")[1].split('"')[0]
    assert secretary.get(url(scene, f"tila/?nyt={token}"), headers=HTMX).status_code == 204
    scene.write(0, discussion_fi="Toinen kirjoitti.")
    answer = text_of(secretary.get(url(scene, f"tila/?nyt={token}"), headers=HTMX))
    assert "Toinen kirjoitti.</span>" in answer


def test_acts_on_an_item_come_back_as_its_part_and_refusals_keep_what_was_typed(
    scene: Scene, secretary: Client
) -> None:
    for number in range(2):
        scene.sit(number)
    person = scene.table.members[0]
    act = {"act": "add", "disqualify-person": person.pk, "disqualify-ground": "other"}
    answer = text_of(secretary.post(url(scene, "esteellisyys/"), act, headers=HTMX))
    assert ("error-summary" in answer, Disqualification.objects.count()) == (True, 0)
    act |= {"disqualify-text": "Hallituksen jäsen."}
    answer = text_of(secretary.post(url(scene, "esteellisyys/"), act, headers=HTMX))
    assert ("error-summary" in answer, Disqualification.objects.get().person) == (False, person)
    motion = {"motion-text": "Lisätään kohta.", "motion-mover": person.pk}
    page = text_of(secretary.post(url(scene, "esitykset/"), motion))
    assert "Lisätään kohta.</textarea>" in page
    motion["motion-mover"] = scene.table.members[1].pk
    assert secretary.post(url(scene, "esitykset/"), motion).status_code == 302
    vote = {
        "vote-question": "Kumpi?",
        "vote-method": "show",
        "vote-abstained": "0",
        "vote-option-0": "Pohja",
        "vote-votes-0": "1",
        "vote-option-1": "Lisätään kohta.",
        "vote-votes-1": "5",
        "vote-motion-1": Motion.objects.get().pk,
    }
    page = text_of(secretary.post(url(scene, "aanestykset/"), vote, headers=HTMX))
    assert ('value="5"' in page, Vote.objects.count()) == (True, 0)
    vote["vote-votes-1"] = "0"
    secretary.post(url(scene, "aanestykset/"), vote, headers=HTMX)
    option = Vote.objects.get().options.get(order=2)
    assert (option.motion, option.won) == (Motion.objects.get(), False)


def test_break_and_change_of_chair_from_the_page(scene: Scene, secretary: Client) -> None:
    scene.sit(1)
    scene.begin(0)
    act = {"officer-role": "chair", "officer-person": scene.table.members[1].pk, "officer-span": "item"}
    secretary.post(url(scene, "tehtavat/"), act)
    assert scene.record(0).chair == scene.table.members[1]
    secretary.post(address(scene.meeting, "istunto/tauko/"))
    assert Session.objects.get().current_item.is_break


def test_people_come_and_go_by_the_page(scene: Scene, secretary: Client) -> None:
    seat, person = scene.table.seats[0], scene.table.members[0]
    there = address(scene.meeting, "istunto/lasnaolo/")
    secretary.post(f"{there}saapui/", {"seat": seat.pk, "person": person.pk, "way": "remote"})
    presence = Presence.objects.get()
    assert (presence.person, presence.way, presence.left_at) == (person, "remote", None)
    response = secretary.post(f"{there}{presence.pk}/", {"act": "leave", "at": "23:59"})
    assert (said(response), Presence.objects.get().left_at) == (["error"], None)
    secretary.post(f"{there}{presence.pk}/", {"act": "leave"})
    assert Presence.objects.get().left_at is not None
    secretary.post(f"{there}vieras/", {"name": "Aino Asiantuntija", "role": "", "way": "on_site"})
    assert Presence.objects.get(seat=None).guest.name == "Aino Asiantuntija"
    assert secretary.get(there).status_code == 200


def test_answers_are_written_down_at_once(cast: Cast, client: Client) -> None:
    table = lay_table(cast)
    meeting = convened(cast)
    say(meeting, table.members[0], "on_site")
    services.open_meeting(meeting=meeting, actor=cast.coordinator)
    client.force_login(cast.coordinator)
    client.post(address(meeting, "istunto/lasnaolo/odotetut/"))
    assert [row.person for row in Presence.objects.all()] == [table.members[0]]


def test_member_sees_the_current_item_but_no_drafts(scene: Scene, client: Client) -> None:
    scene.begin(1)
    scene.write(1, discussion_fi="Salainen luonnos.")
    client.force_login(scene.cast.member)
    page = text_of(client.get(scene.meeting.get_absolute_url()))
    assert ("is-current" in page, "Salainen luonnos." in page) == (True, False)
    token = page.split("?nyt=")[1].split('"')[0]
    now = f"{scene.meeting.get_absolute_url()}nyt/"
    assert client.get(f"{now}?nyt={token}", headers=HTMX).status_code == 204
    scene.begin(2)
    answer = text_of(client.get(f"{now}?nyt={token}", headers=HTMX))
    assert f"<strong>3 {scene.items[2].title}</strong>" in answer


def test_visitor_sees_that_the_meeting_goes_on_but_not_at_what(scene: Scene, client: Client) -> None:
    scene.begin(1)
    page = text_of(client.get(scene.meeting.get_absolute_url()))
    assert ("is-current" in page, "/nyt/" in page) == (False, False)


def test_closed_meeting_is_read_and_not_written(scene: Scene, secretary: Client) -> None:
    for number in range(3):
        scene.write(number, outcome=Outcome.NOTED, decision_fi="Merkittiin.")
    services.close_meeting(meeting=scene.meeting, actor=scene.cast.coordinator)
    page = text_of(secretary.get(url(scene)))
    assert ("session-record" in page, "Merkittiin." in page) == (False, True)
    response = secretary.post(url(scene), typed(scene, decision_fi="Toisin."))
    assert (said(response), scene.record(0).decision_fi) == (["error"], "Merkittiin.")


def test_member_sees_who_is_present_also_when_somebody_comes_later(scene: Scene, client: Client) -> None:
    scene.sit(0)
    client.force_login(scene.cast.member)
    page = text_of(client.get(scene.meeting.get_absolute_url()))
    assert ("Läsnäolo" in page, "Ketkä ovat tulossa" in page) == (True, False)
    assert "Paikoista 1/4 on läsnä." in page
    token = page.split("?nyt=")[1].split('"')[0]
    scene.sit_instead(1)
    part = text_of(client.get(f"{scene.meeting.get_absolute_url()}nyt/?nyt={token}", headers=HTMX))
    assert 'hx-swap-oob="true"' in part
    assert "Paikoista 2/4 on läsnä." in part
    assert scene.table.deputies[1][0].name in part
    assert f"{scene.table.members[2].name}, poissa" in " ".join(part.split())


def test_disqualified_member_does_not_see_the_items_own_papers(scene: Scene, client: Client) -> None:
    scene.begin(0)
    papers = {
        audience: MaterialFactory(item=scene.items[0], audience=audience)
        for audience in (Audience.PUBLIC, Audience.MEMBERS)
    }
    other = MaterialFactory(item=scene.items[1], audience=Audience.MEMBERS)
    member = scene.cast.member

    def seen() -> set[Any]:
        return set(Material.objects.visible_to(member).filter(item__meeting=scene.meeting))

    assert seen() == {*papers.values(), other}
    services.arrive(
        meeting=scene.meeting, person=member.person, seat=scene.cast.seat, actor=scene.cast.coordinator
    )
    services.disqualify(
        item=scene.items[0], person=member.person, ground="party", actor=scene.cast.coordinator
    )
    assert seen() == {papers[Audience.PUBLIC], other}
    client.force_login(member)
    assert client.get(papers[Audience.MEMBERS].get_absolute_url()).status_code == 404
    assert papers[Audience.MEMBERS] in Material.objects.visible_to(scene.cast.coordinator)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("rest", "queries"), [("istunto/", 33), ("istunto/lasnaolo/", 21)])
def test_pages_ask_as_often_for_one_row_as_for_three(
    cast: Cast,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    rest: str,
    queries: int,
    count: int,
) -> None:
    scene = in_session(cast)
    client.force_login(cast.coordinator)
    client.get("/")
    for number in range(3):
        scene.sit(number)
    for number in range(count):
        item = AgendaItemFactory(meeting=scene.meeting, order=20 + number)
        MaterialFactory(item=scene.items[0])
        services.add_motion(
            item=scene.items[0], text=item.title, mover=scene.table.members[number], actor=cast.coordinator
        )
        ActionItemFactory(meeting=scene.meeting, item=scene.items[0], body=cast.body)
    for person in scene.table.members[:count]:
        services.disqualify(item=scene.items[0], person=person, ground="party", actor=cast.coordinator)
    with django_assert_num_queries(queries):
        client.get(address(scene.meeting, rest))
