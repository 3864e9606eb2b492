"""What an act on mandates does, in words: the same sentences before it and after it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.formats import day_range, plain_day
from portal.models import OutgoingMail

from .enums import EndReason, SeatKind
from .models import Mandate


@dataclass(frozen=True)
class Outcome:
    """The mandates that end by an act, those that begin, and those whose end was taken back."""

    ended: list[Mandate] = field(default_factory=list)
    began: list[Mandate] = field(default_factory=list)
    goes_on: list[Mandate] = field(default_factory=list)

    def sentences(self) -> Iterator[str]:
        """One for each mandate: who, as what, from or until which day, and why."""
        for mandate in self.ended:
            text = _("%(person)s (%(seat)s): the last day is %(day)s. %(why)s.")
            if mandate.end_reason == EndReason.NEVER_BEGAN:
                text = _("%(person)s (%(seat)s): the membership never began.")
            yield text % _words(mandate)
        for mandate in self.began:
            yield _("%(person)s (%(seat)s%(organisation)s): the membership is %(days)s.") % _words(mandate)
        for mandate in self.goes_on:
            yield _("%(person)s (%(seat)s): goes on, %(days)s.") % _words(mandate)

    @property
    def mandates(self) -> list[Mandate]:
        """All that the act touched."""
        return [*self.ended, *self.began, *self.goes_on]


def _words(mandate: Mandate) -> dict[str, Any]:
    organisation = mandate.organisation
    return {
        "person": mandate.person,
        "seat": f"{mandate.seat.get_kind_display()}, {mandate.seat.group.name}",
        "organisation": f", {organisation}" if organisation else "",
        "day": plain_day(mandate.valid_until) if mandate.valid_until else "",
        "days": day_range(mandate.valid_from, mandate.valid_until),
        "why": mandate.get_end_reason_display(),
    }


@dataclass(frozen=True)
class Rehearsal:
    """What an act would do: its outcome, the mails that would go, who cannot be told by mail, and what is unusual."""

    outcome: Outcome
    mails: list[OutgoingMail]
    untold: list[str]
    warnings: list[str]


def rehearse(service: Callable[..., Outcome], **facts: Any) -> Rehearsal:
    """Do the act and take it back, so that what is said beforehand is what then happens. Raises what the act raises."""
    began_at = timezone.now()
    with transaction.atomic():
        outcome = service(**facts)
        mails = list(
            OutgoingMail.objects.filter(
                about_type=ContentType.objects.get_for_model(Mandate),
                about_id__in=[mandate.pk for mandate in outcome.mandates],
                created_at__gte=began_at,
            ).order_by("pk")
        )
        warnings = list(_warnings(outcome))
        transaction.set_rollback(True)
    about = {mail.about_id for mail in mails}
    told = {mandate.person for mandate in outcome.mandates if mandate.pk in about}
    concerned = {m.person for m in outcome.mandates if m.end_reason != EndReason.NEVER_BEGAN}
    return Rehearsal(outcome, mails, sorted(map(str, concerned - told)), warnings)


def _warnings(outcome: Outcome) -> Iterator[str]:
    """What is allowed but worth a second look: one person in two members' seats."""
    for mandate in outcome.began:
        others = Mandate.objects.overlapping(mandate.valid_from, mandate.valid_until).as_members()
        others = others.filter(person=mandate.person, seat__group__term=mandate.seat.group.term_id)
        others = others.exclude(pk=mandate.pk).exclude(end_reason=EndReason.NEVER_BEGAN)
        other = others.exclude(seat=mandate.seat).select_related("seat__group").first()
        if mandate.seat.kind == SeatKind.PRIMARY and other:
            yield _("%(person)s sits in another member's seat too (%(group)s). One person has one vote.") % {
                "person": mandate.person,
                "group": other.seat.group,
            }
