"""What this app shows on the public front page: the way into the directory."""

from django.http import HttpRequest

from portal import front
from portal.front import Block

from .models import Network
from .views.network import by_category


@front.block(40)
def directory(request: HttpRequest) -> Block | None:
    """The categories with the number of their networks, and a search box."""
    networks = list(Network.objects.visible_to(request.user).for_list().only("category"))
    if not networks:
        return None
    groups = list(by_category(networks))
    return Block("networks/_front_directory.html", {"groups": groups, "number": len(networks)})
