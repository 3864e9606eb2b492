"""The demo's share of this app: an invented service line with its contacts, since the sources name none."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from members.models import Region
from portal import demo

from .models import ServiceLine

ASSESSOR = demo.sign_in(_("Service-line contact"), "Linnea Palvaranta", "arvioija@esimerkki.fi")


@demo.step(20)
def invent_service_line(today: date) -> None:
    """One service line and the person whom associations meet there."""
    region = Region.objects.get(slug="pirkanmaa")
    line, is_new = ServiceLine.objects.get_or_create(
        region=region,
        name_fi="Läheisten ja omaisten tuki",
        defaults={
            "name_sv": "Stöd för anhöriga",
            "name_en": "Support for families and carers",
            "is_example": True,
        },
    )
    if is_new:
        line.contacts.create(
            user=demo.user_of(ASSESSOR), topics="Omaishoito, vertaistuki", valid_from=date(today.year, 1, 1)
        )
