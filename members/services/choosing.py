"""Acts by which a round ends: points, choices, the publishing of the result, and its correction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import NominationOutcome, NominationState, RoundState, SeatKind, Wish
from members.models import Criterion, Mandate, Nomination, NominationRound, Organisation, Person, Score, Seat
from members.rounds import groups_of
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import OutgoingMail, User

from . import mandate as mandates
from . import round_mail
from .checking import must_differ
from .round import change_round_state, lock_round

CONFIRMED = NominationState.CONFIRMED


@dataclass(frozen=True)
class Choice:
    """What is meant to become of a nomination: a seat, none (`is_refused`), or nothing yet; with the reasons."""

    nomination: Nomination
    seat: Seat | None
    reason: str
    is_refused: bool = False

    @property
    def outcome(self) -> str:
        """The outcome as it is stored; nothing while it is undecided."""
        if self.seat is None:
            return NominationOutcome.NOT_CHOSEN if self.is_refused else ""
        is_member = self.seat.kind == SeatKind.PRIMARY
        return NominationOutcome.MEMBER if is_member else NominationOutcome.DEPUTY


@act
def score_nomination(
    *, nomination: Nomination, points: Mapping[Criterion, tuple[int, str]], actor: User
) -> None:
    """Give points with a reason on each criterion, or change what one has given.

    Raises PermissionDenied, Refused once the round is decided, and ValidationError for points beyond a criterion's most.
    """
    locked = lock_round(nomination.round, actor=actor)
    if locked.state != RoundState.ANNOUNCED:
        raise Refused(_("The round has been decided or cancelled, so no points are given any more."))
    for criterion, (given, reason) in points.items():
        if not 0 <= given <= criterion.most_points or not reason.strip():
            raise ValidationError(
                _("Give 0–%(most)d points and a reason: %(criterion)s.")
                % {"most": criterion.most_points, "criterion": criterion}
            )
        Score.objects.update_or_create(
            nomination=nomination,
            criterion=criterion,
            scorer=actor,
            defaults={"points": given, "reason": reason.strip()},
        )


def seal_of(nomination_round: NominationRound) -> str:
    """A short mark of all that can be chosen and has been: it differs as soon as anybody changes anything of it."""
    rows = nomination_round.nominations.sent().order_by("pk")
    state = rows.values_list("pk", "state", "outcome", "seat", "outcome_reason")
    return sha256(repr(list(state)).encode()).hexdigest()[:16]


@act
def choose(
    *, nomination_round: NominationRound, choices: Iterable[Choice], seal: str, actor: User
) -> NominationRound:
    """Note who is meant for which seat and why; nobody is told before the result is published.

    `seal` is the mark of what the actor saw. Raises PermissionDenied; Refused before the round has closed; Overtaken
    when somebody chose or answered meanwhile; ValidationError by the nomination's number for a choice that cannot be.
    """
    locked = lock_round(nomination_round, actor=actor)
    _require_deciding(locked, seal)
    choices = list(choices)
    if problems := problems_of_choices(locked, choices):
        raise ValidationError({str(pk): words for pk, words in problems.items()})
    confirmed = locked.nominations.confirmed()
    confirmed.update(outcome="", outcome_reason="", seat=None)
    for choice in choices:
        confirmed.filter(pk=choice.nomination.pk).update(
            outcome=choice.outcome, outcome_reason=choice.reason.strip(), seat=choice.seat
        )
    return locked


def _require_deciding(nomination_round: NominationRound, seal: str) -> None:
    if nomination_round.state == RoundState.DECIDED:
        raise Overtaken(_("The result has been published already."))
    if nomination_round.state != RoundState.ANNOUNCED:
        raise Refused(_("This round has not been announced, or was cancelled."))
    if nomination_round.closes_at > timezone.now():
        raise Refused(_("The round is still open. The choice is made when everybody has had the time."))
    if seal != seal_of(nomination_round):
        raise Overtaken(_("Somebody has chosen or answered meanwhile. Look at the choices once more."))


def problems_of_choices(nomination_round: NominationRound, choices: Iterable[Choice]) -> dict[int, str]:
    """Nomination → why it cannot be chosen so."""
    chosen = [choice for choice in choices if choice.seat]
    empty = {seat.pk: row.group.pk for row in groups_of(nomination_round) for seat in row.all}
    problems: dict[int, str] = {}
    taken: dict[int, Choice] = {}
    for choice in chosen:
        assert choice.seat
        nomination, seat = choice.nomination, choice.seat
        other = taken.setdefault(seat.pk, choice)
        if empty.get(seat.pk) != nomination.group_id:
            problems[nomination.pk] = _("This seat is not empty. Choose another.")
        elif other is not choice:
            problems[nomination.pk] = _(
                "%(name)s is chosen for the same seat. Choose another for one of them."
            ) % {"name": other.nomination.candidate_name}
        elif nomination.wish not in (Wish.EITHER, choice.outcome):
            problems[nomination.pk] = _("The candidate stands only for: %(wish)s.") % {
                "wish": nomination.get_wish_display()
            }
    for choice in chosen:
        if choice.nomination.pk not in problems and (
            words := _same_organisation(choice, taken, nomination_round)
        ):
            problems[choice.nomination.pk] = words
    return problems


def _same_organisation(choice: Choice, taken: Mapping[int, Choice], nomination_round: NominationRound) -> str:
    """Said beside the deputy, whose choice is the one that has to change."""
    seat, nomination = choice.seat, choice.nomination
    assert seat
    if not seat.deputises_id or not must_differ(seat):
        return ""
    words = _("The member and the deputy must come from different organisations. Choose another deputy.")
    if member := taken.get(seat.deputises_id):
        return words if _organisation_key(member.nomination) == _organisation_key(nomination) else ""
    holders = Mandate.objects.valid_on(nomination_round.first_day).filter(seat=seat.deputises_id)
    same = nomination.organisation_id and holders.filter(organisation=nomination.organisation_id).exists()
    return words if same else ""


def _organisation_key(nomination: Nomination) -> object:
    """What makes two organisations the same: the register, or the name; people without one are never the same."""
    return nomination.organisation_id or nomination.organisation_name.casefold() or object()


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What is said when the result is published: who decided, from when, and which people and organisations are whose.

    `known` are the nominations whose candidate is the person in the register that has the same address; `named` those
    whose organisation, written by name, is added to the register.
    """

    decision: str
    valid_from: date
    known: Collection[int] = ()
    named: Collection[int] = ()


@act
def publish_round(
    *, nomination_round: NominationRound, publication: Publication, seal: str, actor: User
) -> NominationRound:
    """Seat the chosen, write to everybody and make the list public, all or nothing.

    `seal` is the mark of the choices that the actor saw. Raises PermissionDenied; Overtaken when somebody published,
    chose or answered meanwhile, or sits in a seat; Refused while a candidate is undecided; ValidationError for what the
    rules or the term do not allow.
    """
    locked = lock_round(nomination_round, actor=actor)
    _require_deciding(locked, seal)
    if not publication.decision.strip():
        raise ValidationError({"decision": _("Write who decided, when and in which section.")})
    undecided = locked.nominations.confirmed().filter(Q(outcome="") | Q(outcome_reason=""))
    if names := list(undecided.values_list("candidate_name", flat=True)):
        raise Refused(_("Choose or leave out, with the reasons: %s.") % ", ".join(names))
    chosen = locked.nominations.exclude(seat=None).for_list().select_related("seat__group__term__body")
    # Members' seats come before their deputies', so that the rules about pairs see both.
    for nomination in chosen.order_by("seat__deputises_id", "pk"):
        _seat(nomination, publication, actor)
    locked.nominations.filter(state=NominationState.SUBMITTED).update(
        outcome=NominationOutcome.NOT_CHOSEN, outcome_reason=_("The candidate did not confirm.")
    )
    decided = change_round_state(
        locked,
        RoundState.DECIDED,
        actor=actor,
        decided_at=timezone.now(),
        decision=publication.decision.strip(),
    )
    round_mail.tell_result(decided)
    return decided


def known_person(nomination: Nomination) -> Person | None:
    """Who in the register has the candidate's address; those with an account come first."""
    if nomination.person:
        return nomination.person
    if not nomination.candidate_email:
        return None
    address = nomination.candidate_email
    people = Person.objects.filter(email__iexact=address) | Person.objects.filter(user__email__iexact=address)
    return people.order_by("user", "pk").first()


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for their letters' case."""
    return one.casefold() == other.casefold()


def _seat(nomination: Nomination, publication: Publication, actor: User) -> None:
    assert nomination.seat
    nomination.person = _person_of(nomination, is_known=nomination.pk in publication.known)
    nomination.organisation = _organisation_of(nomination, is_added=nomination.pk in publication.named)
    nomination.mandate = mandates.appoint(
        seat=nomination.seat,
        person=nomination.person,
        organisation=nomination.organisation,
        valid_from=publication.valid_from,
        decision=publication.decision.strip(),
        tell=False,
        actor=actor,
    )
    nomination.save(update_fields=["person", "organisation", "mandate"])


def _person_of(nomination: Nomination, *, is_known: bool) -> Person:
    known = known_person(nomination)
    if known and (is_known or nomination.person_id):
        return known
    # The candidate has answered from this address, so the account that signs in with it is the same person's.
    account = User.objects.filter(
        email__iexact=nomination.candidate_email, is_active=True, person=None
    ).first()
    return Person.objects.create(
        name=nomination.candidate_name,
        email=nomination.candidate_email,
        phone=nomination.candidate_phone,
        user=account,
    )


def _organisation_of(nomination: Nomination, *, is_added: bool) -> Organisation | None:
    if nomination.organisation_id or not is_added or not nomination.organisation_name:
        return nomination.organisation
    name = nomination.organisation_name
    same = Organisation.objects.filter(merged_into=None, name__iexact=name).order_by("pk").first()
    return same or Organisation.objects.create(name=name)


def rehearse_publication(**facts: Any) -> list[OutgoingMail]:
    """Publish and take it back: the letters as they would go out. Raises what publishing raises."""
    with transaction.atomic():
        latest = OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        publish_round(**facts)
        mails = list(OutgoingMail.objects.filter(pk__gt=latest, kind__in=round_mail.LETTERS).order_by("pk"))
        transaction.set_rollback(True)
    return mails


@act
def correct_choice(
    *,
    nomination: Nomination,
    replacement: Nomination | None,
    first_day: date,
    reason: str,
    actor: User,
) -> None:
    """Mend a mistaken publishing from a day on: the wrong mandate ends, the right one begins, both stay readable.

    Without a replacement the seat becomes empty. Raises PermissionDenied, Refused without a reason or for a replacement
    that cannot be chosen, Overtaken when the mandate has been changed meanwhile, ValidationError for a wrong day.
    """
    lock_round(nomination.round, actor=actor)
    wrong = Nomination.objects.select_related("mandate", "round__body", "seat").get(pk=nomination.pk)
    if not reason.strip():
        raise Refused(_("Write the reason: everybody can read it beside the result."))
    if wrong.mandate is None or wrong.corrected_on:
        raise Overtaken(_("This choice has been corrected already."))
    if replacement:
        _require_replaceable(wrong, replacement)
    wrong.corrected_on, wrong.corrected_because = first_day, reason.strip()
    wrong.save(update_fields=["corrected_on", "corrected_because"])
    if replacement is None:
        _end_wrong(wrong, first_day, actor)
        return
    known = known_person(replacement)
    is_known = known is not None and is_same_name(known.name, replacement.candidate_name)
    replacement.person = _person_of(replacement, is_known=is_known)
    _end_wrong(wrong, first_day, actor)
    replacement.mandate = mandates.appoint(
        seat=wrong.mandate.seat,
        person=replacement.person,
        organisation=replacement.organisation,
        valid_from=first_day,
        valid_until=wrong.mandate.seat.group.term.ends_on,
        decision=wrong.round.decision,
        tell=False,
        actor=actor,
    )
    replacement.outcome, replacement.seat = wrong.outcome, wrong.seat
    replacement.outcome_reason = reason.strip()
    replacement.save(update_fields=["person", "organisation", "mandate", "outcome", "seat", "outcome_reason"])
    if replacement.candidate_email:
        round_mail.post_letter(replacement)


def _end_wrong(wrong: Nomination, first_day: date, actor: User) -> None:
    """A mandate that is corrected on its first day never began; else it ends the day before."""
    assert wrong.mandate
    if first_day > wrong.mandate.valid_from:
        mandates.correct(mandate=wrong.mandate, last_day=first_day - timedelta(days=1), actor=actor)
        return
    mandates.mark_never_began(mandate=wrong.mandate, actor=actor)
    round_mail.tell_correction(wrong)


def _require_replaceable(wrong: Nomination, replacement: Nomination) -> None:
    if (replacement.round_id, replacement.group_id) != (wrong.round_id, wrong.group_id):
        raise PermissionDenied
    if replacement.state != CONFIRMED or replacement.mandate_id:
        raise Refused(_("Choose somebody of the same group who has confirmed and has not been chosen."))
