"""Who may not see what of a meeting, besides what its models say."""

from portal.access import Actor
from portal.enums import Audience

from .models import Disqualification, Material, Meeting


def is_shut_out(meeting: Meeting, user: Actor) -> bool:
    """Whether the user is disqualified in an item with papers that are not for everybody: then its files are not theirs.

    Those who run the body prepare the papers themselves.
    """
    if not user.is_authenticated or user.has_perm("meetings.change_meeting", meeting):
        return False
    papers = Material.objects.current().exclude(audience=Audience.PUBLIC)
    rows = Disqualification.objects.filter(item__meeting=meeting, person__user=user.pk)
    return rows.filter(item__in=papers.values("item")).exists()
