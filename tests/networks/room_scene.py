"""What the addresses of rooms name: a notice of an organisation, in a region."""

from members.models import Municipality, Organisation, Region
from networks.models import RoomNotice
from tests.factories import MunicipalityFactory, RoomNoticeFactory


def room_of(organisation: Organisation, region: Region) -> RoomNotice:
    """In a municipality of the region; a new one where it has none."""
    municipality = Municipality.objects.filter(region=region).first() or MunicipalityFactory(region=region)
    return RoomNoticeFactory(organisation=organisation, municipality=municipality)
