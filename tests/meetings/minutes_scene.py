"""A meeting that was held, with all that its minutes tell; the member of the cast chaired, the coordinator wrote."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings import services
from meetings.enums import InspectorState, ItemKind, MeetingState, Outcome, SignatureRole, Standing
from meetings.minutes_content import content_of, hash_of
from meetings.models import AgendaItem, Inspector, Meeting, Minutes
from members.models import Person
from tests.cast import Cast
from tests.factories import (
    AgendaItemFactory,
    ItemRecordFactory,
    MeetingFactory,
    PresenceFactory,
    SessionFactory,
)

from .seats import Table, lay_table


@dataclass
class Scene:
    """The meeting, its minutes, its items in their order, and who sat there."""

    cast: Cast
    meeting: Meeting
    minutes: Minutes
    items: list[AgendaItem]
    table: Table

    @property
    def matter(self) -> AgendaItem:
        """The item that something was decided of."""
        return self.items[1]

    def now(self) -> Minutes:
        """The minutes as they are in the database."""
        return Minutes.objects.select_related("meeting__body", "meeting__session").get(pk=self.minutes.pk)


def held(cast: Cast, *, table: Table | None = None, days_ago: int = 7, items: int = 2, **facts: Any) -> Scene:
    """Three members and the chair were present; the body has decided that minutes are written."""
    begins = (timezone.now() - timedelta(days=days_ago)).replace(microsecond=0)
    facts = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), **facts}
    meeting = MeetingFactory(body=cast.body, convened=True, state=MeetingState.HELD, **facts)
    table = table or lay_table(cast, members=3, deputies=0)
    chair, secretary = cast.member.person, cast.coordinator.person
    SessionFactory(
        meeting=meeting,
        opened_at=begins,
        closed_at=begins + timedelta(hours=2),
        chair=chair,
        secretary=secretary,
    )
    for person, seat in zip([chair, *table.members], [cast.seat, *table.seats], strict=True):
        PresenceFactory(meeting=meeting, person=person, seat=seat, arrived_at=begins)
    made = [
        AgendaItemFactory(
            meeting=meeting,
            order=number,
            kind=ItemKind.DECIDE,
            standing=Standing.OPENING if number == 1 else "",
            title=f"Asia {number}",
            proposal="Hyväksytään.",
        )
        for number in range(1, items + 1)
    ]
    for number, item in enumerate(made, 1):
        ItemRecordFactory(
            item=item,
            outcome=Outcome.DECIDED,
            discussion_fi="Keskusteltiin.",
            decision_fi="Hyväksyttiin.",
            body=cast.body,
            year=meeting.year,
            series=str(meeting.year),
            section=1000 * (meeting.number or 0) + number,
        )
    minutes = services.begin_minutes(meeting)
    if not minutes.record_kind:
        services.choose_kind(minutes=minutes, kind="minutes", actor=cast.coordinator)
    scene = Scene(cast, meeting, minutes, made, table)
    scene.minutes = scene.now()
    return scene


def text_hash(minutes: Minutes) -> str:
    """The hash of what the minutes say now."""
    return hash_of(content_of(Minutes.objects.get(pk=minutes.pk)))


def sign(scene: Scene, role: str = SignatureRole.CHAIR) -> None:
    """One of the two signs."""
    actor = scene.cast.member if role == SignatureRole.CHAIR else scene.cast.coordinator
    services.sign_minutes(minutes=scene.now(), role=role, content_hash=text_hash(scene.minutes), actor=actor)


def signed(cast: Cast, **how: Any) -> Scene:
    """Both were asked to sign, and have signed."""
    scene = held(cast, **how)
    services.ask_signatures(minutes=scene.now(), actor=cast.coordinator)
    for role in SignatureRole:
        sign(scene, role)
    return scene


def inspected(cast: Cast, *, inspectors: int = 2, **how: Any) -> Scene:
    """The first members inspect."""
    scene = signed(cast, **how)
    people: list[Person] = scene.table.members[:inspectors]
    services.begin_inspection(minutes=scene.now(), people=people, actor=cast.coordinator)
    return scene


def approve(inspector: Inspector) -> None:
    """An inspector says yes by the link."""
    services.approve_minutes(inspector=inspector, content_hash=text_hash(inspector.minutes), actor=None)


def approved(cast: Cast, **how: Any) -> Scene:
    """All inspectors have approved: the minutes are sealed."""
    scene = inspected(cast, **how)
    for inspector in scene.minutes.inspectors.filter(state=InspectorState.WAITING):
        approve(inspector)
    return scene
