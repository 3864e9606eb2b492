"""What of minutes waits on a person's desk: to sign, to inspect, and the next step of those who write them."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from members.rules import bodies_run_by
from portal import desk
from portal.desk import Card
from portal.formats import time_range
from portal.models import User

from .enums import InspectionWay, InspectorState, MinutesState, SignatureRole
from .models import Inspector, Minutes, Signature


@desk.cards
def to_sign(user: User) -> Iterator[Card]:
    """Minutes whose signatures were asked for, and which the person has not signed."""
    mine = Q(meeting__session__chair__user=user.pk) | Q(meeting__session__secretary__user=user.pk)
    rows = Minutes.objects.filter(mine, state=MinutesState.DRAFT, asked_at__isnull=False)
    minutes = list(
        rows.select_related("meeting__body", "meeting__session__chair", "meeting__session__secretary")
    )
    given = set(Signature.objects.filter(minutes__in=minutes, voided_at=None).values_list("minutes", "role"))
    for row in minutes:
        signers = {role: getattr(row.meeting.session, role) for role in SignatureRole}
        own = [role for role, person in signers.items() if person and person.user_id == user.pk]
        if any((row.pk, role) not in given for role in own):
            title = _("Sign: %(minutes)s") % {"minutes": row.name}
            yield Card(
                title=title,
                url=row.get_absolute_url(),
                text=_where(row),
                due=row.meeting.minutes_due_on,
                act=_("Read and sign"),
            )


@desk.cards
def to_inspect(user: User) -> Iterator[Card]:
    """Minutes that the person was chosen to inspect."""
    asked = Inspector.objects.filter(
        person__user=user.pk,
        state=InspectorState.WAITING,
        minutes__state=MinutesState.UNDER_INSPECTION,
        minutes__way=InspectionWay.INSPECTORS,
    )
    for row in asked.select_related("minutes__meeting__body"):
        yield Card(
            title=_("Inspect: %(minutes)s") % {"minutes": row.minutes.name},
            url=row.path,
            text=_where(row.minutes),
            due=row.minutes.meeting.minutes_due_on,
            act=_("Read and inspect"),
        )


@desk.cards
def to_go_on(user: User) -> Iterator[Card]:
    """For those who run a body: minutes whose next step is theirs."""
    run = bodies_run_by(user)
    if not run:
        return
    theirs = (
        Q(state=MinutesState.DRAFT, asked_at=None)
        | Q(state=MinutesState.SIGNED)
        | Q(state=MinutesState.APPROVED, published_at=None)
    )
    waiting = Minutes.objects.filter(theirs, meeting__body__in=run).for_list()
    rows = list(waiting.order_by("meeting__starts_at", "pk"))
    asked = set(
        Inspector.objects.filter(minutes__in=rows, state=InspectorState.CHANGE_ASKED).values_list(
            "minutes", flat=True
        )
    )
    for row in rows:
        title = _("Finish: %(minutes)s")
        if row.pk in asked:
            title = _("A change is asked for: %(minutes)s")
        elif row.state == MinutesState.SIGNED:
            title = _("Have it inspected: %(minutes)s")
        elif row.is_approved:
            title = _("Publish: %(minutes)s")
        yield Card(
            title=title % {"minutes": row.name},
            url=row.edit_url,
            text=_where(row),
            due=row.meeting.minutes_due_on,
            act=_("Continue"),
        )


def _where(minutes: Minutes) -> str:
    meeting = minutes.meeting
    return f"{meeting.body.short_name}, {time_range(meeting.starts_at, meeting.ends_at)}"
