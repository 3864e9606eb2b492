"""What this app shows on the page of an organisation: the networks that it belongs to."""

from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.profile import Section, section
from portal.access import Actor

from .models import Network


@section(10)
def networks_of(organisation: Organisation, user: Actor) -> Section | None:
    """The networks among whose members it is; nothing when there are none."""
    networks = Network.objects.visible_to(user).filter(members__organisation=organisation).distinct()
    found = list(networks.order_by("sort_key"))
    return (
        Section(_("Networks"), "networks/_organisation_networks.html", {"networks": found}) if found else None
    )
