"""Acts on the year of a body: its meetings are planned at once, and its yearly topics become proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.enums import AgendaBeginning, MeetingState, ProposalSource
from meetings.models import Meeting, Proposal, YearlyTopic
from meetings.workflow import PREPARED
from meetings.year_plan import MOST, meeting_nearest
from members.enums import BodyStatus
from members.models import Body
from members.services.acting import lock_body
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import write
from .meeting import make_meeting

LOOK_AHEAD = timedelta(days=90)
"""So long before its month a topic becomes a proposal, so that there is time to prepare it."""


@dataclass(frozen=True)
class Planned:
    """The drafts that were made, and the days on which the body meets already."""

    made: list[Meeting]
    skipped: list[date]


@act
def plan_year(*, body: Body, year: int, meetings: Sequence[dict[str, Any]], actor: User) -> Planned:
    """Make drafts of all these meetings at once, each with the standing items and its deadlines, or none of them.

    A day on which the body meets already is left out, so that planning again never doubles. The year's topics become
    proposals for the meeting nearest to their month. Raises PermissionDenied, Refused, and ValidationError for a meeting
    that would end before it begins.
    """
    locked = lock_body(body, actor=actor)
    if len(meetings) > MOST:
        raise Refused(_("At most %(most)d meetings are planned at once.") % {"most": MOST})
    if any(timezone.localdate(values["starts_at"]).year != year for values in meetings):
        raise Refused(_("One of the days is in another year."))
    taken = days_taken(locked, year)
    made, skipped = [], []
    for values in sorted(meetings, key=lambda values: values["starts_at"]):
        day = timezone.localdate(values["starts_at"])
        if day in taken:
            skipped.append(day)
            continue
        taken.add(day)
        made.append(make_meeting(body=locked, values=values, beginning=AgendaBeginning.STANDING, actor=actor))
    raise_topics(body=locked, year=year, actor=actor)
    return Planned(made, skipped)


def days_taken(body: Body, year: int) -> set[date]:
    """The days of the year on which the body meets, by meetings that were not cancelled."""
    meetings = Meeting.objects.filter(body=body, starts_at__year=year).exclude(state=MeetingState.CANCELLED)
    return {timezone.localdate(instant) for instant in meetings.values_list("starts_at", flat=True)}


@act
def raise_topics(*, body: Body, year: int, until: date | None = None, actor: User | None) -> list[Proposal]:
    """Make proposals of the yearly topics of the year whose month is not over, once each; those that were made.

    With `until`, only of the months that begin by that day. A topic that waits without a wish gets the meeting nearest
    to its month as soon as there is one. Without an actor the portal does it by itself. Raises PermissionDenied.
    """
    if actor is not None:
        body = lock_body(body, actor=actor)
    today = timezone.localdate()
    meetings = list(
        Meeting.objects.filter(
            body=body, state__in=PREPARED, starts_at__year=year, starts_at__gt=timezone.now()
        )
    )
    known = {
        proposal.topic_id: proposal for proposal in Proposal.objects.filter(topic__body=body, topic_year=year)
    }
    made = []
    for topic in body.yearly_topics.all():
        first = date(year, topic.month, 1)
        wished = meeting_nearest(meetings, first)
        before = known.get(topic.pk)
        if before is not None:
            _wish(before, wished)
        elif (year, topic.month) >= (today.year, today.month) and (until is None or first <= until):
            proposal, is_new = _proposal_of(topic, year, wished)
            made += [proposal] if is_new else []
    return made


def raise_due_topics() -> None:
    """Each day: the topics of all bodies that work, of the months that begin within the next three."""
    until = timezone.localdate() + LOOK_AHEAD
    bodies = Body.objects.filter(status=BodyStatus.ACTIVE, yearly_topics__isnull=False).distinct()
    for body in bodies:
        for year in sorted({timezone.localdate().year, until.year}):
            raise_topics(body=body, year=year, until=until, actor=None)


@act
def add_topic(*, body: Body, values: dict[str, Any], actor: User) -> YearlyTopic:
    """A new topic; it becomes a proposal when its time comes. Raises PermissionDenied and ValidationError."""
    topic = YearlyTopic(body=lock_body(body, actor=actor), **values)
    topic.full_clean(validate_constraints=False)
    topic.save()
    return topic


@act
def change_topic(*, topic: YearlyTopic, values: dict[str, Any], actor: User) -> YearlyTopic:
    """Change a topic from the next time on; what it has become stays. Raises as `add_topic`, and Overtaken."""
    now = _still_there(topic, actor=actor)
    write(now, values)
    return now


@act
def remove_topic(*, topic: YearlyTopic, actor: User) -> None:
    """Take a topic off the clock; its proposals stay as they are. Raises PermissionDenied and Overtaken."""
    _still_there(topic, actor=actor).delete()


def _still_there(topic: YearlyTopic, *, actor: User) -> YearlyTopic:
    lock_body(topic.body, actor=actor)
    now = YearlyTopic.objects.select_related("body").filter(pk=topic.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this topic."))
    return now


def _wish(proposal: Proposal, wished: Meeting | None) -> None:
    """Only a wish that nobody has made otherwise is filled in."""
    if wished and proposal.wished_on_id is None:
        waiting = Proposal.objects.waiting().filter(pk=proposal.pk, wished_on=None)
        waiting.update(wished_on=wished)


def _proposal_of(topic: YearlyTopic, year: int, wished: Meeting | None) -> tuple[Proposal, bool]:
    return Proposal.objects.get_or_create(
        topic=topic,
        topic_year=year,
        defaults={
            "body": topic.body,
            "source": ProposalSource.ANNUAL_CLOCK,
            "title": topic.title_fi,
            "text": topic.background_fi or "",
            "kind": topic.kind,
            "minutes": topic.minutes,
            "wished_on": wished,
            "received_at": timezone.now(),
        },
    )
