"""Who may propose something to a body, and on whose behalf."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import BodyStatus
from members.models import Body, Mandate, Organisation
from members.rules import organisation_roles_of
from networks.models import Network
from portal.access import Actor

from .enums import MeetingState, ProposalSource
from .models import Meeting


@dataclass(frozen=True)
class Source:
    """One way in which somebody may propose: as whom, and for which association or network."""

    source: ProposalSource
    label: str
    behalf: Organisation | Network | None = None

    @property
    def word(self) -> str:
        """What the form sends."""
        return f"{self.source}-{self.behalf.pk}" if self.behalf else str(self.source)


def is_open(body: Body) -> bool:
    """Whether the body takes proposals: one that works now does."""
    return body.status == BodyStatus.ACTIVE


def sources_of(body: Body, user: Actor) -> list[Source]:
    """As whom a signed-in person may propose to the body; nothing for those who can do so only as residents.

    A network is spoken for by those who act for an association that belongs to it, by the members in whose seat's
    category it is, and by the contact persons of the service lines, who are a network themselves.
    """
    if not user.is_authenticated:
        return []
    found, today = [], timezone.localdate()
    if user.has_perm("members.run_body", body):
        found.append(Source(ProposalSource.COORDINATOR, _("As coordinator")))
    if user.has_perm("meetings.join_meeting", Meeting(body=body)) and not found:
        found.append(Source(ProposalSource.MEMBER, _("As a member or participant of the group")))
    acted_for = organisation_roles_of(user)
    organisations = Organisation.objects.filter(pk__in=acted_for).order_by("name")
    found += [Source(ProposalSource.ORGANISATION, each.name, each) for each in organisations]
    if user.contact_roles.valid_on(today).exists():
        found.append(Source(ProposalSource.NETWORK, _("As contact person of a service line")))
    seats = Mandate.objects.valid_on(today).of_body(body).filter(person__user=user.pk)
    networks = Network.objects.filter(
        Q(members__organisation__in=acted_for) | Q(category__in=seats.values("seat__group__category"))
    )
    found += [Source(ProposalSource.NETWORK, each.name, each) for each in networks.distinct()]
    return found


def meetings_to_wish(body: Body, user: Actor) -> list[Meeting]:
    """The coming meetings for which something can still be proposed, of those that the user knows of."""
    today = timezone.localdate()
    coming = Meeting.objects.visible_to(user).filter(body=body, starts_at__gt=timezone.now())
    coming = coming.filter(state__in=[MeetingState.DRAFT, MeetingState.CONVENED])
    open_for = coming.filter(Q(proposals_due_on=None) | Q(proposals_due_on__gte=today))
    return list(open_for.select_related("body").order_by("starts_at", "pk"))
