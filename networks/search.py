"""What the search knows of this app."""

from django.utils.translation import gettext_lazy as _

from portal import search

from .models import Network


def network_text(network: Network, _language: str) -> str:
    """The network's page in words, with the names, categories and members by which people look for it."""
    category = [network.category.name, *network.category.aliases] if network.category else []
    texts = (
        ", ".join(network.name_variants),
        ", ".join(category),
        ", ".join(member.name for member in network.members.all()),
        network.description,
        network.coordinator,
        network.area,
    )
    return "\n".join(text for text in texts if text)


search.register(
    search.Source(
        model=Network,
        label=_("Network"),
        title=lambda network, _language: network.name,
        body=network_text,
        url=Network.get_absolute_url,
        related=("category",),
    )
)
