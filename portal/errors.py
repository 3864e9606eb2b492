"""Why an act was refused, in words for the person who tried.

Wrong values in fields are Django's own ValidationError, a missing right its PermissionDenied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django_stubs_ext import StrOrPromise


class Refused(Exception):  # noqa: N818 - it says what happened
    """The act cannot be done as things stand; the message says why, and what to do instead."""


class Overtaken(Refused):
    """Somebody else was faster: what the act was based on is no longer so. Look again and repeat."""


@dataclass(frozen=True)
class Clash:
    """A field that two people changed at the same time, with both texts."""

    field: str
    label: StrOrPromise
    theirs: Any
    mine: Any


class Conflict(Overtaken):
    """Two people changed the same fields; nothing was saved, and both texts are here for the second one to choose."""

    def __init__(
        self, message: StrOrPromise, *, record: Any, clashes: Sequence[Clash], merged: dict[str, Any]
    ) -> None:
        super().__init__(message)
        self.record = record
        self.clashes = clashes
        self.merged = merged  # all fields: the clashing ones as the second person wrote them
