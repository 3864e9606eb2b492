"""What every act on a meeting begins with: the right to do it, and the row locked against those who act meanwhile."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from meetings.enums import MeetingState
from meetings.models import Meeting, Session
from meetings.workflow import PREPARED
from portal.errors import Refused
from portal.models import User


def lock_meeting(meeting: Meeting, *, actor: User) -> Meeting:
    """The meeting as it stands now, locked until the transaction ends. Raises PermissionDenied."""
    locked = (
        Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("body").get(pk=meeting.pk)
    )
    if not actor.has_perm("meetings.change_meeting", locked):
        raise PermissionDenied
    return locked


def lock_alone(meeting: Meeting) -> Meeting:
    """The meeting locked, for the portal itself and for those who hold the key of an invitation: nobody's right is asked."""
    rows = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("body__region")
    return rows.get(pk=meeting.pk)


def lock_prepared(meeting: Meeting, *, actor: User) -> Meeting:
    """Like `lock_meeting`, of a meeting that can still be prepared. Raises Refused once it began or was cancelled."""
    locked = lock_meeting(meeting, actor=actor)
    if locked.state not in PREPARED:
        raise Refused(_("The meeting has begun or was cancelled. What it was to take up stays as it is."))
    return locked


def write(record: Model, changes: dict[str, object]) -> None:
    """Store the changed fields and no others. Raises ValidationError for a value that the field does not take."""
    for field, value in changes.items():
        setattr(record, field, value)
    record.full_clean(
        exclude={field.name for field in record._meta.fields} - set(changes), validate_unique=False
    )
    # The column without a language keeps the Finnish text, for whoever reads the table itself.
    plain = {field.removesuffix("_fi") for field in changes if field.endswith("_fi")}
    record.save(update_fields={*changes, *plain})


def lock_session(meeting: Meeting, *, actor: User) -> Session:
    """The session of a meeting that is going on, the meeting locked. Raises PermissionDenied, and Refused otherwise."""
    locked = lock_meeting(meeting, actor=actor)
    session = Session.objects.filter(meeting=locked).select_related("current_item").first()
    if locked.state != MeetingState.IN_SESSION or session is None:
        raise Refused(_("The meeting is not in session. What was written of it stays as it is."))
    session.meeting = locked
    return session


def mark_session(session: Session) -> None:
    """Whoever looks at the meeting sees that something in it has changed."""
    Session.objects.filter(pk=session.pk).update(version=F("version") + 1)
