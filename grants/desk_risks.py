"""Activities at risk on the desk: a card when new ones come, and how much is at risk beside the cards."""

from collections.abc import Iterator

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import desk
from portal.desk import Card
from portal.front import Block
from portal.models import User

from .enums import RiskState
from .models import ActivityRisk
from .risks import UNREAD
from .rules import regions_handled_by, regions_overseen_by


@desk.cards
def risks_to_read(user: User) -> Iterator[Card]:
    """For officers: one card for all notes that are new or changed."""
    if not regions_handled_by(user):
        return
    count = ActivityRisk.objects.new_to(user).count()
    if count:
        words = ngettext("%(count)d new or changed note.", "%(count)d new or changed notes.", count)
        yield Card(
            title=_("Read which activities are at risk"),
            url=f"{reverse('grants:risk-work')}?tila={UNREAD}",
            text=words % {"count": count},
            act=_("Read"),
        )


@desk.panel(36)
def open_risks(user: User) -> Block | None:
    """For officers and coordinators: how many activities are at risk in their regions, and the way to them."""
    if not regions_overseen_by(user):
        return None
    risks = ActivityRisk.objects.overseen_by(user).filter(state=RiskState.OPEN)
    sums = risks.aggregate(count=Count("pk"), total=Sum("yearly_sum"))
    return Block("grants/_desk_risks.html", sums) if sums["count"] else None
