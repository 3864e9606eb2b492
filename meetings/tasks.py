"""The tasks of this app. They are thin: each names what to do, and may come twice."""

from celery import shared_task


@shared_task(name="meetings.tasks.mind_meetings")
def mind_meetings() -> None:
    """Invite those who have got a seat, take back the invitations of those who left one, and remind."""
    from .services import minding

    minding.match_rosters()
    minding.remind_those_who_are_silent()


@shared_task(name="meetings.tasks.remind_of_actions")
def remind_of_actions() -> None:
    """Write to those who have something to do soon, or had."""
    from .services import action

    action.remind_of_actions()


@shared_task(name="meetings.tasks.raise_topics")
def raise_topics() -> None:
    """Make proposals of the yearly topics whose time comes, and forget residents whose proposals were decided long ago."""
    from .services import minding, plan

    plan.raise_due_topics()
    minding.forget_old_residents()


@shared_task(name="meetings.tasks.forget_wishes")
def forget_wishes() -> None:
    """Remove diets and needs after the meeting."""
    from .services import minding

    minding.forget_old_wishes()


@shared_task(name="meetings.tasks.read_paper", soft_time_limit=120, time_limit=150)
def read_paper(*, material_id: int) -> None:
    """Read the text of a paper, for the search."""
    from .services import paper

    paper.look_into(material_id)


@shared_task(name="meetings.tasks.read_papers")
def read_papers() -> None:
    """Take up papers that nobody has looked into."""
    from .services import paper

    paper.sweep_unread()
