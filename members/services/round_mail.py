"""Mails about nomination rounds. An address gets one mail about one thing, however many nominations it stands in."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from members.enums import NominationState
from members.models import Nomination, NominationRound
from portal import mail
from portal.models import OutgoingMail

WAITING = (NominationState.DRAFT, NominationState.SUBMITTED, NominationState.CONFIRMED)
"""The states in which people still expect something of the round."""

LETTERS = ("nomination_chosen_member", "nomination_chosen_deputy", "nomination_not_chosen", "round_decided")
"""What goes out when the result is published."""


def tell_extension(nomination_round: NominationRound) -> None:
    """Tell those who have a draft that there is more time; the button leads to the draft."""
    drafts = nomination_round.nominations.filter(state=NominationState.DRAFT)
    for draft, receiver in senders_of(drafts):
        _post(
            "round_extended",
            draft,
            receiver,
            url=reverse("members:nomination-edit", args=[draft.key]),
            secret=True,
        )


def tell_cancelling(nomination_round: NominationRound) -> None:
    """Tell everybody who has begun a nomination, sent one or been put forward."""
    waiting = nomination_round.nominations.filter(state__in=WAITING)
    everybody = [*senders_of(waiting), *candidates_of(waiting.exclude(state=NominationState.DRAFT))]
    for nomination, receiver in once_each(everybody):
        _post("round_cancelled", nomination, receiver, url=nomination_round.get_absolute_url())


def send_link(nomination: Nomination) -> None:
    """Send the sender the way back to the draft. Raises ValidationError when the address is none."""
    url = reverse("members:nomination-edit", args=[nomination.key])
    _post("nomination_link", nomination, _sender(nomination), url=url, secret=True)


def tell_submission(nomination: Nomination) -> None:
    """A receipt for the sender, and for the candidate the way to answer; who stands for themselves gets only that."""
    if nomination.round.asks_organisation:
        url = reverse("members:nomination-edit", args=[nomination.key])
        _post("nomination_receipt", nomination, _sender(nomination), url=url, secret=True)
    ask_candidate(nomination, "nomination_confirm")


def ask_candidate(nomination: Nomination, kind: str) -> None:
    """Ask the candidate for an answer, or remind of it."""
    url = reverse("members:nomination-confirm", args=[nomination.confirm_key])
    _post(kind, nomination, _candidate(nomination), url=url, secret=True)


def tell_answer(nomination: Nomination) -> None:
    """Tell the sender what the candidate has answered."""
    if nomination.round.asks_organisation and nomination.sender_email:
        url = reverse("members:nomination-edit", args=[nomination.key])
        _post("nomination_answered", nomination, _sender(nomination), url=url, secret=True)


def tell_withdrawal(nomination: Nomination) -> None:
    """Tell the candidate that nothing is asked of them any more."""
    if nomination.round.asks_organisation:
        url = nomination.round.get_absolute_url()
        _post("nomination_withdrawn", nomination, _candidate(nomination), url=url)


def tell_setting_aside(nomination: Nomination, *, reason: str) -> None:
    """Tell the sender and the candidate why a nomination does not count."""
    people = [*senders_of([nomination]), *candidates_of([nomination])]
    for each, receiver in once_each(people):
        _post("nomination_set_aside", each, receiver, url=each.round.get_absolute_url(), reason=reason)


def tell_counting_again(nomination: Nomination) -> None:
    """Tell the sender that the nomination counts again, and ask the candidate who has not answered yet."""
    if nomination.state == NominationState.SUBMITTED and nomination.candidate_email:
        ask_candidate(nomination, "nomination_confirm")
    for each, receiver in senders_of([nomination]):
        url = reverse("members:nomination-edit", args=[each.key])
        _post("nomination_counts_again", each, receiver, url=url, secret=True)


def tell_result(nomination_round: NominationRound) -> None:
    """A letter to each candidate, and to each sender the news that the round is decided."""
    decided = list(nomination_round.nominations.exclude(outcome="").for_list())
    for nomination, receiver in candidates_of(decided):
        nomination.round = nomination_round
        post_letter(nomination, receiver)
    for nomination, receiver in once_each(senders_of(decided)):
        if receiver.address.lower() != nomination.candidate_email.lower():
            _post("round_decided", nomination, receiver, url=nomination_round.get_absolute_url())


def post_letter(nomination: Nomination, receiver: mail.Receiver | None = None) -> OutgoingMail:
    """The letter to one candidate: chosen as a member or a deputy, or not chosen."""
    url = nomination.round.get_absolute_url()
    return _post(letter_kind(nomination.outcome), nomination, receiver or _candidate(nomination), url=url)


def tell_correction(nomination: Nomination) -> None:
    """Tell somebody who was chosen by mistake."""
    if nomination.candidate_email:
        url = nomination.round.get_absolute_url()
        _post("nomination_corrected", nomination, _candidate(nomination), url=url)


def letter_kind(outcome: str) -> str:
    """The name of the letter that goes with an outcome."""
    return f"nomination_{outcome}" if outcome == "not_chosen" else f"nomination_chosen_{outcome}"


def letter_context(nomination: Nomination, url: str, **more: Any) -> dict[str, Any]:
    """What the mails about a nomination tell."""
    nomination_round = nomination.round
    return {
        "nomination": nomination,
        "round": nomination_round,
        "body": nomination_round.body,
        "url": url,
        **more,
    }


def senders_of(nominations: Iterable[Nomination]) -> Iterator[tuple[Nomination, mail.Receiver]]:
    """Those who wrote the nominations, where their address is one."""
    return ((each, _sender(each)) for each in nominations if _is_address(each.sender_email))


def candidates_of(nominations: Iterable[Nomination]) -> Iterator[tuple[Nomination, mail.Receiver]]:
    """Those who were put forward, where their address is one."""
    return ((each, _candidate(each)) for each in nominations if _is_address(each.candidate_email))


def once_each(
    pairs: Iterable[tuple[Nomination, mail.Receiver]],
) -> Iterable[tuple[Nomination, mail.Receiver]]:
    """The first of those that have the same address."""
    found: dict[str, tuple[Nomination, mail.Receiver]] = {}
    for nomination, receiver in pairs:
        found.setdefault(receiver.address.lower(), (nomination, receiver))
    return found.values()


def _sender(nomination: Nomination) -> mail.Receiver:
    return mail.Receiver(nomination.sender_email, nomination.sender_name, nomination.language)


def _candidate(nomination: Nomination) -> mail.Receiver:
    return mail.Receiver(nomination.candidate_email, nomination.candidate_name, nomination.language)


def _is_address(text: str) -> bool:
    """A draft may hold anything."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _post(
    kind: str, nomination: Nomination, receiver: mail.Receiver, *, url: str, secret: bool = False, **more: Any
) -> OutgoingMail:
    """What holds somebody's own key is wiped once it has been sent."""
    context = letter_context(nomination, url, **more)
    return mail.post(kind, to=receiver, context=context, about=nomination, is_secret=secret)
