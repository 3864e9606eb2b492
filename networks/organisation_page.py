"""What this app shows on the page of an organisation: the networks that it belongs to, and its rooms."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.profile import Section, section
from portal.access import Actor

from .models import Network, RoomNotice


@section(10)
def networks_of(organisation: Organisation, user: Actor) -> Section | None:
    """The networks among whose members it is; nothing when there are none."""
    networks = Network.objects.visible_to(user).filter(members__organisation=organisation).distinct()
    found = list(networks.order_by("sort_key"))
    return (
        Section(_("Networks"), "networks/_organisation_networks.html", {"networks": found}) if found else None
    )


@section(20)
def rooms_of(organisation: Organisation, user: Actor) -> Section | None:
    """What it offers and looks for today; for its people the way to its notices, for others nothing when there are none."""
    notices = list(
        RoomNotice.objects.shown_on(timezone.localdate()).filter(organisation=organisation).for_list()
    )
    may_change = user.has_perm("members.change_organisation", organisation)
    if not notices and not may_change:
        return None
    context = {"notices": notices, "organisation": organisation, "may_change": may_change}
    return Section(_("Rooms"), "networks/_organisation_rooms.html", context)
