"""Whether a meeting can decide, counted over members' seats: before it from the answers, in it from who is present."""

from .answers import Line, Standing, standing
from .counted import FILLED, ORDER, Counted, seats_of
from .floor import Floor, Place, Quorum

__all__ = [
    "FILLED",
    "ORDER",
    "Counted",
    "Floor",
    "Line",
    "Place",
    "Quorum",
    "Standing",
    "seats_of",
    "standing",
]
