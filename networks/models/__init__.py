"""Networks of associations, the county's own contacts, and rooms."""

from .contact import ContactPerson, ServiceLine
from .network import Network, NetworkMember
from .room import RoomNotice

__all__ = ["ContactPerson", "Network", "NetworkMember", "RoomNotice", "ServiceLine"]
