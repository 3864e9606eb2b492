"""Which meetings stand in a calendar feed: known ones only, of the last year and from now on."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from members.models import Body
from members.rules import bodies_belonged_to, bodies_run_by
from portal.models import User

from .models import Meeting

BACK = timedelta(days=366)


def meetings_in_public_feed(body: Body) -> QuerySet[Meeting]:
    """The meetings of a body that everybody may know of."""
    return _known(Meeting.objects.visible_to(AnonymousUser()).filter(body=body))


def meetings_in_own_feed(user: User) -> QuerySet[Meeting]:
    """The meetings of the bodies in which the person sits or which the person runs."""
    own = bodies_belonged_to(user) | bodies_run_by(user)
    return _known(Meeting.objects.visible_to(user).filter(body__in=own))


def _known(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """A draft has no number; a meeting that was cancelled as a draft never had one."""
    recent = meetings.filter(number__isnull=False, starts_at__gte=timezone.now() - BACK)
    return recent.for_list().order_by("starts_at", "pk")
