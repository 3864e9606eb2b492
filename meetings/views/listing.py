"""The list of meetings: what is coming, what was held, and for those who prepare them the drafts."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import ListView

from meetings.enums import MeetingState
from meetings.models import Meeting, Minutes
from meetings.proposing import is_open
from members.models import Body
from portal.access import get_visible
from portal.page_cache import same_for_visitors
from portal.parameters import whole_number

COMING, HELD, DRAFTS = "tulossa", "pidetyt", "luonnokset"
LABELS = {
    COMING: pgettext_lazy("meetings", "Coming"),
    HELD: pgettext_lazy("meetings", "Held"),
    DRAFTS: pgettext_lazy("meetings", "Drafts"),
}
EMPTY = {
    COMING: gettext_lazy("No meeting is coming that anybody knows of"),
    HELD: gettext_lazy("No meeting has been held yet"),
    DRAFTS: gettext_lazy("There are no drafts"),
}


@method_decorator(same_for_visitors, name="dispatch")
class MeetingListView(ListView):
    """Meetings of one body or of all that the reader may see."""

    template_name = "meetings/meeting_list.html"
    context_object_name = "meetings"
    paginate_by = 40

    @property
    def shown(self) -> str:
        """Which of the lists the address names; the coming ones unless told."""
        asked = self.request.GET.get("nayta", COMING)
        return asked if asked in self.lists() else COMING

    def lists(self) -> list[str]:
        """The lists that this reader has."""
        return [COMING, HELD, DRAFTS] if self.request.user.has_perm("members.run_body") else [COMING, HELD]

    def get_queryset(self) -> QuerySet[Meeting]:
        """The meetings of the list, the body and the year that the address names."""
        slug = self.kwargs.get("body")
        self.body = get_visible(Body.objects.all(), self.request.user, slug=slug) if slug else None
        meetings = Meeting.objects.visible_to(self.request.user)
        if self.body:
            meetings = meetings.filter(body=self.body)
        meetings = self._chosen(meetings)
        self.years = [instant.year for instant in meetings.datetimes("starts_at", "year", order="DESC")]
        year = whole_number(self.request.GET.get("vuosi", ""))
        self.year = year if year in self.years else None
        return (meetings.filter(starts_at__year=self.year) if self.year else meetings).for_list()

    def _chosen(self, meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
        """The coming ones include what was cancelled, for people who had marked the day."""
        if self.shown == DRAFTS:
            never_convened = Q(state=MeetingState.DRAFT) | Q(state=MeetingState.CANCELLED, number=None)
            return meetings.filter(never_convened).order_by("starts_at", "pk")
        known, now = meetings.filter(number__isnull=False), timezone.now()
        if self.shown == HELD:
            readable = Prefetch(
                "minutes", Minutes.objects.visible_to(self.request.user), to_attr="minutes_to_read"
            )
            held = known.filter(Q(ends_at__lt=now) | Q(state=MeetingState.HELD)).prefetch_related(readable)
            return held.order_by("-starts_at", "-pk")
        # A meeting that was closed early is over, whatever the clock says.
        coming = known.filter(ends_at__gte=now).exclude(state=MeetingState.HELD)
        return coming.order_by("starts_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list with the ways to the others."""
        user = self.request.user
        may_make = user.has_perm("members.run_body", self.body) if self.body else DRAFTS in self.lists()
        return super().get_context_data(
            body=self.body,
            shown=self.shown,
            lists=[(name, LABELS[name]) for name in self.lists()],
            years=self.years,
            year=self.year,
            bodies=Body.objects.visible_to(user).filter(
                Exists(Meeting.objects.visible_to(user).filter(body=OuterRef("pk")))
            ),
            over=self.body.short_name if self.body else "",
            title=_("Meetings"),
            acts=self._acts(may_make=may_make),
            empty=EMPTY[self.shown],
            drafts=self.shown == DRAFTS,
            **kwargs,
        )

    def _acts(self, *, may_make: bool) -> list[tuple[str, str, str]]:
        """The ways on: of one body also to its year, and to proposing something."""
        new = reverse("meetings:meeting-create") + (f"?ryhma={self.body.pk}" if self.body else "")
        acts = [(_("New meeting"), new, "primary")] if may_make else []
        if self.body:
            args = [self.body.slug]
            acts.append((_("Annual clock"), reverse("meetings:year-clock", args=args), ""))
            if may_make:
                acts.append((_("Proposals"), reverse("meetings:backlog", args=args), ""))
            if is_open(self.body):
                acts.append((_("Propose a matter"), reverse("meetings:proposal-create", args=args), ""))
        return acts
