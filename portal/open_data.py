"""Open data that apps give with an interface of their own, beside that of `members`: told on the page about open data.

An app describes it by `register(Offer(…))` where its interface is made.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """A title, the names of the addresses of the data and of its description, and what the fields are called and mean."""

    title: str
    json: str
    openapi: str
    fields: Callable[[], list[tuple[str, str]]]


offers: list[Offer] = []


def register(offer: Offer) -> None:
    """Tell of it on the page, once."""
    if offer not in offers:
        offers.append(offer)
