"""What of meetings waits on a person's desk: drafts to convene, agendas to publish, papers to read."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
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
from .models import Invitation, Material, Meeting, MeetingVisit, Substitution
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
    last_day = meeting.day - timedelta(days=notice_days)
    if meeting.state == MeetingState.DRAFT:
        items = ngettext("%(count)d item on the agenda", "%(count)d items on the agenda", meeting.items_count)
        text = f"{where}. {items % {'count': meeting.items_count}}."
        title = _("Convene: %(meeting)s") % {"meeting": meeting.name}
        return Card(title=title, url=meeting.edit_url, text=text, due=last_day, act=_("Continue"))
    if is_over:
        title = _("Mark as held: %(meeting)s") % {"meeting": meeting.name}
        return Card(title=title, url=meeting.edit_url, text=where, due=meeting.day, act=_("Open"))
    if meeting.agenda_published_at is None:
        title = _("Publish the agenda: %(meeting)s") % {"meeting": meeting.name}
        return Card(title=title, url=meeting.edit_url, text=where, due=last_day, act=_("Continue"))
    return None


@desk.cards
def to_read(user: User) -> Iterator[Card]:
    """Coming meetings with papers that came since the person last looked."""
    bodies = bodies_belonged_to(user) - bodies_run_by(user)
    if not bodies:
        return
    coming = Meeting.objects.filter(body__in=bodies).coming_at(timezone.now())
    visits = MeetingVisit.objects.filter(user=user, meeting=OuterRef("item__meeting"))
    papers = Material.objects.visible_to(user).filter(item__meeting__in=coming.order_by())
    unseen = papers.annotate(seen_at=Subquery(visits.values("seen_at"))).filter(
        Q(seen_at=None) | Q(added_at__gt=F("seen_at"))
    )
    counts = dict(unseen.order_by().values_list("item__meeting").annotate(Count("pk")))
    for meeting in coming.filter(pk__in=counts).for_list():
        count = counts[meeting.pk]
        papers_in_words = ngettext(
            "%(count)d paper that you have not seen", "%(count)d papers that you have not seen", count
        )
        yield Card(
            title=_("Read before %(meeting)s") % {"meeting": meeting.name},
            url=meeting.get_absolute_url(),
            text=papers_in_words % {"count": count},
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
    """The next meeting of the bodies that the person runs or belongs to, who comes, and one's own answer."""
    bodies = bodies_belonged_to(user) | bodies_run_by(user)
    if not bodies:
        return None
    meeting = Meeting.objects.filter(body__in=bodies).for_list().coming_at(timezone.now()).first()
    if meeting is None:
        return None
    rows = with_answers(Invitation.objects.in_force().filter(meeting=meeting, person__user=user.pk))
    own = rows.first() if meeting.state == MeetingState.CONVENED else None
    context = {
        "meeting": meeting,
        "standing": standing(meeting),
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
