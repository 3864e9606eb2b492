"""The networks for which a member of a body speaks: those of the category of the seat."""

from collections import defaultdict
from collections.abc import Iterable

from members.representation import Represented, represented

from .models import Network


@represented
def networks_of(categories: Iterable[int]) -> dict[int, list[Represented]]:
    """Category id → its networks by name."""
    found: dict[int, list[Represented]] = defaultdict(list)
    for network in Network.objects.filter(category__in=categories).order_by("name"):
        assert network.category_id
        found[network.category_id].append(Represented(network.name, network.get_absolute_url()))
    return dict(found)
