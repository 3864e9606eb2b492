"""The demo's meetings as they were and are held: who was present, what was decided, what is to be done.

People, associations and matters are invented.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from members.demo import BODY, COORDINATOR, MEMBER
from members.enums import OfficeKind
from members.models import Body, Person
from portal import demo
from portal.models import User

from . import services
from .enums import Capacity, Ground, ItemKind, MeetingKind, MeetingState, Outcome, Standing, Way
from .legality import conclusion, facts_of, legality_text
from .models import (
    ActionItem,
    AgendaItem,
    Disqualification,
    ItemRecord,
    Meeting,
    Motion,
    Presence,
    Session,
    Vote,
    VoteOption,
)
from .quorum import Floor
from .services.closing import give_sections, numbered_items
from .services.session import holder_of

SEATED = ("member", "member", "deputy", "member", "", "member")
"""The next of these for each seat: who comes."""

DISCUSSION = {
    Standing.OPENING: "Puheenjohtaja avasi kokouksen.",
    Standing.ANNOUNCEMENTS: "Merkittiin tiedoksi verkostojen terveiset ja tulevat tilaisuudet.",
    Standing.OTHER: "Muita asioita ei ollut.",
    Standing.CLOSING: "Puheenjohtaja päätti kokouksen.",
}
SAID = (
    "Asiasta käytiin keskustelu. Ryhmä piti tärkeänä, että pienet yhdistykset pääsevät mukaan, ja että tieto kulkee"
    " kaikkiin verkostoihin."
)
DECIDED = {
    ItemKind.DECIDE: (Outcome.DECIDED, "Päätettiin esityksen mukaan."),
    ItemKind.DISCUSS: (Outcome.DISCUSSED, "Keskustelu merkittiin tiedoksi."),
    ItemKind.NOTE: (Outcome.NOTED, "Merkittiin tiedoksi."),
    ItemKind.FORMAL: (Outcome.NOTED, ""),
}
CANCELLED_BECAUSE = "Puhujat sairastuivat. Asiat käsitellään seuraavassa kokouksessa."


@demo.step(32)
def hold(today: date) -> None:
    """Records of the meetings that were held, one that goes on now, one that was cancelled, and things to do."""
    body = Body.objects.get(slug=BODY)
    actor = demo.user_of(COORDINATOR)
    for meeting in body.meetings.filter(
        state=MeetingState.HELD, session=None, convened_at__isnull=False
    ).order_by("starts_at"):
        if meeting.items.exists():
            record(meeting, actor)
    if not ActionItem.objects.filter(body=body).exists():
        give_things_to_do(body, today, actor)
    if not body.meetings.filter(state=MeetingState.CANCELLED).exists():
        cancel(body, actor)
    if not Session.objects.filter(meeting__body=body, closed_at=None).exists():
        sit_now(body, actor)


def record(meeting: Meeting, actor: User) -> None:
    """A meeting of the past as its secretary wrote it."""
    Session.objects.create(
        meeting=meeting,
        opened_at=meeting.starts_at,
        closed_at=meeting.ends_at - timedelta(minutes=5),
        chair=holder_of(meeting, OfficeKind.CHAIR) or holder_of(meeting, OfficeKind.VICE_CHAIR),
        secretary=holder_of(meeting, OfficeKind.SECRETARY),
    )
    seat_people(meeting, meeting.starts_at)
    items = numbered_items(meeting)
    records = [
        write(item, at, actor) for item, at in zip(items, clocks(items, meeting.starts_at), strict=True)
    ]
    give_sections(meeting, records)
    ItemRecord.objects.bulk_create(records)
    write_legality(meeting)


def seat_people(meeting: Meeting, at: datetime) -> None:
    """Most seats are filled, some by deputies, and some people take part remotely."""
    floor = Floor(meeting)
    ways = cycle([Way.ON_SITE, Way.ON_SITE, Way.REMOTE])
    for seat, comes, way in zip(floor.seats, cycle(SEATED), ways, strict=False):
        people = floor.who_can_sit(seat)
        member = floor.members.get(seat.pk)
        if not comes or not people or (comes == "deputy" and people[-1] == member):
            continue
        person = member if comes == "member" and member else people[-1]
        capacity = Capacity.MEMBER if person == member else Capacity.DEPUTY
        if not Presence.objects.filter(meeting=meeting, person=person).exists():
            Presence.objects.create(
                meeting=meeting, person=person, seat=seat, capacity=capacity, way=way, arrived_at=at
            )


def clocks(items: list[AgendaItem], starts_at: datetime) -> Iterator[datetime]:
    """When each item began, by the durations of the agenda."""
    for item in items:
        yield starts_at
        starts_at += timedelta(minutes=item.minutes)


def write(item: AgendaItem, at: datetime, actor: User) -> ItemRecord:
    """What was said and decided of an item."""
    outcome, decision = DECIDED[ItemKind(item.kind)]
    said = DISCUSSION.get(Standing(item.standing), "") if item.standing else SAID
    return ItemRecord(
        item=item,
        outcome=outcome,
        discussion_fi=said,
        decision_fi="" if item.standing in DISCUSSION else decision,
        began_at=at,
        ended_at=at + timedelta(minutes=item.minutes),
        changed_at=at + timedelta(minutes=item.minutes),
        changed_by=actor,
    )


def write_legality(meeting: Meeting) -> None:
    """The legality item from the facts, as the session page would write it."""
    for row in ItemRecord.objects.filter(item__meeting=meeting, item__standing=Standing.LEGALITY):
        facts = facts_of(meeting, row.item)
        for language in ("fi", "sv"):
            setattr(row, f"discussion_{language}", legality_text(facts, language))
            setattr(row, f"decision_{language}", conclusion(facts, language))
        row.save()


def give_things_to_do(body: Body, today: date, actor: User) -> None:
    """Things that are open, late and done."""
    meetings = body.meetings.filter(session__closed_at__isnull=False).order_by("-starts_at")
    last = meetings.first()
    if last is None:
        return
    people = Person.objects.in_bodies([body.pk]).filter(is_example=True).order_by("name")
    member = people.filter(name=MEMBER.name).first() or people.first()
    item = last.items.filter(standing="").first()
    rows: list[dict[str, Any]] = [
        {"what": "Lausunnon luonnoksen kokoaminen verkostojen kommenteista", "owner": member, "days": 6},
        {"what": "Järjestöfoorumin tilavaraus ja kutsu", "owner": people.last(), "days": -4},
        {"what": "Kohtaamispaikkojen luettelon tarkistaminen", "owner_name": "Hyvinvointialueen viestintä"},
    ]
    for row in rows:
        days = row.pop("days", None)
        due = today + timedelta(days=days) if days is not None else None
        services.add_action(meeting=last, item=item, values={**row, "due_on": due}, actor=actor)
    done = services.add_action(
        meeting=last, values={"what": "Edustajan nimi työryhmälle", "owner": member}, actor=actor
    )
    services.settle_action(action=done, state="done", note="Nimi ilmoitettu sähköpostilla.", actor=actor)


def cancel(body: Body, actor: User) -> None:
    """An extra meeting that was convened and cancelled."""
    meeting = extra(
        body, timezone.now() + timedelta(days=9), "Ylimääräinen kokous: varautumisen tilannekuva", actor
    )
    services.cancel_meeting(meeting=meeting, reason=CANCELLED_BECAUSE, actor=actor)


def sit_now(body: Body, actor: User) -> None:
    """An extra meeting that began half an hour ago: one item is done, the next one is being discussed."""
    now = timezone.now()
    meeting = extra(
        body, now + timedelta(minutes=1), "Ylimääräinen kokous: hyte-neuvottelun valmistelu", actor
    )
    services.open_meeting(meeting=meeting, actor=actor)
    began = now - timedelta(minutes=30)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=began, ends_at=began + timedelta(hours=2))
    meeting = Meeting.objects.get(pk=meeting.pk)
    Session.objects.filter(meeting=meeting).update(opened_at=began)
    seat_people(meeting, began)
    opening, matter, *_rest = numbered_items(meeting)
    for item in (opening, matter):
        item.meeting = meeting
        services.begin_item(item=item, actor=actor)
    row = ItemRecord.objects.get(item=matter)
    typed = {"discussion_fi": services.Typed(SAID, row.version)}
    services.save_record(item=matter, typed=typed, actor=actor)
    rows = Presence.objects.filter(meeting=meeting, capacity=Capacity.MEMBER).select_related("person")
    members = [row.person for row in rows if row.person]
    if len(members) > 2:  # noqa: PLR2004 - one is disqualified, two disagree
        Disqualification.objects.create(
            item=matter,
            person=members[0],
            ground=Ground.GOVERNS,
            text="Järjestö on neuvottelun sopimuskumppani.",
            declared_at=now,
            recorded_by=actor,
        )
        propose(matter, members[1:3], now)


def propose(item: AgendaItem, people: list[Person], at: datetime) -> None:
    """A motion with support, and the vote on it."""
    motion = Motion.objects.create(
        item=item, order=1, text="Lisätään esitykseen maininta vertaistuesta.", mover=people[0], made_at=at
    )
    motion.supports.create(person=people[1])
    vote = Vote.objects.create(item=item, order=1, question="Lisätäänkö maininta?", held_at=at)
    VoteOption.objects.create(vote=vote, order=1, text="Esityslistan esitys", votes=3)
    VoteOption.objects.create(vote=vote, order=2, text="Lisätään", motion=motion, votes=7, won=True)


def extra(body: Body, starts_at: datetime, title: str, actor: User) -> Meeting:
    """A convened extra meeting with three items."""
    values = {
        "kind": MeetingKind.EXTRA,
        "title_fi": title,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Kumppanuustalo, sali Kuikka, Tampere",
    }
    meeting = services.make_meeting(body=body, values=values, actor=actor)
    items = (
        {"title_fi": "Kokouksen avaus", "title_sv": "Mötet öppnas", "kind": ItemKind.FORMAL, "minutes": 5},
        {
            "title_fi": "Järjestöjen esitykset neuvotteluun",
            "title_sv": "Organisationernas förslag till förhandlingen",
            "kind": ItemKind.DECIDE,
            "minutes": 40,
            "proposal_fi": "Ryhmä hyväksyy esitykset ja lähettää ne hyvinvointialueelle.",
        },
        {"title_fi": "Seuraavat vaiheet", "kind": ItemKind.DISCUSS, "minutes": 20},
        {
            "title_fi": "Kokouksen päättäminen",
            "title_sv": "Mötet avslutas",
            "kind": ItemKind.FORMAL,
            "minutes": 5,
            "standing": Standing.CLOSING,
        },
    )
    for item in items:
        services.add_item(meeting=meeting, values=item, actor=actor)
    return services.convene_meeting(meeting=meeting, actor=actor)
