"""Applications that came on paper or by mail: an officer enters them, with the instant at which they arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.enums import ApplicationState, CallState, PaperWay
from grants.models import Application, ApplicationStep, Attachment, CallKind, Submission
from members.models import Organisation
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .applying import lock_application
from .attaching import add_attachment
from .details import change_signatories
from .sending import whole_sending
from .submitting import send


@dataclass(frozen=True)
class Paper:
    """What an officer has in hand: when and how it came, who signed it, and the scanned paper."""

    arrived_at: datetime
    way: str
    signatories: Sequence[Mapping[str, str]] = ()
    file: File | None = None


def enter_paper(
    *,
    call_kind: CallKind,
    organisation: Organisation | None,
    group_name: str = "",
    language: str,
    paper: Paper,
    actor: User,
) -> Application:
    """Begin to enter what came on paper; until it is registered only officers see it.

    The call may have closed, and no rule stands in the way: what has arrived is handled. Raises PermissionDenied,
    Refused when the call was never published, and ValidationError for an instant to come or a file that is not taken.
    """
    facts = {
        "organisation": organisation,
        "group_name": "" if organisation else group_name,
        "language": language,
    }
    draft = _begin(call_kind=call_kind, facts=facts, paper=paper, actor=actor)
    if paper.file is not None:
        now = timezone.now()
        try:
            add_attachment(application=draft, file=paper.file, is_paper=True, arrived_at=now, actor=actor)
        except (ValidationError, Refused):
            draft.delete()
            raise
    return draft


@act
def _begin(*, call_kind: CallKind, facts: dict[str, Any], paper: Paper, actor: User) -> Application:
    call = call_kind.call
    if not actor.has_perm("grants.change_call", call):
        raise PermissionDenied
    if call.state != CallState.PUBLISHED or call_kind.question_set_id is None:
        raise Refused(_("Nothing can be applied for in this call: it is not published."))
    _require_past(paper.arrived_at)
    now = timezone.now()
    draft = Application.objects.create(
        region_id=call.region_id,
        call=call,
        call_kind=call_kind,
        question_set_id=call_kind.question_set_id,
        is_paper=True,
        paper_arrived_at=paper.arrived_at,
        paper_way=PaperWay(paper.way),
        created_at=now,
        saved_at=now,
        created_by=actor,
        handler=actor,
        **facts,
    )
    ApplicationStep.objects.create(application=draft, taken_at=now, actor=actor, after=ApplicationState.DRAFT)
    change_signatories(application=draft, rows=list(paper.signatories), arrived_at=now, actor=actor)
    return draft


@act
def change_paper(*, application: Application, arrived_at: datetime, way: str, actor: User) -> Application:
    """Mend when and how a paper came, until it is registered. Raises like `enter_paper`, and Overtaken."""
    locked = _lock_entered(application, actor)
    _require_past(arrived_at)
    locked.paper_arrived_at, locked.paper_way = arrived_at, PaperWay(way)
    locked.save(update_fields=["paper_arrived_at", "paper_way"])
    return locked


@act
def register_paper(*, application: Application, seen_hash: str, actor: User) -> Submission:
    """Give what came on paper its reference, of the same series as the others; the contact gets the receipt by mail.

    The paper's own arrival is the instant that counts, so one that came late is late, and shown so until an officer has
    taken it with a reason. Raises PermissionDenied; Refused without a scanned paper; Overtaken when it is not as it was
    seen, or registered already.
    """
    locked = _lock_entered(application, actor)
    if not Attachment.objects.current().filter(application=locked, is_paper=True).exists():
        raise Refused(_("Attach the paper itself as a file first."))
    assert locked.paper_arrived_at  # the database says so
    return send(locked, whole_sending(locked), seen_hash, locked.paper_arrived_at, actor)


def _lock_entered(application: Application, actor: User) -> Application:
    locked = lock_application(application, actor=actor, permission="handle")
    if not locked.is_being_entered:
        raise Overtaken(_("Somebody was faster: the application has been registered already."))
    return locked


def _require_past(arrived_at: Any) -> None:
    if arrived_at > timezone.now():
        raise ValidationError({"arrived_at": _("The paper cannot have arrived later than now.")})
