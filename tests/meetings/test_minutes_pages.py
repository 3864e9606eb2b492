"""The pages of minutes: what they show to whom, what their forms do, and that links of mails change nothing by themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.enums import InspectorState, MinutesState, Outcome
from meetings.history import changes_of
from meetings.models import ItemRecord, Signature
from meetings.search import minutes_text
from portal import desk
from tests.cast import Cast
from tests.factories import DisqualificationFactory, MotionFactory, VoteFactory

from .minutes_scene import Scene, approve, approved, held, inspected, sign, signed, text_hash
from .pages import said, text_of

Browser = Callable[[str], Client]


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A draft."""
    return held(cast)


def post(client: Client, scene: Scene, rest: str, **data: Any) -> HttpResponse:
    """A form of the workbench is sent."""
    return client.post(f"/kokoukset/valmistelu/{scene.meeting.key}/poytakirja/{rest}", data)


def page(client: Client, scene: Scene) -> HttpResponse:
    """The text as it is read."""
    return client.get(scene.minutes.get_absolute_url())


def typed(scene: Scene, **changes: Any) -> dict[str, Any]:
    """The form of the matter as a browser sends it."""
    record = ItemRecord.objects.get(item=scene.matter)
    names = ("discussion_fi", "decision_fi", "outcome", "discussion_sv", "decision_sv")
    return {name: getattr(record, name) or "" for name in names} | {"base_version": record.version, **changes}


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_page_tells_all_that_was_recorded(client_of: Browser, scene: Scene) -> None:
    one, two, three = scene.table.members
    DisqualificationFactory(item=scene.matter, person=three, text="Yhdistyksen hallituksessa")
    motion = MotionFactory(item=scene.matter, mover=one, text="Siirretään asia")
    motion.supports.create(person=two)
    vote = VoteFactory(item=scene.matter, question="Kumpi hyväksytään?", abstained=1, decided_by_chair=True)
    vote.options.create(order=1, text="Pohja", votes=2, won=True)
    vote.options.create(order=2, text="Muutos", votes=2)
    told = text_of(page(client_of("member"), scene))
    for words in (
        f"§ {scene.matter.record.section}", "Asia 2", "Hyväksyttiin.", "Keskusteltiin.", "Member 3",
        "Yhdistyksen hallituksessa", "Siirretään asia", "Kumpi hyväksytään?", "Pohja", "Muutos", "Testitalo",
    ):  # fmt: skip
        assert words in told.replace("&nbsp;", " ").replace("\xa0", " "), words


def test_page_is_the_sealed_text_whatever_the_names_are_now(client_of: Browser, cast: Cast) -> None:
    scene = approved(cast)
    person = scene.table.members[0]
    person.name = "Uusi Nimi"
    person.save()
    told = text_of(page(client_of("deputy"), scene))
    assert ("Member 1" in told, "Uusi Nimi" in told) == (True, False)
    assert text_hash(scene.minutes) != scene.now().seal.content_hash
    assert scene.now().seal.content_hash in told


def test_page_is_hidden_as_if_it_never_was(client_of: Browser, scene: Scene) -> None:
    for role in ("visitor", "outsider", "deputy"):
        assert page(client_of(role), scene).status_code == 404


def test_meeting_page_leads_to_minutes_that_the_reader_may_see(client_of: Browser, cast: Cast) -> None:
    scene = approved(cast)
    link = scene.minutes.get_absolute_url()

    def is_linked(role: str) -> bool:
        client = client_of(role)
        listed = link in text_of(client.get("/kokoukset/?nayta=pidetyt"))
        assert (link in text_of(client.get(scene.meeting.get_absolute_url()))) == listed
        item = client.get(scene.matter.get_absolute_url())
        assert (link in text_of(item)) == listed
        return listed

    assert [is_linked(role) for role in ("deputy", "visitor")] == [True, False]
    services.publish_minutes(minutes=scene.now(), actor=cast.coordinator)
    assert is_linked("visitor")


def test_minutes_are_read_with_as_many_queries_for_more_items(
    cast: Cast, client_of: Browser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from meetings.minutes_content import content_of

    few = held(cast, items=1)
    many = held(cast, table=few.table, days_ago=3, items=6)
    for scene in (few, many):
        for item in scene.items:
            motion = MotionFactory(item=item, mover=scene.table.members[0])
            motion.supports.create(person=scene.table.members[1])
            VoteFactory(item=item).options.create(order=1, text="Vaihtoehto")
            DisqualificationFactory(item=item, person=scene.table.members[2])
    for scene in (few, many):
        minutes = scene.now()
        with django_assert_num_queries(15):
            content_of(minutes)


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_section_is_mended_in_its_form(client_of: Browser, scene: Scene) -> None:
    client = client_of("coordinator")
    sign(scene)
    form = client.get(f"{scene.minutes.edit_url}asiat/{scene.matter.key}/")
    assert form.status_code == 200
    data = typed(scene, decision_fi="Hylättiin.", outcome=Outcome.DISCUSSED)
    response = post(client, scene, f"asiat/{scene.matter.key}/", **data)
    assert response["Location"] == f"{scene.minutes.edit_url}#asia-{scene.matter.pk}"
    record = ItemRecord.objects.get(item=scene.matter)
    assert (record.decision_fi, record.outcome) == ("Hylättiin.", Outcome.DISCUSSED)
    assert not Signature.objects.filter(voided_at=None).exists()


def test_two_who_mend_one_text_see_both(client_of: Browser, scene: Scene) -> None:
    client = client_of("coordinator")
    old = typed(scene, decision_fi="Minun <b>tekstini</b>")
    post(client, scene, f"asiat/{scene.matter.key}/", **typed(scene, decision_fi="Toisen <i>teksti</i>"))
    shown = post(client, scene, f"asiat/{scene.matter.key}/", **old)
    html = shown.content.decode()
    assert "Toisen &lt;i&gt;teksti&lt;/i&gt;" in html
    assert "Minun &lt;b&gt;tekstini&lt;/b&gt;" in html
    version = ItemRecord.objects.get(item=scene.matter).version
    again = old | {"base_version": version, "keep-decision_fi": "theirs"}
    post(client, scene, f"asiat/{scene.matter.key}/", **again)
    assert ItemRecord.objects.get(item=scene.matter).decision_fi == "Toisen <i>teksti</i>"


def test_times_of_presence_are_mended(client_of: Browser, scene: Scene) -> None:
    client, presence = client_of("coordinator"), scene.meeting.presences.earliest("pk")
    wrong = post(client, scene, f"lasnaolo/{presence.pk}/", arrived="14:00", left="13:00")
    assert wrong.context["form"].errors.keys() == {"left"}
    post(client, scene, f"lasnaolo/{presence.pk}/", arrived="09:00", left="09:30")
    presence.refresh_from_db()
    clock = timezone.localtime(presence.left_at)
    assert (clock.hour, clock.minute, clock.date()) == (9, 30, scene.meeting.day)


def test_way_of_minutes_through_the_pages(client_of: Browser, cast: Cast, scene: Scene) -> None:
    coordinator, chair = client_of("coordinator"), client_of("member")
    post(coordinator, scene, "allekirjoitukset/")
    for client, role in ((chair, "chair"), (coordinator, "secretary")):
        shown = page(client, scene)
        data = {"role": role, "hash": shown.context["text"].content_hash}
        assert shown.context["roles"] == [role]
        client.post(f"{scene.minutes.get_absolute_url()}allekirjoita/", data)
    assert scene.now().state == MinutesState.SIGNED
    shown = coordinator.get(scene.minutes.edit_url)
    assert [row.person.name for row in shown.context["candidates"]] == ["Member 1", "Member 2", "Member 3"]
    post(coordinator, scene, "tarkastus/", people=[scene.table.members[0].pk])
    (inspector,) = scene.minutes.inspectors.all()
    link, visitor = f"/tarkastus/{inspector.key}/", Client()
    read = visitor.get(link)
    inspector.refresh_from_db()
    assert inspector.state == InspectorState.WAITING
    assert (read["Referrer-Policy"], read["X-Robots-Tag"]) == ("same-origin", "noindex")
    visitor.post(link, {"hash": read.context["text"].content_hash})
    assert scene.now().is_approved
    assert "Hyväksyttiin." not in text_of(visitor.get(link))
    post(coordinator, scene, "oikaisu/", section="", text="Oikea päivä on 3.3.")
    post(coordinator, scene, "julkaise/")
    told = text_of(page(visitor, scene))
    assert "Oikea päivä on 3.3." in told
    post(coordinator, scene, "pois-julkisista/")
    assert page(visitor, scene).status_code == 404


def test_change_is_asked_for_on_the_page_of_the_link(cast: Cast, client_of: Browser) -> None:
    scene = inspected(cast, inspectors=1)
    (inspector,) = scene.minutes.inspectors.all()
    link = f"/tarkastus/{inspector.key}/"
    empty = Client().post(link, {"ask": "1", "text": ""})
    assert empty.context["form"].errors.keys() == {"text"}
    Client().post(link, {"ask": "1", "text": "Luku on <12>."})
    assert scene.now().is_draft
    html = client_of("coordinator").get(scene.minutes.edit_url).content.decode()
    assert "Luku on &lt;12&gt;." in html


def test_link_of_an_inspection_that_is_over_shows_no_text(cast: Cast) -> None:
    scene = inspected(cast)
    inspector = scene.minutes.inspectors.first()
    assert inspector
    link = f"/tarkastus/{inspector.key}/"
    assert "Hyväksyttiin." in text_of(Client().get(link))
    services.reopen_minutes(minutes=scene.now(), actor=cast.coordinator)
    assert "Hyväksyttiin." not in text_of(Client().get(link))
    assert said(Client().post(link, {"hash": "x"})) == ["error"]


def test_refusals_are_said_on_the_page_of_the_minutes(client_of: Browser, scene: Scene) -> None:
    client = client_of("coordinator")
    for rest in (
        "luonnokseksi/",
        "julkaise/",
        "tarkastus/",
        "tarkastus/seuraava-kokous/",
        "tarkastus/kokous/",
    ):
        response = post(client, scene, rest)
        assert (rest, response["Location"], said(response)[-1]) == (rest, scene.minutes.edit_url, "error")


@pytest.mark.parametrize("make", [held, signed, inspected, approved])
def test_pages_open_in_every_state(cast: Cast, client_of: Browser, make: Callable[..., Scene]) -> None:
    scene = make(cast)
    client = client_of("coordinator")
    for address in (scene.minutes.edit_url, scene.meeting.edit_url, scene.minutes.get_absolute_url()):
        assert client.get(address).status_code == 200


# --- Elsewhere -------------------------------------------------------------------------------------------------------


def titles(user: Any) -> list[str]:
    """What waits on the desk, without what other parts of the portal put there."""
    return [card.url for card in desk.cards_for(user)]


def test_desk_asks_who_is_to_act(cast: Cast, scene: Scene) -> None:
    assert scene.minutes.edit_url in titles(cast.coordinator)
    assert scene.minutes.get_absolute_url() not in titles(cast.member)
    services.ask_signatures(minutes=scene.now(), actor=cast.coordinator)
    assert scene.minutes.get_absolute_url() in titles(cast.member)
    sign(scene)
    assert scene.minutes.get_absolute_url() not in titles(cast.member)
    sign(scene, "secretary")
    inspector = scene.table.members[0]
    inspector.user = cast.outsider
    inspector.save()
    services.begin_inspection(minutes=scene.now(), people=[inspector], actor=cast.coordinator)
    (row,) = scene.minutes.inspectors.all()
    assert titles(cast.outsider) == [row.path]
    approve(row)
    assert titles(cast.outsider) == []
    assert scene.minutes.edit_url in titles(cast.coordinator)


def test_search_finds_published_words_and_leaks_none_before(cast: Cast) -> None:
    scene = held(cast)
    services.mend_item(
        item=scene.matter,
        base_version=1,
        values={"decision_fi": "Perustetaan majavatyöryhmä."},
        actor=cast.coordinator,
    )
    assert "majava" not in minutes_text(scene.now(), "fi")
    for role in ("chair", "secretary"):
        sign(scene, role)
    assert "majavatyöryhmä" in minutes_text(scene.now(), "fi")


def test_history_tells_of_the_minutes(cast: Cast) -> None:
    scene = approved(cast, inspectors=1)
    services.correct_minutes(minutes=scene.now(), text="Oikaisu.", section=None, actor=cast.coordinator)
    from django.utils import translation

    with translation.override(None):
        told = [event.label for event in changes_of(scene.meeting)]
    for label in (
        "The draft of the minutes was made",
        "Member signed as chair",
        "Both have signed the minutes",
        "Member 1 was chosen to inspect",
        "Member 1 approved the minutes",
        "The minutes were approved and sealed",
        "The minutes were corrected: Oikaisu.",
    ):
        assert label in told, told
