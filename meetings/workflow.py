"""The way of a meeting, as a table: from which state to which, and what the step is called."""

from datetime import timedelta

from django.utils.translation import pgettext_lazy

from .enums import MeetingState as State

TRANSITIONS = {
    (State.DRAFT, State.CONVENED): pgettext_lazy("meeting step", "Convene"),
    (State.CONVENED, State.DRAFT): pgettext_lazy("meeting step", "Take back to draft"),
    (State.CONVENED, State.IN_SESSION): pgettext_lazy("meeting step", "Open the meeting"),
    (State.IN_SESSION, State.HELD): pgettext_lazy("meeting step", "Close the meeting"),
    (State.DRAFT, State.CANCELLED): pgettext_lazy("meeting step", "Cancel"),
    (State.CONVENED, State.CANCELLED): pgettext_lazy("meeting step", "Cancel"),
}

COMING = (State.CONVENED, State.IN_SESSION)
"""The states in which a meeting is still ahead or going on, and known to its people."""

PREPARED = (State.DRAFT, State.CONVENED)
"""The states in which time, place, agenda and papers are still being prepared."""

WITHDRAWAL = timedelta(minutes=15)
"""How long a meeting can be taken back to draft after it was convened; later it can only be cancelled."""
