"""Who is invited, what they get, and that nothing leaves before the meeting is sure to stay convened."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from icalendar import Calendar

from meetings import services
from meetings.enums import Capacity, Coming, MeetingState
from meetings.models import Guest, Invitation, Meeting
from meetings.workflow import WITHDRAWAL
from members.enums import EndReason, OfficeKind
from members.models import Mandate, Office
from portal.enums import MailState
from portal.models import MailAttachment, OutgoingMail
from tests.cast import Cast
from tests.factories import MeetingFactory, OutsideSeatFactory, SeatFactory

from .seats import (
    all_mails_left,
    convened,
    decide,
    invitation,
    lay_table,
    mails,
    person,
    say,
    sit,
    when_it_is_known,
)

INVITED = "meeting_invitation"


def entry(mail: OutgoingMail) -> Any:
    """The calendar that went with a mail, read back."""
    return Calendar.from_ical(bytes(mail.attachments.get(name__endswith=".ics").content or b""))


def event(mail: OutgoingMail) -> Any:
    """Its entry."""
    (found,) = entry(mail).walk("VEVENT")
    return found


def capacities(meeting: Meeting) -> dict[str, str]:
    """Who is invited as what."""
    rows = Invitation.objects.in_force().filter(meeting=meeting).select_related("person", "guest")
    return {str(row.person or row.guest): row.capacity for row in rows}


# --- Convening -------------------------------------------------------------------------------------------------------


def test_roster_is_everybody_of_the_meeting_day_once(cast: Cast) -> None:
    OutsideSeatFactory()
    left = sit(SeatFactory(group__term=cast.term), "Lähtenyt")
    Mandate.objects.filter(person=left).update(
        valid_until=timezone.localdate(), end_reason=EndReason.RESIGNED
    )
    Office.objects.create(
        body=cast.body, person=cast.member.person, kind=OfficeKind.CHAIR, valid_from=timezone.localdate()
    )
    draft = MeetingFactory(body=cast.body)
    Guest.objects.create(meeting=draft, name="Vieras", email="vieras@example.org")
    meeting = services.convene_meeting(meeting=draft, actor=cast.coordinator)
    assert capacities(meeting) == {
        "Member": Capacity.MEMBER,
        "Deputy": Capacity.DEPUTY,
        "Coordinator": Capacity.OFFICE,
        "Speaker": Capacity.SPEAKER,
        "Vieras": Capacity.GUEST,
    }
    assert mails(INVITED) == [
        "coordinator@example.org",
        "deputy@example.org",
        "member@example.org",
        "speaker@example.org",
        "vieras@example.org",
    ]


def test_person_in_two_seats_is_invited_once_and_as_a_member(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    Mandate.objects.filter(person=table.deputies[0][0]).update(person=cast.member.person)
    meeting = convened(cast)
    assert invitation(meeting, cast.member.person).seat == cast.seat


def test_without_deputies_by_the_rules_none_is_invited(cast: Cast) -> None:
    decide(cast, deputy_kind="none")
    assert "Deputy" not in capacities(convened(cast))


def test_mail_waits_until_the_meeting_cannot_be_taken_back(cast: Cast) -> None:
    meeting = convened(cast)
    due = set(OutgoingMail.objects.filter(kind=INVITED).values_list("due_at", flat=True))
    assert due == {meeting.convened_at + WITHDRAWAL}


def test_taken_back_meeting_was_never_heard_of(cast: Cast) -> None:
    table = lay_table(cast)
    meeting = convened(cast)
    first = invitation(meeting, table.members[0])
    say(meeting, table.members[0], Coming.ABSENT)
    services.withdraw_meeting(meeting=meeting, actor=cast.coordinator)
    assert OutgoingMail.objects.count() == 0
    rows = Invitation.objects.filter(meeting=meeting)
    assert [(row.pk, row.revoked_at is None) for row in rows] == [(first.pk, False)]
    assert meeting.substitutions.open().count() == 0


def test_meeting_convened_again_keeps_the_link_and_forgets_the_answer(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    before = invitation(meeting, table.members[0])
    say(meeting, table.members[0], Coming.ABSENT)
    services.withdraw_meeting(meeting=meeting, actor=cast.coordinator)
    again = services.convene_meeting(meeting=Meeting.objects.get(pk=meeting.pk), actor=cast.coordinator)
    row = services.invitation.invitations_of(again).get(person=table.members[0])
    assert (row.key, row.coming, row.sequence) == (before.key, None, 1)


def test_mail_tells_when_where_and_has_three_links(cast: Cast, settings: Any) -> None:
    settings.BASE_URL = "https://portaali.example.org"
    meeting = convened(cast, remote_link="https://etana.example.org/1")
    key = invitation(meeting, cast.member.person).key
    text = OutgoingMail.objects.get(to_address=cast.member.email, kind=INVITED).text
    assert text.count(f"https://portaali.example.org/kutsu/{key}/") == 4
    for word in ("paikalla", "etana", "en-paase"):
        assert text.count(f"/kutsu/{key}/?vastaus={word}\n") == 1
    assert ("Testitalo" in text, "https://etana.example.org/1" in text) == (True, True)
    assert text.count(f"https://portaali.example.org{meeting.get_absolute_url()}") == 1


def test_entry_is_a_request_with_the_zone_of_helsinki(cast: Cast, settings: Any) -> None:
    settings.BASE_URL = "https://portaali.example.org"
    meeting = convened(cast)
    mail = OutgoingMail.objects.get(to_address=cast.member.email, kind=INVITED)
    calendar, found = entry(mail), event(mail)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Helsinki"]
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (
        f"{meeting.key}@portaali.example.org",
        0,
        "CONFIRMED",
    )
    assert (found["DTSTART"].dt, found["DTSTART"].params["TZID"]) == (meeting.starts_at, "Europe/Helsinki")
    assert found["DTEND"].dt == meeting.ends_at
    assert str(found["ATTENDEE"]) == "mailto:member@example.org"
    assert mail.attachments.get(name__endswith=".ics").content_type == "text/calendar; method=REQUEST"


@pytest.mark.parametrize(("published", "names"), [(True, 1), (False, 0)])
def test_agenda_goes_with_the_mail_when_it_is_published(cast: Cast, published: bool, names: int) -> None:
    draft = MeetingFactory(body=cast.body)
    services.convene_meeting(meeting=draft, publish_agenda=published, actor=cast.coordinator)
    files = MailAttachment.objects.filter(mail__to_address=cast.member.email, document__isnull=False)
    assert files.count() == names


def test_somebody_without_an_address_is_invited_without_a_mail(cast: Cast) -> None:
    seat = SeatFactory(group__term=cast.term)
    silent = sit(seat, "Hiljainen")
    silent.email = ""
    silent.save(update_fields=["email"])
    meeting = convened(cast)
    assert (invitation(meeting, silent).seat, len(mails(INVITED))) == (seat, 4)


# --- Moving and cancelling -------------------------------------------------------------------------------------------


def change(meeting: Meeting, cast: Cast, **values: Any) -> Meeting:
    """The coordinator changes facts."""
    now = Meeting.objects.get(pk=meeting.pk)
    tell = values.pop("tell", True)
    services.change_meeting(
        meeting=now, base_version=now.version, values=values, tell=tell, actor=cast.coordinator
    )
    return Meeting.objects.get(pk=meeting.pk)


def test_moved_meeting_is_the_same_entry_with_the_next_number(cast: Cast) -> None:
    meeting = convened(cast)
    all_mails_left()
    later = meeting.starts_at + timedelta(hours=1)
    with when_it_is_known(meeting):
        change(meeting, cast, starts_at=later, ends_at=later + timedelta(hours=2))
    first = event(OutgoingMail.objects.get(to_address=cast.member.email, kind=INVITED))
    mail = OutgoingMail.objects.get(to_address=cast.member.email, kind="meeting_moved")
    second = event(mail)
    assert (second["UID"], second["SEQUENCE"], second["DTSTART"].dt) == (first["UID"], 1, later)
    assert entry(mail)["METHOD"] == "REQUEST"


@pytest.mark.parametrize(
    "values", [{"title_fi": "Kevätkokous"}, {"place": "Testitalo, 2. krs", "tell": False}]
)
def test_typo_sends_nothing(cast: Cast, values: dict[str, Any]) -> None:
    meeting = convened(cast)
    all_mails_left()
    with when_it_is_known(meeting):
        change(meeting, cast, **values)
    assert mails("meeting_moved") == []


def test_invitation_that_has_not_left_is_written_anew(cast: Cast) -> None:
    meeting = convened(cast)
    change(meeting, cast, place="Uusi talo", tell=False)
    mail = OutgoingMail.objects.get(to_address=cast.member.email)
    assert (mail.kind, "Uusi talo" in mail.text, str(event(mail)["LOCATION"])) == (INVITED, True, "Uusi talo")


def test_cancelled_meeting_goes_from_the_calendars(cast: Cast) -> None:
    meeting = convened(cast)
    all_mails_left()
    services.cancel_meeting(meeting=meeting, reason="Sairaus", actor=cast.coordinator)
    mail = OutgoingMail.objects.get(to_address=cast.member.email, kind="meeting_cancelled")
    found = event(mail)
    assert (entry(mail)["METHOD"], found["STATUS"], found["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert "Sairaus" in mail.text


def test_cancelled_meeting_of_which_nobody_has_heard_is_silent(cast: Cast) -> None:
    services.cancel_meeting(meeting=convened(cast), reason="Sairaus", actor=cast.coordinator)
    assert OutgoingMail.objects.count() == 0


# --- Seats that change hands -----------------------------------------------------------------------------------------


def test_new_member_gets_the_invitation_once(cast: Cast) -> None:
    meeting = convened(cast)
    all_mails_left()
    newcomer = sit(SeatFactory(group__term=cast.term), "Uusi")
    for _time in range(2):
        services.match_roster(meeting=meeting, actor=None)
    rows = OutgoingMail.objects.filter(to_address=newcomer.email, kind=INVITED)
    assert [row.state for row in rows] == [MailState.QUEUED]


def test_leaver_is_uninvited_and_the_entry_cancelled(cast: Cast) -> None:
    table = lay_table(cast, members=1, deputies=0)
    meeting = convened(cast)
    all_mails_left()
    Mandate.objects.filter(person=table.members[0]).update(
        valid_until=timezone.localdate(), end_reason=EndReason.RESIGNED
    )
    services.match_roster(meeting=meeting, actor=None)
    assert table.members[0].name not in capacities(meeting)
    assert entry(OutgoingMail.objects.get(kind="meeting_uninvited"))["METHOD"] == "CANCEL"


def test_deputy_who_becomes_the_member_is_invited_as_such(cast: Cast) -> None:
    table = lay_table(cast, members=1)
    meeting = convened(cast)
    all_mails_left()
    today = timezone.localdate()
    Mandate.objects.filter(seat__in=[table.seats[0], *table.seats[0].deputies.all()]).update(
        valid_until=today, end_reason=EndReason.RESIGNED
    )
    deputy = table.deputies[0][0]
    Mandate.objects.create(
        seat=table.seats[0],
        person=deputy,
        valid_from=today + timedelta(days=1),
        valid_until=cast.term.ends_on,
    )
    services.match_roster(meeting=meeting, actor=None)
    assert invitation(meeting, deputy).capacity == Capacity.MEMBER
    assert mails("meeting_uninvited") == [table.members[0].email]


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CANCELLED])
def test_roster_of_a_meeting_that_is_not_convened_is_left_alone(cast: Cast, state: str) -> None:
    meeting = MeetingFactory(body=cast.body, state=state, cancel_reason="Syy" if state == "cancelled" else "")
    assert (services.match_roster(meeting=meeting, actor=None), Invitation.objects.count()) == ([], 0)


# --- Reminders -------------------------------------------------------------------------------------------------------


def test_only_those_who_should_answer_are_reminded(cast: Cast) -> None:
    table = lay_table(cast)
    meeting = convened(cast)
    say(meeting, table.members[0], Coming.ABSENT)
    assert services.remind(meeting=meeting, actor=cast.coordinator) == 5
    assert mails("meeting_reminder") == sorted(
        [
            table.members[1].email,
            table.deputies[0][0].email,  # called, has not answered
            "coordinator@example.org",
            "member@example.org",
            "speaker@example.org",
        ]
    )


def test_portal_reminds_each_once(cast: Cast) -> None:
    meeting = convened(cast)
    assert [services.remind(meeting=meeting, actor=None) for _time in range(2)] == [3, 0]


def test_others_remind_nobody(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        services.remind(meeting=convened(cast), actor=cast.member)


def test_invitation_is_in_the_language_of_the_person(cast: Cast) -> None:
    cast.member.language = "sv"
    cast.member.save(update_fields=["language"])
    Office.objects.create(
        body=cast.body, person=person("Toinen"), kind=OfficeKind.PRESENTER, valid_from=timezone.localdate()
    )
    meeting = convened(cast)
    key = invitation(meeting, cast.member.person).key
    mail = OutgoingMail.objects.get(to_address=cast.member.email)
    assert (mail.language, f"/sv/kutsu/{key}/" in mail.text) == ("sv", True)
