"""The demo's share of this app: an invented service line with its contacts, since the sources name none, and rooms."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Municipality, Organisation, Region
from portal import demo

from .enums import RoomKind, RoomPrice
from .models import RoomNotice, ServiceLine

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


# Of whom, in which municipality, and what the notice says.
ROOMS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "Omaisten Lyhty ry",
        "tampere",
        {
            "kind": RoomKind.OFFER,
            "title": "Kerhohuone 25 hengelle iltaisin",
            "place": "Hatanpää",
            "description": "Valoisa kerhohuone, jossa on pienkeittiö, näyttö ja liikuteltavat pöydät.\n\n"
            "Sopii vertaisryhmille, kokouksiin ja pieniin kursseihin. Juhliin emme huonetta lainaa.",
            "seats": 25,
            "price": RoomPrice.FREE,
            "times": "Arkisin klo 16–20",
            "is_step_free": True,
            "has_induction_loop": True,
            "has_accessible_toilet": True,
            "contact_name": "Sanelma Rahaniemi",
            "contact_email": "omaistenlyhty@esimerkki.fi",
        },
    ),
    (
        "Harjulan Kylät ry",
        "nokia",
        {
            "kind": RoomKind.OFFER,
            "title": "Kylätalon sali viikonloppuisin",
            "place": "Harjulantie",
            "description": "Sali, keittiö ja iso piha. Esittelytilaisuuksiin, vuosikokouksiin ja talkoisiin.\n\n"
            "Peritään siivous ja lämmitys. Ulko-ovella on kaksi porrasta, joihin saa irtoluiskan.",
            "seats": 80,
            "price": RoomPrice.AT_COST,
            "times": "Lauantaisin ja sunnuntaisin",
            "contact_email": "kylatalo@esimerkki.fi",
        },
    ),
    (
        "Kuuloranta ry",
        "tampere",
        {
            "kind": RoomKind.WISH,
            "title": "Tila vertaisryhmälle tiistai-iltoihin",
            "description": "Kymmenen hengen ryhmä juttelee ja juo kahvia. Tarvitsemme induktiosilmukan tai hyvän kaiuttimen.",
            "seats": 10,
            "times": "Joka toinen tiistai klo 17–19",
            "is_step_free": True,
            "has_induction_loop": True,
            "contact_email": "kuuloranta@esimerkki.fi",
        },
    ),
    (
        "Kielisilta ry",
        "kangasala",
        {
            "kind": RoomKind.WISH,
            "title": "Edullinen luokka kielikahvilalle",
            "description": "Suomen kielen kahvila kokoontuu talven yli. Taulu tai näyttö riittää.",
            "seats": 15,
            "times": "Keskiviikkoisin klo 14–16",
            "contact_email": "kielisilta@esimerkki.fi",
        },
    ),
)


@demo.step(32)
def put_up_rooms(today: date) -> None:
    """Two rooms that invented associations offer, and two that they look for."""
    for name, slug, values in ROOMS:
        organisation = Organisation.objects.filter(name=name, is_example=True).first()
        municipality = Municipality.objects.filter(slug=slug, region__slug="pirkanmaa").first()
        if not organisation or not municipality or organisation.room_notices.exists():
            continue
        RoomNotice.objects.create(
            organisation=organisation,
            municipality=municipality,
            put_up_on=today,
            renewed_on=today,
            shown_until=today + timedelta(days=300),
            **values,
        )
