"""What happened to the minutes of a meeting, for its history: written, signed, inspected, published, corrected, sent."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.history import Event, written

from .enums import InspectorState, MinutesState, SignatureRole
from .models import Correction, Excerpt, Inspector, ItemInspection, Meeting, Minutes, Signature

SAID = {
    MinutesState.DRAFT: gettext_lazy("The minutes were taken back to draft"),
    MinutesState.SIGNED: gettext_lazy("Both have signed the minutes"),
    MinutesState.UNDER_INSPECTION: gettext_lazy("The minutes were given to be inspected"),
    MinutesState.APPROVED: gettext_lazy("The minutes were approved and sealed"),
}

Told = tuple[Any, str, list[tuple[Any, str, str]]]


def told_of_minutes(meeting: Meeting) -> Iterator[Told]:
    """The versions of the minutes, their signatures and their inspectors, each with what was done."""
    told: tuple[tuple[Any, dict[str, int], Any], ...] = (
        (Minutes, {"meeting": meeting.pk}, _of_minutes),
        (Signature, {"minutes__meeting": meeting.pk}, _of_signature),
        (Inspector, {"minutes__meeting": meeting.pk}, _of_inspector),
    )
    for model, lookup, what in told:
        events = model.events.rel.related_model.objects.filter(**lookup)
        before: dict[Any, Any] = {}
        related = ["pgh_context"] if model is Minutes else ["pgh_context", "person"]
        for row in events.select_related(*related).order_by("pgh_id"):
            if said := what(before.get(row.pgh_obj_id), row):
                yield row, said, []
            before[row.pgh_obj_id] = row


def plain_events(meeting: Meeting) -> Iterator[Event]:
    """What is written once and never changed: sections inspected at once, corrections, excerpts."""
    for inspection in ItemInspection.objects.filter(item__meeting=meeting).select_related(
        "item", "recorded_by"
    ):
        said = _("Section inspected at once: %(title)s") % {"title": inspection.item.title}
        yield Event(inspection.inspected_at, str(inspection.recorded_by), said, [])
    for correction in Correction.objects.filter(minutes__meeting=meeting).select_related("made_by"):
        said = _("The minutes were corrected: %(text)s") % {"text": written(correction.text)}
        yield Event(correction.made_at, str(correction.made_by), said, [])
    for excerpt in Excerpt.objects.filter(minutes__meeting=meeting).select_related("item", "sent_by"):
        facts = {"title": excerpt.item.title, "name": excerpt.name, "address": excerpt.email}
        said = _("Excerpt of “%(title)s” sent to %(name)s, %(address)s") % facts
        yield Event(excerpt.sent_at, str(excerpt.sent_by), said, [])


def _of_minutes(before: Any, row: Any) -> str:
    if before is None:
        return _("The draft of the minutes was made")
    if before.state != row.state:
        return str(SAID[row.state])
    if row.asked_at and row.asked_at != before.asked_at:
        return _("The signatures were asked for")
    if bool(row.published_at) != bool(before.published_at):
        return (
            _("The minutes were published")
            if row.published_at
            else _("The minutes were taken from the public")
        )
    if row.record_kind != before.record_kind:
        return _("The kind of the minutes was chosen")
    return ""


def _of_signature(before: Any, row: Any) -> str:
    facts = {"name": row.person.name, "role": str(SignatureRole(row.role).label).lower()}
    if before is None:
        return _("%(name)s signed as %(role)s") % facts
    if row.voided_at and not before.voided_at:
        return _("The signature of %(name)s became void") % facts
    return ""


def _of_inspector(before: Any, row: Any) -> str:
    facts = {"name": row.person.name, "text": written(row.text)}
    if row.pgh_label == "delete":
        return _("%(name)s does not inspect any more") % facts
    if before is None:
        return _("%(name)s was chosen to inspect") % facts
    if row.state != before.state and row.state == InspectorState.APPROVED:
        return _("%(name)s approved the minutes") % facts
    if row.state != before.state and row.state == InspectorState.CHANGE_ASKED:
        return _("%(name)s asked for a change: %(text)s") % facts
    return ""
