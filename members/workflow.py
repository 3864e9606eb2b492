"""The ways of nomination rounds and nominations, as tables: from which state to which, and what the step is called."""

from datetime import timedelta

from django.utils.translation import pgettext_lazy

from .enums import NominationState, RoundState

ROUND_STEPS = {
    (RoundState.DRAFT, RoundState.ANNOUNCED): pgettext_lazy("round step", "Announce"),
    (RoundState.DRAFT, RoundState.CANCELLED): pgettext_lazy("round step", "Cancel"),
    (RoundState.ANNOUNCED, RoundState.CANCELLED): pgettext_lazy("round step", "Cancel"),
    (RoundState.ANNOUNCED, RoundState.DECIDED): pgettext_lazy("round step", "Publish the result"),
}

NOMINATION_STEPS = {
    (NominationState.DRAFT, NominationState.SUBMITTED): pgettext_lazy("nomination step", "Send"),
    (NominationState.SUBMITTED, NominationState.CONFIRMED): pgettext_lazy("nomination step", "Confirm"),
    (NominationState.SUBMITTED, NominationState.DECLINED): pgettext_lazy("nomination step", "Decline"),
    (NominationState.CONFIRMED, NominationState.DECLINED): pgettext_lazy("nomination step", "Decline"),
    (NominationState.SUBMITTED, NominationState.WITHDRAWN): pgettext_lazy("nomination step", "Withdraw"),
    (NominationState.CONFIRMED, NominationState.WITHDRAWN): pgettext_lazy("nomination step", "Withdraw"),
    (NominationState.SUBMITTED, NominationState.SET_ASIDE): pgettext_lazy("nomination step", "Set aside"),
    (NominationState.CONFIRMED, NominationState.SET_ASIDE): pgettext_lazy("nomination step", "Set aside"),
    (NominationState.SET_ASIDE, NominationState.SUBMITTED): pgettext_lazy(
        "nomination step", "Let count again"
    ),
    (NominationState.SET_ASIDE, NominationState.CONFIRMED): pgettext_lazy(
        "nomination step", "Let count again"
    ),
}

REMINDED_AFTER = timedelta(days=3)
"""A candidate who has not answered is reminded so long after the nomination was sent."""

REMINDED_BEFORE_CLOSING = timedelta(days=1)
"""And once more so long before the round closes."""

DRAFTS_KEPT = timedelta(days=30)
"""Drafts that were never sent go so long after the round has closed."""
