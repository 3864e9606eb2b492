"""Acts on what is proposed in an item, who supports it, and how the meeting votes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.enums import VoteMethod
from meetings.models import AgendaItem, Motion, MotionSupport, Vote, VoteOption
from meetings.quorum import Floor
from members.models import Person
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_session, mark_session
from .session import require_present


@dataclass(frozen=True)
class Choice:
    """What could be voted for, and how many did."""

    text: str
    votes: int
    motion: Motion | None = None


@act
def add_motion(
    *,
    item: AgendaItem,
    text: str,
    mover: Person | None = None,
    supporters: Iterable[Person] = (),
    actor: User,
) -> Motion:
    """Somebody who is present proposes something else. Raises PermissionDenied, Refused and ValidationError."""
    session = lock_session(item.meeting, actor=actor)
    if mover:
        require_present(item.meeting, mover)
        _require_qualified(item, mover)
    last = item.motions.aggregate(last=Max("order"))["last"] or 0
    motion = Motion(item=item, order=last + 1, text=text.strip(), mover=mover, made_at=timezone.now())
    motion.full_clean()
    motion.save()
    for person in supporters:
        _support(motion, person)
    mark_session(session)
    return motion


@act
def support_motion(*, motion: Motion, person: Person, actor: User) -> None:
    """Somebody else who is present supports a motion. Raises PermissionDenied, Refused and Overtaken."""
    session = lock_session(motion.item.meeting, actor=actor)
    if not Motion.objects.filter(pk=motion.pk).exists():
        raise Overtaken(_("Somebody has removed this entry."))
    _support(motion, person)
    mark_session(session)


@act
def remove_motion(*, motion: Motion, actor: User) -> None:
    """The motion was withdrawn or written by mistake; the history keeps it.

    Raises PermissionDenied, Overtaken, and Refused for one that has been voted on.
    """
    session = lock_session(motion.item.meeting, actor=actor)
    now = Motion.objects.filter(pk=motion.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this entry."))
    if now.vote_options.exists():
        raise Refused(_("The meeting has voted on this motion. Remove the vote first."))
    now.delete()
    mark_session(session)


@act
def record_vote(
    *,
    item: AgendaItem,
    question: str,
    choices: Sequence[Choice],
    method: str = VoteMethod.SHOW,
    abstained: int = 0,
    chairs_choice: int | None = None,
    actor: User,
) -> Vote:
    """Write down a vote; what got the most wins, and of what got equally many what the chair chose.

    Raises PermissionDenied, ValidationError, and Refused for more votes than there are people who may vote, and when it
    is even and nothing that is even is the chair's choice.
    """
    session = lock_session(item.meeting, actor=actor)
    if len(choices) < 2:  # noqa: PLR2004 - a vote is between two things at least
        raise Refused(_("Write at least two options."))
    _require_possible(item, sum(choice.votes for choice in choices) + abstained)
    winner, is_even = _winner(choices, chairs_choice)
    last = item.votes.aggregate(last=Max("order"))["last"] or 0
    vote = Vote(
        item=item,
        order=last + 1,
        question=question.strip(),
        method=method,
        abstained=abstained,
        decided_by_chair=is_even,
        held_at=timezone.now(),
    )
    vote.full_clean()
    vote.save()
    for number, choice in enumerate(choices):
        option = VoteOption(
            vote=vote,
            order=number + 1,
            text=choice.text.strip(),
            motion=choice.motion,
            votes=choice.votes,
            won=number == winner,
        )
        option.full_clean()
        option.save()
    mark_session(session)
    return vote


@act
def remove_vote(*, vote: Vote, actor: User) -> None:
    """The vote was written by mistake; the history keeps it. Raises PermissionDenied, Refused and Overtaken."""
    session = lock_session(vote.item.meeting, actor=actor)
    deleted, _rows = Vote.objects.filter(pk=vote.pk).delete()
    if not deleted:
        raise Overtaken(_("Somebody has removed this entry."))
    mark_session(session)


def _support(motion: Motion, person: Person) -> None:
    if person.pk == motion.mover_id:
        raise Refused(_("Whoever proposed it does not support it besides."))
    require_present(motion.item.meeting, person)
    _require_qualified(motion.item, person)
    MotionSupport.objects.get_or_create(motion=motion, person=person)


def _require_qualified(item: AgendaItem, person: Person) -> None:
    if item.disqualifications.filter(person=person).exists():
        raise Refused(_("%(person)s is disqualified in this item.") % {"person": person})


def _require_possible(item: AgendaItem, cast: int) -> None:
    entitled = Floor(item.meeting).of_item(item).filled
    if cast > entitled:
        raise Refused(
            ngettext(
                "%(cast)d votes and abstentions, but only %(entitled)d person may vote in this item.",
                "%(cast)d votes and abstentions, but only %(entitled)d people may vote in this item.",
                entitled,
            )
            % {"cast": cast, "entitled": entitled}
        )


def _winner(choices: Sequence[Choice], chairs_choice: int | None) -> tuple[int, bool]:
    """The number of the option that won, and whether the chair decided."""
    most = max(choice.votes for choice in choices)
    if not most:
        raise Refused(_("Write how many voted for each option."))
    best = [number for number, choice in enumerate(choices) if choice.votes == most]
    if len(best) == 1:
        return best[0], False
    if chairs_choice not in best:
        raise Refused(_("The vote is even: the chair decides. Choose what the chair voted for."))
    return chairs_choice, True
