"""What the demo's people have answered about the next meeting: a little of everything."""

from itertools import cycle

from members.demo import DEPUTY, MEMBER
from portal import demo

from . import services
from .answers import invitations_of
from .enums import CallState, Capacity, Coming
from .models import Material, Meeting

# The next of these for each member; None has not answered.
MEMBERS = (Coming.ON_SITE, Coming.ON_SITE, Coming.REMOTE, None, Coming.ON_SITE, Coming.ABSENT)
DEPUTIES = (Coming.ON_SITE, None, Coming.ABSENT)
UNANSWERED = (MEMBER.name, DEPUTY.name)
"""So that whoever signs in to the demo as one of them has something to answer."""

DIETS = ("Gluteeniton", "", "", "Laktoositon")


def answer(meeting: Meeting) -> None:
    """The members answer, deputies are called, and some of them answer too."""
    members = invitations_of(meeting).filter(capacity=Capacity.MEMBER).exclude(person__name__in=UNANSWERED)
    for row, coming, diet in zip(members, cycle(MEMBERS), cycle(DIETS), strict=False):
        if coming:
            row.meeting = meeting
            services.answer(invitation=row, coming=coming, diet=diet, actor=None)
    called = meeting.substitutions.filter(state=CallState.CALLED).values_list("deputy", flat=True)
    deputies = invitations_of(meeting).filter(person__in=list(called)).exclude(person__name__in=UNANSWERED)
    for row, coming in zip(deputies, cycle(DEPUTIES), strict=False):
        if coming:
            row.meeting = meeting
            services.answer(invitation=row, coming=coming, actor=None)


def read(meeting: Meeting) -> None:
    """The member has opened the first paper."""
    reader = demo.user_of(MEMBER)
    paper = (
        Material.objects.visible_to(reader).filter(item__meeting=meeting).order_by("item__order", "order")[0]
    )
    services.record_reading(material=paper, actor=reader)
