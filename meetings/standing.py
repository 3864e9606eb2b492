"""What every regular meeting takes up, in the order of the agenda. The matters of the day come in between."""

from typing import NamedTuple

from .enums import ItemKind, Standing


class StandingItem(NamedTuple):
    """One item that a new agenda begins with; its titles are content, so they are here in the languages of content."""

    standing: Standing
    kind: ItemKind
    minutes: int
    title_fi: str
    title_sv: str
    title_en: str


STANDING_ITEMS = (
    StandingItem(
        Standing.OPENING, ItemKind.FORMAL, 5, "Kokouksen avaus", "Mötet öppnas", "Opening of the meeting"
    ),
    StandingItem(
        Standing.LEGALITY,
        ItemKind.DECIDE,
        5,
        "Laillisuus ja päätösvaltaisuus",
        "Laglighet och beslutförhet",
        "Legality and quorum",
    ),
    StandingItem(
        Standing.INSPECTORS,
        ItemKind.DECIDE,
        5,
        "Pöytäkirjan tarkastajat",
        "Protokolljusterare",
        "Inspectors of the minutes",
    ),
    StandingItem(
        Standing.AGENDA,
        ItemKind.DECIDE,
        5,
        "Esityslistan hyväksyminen",
        "Godkännande av föredragningslistan",
        "Approval of the agenda",
    ),
    StandingItem(
        Standing.ANNOUNCEMENTS, ItemKind.NOTE, 10, "Ilmoitusasiat", "Anmälningsärenden", "Announcements"
    ),
    StandingItem(Standing.OTHER, ItemKind.DISCUSS, 10, "Muut asiat", "Övriga ärenden", "Other matters"),
    StandingItem(Standing.NEXT_MEETING, ItemKind.FORMAL, 5, "Seuraava kokous", "Nästa möte", "Next meeting"),
    StandingItem(
        Standing.CLOSING,
        ItemKind.FORMAL,
        5,
        "Kokouksen päättäminen",
        "Mötet avslutas",
        "Closing of the meeting",
    ),
)

AFTER_MATTERS = (Standing.ANNOUNCEMENTS, Standing.OTHER, Standing.NEXT_MEETING, Standing.CLOSING)
"""The standing items before which a new matter is put."""
