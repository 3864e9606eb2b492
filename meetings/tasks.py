"""The tasks of this app. They are thin: each names what to do, and may come twice."""

from celery import shared_task


@shared_task(name="meetings.tasks.mind_meetings")
def mind_meetings() -> None:
    """Invite those who have got a seat, take back the invitations of those who left one, and remind."""
    from .services import minding

    minding.match_rosters()
    minding.remind_those_who_are_silent()


@shared_task(name="meetings.tasks.forget_wishes")
def forget_wishes() -> None:
    """Remove diets and needs after the meeting."""
    from .services import minding

    minding.forget_old_wishes()
