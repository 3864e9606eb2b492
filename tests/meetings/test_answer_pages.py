"""The pages of answers: behind the link, on the meeting's page, for those who prepare, on the desk, and the calendars."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.enums import Coming
from meetings.models import Answer, CalendarFeed, Invitation, Meeting
from members.enums import EndReason
from members.models import Body, Mandate
from portal import desk
from portal.enums import Audience
from tests.cast import Cast
from tests.factories import AgendaItemFactory, InvitationFactory, MaterialFactory, MeetingFactory

from .pages import address, said, text_of
from .seats import convened, decide, invitation, lay_table, mails, say

Browser = Callable[[str], Client]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A convened meeting to which one can come either way."""
    decide(cast, quorum="over_half")
    return convened(cast, remote_link="https://etana.example.org/1")


def key_of(meeting: Meeting, cast: Cast, role: str = "member") -> str:
    """The address of somebody's invitation."""
    return f"/kutsu/{invitation(meeting, getattr(cast, role).person).key}/"


def chosen(html: str) -> list[str]:
    """The answers that are chosen on the page."""
    radios = [part.partition(">")[0] for part in html.split('type="radio"')[1:]]
    ours = [radio for radio in radios if 'name="coming"' in radio and "checked" in radio]
    return [radio.split('value="')[1].split('"')[0] for radio in ours]


# --- The link --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"), [("paikalla", "on_site"), ("etana", "remote"), ("en-paase", "absent")]
)
def test_link_shows_the_answer_and_changes_nothing(
    cast: Cast, meeting: Meeting, client: Client, word: str, value: str
) -> None:
    response = client.get(key_of(meeting, cast), {"vastaus": word})
    assert (chosen(text_of(response)), Answer.objects.count()) == ([value], 0)
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "same-origin")


@pytest.mark.parametrize("word", ["", "jotain", "<script>"])
def test_link_with_nonsense_chooses_nothing(cast: Cast, meeting: Meeting, client: Client, word: str) -> None:
    response = client.get(key_of(meeting, cast), {"vastaus": word})
    assert (response.status_code, chosen(text_of(response))) == (200, [])


def test_button_confirms_and_the_link_can_be_used_again(cast: Cast, meeting: Meeting, client: Client) -> None:
    for coming in ("on_site", "absent"):
        response = client.post(key_of(meeting, cast), {"coming": coming, "diet": "", "needs": ""})
        assert (response["Location"], said(response)[-1]) == (key_of(meeting, cast), "success")
    assert list(Answer.objects.values_list("coming", "channel", "answered_by")) == [
        ("on_site", "link", None),
        ("absent", "link", None),
    ]
    assert chosen(text_of(client.get(key_of(meeting, cast)))) == ["absent"]


def test_confirming_without_an_answer_says_so(cast: Cast, meeting: Meeting, client: Client) -> None:
    response = client.post(key_of(meeting, cast), {"diet": ""})
    assert (response.status_code, Answer.objects.count()) == (200, 0)
    assert list(response.context["form"].errors) == ["coming"]


def after(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )


def revoke(meeting: Meeting) -> None:
    Invitation.objects.filter(meeting=meeting).update(revoked_at=timezone.now())


def leave(_meeting: Meeting) -> None:
    Mandate.objects.filter(person__user__email="member@example.org").update(
        valid_until=timezone.localdate(), end_reason=EndReason.RESIGNED
    )


@pytest.mark.parametrize("happens", [after, revoke, leave])
def test_link_that_is_over_says_so_kindly(
    cast: Cast, meeting: Meeting, client: Client, happens: Callable[[Meeting], None]
) -> None:
    page = key_of(meeting, cast)
    happens(meeting)
    response = client.get(page)
    text = text_of(response)
    assert (response.status_code, 'name="coming"' in text) == (200, False)
    assert "https://etana.example.org/1" not in text
    client.post(page, {"coming": "on_site"})
    assert Answer.objects.count() == 0


def test_link_shows_no_papers(cast: Cast, meeting: Meeting, client: Client) -> None:
    item = AgendaItemFactory(meeting=meeting, title_fi="Salainen asia")
    MaterialFactory(item=item, title_fi="Luottamuksellinen", audience=Audience.MEMBERS)
    text = text_of(client.get(key_of(meeting, cast)))
    assert [word for word in ("Salainen asia", "Luottamuksellinen") if word in text] == []


@pytest.mark.django_db
def test_unknown_key_is_not_found(client: Client) -> None:
    assert client.get("/kutsu/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_called_deputy_reads_for_whom(cast: Cast, meeting: Meeting, client: Client) -> None:
    before = text_of(client.get(key_of(meeting, cast, "deputy")))
    say(meeting, cast.member.person, Coming.ABSENT)
    now = text_of(client.get(key_of(meeting, cast, "deputy")))
    assert ("Member" in before, "Member" in now, before == now) == (True, True, False)
    client.post(key_of(meeting, cast, "deputy"), {"coming": "remote"})
    assert meeting.substitutions.get().state == "accepted"


# --- The meeting's page ----------------------------------------------------------------------------------------------


def test_member_answers_on_the_page_of_the_meeting(cast: Cast, meeting: Meeting, client_of: Browser) -> None:
    client = client_of("member")
    assert 'name="coming"' in text_of(client.get(meeting.get_absolute_url()))
    response = client.post(key_of(meeting, cast), {"coming": "on_site", "from": "meeting"})
    assert response["Location"] == f"{meeting.get_absolute_url()}#answer"
    assert list(Answer.objects.values_list("channel", "answered_by")) == [("portal", cast.member.pk)]


@pytest.mark.parametrize(("role", "sees"), [("member", True), ("coordinator", True), ("outsider", False)])
def test_who_comes_is_for_those_who_belong_to_the_body(
    cast: Cast, meeting: Meeting, client_of: Browser, role: str, sees: bool
) -> None:
    text = text_of(client_of(role).get(meeting.get_absolute_url()))
    assert ('class="seat-strip"' in text) is sees


def test_visitor_sees_no_answers(cast: Cast, meeting: Meeting, client: Client) -> None:
    text = text_of(client.get(meeting.get_absolute_url()))
    assert ('class="seat-strip"' in text, 'name="coming"' in text) == (False, False)


# --- For those who prepare -------------------------------------------------------------------------------------------


def test_convening_says_how_many_and_shows_the_mail(cast: Cast, client_of: Browser) -> None:
    lay_table(cast, members=3)
    draft = MeetingFactory(body=cast.body)
    response = client_of("coordinator").get(address(draft))
    forecast = response.context["forecast"]
    assert (forecast.invitations, forecast.unreachable) == (10, [])
    assert forecast.letter.subject in text_of(response)


def test_answers_live_part_is_a_part_only_for_the_script(
    cast: Cast, meeting: Meeting, client_of: Browser
) -> None:
    client = client_of("coordinator")
    whole = text_of(client.get(address(meeting, "vastaukset/")))
    part = text_of(client.get(address(meeting, "vastaukset/"), headers={"HX-Request": "true"}))
    assert ("<html" in whole, "<html" in part, "seat-strip" in part) == (True, False, True)


def test_coordinator_answers_for_somebody(cast: Cast, meeting: Meeting, client_of: Browser) -> None:
    key = invitation(meeting, cast.member.person).key
    client = client_of("coordinator")
    page = address(meeting, f"vastaukset/{key}/")
    assert client.post(page, {"coming": "absent"})["Location"] == address(meeting, "vastaukset/")
    assert list(Answer.objects.values_list("channel", "answered_by")) == [
        ("coordinator", cast.coordinator.pk)
    ]
    assert "Coordinator" in text_of(client.get(page))


def test_invitation_to_another_meeting_is_not_found_there(
    cast: Cast, meeting: Meeting, client_of: Browser
) -> None:
    other = InvitationFactory()
    assert client_of("coordinator").get(address(meeting, f"vastaukset/{other.key}/")).status_code == 404


def test_reminding_by_the_button(cast: Cast, meeting: Meeting, client_of: Browser) -> None:
    response = client_of("coordinator").post(address(meeting, "vastaukset/muistuta/"))
    assert (said(response), len(mails("meeting_reminder"))) == (["success"], 3)


def test_calling_a_deputy_by_the_button_and_twice(cast: Cast, meeting: Meeting, client_of: Browser) -> None:
    Mandate.objects.filter(seat=cast.seat).delete()
    page = address(meeting, f"vastaukset/paikat/{cast.seat.pk}/")
    client = client_of("coordinator")
    assert [said(client.post(page))[-1] for _time in range(2)] == ["success", "error"]
    assert meeting.substitutions.get().cause == "vacant"


def test_table_has_seats_and_others(cast: Cast, meeting: Meeting, client_of: Browser) -> None:
    say(meeting, cast.member.person, Coming.ON_SITE, diet="=1+1")
    text = client_of("coordinator").get(address(meeting, "vastaukset/taulukko/")).content.decode("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]
    assert sorted(row[1] for row in rows[1:]) == ["Coordinator", "Deputy", "Member", "Speaker"]
    assert "'=1+1" in text


@pytest.mark.parametrize("members", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [("member", 19), ("coordinator", 18)])
def test_meeting_page_with_answers(
    cast: Cast,
    client_of: Browser,
    django_assert_num_queries: DjangoAssertNumQueries,
    role: str,
    queries: int,
    members: int,
) -> None:
    table = lay_table(cast, members=members)
    meeting = convened(cast)
    for who in table.members:
        say(meeting, who, Coming.ABSENT)
    client = client_of(role)
    client.get(meeting.get_absolute_url())
    with django_assert_num_queries(queries):
        client.get(meeting.get_absolute_url())


@pytest.mark.parametrize("members", [1, 3])
def test_answers_page(
    cast: Cast, client_of: Browser, django_assert_num_queries: DjangoAssertNumQueries, members: int
) -> None:
    table = lay_table(cast, members=members)
    meeting = convened(cast)
    for who in table.members:
        say(meeting, who, Coming.ABSENT)
    client = client_of("coordinator")
    client.get(address(meeting, "vastaukset/"))
    with django_assert_num_queries(13):
        client.get(address(meeting, "vastaukset/"))


# --- The desk --------------------------------------------------------------------------------------------------------


def cards(user: Any) -> list[str]:
    """The addresses to which the cards about answers lead."""
    return [card.url for card in desk.cards_for(user) if "answer" in card.url or "vastaukset" in card.url]


def test_desk_asks_until_there_is_an_answer(cast: Cast, meeting: Meeting) -> None:
    assert cards(cast.member) == [f"{meeting.get_absolute_url()}#answer"]
    say(meeting, cast.member.person, Coming.ON_SITE)
    assert cards(cast.member) == []


def test_desk_asks_a_deputy_who_is_called(cast: Cast, meeting: Meeting) -> None:
    assert cards(cast.deputy) == []
    say(meeting, cast.member.person, Coming.ABSENT)
    assert cards(cast.deputy) == [f"{meeting.get_absolute_url()}#answer"]


def test_desk_tells_the_coordinator_when_nobody_is_left(cast: Cast, meeting: Meeting) -> None:
    say(meeting, cast.coordinator.person, Coming.ON_SITE)
    say(meeting, cast.member.person, Coming.ABSENT)
    assert cards(cast.coordinator) == []
    say(meeting, cast.deputy.person, Coming.ABSENT)
    assert cards(cast.coordinator) == [address(meeting, "vastaukset/")]


def test_desk_shows_the_next_meeting_with_buttons(cast: Cast, meeting: Meeting, client_of: Browser) -> None:
    text = text_of(client_of("member").get("/"))
    for word in ("paikalla", "etana", "en-paase"):
        assert text.count(f"{key_of(meeting, cast)}?vastaus={word}") == 1


# --- Calendars -------------------------------------------------------------------------------------------------------


def entries(client: Client, page: str) -> dict[str, str]:
    """Summary → state, of the entries that another program would read."""
    response = client.get(page)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(response.content)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Helsinki"]
    return {str(event["UID"]).partition("@")[0]: str(event["STATUS"]) for event in calendar.walk("VEVENT")}


def test_public_calendar_has_known_meetings_only(cast: Cast, meeting: Meeting, client: Client) -> None:
    MeetingFactory(body=cast.body)
    MeetingFactory(body=cast.body, state="cancelled", cancel_reason="Ei koskaan kutsuttu")
    cancelled = convened(cast)
    services.cancel_meeting(meeting=cancelled, reason="Sairaus", actor=cast.coordinator)
    page = f"/kalenteri/{cast.body.slug}.ics"
    assert entries(client, page) == {str(meeting.key): "CONFIRMED", str(cancelled.key): "CANCELLED"}
    assert "etana.example.org" not in client.get(page).content.decode()


def test_calendar_of_a_body_that_is_not_public_is_not_found(cast: Cast, client_of: Browser) -> None:
    Body.objects.filter(pk=cast.body.pk).update(is_public=False)
    assert client_of("secretariat").get(f"/kalenteri/{cast.body.slug}.ics").status_code == 404


def test_own_calendar_has_own_meetings_and_their_links(cast: Cast, meeting: Meeting, client: Client) -> None:
    MeetingFactory(convened=True)
    MeetingFactory(body=cast.body)
    feeds = {
        role: services.renew_feed(actor=getattr(cast, role)) for role in ("member", "coordinator", "outsider")
    }
    found = {role: list(entries(client, f"/kalenteri/{feed.key}.ics")) for role, feed in feeds.items()}
    assert found == {"member": [str(meeting.key)], "coordinator": [str(meeting.key)], "outsider": []}
    assert "etana.example.org" in client.get(f"/kalenteri/{feeds['member'].key}.ics").content.decode()


def test_renewed_address_shuts_the_old_one(cast: Cast, client_of: Browser) -> None:
    client = client_of("member")
    assert ".ics" not in text_of(client.get("/oma/kalenteri/"))
    client.post("/oma/kalenteri/uusi/")
    old = CalendarFeed.objects.get().key
    client.post("/oma/kalenteri/uusi/")
    new = CalendarFeed.objects.get().key
    assert (
        client.get(f"/kalenteri/{old}.ics").status_code,
        str(new) in text_of(client.get("/oma/kalenteri/")),
    ) == (
        404,
        True,
    )


def test_calendar_of_a_closed_account_is_not_found(cast: Cast, client: Client) -> None:
    feed = services.renew_feed(actor=cast.member)
    cast.member.is_active = False
    cast.member.save(update_fields=["is_active"])
    assert client.get(f"/kalenteri/{feed.key}.ics").status_code == 404


def test_entry_in_the_night_of_the_clock_change_stands_at_its_hour(cast: Cast, client: Client) -> None:
    starts_at = timezone.datetime.fromisoformat("2027-03-28T10:00:00+03:00")
    with time_machine.travel("2027-03-01T12:00:00+02:00"):
        MeetingFactory(body=cast.body, convened=True, starts_at=starts_at)
        calendar = Calendar.from_ical(client.get(f"/kalenteri/{cast.body.slug}.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTSTART"].to_ical()) == (starts_at, b"20270328T100000")
