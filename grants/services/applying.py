"""What every act on an application begins with: the right to it, the time for it, and the row locked."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from grants.asked import asked_in
from grants.enums import ApplicationState, CallState
from grants.models import Application, SupplementRequest
from portal.errors import Overtaken, Refused
from portal.formats import moment
from portal.models import User

ALL = None
"""Every question is open."""


def lock_application(application: Application, *, actor: User, permission: str = "change") -> Application:
    """The application as it stands now, locked until the transaction ends. Raises PermissionDenied and Overtaken."""
    rows = Application.objects.select_for_update(of=("self",)).for_list()
    locked = rows.select_related("call__region", "question_set").filter(pk=application.pk).first()
    if locked is None:
        raise Overtaken(_("This draft has been deleted."))
    if not actor.has_perm(f"grants.{permission}_application", locked):
        raise PermissionDenied
    return locked


def open_request(application: Application) -> SupplementRequest | None:
    """The supplement that the officers wait for, if any."""
    waiting = application.supplement_requests.waiting()
    return waiting.prefetch_related("attachments").first()


def answerable_request(application: Application, arrived_at: datetime) -> SupplementRequest | None:
    """The supplement that can be answered at the instant: in its own time, or as long as the call still is open."""
    request = open_request(application) if application.state == ApplicationState.SUBMITTED else None
    if request and (arrived_at < request.due_at or is_open(application, arrived_at)):
        return request
    return None


def is_open(application: Application, arrived_at: datetime) -> bool:
    """Whether all of it can be written and sent at the instant: the call is open, or it was let come late.

    What came on paper is typed in whenever there is time for it: there the paper's own arrival counts.
    """
    if application.state == ApplicationState.WITHDRAWN:
        return False
    if application.is_being_entered:
        return True
    call = application.call
    may_be_late = application.late_until is not None and arrived_at < application.late_until
    return (may_be_late and call.state == CallState.PUBLISHED) or call.is_open(arrived_at)


def open_names(application: Application, arrived_at: datetime) -> frozenset[str] | None:
    """The questions that can be answered at the instant: `ALL`, or those of an open supplement request.

    Raises Refused, with the reason, when there is none.
    """
    if is_open(application, arrived_at):
        return ALL
    request = open_request(application) if application.state == ApplicationState.SUBMITTED else None
    if request and arrived_at < request.due_at:
        return opened_questions(application, request)
    raise Refused(closed_because(application, arrived_at, request))


def opened_questions(application: Application, request: SupplementRequest) -> frozenset[str]:
    """The questions that a supplement request opens: those it names, and those that hang on their answers."""
    opened = set(request.questions)
    for name, question in asked_in(application).questions.items():  # what hangs on another comes after it
        if question.shown_if and question.shown_if.name in opened:
            opened.add(name)
    return frozenset(opened)


def require_open(application: Application, arrived_at: datetime) -> None:
    """Raises Refused unless the whole application can be written and sent at the instant."""
    if not is_open(application, arrived_at):
        raise Refused(closed_because(application, arrived_at, None))


def closed_because(application: Application, arrived_at: datetime, request: SupplementRequest | None) -> str:
    """Why nothing can be written at the instant, in words for the applicant."""
    call = application.call
    if application.state == ApplicationState.WITHDRAWN:
        return _("The application has been withdrawn, so it stays as it is.")
    if request:
        return _("The supplement was due %(time)s. Write to the officers by a message.") % {
            "time": moment(request.due_at)
        }
    if call.closes_at and arrived_at >= call.closes_at:
        return _(
            "The call closed %(time)s, before this arrived. What you wrote stays here and can be read."
        ) % {"time": moment(call.closes_at)}
    return _("The call is not open, so nothing can be saved or sent now. What you wrote stays here.")
