"""What convening a meeting will do, said before it is done."""

from copy import copy
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from members.enums import RuleName
from portal import formats
from portal.enums import Audience
from portal.mail import Wording

from .models import Invitation, Material, Meeting, YearCounter
from .roster import Invitee, roster
from .services.invitation import letter
from .timetable import Timetable


@dataclass(frozen=True)
class Forecast:
    """The number that the meeting will get, what will be seen by whom, and what the coordinator may have overlooked."""

    label: str
    public_papers: int
    member_papers: int
    warnings: list[str]
    invitations: int
    unreachable: list[str]
    letter: Wording | None


def forecast(meeting: Meeting, agenda: Timetable) -> Forecast:
    """Look ahead; the number may still be taken by another meeting that is convened first."""
    year = meeting.day.year
    counter = YearCounter.objects.filter(body=meeting.body_id, year=year).first()
    papers = (
        Material.objects.filter(item__meeting=meeting)
        .current()
        .aggregate(
            public=Count("pk", filter=Q(audience=Audience.PUBLIC)),
            members=Count("pk", filter=Q(audience=Audience.MEMBERS)),
        )
    )
    number = (counter.last_meeting if counter else 0) + 1
    invitees = roster(meeting)
    reachable = [invitee for invitee in invitees if invitee.receiver]
    return Forecast(
        label=f"{number}/{year}",
        public_papers=papers["public"],
        member_papers=papers["members"],
        warnings=_warnings(meeting, agenda),
        invitations=len(reachable),
        unreachable=[invitee.name for invitee in invitees if not invitee.receiver],
        letter=_letter(meeting, number, reachable[0]) if reachable else None,
    )


def _letter(meeting: Meeting, number: int, invitee: Invitee) -> Wording:
    """The invitation to the first on the list, in the language of the page; its link leads nowhere yet."""
    convened = copy(meeting)
    convened.year, convened.number = meeting.day.year, number
    convened.agenda_published_at = meeting.agenda_published_at or timezone.now()
    invitation = Invitation(meeting=convened, person=invitee.person, capacity=invitee.capacity)
    receiver = invitee.receiver
    assert receiver
    return letter(invitation, replace(receiver, language=formats.language()))


def notice_days(meeting: Meeting) -> int | None:
    """How many days before a meeting it must be convened by the body's rules; None while that is not decided."""
    version = meeting.body.rules_versions.valid_on(meeting.day).first()
    return version.value(RuleName.NOTICE_DAYS) if version else None


def _warnings(meeting: Meeting, agenda: Timetable) -> list[str]:
    warnings = []
    if not agenda.count:
        warnings.append(gettext("The agenda is empty."))
    if not meeting.place and not meeting.remote_link:
        warnings.append(gettext("Neither a place nor a remote link is given."))
    if agenda.minutes_over:
        warnings.append(
            gettext("The items take %(over)s longer than the meeting.")
            % {"over": formats.minutes(agenda.minutes_over)}
        )
    left = (meeting.day - timezone.localdate()).days
    least = notice_days(meeting)
    if least is not None and left < least:
        warnings.append(
            ngettext(
                "Days left until the meeting: %(left)d. The rules of the body ask for at least %(least)d day.",
                "Days left until the meeting: %(left)d. The rules of the body ask for at least %(least)d days.",
                least,
            )
            % {"left": left, "least": least}
        )
    return warnings
