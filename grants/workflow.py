"""The ways of calls and applications, as tables: from which state to which, and what the step is called."""

from django.utils.translation import pgettext_lazy

from .enums import ApplicationState, CallState

CALL_STEPS = {
    (CallState.DRAFT, CallState.PUBLISHED): pgettext_lazy("grant call step", "Publish"),
    (CallState.PUBLISHED, CallState.DRAFT): pgettext_lazy("grant call step", "Take back to draft"),
    (CallState.DRAFT, CallState.CANCELLED): pgettext_lazy("grant call step", "Cancel"),
    (CallState.PUBLISHED, CallState.CANCELLED): pgettext_lazy("grant call step", "Cancel"),
}

APPLICATION_STEPS = {
    (ApplicationState.DRAFT, ApplicationState.SUBMITTED): pgettext_lazy("application step", "Send"),
    (ApplicationState.SUBMITTED, ApplicationState.SUBMITTED): pgettext_lazy("application step", "Send again"),
    (ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN): pgettext_lazy("application step", "Withdraw"),
}
