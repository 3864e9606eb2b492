"""What of meetings waits on a person's desk: drafts to convene, agendas to publish, papers to read."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.enums import RuleName
from members.models import BodyRule, BodyRules
from members.rules import bodies_belonged_to, bodies_run_by
from portal import desk
from portal.desk import Card
from portal.formats import time_range
from portal.front import Block
from portal.models import User

from .answers import answered_nothing, choices_of, with_answers
from .enums import CallState, Capacity, Coming, MeetingState
from .models import (
    ActionItem,
    Invitation,
    Material,
    Meeting,
    PaperReading,
    Proposal,
    Substitution,
)
from .quorum import standing

LOOK_AHEAD = timedelta(days=120)


@desk.cards
def to_prepare(user: User) -> Iterator[Card]:
    """The meetings of the bodies that the person runs, each with its next step."""
    run, now = bodies_run_by(user), timezone.now()
    if not run:
        return
    unfinished = Q(state__in=[MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.IN_SESSION])
    meetings = Meeting.objects.filter(unfinished, body__in=run, starts_at__lte=now + LOOK_AHEAD).for_list()
    notice = notice_days_of(run, timezone.localdate())
    for meeting in meetings.annotate(items_count=Count("items")).order_by("starts_at", "pk"):
        if card := _next_step(meeting, notice.get(meeting.body_id, 0), is_over=meeting.ends_at < now):
            yield card


def _next_step(meeting: Meeting, notice_days: int, *, is_over: bool) -> Card | None:
    where = f"{meeting.body.short_name}, {time_range(meeting.starts_at, meeting.ends_at)}"
    last_day = meeting.invitation_due_on or meeting.day - timedelta(days=notice_days)
    if meeting.state == MeetingState.DRAFT:
        items = ngettext("%(count)d item on the agenda", "%(count)d items on the agenda", meeting.items_count)
        text = f"{where}. {items % {'count': meeting.items_count}}."
        title = _("Convene: %(meeting)s") % {"meeting": meeting.name}
        return Card(title=title, url=meeting.edit_url, text=text, due=last_day, act=_("Continue"))
    if meeting.state == MeetingState.IN_SESSION:
        title = _("In session: %(meeting)s") % {"meeting": meeting.name}
        url = reverse("meetings:session", args=[meeting.key])
        return Card(title=title, url=url, text=where, due=meeting.day, act=_("To the meeting"))
    if is_over:
        title = _("Mark as held: %(meeting)s") % {"meeting": meeting.name}
        return Card(title=title, url=meeting.edit_url, text=where, due=meeting.day, act=_("Open"))
    if meeting.agenda_published_at is None:
        title = _("Publish the agenda: %(meeting)s") % {"meeting": meeting.name}
        return Card(title=title, url=meeting.edit_url, text=where, due=last_day, act=_("Continue"))
    return None


@desk.cards
def to_decide(user: User) -> Iterator[Card]:
    """For those who run a body: the proposals that wait for a place on an agenda."""
    run = bodies_run_by(user)
    if not run:
        return
    waiting = Proposal.objects.waiting().filter(body__in=run).order_by()
    counts = waiting.values_list("body__slug", "body__short_name").annotate(
        Count("pk"), Min("wished_on__materials_due_on")
    )
    for slug, name, count, due in counts.order_by("body__short_name"):
        words = ngettext(
            "%(count)d proposal waits for a decision", "%(count)d proposals wait for a decision", count
        )
        yield Card(
            title=_("Proposals: %(body)s") % {"body": name},
            url=reverse("meetings:backlog", args=[slug]),
            text=words % {"count": count},
            due=due,
            act=_("Look at them"),
        )


@desk.cards
def to_read(user: User) -> Iterator[Card]:
    """Coming meetings with papers that the person has not opened."""
    bodies = bodies_belonged_to(user) - bodies_run_by(user)
    if not bodies:
        return
    coming = Meeting.objects.filter(body__in=bodies).coming_at(timezone.now())
    papers = Material.objects.visible_to(user).filter(item__meeting__in=coming.order_by())
    opened = Count("pk", filter=Exists(PaperReading.objects.filter(user=user, material=OuterRef("pk"))))
    rows = papers.order_by().values_list("item__meeting").annotate(all=Count("pk"), opened=opened)
    counts = {meeting: (read, papers) for meeting, papers, read in rows if read < papers}
    for meeting in coming.filter(pk__in=counts).for_list():
        read, of = counts[meeting.pk]
        said = ngettext("%(read)d of %(count)d paper read", "%(read)d of %(count)d papers read", of)
        yield Card(
            title=_("Read before %(meeting)s") % {"meeting": meeting.name},
            url=f"{meeting.get_absolute_url()}#reading",
            text=said % {"read": read, "count": of},
            due=meeting.starts_at,
            act=_("Read"),
        )


@desk.cards
def to_answer(user: User) -> Iterator[Card]:
    """Coming meetings of which the person has not told whether they come, and calls of a deputy."""
    own = with_answers(Invitation.objects.in_force().filter(person__user=user.pk))
    rows = own.filter(meeting__state=MeetingState.CONVENED, meeting__starts_at__gt=timezone.now())
    rows = rows.select_related("meeting__body").order_by("meeting__starts_at", "pk")
    called = set(
        Substitution.objects.filter(deputy__user=user.pk, state=CallState.CALLED).values_list(
            "meeting", "deputy"
        )
    )
    for row in rows:
        is_called = (row.meeting_id, row.person_id) in called
        if not answered_nothing(row, {person for _meeting, person in called} if is_called else ()):
            continue
        meeting = row.meeting
        title = _("Can you come as deputy? %(meeting)s") if is_called else _("Are you coming? %(meeting)s")
        yield Card(
            title=title % {"meeting": meeting.name},
            url=f"{meeting.get_absolute_url()}#answer",
            text=f"{meeting.body.short_name}, {time_range(meeting.starts_at, meeting.ends_at)}",
            due=meeting.starts_at,
            act=_("Answer the invitation"),
        )


@desk.cards
def to_do(user: User) -> Iterator[Card]:
    """What meetings have given the person to do."""
    rows = ActionItem.objects.open().filter(owner__user=user.pk).select_related("body", "meeting")
    for row in rows.order_by(F("due_on").asc(nulls_last=True), "pk"):
        yield Card(
            title=row.what,
            url=row.get_absolute_url(),
            text=_("Action item of %(body)s") % {"body": row.body.short_name},
            due=row.due_on,
            act=_("Tell what came of it"),
        )


@desk.cards
def seats_without_anybody(user: User) -> Iterator[Card]:
    """For those who run a body: seats of coming meetings for which no deputy is left."""
    run, now = bodies_run_by(user), timezone.now()
    if not run:
        return
    coming = Meeting.objects.filter(body__in=run, state=MeetingState.CONVENED, starts_at__gt=now)
    absent = with_answers(
        Invitation.objects.in_force().filter(meeting__in=coming, capacity=Capacity.MEMBER)
    ).filter(coming=Coming.ABSENT)
    open_calls = Substitution.objects.open().filter(
        meeting=OuterRef("meeting"), seat=OuterRef("seat"), item=None
    )
    counts: dict[int, int] = {}
    for pk in absent.filter(~Exists(open_calls)).values_list("meeting", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    for meeting in coming.filter(pk__in=counts).for_list().order_by("starts_at", "pk"):
        text = ngettext(
            "%(count)d seat for which nobody comes",
            "%(count)d seats for which nobody comes",
            counts[meeting.pk],
        )
        yield Card(
            title=_("Nobody comes for a seat: %(meeting)s") % {"meeting": meeting.name},
            url=reverse("meetings:answers", args=[meeting.key]),
            text=text % {"count": counts[meeting.pk]},
            due=meeting.starts_at,
            act=_("See the answers"),
        )


@desk.panel(10)
def next_meeting(user: User) -> Block | None:
    """The next meeting of the bodies that the person runs or belongs to, who comes or is present, and one's own answer."""
    bodies = bodies_belonged_to(user) | bodies_run_by(user)
    if not bodies:
        return None
    meeting = Meeting.objects.filter(body__in=bodies).for_list().coming_at(timezone.now()).first()
    if meeting is None:
        return None
    answers = standing(meeting)
    own = answers.invitation_of(user.pk) if meeting.state == MeetingState.CONVENED else None
    context = {
        "meeting": meeting,
        "standing": answers,
        "invitation": own,
        "choices": choices_of(meeting) if own else [],
    }
    return Block("meetings/_desk_next.html", context)


def notice_days_of(bodies: frozenset[int], day: date) -> dict[int, int]:
    """How many days before a meeting each body must be convened, where its rules of the day have decided that."""
    rules = BodyRule.objects.filter(
        version__in=BodyRules.objects.valid_on(day).filter(body__in=bodies), name=RuleName.NOTICE_DAYS
    )
    return {body: days for body, days in rules.values_list("version__body", "value") if days is not None}
