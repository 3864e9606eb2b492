"""Acts on one nomination, by whoever holds its key: begun, saved at every pause, sent, answered, taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import NominationState, RoundState, Wish
from members.models import Nomination, NominationRound
from members.rounds import needs_nominator
from members.workflow import NOMINATION_STEPS
from portal.errors import Clash, Conflict, Overtaken, Refused
from portal.formats import moment

from . import round_mail

FIELDS = (
    "group", "wish", "nominator", "organisation", "organisation_name", "candidate_name", "candidate_email",
    "candidate_phone", "grounds", "statement", "sender_name", "sender_email",
)  # fmt: skip
LONGEST_TEXT = 4000


def begin_nomination(
    *,
    nomination_round: NominationRound,
    language: str,
    arrived_at: datetime,
    values: Mapping[str, Any] | None = None,
) -> Nomination:
    """An empty draft under a key of its own. Raises Refused when the round takes no nominations at that instant."""
    _require_open(nomination_round, arrived_at)
    return Nomination.objects.create(
        round=nomination_round, language=language, created_at=timezone.now(), **(values or {})
    )


@transaction.atomic
def save_draft(*, nomination: Nomination, base_version: int, values: Mapping[str, Any]) -> Nomination:
    """Store what has been typed, however little or wrong it is.

    What only one of two open forms holds is kept from both. Raises Conflict when both hold different texts for one
    field, and Refused when the nomination has been sent.
    """
    locked = lock_nomination(nomination)
    if locked.state != NominationState.DRAFT:
        raise Refused(_("The nomination has been sent already, so its text stays as it was sent."))
    changes = _merged(locked, base_version, values)
    for field, value in changes.items():
        setattr(locked, field, value)
    locked.version += bool(changes)
    locked.saved_at = timezone.now()
    locked.save(update_fields=[*changes, "version", "saved_at"])
    return locked


def _merged(nomination: Nomination, base_version: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be written; an empty field gives way to a filled one, whichever window has filled it."""
    changes = {name: mine for name, mine in values.items() if mine != getattr(nomination, name)}
    if nomination.version == base_version:
        return changes
    changes = {name: mine for name, mine in changes.items() if _is_filled(mine)}
    clashes = [
        Clash(name, nomination._meta.get_field(name).verbose_name, theirs, mine)  # type: ignore[union-attr]
        for name, mine in changes.items()
        if _is_filled(theirs := getattr(nomination, name))
    ]
    if clashes:
        message = _("This nomination was changed in another window too. Nothing is lost: choose below.")
        merged = {name: changes.get(name, getattr(nomination, name)) for name in FIELDS}
        raise Conflict(message, record=nomination, clashes=clashes, merged=merged)
    return changes


def _is_filled(value: Any) -> bool:
    """Standing for either place is what everybody begins with."""
    return bool(value) and value != Wish.EITHER


def problems_of(nomination: Nomination) -> dict[str, str]:
    """What keeps a draft from being sent: field → what to do."""
    nomination_round = nomination.round
    problems = {
        name: words for name, words in needed_in(nomination_round).items() if not getattr(nomination, name)
    }
    for name in ("candidate_email", "sender_email"):
        if getattr(nomination, name) and not _is_address(getattr(nomination, name)):
            problems[name] = _("This is no e-mail address. Write it like name@example.org.")
    for name in ("grounds", "statement"):
        if len(getattr(nomination, name)) > LONGEST_TEXT:
            problems[name] = _("The text is too long. Shorten it to %(most)d characters.") % {
                "most": LONGEST_TEXT
            }
    group = nomination.group
    if group and not nomination_round.groups.filter(pk=group.pk).exists():
        problems["group"] = _("This round does not look for anybody in this group. Choose another.")
    elif group and group.nominator_id and nomination.nominator_id != group.nominator_id:
        problems["nominator"] = _("Only %(network)s nominates for this group.") % {"network": group.nominator}
    if nomination_round.asks_organisation and not _nominated_by_somebody(nomination):
        problems["organisation"] = _("Find the organisation in the register, or write its name.")
    return problems


def needed_in(nomination_round: NominationRound) -> dict[str, str]:
    """What every nomination of the round must have: field → what to do when it is missing."""
    needed = {
        "group": _("Choose the group of seats."),
        "candidate_name": _("Write the candidate's name."),
        "candidate_email": _("Write the candidate's e-mail address: the candidate confirms by mail."),
        "grounds": _("Tell why this candidate."),
    }
    if nomination_round.asks_statement:
        needed["statement"] = _("Write the statement.")
    if nomination_round.asks_organisation:
        needed["sender_name"] = _("Write your name.")
        needed["sender_email"] = _("Write your e-mail address: the receipt is sent there.")
    if needs_nominator(nomination_round):
        needed["nominator"] = _("Choose the network that nominates.")
    return needed


def _nominated_by_somebody(nomination: Nomination) -> bool:
    return bool(nomination.organisation_id or nomination.organisation_name or nomination.nominator_id)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def submit_nomination(*, nomination: Nomination, arrived_at: datetime) -> Nomination:
    """Send a draft in; a receipt goes to the sender, and the candidate is asked to confirm.

    What counts is the instant at which the request arrived. Raises Refused outside the round's time and when the
    organisation has a nomination in the group; ValidationError for what is missing; Overtaken when the draft is not as
    it was seen.
    """
    try:
        with transaction.atomic():
            return _submit(nomination, arrived_at)
    except IntegrityError as error:
        raise Refused(_twice(nomination)) from error


def _submit(nomination: Nomination, arrived_at: datetime) -> Nomination:
    locked = lock_nomination(nomination)
    if locked.state != NominationState.DRAFT:
        raise Overtaken(_("The nomination has been sent already."))
    if locked.version != nomination.version:
        raise Overtaken(
            _("The nomination was changed in another window. Look at it once more, then send it.")
        )
    _require_open(locked.round, arrived_at)
    if problems := problems_of(locked):
        raise ValidationError(problems)
    facts: dict[str, Any] = {"submitted_at": arrived_at}
    if not locked.round.asks_organisation:
        facts |= {"sender_name": locked.candidate_name, "sender_email": locked.candidate_email}
    if locked.organisation_id:
        facts["organisation_name"] = ""
    sent = change_nomination_state(locked, NominationState.SUBMITTED, **facts)
    round_mail.tell_submission(sent)
    return sent


def _twice(nomination: Nomination) -> str:
    """What the database has refused, kindly."""
    if not nomination.round.asks_organisation:
        return _(
            "You have put yourself forward for this group already. One nomination is enough; to change it, take the "
            "first one back by the link in your mail."
        )
    return _(
        "%(organisation)s has nominated somebody for the group %(group)s already, and can nominate one. To change it, "
        "the sender of the first nomination takes it back by the link in the receipt. If the organisation has not sent "
        "it, write to %(address)s: then it can be set aside. This draft stays here."
    ) % {
        "organisation": nomination.shown_organisation,
        "group": nomination.group,
        "address": nomination.round.body.role_email or settings.PORTAL_CONTACT,
    }


def change_nomination_state(nomination: Nomination, to: NominationState, **facts: Any) -> Nomination:
    """The one door through which a nomination gets a new state; `facts` are the fields that are set with it.

    Raises Refused for a step that the table does not know, and Overtaken when the nomination is no longer in the state
    in which it was seen.
    """
    seen = NominationState(nomination.state)
    if (seen, to) not in NOMINATION_STEPS:
        raise Refused(_("This cannot be done any more: %(state)s.") % {"state": seen.label})
    if not Nomination.objects.filter(pk=nomination.pk, state=seen).update(state=to, **facts):
        raise Overtaken(_("Somebody was faster: the nomination is in another state already."))
    return Nomination.objects.for_list().select_related("round__body", "round__term").get(pk=nomination.pk)


@transaction.atomic
def confirm_nomination(*, nomination: Nomination) -> Nomination:
    """The candidate agrees; the sender is told. Raises Refused once the round is decided or cancelled."""
    return _answer(nomination, NominationState.CONFIRMED)


@transaction.atomic
def decline_nomination(*, nomination: Nomination) -> Nomination:
    """The candidate says no, also after having agreed; the sender is told. Raises Refused once the round is decided."""
    return _answer(nomination, NominationState.DECLINED, outcome="", outcome_reason="", seat=None)


def _answer(nomination: Nomination, to: NominationState, **facts: Any) -> Nomination:
    locked = _lock_with_round(nomination)
    if locked.round.state != RoundState.ANNOUNCED:
        raise Refused(_("The round has been decided or cancelled, so there is nothing to answer any more."))
    if locked.state == NominationState.SET_ASIDE:
        raise Refused(_("The nomination was set aside, so there is nothing to answer any more."))
    answered = change_nomination_state(locked, to, answered_at=timezone.now(), **facts)
    round_mail.tell_answer(answered)
    return answered


@transaction.atomic
def withdraw_nomination(*, nomination: Nomination, arrived_at: datetime) -> Nomination:
    """Take a sent nomination back; the candidate is told. Raises Refused outside the round's time."""
    locked = _lock_with_round(nomination)
    _require_open(locked.round, arrived_at)
    withdrawn = change_nomination_state(locked, NominationState.WITHDRAWN)
    round_mail.tell_withdrawal(withdrawn)
    return withdrawn


def send_draft_link(*, nomination: Nomination) -> None:
    """Mail the way back to the draft to its sender. Raises Refused when the draft has no address for it."""
    address = nomination.sender_email or (
        "" if nomination.round.asks_organisation else nomination.candidate_email
    )
    if not _is_address(address):
        raise Refused(_("Write your e-mail address first: the link is sent there."))
    nomination.sender_email = address
    round_mail.send_link(nomination)


def lock_nomination(nomination: Nomination) -> Nomination:
    """The nomination as it stands now, locked until the transaction ends. Raises Overtaken when it is gone."""
    rows = Nomination.objects.select_for_update(of=("self",)).for_list()
    locked = rows.select_related("round__body", "round__term__rules_version").filter(pk=nomination.pk).first()
    if locked is None:
        raise Overtaken(_("This draft has been removed: its time was over."))
    return locked


def _lock_with_round(nomination: Nomination) -> Nomination:
    """Like `lock_nomination`, the round first: so an answer and the publishing of the result wait for each other."""
    NominationRound.objects.select_for_update(no_key=True).get(pk=nomination.round_id)
    return lock_nomination(nomination)


def _require_open(nomination_round: NominationRound, instant: datetime) -> None:
    if nomination_round.is_open(instant):
        return
    if nomination_round.state == RoundState.CANCELLED:
        raise Refused(_("The round was cancelled, so it takes no nominations."))
    if instant < nomination_round.opens_at:
        raise Refused(_("The round opens %(time)s.") % {"time": moment(nomination_round.opens_at)})
    raise Refused(
        _("The round closed %(time)s, before this arrived. What you wrote stays here and can be read.")
        % {"time": moment(nomination_round.closes_at)}
    )
