"""Items with parts, items that continue others, and guests of a meeting or of one item."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from meetings import services
from meetings.documents import build_agenda
from meetings.enums import Coming, ItemKind, MeetingState
from meetings.history import changes_of
from meetings.models import AgendaItem, Guest, Invitation, Meeting, Proposal
from meetings.roster import roster
from meetings.timetable import timetable
from portal.enums import Audience
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import AgendaItemFactory, GuestFactory, MaterialFactory, MeetingFactory

from .pages import address, text_of
from .seats import all_mails_left, convened, mails

Browser = Callable[[str], Client]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A draft."""
    return MeetingFactory(body=cast.body)


@pytest.fixture
def items(meeting: Meeting) -> dict[str, AgendaItem]:
    """A, B with the parts b and c, D."""
    made: dict[str, AgendaItem] = {}
    for order, title in enumerate("ABbcD", start=1):
        parent = made["B"] if title in "bc" else None
        made[title] = AgendaItemFactory(
            meeting=meeting, order=order, title_fi=title, minutes=10, parent=parent
        )
    return made


def order(meeting: Meeting) -> str:
    """The titles in order, written together."""
    return "".join(meeting.items.values_list("title_fi", flat=True))


def numbers(meeting: Meeting) -> dict[str, Any]:
    """Title → number and clock."""
    rows = timetable(meeting, meeting.items.all()).rows
    return {
        row.item.title_fi: (row.number, timezone.localtime(row.begins_at).strftime("%H.%M")) for row in rows
    }


# --- Parts -----------------------------------------------------------------------------------------------------------


def test_parts_are_numbered_below_their_whole_which_takes_as_long_as_they_do(
    meeting: Meeting, items: dict[str, AgendaItem]
) -> None:
    assert numbers(meeting) == {
        "A": (1, "14.00"),
        "B": (2, "14.10"),
        "b": ("2.1", "14.10"),
        "c": ("2.2", "14.20"),
        "D": (3, "14.30"),
    }
    agenda = timetable(meeting, meeting.items.all())
    assert (agenda.count, agenda.minutes, agenda.row_of(items["B"]).minutes) == (3, 40, 20)


def test_parts_go_where_their_whole_goes(cast: Cast, meeting: Meeting, items: dict[str, AgendaItem]) -> None:
    services.move_item(item=items["B"], places=-1, actor=cast.coordinator)
    assert order(meeting) == "BbcAD"
    services.move_item(item=items["c"], places=-1, actor=cast.coordinator)
    assert order(meeting) == "BcbAD"
    services.move_item(item=items["c"], places=-5, actor=cast.coordinator)
    assert order(meeting) == "BcbAD"
    torn = [items[title].pk for title in "cADbB"]
    services.reorder_items(meeting=meeting, order=torn, actor=cast.coordinator)
    assert order(meeting) == "ADBcb"


def test_new_part_comes_after_the_other_parts(
    cast: Cast, meeting: Meeting, items: dict[str, AgendaItem]
) -> None:
    values = {"title_fi": "d", "parent_id": items["B"].pk}
    services.add_item(meeting=meeting, values=values, actor=cast.coordinator)
    assert order(meeting) == "ABbcdD"


def test_item_becomes_a_part_and_a_whole_again(
    cast: Cast, meeting: Meeting, items: dict[str, AgendaItem]
) -> None:
    services.change_item(
        item=items["A"], base_version=1, values={"parent_id": items["B"].pk}, actor=cast.coordinator
    )
    assert (order(meeting), numbers(meeting)["A"][0]) == ("BAbcD", "1.1")
    services.change_item(item=items["A"], base_version=2, values={"parent_id": None}, actor=cast.coordinator)
    assert sorted(number for number, _clock in numbers(meeting).values() if isinstance(number, int)) == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("A", {"parent_id": "b"}),  # a part has no parts
        ("B", {"parent_id": "A"}),  # what has parts is no part
        ("A", {"parent_id": "A"}),
        ("A", {"parent_id": "other"}),
        ("B", {"kind": ItemKind.BREAK}),
        ("b", {"kind": ItemKind.BREAK}),
    ],
)
def test_senseless_parts_are_refused_by_the_service_and_by_the_database(
    cast: Cast, items: dict[str, AgendaItem], title: str, values: dict[str, Any]
) -> None:
    pks = {name: item.pk for name, item in items.items()} | {"other": AgendaItemFactory().pk}
    values = {name: pks.get(value, value) for name, value in values.items()}
    with pytest.raises(Refused):
        services.change_item(item=items[title], base_version=1, values=values, actor=cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=items[title].pk).update(**values)


def test_copied_agenda_keeps_its_parts(cast: Cast, meeting: Meeting, items: dict[str, AgendaItem]) -> None:
    new = MeetingFactory(body=cast.body, starts_at=meeting.starts_at + timedelta(days=90))
    services.begin_agenda(meeting=new, beginning="copy", actor=cast.coordinator)
    parents = [(item.title_fi, item.parent and item.parent.title_fi) for item in new.items.all()]
    assert parents == [("A", None), ("B", None), ("b", "B"), ("c", "B"), ("D", None)]
    assert new.items.filter(parent__meeting=meeting).count() == 0


def test_removed_whole_takes_its_parts_papers_and_guests_along(
    cast: Cast, client_of: Browser, meeting: Meeting, items: dict[str, AgendaItem]
) -> None:
    MaterialFactory(item=items["b"])
    GuestFactory(meeting=meeting, item=items["c"], name="Vieras Virta")
    page = text_of(client_of("coordinator").get(address(meeting, f"asiat/{items['B'].key}/poista/")))
    assert ["Vieras Virta" in page, "<li>c</li>" in page] == [True, True]
    services.remove_item(item=items["B"], actor=cast.coordinator)
    assert (order(meeting), Guest.objects.count()) == ("AD", 0)


def test_pages_and_document_show_the_numbers_of_parts(cast: Cast, client_of: Browser) -> None:
    meeting = MeetingFactory(body=cast.body, convened=True)
    whole = AgendaItemFactory(meeting=meeting, order=1, title_fi="Kokonaisuus")
    AgendaItemFactory(meeting=meeting, order=2, title_fi="Osa", parent=whole, background_fi="Tausta")
    for role, url in (("member", meeting.get_absolute_url()), ("coordinator", meeting.edit_url)):
        assert ">1.1<" in text_of(client_of(role).get(url)).replace(" ", "").replace("\n", "")
    rows = build_agenda(meeting, Audience.PUBLIC).context["rows"]
    assert [row.number for row in rows] == [1, "1.1"]


def test_form_makes_parts_and_refuses_senseless_ones_kindly(
    cast: Cast, client_of: Browser, meeting: Meeting, items: dict[str, AgendaItem]
) -> None:
    client = client_of("coordinator")
    data = {"title_fi": "e", "kind": "discuss", "minutes": 5, "parent_id": items["A"].pk}
    client.post(address(meeting, "asiat/uusi/"), data)
    assert (order(meeting), AgendaItem.objects.get(title_fi="e").parent) == ("AeBbcD", items["A"])
    response = client.post(address(meeting, "asiat/uusi/"), {**data, "title_fi": "f", "kind": "break"})
    assert (response.status_code, order(meeting)) == (200, "AeBbcD")
    response = client.post(address(meeting, "asiat/uusi/"), {**data, "parent_id": items["b"].pk})
    assert list(response.context["form"].errors) == ["parent_id"]


# --- Continuing ------------------------------------------------------------------------------------------------------


def earlier(cast: Cast, days: int, **facts: Any) -> AgendaItem:
    """A matter of a meeting that was held so many days ago, known to everybody."""
    starts_at = timezone.now() - timedelta(days=days)
    held = MeetingFactory(body=cast.body, convened=True, state=MeetingState.HELD, starts_at=starts_at)
    return AgendaItemFactory(meeting=held, order=1, **facts)


def test_matter_shows_where_it_has_been_to_whom_it_may(cast: Cast, client_of: Browser) -> None:
    first = earlier(cast, 200, title_fi="Alku")
    second = earlier(cast, 100, title_fi="Jatko", continues=first)
    now = AgendaItemFactory(meeting=MeetingFactory(body=cast.body, convened=True), continues=second)
    draft = AgendaItemFactory(
        meeting=MeetingFactory(body=cast.body, starts_at=timezone.now() + timedelta(days=99)), continues=now
    )
    for role, knows in (("member", False), ("visitor", False), ("coordinator", True)):
        page = text_of(client_of(role).get(now.get_absolute_url()))
        links = [item.get_absolute_url() in page for item in (first, second, draft)]
        assert links == [True, True, knows]
        meeting_page = text_of(client_of(role).get(now.meeting.get_absolute_url()))
        assert (first.get_absolute_url() in meeting_page, draft.get_absolute_url() in meeting_page) == (
            True,
            False,
        )


def test_only_an_earlier_item_of_the_body_is_continued(cast: Cast, meeting: Meeting) -> None:
    item = AgendaItemFactory(meeting=meeting)
    later = AgendaItemFactory(
        meeting=MeetingFactory(body=cast.body, starts_at=meeting.starts_at + timedelta(days=9))
    )
    sister = AgendaItemFactory(meeting=meeting, order=99)
    for other in (AgendaItemFactory(), later, sister):
        with pytest.raises(Refused):
            services.change_item(
                item=item, base_version=1, values={"continues_id": other.pk}, actor=cast.coordinator
            )
    before = earlier(cast, 30)
    services.change_item(
        item=item, base_version=1, values={"continues_id": before.pk}, actor=cast.coordinator
    )
    item.refresh_from_db()
    assert item.continues == before


def test_form_offers_held_meetings_first(cast: Cast, client_of: Browser, meeting: Meeting) -> None:
    soon = MeetingFactory(body=cast.body, convened=True, starts_at=timezone.now() + timedelta(days=2))
    AgendaItemFactory(meeting=soon, title_fi="Pian")
    earlier(cast, 200, title_fi="Vanha")
    earlier(cast, 100, title_fi="Uudempi")
    form = client_of("coordinator").get(address(meeting, "asiat/uusi/")).context["form"]
    offered = [label for _group, group in form.fields["continues_id"].choices[1:] for _pk, label in group]
    assert offered == ["Uudempi", "Vanha", "Pian"]


def test_history_tells_parts_and_continued_items_by_their_titles(
    cast: Cast, items: dict[str, AgendaItem]
) -> None:
    item, before = items["D"], earlier(cast, 30, title_fi="Alku")
    values = {"parent_id": items["A"].pk, "continues_id": before.pk}
    services.change_item(item=item, base_version=1, values=values, actor=cast.coordinator)
    told = [event.changes for event in changes_of(item.meeting) if "D" in event.label and event.changes]
    assert told == [[("Osa asiaa", "", "A"), ("Jatkaa asiaa", "", "Alku")]]


def test_conflict_about_the_place_shows_titles(
    cast: Cast, client_of: Browser, items: dict[str, AgendaItem]
) -> None:
    item = items["D"]
    data = {"title_fi": "D", "kind": "discuss", "minutes": 10, "base_version": 1, "parent_id": items["A"].pk}
    services.change_item(
        item=item, base_version=1, values={"parent_id": items["B"].pk}, actor=cast.secretariat
    )
    response = client_of("coordinator").post(address(item.meeting, f"asiat/{item.key}/"), data)
    assert response.context["form"].clashes == {"parent_id": "B"}


# --- Guests ----------------------------------------------------------------------------------------------------------


def ask(meeting: Meeting, cast: Cast, **values: Any) -> Guest:
    """The coordinator asks a guest."""
    facts = {"name": "Vieras Virta", "email": "vieras@example.org", **values}
    return services.add_guest(meeting=meeting, values=facts, actor=cast.coordinator)


def test_guest_of_a_draft_is_invited_when_it_is_convened(cast: Cast, meeting: Meeting) -> None:
    ask(meeting, cast)
    assert mails("meeting_invitation") == []
    services.convene_meeting(meeting=meeting, actor=cast.coordinator)
    assert "vieras@example.org" in mails("meeting_invitation")


def test_guest_of_one_item_is_told_when_it_comes_up(cast: Cast) -> None:
    meeting = convened(cast)
    AgendaItemFactory(meeting=meeting, order=1, minutes=25)
    item = AgendaItemFactory(meeting=meeting, order=2, title_fi="Oma asia", minutes=15)
    guest = ask(meeting, cast, item=item)
    letter = OutgoingMail.objects.get(to_address=guest.email)
    assert ["Oma asia" in letter.text, "14.25" in letter.text] == [True, True]
    (entry,) = Calendar.from_ical(bytes(letter.attachments.get(name__endswith=".ics").content)).walk("VEVENT")
    hours = [timezone.localtime(entry[name].dt).strftime("%H.%M") for name in ("dtstart", "dtend")]
    assert (hours, str(entry["summary"]).endswith(": Oma asia")) == (["14.25", "14.40"], True)
    page = text_of(Client().get(f"/kutsu/{guest.invitation.key}/"))
    assert ["Oma asia" in page, "14.25" in page] == [True, True]


def test_guests_link_shows_no_paper_that_is_not_public(cast: Cast) -> None:
    meeting = convened(cast)
    item = AgendaItemFactory(meeting=meeting, order=1)
    secret = MaterialFactory(item=item, title_fi="Salainen muistio", audience=Audience.MEMBERS)
    guest = ask(meeting, cast, item=item)
    client = Client()
    assert "Salainen muistio" not in text_of(client.get(f"/kutsu/{guest.invitation.key}/"))
    assert "Salainen muistio" not in text_of(client.get(meeting.get_absolute_url()))
    assert client.get(secret.get_absolute_url()).status_code == 404


def test_guest_with_a_new_address_gets_a_new_link(cast: Cast) -> None:
    guest = ask(convened(cast), cast)
    key = guest.invitation.key
    all_mails_left()
    services.change_guest(guest=guest, values={"role": "Asiantuntija"}, actor=cast.coordinator)
    assert mails("meeting_invitation").count("vieras@example.org") == 1
    services.change_guest(guest=guest, values={"email": "oikea@example.org"}, actor=cast.coordinator)
    assert "oikea@example.org" in mails("meeting_invitation")
    assert Invitation.objects.get(guest=guest).key != key
    assert Client().get(f"/kutsu/{key}/").status_code == 404


def test_guest_who_is_removed_hears_of_it_and_the_answer_stays(cast: Cast) -> None:
    meeting = convened(cast)
    guest = ask(meeting, cast)
    services.answer(invitation=guest.invitation, coming=Coming.ON_SITE, actor=None)
    all_mails_left()
    services.remove_guest(guest=guest, actor=cast.coordinator)
    assert mails("meeting_uninvited") == ["vieras@example.org"]
    assert guest.pk not in [invitee.guest.pk for invitee in roster(meeting) if invitee.guest]
    page = text_of(Client().get(f"/kutsu/{guest.invitation.key}/"))
    assert 'name="coming"' not in page
    with pytest.raises(Overtaken):
        services.remove_guest(guest=guest, actor=cast.coordinator)
    assert ask(meeting, cast).pk != guest.pk  # may be asked again


def test_item_with_an_invited_guest_who_answered_is_removed(cast: Cast) -> None:
    meeting = convened(cast)
    item = AgendaItemFactory(meeting=meeting, order=1)
    guest = ask(meeting, cast, item=item)
    services.answer(invitation=guest.invitation, coming=Coming.ON_SITE, actor=None)
    services.remove_item(item=item, actor=cast.coordinator)
    guest.refresh_from_db()
    assert (guest.item, guest.removed_at is None, meeting.items.count()) == (None, False, 0)


def test_same_guest_twice_another_meetings_item_and_a_begun_meeting_are_refused(
    cast: Cast, meeting: Meeting
) -> None:
    ask(meeting, cast)
    with pytest.raises(ValidationError):
        ask(meeting, cast)
    with pytest.raises(Refused):
        ask(meeting, cast, name="Toinen", item=AgendaItemFactory())
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CANCELLED, cancel_reason="x")
    with pytest.raises(Refused):
        ask(meeting, cast, name="Kolmas")
    for role in ("member", "outsider"):
        with pytest.raises(PermissionDenied):
            services.add_guest(meeting=meeting, values={"name": "X"}, actor=getattr(cast, role))


def test_pages_add_change_and_remove_a_guest(cast: Cast, client_of: Browser, meeting: Meeting) -> None:
    client, item = client_of("coordinator"), AgendaItemFactory(meeting=meeting)
    data = {"name": "Vieras Virta", "role": "Asiantuntija", "email": "v@example.org", "item": item.pk}
    client.post(address(meeting, "vieraat/"), data)
    guest = meeting.guests.get()
    assert (guest.item, "Vieras Virta" in text_of(client.get(address(meeting, "vieraat/")))) == (item, True)
    assert client.post(address(meeting, "vieraat/"), data).context["form"].errors  # asked already
    client.post(address(meeting, f"vieraat/{guest.pk}/"), {**data, "item": ""})
    guest.refresh_from_db()
    assert guest.item is None
    client.post(address(meeting, f"vieraat/{guest.pk}/poista/"))
    assert meeting.guests.count() == 0
    assert Proposal.objects.count() == 0
