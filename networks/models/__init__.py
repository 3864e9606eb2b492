"""Networks of associations and the county's own contacts."""

from .contact import ContactPerson, ServiceLine
from .network import Network, NetworkMember

__all__ = ["ContactPerson", "Network", "NetworkMember", "ServiceLine"]
