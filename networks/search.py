"""What the search knows of this app."""

from django.utils.translation import gettext_lazy as _

from portal import search

from .models import Network, RoomNotice


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


def room_text(notice: RoomNotice, _language: str) -> str:
    """What the notice says, and of whom and where; nothing of its contact, who is not to be found by name."""
    place = dict.fromkeys([notice.municipality.name_fi, notice.municipality.name_sv])
    texts = (
        notice.organisation.name,
        ", ".join(filter(None, place)),
        notice.place,
        notice.description,
        notice.times,
    )
    return "\n".join(text for text in texts if text)


search.register(
    search.Source(
        model=RoomNotice,
        label=_("Room"),
        title=lambda notice, _language: notice.title,
        body=room_text,
        url=RoomNotice.get_absolute_url,
        related=("organisation", "municipality"),
        repeats=("organisation",),
    )
)
