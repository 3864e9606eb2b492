"""Acts on a nomination round as a whole: made, changed, announced, extended, cancelled."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.enums import RoundState
from members.models import Body, NominationRound, SeatGroup
from members.rounds import holes_of
from members.workflow import ROUND_STEPS
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .round_mail import tell_cancelling, tell_extension


@act
def make_round(
    *,
    body: Body,
    values: Mapping[str, Any],
    groups: Iterable[SeatGroup],
    criteria: Iterable[Mapping[str, Any]],
    follows: NominationRound | None = None,
    actor: User,
) -> NominationRound:
    """A new draft, which only those who run the body see; `follows` names the round that left its seats empty.

    Raises PermissionDenied, and ValidationError when it would close before it opens.
    """
    if not actor.has_perm("members.run_body", body):
        raise PermissionDenied
    made = NominationRound(body=body, follows=follows, **values)
    made.full_clean()
    made.save()
    _set_parts(made, groups, criteria)
    return made


@act
def change_round(
    *,
    nomination_round: NominationRound,
    base_version: int,
    values: Mapping[str, Any],
    groups: Iterable[SeatGroup],
    criteria: Iterable[Mapping[str, Any]],
    actor: User,
) -> NominationRound:
    """Change a draft. Raises PermissionDenied, Refused once it was announced, Overtaken when somebody changed it meanwhile."""
    locked = lock_round(nomination_round, actor=actor)
    if locked.state != RoundState.DRAFT:
        raise Refused(_("The round has been announced, so what it says stays. You can extend or cancel it."))
    if locked.version != base_version:
        raise Overtaken(_("Somebody else changed this round meanwhile. Look at it again before you save."))
    for field, value in values.items():
        setattr(locked, field, value)
    locked.version += 1
    locked.full_clean()
    locked.save()
    _set_parts(locked, groups, criteria)
    return locked


def _set_parts(
    nomination_round: NominationRound, groups: Iterable[SeatGroup], criteria: Iterable[Mapping[str, Any]]
) -> None:
    """The groups that are looked for, and the criteria in their order; nobody has given points on a draft's."""
    nomination_round.groups.set(groups)
    nomination_round.criteria.all().delete()
    for order, criterion in enumerate(criteria, 1):
        nomination_round.criteria.create(order=order, **criterion)


@act
def change_round_state(
    nomination_round: NominationRound, to: RoundState, *, actor: User, **facts: Any
) -> NominationRound:
    """The one door through which a round gets a new state; `facts` are the fields that are set with it.

    Raises PermissionDenied, Refused for a step that the table does not know, and Overtaken when the round is no longer
    in the state in which the actor saw it.
    """
    if not actor.has_perm("members.change_nominationround", nomination_round):
        raise PermissionDenied
    seen = RoundState(nomination_round.state)
    if (seen, to) not in ROUND_STEPS:
        raise Refused(
            gettext("This cannot be done with a round in the state “%(state)s”.") % {"state": seen.label}
        )
    moved = NominationRound.objects.filter(pk=nomination_round.pk, state=seen).update(
        state=to, version=F("version") + 1, **facts
    )
    if not moved:
        raise Overtaken(_("Somebody was faster: the round is in another state already."))
    return NominationRound.objects.select_related("body", "term").get(pk=nomination_round.pk)


@act
def announce_round(
    *, nomination_round: NominationRound, tells_by_mail: bool = False, actor: User
) -> NominationRound:
    """Make the round known; with mails to the organisations that it concerns if that is wanted.

    Raises PermissionDenied, Overtaken, and Refused as long as something is missing.
    """
    locked = lock_round(nomination_round, actor=actor)
    if holes := holes_of(locked):
        raise Refused(" ".join(str(hole) for hole in holes))
    announced = change_round_state(
        nomination_round,
        RoundState.ANNOUNCED,
        actor=actor,
        announced_at=timezone.now(),
        tells_by_mail=tells_by_mail,
    )
    if tells_by_mail:
        transaction.on_commit(lambda: _dispatch_telling(announced.pk), robust=True)
    return announced


def _dispatch_telling(pk: int) -> None:
    """A broker that is away must not hold the page: the hourly look at rounds will find it untold."""
    from members.tasks import tell_of_round

    tell_of_round.apply_async(kwargs={"round_id": pk}, retry=False)


@act
def extend_round(
    *, nomination_round: NominationRound, closes_at: datetime, reason: str, actor: User
) -> NominationRound:
    """Let an announced round close later; those who have begun a draft are told by mail.

    Raises PermissionDenied, and Refused without a reason, for a time that is not later, or when it is decided.
    """
    locked = lock_round(nomination_round, actor=actor)
    if locked.state != RoundState.ANNOUNCED:
        raise Refused(_("Only a round that has been announced and not decided can be extended."))
    if not reason.strip():
        raise Refused(_("Write the reason: everybody can read it on the round's page."))
    if closes_at <= max(locked.closes_at, timezone.now()):
        raise Refused(_("The new closing time must be later than the one before, and still to come."))
    if locked.nominations.exclude(outcome="").exists():
        raise Refused(
            _("Members have been chosen already. Take the choices back before you extend the round.")
        )
    locked.closes_at, locked.extended_because = closes_at, reason.strip()
    locked.version += 1
    locked.save(update_fields=["closes_at", "extended_because", "version"])
    tell_extension(locked)
    return locked


@act
def cancel_round(*, nomination_round: NominationRound, reason: str, actor: User) -> NominationRound:
    """Cancel a round for a reason that everybody can read; those who have begun or sent a nomination are told by mail.

    Raises PermissionDenied, Overtaken, and Refused without a reason or when the round is decided.
    """
    if not reason.strip():
        raise Refused(_("Write the reason: everybody can read it on the round's page."))
    cancelled = change_round_state(
        nomination_round, RoundState.CANCELLED, actor=actor, cancelled_because=reason.strip()
    )
    tell_cancelling(cancelled)
    return cancelled


def lock_round(nomination_round: NominationRound, *, actor: User) -> NominationRound:
    """The round as it stands now, locked until the transaction ends. Raises PermissionDenied."""
    rounds = NominationRound.objects.select_for_update(no_key=True, of=("self",))
    locked = rounds.select_related("body", "term__rules_version").get(pk=nomination_round.pk)
    if not actor.has_perm("members.change_nominationround", locked):
        raise PermissionDenied
    return locked
