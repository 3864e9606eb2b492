"""What every act of the officers begins with: the right to do it, and the row locked against those who act meanwhile."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import CallState
from grants.models import Call, QuestionSet
from portal.errors import Refused
from portal.models import User


def lock_call(call: Call, *, actor: User) -> Call:
    """The call as it stands now, locked until the transaction ends. Raises PermissionDenied."""
    rows = Call.objects.select_for_update(no_key=True, of=("self",)).select_related("region")
    locked = rows.get(pk=call.pk)
    if not actor.has_perm("grants.change_call", locked):
        raise PermissionDenied
    return locked


def lock_draft(call: Call, *, actor: User) -> Call:
    """Like `lock_call`, of a call that is still a draft. Raises Refused once it was published."""
    locked = lock_call(call, actor=actor)
    if locked.state != CallState.DRAFT:
        raise Refused(
            _("The call has been published, so this stays. Before it opens you can take it back to draft.")
        )
    return locked


def lock_set(question_set: QuestionSet, *, actor: User) -> QuestionSet:
    """The set of questions, locked so that its order is never written by two people at once. Raises PermissionDenied."""
    rows = QuestionSet.objects.select_for_update(no_key=True, of=("self",)).select_related("region")
    locked = rows.get(pk=question_set.pk)
    if not actor.has_perm("grants.change_questionset", locked):
        raise PermissionDenied
    return locked


def lock_structure(question_set: QuestionSet, *, actor: User) -> QuestionSet:
    """Like `lock_set`, of a set that is not frozen. Raises Refused once a call with these questions has opened."""
    locked = lock_set(question_set, actor=actor)
    if locked.is_frozen(timezone.now()):
        raise Refused(
            _(
                "The call has opened, so the questions stay. Words can be mended; for another structure make a new version."
            )
        )
    return locked
