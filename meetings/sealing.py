"""The chain of seals: how approved minutes are tied to those before them, and whether anything was changed since."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .enums import MinutesState
from .minutes_content import canonical, content_of, differences, hash_of
from .models import Correction, Minutes, Seal


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was when the minutes were approved."""

    minutes: Minutes
    what: str


def chain_hash(*, number: int, previous: str, content_hash: str, approvals: Any, sealed_at: datetime) -> str:
    """The hash that ties a seal to the one before."""
    return _hashed([number, previous, content_hash, approvals, _stamp(sealed_at)])


def correction_hash(*, number: int, previous: str, section: int | None, text: str, made_at: datetime) -> str:
    """The hash that ties a correction to the seal, or to the correction before."""
    return _hashed([number, previous, section, text, _stamp(made_at)])


def check_seals() -> tuple[int, list[Finding]]:
    """How many seals there are, and all that does not fit: broken links, changed texts, changed facts."""
    findings, count = list(_unsealed()), 0
    previous: Seal | None = None
    seals = Seal.objects.select_related("minutes__meeting__body", "minutes__meeting__session")
    for seal in seals.order_by("body", "number"):
        if previous and previous.body_id != seal.body_id:
            previous = None
        findings += [Finding(seal.minutes, what) for what in _wrong(seal, previous)]
        previous = seal
        count += 1
    return count, findings


def _unsealed() -> Iterator[Finding]:
    for minutes in Minutes.objects.filter(state=MinutesState.APPROVED, seal=None).for_list():
        yield Finding(minutes, "approved, but its seal is missing")
    for minutes in Minutes.objects.exclude(state=MinutesState.APPROVED).filter(seal__isnull=False).for_list():
        yield Finding(minutes, "sealed, but not approved any more")


def _wrong(seal: Seal, previous: Seal | None) -> Iterator[str]:
    number = previous.number + 1 if previous else 1
    if seal.number != number:
        yield f"seal {seal.number} stands where seal {number} should be"
    if seal.previous_hash != (previous.chain_hash if previous else ""):
        yield "does not hang on the seal before"
    if hash_of(seal.content) != seal.content_hash:
        yield "the sealed text was changed"
    expected = chain_hash(
        number=seal.number,
        previous=seal.previous_hash,
        content_hash=seal.content_hash,
        approvals=seal.approvals,
        sealed_at=seal.sealed_at,
    )
    if expected != seal.chain_hash:
        yield "the seal or its approvals were changed"
    for path in differences(seal.content, content_of(seal.minutes)):
        yield f"differs from the facts at {path}"
    yield from _wrong_signatures(seal)
    yield from _wrong_corrections(seal)


def _wrong_signatures(seal: Seal) -> Iterator[str]:
    for signature in seal.minutes.signatures.filter(voided_at=None):
        if signature.content_hash != seal.content_hash:
            yield f"the signature of the {signature.role} is of another text"


def _wrong_corrections(seal: Seal) -> Iterator[str]:
    before = seal.chain_hash
    for place, correction in enumerate(
        Correction.objects.filter(minutes=seal.minutes_id).order_by("number"), 1
    ):
        expected = correction_hash(
            number=correction.number,
            previous=before,
            section=correction.section,
            text=correction.text,
            made_at=correction.made_at,
        )
        if correction.number != place or correction.chain_hash != expected:
            yield f"correction {correction.number} was changed"
        before = correction.chain_hash


def _hashed(parts: list[Any]) -> str:
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


def _stamp(instant: datetime) -> str:
    """The instant as the database gives it back, to the microsecond."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
