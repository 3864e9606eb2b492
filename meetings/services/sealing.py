"""Acts on minutes that are inspected: sealed, published, corrected."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents import LANGUAGES
from meetings.enums import InspectorState, MinutesState
from meetings.minutes_content import content_of, hash_of
from meetings.models import Correction, Minutes, Seal
from meetings.sealing import chain_hash, correction_hash
from members.models import Body
from portal import documents
from portal.enums import Audience
from portal.errors import Refused
from portal.history import act
from portal.models import User

from .minutes import change, lock_run, void_outdated

MINUTES = "meeting_minutes"


def seal(minutes: Minutes, *, at: datetime | None = None) -> Seal:
    """Approve what was signed and inspected: from now on the database refuses to change it. Part of an act.

    `at` is when it was approved, if that was before now.

    The chain of the body is locked, so that two seals at once stand one after the other. Raises Refused when the text
    is another than the one that was signed.
    """
    if void_outdated(minutes):
        raise Refused(_("The text was changed after it was signed. It has to be signed anew."))
    Body.objects.select_for_update(no_key=True).get(pk=minutes.meeting.body_id)
    now = at or timezone.now()
    content = content_of(minutes)
    last = Seal.objects.filter(body=minutes.meeting.body_id).order_by("-number").first()
    number, previous = (last.number + 1, last.chain_hash) if last else (1, "")
    content_hash, approvals = hash_of(content), _approvals(minutes)
    change(minutes, state=MinutesState.APPROVED, approved_at=now)
    row = Seal.objects.create(
        minutes=minutes,
        body_id=minutes.meeting.body_id,
        number=number,
        content=content,
        content_hash=content_hash,
        approvals=approvals,
        previous_hash=previous,
        chain_hash=chain_hash(
            number=number, previous=previous, content_hash=content_hash, approvals=approvals, sealed_at=now
        ),
        sealed_at=now,
    )
    have_minutes_made(minutes, actor=None)
    return row


@act
def publish_minutes(*, minutes: Minutes, actor: User) -> Minutes:
    """Give approved minutes to everybody who sees the meeting. Raises PermissionDenied, and Refused when they are not approved."""
    locked = lock_run(minutes, actor=actor)
    if locked.state != MinutesState.APPROVED:
        raise Refused(_("Only inspected minutes are published."))
    if locked.published_at:
        raise Refused(_("The minutes are published already."))
    change(locked, published_at=timezone.now())
    have_minutes_made(locked, actor=actor)
    return locked


@act
def unpublish_minutes(*, minutes: Minutes, actor: User) -> Minutes:
    """Take published minutes from the public again; the members still read them. Raises PermissionDenied and Refused."""
    locked = lock_run(minutes, actor=actor)
    if not locked.published_at:
        raise Refused(_("The minutes are not published."))
    change(locked, published_at=None)
    return locked


@act
def correct_minutes(*, minutes: Minutes, text: str, section: int | None, actor: User) -> Correction:
    """Put a mistake in approved minutes right by a dated addition; what was approved stays as it is.

    Raises PermissionDenied, Refused for minutes that can still be changed, and ValidationError without a text or with a
    section that the minutes do not have.
    """
    locked = lock_run(minutes, actor=actor)
    if locked.state != MinutesState.APPROVED:
        raise Refused(_("Minutes that are not inspected are changed, not corrected."))
    if not text.strip():
        raise ValidationError({"text": _("Write what is corrected and how.")})
    sealed = locked.seal
    sections = {item["section"] for item in sealed.content["items"]} - {None}
    if section is not None and section not in sections:
        raise ValidationError({"section": _("The minutes have no such section.")})
    last = locked.corrections.order_by("-number").first()
    facts: dict[str, Any] = {
        "number": last.number + 1 if last else 1,
        "section": section,
        "text": text.strip(),
        "made_at": timezone.now(),
    }
    previous = last.chain_hash if last else sealed.chain_hash
    correction = Correction(
        minutes=locked, made_by=actor, chain_hash=correction_hash(previous=previous, **facts), **facts
    )
    correction.full_clean()
    correction.save()
    Minutes.objects.filter(pk=locked.pk).update(version=F("version") + 1)
    have_minutes_made(locked, actor=actor)
    return correction


def have_minutes_made(minutes: Minutes, *, actor: User | None) -> None:
    """Ask for the minutes as documents for everybody, so that they are there when the first reader comes."""

    def ask() -> None:
        for language in LANGUAGES:
            documents.request(minutes, MINUTES, language=language, audience=Audience.PUBLIC, actor=actor)

    transaction.on_commit(ask, robust=True)


def _approvals(minutes: Minutes) -> dict[str, Any]:
    """Who signed and who inspected, and when, as plain data."""
    signatures = minutes.signatures.filter(voided_at=None).select_related("person").order_by("role")
    inspectors = minutes.inspectors.filter(state=InspectorState.APPROVED).select_related("person")
    meeting = minutes.inspected_in
    return {
        "way": minutes.way,
        "meeting": meeting
        and {"id": meeting.pk, "label": meeting.label, "starts_at": meeting.starts_at.isoformat()},
        "signatures": [
            {
                "role": row.role,
                "person": row.person_id,
                "name": row.person.name,
                "at": row.signed_at.isoformat(),
                "hash": row.content_hash,
            }
            for row in signatures
        ],
        "inspectors": [
            {
                "person": row.person_id,
                "name": row.person.name,
                "at": row.answered_at and row.answered_at.isoformat(),
            }
            for row in inspectors.order_by("pk")
        ],
    }
