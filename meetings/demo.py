"""The demo's share of this app: a year of invented meetings of the real body, the next one with all its papers."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from members.demo import BODY, COORDINATOR
from members.models import Body
from portal import demo
from portal.enums import Audience
from portal.models import User

from . import demo_answers, demo_papers, services
from .demo_agenda import DRAFT_MATTERS, EXTRA_MATTERS, HELD_MATTERS, NEXT_AGENDA, DemoItem, DemoPaper
from .enums import AgendaBeginning, MaterialKind, MeetingKind, MeetingState
from .models import AgendaItem, Meeting, YearCounter

QUARTER = timedelta(days=91)
LATELY = timedelta(days=20)
PLACE = "Kumppanuustalo, sali Kuikka, Tampere"
LINK = "https://etakokous.example.org/jarjestoyhteistyoryhma"


@demo.step(30)
def meet(today: date) -> None:
    """Three held meetings and an extra one, one soon, and a draft for the quarter after it; what is there already stays."""
    body = Body.objects.get(slug=BODY)
    actor = demo.user_of(COORDINATOR)
    soon = working_day(today + timedelta(days=18))
    if not body.meetings.filter(starts_at__year__gte=soon.year - 1).exists():
        for quarters, matters in enumerate(HELD_MATTERS, -len(HELD_MATTERS)):
            make_held(body, working_day(soon + quarters * QUARTER), matters, actor)
        make_held(body, working_day(today - LATELY), EXTRA_MATTERS, actor, kind=MeetingKind.EXTRA)
    if not body.meetings.coming_at(timezone.now()).exists():
        make_next(body, soon, actor)
    if not body.meetings.filter(state=MeetingState.DRAFT, starts_at__gt=timezone.now()).exists():
        make_draft(body, working_day(soon + QUARTER), actor)


def working_day(day: date) -> date:
    """The day, or the Monday after it when it falls on a weekend."""
    return day + timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())


def times(day: date) -> dict[str, datetime]:
    """From two to four in the afternoon."""
    clocks = {"starts_at": time(14), "ends_at": time(16)}
    return {name: timezone.make_aware(datetime.combine(day, clock)) for name, clock in clocks.items()}


def make_held(
    body: Body, day: date, matters: list[DemoItem], actor: User, kind: str = MeetingKind.REGULAR
) -> None:
    """A meeting of the past: it was convened three weeks before, and its agenda shows what was taken up."""
    counter, _is_new = YearCounter.objects.get_or_create(body=body, year=day.year)
    counter.last_meeting += 1
    counter.save(update_fields=["last_meeting"])
    values = times(day) | {"place": PLACE, "kind": kind}
    meeting = services.make_meeting(body=body, values=values, beginning=AgendaBeginning.STANDING, actor=actor)
    for matter in matters:
        add(meeting, matter, actor)
    known_at = meeting.starts_at - timedelta(days=21)
    AgendaItem.objects.filter(meeting=meeting).update(added_at=known_at, changed_at=known_at)
    Meeting.objects.filter(pk=meeting.pk).update(
        state=MeetingState.HELD,
        year=day.year,
        number=counter.last_meeting,
        convened_at=known_at,
        agenda_published_at=known_at,
    )


def make_next(body: Body, day: date, actor: User) -> None:
    """The meeting that everybody prepares for now, convened."""
    values = times(day) | {"place": PLACE, "remote_link": LINK}
    meeting = services.make_meeting(body=body, values=values, actor=actor)
    for matter in NEXT_AGENDA:
        add(meeting, matter, actor)
    convened = services.convene_meeting(meeting=meeting, actor=actor)
    demo_answers.answer(convened)
    services.request_all_documents(meeting=convened, actor=actor)
    demo_answers.read(convened)


def make_draft(body: Body, day: date, actor: User) -> None:
    """A meeting that only the coordinator knows of."""
    values = times(day) | {"place": PLACE}
    meeting = services.make_meeting(body=body, values=values, beginning=AgendaBeginning.STANDING, actor=actor)
    for matter in DRAFT_MATTERS:
        add(meeting, matter, actor)


def add(meeting: Meeting, matter: DemoItem, actor: User) -> None:
    """An item with its papers."""
    values: dict[str, Any] = {name: value for name, value in matter._asdict().items() if name != "papers"}
    item = services.add_item(meeting=meeting, values=values, actor=actor)
    for paper in matter.papers:
        services.add_material(
            item=item,
            file=file_of(paper),
            kind=MaterialKind.BACKGROUND if paper.is_background else MaterialKind.ANNEX,
            audience=Audience.MEMBERS if paper.is_for_members else Audience.PUBLIC,
            title=paper.title,
            actor=actor,
        )


def file_of(paper: DemoPaper) -> ContentFile:
    """The paper as a file of its type, its text repeated until it has its length."""
    make = demo_papers.docx if paper.name.endswith(".docx") else demo_papers.pdf
    return make(paper.name, paper.title, [paper.text] * paper.paragraphs)
