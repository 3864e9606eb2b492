"""What the county did in a year for the conditions in which associations work: calls, meetings, proposals, news by mail.

The law obliges the county to promote these conditions; the report shows figures that the portal itself knows. Everything in
it is public: drafts, bodies that are not public, and sums of calls that still are open are not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone

from meetings.enums import MeetingState, ProposalSource, ProposalState
from meetings.models import Meeting, Proposal
from members.models import Body

from .enums import ApplicationState
from .models import Call, CallAnnouncement, CallKind, GrantedPurpose, GrantKind, YearlyAppropriation

OUTSIDE = (ProposalSource.ORGANISATION, ProposalSource.NETWORK, ProposalSource.RESIDENT)


@dataclass(frozen=True)
class Applied:
    """What was applied for in a call that has closed, of one kind."""

    kind: GrantKind
    count: int
    total: Decimal


@dataclass(frozen=True)
class Proposed:
    """How many proposals came from somebody outside the body's own work, and how many were taken on an agenda."""

    source: ProposalSource
    count: int
    taken: int


@dataclass(frozen=True)
class Report:
    """The figures of a year."""

    year: int
    appropriations: list[YearlyAppropriation]
    calls: list[tuple[Call, list[Applied]]]
    mails: int
    bodies: list[Body]
    proposals: list[Proposed]
    purposes: int


def years_known() -> list[int]:
    """The years of which there is anything to tell, the latest first; this year always."""
    visitor = AnonymousUser()
    firsts = [
        Call.objects.visible_to(visitor).aggregate(first=Min("opens_at"))["first"],
        _held().aggregate(first=Min("starts_at"))["first"],
    ]
    this_year = timezone.localdate().year
    told = [timezone.localtime(each).year for each in firsts if each]
    told += YearlyAppropriation.objects.values_list("year", flat=True)
    return list(range(this_year, min([*told, this_year]) - 1, -1))


def report_of(year: int) -> Report:
    """The figures of the year, in a constant number of queries."""
    visitor = AnonymousUser()
    calls = list(Call.objects.visible_to(visitor).filter(opens_at__year=year).order_by("opens_at", "pk"))
    mails = CallAnnouncement.objects.filter(announced_at__year=year, call__published_at__isnull=False)
    in_year = Q(meetings__state=MeetingState.HELD, meetings__starts_at__year=year)
    bodies = Body.objects.visible_to(visitor).annotate(held=Count("meetings", in_year)).filter(held__gt=0)
    return Report(
        year=year,
        appropriations=list(YearlyAppropriation.objects.filter(year=year)),
        calls=applied_for(calls),
        mails=mails.aggregate(sum=Sum("mails"))["sum"] or 0,
        bodies=list(bodies.order_by("-held", "pk")),
        proposals=_proposals(year),
        purposes=GrantedPurpose.objects.visible_to(visitor).filter(year=year).count(),
    )


def applied_for(calls: Iterable[Call]) -> list[tuple[Call, list[Applied]]]:
    """Each call with the number of applications and the sum of each kind; nothing of those that have not closed."""
    calls, now = list(calls), timezone.now()
    closed = [call.pk for call in calls if call.closes_at and call.closes_at <= now]
    sent = Q(applications__state=ApplicationState.SUBMITTED)
    rows = CallKind.objects.filter(call__in=closed).select_related("kind").order_by("kind__order", "pk")
    by_call: dict[int, list[Applied]] = {}
    for row in rows.annotate(
        sent=Count("applications", sent), total=Sum("applications__requested_sum", filter=sent)
    ):
        by_call.setdefault(row.call_id, []).append(Applied(row.kind, row.sent, row.total or Decimal(0)))
    return [(call, by_call.get(call.pk, [])) for call in calls]


def _held() -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(AnonymousUser()).filter(state=MeetingState.HELD)


def _proposals(year: int) -> list[Proposed]:
    rows = Proposal.objects.filter(body__is_public=True, source__in=OUTSIDE, received_at__year=year)
    counted = rows.values("source").annotate(
        count=Count("pk"), taken=Count("pk", Q(state=ProposalState.TAKEN))
    )
    found = {row["source"]: row for row in counted}
    return [
        Proposed(source, found[source]["count"], found[source]["taken"])
        for source in OUTSIDE
        if source in found
    ]
